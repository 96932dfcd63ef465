"""CSV of the view `turns`, for spreadsheets. Spans become a JSON text.

What is left out: titles, personas, provenance, endings (they are in JSONL and Parquet).
"""

from pathlib import Path

from hookline.cells import table
from hookline.streams import Stream
from hookline.views import view
from hookline.writing import write_atomically


def write(stream: Stream, out: Path) -> list[Path]:
    """Write the turns to one file; return the paths written.

    Raises:
        UnwritableFolderError: the operating system refuses.
    """
    names = [column.name for column in view("turns").columns]
    write_atomically(out, table(names, stream.rows("turns")))
    return [out]
