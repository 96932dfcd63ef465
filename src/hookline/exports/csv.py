"""CSV (RFC 4180) of the view `turns`, for spreadsheets: UTF-8 with a byte order mark for Excel.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises
against CSV injection; all cells are quoted, so that none is split at another
separator. Spans become a JSON text. What is left out: titles, personas, provenance,
endings (they are in JSONL and Parquet).
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hookline.corpus import Corpus
from hookline.files import compact, write_atomically
from hookline.views import view

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(corpus: Corpus, out: Path) -> list[Path]:
    """Write the turns to one file; return the paths written.

    Raises:
        UnwritableFolderError: the operating system refuses.
    """
    write_atomically(out, _chunks(corpus))
    return [out]


def _chunks(corpus: Corpus) -> Iterator[bytes]:
    names = [column.name for column in view("turns").columns]
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(names)
    yield b"\xef\xbb\xbf" + stream.getvalue().encode()
    for row in corpus.rows("turns"):
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
    return f"'{text}" if text.startswith(_FORMULA) else text
