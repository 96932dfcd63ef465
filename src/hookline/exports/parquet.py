"""Parquet: `dialogues.parquet` (nested, everything) and `turns.parquet` (flat)."""

from itertools import islice
from pathlib import Path

from hookline.arrow import BATCH, Batch, ParquetFile
from hookline.shards import metadata
from hookline.streams import Stream
from hookline.views import view
from hookline.writing import Together

VIEWS = ("dialogues", "turns")


def write(stream: Stream, out: Path) -> list[Path]:
    """Write two files into a folder; return the paths written.

    Raises:
        UnwritableFolderError: the operating system refuses.
    """
    about = metadata(stream)
    with Together() as together:
        files = [
            ParquetFile(together.open(out / f"{name}.parquet").stream, view(name), about)
            for name in VIEWS
        ]
        dialogues = iter(stream)
        while some := list(islice(dialogues, BATCH)):
            batch = Batch([(each, ()) for each in some])
            for file in files:
                file.write(batch)
        for file in files:
            file.close()
    return together.paths
