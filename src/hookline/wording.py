"""Two texts, or two lists of texts, side by side: which words differ, which texts belong together.

A word is a run of letters and digits, or one character of Chinese or Japanese, which put no blanks
between their words.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

import msgspec

_HAN = "\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_HAN}]|[^\W{_HAN}]+|\s+|.", re.DOTALL)
_HAN_ALONE = re.compile(f"[{_HAN}]?")
_MOST = 1_000_000
"""The most comparisons of two stretches; what is longer counts as replaced."""
_LEAST_LIKENESS = 0.35
_LIKE_WORDS = 300
_MOST_LIKENESSES = 2_500


class Piece(msgspec.Struct, frozen=True):
    """A stretch of text that stayed, or that only the earlier or the later text has."""

    what: Literal["same", "old", "new"]
    text: str


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Return both texts in one row of pieces; joined without `old` they are the later text.

    A blank, a mark or a single Chinese character that stayed between two changes is counted
    among them: what is left is easier to read.
    """
    if before == after:
        return (Piece("same", after),) if after else ()
    old, new = _WORD.findall(before), _WORD.findall(after)
    rows: list[tuple[str, str, str]] = []
    for kind, one, end, other, stop in _codes(old, new):
        rows.append((kind, "".join(old[one:end]), "".join(new[other:stop])))
    joined: list[tuple[str, str]] = []
    for place, (kind, was, now) in enumerate(rows):
        island = 0 < place < len(rows) - 1 and _is_small(now)
        if kind == "equal" and not island:
            joined.append((was, was))
        elif joined and place and joined[-1][0] != joined[-1][1]:
            joined[-1] = (joined[-1][0] + was, joined[-1][1] + now)
        else:
            joined.append((was, now))
    return tuple(_laid(joined))


def _laid(rows: list[tuple[str, str]]) -> Iterator[Piece]:
    for was, now in rows:
        if was == now:
            yield Piece("same", now)
            continue
        if was:
            yield Piece("old", was)
        if now:
            yield Piece("new", now)


def _is_small(text: str) -> bool:
    """Tell whether a stretch has no word, or is one Chinese character."""
    return not re.search(r"\w", text) or bool(_HAN_ALONE.fullmatch(text))


def _codes(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """Return how one list becomes the other, as difflib says it, in bounded time."""
    least = min(len(old), len(new))
    start = next((at for at in range(least) if old[at] != new[at]), least)
    rest = least - start
    end = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    inner = old[start : len(old) - end], new[start : len(new) - end]
    codes: list[tuple[str, int, int, int, int]] = [("equal", 0, start, 0, start)] if start else []
    if len(inner[0]) * len(inner[1]) > _MOST:
        codes.append(("replace", start, len(old) - end, start, len(new) - end))
    else:
        matcher = SequenceMatcher(None, inner[0], inner[1], autojunk=False)
        for kind, one, stop, other, last in matcher.get_opcodes():
            codes.append((kind, one + start, stop + start, other + start, last + start))
    if end:
        codes.append(("equal", len(old) - end, len(old), len(new) - end, len(new)))
    return codes


def pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Yield which texts of two lists belong together, in order; None where one has no other.

    Texts that are the same are anchors; between two of them those are paired that are likest.
    """
    for kind, one, end, other, stop in _codes(old, new):
        if kind == "equal":
            yield from zip(range(one, end), range(other, stop), strict=True)
        else:
            for left, right in _likest(old[one:end], new[other:stop]):
                yield (
                    None if left is None else left + one,
                    None if right is None else right + other,
                )


def _likest(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Yield the pairing of two short lists, in order, whose likeness is the largest in sum."""
    if len(old) == len(new) == 1 or len(old) * len(new) > _MOST_LIKENESSES:
        for at in range(max(len(old), len(new))):
            yield at if at < len(old) else None, at if at < len(new) else None
        return
    likeness = [[_likeness(one, other) for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for row in reversed(range(len(old))):
        for column in reversed(range(len(new))):
            paired = likeness[row][column] + best[row + 1][column + 1]
            best[row][column] = max(paired, best[row + 1][column], best[row][column + 1])
    row = column = 0
    while row < len(old) or column < len(new):
        here = best[row][column]
        if (
            row < len(old)
            and column < len(new)
            and likeness[row][column]
            and (here == likeness[row][column] + best[row + 1][column + 1])
        ):
            yield row, column
            row, column = row + 1, column + 1
        elif row < len(old) and here == best[row + 1][column]:
            yield row, None
            row += 1
        else:
            yield None, column
            column += 1


def _likeness(one: str, other: str) -> float:
    """Return how alike two texts are, 0 to 1, by their beginnings; 0 where that is chance."""
    words, others = (_WORD.findall(each[: 4 * _LIKE_WORDS])[:_LIKE_WORDS] for each in (one, other))
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    if matcher.quick_ratio() < _LEAST_LIKENESS:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= _LEAST_LIKENESS else 0.0
