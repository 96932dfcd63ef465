"""The exports of a release against those that its corpus gives when they are written again."""

import sqlite3
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from itertools import zip_longest
from pathlib import Path

from hookline import __version__
from hookline.arrow import same_tables, version
from hookline.corpus import Corpus
from hookline.errors import HooklineError
from hookline.exports import FORMATS, SUFFIXES, exporter
from hookline.language import Phrase
from hookline.model import Release
from hookline.verification import Fault, NotChecked
from hookline.verifying.archive import same_bytes
from hookline.verifying.belonging import STRANGE, of_this_version

FOLDER = "exports/"
_TELL_DIGESTS = ("exports/hub/README.md", "exports/croissant/croissant.json")
"""They name digests of Parquet files, whose bytes follow the version of pyarrow."""


def rebuilt_faults(
    corpus: Corpus,
    files: Mapping[str, Path],
    release: Release | None,
    room: Path,
    tell: Callable[[str], object],
) -> Iterator[Fault | NotChecked]:
    """Yield where the exports are not those of the corpus.

    Args:
        corpus: that of the release.
        files: those of the release, by path.
        release: what tells which programs wrote them.
        room: a temporary folder to write to.
        tell: called with each format before it is written.
    """
    what = Phrase("what exports, schemas and pages hold, beside the corpus")
    if release is None or not of_this_version(release):
        values = {"one": release.ruleset if release else "?", "other": __version__}
        why = Phrase("they were written by hookline {one}, and this is {other}", values)
        yield NotChecked(what, why)
        return
    expected: set[str] = set()
    for name in FORMATS:
        tell(name)
        target = room / FOLDER / (f"hookline{SUFFIXES[name]}" if name in SUFFIXES else name)
        try:
            written = exporter(name)(corpus, target)
        except HooklineError as error:
            yield Fault("exports", FOLDER, error.sentence)
            return
        for path in written:
            inside = path.relative_to(room).as_posix()
            expected.add(inside)
            if inside not in files:
                yield Fault("exports", inside, Phrase("is missing; the corpus gives it"))
            elif not same_bytes(path, files[inside]):
                yield from _closely(inside, path, files[inside], release)
    for inside in sorted(each for each in files if each.startswith(FOLDER)):
        if inside not in expected:
            yield Fault("exports", inside, Phrase(STRANGE))


def _closely(
    inside: str, ours: Path, theirs: Path, release: Release
) -> Iterator[Fault | NotChecked]:
    """Compare two files whose bytes differ: other versions of a writer may have written them."""
    if inside in _TELL_DIGESTS and release.pyarrow != version():
        values = {"one": release.pyarrow, "other": version()}
        why = Phrase("Parquet was written by pyarrow {one}, and this is {other}", values)
        yield NotChecked(Phrase("the digests in {path}", {"path": inside}), why)
        return
    compare = _COMPARED.get(theirs.suffix)
    try:
        same = compare is not None and compare(ours, theirs)
    except Exception:  # noqa: BLE001 - a damaged file may break its reader in any way
        same = False
    if not same:
        yield Fault("exports", inside, Phrase("is not what the corpus gives"))


def _same_database(one: Path, other: Path) -> bool:
    """Compare what two databases hold; other versions of SQLite lay it out in other pages."""
    with closing(_read_only(one)) as first, closing(_read_only(other)) as second:
        pairs = zip_longest(first.iterdump(), second.iterdump())
        return all(ours == theirs for ours, theirs in pairs)


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def _same_workbook(one: Path, other: Path) -> bool:
    """Compare the parts of two workbooks; other versions of zlib compress them otherwise."""
    with zipfile.ZipFile(one) as first, zipfile.ZipFile(other) as second:
        if first.namelist() != second.namelist():
            return False
        sizes = zip(first.infolist(), second.infolist(), strict=True)
        if any(ours.file_size != theirs.file_size for ours, theirs in sizes):
            return False
        return all(first.read(each) == second.read(each) for each in first.namelist())


_COMPARED: dict[str, Callable[[Path, Path], bool]] = {
    ".parquet": same_tables,
    ".sqlite": _same_database,
    ".xlsx": _same_workbook,
}
