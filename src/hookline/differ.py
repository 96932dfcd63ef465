"""Two corpora → what differs between them. Pure functions; what is released is judged by rules.

Turns are numbered from 0, as everywhere. What differs is told in the three parts of `lock`: text,
labels and what else is said about a dialogue.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

import msgspec

from hookline.lock import (
    LABEL_FIELDS,
    LABEL_TURN_FIELDS,
    META_FIELDS,
    TEXT_FIELDS,
    TEXT_TURN_FIELDS,
    hashes,
)
from hookline.model import ChangeNote, Dialogue, Layer, Lock, Locked, Turn, with_whole_numbers
from hookline.rules.change import RELEASE_RULES, Reason, State, least_version, published, reasons
from hookline.sides import Side
from hookline.stats import stats
from hookline.versions import newer
from hookline.wording import Piece, pairs, pieces

PARTS = ("text", "labels", "meta")
COUNTS = ("dialogues", "scripts", "turns", "characters", "translations")
_GROUPS = {
    "labels": "label",
    "languages": "language",
    "scam_types": "scam_type",
    "stages": "stage",
    "responses": "response",
    "cues": "cue",
    "endings": "ending",
}
_SHALLOW = 4


class Field(msgspec.Struct, frozen=True):
    """A value before and after; null where there is none. `name` leads to it, with dots."""

    name: str
    before: Any
    after: Any


class TurnChange(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a turn.

    Attributes:
        before: its number; None of a turn that is new.
        after: its number; None of a turn that has gone.
        speaker: its letter, of the later one where it changed.
        words: its text; one piece where that is as it was.
        fields: what else of it is as `lock` counts it text, and its labels.
    """

    before: int | None
    after: int | None
    speaker: str
    words: tuple[Piece, ...]
    fields: tuple[Field, ...] = ()


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """A dialogue that both corpora have, and that differs.

    Attributes:
        parts: which of text, labels and meta differ.
        layers: annotators whose layer differs, by what happened to it.
        notes: what the later corpus says of the change.
    """

    id: str
    parts: tuple[str, ...]
    turns: tuple[TurnChange, ...]
    fields: tuple[Field, ...]
    layers: dict[str, Literal["added", "removed", "changed"]]
    notes: tuple[ChangeNote, ...]


class Gone(msgspec.Struct, frozen=True):
    """A dialogue that only the earlier corpus has; `reason` is that of its tombstone, if any."""

    id: str
    reason: str | None


class Added(msgspec.Struct, frozen=True):
    """A dialogue that only the later corpus has."""

    id: str
    label: str
    language: str
    title: str


class SplitChange(msgspec.Struct, frozen=True):
    """A split that differs, and the part that each script was and is in; null for no part."""

    name: str
    what: Literal["added", "removed", "changed"]
    scripts: tuple[Field, ...]


class Forbidden(msgspec.Struct, frozen=True):
    """A change that a rule forbids."""

    rule: str
    file: str
    values: dict[str, Any]


