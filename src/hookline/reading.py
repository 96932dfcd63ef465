"""Paths and standard input → the JSON texts in them, one a record."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from hookline.errors import NothingFoundError
from hookline.files import files_below, is_folder, kind_of, read_bytes
from hookline.language import Phrase
from hookline.rules.file import MAX_BYTES

STDIN = Path("-")
_BOM = b"\xef\xbb\xbf"


class Record(NamedTuple):
    """One JSON text: a whole file, or a line of a JSONL file.

    Attributes:
        line: the line of a JSONL file, from 1; 0 for a whole file.
        kind: the schema that it is judged by.
    """

    path: Path
    line: int
    data: bytes
    kind: str

    @property
    def name(self) -> str:
        """The file's name as text, whatever bytes the file system holds."""
        if self.path == STDIN:
            return "<stdin>"
        return str(self.path).encode("utf-8", "backslashreplace").decode()

    @property
    def place(self) -> str:
        """The file's name, with the line where it is a line."""
        return f"{self.name}:{self.line}" if self.line else self.name


def files_of(path: Path) -> list[Path]:
    """Return the files that a path stands for: itself, or what is to be judged below a folder.

    Raises:
        UnreadableFileError: the path is missing or cannot be listed.
        NothingFoundError: there is no dialogue below the folder.
    """
    return [path] if path == STDIN or not is_folder(path) else files_below(path)


def records(path: Path, stdin: IO[bytes] | None = None) -> Iterator[Record]:
    """Yield the records of one file; `-` is standard input, one document or JSONL.

    Raises:
        UnreadableFileError: the file cannot be read.
        NothingFoundError: a JSONL file has no record.
    """
    if path == STDIN:
        data = stdin.read() if stdin else b""
        lines = _is_lines(data)
        yield from _lines(path, data) if lines else [Record(path, 0, data, "dialogue")]
    elif path.suffix.lower() == ".jsonl":
        yield from _lines(path, read_bytes(path))
    else:
        yield Record(path, 0, read_bytes(path, MAX_BYTES + 1), kind_of(path))


def _is_lines(data: bytes) -> bool:
    """Tell JSONL from one document: its first line is a whole object and another follows."""
    first, _, rest = data.removeprefix(_BOM).lstrip().partition(b"\n")
    return bool(rest.strip()) and first.startswith(b"{") and first.rstrip().endswith(b"}")


def _lines(path: Path, data: bytes) -> Iterator[Record]:
    empty = True
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.strip(b" \t\r"):
            empty = False
            yield Record(path, number, line.rstrip(b"\r"), "dialogue")
    if empty:
        message = Phrase("there is no dialogue in {path}", {"path": path})
        raise NothingFoundError(message)
