"""CSV (RFC 4180) for spreadsheets: UTF-8 with a byte order mark, no cell that acts as a formula.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises
against CSV injection; so does one that looks as if it had got it already, so that `unescaped` gives
back every text. All cells are quoted, so that none is split at another separator.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from hookline.files import compact

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def table(names: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Yield the header and the rows of a table, encoded."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(names)
    yield BYTE_ORDER_MARK + stream.getvalue().encode()
    for row in rows:
        stream.seek(0)
        stream.truncate()
        writer.writerow([cell(row[name]) for name in names])
        yield stream.getvalue().encode()


def cell(value: Any) -> str:  # noqa: ANN401 - a value of a view
    """Return a value as the text of a cell, harmless in a spreadsheet."""
    if value is None:
        return ""
    if isinstance(value, list):
        return compact(value) if value else ""
    if isinstance(value, float):
        return compact(value)
    text = str(value)
    return f"'{text}" if like_a_formula(text.lstrip("'")) else text


def unescaped(text: str) -> str:
    """Return what a cell was made of; an apostrophe that guards against nothing is the text's."""
    guarded = text.startswith("'") and like_a_formula(text.lstrip("'"))
    return text[1:] if guarded else text


def like_a_formula(text: str) -> bool:
    """Tell whether a spreadsheet might take a text for something to compute."""
    return text.startswith(_FORMULA)
