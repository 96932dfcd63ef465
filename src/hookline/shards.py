"""Views in Parquet files by part of the split, each of some thousand dialogues; one reading."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from hookline.arrow import BATCH, Batch, ParquetFile
from hookline.model import Dialogue
from hookline.splits import names_of
from hookline.streams import Stream
from hookline.views.columns import View
from hookline.writing import Draft, Together

DIALOGUES = 100_000
"""How many dialogues a file holds at most."""


class Shard(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a view.

    Attributes:
        path: below the folder, with slashes.
        size: in bytes.
    """

    view: str
    part: str
    path: str
    rows: int
    size: int
    sha256: str


def metadata(stream: Stream) -> dict[str, str]:
    """Return what every Parquet file says of its corpus: version and canary."""
    if stream.manifest is None:
        return {}
    return {"hookline.version": stream.manifest.version, "canary": stream.manifest.canary}


def digest_of(shards: Iterable[str]) -> str:
    """Return what tells the content of some files from another: 16 hexadecimal digits.

    Args:
        shards: the SHA-256 of each file, in their order.
    """
    return hashlib.sha256("".join(shards).encode()).hexdigest()[:16]


def write_shards(
    stream: Stream, out: Path, views: Sequence[View], together: Together
) -> list[Shard]:
    """Write `VIEW/PART-00000-of-00001.parquet` below a folder; return what was written.

    Files of other numbers in those folders, left by an earlier export, are removed with it.
    """
    about = metadata(stream)
    parts: dict[str | None, _Part] = {}
    for dialogue in stream:
        part = stream.part_of(dialogue)
        if part not in parts:
            parts[part] = _Part(out, views, about, together)
        parts[part].add(dialogue, stream)
    names = names_of(parts)
    shards = []
    for part, files in parts.items():
        files.finish(stream)
        if part not in names:
            files.drop()
    for of in views:
        for part, name in names.items():
            shards += parts[part].named(of, name)
        for path in (out / of.name).glob("*-[0-9]*-of-[0-9]*.parquet"):
            together.replace(path)
    return shards


class _Part:
    """The files of one part of the split while they are written."""

    def __init__(
        self, out: Path, views: Sequence[View], about: Mapping[str, str], together: Together
    ) -> None:
        self.out = out
        self.views = views
        self.about = about
        self.together = together
        self.waiting: list[Dialogue] = []
        self.room = 0
        self.open: list[tuple[ParquetFile, Draft]] = []
        self.done: dict[str, list[tuple[ParquetFile, Draft]]] = {}

    def add(self, dialogue: Dialogue, stream: Stream) -> None:
        """Take a dialogue in."""
        self.waiting.append(dialogue)
        if len(self.waiting) == BATCH:
            self._write(stream)

    def finish(self, stream: Stream) -> None:
        """Write what waits, and close the files."""
        if self.waiting:
            self._write(stream)
        self._close()

    def drop(self) -> None:
        """Leave the part out."""
        for files in self.done.values():
            for _, draft in files:
                self.together.drop(draft)

    def named(self, of: View, name: str) -> list[Shard]:
        """Return the files of a view, which get their names now that their number is known."""
        files = self.done[of.name]
        shards = []
        for number, (parquet, draft) in enumerate(files):
            draft.path = draft.path.with_name(f"{name}-{number:05}-of-{len(files):05}.parquet")
            shard = Shard(
                view=of.name,
                part=name,
                path=f"{of.name}/{draft.path.name}",
                rows=parquet.rows,
                size=parquet.size,
                sha256=parquet.sha256,
            )
            shards.append(shard)
        return shards

    def _write(self, stream: Stream) -> None:
        if not self.open:
            self._open()
        layered = any(of.layered for of in self.views)
        batch = Batch([(each, stream.layers(each) if layered else ()) for each in self.waiting])
        for parquet, _ in self.open:
            parquet.write(batch)
        self.room -= len(self.waiting)
        self.waiting = []
        if self.room <= 0:
            self._close()

    def _open(self) -> None:
        self.room = DIALOGUES
        for of in self.views:
            draft = self.together.open(self.out / of.name / "part.parquet")
            self.open.append((ParquetFile(draft.stream, of, self.about), draft))

    def _close(self) -> None:
        for parquet, draft in self.open:
            parquet.close()
            draft.close()
            self.done.setdefault(parquet.view.name, []).append((parquet, draft))
        self.open = []
