"""Where a value stands in a JSON text: line, column, stretch of a JSON Pointer.

For well-formed texts one value is looked up by skipping over those before it, which the standard
library's decoder does at the speed of C; `positions` is for texts whose grammar is broken.
"""

import json
import re
from bisect import bisect_right
from functools import cached_property
from itertools import islice
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import NamedTuple

_SPACE = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(
    r'"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*"',
)
_CHARACTER = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # a pair is one character
    r"|\\u[0-9a-fA-F]{4}|\\.|[^\\]"
)
_WIDEST = 200
_skip = json.JSONDecoder(parse_int=str, parse_float=str).scan_once  # type: ignore[attr-defined]


class Place(NamedTuple):
    """Offsets of a value in code points, half-open, and of its key (-1 where it has none)."""

    start: int
    end: int
    key_start: int = -1


def escape(token: str) -> str:
    """Return a key as a reference token of a JSON Pointer."""
    return token.replace("~", "~0").replace("/", "~1")


class Source:
    """A well-formed JSON text; of keys that stand twice in an object the first is meant."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line begins."""
        return [0, *(match.end() for match in re.finditer(r"\r\n?|\n", self.text))]

    def line_column(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, both from 1, columns in code points."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def place(self, pointer: str) -> Place | None:
        """Return where the value of a pointer stands; None where there is none."""
        at, key_start = self._space(0), -1
        for step in pointer.split("/")[1:]:
            found = self._member(at, step.replace("~1", "/").replace("~0", "~"))
            if found is None:
                return None
            at, key_start = found
        return Place(at, _skip(self.text, at)[1], key_start)

    def _space(self, at: int) -> int:
        match = _SPACE.match(self.text, at)
        return match.end() if match else at

    def _member(self, at: int, step: str) -> tuple[int, int] | None:
        """Return value and key of a member of the object or list at an offset."""
        opener = self.text[at]
        if opener not in "{[":
            return None
        number, at = 0, self._space(at + 1)
        while self.text[at] not in "}]":
            key_start = -1
            if opener == "{":
                key_start = at
                key, at = scanstring(self.text, at + 1)
                at = self._space(self._space(at) + 1)
            else:
                key = str(number)
            if key == step:
                return at, key_start
            number, at = number + 1, self._space(_skip(self.text, at)[1])
            at = self._space(at + 1) if self.text[at] == "," else at
        return None

    def stretch(
        self, pointer: str, *, key: bool = False, within: tuple[int, int] | None = None
    ) -> tuple[int, int]:
        """Return the offsets, half-open, of what a pointer leads to, or of its nearest parent.

        Args:
            pointer: a JSON Pointer; of a long object or array the opening bracket is meant.
            key: whether the member's key is meant rather than its value.
            within: a stretch of a text value, in code points of what it says; escapes are counted.
        """
        place = self.place(pointer)
        while pointer and place is None:
            pointer, key, within = pointer.rpartition("/")[0], False, None
            place = self.place(pointer)
        if place is None:
            return 0, 1
        if key and place.key_start >= 0:
            match = _STRING.match(self.text, place.key_start)
            return place.key_start, match.end() if match else place.key_start + 1
        written = self.text[place.start : place.end]
        if within and written[0] == '"':
            first = self._written(place.start + 1, within[0])
            return first, self._written(first, within[1] - within[0])
        whole = "\n" not in written and len(written) <= _WIDEST
        return place.start, place.end if whole or written[0] == '"' else place.start + 1

    def _written(self, at: int, count: int) -> int:
        """Return the offset behind so many characters of a string, however they are written."""
        if "\\" not in self.text[at : at + count]:
            return at + count
        for match in islice(_CHARACTER.finditer(self.text, at), count):
            at = match.end()
        return at

    def locate(self, pointer: str) -> tuple[int, int]:
        """Return line and column of the value at a pointer, or of its nearest parent."""
        return self.line_column(self.stretch(pointer)[0])
