"""Paths and standard input → the JSON texts in them, one a record."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import IO, NamedTuple

from hookline.errors import NothingFoundError, UnreadableFileError
from hookline.files import Homes, files_below, is_folder, opened, read_bytes
from hookline.language import Phrase
from hookline.rules.file import MAX_BYTES

STDIN = Path("-")
_BOM = b"\xef\xbb\xbf"
_CHUNK = 1 << 20


class Record(NamedTuple):
    """One JSON text: a whole file, or a line of a JSONL file.

    Attributes:
        line: the line of a JSONL file, from 1; 0 for a whole file.
        kind: the schema that it is judged by.
        offset: where the line begins in the file, in bytes.
    """

    path: Path
    line: int
    data: bytes
    kind: str
    offset: int = 0

    @property
    def name(self) -> str:
        """The file's name as text, whatever bytes the file system holds."""
        return name_of(self.path)

    @property
    def place(self) -> str:
        """The file's name, with the line where it is a line."""
        return f"{self.name}:{self.line}" if self.line else self.name

    @property
    def mendable(self) -> bool:
        """Whether `fix` may mend it: a dialogue in a file of its own."""
        return self.kind == "dialogue" and not self.line and self.path.suffix.lower() == ".json"

    def kept(self) -> "Record":
        """Return the record for later: without its data where the file can be read again."""
        return self if self.path == STDIN else self._replace(data=b"")

    def again(self) -> bytes:
        """Return the data, read again where it was not kept; nothing if the file has gone."""
        if self.data:
            return self.data
        try:
            if not self.line:
                return read_bytes(self.path, MAX_BYTES + 1)
            with opened(self.path) as stream:
                stream.seek(self.offset)
                return stream.readline(MAX_BYTES + 1).rstrip(b"\r\n")
        except UnreadableFileError:
            return b""


def name_of(path: Path) -> str:
    """Return a path as text, whatever bytes the file system holds."""
    if path == STDIN:
        return "<stdin>"
    return str(path).encode("utf-8", "backslashreplace").decode()


def files_of(path: Path) -> list[Path]:
    """Return the files that a path stands for: itself, or what is to be judged below a folder.

    Raises:
        UnreadableFileError: the path is missing or cannot be listed.
        NothingFoundError: there is no dialogue below the folder.
    """
    return [path] if path == STDIN or not is_folder(path) else files_below(path)


def records(
    path: Path, stdin: IO[bytes] | None = None, homes: Homes | None = None
) -> Iterator[Record]:
    """Yield the records of one file; `-` is standard input, one document or JSONL.

    Lines are read one by one: a file of any length takes the memory of its longest line.

    Raises:
        UnreadableFileError: the file cannot be read.
        NothingFoundError: a JSONL file has no record.
    """
    if path == STDIN:
        yield from _from_stream(stdin)
    elif path.suffix.lower() == ".jsonl":
        with opened(path) as stream:
            yield from _lines(path, _bounded(stream))
    else:
        yield Record(path, 0, read_bytes(path, MAX_BYTES + 1), (homes or Homes()).kind(path))


def line_starts(path: Path, start: int, end: int) -> int:
    """Return how many lines of a file begin in the half-open stretch of bytes.

    Raises:
        UnreadableFileError: the file cannot be read.
    """
    with opened(path) as stream:
        stream.seek(max(0, start - 1))
        count, left = int(start == 0 < end), end - 1 - max(0, start - 1)
        while left > 0 and (chunk := stream.read(min(left, _CHUNK))):
            count += chunk.count(b"\n")
            left -= len(chunk)
    return count


def records_between(path: Path, start: int, end: int, before: int) -> Iterator[Record]:
    """Yield the records of those lines of a JSONL file that begin in a stretch of bytes.

    Args:
        path: the file.
        start: where the stretch begins, anywhere in a line.
        end: where it ends, not included.
        before: how many lines begin before it.

    Raises:
        UnreadableFileError: the file cannot be read.
    """
    with opened(path) as stream:
        offset = start
        if start:
            stream.seek(start - 1)
            rest = next(_bounded(stream), (b"", 1))  # of a line that began before
            offset += rest[1] - 1
        for number, (line, length) in enumerate(_bounded(stream), start=before + 1):
            if offset >= end:
                return
            text = line.rstrip(b"\r\n")
            if text.strip(b" \t"):
                yield Record(path, number, text, "dialogue", offset)
            offset += length


def _from_stream(stdin: IO[bytes] | None) -> Iterator[Record]:
    lines = _bounded(stdin) if stdin else iter(())
    first, second = next(lines, (b"", 0)), next(lines, (b"", 0))
    start = first[0].removeprefix(_BOM).strip()
    if second[0].strip() and start.startswith(b"{") and start.endswith(b"}"):
        yield from _lines(STDIN, chain((first, second), lines))
        return
    whole = bytearray(first[0] + second[0])
    for line, _ in lines:
        if len(whole) <= MAX_BYTES:  # the rest of what is too long is read, and not kept
            whole += line
    yield Record(STDIN, 0, bytes(whole), "dialogue")


def _bounded(stream: IO[bytes]) -> Iterator[tuple[bytes, int]]:
    """Yield the lines of a stream and their lengths; of an endless one only the beginning."""
    most = MAX_BYTES + 2
    while line := stream.readline(most):
        length, last = len(line), line
        while len(last) == most and not last.endswith(b"\n"):
            last = stream.readline(most)
            length += len(last)
        yield line, length


def _lines(path: Path, lines: Iterator[tuple[bytes, int]]) -> Iterator[Record]:
    empty, offset = True, 0
    for number, (line, length) in enumerate(lines, start=1):
        text = line.rstrip(b"\r\n")
        if text.strip(b" \t"):
            empty = False
            yield Record(path, number, text, "dialogue", offset)
        offset += length
    if empty:
        raise NothingFoundError(Phrase("there is no dialogue in {path}", {"path": name_of(path)}))
