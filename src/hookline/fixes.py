"""What `hookline fix` does to a raw record: only what is certain; the given record stays as it is.

A fix is handed whatever JSON a file holds, so it looks before it touches, and leaves alone what
has not the shape that it knows.
"""

import copy
import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

Raw = Any
"""A raw JSON value."""

HALF_WIDTH = "(?<=[\u3400-\u9fff])[,?!;:](?![0-9])|(?<![0-9A-Za-z])[,?!;:](?=[\u3400-\u9fff])"
_FULL = {",": "，", "?": "？", "!": "！", ";": "；", ":": "："}


def unchanged(raw: Raw) -> Raw:
    """Return the record: what is wrong with its bytes goes when it is written anew."""
    return raw


def composed(raw: Raw) -> Raw:
    """Return the record with all texts in NFC, and the spans where they belong then."""
    return _reworded(raw, lambda text: unicodedata.normalize("NFC", text), about=True)


def full_width(raw: Raw) -> Raw:
    """Return the record with full-width punctuation beside Chinese characters, if it is Chinese."""
    if not isinstance(raw, dict) or raw.get("language") != "zh":
        return raw
    return _reworded(
        raw, lambda text: re.sub(HALF_WIDTH, lambda found: _FULL[found.group()], text), about=False
    )


def anchored(raw: Raw) -> Raw:
    """Return the record with the offsets of each span whose text stands just once in its turn."""
    result = copy.deepcopy(raw)
    for turn in _turns(result):
        for span in _spans(turn):
            marked = span.get("text")
            if isinstance(marked, str) and is_once(marked, turn["text"]):
                start = turn["text"].find(marked)
                if _slice(turn["text"], span) != marked:
                    rest = {key: each for key, each in span.items() if key not in ("start", "end")}
                    span.clear()
                    span |= {"start": start, "end": start + len(marked), **rest}
    return result


def is_once(part: str, whole: str) -> bool:
    """Tell whether a text stands exactly once in another, overlaps counted."""
    first = whole.find(part)
    return bool(part) and first >= 0 and whole.find(part, first + 1) < 0


def in_order(raw: Raw) -> Raw:
    """Return the record with the spans of each turn from left to right, where none overlap."""
    result = copy.deepcopy(raw)
    for turn in _turns(result):
        spans = list(_spans(turn))
        if not spans or len(spans) != len(turn["spans"]) or not all(map(_is_placed, spans)):
            continue
        ordered = sorted(spans, key=lambda span: span["start"])
        if all(one["end"] <= other["start"] for one, other in pairwise(ordered)):
            turn["spans"] = ordered
    return result


def completed(raw: Raw) -> Raw:
    """Return the record with offsets and ids that are missing and certain."""
    return with_demand_ids(anchored(raw))


def with_demand_ids(raw: Raw) -> Raw:
    """Return the record with an id for each demand without one, where nothing refers to a lost one.

    A payment that names a demand which is not there may mean the one without an id: that is not
    certain, and nothing is done.
    """
    result = copy.deepcopy(raw)
    turns = list(_turns(result))
    demands = [turn["demand"] for turn in turns if isinstance(turn.get("demand"), dict)]
    known = {str(demand.get("id")) for demand in demands}
    named = {
        str(each.get(key))
        for turn in turns
        for each, key in ((turn.get("payment"), "demand"), (turn.get("demand"), "revises"))
        if isinstance(each, dict) and key in each
    }
    if named - known:
        return raw
    free = (f"d{number}" for number in range(1, 10_000) if f"d{number}" not in known)
    for demand in demands:
        if "id" not in demand:
            demand["id"] = next(free)
    return result


def _reworded(raw: Raw, change: Callable[[str], str], *, about: bool) -> Raw:
    result = copy.deepcopy(raw)
    for turn in _turns(result):
        before, after = turn["text"], change(turn["text"])
        for span in _spans(turn):
            if not isinstance(span.get("text"), str):
                continue
            if _slice(before, span) == span["text"]:
                start, end = (len(change(before[: span[name]])) for name in ("start", "end"))
                span |= {"start": start, "end": end, "text": after[start:end]}
            else:
                span["text"] = change(span["text"])
        turn["text"] = after
    if about and isinstance(result, dict):
        people = result.get("speakers")
        places = [(result, "title")]
        places += [(each, "persona") for each in people] if isinstance(people, list) else []
        for place, name in places:
            if isinstance(place, dict) and isinstance(place.get(name), str):
                place[name] = change(place[name])
    return result


def _turns(raw: Raw) -> Iterator[dict[str, Any]]:
    turns = raw.get("turns") if isinstance(raw, dict) else None
    for turn in turns if isinstance(turns, list) else ():
        if isinstance(turn, dict) and isinstance(turn.get("text"), str):
            yield turn


def _spans(turn: dict[str, Any]) -> Iterator[dict[str, Any]]:
    spans = turn.get("spans")
    for span in spans if isinstance(spans, list) else ():
        if isinstance(span, dict):
            yield span


def _is_placed(span: dict[str, Any]) -> bool:
    return all(type(span.get(name)) is int and span[name] >= 0 for name in ("start", "end"))


def _slice(text: str, span: dict[str, Any]) -> str | None:
    return text[span["start"] : span["end"]] if _is_placed(span) else None
