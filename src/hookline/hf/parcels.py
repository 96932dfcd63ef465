"""What is published: a hub folder of ours, looked through before it is sent anywhere."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from hookline.errors import BadInputError, UnreadableFileError
from hookline.files import is_folder
from hookline.hf.folders import CARD, Export, configured, front_matter
from hookline.language import Phrase
from hookline.shards import digest_of
from hookline.stored import rows_in

BESIDE = ("LICENSE", "LICENSE-DATA", "DATASHEET.md", "croissant.json")
"""Files that may stand in a hub folder and are sent with it, though its README names none."""
_CHUNK = 1 << 20


class Item(msgspec.Struct, frozen=True):
    """One file of a parcel.

    Attributes:
        name: its path in the repository, parts divided by `/`.
        path: where it lies.
        size: in bytes.
        sha256: of its content, in hex; by it the hub knows large files.
        blob: the id that git gives to its content, in hex; by it the hub knows small ones.
    """

    name: str
    path: Path
    size: int
    sha256: str
    blob: str


class Parcel(msgspec.Struct, frozen=True):
    """A hub folder that may be published.

    Attributes:
        version: of the corpus.
        items: the files, by name.
    """

    folder: Path
    version: str
    items: tuple[Item, ...]

    @property
    def size(self) -> int:
        """The bytes of all files together."""
        return sum(each.size for each in self.items)


def parcel(folder: Path) -> Parcel:
    """Look a hub folder through, and return what there is to publish.

    Its README must have `configs` and `dataset_info` of one version; every data file must be
    there, open, be of that version, hold as many rows as the README says and have the digest that
    it names; and nothing else may lie there but hidden files, which are not sent, and `BESIDE`; nor
    a link, which may lead to what is nobody else's business.

    Raises:
        UnreadableFileError: the folder is missing, or a file cannot be opened.
        BadInputError: it is no hub folder of ours, or something in it is not as its README says.
    """
    card = folder / CARD
    values: dict[str, object] = {"path": folder}
    if not is_folder(folder) or not card.is_file():
        template = "{path} is no hub folder: `hookline export hub {path}` writes one"
        raise BadInputError(Phrase(template, values))
    head = front_matter(card)
    infos, configs = head.get("dataset_info"), head.get("configs")
    if not infos or not configs or not isinstance(infos, list):
        template = "{path} is no hub folder of ours: its README has no `configs` and `dataset_info`"
        raise BadInputError(Phrase(template, values))
    export = Export(folder, configured(folder, configs))
    version = _version(export, infos)
    named = {path for parts in export.views.values() for paths in parts.values() for path in paths}
    beside = {folder / name for name in BESIDE if (folder / name).is_file()}
    wanted = named | beside | {card}
    strangers = sorted(set(_files(folder)) - wanted)
    if strangers:
        template = "{file} is in the folder, but its README does not name it: take it away"
        raise BadInputError(Phrase(template, {"file": strangers[0]}))
    links = sorted(path for path in wanted if _leads_away(path, folder))
    if links:
        template = "{file} is a link: lay the file itself there"
        raise BadInputError(Phrase(template, {"file": links[0]}))
    items = {path: _item(folder, path) for path in sorted(wanted)}
    for info in infos:
        name = str(info["config_name"])
        files = (path for paths in export.views[name].values() for path in paths)
        if digest_of(items[path].sha256 for path in files) not in str(info.get("description")):
            template = "{path}: the files of {view} are not those that its README tells of"
            raise BadInputError(Phrase(template, {"path": folder, "view": name}))
    return Parcel(folder, version, tuple(items.values()))


def _version(export: Export, infos: list[Any]) -> str:
    """Return the one version of an export, having opened all its files and counted the rows."""
    values: dict[str, object] = {"path": export.place}
    try:
        told = {str(info["version"]) for info in infos}
        rows = {
            (str(info["config_name"]), str(part["name"])): int(part["num_examples"])
            for info in infos
            for part in info["splits"]
        }
    except (KeyError, TypeError, ValueError) as error:
        template = "{path} is no hub folder of ours: its README has no `configs` and `dataset_info`"
        raise BadInputError(Phrase(template, values)) from error
    found = {export.version(name) for name in export.views}
    if len(told | found) != 1:
        versions = ", ".join(sorted(map(str, told | found)))
        message = Phrase(
            "{path} holds files of several versions: {versions}", {**values, "versions": versions}
        )
        raise BadInputError(message)
    for name, parts in export.views.items():
        for part, paths in parts.items():
            there, said = sum(map(rows_in, paths)), rows.pop((name, part), None)
            if there != said:
                values |= {"view": name, "part": part, "there": there, "said": said or 0}
                template = "{path}: {view} has {there} rows in {part}; its README says {said}"
                raise BadInputError(Phrase(template, values))
    if rows:
        (name, part), said = next(iter(rows.items()))
        values |= {"view": name, "part": part, "there": 0, "said": said}
        template = "{path}: {view} has {there} rows in {part}; its README says {said}"
        raise BadInputError(Phrase(template, values))
    return told.pop()


def _files(folder: Path) -> Iterator[Path]:
    """Yield every file below a folder that is not hidden, nor in a hidden folder."""
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and not path.is_dir():
            yield path


def _leads_away(path: Path, folder: Path) -> bool:
    """Tell whether a file, or a folder that it is in, is a link."""
    inside = path.relative_to(folder)
    return any((folder / each).is_symlink() for each in (inside, *inside.parents[:-1]))


def _item(folder: Path, path: Path) -> Item:
    try:
        size = path.stat().st_size
        sha256, blob = hashlib.sha256(), hashlib.sha1(usedforsecurity=False)
        blob.update(b"blob %d\0" % size)
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                sha256.update(chunk)
                blob.update(chunk)
    except OSError as error:
        reason = Phrase((error.strerror or str(error)).lower())
        message = Phrase("cannot read {path}: {reason}", {"path": path, "reason": reason})
        raise UnreadableFileError(message) from error
    name = path.relative_to(folder).as_posix()
    return Item(name, path, size, sha256.hexdigest(), blob.hexdigest())
