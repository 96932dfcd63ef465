"""JSON Lines: one dialogue a line, the record as it is; lossless."""

from pathlib import Path

from hookline.corpus import Corpus
from hookline.files import json_lines
from hookline.writing import write_atomically


def write(corpus: Corpus, out: Path) -> list[Path]:
    """Write the dialogues to one file; return the paths written.

    Raises:
        UnwritableFolderError: the operating system refuses.
    """
    write_atomically(out, json_lines(corpus))
    return [out]
