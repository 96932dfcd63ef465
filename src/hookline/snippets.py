"""A stretch of a text → its location, and the source around it as people are shown it."""

from hookline.findings import Location, Snippet
from hookline.identifiers import masked_text
from hookline.places import Source

_REACH = 160
_LONGEST = 200
"""Identifiers are shorter than this."""


def located(
    scanned: Source, stretch: tuple[int, int], *, file: str, line: int, pointer: str
) -> tuple[Location, Snippet]:
    """Return location and snippet of a stretch.

    Args:
        scanned: the text.
        stretch: offsets in code points, half-open.
        file: its name.
        line: the line of a JSONL file that the text is; 0 for a whole file.
        pointer: the JSON Pointer of the value.
    """
    start, end = stretch
    end = max(end, start + 1)
    first, column = scanned.line_column(start)
    last, end_column = scanned.line_column(end)
    text, begins = _line(scanned, first)
    location = Location(
        file=file,
        line=line or first,
        column=column,
        end_line=line or last,
        end_column=end_column,
        pointer=pointer,
    )
    at, stop = start - begins, min(end - begins, max(len(text), start - begins + 1))
    from_here, to_there = max(0, at - _REACH), stop + _REACH
    left = "…" if from_here else ""
    right = "…" if to_there < len(text) else ""
    shift = len(left) - from_here
    begin = max(0, from_here - _LONGEST)  # so that no identifier is cut before it is masked
    shown = masked_text(text[begin : to_there + _LONGEST])[from_here - begin : to_there - begin]
    return location, Snippet(
        before=_neighbour(scanned, first - 1),
        line=left + shown + right,
        after=_neighbour(scanned, first + 1),
        start=at + shift,
        end=stop + shift,
    )


def _line(scanned: Source, number: int) -> tuple[str, int]:
    """Return a line without its end, and the offset at which it begins."""
    begins = scanned.line_starts[number - 1]
    if number < len(scanned.line_starts):
        return scanned.text[begins : scanned.line_starts[number]].rstrip("\r\n"), begins
    return scanned.text[begins:], begins


def _neighbour(scanned: Source, number: int) -> str | None:
    if not 1 <= number <= len(scanned.line_starts):
        return None
    text = _line(scanned, number)[0]
    masked = masked_text(text[: _REACH + _LONGEST])[:_REACH]
    return masked if len(text) <= _REACH else f"{masked}…"
