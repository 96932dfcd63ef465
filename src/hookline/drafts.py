"""A conversation as it was read from a file: who, what, when; and what is to be said of it."""

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from hookline.errors import BadInputError
from hookline.language import Phrase

_ESCAPE = re.compile(
    r"(?:\x1b\]|\x9d)[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)"  # a string with its end
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # a control sequence
    r"|\x1b[ -/]*[0-~]?"
)
_MOST_NUMBERS = 10


class UnusableTextError(BadInputError):
    """A file was read, but no conversation was found in it."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One message of a draft.

    Attributes:
        name: who speaks, as the file says it; it is kept nowhere.
        minute: minutes since midnight, where the file gives a time.
        row: the line of the file that it begins on, from 1.
        fields: what else the file says of it, by the field of a turn.
    """

    name: str
    text: str
    minute: int | None = None
    row: int = 0
    fields: dict[str, str] = {}


class Draft(msgspec.Struct, frozen=True):
    """A conversation as it was read, and what is to be said of the reading."""

    lines: tuple[Line, ...]
    notes: tuple[Phrase, ...] = ()


def decoded(data: bytes) -> tuple[str, tuple[Phrase, ...]]:
    """Return the text of a file and what is to be said of its encoding.

    Raises:
        UnusableTextError: it is in no encoding that Chinese and English files usually have.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates = ["utf-16"]
    else:
        candidates = ["utf-8-sig", "gb18030"]
    for encoding in candidates:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8-sig":
            return text, ()
        name = {"gb18030": "GBK", "utf-16": "UTF-16"}[encoding]
        return text, (Phrase("the file is read as {encoding}", {"encoding": name}),)
    raise UnusableTextError(Phrase("the file is neither UTF-8 nor GBK text"))


def without_escapes(text: str) -> tuple[str, tuple[Phrase, ...]]:
    """Return a text without terminal escape sequences, and what is to be said of that.

    Source: ECMA-48, sections 5.4 and 5.6.
    """
    if "\x1b" not in text and "\x9b" not in text and "\x9d" not in text:
        return text, ()
    rows = text.split("\n")
    found = [number for number, row in enumerate(rows, start=1) if _ESCAPE.search(row)]
    plain = "\n".join(_ESCAPE.sub("", row) for row in rows)
    return plain, tuple(told("{lines}: escape sequences are taken out", found))


def told(template: str, rows: Sequence[int]) -> list[Phrase]:
    """Return a sentence about some lines of a file; none where there are no lines.

    Args:
        template: what is said; `{lines}` in it stands for the numbers.
        rows: the numbers, from 1.
    """
    return [Phrase(template, {"lines": lines_of(rows)})] if rows else []


def lines_of(rows: Iterable[int]) -> Phrase:
    """Return the numbers of lines in words: `line 3`, `lines 3, 5`."""
    ordered = sorted(set(rows))
    shown = ", ".join(map(str, ordered[:_MOST_NUMBERS]))
    if len(ordered) == 1:
        return Phrase("line {numbers}", {"numbers": shown})
    if len(ordered) <= _MOST_NUMBERS:
        return Phrase("lines {numbers}", {"numbers": shown})
    values = {"numbers": shown, "more": len(ordered) - _MOST_NUMBERS}
    return Phrase("lines {numbers} and {more} more", values)


def clock(written: str) -> int | None:
    """Return the minutes since midnight of a time such as 14:02 or 14：02:30."""
    hours, _, rest = written.replace("：", ":").rpartition(" ")[2].partition(":")
    minutes = rest.partition(":")[0]
    if not (hours.isdecimal() and minutes.isdecimal()):
        return None
    whole = int(hours) * 60 + int(minutes)
    return whole if whole < 24 * 60 and int(minutes) < 60 else None  # noqa: PLR2004 - a day


def merged(lines: Iterator[tuple[int, str, int | None, str]]) -> tuple[Line, ...]:
    """Return lines whose text says something, of their rows, names, minutes and texts."""
    return tuple(
        Line(name=name.strip(), text=text.strip(), minute=minute, row=row)
        for row, name, minute, text in lines
        if text.strip()
    )
