"""JSON Lines: one dialogue a line, the record as it is; lossless."""

from pathlib import Path

from hookline.files import json_lines
from hookline.streams import Stream
from hookline.writing import write_atomically


def write(stream: Stream, out: Path) -> list[Path]:
    """Write the dialogues to one file; return the paths written.

    Raises:
        UnwritableFolderError: the operating system refuses.
    """
    write_atomically(out, json_lines(stream))
    return [out]
