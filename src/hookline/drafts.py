"""A conversation as it was read from a file: who, what, when; and what is to be said of it."""

import codecs
from collections.abc import Iterator

import msgspec

from hookline.errors import HooklineError
from hookline.language import Phrase


class UnusableTextError(HooklineError):
    """A file was read, but no conversation was found in it."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One message of a draft.

    Attributes:
        name: who speaks, as the file says it; it is kept nowhere.
        minute: minutes since midnight, where the file gives a time.
        fields: what else the file says of it, by the field of a turn.
    """

    name: str
    text: str
    minute: int | None = None
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


def clock(written: str) -> int | None:
    """Return the minutes since midnight of a time such as 14:02 or 14：02:30."""
    hours, _, rest = written.replace("：", ":").rpartition(" ")[2].partition(":")
    minutes = rest.partition(":")[0]
    if not (hours.isdecimal() and minutes.isdecimal()):
        return None
    whole = int(hours) * 60 + int(minutes)
    return whole if whole < 24 * 60 and int(minutes) < 60 else None  # noqa: PLR2004 - a day


def merged(lines: Iterator[tuple[str, int | None, str]]) -> tuple[Line, ...]:
    """Return lines whose text says something."""
    return tuple(
        Line(name=name.strip(), text=text.strip(), minute=minute)
        for name, minute, text in lines
        if text.strip()
    )
