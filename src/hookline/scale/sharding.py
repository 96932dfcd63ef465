"""A piece of the files → a Parquet file of its dialogues, and their hashes. Knows no engine."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from hookline.arrow import parquet
from hookline.lock import hashes
from hookline.model import Layer
from hookline.scale.pieces import Piece
from hookline.scale.rows import Row, packed, unpacked
from hookline.scale.settling import corpus_of
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
        path = self.folder / f"{row.order}.parquet"
        dialogues = (dialogue for _, dialogue in found)
        write_atomically(path, [parquet(self.view, dialogues, dict(self.about))])
        yield Row("shard", key=path.name, order=row.order)
        for source, dialogue in found:
            layers: tuple[Layer, ...] = ()
            if source.corpus is not None:
                layers = corpus_of(self.roots[source.corpus], self.run).layers(dialogue)
            yield Row("hashes", key=dialogue.id, data=packed(hashes(dialogue, layers)))


def content(rows: Iterable[Row]) -> tuple[str, int]:
    """Return the content digest of dialogues, and how many they are.

    It is the SHA-256 of a line each, in the order of their ids: id, and the hashes of text, labels
    and what else is said of it.

    Args:
        rows: their hashes, in the order of their ids.
    """
    digest, count = hashlib.sha256(), 0
    for row in rows:
        each = unpacked(row.data)
        digest.update(f"{row.key} {each.text} {each.labels} {each.meta}\n".encode())
        count += 1
    return digest.hexdigest(), count
