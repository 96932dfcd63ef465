"""A release as it lies there: a folder, or a ZIP that is unpacked where it can do no harm."""

import filecmp
import os
import shutil
import stat
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from hookline.digests import ABOUT
from hookline.errors import NothingFoundError, UnreadableFileError
from hookline.files import is_folder
from hookline.language import Phrase, verbatim
from hookline.verification import Fault

_LONGEST = 1000
_MAGIC = b"PK\x03\x04"
_HEADER = 30
"""Bytes before the name of the first entry."""


@contextmanager
def opened(path: Path) -> Iterator[tuple[Path | None, tuple[Fault, ...]]]:
    """Give the folder of a release, and what is wrong with its packing.

    A ZIP is unpacked to a temporary folder, each entry only where its name is harmless; without
    any compression it cannot grow. The folder is None where nothing could be unpacked.

    Raises:
        UnreadableFileError: the path is missing or cannot be opened.
        NothingFoundError: it is no release.
    """
    if is_folder(path):
        if not _is_release(path):
            raise NothingFoundError(_no_release(path))
        yield path, ()
        return
    if path.exists() and not path.is_file():  # a pipe would be waited for
        message = Phrase("cannot read {path}: it is not a regular file", {"path": path})
        raise UnreadableFileError(message)
    if not _is_zip(path):
        raise NothingFoundError(Phrase("{path} is no release: it is no ZIP", {"path": path}))
    with tempfile.TemporaryDirectory(prefix="hookline-") as folder:
        faults = tuple(_unpacked(path, Path(folder)))
        tops = [each for each in Path(folder).iterdir() if each.is_dir()]
        inside = tops[0] if len(tops) == 1 else None
        holds = inside and _is_release(inside)
        if not faults and not holds:
            raise NothingFoundError(_no_release(path))
        yield (inside if holds else None), faults


def files_in(folder: Path) -> tuple[dict[str, Path], list[Fault]]:
    """Return the files of a release by path with slashes, and faults of what is no plain file."""
    found: dict[str, Path] = {}
    faults = []
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted((*names, *(each for each in folders if Path(place, each).is_symlink()))):
            path = Path(place, name)
            inside = path.relative_to(folder).as_posix()
            if stat.S_ISREG(path.lstat().st_mode):
                found[inside] = path
            else:
                faults.append(Fault("archive", inside, Phrase("is a link or no regular file")))
    return found, faults


def _is_zip(path: Path) -> bool:
    """Tell whether a file begins or ends as a ZIP does; one that is cut off is still meant as one.

    Raises:
        UnreadableFileError: it cannot be opened.
    """
    try:
        with path.open("rb") as stream:
            start = stream.read(_HEADER)
            whole = len(start) == _HEADER and start.startswith(_MAGIC)
            return whole or zipfile.is_zipfile(stream)
    except OSError as error:
        reason = verbatim((error.strerror or str(error)).lower())
        message = Phrase("cannot read {path}: {reason}", {"path": path, "reason": reason})
        raise UnreadableFileError(message) from error


def _is_release(folder: Path) -> bool:
    return any((folder / each).exists() for each in ABOUT)


def _no_release(path: Path) -> Phrase:
    return Phrase("{path} is no release: there is no release.json in it", {"path": path})


def _unpacked(path: Path, folder: Path) -> Iterator[Fault]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            yield from _faults(entries, path.stat().st_size)
            room = shutil.disk_usage(folder).free
            plain = [each.file_size for each in entries if _is_plain(each)]
            if (needed := 2 * sum(plain)) > room:  # unpacked, and packed again
                values = {"needed": f"{needed:,}", "free": f"{room:,}"}
                template = "it takes {needed} bytes to unpack, but only {free} are free"
                raise UnreadableFileError(Phrase(template, values))
            seen: set[str] = set()
            for each in entries:
                if _is_plain(each) and each.filename not in seen and not each.is_dir():
                    seen.add(each.filename)
                    yield from _extracted(archive, each, folder)
            if 0 < len(plain) == len(entries) and not _is_packed_so(path, entries, folder):
                yield Fault("archive", "", Phrase("the ZIP is not packed as a release is"))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        yield Fault("archive", "", Phrase("the ZIP is broken: {error}", {"error": str(error)}))


def _is_packed_so(path: Path, entries: list[zipfile.ZipInfo], folder: Path) -> bool:
    """Tell whether a ZIP is what its own entries give when they are packed again, byte for byte.

    Where it is not, its headers contradict each other, or it holds more than its entries.
    """
    again, first = folder / "again.zip", entries[0]  # day and mode are the same for all
    try:
        with zipfile.ZipFile(again, "w", zipfile.ZIP_STORED) as archive:
            for each in entries:
                packed = zipfile.ZipInfo(each.filename, first.date_time)
                packed.external_attr, packed.create_system = (
                    first.external_attr,
                    first.create_system,
                )
                packed.file_size = each.file_size
                with archive.open(packed, "w") as out, (folder / each.filename).open("rb") as plain:
                    shutil.copyfileobj(plain, out)
        return same_bytes(path, again)
    except (OSError, ValueError, struct.error):
        return False
    finally:
        again.unlink(missing_ok=True)


def same_bytes(one: Path, other: Path) -> bool:
    """Tell whether two files are the same."""
    return filecmp.cmp(one, other, shallow=False)


def _extracted(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path) -> Iterator[Fault]:
    target = folder / entry.filename
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(entry) as packed, target.open("xb") as plain:
            shutil.copyfileobj(packed, plain)
    except (zipfile.BadZipFile, OSError, RuntimeError, EOFError) as error:
        if target.is_file():
            target.unlink()
        yield Fault("archive", entry.filename, Phrase("is broken: {error}", {"error": str(error)}))


def _faults(entries: list[zipfile.ZipInfo], size: int) -> Iterator[Fault]:
    seen: set[str] = set()
    tops = {each.filename.partition("/")[0] for each in entries}
    if len(tops) > 1:
        yield Fault("archive", "", Phrase("the ZIP holds more than one folder"))
    if sum(each.file_size for each in entries) > size:
        yield Fault("archive", "", Phrase("the ZIP would unpack to more than it holds"))
    for each in entries:
        if each.filename in seen:
            yield Fault("archive", each.filename, Phrase("stands in the ZIP twice"))
        seen.add(each.filename)
        if not _is_safe(each.orig_filename):
            yield Fault("archive", each.orig_filename, Phrase("has a name that is not safe"))
        elif _is_link(each):
            yield Fault("archive", each.filename, Phrase("is a link or no regular file"))
        elif each.compress_type != zipfile.ZIP_STORED or each.file_size != each.compress_size:
            yield Fault("archive", each.filename, Phrase("is compressed; a release is only stored"))


def _is_plain(entry: zipfile.ZipInfo) -> bool:
    """Tell whether an entry can be unpacked without harm: a stored file of a harmless name."""
    stored = entry.compress_type == zipfile.ZIP_STORED and entry.file_size == entry.compress_size
    return stored and _is_safe(entry.orig_filename) and not _is_link(entry)


def _is_link(entry: zipfile.ZipInfo) -> bool:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return kind not in (0, stat.S_IFREG, stat.S_IFDIR)


def _is_safe(name: str) -> bool:
    parts = PurePosixPath(name.rstrip("/")).parts
    return (
        0 < len(name) <= _LONGEST
        and name.isprintable()
        and not name.startswith("/")
        and not any(each in name for each in '\\:*?"<>|')
        and not any(each in (".", "..") for each in name.split("/"))
        and "//" not in name
        and len(parts) >= 1
    )
