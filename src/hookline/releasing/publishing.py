"""A release in its place: a folder and a stored ZIP, whole or not there, and never written over."""

import os
import shutil
import stat
import tempfile
import zipfile
from pathlib import Path

import msgspec

from hookline.digests import ABOUT, RECORD, digest_of, digests_below, read_release
from hookline.errors import BadInputError, HooklineError
from hookline.files import shown
from hookline.language import Phrase
from hookline.model import Release
from hookline.releasing.assembling import Order, Progress, assembled
from hookline.writing import moved_in, room_in

_EARLIEST = (1980, 1, 1)
"""The first day that a ZIP can tell."""
_UNIX = 3
_MODE = (stat.S_IFREG | 0o644) << 16


class Built(msgspec.Struct, frozen=True, kw_only=True):
    """What was built.

    Attributes:
        folder: the release.
        archive: its ZIP, beside it.
        sha256: of the ZIP.
        new: whether it was not there before.
    """

    release: Release
    folder: Path
    archive: Path
    sha256: str
    new: bool


def built(order: Order, out: Path, progress: Progress | None = None) -> Built:
    """Build a release in a folder; what is there of the same version is never written over.

    Args:
        order: what is built.
        out: where its folder and its ZIP come to lie.
        progress: called with what is done next, steps done and steps in all.

    Raises:
        BadInputError: the corpus is not prepared or not committed, pyarrow has another version, or
            other bytes are there of the same version.
        InvalidCorpusError: the corpus has errors or warnings.
        UnwritableFolderError: the operating system refuses.
    """
    with room_in(out) as room:
        release = assembled(order, room / "release", progress)
        name = name_of(release)
        (room / "release").rename(room / name)
        archive = room / f"{name}.zip"
        write_archive(room / name, archive, release.date)
        sha256 = digest_of(archive).sha256
        missing = [each for each in (room / name, archive) if not (out / each.name).exists()]
        for each in (room / name, archive):
            if each not in missing:
                _must_be_the_same(each, out / each.name)
        moved_in(missing, out)
    return Built(
        release=release,
        folder=out / name,
        archive=out / f"{name}.zip",
        sha256=sha256,
        new=bool(missing),
    )


def rehearsed(order: Order, progress: Progress | None = None) -> Release:
    """Build a release somewhere else, and return what its record would be; nothing is left.

    Raises:
        BadInputError: the corpus is not prepared or not committed, or pyarrow has another version.
        InvalidCorpusError: the corpus has errors or warnings.
    """
    with tempfile.TemporaryDirectory(prefix="hookline-") as folder:
        return assembled(order, Path(folder).resolve() / "release", progress)


def name_of(release: Release) -> str:
    """Return the name of a release's folder."""
    return f"{release.name}-corpus-{release.version}"


def write_archive(folder: Path, archive: Path, date: str) -> None:
    """Write a folder as a ZIP whose bytes tell nothing of when and where it was written.

    Its parts are stored, sorted by path, all with the day of the release and the same mode.
    """
    year, month, day = max(tuple(int(each) for each in date.split("-")), _EARLIEST)
    paths = {each.relative_to(folder).as_posix(): each for each in folder.rglob("*")}
    with archive.open("xb") as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as book:
            for name in sorted(each for each, path in paths.items() if path.is_file()):
                part = zipfile.ZipInfo(f"{folder.name}/{name}", (year, month, day, 0, 0, 0))
                part.create_system = _UNIX
                part.external_attr = _MODE
                part.file_size = paths[name].stat().st_size
                with paths[name].open("rb") as source, book.open(part, "w") as target:
                    shutil.copyfileobj(source, target, 1 << 20)
        stream.flush()
        os.fsync(stream.fileno())


def _must_be_the_same(made: Path, there: Path) -> None:
    """Check that what was built is what is there already, byte for byte.

    Raises:
        BadInputError: it differs.
    """
    values: dict[str, object] = {"path": shown(there)}
    if made.is_dir() and there.is_dir():
        new, old = digests_below(made), digests_below(there)
        files = sorted(each for each in {*new, *old} if new.get(each) != old.get(each))
        if not files:
            return
        commits = _commit(made), _commit(there)
        if set(files) <= set(ABOUT) and commits[0] != commits[1]:
            values |= {"now": commits[0] or "-", "before": commits[1] or "-"}
            template = (
                "{path} is there already, built from the commit {before}, and this is {now}: a "
                "version is released once, from one commit"
            )
            raise BadInputError(Phrase(template, values))
        template = "{path} is there already with another {file}: a version is released once"
        raise BadInputError(Phrase(template, values | {"file": files[0]}))
    if made.is_dir() or there.is_dir() or digest_of(made) != digest_of(there):
        template = "{path} is there already, and differs: a version is released once"
        raise BadInputError(Phrase(template, values))


def _commit(folder: Path) -> str | None:
    try:
        return read_release(folder / RECORD).commit
    except HooklineError:
        return None
