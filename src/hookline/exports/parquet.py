"""Parquet: `dialogues.parquet` (nested, everything) and `turns.parquet` (flat)."""

from pathlib import Path

from hookline.arrow import parquet
from hookline.corpus import Corpus
from hookline.writing import write_together

VIEWS = ("dialogues", "turns")


def write(corpus: Corpus, out: Path) -> list[Path]:
    """Write two files into a folder; return the paths written.

    Raises:
        UnwritableFolderError: the operating system refuses.
    """
    about = {}
    if corpus.manifest:
        about = {"hookline.version": corpus.manifest.version, "canary": corpus.manifest.canary}
    return write_together(
        (out / f"{name}.parquet", [parquet(name, corpus, about)]) for name in VIEWS
    )