class Bump(msgspec.Struct, frozen=True, kw_only=True):
    """The version that follows.

    Attributes:
        since: the version that is counted from.
        released: whether that is what a lock holds; else all of the earlier corpus is counted.
        least: None where nothing needs a new version.
        found: what the later corpus has.
    """

    since: str
    released: bool
    least: str | None
    found: str
    reasons: tuple[Reason, ...]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What differs between two corpora.

    Attributes:
        versions: of both; None of dialogues outside a corpus.
        counts: before and after.
        splits: None, as are `files`, `forbidden` and `bump`, where one of the two is no corpus.
        files: what else stands in the files of the corpora, by file.
    """

    names: tuple[str, str]
    versions: tuple[str | None, str | None]
    added: tuple[Added, ...]
    gone: tuple[Gone, ...]
    changed: tuple[Changed, ...]
    counts: tuple[Field, ...]
    splits: tuple[SplitChange, ...] | None = None
    files: dict[str, tuple[Field, ...]] | None = None
    forbidden: tuple[Forbidden, ...] | None = None
    bump: Bump | None = None

    @property
    def same(self) -> bool:
        """Tell whether nothing differs."""
        return not (self.added or self.gone or self.changed or self.splits or self.files)


def difference(before: Side, after: Side) -> Difference:
    """Return what differs between two corpora, in the order of ids."""
    old = {each.id: each for each in before.dialogues}
    new = {each.id: each for each in after.dialogues}
    found = Difference(
        names=(before.name, after.name),
        versions=(before.version, after.version),
        added=tuple(
            Added(each.id, each.label, each.language, each.title)
            for each in new.values()
            if each.id not in old
        ),
        gone=tuple(Gone(each, after.tombstones.get(each)) for each in old if each not in new),
        changed=tuple(
            changed
            for each in new
            if each in old and (changed := _changed(old[each], new[each], before, after))
        ),
        counts=tuple(_counts(before, after)),
    )
    if before.state is None or after.state is None:
        return found
    files = {
        name: fields
        for name in sorted({*before.files, *after.files})
        if (fields := tuple(_fields(before.files.get(name), after.files.get(name))))
    }
    return msgspec.structs.replace(
        found,
        splits=tuple(_splits(before.state, after.state)),
        files=files,
        forbidden=tuple(
            Forbidden(rule.info.id, hit.file, dict(hit.hit.values))
            for rule in RELEASE_RULES
            for hit in rule.check(before.state, after.state)
        ),
        bump=_bump(before.state, after.state),
    )


def _bump(before: State, after: State) -> Bump:
    """Return the version that follows; without a lock, as if all of the earlier were released."""
    base = before
    if base.lock is None:
        locked = {
            each: Locked(
                text=found.text,
                labels=found.labels,
                meta=found.meta,
                first_release=before.version,
                ruleset="",
            )
            for each, found in before.hashes.items()
        }
        splits = {name: dict(scripts) for name, scripts in published(before).items()}
        lock = Lock(version=before.version, ruleset="", splits=splits, dialogues=locked)
        base = msgspec.structs.replace(before, lock=lock)
    return Bump(
        since=base.lock.version if base.lock else before.version,
        released=before.lock is not None,
        least=least_version(base, after),
        found=after.version,
        reasons=tuple(reasons(base, after)),
    )


def _changed(old: Dialogue, new: Dialogue, before: Side, after: Side) -> Changed | None:
    layered = before.state is not None and after.state is not None
    layers = [side.layers.get(new.id, ()) if layered else () for side in (before, after)]
    hashed = hashes(old, layers[0]), hashes(new, layers[1])
    parts = tuple(each for each in PARTS if getattr(hashed[0], each) != getattr(hashed[1], each))
    if not parts:
        return None
    names = (*TEXT_FIELDS, *LABEL_FIELDS, *META_FIELDS)
    since = (before.state.lock.version if before.state.lock else "") if before.state else ""
    notes = after.state.notes if after.state else ()
    return Changed(
        id=new.id,
        parts=parts,
        turns=tuple(_turns(old.turns, new.turns)),
        fields=tuple(_fields(_values(old, names), _values(new, names))),
        layers=_layers(*layers),
        notes=tuple(
            each for each in notes if each.dialogue == new.id and newer(each.version, since)
        ),
    )


def _turns(old: tuple[Turn, ...], new: tuple[Turn, ...]) -> Iterator[TurnChange]:
    names = (*TEXT_TURN_FIELDS, *LABEL_TURN_FIELDS)
    matched = pairs([each.text for each in old], [each.text for each in new])
    for one, other in matched:
        before = old[one] if one is not None else None
        after = new[other] if other is not None else None
        if before == after:
            continue
        values = [_values(each, names) if each else {} for each in (before, after)]
        texts = [each.pop("text", "") for each in values]
        shown = after or before
        yield TurnChange(
            before=one,
            after=other,
            speaker=shown.speaker if shown else "",
            words=pieces(*texts),
            fields=tuple(_fields(values[0], values[1])) if before and after else (),
        )


def _layers(
    old: tuple[Layer, ...], new: tuple[Layer, ...]
) -> dict[str, Literal["added", "removed", "changed"]]:
    before = {each.annotator: each for each in old}
    after = {each.annotator: each for each in new}
    found: dict[str, Literal["added", "removed", "changed"]] = {}
    for each in sorted({*before, *after}):
        if each not in before:
            found[each] = "added"
        elif each not in after:
            found[each] = "removed"
        elif before[each] != after[each]:
            found[each] = "changed"
    return found


def _splits(before: State, after: State) -> Iterator[SplitChange]:
    for name in sorted({*before.splits, *after.splits}):
        old, new = before.splits.get(name), after.splits.get(name)
        was, now = old.scripts if old else {}, new.scripts if new else {}
        what: Literal["added", "removed", "changed"] = "changed"
        if old is None or new is None:
            what = "added" if old is None else "removed"
        moved = tuple(
            Field(script, was.get(script), now.get(script))
            for script in sorted({*was, *now})
            if was.get(script) != now.get(script)
        )
        if old != new:
            yield SplitChange(name, what, moved)


def _counts(before: Side, after: Side) -> Iterator[Field]:
    """Yield the counts, and those by label, language, … that differ."""
    one, other = stats(before.dialogues), stats(after.dialogues)
    for name in COUNTS:
        yield Field(name, getattr(one, name), getattr(other, name))
    for name, singular in _GROUPS.items():
        old, new = getattr(one, name), getattr(other, name)
        for each in dict.fromkeys((*old, *new)):
            if old.get(each, 0) != new.get(each, 0):
                yield Field(f"{singular}.{each}", old.get(each, 0), new.get(each, 0))


def _values(record: Dialogue | Turn, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: msgspec.to_builtins(getattr(record, name)) for name in names}


def _fields(before: Any, after: Any, path: str = "", depth: int = 0) -> Iterator[Field]:  # noqa: ANN401 - raw JSON values
    """Yield the values within two raw JSON values that differ; lists with ids are looked into."""
    old, new = _by_id(before), _by_id(after)
    if isinstance(old, dict) and isinstance(new, dict) and depth < _SHALLOW:
        for key in dict.fromkeys((*old, *new)):
            inner = f"{path}.{key}" if path else str(key)
            yield from _fields(old.get(key), new.get(key), inner, depth + 1)
    elif with_whole_numbers(before) != with_whole_numbers(after):
        yield Field(path, before, after)


def _by_id(value: Any) -> Any:  # noqa: ANN401 - a raw JSON value
    if not isinstance(value, list | tuple) or not value:
        return value
    keyed = {each["id"]: each for each in value if isinstance(each, Mapping) and "id" in each}
    return keyed if len(keyed) == len(value) else value
