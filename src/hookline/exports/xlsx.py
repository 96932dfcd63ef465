"""XLSX of the view `turns` (ECMA-376), a row a turn, on one sheet named turns; more go on turns 2.

All cells but numbers are texts, which no spreadsheet computes; those that look like a formula
are marked as typed behind an apostrophe (`quotePrefix`), so that they stay texts when edited.
Spans become a JSON text. The parts of the ZIP are stored, not deflated: its bytes depend on
no library. The header stays in sight, long texts are wrapped.

No library writes the file. XlsxWriter 3.3.1 puts a text that begins with `<r>` and ends with
`</r>` into the sheet as markup, by which a dialogue could break the file or forge cells; it escapes
`_x0041_x0042_` so that readers take it for `_x0041B`; it deflates, by whatever zlib there is; and
it took 23 s of CPU where this takes 12 (10,000 generated dialogues, 141 MiB and 137 MiB of memory,
both row by row). openpyxl takes a text that begins with `=` for a formula and escapes none of this.

What is left out: titles, personas, provenance, endings (they are in JSONL and Parquet).
"""

import re
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from hookline.cells import like_a_formula
from hookline.errors import BadInputError
from hookline.files import compact
from hookline.language import Phrase
from hookline.streams import Stream
from hookline.views import view
from hookline.writing import write_atomically

ROWS = 500_000
"""Turns a sheet; a sheet takes 1,048,576 rows, a part of a ZIP 2 GiB."""
_LONGEST = 32_767
"""UTF-16 units that a cell takes."""
_CHUNK = 1 << 20
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_XF = '<xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="0" xfId="0"{more}>{align}</xf>'
_TOP_LEFT = '<alignment vertical="top"/>'
_WRAPPED = '<alignment vertical="top" wrapText="1"/>'
_FORMATS = "".join(
    _XF.format(font=int(bold), fill=2 * bold, more=more, align=align)
    for bold, more, align in (
        (False, ' applyAlignment="1"', _TOP_LEFT),
        (False, ' quotePrefix="1" applyAlignment="1"', _TOP_LEFT),
        (False, ' applyAlignment="1"', _WRAPPED),
        (False, ' quotePrefix="1" applyAlignment="1"', _WRAPPED),
        (True, ' applyFont="1" applyFill="1" applyAlignment="1"', _TOP_LEFT),
    )
)
_QUOTED, _WRAP, _BOLD = 1, 2, 4
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="2">'
    '<font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE7ECF2"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    f'<cellXfs count="5">{_FORMATS}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
