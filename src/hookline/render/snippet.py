"""A snippet of the source as lines of a terminal: numbered, with carets under the exact stretch.

Widths are counted in cells (Unicode Standard Annex #11), so that a caret stands right under Chinese
text and emoji, too; what hides in a text is shown (see `safe`), and counted as it is shown.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache
from itertools import accumulate

from hookline.findings import Finding
from hookline.render.safe import one_line

Paint = Callable[[str, str], str]
ROOM = 66
_LEAST_BEFORE = 12


def snippet(finding: Finding, paint: Paint, colour: str) -> Iterator[str]:
    """Yield three lines of source at most and the line with the carets.

    Args:
        finding: what was found; nothing is yielded where it has no snippet.
        paint: colours a text; takes text and the name of a colour.
        colour: of the carets.
    """
    source = finding.snippet
    if source is None:
        return
    number = finding.location.line
    width = len(str(number + 1))
    if source.before is not None:
        yield paint(f"{number - 1:>{width}} │ {_cut(source.before)}", "dim")
    shown, at, length = windowed(source.line, source.start, source.end)
    yield f"{number:>{width}} │ {shown}"
    yield f"{'':>{width}} │ {' ' * at}{paint('^' * length, colour)}"
    if source.after is not None:
        yield paint(f"{number + 1:>{width}} │ {_cut(source.after)}", "dim")


def windowed(line: str, start: int, end: int) -> tuple[str, int, int]:
    """Return the part of a line that fits, and where the stretch stands in it, in cells.

    Args:
        line: the line as it is in the file.
        start: of the stretch, in code points.
        end: of the stretch, in code points, not included.
    """
    before, marked, after = (
        one_line(part) for part in (line[:start].lstrip(), line[start:end], line[end:])
    )
    marked = _cut(marked)
    room = ROOM - cells(marked)
    wanted = max(room // 2, _LEAST_BEFORE, room - cells(after))
    left = min(cells(before), wanted)
    if cells(before) > left:
        before = "…" + _last(before, max(0, left - 1))
    after = _first(after, max(0, ROOM - cells(before) - cells(marked)))
    return before + marked + after, cells(before), max(1, cells(marked))


def cells(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    return len(text) if text.isascii() else sum(map(_cell, text))


@cache
def _cell(character: str) -> int:
    from rich.cells import cell_len  # noqa: PLC0415 - heavy; plain text never needs it

    return cell_len(character)


def _cut(text: str) -> str:
    return _first(one_line(text).lstrip(), ROOM)


def _first(text: str, room: int) -> str:
    """Return what of a text fits from its beginning, with … where something is cut off."""
    if cells(text) <= room:
        return text
    ends = list(accumulate(map(_cell, text)))
    return text[: bisect_right(ends, room - 1)] + "…" if room else ""


def _last(text: str, room: int) -> str:
    ends = list(accumulate(_cell(each) for each in reversed(text)))
    count = bisect_right(ends, room)
    return text[len(text) - count :] if count else ""
