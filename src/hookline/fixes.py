"""What `hookline fix` does to a raw record: only what is certain; the given record stays as it is.

A fix is handed whatever JSON a file holds, so it looks before it touches, and leaves alone what
has not the shape that it knows.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

Raw = Any
"""A raw JSON value."""

HALF_WIDTH = "(?<=[\u3400-\u9fff])[,?!;:](?![0-9])|(?<![0-9A-Za-z])[,?!;:](?=[\u3400-\u9fff])"
_FULL = {",": "，", "?": "？", "!": "！", ";": "；", ":": "："}


def _copied(value: Any) -> Any:  # noqa: ANN401 - a raw JSON value
    """Return a copy of a raw JSON value, several times as fast as `copy.deepcopy`."""
    if isinstance(value, dict):
        return {key: _copied(each) for key, each in value.items()}
    return [_copied(each) for each in value] if isinstance(value, list) else value


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


def stripped(raw: Raw) -> Raw:
    """Return the record without white space at the edges of texts; spans stay on their words.

    What is nothing but white space stays, be it a text or a span: what is meant is not certain.
    """
    result = _copied(raw)
    for turn in _turns(result):
        before, after = turn["text"], turn["text"].strip()
        kept = [each for each in _spans(turn) if _slice(before, each) == each.get("text")]
        if after in ("", before) or not all(each["text"].strip() for each in kept):
            continue
        turn["text"] = after
        gone = len(before) - len(before.lstrip())
        for span in kept:
            start, end = (min(max(span[name] - gone, 0), len(after)) for name in ("start", "end"))
            span |= {"start": start, "end": end, "text": after[start:end]}
    for place, name in _about(result):
        place[name] = place[name].strip() or place[name]
    return result


def trimmed(raw: Raw) -> Raw:
    """Return the record with no span that begins or ends with white space."""
    result = _copied(raw)
    for turn in _turns(result):
        for span in _spans(turn):
            marked = _slice(turn["text"], span)
            if marked and marked == span.get("text") and (bare := marked.strip()):
                start = span["start"] + len(marked) - len(marked.lstrip())
                span |= {"start": start, "end": start + len(bare), "text": bare}
    return result


def drawn_in(raw: Raw) -> Raw:
    """Return the record with the spans that end outside their turn put on their words.

    Here and below a span is put on its words where these stand just once in its turn.
    """
    return _anchored(raw, lambda span, text: _is_placed(span) and not _is_inside(span, text))


def moved(raw: Raw) -> Raw:
    """Return the record with the spans that mark other words put on their own."""
    return _anchored(raw, _is_inside)


def _anchored(raw: Raw, wanted: Callable[[dict[str, Any], str], bool]) -> Raw:
    result = _copied(raw)
    for turn in _turns(result):
        for span in _spans(turn):
            marked = span.get("text")
            if isinstance(marked, str) and is_once(marked, turn["text"]):
                start = turn["text"].find(marked)
                if wanted(span, turn["text"]) and _slice(turn["text"], span) != marked:
                    _set_first(span, {"start": start, "end": start + len(marked)})
    return result


def is_once(part: str, whole: str) -> bool:
    """Tell whether a text stands exactly once in another, overlaps counted."""
    first = whole.find(part)
    return bool(part) and first >= 0 and whole.find(part, first + 1) < 0


def in_order(raw: Raw) -> Raw:
    """Return the record with the spans of each turn from left to right, where none overlap."""
    result = _copied(raw)
    for turn in _turns(result):
        spans = list(_spans(turn))
        if not spans or len(spans) != len(turn["spans"]) or not all(map(_is_placed, spans)):
            continue
        ordered = sorted(spans, key=lambda span: span["start"])
        if all(one["end"] <= other["start"] for one, other in pairwise(ordered)):
            turn["spans"] = ordered
    return result


def completed(raw: Raw) -> Raw:
    """Return the record with offsets and ids that are missing (or no numbers) and certain."""
    placed = _anchored(raw, lambda span, _text: not _is_placed(span))
    return with_speaker_id(with_demand_ids(placed))


def with_speaker_id(raw: Raw) -> Raw:
    """Return the record with the id of the one speaker without, where the turns leave no choice.

    That is where they name A, B, C … as many as there are speakers, and one letter is not taken.
    """
    people = raw.get("speakers") if isinstance(raw, dict) else None
    if not isinstance(people, list) or not all(isinstance(each, dict) for each in people):
        return raw
    known = [str(each["id"]) for each in people if "id" in each]
    spoken = {str(turn.get("speaker")) for turn in _all_turns(raw)}
    lost = spoken.difference(known)
    letters = {chr(ord("A") + number) for number in range(min(len(people), 26))}
    if spoken != letters or len(lost) != 1 or len({*known, *lost}) != len(people):
        return raw
    result = _copied(raw)
    for each in result["speakers"]:
        if "id" not in each:
            _set_first(each, {"id": next(iter(lost))})
    return result


def with_demand_ids(raw: Raw) -> Raw:
    """Return the record with an id for each demand without one, where that is certain.

    A payment that names a demand which is not there may mean the one without an id. That is
    certain only where it is the one name that is lost, there is one demand without an id, it
    stands before, and the name is its number among the demands.
    """
    result = _copied(raw)
    turns = _all_turns(result)
    demands = [turn["demand"] for turn in turns if isinstance(turn.get("demand"), dict)]
    known = {str(demand.get("id")) for demand in demands}
    named = {
        str(each.get(key))
        for turn in turns
        for each, key in ((turn.get("payment"), "demand"), (turn.get("demand"), "revises"))
        if isinstance(each, dict) and key in each
    }
    if lost := named - known:
        return _with_lost_id(raw, lost)
    free = (f"d{number}" for number in range(1, 10_000) if f"d{number}" not in known)
    for demand in demands:
        if "id" not in demand:
            _set_first(demand, {"id": next(free)})
    return result


def _with_lost_id(raw: Raw, lost: set[str]) -> Raw:
    result = _copied(raw)
    number, gaps, named = 0, [], False
    for turn in _all_turns(result):
        demand, payment = turn.get("demand"), turn.get("payment")
        if isinstance(payment, dict) and str(payment.get("demand")) in lost:
            named = True
        if isinstance(demand, dict):
            number += 1
            if "id" not in demand:
                gaps.append(demand)
                if named or {f"d{number}"} != lost or str(demand.get("revises")) in lost:
                    return raw
            elif str(demand.get("revises")) in lost:
                named = True
    if len(gaps) != 1:
        return raw
    _set_first(gaps[0], {"id": next(iter(lost))})
    return result


def _set_first(raw: dict[str, Any], members: dict[str, Any]) -> None:
    rest = {key: each for key, each in raw.items() if key not in members}
    raw.clear()
    raw |= {**members, **rest}


def with_demands_in_order(raw: Raw) -> Raw:
    """Return the record with demands numbered as they appear, and what names them with them.

    Nothing is done where two demands have one id, or where a payment or a demand names one that
    does not stand before it: then it is not certain which is meant.
    """
    result = _copied(raw)
    numbers: dict[str, str] = {}
    for turn in _turns(result):
        demand, payment = turn.get("demand"), turn.get("payment")
        for each, key in ((payment, "demand"), (demand, "revises")):
            if isinstance(each, dict) and key in each:
                if not isinstance(each[key], str) or each[key] not in numbers:
                    return raw
                each[key] = numbers[each[key]]
        if isinstance(demand, dict):
            old = demand.get("id")
            if not isinstance(old, str) or old in numbers:
                return raw
            demand["id"] = numbers[old] = f"d{len(numbers) + 1}"
    return result


def _reworded(raw: Raw, change: Callable[[str], str], *, about: bool) -> Raw:
    result = _copied(raw)
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
    for place, name in _about(result) if about else ():
        place[name] = change(place[name])
    return result


def _all_turns(raw: Raw) -> list[dict[str, Any]]:
    """Return the turns, whatever they hold; none where one of them is no object."""
    turns = raw.get("turns") if isinstance(raw, dict) else None
    known = isinstance(turns, list) and all(isinstance(turn, dict) for turn in turns)
    return list(turns) if known and turns else []


def _about(raw: Raw) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield where title and personas stand, and under which name."""
    people = raw.get("speakers") if isinstance(raw, dict) else None
    places = [(raw, "title")]
    places += [(each, "persona") for each in people] if isinstance(people, list) else []
    for place, name in places:
        if isinstance(place, dict) and isinstance(place.get(name), str):
            yield place, name


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


def _is_inside(span: dict[str, Any], text: str) -> bool:
    return _is_placed(span) and span["start"] < span["end"] <= len(text)


def _slice(text: str, span: dict[str, Any]) -> str | None:
    return text[span["start"] : span["end"]] if _is_placed(span) else None
