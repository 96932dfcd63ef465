"""A stretch of a text → its location, and the source around it as people are shown it."""

from hookline.findings import Location, Snippet
from hookline.identifiers import masked_text
from hookline.positions import Scan

_REACH = 160


def located(
    scanned: Scan, stretch: tuple[int, int], *, file: str, line: int, pointer: str
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
    return location, Snippet(
        before=_neighbour(scanned, first - 1),
        line=left + masked_text(text)[from_here:to_there] + right,
        after=_neighbour(scanned, first + 1),
        start=at + shift,
        end=stop + shift,
    )


def _line(scanned: Scan, number: int) -> tuple[str, int]:
    """Return a line without its end, and the offset at which it begins."""
    begins = scanned.line_starts[number - 1]
    if number < len(scanned.line_starts):
        return scanned.text[begins : scanned.line_starts[number]].rstrip("\r\n"), begins
    return scanned.text[begins:], begins


def _neighbour(scanned: Scan, number: int) -> str | None:
    if not 1 <= number <= len(scanned.line_starts):
        return None
    text = masked_text(_line(scanned, number)[0])
    return text if len(text) <= _REACH else f"{text[:_REACH]}…"
