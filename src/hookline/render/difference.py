"""A difference in words: sections of lines, from which every form for people is made."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

import msgspec

from hookline.differ import COUNTS, Bump, Changed, Difference, Field, SplitChange, TurnChange
from hookline.files import compact
from hookline.language import Language, filled, said
from hookline.render.safe import escaped_json
from hookline.rules.change import RULES
from hookline.versions import newer
from hookline.wording import Piece

MOST_FIELDS = 20
"""How many values of one file of a corpus are shown; the rest is counted."""
_WIDEST_VALUE = 160
_WIDEST_SAME = 60
_RULES = {each.info.id: each.info for each in RULES}
_NOTHING = "—"
_UNKNOWN = "unknown: one of the two is no corpus folder, without lock, notes, tombstones and splits"
Style = Literal["plain", "strong", "code", "faint", "old", "new"]


class Stretch(NamedTuple):
    """A part of a line: untrusted text, and how it is shown."""

    text: str
    style: Style = "plain"


class Line(NamedTuple):
    """A line of a section; `depth` is how far it is indented, 0 to 2."""

    stretches: tuple[Stretch, ...]
    depth: int = 0


class Section(NamedTuple):
    """A heading and what stands under it."""

    title: str
    lines: tuple[Line, ...]


def verdict(found: Difference, language: Language) -> str:
    """Return what a difference comes to, in a sentence."""
    if found.same:
        return f"✓ {said('no difference', language)}"
    values = {
        "added": len(found.added),
        "gone": len(found.gone),
        "changed": len(found.changed),
        "forbidden": len(found.forbidden or ()),
    }
    template = "{added} added, {gone} gone, {changed} changed; forbidden changes: {forbidden}"
    if found.forbidden is None:
        template = "{added} added, {gone} gone, {changed} changed"
    return f"✗ {filled(template, values, language)}"


def sums(found: Difference, language: Language) -> Iterator[Section]:
    """Yield what is compared, the counts, what is forbidden, and the version that follows."""
    about = [
        Line((Stretch(said(word, language)), Stretch("  "), Stretch(name, "code"), *_version(each)))
        for word, name, each in zip(("before", "after"), found.names, found.versions, strict=True)
    ]
    yield Section(said("Compared", language), tuple(about))
    yield Section(said("Counts", language), tuple(_count(each, language) for each in found.counts))
    yield Section(said("Forbidden changes", language), tuple(_forbidden(found, language)))
    yield Section(said("Version", language), tuple(_bumped(found.bump, language)))


def lists(found: Difference, language: Language) -> Iterator[Section]:
    """Yield what was added, what has gone, what changed, splits and other files."""
    added = [
        Line((Stretch(each.id, "code"), Stretch(f"  {each.label} {each.language}  {each.title}")))
        for each in found.added
    ]
    gone = [
        Line((Stretch(each.id, "code"), Stretch("  "), Stretch(_why(each.reason, language))))
        for each in found.gone
    ]
    changed = [line for each in found.changed for line in _dialogue(each, language)]
    splits = [line for each in found.splits or () for line in _split(each, language)]
    files = [
        line
        for name, fields in (found.files or {}).items()
        for line in (Line((Stretch(name, "code"),)), *_values(fields, language))
    ]
    named = (
        ("Added", added),
        ("Gone", gone),
        ("Changed", changed),
        ("Splits", splits),
        ("Other files", files),
    )
    for title, lines in named:
        if lines:
            yield Section(said(title, language), tuple(lines))


def _version(version: str | None) -> tuple[Stretch, ...]:
    return (Stretch(f"  {version}"),) if version else ()


def _why(reason: str | None, language: Language) -> str:
    if reason is None:
        return said("without a tombstone", language)
    return filled("withdrawn: {reason}", {"reason": reason}, language)


def _count(field: Field, language: Language) -> Line:
    name = said(field.name, language) if field.name in COUNTS else field.name.replace(".", " ")
    if field.before == field.after:
        return Line((Stretch(f"{name}: {field.after:,}"),))
    change = f"{field.before:,} → {field.after:,} ({field.after - field.before:+,})"
    return Line((Stretch(f"{name}: "), Stretch(change, "strong")))


def _forbidden(found: Difference, language: Language) -> Iterator[Line]:
    if found.forbidden is None:
        yield Line((Stretch(said(_UNKNOWN, language)),))
        return
    for each in found.forbidden:
        message = filled(_RULES[each.rule].message, each.values, language)
        yield Line((Stretch(each.rule, "code"), Stretch(f"  {message}")))
    if not found.forbidden:
        unreleased = found.bump and not found.bump.released
        words = "none; nothing of the first is released: it has no lock.json"
        yield Line((Stretch(said(words if unreleased else "none", language)),))


def _bumped(bump: Bump | None, language: Language) -> Iterator[Line]:
    if bump is None:
        yield Line((Stretch(said(_UNKNOWN, language)),))
        return
    values = {"least": bump.least, "since": bump.since, "found": bump.found}
    template = "{since} may stay: nothing needs a new version; the second has {found}"
    if bump.least:
        template = "at least {least} after {since}; the second has {found}"
        if newer(bump.least, bump.found):
            template = "at least {least} after {since}; the second has {found}, which is too low"
    yield Line((Stretch(filled(template, values, language), "strong"),))
    for each in bump.reasons:
        words = filled(each.template, {"count": f"{each.count:,}"}, language)
        yield Line((Stretch(each.weight, "code"), Stretch(f"  {words}")), 1)
    if bump.reasons and bump.since.startswith("0."):
        words = "before 1.0 a minor version says what a major one says later"
        yield Line((Stretch(said(words, language), "faint"),), 1)
    if not bump.released:
        words = "counted as if all of the first were released"
        yield Line((Stretch(said(words, language), "faint"),), 1)


def _dialogue(found: Changed, language: Language) -> Iterator[Line]:
    parts = " ".join(said(each, language) for each in found.parts)
    yield Line((Stretch(found.id, "code"), Stretch(f"  {parts}")))
    yield from _values(found.fields, language)
    for turn in found.turns:
        yield from _turn(turn, language)
    for annotator, what in found.layers.items():
        values = {"annotator": annotator, "what": said(what, language)}
        yield Line((Stretch(filled("layer of {annotator}: {what}", values, language)),), 1)
    for note in found.notes:
        values = {"version": note.version, "part": said(note.part, language), "by": note.by}
        words = filled("note on {part} for {version} by {by}: ", values, language)
        yield Line((Stretch(words, "faint"), Stretch(note.note)), 1)


def _turn(turn: TurnChange, language: Language) -> Iterator[Line]:
    values = {"number": turn.after, "speaker": turn.speaker, "before": turn.before}
    template = "turn {number} {speaker}"
    if turn.before is None:
        template = "turn {number} {speaker}, added"
    elif turn.after is None:
        template = "turn {before} {speaker}, removed"
    elif turn.before != turn.after:
        template = "turn {number} {speaker}, before {before}"
    head = Stretch(filled(template, values, language), "faint")
    yield Line((head, Stretch("  "), *_words(turn.words)) if turn.words else (head,), 1)
    yield from _values(turn.fields, language, 2)


def _words(words: Iterable[Piece]) -> Iterator[Stretch]:
    for each in words:
        text = each.text
        if each.what != "same":
            yield Stretch(text, each.what)
            continue
        if len(text) > 2 * _WIDEST_SAME:
            text = f"{text[:_WIDEST_SAME]}…{text[-_WIDEST_SAME:]}"
        yield Stretch(text)


def _values(fields: tuple[Field, ...], language: Language, depth: int = 1) -> Iterator[Line]:
    for field in fields[:MOST_FIELDS]:
        before, after = (_value(each) for each in _apart(field))
        yield Line(
            (
                Stretch(f"{field.name}: "),
                Stretch(before, "old"),
                Stretch(" → "),
                Stretch(after, "new"),
            ),
            depth,
        )
    if fields[MOST_FIELDS:]:
        words = filled("and {count} more", {"count": f"{len(fields) - MOST_FIELDS:,}"}, language)
        yield Line((Stretch(words, "faint"),), depth)


def _apart(field: Field) -> tuple[Any, Any]:
    """Return the values of a field; of spans those that only one of both has, as people name them.

    Offsets are of the later and the earlier text, so a span that only moved is among them.
    """
    if field.name != "spans":
        return field.before, field.after
    before, after = field.before or (), field.after or ()
    return (
        "; ".join(_span(each) for each in before if each not in after),
        "; ".join(_span(each) for each in after if each not in before),
    )


def _span(span: dict[str, Any]) -> str:
    return f"{span['cue']} {span['start']}–{span['end']} “{span['text']}”"


def _value(value: Any) -> str:  # noqa: ANN401 - a raw JSON value
    if value is None or value in ("", [], ()):
        return _NOTHING
    shown = value if isinstance(value, str) else compact(value)
    return shown if len(shown) <= _WIDEST_VALUE else f"{shown[:_WIDEST_VALUE]}…"


def _split(found: SplitChange, language: Language) -> Iterator[Line]:
    yield Line((Stretch(found.name, "code"), Stretch(f"  {said(found.what, language)}")))
    yield from _values(found.scripts, language)


def as_json(found: Difference, language: Language) -> str:
    """Return a difference as JSON; `null` stands for what could not be compared."""
    plain: dict[str, Any] = {
        "same": found.same,
        "language": language,
        **msgspec.to_builtins(found),
    }
    for each in plain["forbidden"] or ():
        each["message"] = filled(_RULES[each["rule"]].message, each["values"], language)
    for each in (plain["bump"] or {}).get("reasons", ()):
        each["message"] = filled(each.pop("template"), {"count": f"{each['count']:,}"}, language)
    return escaped_json(json.dumps(plain, ensure_ascii=False, indent=2))
