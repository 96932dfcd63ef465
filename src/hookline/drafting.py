"""`new --from`: a conversation on paper → a draft dialogue, without what leads to people."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from hookline.drafts import Draft, Line, UnusableTextError, lines_of, told
from hookline.identifiers import find, masked
from hookline.language import Language, Phrase, nearest
from hookline.model import dialogue_from
from hookline.scaffold import CHANNEL, Made, UnusableDraftError, record
from hookline.shape import is_valid, shape_hits

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]"
)
_BRACKETED = re.compile(r"\[([^\[\]]*)\]")
_KEPT = re.compile("[A-Z]+(?:_[A-Z]+)*_[1-9][0-9]*|[\u3400-\u9fff]{1,5}|[A-Z][A-Za-z]{1,14}")
_PLACEHOLDER = re.compile(r"\[([A-Z]+(?:_[A-Z]+)*)_([1-9][0-9]*)\]")
_DAY, _BACKWARDS = 24 * 60, 6 * 60
_MOST_SPEAKERS, _LEAST_SPEAKERS = 26, 2


def from_draft(
    draft: Draft,
    script: str,
    scam_type: str,
    language: Language,
    *,
    scammers: Sequence[str] = (),
    targets: Sequence[str] = (),
) -> Made:
    """Return the dialogue of a conversation: names and times taken out, identifiers replaced.

    Raises:
        UnusableTextError: the speakers are too few or too many, or the conversation does not fit
            the schema.
        UnusableDraftError: a name is not among the speakers.
    """
    names = list(dict.fromkeys(line.name for line in draft.lines))
    if not _LEAST_SPEAKERS <= len(names) <= _MOST_SPEAKERS:
        template = "a dialogue has 2 to 26 speakers, but {count} were found"
        raise UnusableTextError(Phrase(template, {"count": len(names)}))
    letters = {name: chr(ord("A") + place) for place, name in enumerate(names)}
    notes = list(draft.notes)
    roles = _roles(names, scammers, targets)
    for name in names:
        values = {"letter": letters[name], "name": name, "role": roles[name]}
        notes.append(Phrase("{letter} is {name}: {role}", values))
    texts, changes = _cleaned(draft.lines, language)
    notes += changes
    minutes, why = _minutes(draft.lines)
    notes += why
    turns = []
    for line, text, minute in zip(draft.lines, texts, minutes, strict=True):
        turn: dict[str, Any] = {"speaker": letters[line.name], "channel": CHANNEL[language]}
        turn |= {
            name: value for name, value in line.fields.items() if name in ("channel", "medium")
        }
        turn |= {} if minute is None else {"minute": minute}
        turn["text"] = text
        turn |= {name: value for name, value in line.fields.items() if name not in turn}
        turns.append(turn)
    raw = record(script, "scam", language, turns, scam_type=scam_type)
    raw["speakers"] = [{"id": letters[name], "role": roles[name]} for name in names]
    raw["ending"] = "open"
    if not is_valid(raw, "dialogue"):
        info, hit = next(shape_hits(raw, "dialogue"))
        raise UnusableTextError(Phrase(info.message, hit.values))
    decide = (
        Phrase("who is who: roles, and a persona where it helps"),
        Phrase("names of people, companies and places in the texts: [NAME_1], [COMPANY_1] …"),
        Phrase("stage of each turn of a scammer, response of each turn of the target"),
        Phrase("demands and payments, cues, the ending, the title"),
        Phrase("provenance, and whether you may give this text at all"),
        Phrase("a benign twin that starts alike"),
    )
    return Made((dialogue_from(raw),), tuple(notes), decide)


def _roles(names: list[str], scammers: Sequence[str], targets: Sequence[str]) -> dict[str, str]:
    for name in (*scammers, *targets):
        if name not in names:
            near = nearest(name, names, 0.3)
            values = {"name": name, "known": near or ", ".join(names)}
            raise UnusableDraftError(Phrase("nobody is called {name}; there is {known}", values))
    roles = dict.fromkeys(scammers, "scammer") | dict.fromkeys(targets, "target")
    free = [name for name in names if name not in roles]
    if not scammers and free:
        roles[free.pop(0)] = "scammer"
    if not targets and free:
        roles[free.pop(0)] = "target"
    return roles | dict.fromkeys(free, "third_party" if targets else "scammer")


def _cleaned(lines: Iterable[Line], language: Language) -> tuple[list[str], list[Phrase]]:
    """Return texts that may stand in a dialogue, and what was done to them."""
    known: dict[tuple[str, str], str] = {}
    replaced: dict[tuple[str, str], list[int]] = {}
    hidden, bracketed, composed, nothing = [], [], [], []
    result = []
    for line in lines:
        composed += [] if unicodedata.is_normalized("NFC", line.text) else [line.row]
        plain = unicodedata.normalize("NFC", line.text)
        hidden += [line.row] if _HIDDEN.search(plain) else []
        plain = _HIDDEN.sub("", plain)
        for found in sorted(find(plain), key=lambda each: -each.start):
            kind = _kind_of(found.kind.name, found.value)
            key = (kind, re.sub("[^0-9A-Za-z@.]", "", found.value).lower())
            if key not in known:
                known[key] = f"[{kind}_{len(known) + 900}]"
            replaced.setdefault((masked(found.value), f"[{kind}]"), []).append(line.row)
            plain = plain[: found.start] + known[key] + plain[found.end :]
        rounded = _BRACKETED.sub(lambda match: _rounded(match, language), plain)
        bracketed += [line.row] if rounded != plain else []
        nothing += [] if rounded.strip() else [line.row]
        result.append(rounded.strip() or "…")
    notes = [
        Phrase(
            "{lines}: {masked} is replaced by a placeholder {kind}",
            {"masked": what, "kind": kind, "lines": lines_of(rows)},
        )
        for (what, kind), rows in replaced.items()
    ]
    notes += told("{lines}: invisible characters are taken out", hidden)
    notes += told("{lines}: letters and their marks became one character (NFC)", composed)
    notes += told("{lines}: square brackets became round ones", bracketed)
    notes += told("{lines}: nothing readable is said there; … stands for it", nothing)
    return _renumbered(result), notes


def _rounded(match: re.Match[str], language: Language) -> str:
    if _KEPT.fullmatch(match[1]):
        return match.group()
    return f"（{match[1]}）" if language == "zh" else f"({match[1]})"


def _kind_of(name: str, value: str) -> str:
    kinds = {
        "url": "URL",
        "email": "EMAIL",
        "id-card": "ID_CARD",
        "bank-card": "BANK_CARD",
        "phone-number": "PHONE",
    }
    if name == "handle":
        return "QQ" if value.isdecimal() else "WECHAT"
    return kinds.get(name, "ACCOUNT")


def _renumbered(texts: list[str]) -> list[str]:
    """Return texts whose placeholders of each kind are numbered as they first appear."""
    numbers: dict[str, dict[str, int]] = {}

    def numbered(match: re.Match[str]) -> str:
        kind = numbers.setdefault(match[1], {})
        return f"[{match[1]}_{kind.setdefault(match[2], len(kind) + 1)}]"

    return [_PLACEHOLDER.sub(numbered, text) for text in texts]


def _minutes(lines: Sequence[Line]) -> tuple[list[int | None], list[Phrase]]:
    """Return minutes since the first line; none at all where times are missing or run back.

    What is said of times that are left out stands beside them.
    """
    nothing: list[int | None] = [None] * len(lines)
    missing = [line.row for line in lines if line.minute is None]
    if missing:
        some = len(missing) < len(lines)
        template = "all times are left out, since some have none: {lines}"
        return nothing, told(template, missing) if some else []
    result: list[int | None] = []
    days = 0
    for number, line in enumerate(lines):
        now, before = line.minute or 0, lines[max(0, number - 1)].minute or 0
        if now < before:
            if before - now < _BACKWARDS:
                return nothing, told(
                    "all times are left out, since they run back: {lines}", [line.row]
                )
            days += 1
        result.append(now + days * _DAY - (lines[0].minute or 0))
    return result, []