_WIDTHS = {
    "id": 38,
    "script": 30,
    "scam_type": 22,
    "role": 13,
    "channel": 14,
    "text": 60,
    "spans": 40,
    "canary": 46,
}
"""Of columns that are wider than their heads, in digits."""
_TALL = "text"
"""The column whose texts are wrapped."""
_LINE, _HIGHEST = 15, 405
"""Points."""
_TOP = (
    f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    "</sheetView></sheetViews>"
)
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[^\t\n\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
"""What stands in a text as `_x000D_`: what XML does not hold, and what looks like that already."""


def write(stream: Stream, out: Path) -> list[Path]:
    """Write the turns to one file; return the paths written.

    Raises:
        BadInputError: a cell is longer than a sheet takes.
        UnwritableFolderError: the operating system refuses.
    """
    write_atomically(out, _workbook(stream))
    return [out]


def _workbook(dialogues: Stream) -> Iterator[bytes]:
    names = [column.name for column in view("turns").columns]
    rows = ([row[name] for name in names] for row in dialogues.rows("turns"))
    with tempfile.TemporaryFile() as stream:
        with zipfile.ZipFile(stream, "w") as book:
            sheets = 0
            first: list[Any] | None = next(rows, None)
            while first is not None or not sheets:
                sheets += 1
                some = chain([first] if first else [], islice(rows, ROWS - 1))
                with book.open(_part(f"xl/worksheets/sheet{sheets}.xml"), "w") as sheet:
                    for text in _sheet(names, some):
                        sheet.write(text.encode())
                first = next(rows, None)
            for name, text in _about(sheets).items():
                book.writestr(_part(name), text)
        stream.seek(0)
        while chunk := stream.read(_CHUNK):
            yield chunk


def _part(name: str) -> zipfile.ZipInfo:
    """Return the head of a part that tells neither when nor on what system it was written."""
    part = zipfile.ZipInfo(name, _EPOCH)
    part.create_system = 3
    return part


def _sheet(names: Sequence[str], rows: Iterator[list[Any]]) -> Iterator[str]:
    yield f"{_TOP}<cols>{''.join(_widths(names))}</cols><sheetData>"
    letters = [_letters(number) for number in range(len(names))]
    tall = names.index(_TALL)
    formats = [_WRAP if name == _TALL else 0 for name in names]
    looks: list[int] = [_BOLD] * len(names)
    for number, row in enumerate(chain([names], rows), start=1):
        columns = zip(letters, row, looks, strict=True)
        cells = "".join(_cell(f"{letter}{number}", value, look) for letter, value, look in columns)
        height = "" if looks is not formats else _height(row[tall])
        yield f'<row r="{number}"{height}>{cells}</row>'
        looks = formats
    yield "</sheetData></worksheet>"


def _widths(names: Sequence[str]) -> Iterator[str]:
    for number, name in enumerate(names, start=1):
        width = _WIDTHS.get(name, len(name) + 3)
        yield f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'


def _height(text: str) -> str:
    """Return the height of a row, which LibreOffice does not find by itself; none of one line.

    A character takes one column, one of three bytes in UTF-8 (Chinese) two.
    """
    room = _WIDTHS[_TALL] - 4
    lines = text.split("\n")
    count = sum(1 + (len(each) + len(each.encode())) // 2 // room for each in lines)
    return f' ht="{min(count * _LINE, _HIGHEST)}" customHeight="1"' if count > 1 else ""


def _letters(number: int) -> str:
    """Return the letters of a column, from 0: A to Z, AA and so on."""
    before, last = divmod(number, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _cell(place: str, value: Any, look: int) -> str:  # noqa: ANN401 - a value of a view
    if value is None or value in ([], ""):
        return ""
    if isinstance(value, (int, float)):
        return f'<c r="{place}"><v>{compact(value)}</v></c>'
    plain = compact(value) if isinstance(value, list) else value
    text = escape(_ESCAPED.sub(lambda found: f"_x{ord(found.group()):04X}_", plain))
    if len(plain.encode("utf-16-le")) // 2 > _LONGEST:
        values = {"place": place, "most": _LONGEST}
        message = Phrase("cell {place} is longer than {most}, the most that XLSX takes", values)
        raise BadInputError(message)
    chosen = look + _QUOTED * like_a_formula(plain)
    style = f' s="{chosen}"' if chosen else ""
    space = "" if plain == plain.strip() else ' xml:space="preserve"'
    return f'<c r="{place}"{style} t="inlineStr"><is><t{space}>{text}</t></is></c>'


def _about(sheets: int) -> dict[str, str]:
    """Return the parts that say what is in the file."""
    numbers = range(1, sheets + 1)
    kinds = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in (
            ("workbook", "sheet.main"),
            ("styles", "styles"),
            *((f"worksheets/sheet{number}", "worksheet") for number in numbers),
        )
    )
    listed = "".join(
        f'<sheet name="turns{f" {number}" if number > 1 else ""}" sheetId="{number}" '
        f'r:id="s{number}"/>'
        for number in numbers
    )
    links = "".join(
        f'<Relationship Id="s{number}" Type="{_OFFICE}/worksheet" '
        f'Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    related = f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    return {
        "xl/styles.xml": _STYLES,
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{related}{links}<Relationship Id="styles" '
        f'Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "_rels/.rels": f'{related}<Relationship Id="book" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{kinds}</Types>',
    }
