"""A table of turns: one row a message, with a header in English or Chinese."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from hookline.drafts import Draft, Line, UnusableTextError, clock, told
from hookline.language import Phrase
from hookline.taxonomy import taxonomy

_COLUMNS = {
    "speaker": ("speaker", "name", "from", "说话人", "发言人", "姓名", "昵称"),
    "text": ("text", "message", "content", "内容", "文字", "消息"),
    "time": ("time", "时间"),
    "minute": ("minute", "分钟"),
    "channel": ("channel", "渠道"),
    "medium": ("medium", "消息类型"),
    "stage": ("stage", "阶段"),
    "response": ("response", "回应"),
}
_LISTS = ("channel", "medium", "stage", "response")
_LONGEST = 1_000_000


def read(text: str) -> Draft:
    """Return the conversation of a table.

    Raises:
        UnusableTextError: there is no column for who speaks, or none for what is said.
    """
    csv.field_size_limit(_LONGEST)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        rows = list(_rows(reader))
    except csv.Error as error:
        raise UnusableTextError(Phrase("the table is broken: {error}", {"error": error})) from error
    header = _header(rows[0][1] if rows else [])
    for needed in ("speaker", "text"):
        if needed not in header:
            raise UnusableTextError(Phrase("the table has no column {name}", {"name": needed}))
    table = {
        number: {name: cell.strip() for name, cell in zip(header, row, strict=False) if name}
        for number, row in rows[1:]
    }
    lines = tuple(_line(number, cells) for number, cells in table.items() if cells.get("text"))
    wide = [number for number, row in rows[1:] if any(row[len(header) :])]
    unknown = [cell for cell, name in zip(rows[0][1], header, strict=True) if not name and cell]
    notes = []
    if unknown:
        notes.append(Phrase("the columns {names} are left out", {"names": ", ".join(unknown)}))
    notes += told("{lines}: left out, what stands beyond the last column", wide)
    notes += _refused(table)
    return Draft(lines, tuple(notes))


def _rows(reader: Any) -> Iterator[tuple[int, list[str]]]:  # noqa: ANN401 - csv names no type
    """Yield the rows in which something stands, with the line that each begins on."""
    begins = 1
    for row in reader:
        if any(cell.strip() for cell in row):
            yield begins, row
        begins = reader.line_num + 1


def _header(cells: list[str]) -> list[str]:
    """Return what each column is; nothing for those unknown, and for the second of a kind."""
    names = [_column(cell) for cell in cells]
    return [name if name not in names[:at] else "" for at, name in enumerate(names)]


def _refused(table: dict[int, dict[str, str]]) -> Iterator[Phrase]:
    """Yield what is left out of the rows, and of which."""
    silent = [number for number, cells in table.items() if not cells.get("text")]
    yield from told("{lines}: left out, since nothing is said there", silent)
    for name in _LISTS:
        known = ("", *taxonomy().ids(name))
        strange = [number for number, cells in table.items() if cells.get(name, "") not in known]
        for each in told("{lines}: the {name} is not in the taxonomy and is left out", strange):
            yield Phrase(each.template, {**each.values, "name": name})
    for name, read in (("minute", _whole), ("time", clock)):
        strange = [
            number
            for number, cells in table.items()
            if cells.get(name) and read(cells[name]) is None
        ]
        for each in told("{lines}: the {name} cannot be read and is left out", strange):
            yield Phrase(each.template, {**each.values, "name": name})


def _line(row: int, cells: dict[str, str]) -> Line:
    fields = {name: cells[name] for name in _LISTS if cells.get(name, "") in taxonomy().ids(name)}
    whole = _whole(cells.get("minute", ""))
    minute = clock(cells.get("time", "")) if whole is None else whole
    speaker = cells.get("speaker", "")
    return Line(name=speaker, text=cells["text"], minute=minute, row=row, fields=fields)


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    try:
        return csv.Sniffer().sniff(first, delimiters=",;\t").delimiter
    except csv.Error:
        return max(",;\t", key=first.count)


def _column(cell: str) -> str:
    plain = cell.strip().lower()
    return next((name for name, words in _COLUMNS.items() if plain in words), "")


def _whole(given: str) -> int | None:
    fits = given.isascii() and given.isdecimal() and len(given) < 8  # noqa: PLR2004 - the schema's
    return int(given) if fits else None
