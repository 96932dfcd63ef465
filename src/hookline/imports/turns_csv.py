"""A table of turns: one row a message, with a header in English or Chinese."""

import csv
import io

from hookline.drafts import Draft, Line, UnusableTextError, clock
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
        rows = [row for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise UnusableTextError(Phrase("the table is broken: {error}", {"error": error})) from error
    header = [_column(cell) for cell in rows[0]] if rows else []
    for needed in ("speaker", "text"):
        if needed not in header:
            raise UnusableTextError(Phrase("the table has no column {name}", {"name": needed}))
    table = [
        {name: cell.strip() for name, cell in zip(header, row, strict=False) if name}
        for row in rows[1:]
    ]
    lines = tuple(_line(cells) for cells in table if cells.get("text"))
    known = {name: taxonomy().ids(name) for name in _LISTS}
    refused = sum(
        bool(cells.get(name)) and cells[name] not in known[name]
        for cells in table
        for name in _LISTS
    )
    notes = []
    unknown = [cell for cell, name in zip(rows[0], header, strict=True) if not name and cell]
    if unknown:
        notes.append(Phrase("the columns {names} are left out", {"names": ", ".join(unknown)}))
    if refused:
        template = "{count} values are not in the lists of the taxonomy and are left out"
        notes.append(Phrase(template, {"count": refused}))
    return Draft(lines, tuple(notes))


def _line(cells: dict[str, str]) -> Line:
    fields = {name: cells[name] for name in _LISTS if cells.get(name, "") in taxonomy().ids(name)}
    speaker = cells.get("speaker", "")
    return Line(name=speaker, text=cells["text"], minute=_minute(cells), fields=fields)


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    try:
        return csv.Sniffer().sniff(first, delimiters=",;\t").delimiter
    except csv.Error:
        return max(",;\t", key=first.count)


def _column(cell: str) -> str:
    plain = cell.strip().lower()
    return next((name for name, words in _COLUMNS.items() if plain in words), "")


def _minute(cells: dict[str, str]) -> int | None:
    given = cells.get("minute", "")
    if given.isascii() and given.isdecimal() and len(given) < 8:  # noqa: PLR2004 - the schema's
        return int(given)
    return clock(cells.get("time", ""))
