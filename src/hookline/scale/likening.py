"""A piece of the files → what near-duplicates are found by. Knows no engine.

Dialogues of the same words are one class: only classes are compared, and what is found is told of
all their dialogues.
"""

import hashlib
from collections.abc import Iterator, Mapping

import msgspec

from hookline.auditing.likeness import LEAST, alike, bands, paired, plain, shingles
from hookline.auditing.material import samples_of
from hookline.scale.pieces import Piece
from hookline.scale.rows import Row, packed, unpacked


def sketched(row: Row) -> Iterator[Row]:
    """Yield, of each dialogue of a piece, its `sample`, its `words` and its `band`s."""
    piece: Piece = unpacked(row.data)
    for _, dialogue in piece.dialogues():
        (sample,) = samples_of([dialogue])
        words = plain("\n".join(sample.texts))
        of = hashlib.sha256(words.encode()).hexdigest()[:32]
        yield Row("sample", key=of, data=packed((sample.id, sample.group)))
        yield Row("words", key=of, data=words.encode())
        for band in bands(shingles(words)):
            short = hashlib.blake2b(repr(band).encode(), digest_size=8).hexdigest()
            yield Row("band", group=of, key=short)


def compared(row: Row, words: bytes) -> Iterator[Row]:
    """Yield two classes, one of whose words are the row's data, where they are alike."""
    likeness = alike(shingles(row.data.decode()), shingles(words.decode()))
    if likeness >= LEAST:
        yield row._replace(kind="alike", data=packed(likeness))


def with_one(row: Row, sample: bytes) -> Iterator[Row]:
    """Yield two alike classes with a dialogue of the first."""
    yield row._replace(data=packed((unpacked(row.data), unpacked(sample))))


class Pairing(msgspec.Struct, frozen=True):
    """The last step: a dialogue of one class and one of the other → a pair.

    Attributes:
        split: the part that each group belongs to, where there is a split.
    """

    split: Mapping[str, str] | None

    def __call__(self, row: Row, sample: bytes) -> Iterator[Row]:
        """Yield a pair of two classes."""
        likeness, one = unpacked(row.data)
        yield from self._pair(likeness, one, unpacked(sample))

    def within(self, row: Row, sample: bytes) -> Iterator[Row]:
        """Yield a pair of two dialogues of one class, once."""
        one, two = unpacked(row.data), unpacked(sample)
        if one < two:
            yield from self._pair(1.0, one, two)

    def _pair(self, likeness: float, *two: tuple[str, str]) -> Iterator[Row]:
        (first, first_group), (second, second_group) = sorted(two)
        pair = paired(first, first_group, second, second_group, likeness, self.split)
        yield Row("pair", data=packed(pair))
