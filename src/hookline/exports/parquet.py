"""Parquet: `dialogues.parquet` (nested, everything) and `turns.parquet` (flat)."""

from pathlib import Path

from hookline.arrow import parquet
from hookline.corpus import Corpus
from hookline.files import write_atomically

VIEWS = ("dialogues", "turns")


def write(corpus: Corpus, out: Path) -> list[Path]:
    """Write two files into a folder; return the paths written.

    Raises:
        UnwritableFolderError: the operating system refuses.
    """
    about = {}
    if corpus.manifest:
        about = {"hookline.version": corpus.manifest.version, "canary": corpus.manifest.canary}
    paths = []
    for name in VIEWS:
        path = out / f"{name}.parquet"
        write_atomically(path, [parquet(name, corpus, about)])
        paths.append(path)
    return paths
