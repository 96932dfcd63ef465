"""A table that a spreadsheet saved, CSV or XLSX → its rows, every cell by the name of its column.

CSV is read as UTF-8, GBK or UTF-16, between commas, semicolons or tabs; the apostrophes that stand
before what looks like a formula (`hookline.cells`) are taken out. XLSX is read by openpyxl, whose
only door this is; `_x000D_` and its like become the characters that they stand for.
"""

import csv
import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from hookline.cells import unescaped
from hookline.drafts import decoded
from hookline.errors import BadInputError
from hookline.files import read_bytes
from hookline.language import Phrase, verbatim

MOST_BYTES = 256 * 1024 * 1024
_MOST_UNPACKED = 8 * MOST_BYTES
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ESCAPED = re.compile(
    r"_x(00(?:0[0-8BCDEF]|1[0-9A-F])|FFF[EF]|D[89A-F][0-9A-F]{2}|005F)_", re.IGNORECASE
)
"""ECMA-376, 22.9.2.19, as far as it is needed: openpyxl drops `x005F_` from shared texts, so that
what else looks like this is meant as it stands."""


class Odd(msgspec.Struct, frozen=True):
    """A cell that holds no text and no number, and what is to be said of it."""

    problem: Phrase


Value = str | int | float | Odd | None
"""What a cell holds; None where it is empty."""


class Row(msgspec.Struct, frozen=True):
    """A row of a table.

    Attributes:
        sheet: the sheet that it stands on; nothing in CSV.
        number: its number in a spreadsheet, from 1.
        cells: by the names of the columns.
    """

    sheet: str
    number: int
    cells: Mapping[str, Value]


class Grid(msgspec.Struct, frozen=True):
    """A table, and what is to be said of the reading."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[Phrase, ...] = ()


def read_grid(path: Path) -> Grid:
    """Read a table.

    Raises:
        UnreadableFileError: the path is missing or cannot be opened.
        BadInputError: it is no table, or openpyxl is not there to read it.
    """
    data = read_bytes(path, MOST_BYTES + 1)
    _refuse_large(path, len(data), MOST_BYTES)
    if data.startswith(_OLD_EXCEL):
        template = "{path} is an old Excel file; save it as .xlsx or as “CSV UTF-8”"
        raise BadInputError(Phrase(template, {"path": path}))
    notes: tuple[Phrase, ...] = ()
    sheets: Iterable[tuple[str, Iterable[Sequence[Value]]]]
    if data.startswith(_ZIP):
        sheets = _sheets(path)
    else:
        text, notes = decoded(data)
        sheets = [("", _lines(text))]
    columns: tuple[str, ...] = ()
    rows: list[Row] = []
    for name, lines in sheets:
        found = iter(lines)
        head = tuple(str(each or "").strip().lower() for each in next(found, ()))
        if columns and head[: len(columns)] != columns:
            notes = (*notes, Phrase("the sheet {name} is left out", {"name": verbatim(name)}))
            continue
        _refuse_twice(head)
        columns = columns or head
        rows += (
            Row(name, number, dict(zip(columns, line, strict=False)))
            for number, line in enumerate(found, start=2)
            if any(each not in (None, "") for each in line)
        )
    return Grid(columns, tuple(rows), notes)


def _refuse_large(path: Path, size: int, most: int) -> None:
    if size > most:
        values = {"path": path, "most": most // 1024**2}
        raise BadInputError(Phrase("{path} has more than {most} MB", values))


def _refuse_twice(names: Sequence[str]) -> None:
    """Refuse a table of which nobody can tell which of two columns is meant."""
    for at, name in enumerate(names):
        if name and name in names[:at]:
            template = "the table has the column {name} twice; take one out"
            raise BadInputError(Phrase(template, {"name": verbatim(name)}))


def _lines(text: str) -> Iterator[list[str]]:
    csv.field_size_limit(MOST_BYTES)
    first = text.partition("\n")[0]
    between = max(",;\t", key=first.count)
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=between):
            yield [unescaped(each) for each in line]
    except csv.Error as error:
        raise BadInputError(Phrase("the table is broken: {error}", {"error": error})) from error


def _sheets(path: Path) -> Iterator[tuple[str, list[list[Value]]]]:
    try:
        import openpyxl  # noqa: PLC0415 - heavy, opens late
    except ImportError as error:
        template = "reading XLSX needs openpyxl: pip install openpyxl; or save the table as CSV"
        raise BadInputError(Phrase(template)) from error
    try:
        with zipfile.ZipFile(path) as parts:
            size = sum(each.file_size for each in parts.infolist())
        _refuse_large(path, size, _MOST_UNPACKED)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that are not read
            book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
            try:
                for sheet in book.worksheets:
                    sheet.reset_dimensions()
                    yield sheet.title, [[_value(cell) for cell in row] for row in sheet.rows]
            finally:
                book.close()
    except BadInputError:
        raise
    except Exception as error:  # whatever openpyxl trips over in a file that is none of ours
        values = {"path": path, "error": type(error).__name__}
        message = Phrase("{path} cannot be read as XLSX ({error})", values)
        raise BadInputError(message) from error


def _value(cell: Any) -> Value:  # noqa: ANN401 - openpyxl names no type
    value = cell.value
    if cell.data_type == "e":
        template = "the spreadsheet computed it and failed ({value}); write it as text"
        return Odd(Phrase(template, {"value": verbatim(str(value))}))
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (dt.date, dt.time, dt.timedelta)):
        template = "the spreadsheet made a date or time of it ({value}); write it as text"
        return Odd(Phrase(template, {"value": verbatim(str(value))}))
    if isinstance(value, str):
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
    if isinstance(value, (int, float)):
        return value
    return None
