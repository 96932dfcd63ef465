"""Files → pieces that are worked on apart: some files, or a stretch of the lines of one."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from hookline.errors import UnreadableFileError
from hookline.files import Homes
from hookline.gate import decoded
from hookline.model import Dialogue, dialogue_from
from hookline.reading import Record, line_starts, records, records_between
from hookline.rules.file import parse
from hookline.scale.rows import Row, ordered, packed, unpacked

DEFAULT_BYTES = 32 << 20
"""The size of a piece: some seconds of work, some tens of megabytes of memory."""
_MOST_FILES = 2000


class Source(msgspec.Struct, frozen=True):
    """A file of the run.

    Attributes:
        number: where it stands in the run.
        corpus: the number of the corpus that it belongs to; None outside any.
    """

    number: int
    path: Path
    corpus: int | None

    @property
    def name(self) -> str:
        """The corpus as rows name it."""
        return "" if self.corpus is None else str(self.corpus)


class Piece(msgspec.Struct, frozen=True):
    """What one partition works on.

    Attributes:
        sources: the files; one where there is a stretch.
        stretch: of the file, in bytes, half-open; None where it is taken whole.
        before: how many lines begin before the stretch.
    """

    sources: tuple[Source, ...]
    stretch: tuple[int, int] | None = None
    before: int = 0

    def records(self, source: Source, homes: Homes) -> Iterator[Record]:
        """Yield the records of one of the files.

        Raises:
            UnreadableFileError: the file cannot be read.
            NothingFoundError: it is JSONL, taken whole, and has no record.
        """
        if self.stretch is None:
            return records(source.path, homes=homes)
        return records_between(source.path, *self.stretch, self.before)

    def dialogues(self) -> Iterator[tuple[Source, Dialogue]]:
        """Yield the dialogues of files that were judged: each has the schema's shape."""
        homes = Homes()
        for source in self.sources:
            for record in self.records(source, homes):
                if record.kind == "dialogue":
                    known = decoded(record.data)
                    yield source, known or dialogue_from(parse(record.data).value)


def pieces_of(sources: Iterable[Source], partitions: int | None = None) -> list[Piece]:
    """Return the pieces of files, in the order of the run; lines are not yet counted.

    Args:
        sources: the files.
        partitions: about how many pieces; by default one for each 32 MiB.
    """
    sized = [(source, _size(source.path)) for source in sources]
    most = DEFAULT_BYTES
    if partitions:
        most = max(1, -(-sum(size for _, size in sized) // partitions))
    found: list[Piece] = []
    some: list[Source] = []
    filled = 0
    for source, size in sized:
        divided = source.path.suffix.lower() == ".jsonl" and size > most
        if some and (divided or filled + size > most or len(some) == _MOST_FILES):
            found.append(Piece(tuple(some)))
            some, filled = [], 0
        if divided:
            starts = range(0, size, most)
            found += [Piece((source,), (each, min(each + most, size))) for each in starts]
        else:
            some.append(source)
            filled += size
    return [*found, Piece(tuple(some))] if some else found


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def told(pieces: Iterable[Piece]) -> list[Row]:
    """Return pieces as rows, for an engine to hand out."""
    return [
        Row("piece", key=str(number), order=ordered(number), data=packed(piece))
        for number, piece in enumerate(pieces)
    ]


def counted(row: Row) -> list[Row]:
    """Return how many lines begin in the stretch of a piece; none if it cannot be read."""
    piece: Piece = unpacked(row.data)
    lines = 0
    if piece.stretch is not None:
        with suppress(UnreadableFileError):
            lines = line_starts(piece.sources[0].path, *piece.stretch)
    return [row._replace(kind="lines", data=packed(lines))]


def numbered(pieces: list[Piece], counts: Iterable[Row]) -> list[Piece]:
    """Return pieces that know how many lines of their file begin before each."""
    lines = {int(row.key): int(unpacked(row.data)) for row in counts}
    found: list[Piece] = []
    before = 0
    for number, piece in enumerate(pieces):
        if piece.stretch is None or not piece.stretch[0]:
            before = 0
        found.append(msgspec.structs.replace(piece, before=before))
        before += lines.get(number, 0)
    return found
