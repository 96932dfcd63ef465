"""`export` in partitions: a Parquet file for each, written where each is worked on."""

import secrets
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from hookline.about import about_corpus
from hookline.errors import UnwritableFolderError
from hookline.language import Language, Phrase, verbatim
from hookline.scale.runners import Runner
from hookline.scale.sharding import Sharding, content
from hookline.scale.validating import checked
from hookline.views import view as known_view
from hookline.writing import uninterrupted


class Exported(msgspec.Struct, frozen=True):
    """What was written.

    Attributes:
        paths: the files, in the order of the dialogues.
        dialogues: how many there are.
        content: the SHA-256 of all dialogues' ids and hashes; the same however they are divided.
    """

    paths: tuple[Path, ...]
    dialogues: int
    content: str


def export(
    path: str | Path | None,
    out: str | Path,
    *,
    view: str = "dialogues",
    runner: Runner = "daft",
    address: str | None = None,
    partitions: int | None = None,
    language: Language = "en",
) -> Exported:
    """Write a view as Parquet files, `VIEW-00000-of-00007.parquet` and so on, one a partition.

    Args:
        path: a folder or JSONL file; the bundled corpus where it is None.
        out: the folder; every machine of a cluster must see it, as it must see the path.
        view: what a row is: `dialogues`, `turns`, `detect`, `stage` or another view.
        runner: `daft` is this machine, `ray` a Ray cluster.
        address: of the cluster; by default that of `RAY_ADDRESS`, else one of this machine alone.
        partitions: about how many; by default one for each 32 MiB.
        language: what the findings are written in that an error carries.

    Returns:
        What was written; files of an earlier export of the view, in other numbers, are gone.

    Raises:
        UnknownNameError: there is no such view.
        UnreadableFileError: the path is missing or cannot be opened.
        InvalidCorpusError: the data is bad; the error carries the report. Nothing is written.
        UnwritableFolderError: the operating system refuses, or not all machines see the folder.
        EngineMissingError: Daft is not installed, or there is no such cluster.
    """
    known_view(view)
    place = Path(out).absolute()
    with (
        checked(path, runner, address, partitions, language) as files,
        _beside(place) as folder,
    ):
        sharding = Sharding(view, folder, _about(files.roots), files.roots, uuid.uuid4().hex)
        written = files.each(sharding)
        digest, count = content(written.only("hashes").sorted().rows())
        shards = sorted(row.key for row in written.only("shard").rows())
        paths = _moved([folder / name for name in shards], place, view)
    return Exported(paths, count, digest)


def _about(roots: tuple[Path, ...]) -> dict[str, str]:
    """Return what each file says of the corpus, if there is one: version and canary."""
    manifest = about_corpus(roots[0]).manifest if len(roots) == 1 else None
    if manifest is None:
        return {}
    return {"hookline.version": manifest.version, "canary": manifest.canary}


@contextmanager
def _beside(place: Path) -> Iterator[Path]:
    """Make a hidden folder beside a place, for what is not yet whole; it goes in the end.

    Raises:
        UnwritableFolderError: the operating system refuses.
    """
    folder = place.parent / f".{place.name[:50]}.{secrets.token_hex(4)}"
    try:
        folder.mkdir(parents=True)
        yield folder
    except OSError as error:
        values = {"path": place, "reason": verbatim((error.strerror or str(error)).lower())}
        raise UnwritableFolderError(Phrase("cannot write {path}: {reason}", values)) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _moved(shards: list[Path], place: Path, view: str) -> tuple[Path, ...]:
    """Move files to their places, in the stead of those of an earlier export; return the places."""
    if not all(each.exists() for each in shards):
        template = "{path} is not the same folder on every machine: a file written there is missing"
        raise UnwritableFolderError(Phrase(template, {"path": place}))
    whole = len(shards)
    paths = tuple(place / f"{view}-{each:05}-of-{whole:05}.parquet" for each in range(whole))
    with uninterrupted():
        place.mkdir(parents=True, exist_ok=True)
        for shard, path in zip(shards, paths, strict=True):
            shard.replace(path)
        for old in place.glob(f"{view}-[0-9]*-of-[0-9]*.parquet"):
            if old not in paths:
                old.unlink()
    return paths
