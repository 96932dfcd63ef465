"""A piece of the files → a Parquet file of its dialogues, and their hashes. Knows no engine."""

import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from hookline.arrow import BATCH, Batch, ParquetFile
from hookline.lock import content_line, hashes
from hookline.model import Dialogue, Layer
from hookline.scale.pieces import Piece, Source
from hookline.scale.rows import Row, packed, unpacked
from hookline.scale.settling import corpus_of
from hookline.views import view
from hookline.views.columns import Labelled
from hookline.writing import write_atomically


class Sharding(msgspec.Struct, frozen=True):
    """The function of a piece: write a view of its dialogues, in the order of their ids.

    A piece that is done again, since a machine was lost, writes the same file.

    Attributes:
        view: what a row is.
        folder: where the files go; every machine must see it.
        about: the key-value pairs of each file.
        roots: the corpora of the run.
        run: what is read of a corpus is kept for this run.
    """

    view: str
    folder: Path
    about: Mapping[str, str]
    roots: tuple[Path, ...]
    run: str

    def __call__(self, row: Row) -> Iterator[Row]:
        """Yield a `shard`, if the piece has a dialogue, and the `hashes` of each dialogue."""
        piece: Piece = unpacked(row.data)
        found = sorted(piece.dialogues(), key=lambda each: each[1].id)
        if not found:
            return
        labelled = [(dialogue, self._layers(source, dialogue)) for source, dialogue in found]
        path = self.folder / f"{row.order}.parquet"
        write_atomically(path, [self._parquet(labelled)])
        yield Row("shard", key=path.name, order=row.order)
        for dialogue, layers in labelled:
            yield Row("hashes", key=dialogue.id, data=packed(hashes(dialogue, layers)))

    def _layers(self, source: Source, dialogue: Dialogue) -> tuple[Layer, ...]:
        if source.corpus is None:
            return ()
        return corpus_of(self.roots[source.corpus], self.run).layers(dialogue)

    def _parquet(self, labelled: Sequence[Labelled]) -> bytes:
        stream = io.BytesIO()
        file = ParquetFile(stream, view(self.view), self.about)
        for start in range(0, len(labelled), BATCH):
            file.write(Batch(labelled[start : start + BATCH]))
        file.close()
        return stream.getvalue()


def content(rows: Iterable[Row]) -> tuple[str, int]:
    """Return the content digest of dialogues (`lock.content_digest`), and how many they are.

    Args:
        rows: their hashes, in the order of their ids.
    """
    digest, count = hashlib.sha256(), 0
    for row in rows:
        digest.update(content_line(row.key, unpacked(row.data)))
        count += 1
    return digest.hexdigest(), count
