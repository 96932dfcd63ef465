"""What a difference is made of: a corpus folder, loose dialogues, a release, a revision in git."""

import tempfile
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from hookline.corpus import load
from hookline.errors import (
    HooklineError,
    InvalidCorpusError,
    NothingFoundError,
    UnreadableFileError,
    WithdrawnWarning,
)
from hookline.files import OPTIONAL_TOPS, TOPS, base_root, is_folder, read_bytes
from hookline.language import Phrase
from hookline.model import Dialogue, Layer
from hookline.revisions import corpus_at, is_revision
from hookline.rules.change import State
from hookline.rules.file import parse
from hookline.surroundings import CorpusOnDisk

_GIT = "git:"


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One of two corpora that are compared.

    Attributes:
        dialogues: in the order of their ids.
        version: None outside a corpus.
        state: what rules on changes see; None outside a corpus.
        layers: of each dialogue that has some.
        tombstones: why each dialogue was withdrawn, by id.
        files: what the files beside the dialogues say, as raw JSON.
    """

    name: str
    dialogues: tuple[Dialogue, ...]
    version: str | None = None
    state: State | None = None
    layers: Mapping[str, tuple[Layer, ...]] = {}
    tombstones: Mapping[str, str] = {}
    files: Mapping[str, Any] = {}


def side(name: str) -> Side:
    """Open what a name stands for: a folder, a file, else a revision in git (`git:REV`).

    A folder or a ZIP of a release stands for the corpus in it.

    Raises:
        UnreadableFileError: there is nothing of that name, or it cannot be read as a corpus.
        NothingFoundError: there is no dialogue in it.
    """
    with _place(name) as place:
        try:
            return _opened(name, place)
        except InvalidCorpusError as error:
            values = {"name": name}
            template = "{name} is not valid, and is not compared; hookline validate says why"
            raise UnreadableFileError(Phrase(template, values)) from error


@contextmanager
def _place(name: str) -> Iterator[Path]:
    path = Path(name)
    if not name.startswith(_GIT):
        try:
            there = path.exists() or path.is_symlink()
        except (OSError, ValueError):  # no path at all
            there = False
        if there and path.is_file() and path.suffix == ".zip":
            with tempfile.TemporaryDirectory(prefix="hookline-") as folder:
                yield _unpacked(path, Path(folder))
            return
        if there:
            yield path
            return
        if not is_revision(name):
            template = "there is no file, folder or revision {name}"
            raise UnreadableFileError(Phrase(template, {"name": name[:200]}))
    with tempfile.TemporaryDirectory(prefix="hookline-") as folder:
        corpus_at(name.removeprefix(_GIT), Path(folder))
        yield Path(folder)


def _unpacked(path: Path, folder: Path) -> Path:
    """Unpack the corpus of a release; only what is stored, so that it cannot grow."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = [each for each in archive.infolist() if "/corpus/" in each.filename]
            stored = all(each.compress_type == zipfile.ZIP_STORED for each in parts)
            if parts and stored and sum(each.file_size for each in parts) <= path.stat().st_size:
                archive.extractall(folder, parts)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        values = {"name": path, "error": str(error)}
        raise UnreadableFileError(Phrase("{name} is a broken ZIP: {error}", values)) from error
    tops = [each for each in folder.iterdir() if (each / "corpus").is_dir()]
    if len(tops) != 1:
        raise NothingFoundError(Phrase("{name} is a ZIP without a corpus in it", {"name": path}))
    return tops[0]


def _opened(name: str, place: Path) -> Side:
    with warnings.catch_warnings():  # what was withdrawn is part of what differs
        warnings.simplefilter("ignore", WithdrawnWarning)
        corpus = load(place)
    try:
        root = base_root(place) if is_folder(place) else None
    except NothingFoundError:
        root = None
    if root is None:
        return Side(name=name, dialogues=corpus.dialogues)
    disk = CorpusOnDisk(root)
    return Side(
        name=name,
        dialogues=corpus.dialogues,
        version=disk.version,
        state=disk.state(),
        layers={each.id: disk.layers(each) for each in corpus},
        tombstones={each.id: each.reason for each in disk.tombstones()},
        files={each: raw for each in (*TOPS, *OPTIONAL_TOPS) if (raw := _raw(root / each))},
    )


def _raw(path: Path) -> Any:  # noqa: ANN401 - a raw JSON value
    try:
        return parse(read_bytes(path)).value
    except HooklineError:
        return None
