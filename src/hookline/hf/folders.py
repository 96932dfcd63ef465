"""Export folders: which Parquet files hold which part of which view."""

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from hookline.errors import BadInputError, UnknownNameError
from hookline.language import Phrase
from hookline.splits import PARTS, WHOLE
from hookline.stored import version_in
from hookline.views import VIEWS

CARD = "README.md"
_FILE = re.compile(r"(?P<name>[a-z_0-9]+)(-\d+-of-\d+)?\.parquet")


class Export(msgspec.Struct, frozen=True):
    """The Parquet files of an export.

    Attributes:
        place: the folder, or the one file.
        views: by the name of the view and the part, the files in the order of their rows.
    """

    place: Path
    views: Mapping[str, Mapping[str, tuple[Path, ...]]]

    def parts(self, name: str) -> Mapping[str, tuple[Path, ...]]:
        """Return the files of a view by part.

        Raises:
            UnknownNameError: the export does not hold the view.
        """
        if name not in self.views:
            values = {"path": self.place, "name": name, "known": ", ".join(self.views)}
            message = Phrase("there is no view {name!r} in {path}; it has {known}", values)
            raise UnknownNameError(message)
        return self.views[name]

    def version(self, name: str) -> str | None:
        """Return the version of the corpus that the files of a view say; None where they do not.

        Raises:
            BadInputError: a file is damaged, or the files are of several versions.
            UnreadableFileError: a file is missing or cannot be opened.
        """
        paths = (path for paths in self.parts(name).values() for path in paths)
        found = {version_in(path) for path in paths}
        if len(found) > 1:
            values = {"path": self.place, "versions": ", ".join(sorted(map(str, found)))}
            message = Phrase("{path} holds files of several versions: {versions}", values)
            raise BadInputError(message)
        return found.pop()


def export_at(path: Path, name: str) -> Export | None:
    """Return the export at a path; None where there is none, as where it is a corpus.

    Args:
        path: a folder that `hookline export hub` or `hookline export parquet` wrote, or one
            Parquet file.
        name: the view that one file is taken to be of.

    Raises:
        BadInputError: the folder's README cannot be read as that of an export.
    """
    if path.suffix.lower() == ".parquet" and not path.is_dir():
        return Export(path, {name: {WHOLE: (path,)}})
    card = path / CARD
    configs = front_matter(card).get("configs") if card.is_file() else None
    if configs:
        return Export(path, configured(path, configs))
    views = _found(path)
    return Export(path, views) if views else None


def front_matter(card: Path) -> dict[str, Any]:
    """Return what stands between the dashes of a README; nothing where there are none.

    Raises:
        BadInputError: it is no YAML of names and values.
    """
    import yaml  # noqa: PLC0415 - opens late
    from huggingface_hub import metadata_load  # noqa: PLC0415 - heavy, opens late

    try:
        return metadata_load(card) or {}
    except (OSError, ValueError, yaml.YAMLError) as error:
        message = Phrase("the front matter of {path} cannot be read", {"path": card})
        raise BadInputError(message) from error


def configured(folder: Path, configs: Any) -> dict[str, dict[str, tuple[Path, ...]]]:  # noqa: ANN401 - raw YAML
    """Return the files by view and part that a README names."""
    views: dict[str, dict[str, tuple[Path, ...]]] = {}
    try:
        for config in configs:
            parts = views.setdefault(str(config["config_name"]), {})
            for each in config["data_files"]:
                named = [each["path"]] if isinstance(each["path"], str) else each["path"]
                found = [path for one in named for path in _files(folder, str(one))]
                parts[str(each["split"])] = tuple(found)
    except (KeyError, TypeError, ValueError) as error:
        message = Phrase("{path} names no files of an export", {"path": folder / CARD})
        raise BadInputError(message) from error
    return views


def _files(folder: Path, pattern: str) -> list[Path]:
    """Return the files that a README means; a name without `*` is a file that must be there."""
    pure = PurePosixPath(pattern)
    if pure.is_absolute() or ".." in pure.parts:
        raise ValueError(pattern)
    return sorted(folder.glob(pattern)) if "*" in pattern else [folder / pure]


def _found(folder: Path) -> dict[str, dict[str, tuple[Path, ...]]]:
    """Return the files by view and part of a folder without README, by their names."""
    views: dict[str, dict[str, tuple[Path, ...]]] = {}
    for name in (each.name for each in VIEWS):
        parts: dict[str, list[Path]] = defaultdict(list)
        for path in sorted([*folder.glob("*.parquet"), *folder.glob(f"{name}/*.parquet")]):
            match = _FILE.fullmatch(path.name)
            inside = path.parent != folder
            if match and (inside or match["name"] == name):
                parts[match["name"] if inside and match["name"] != name else WHOLE].append(path)
        if parts:
            views[name] = {part: tuple(parts[part]) for part in sorted(parts, key=_place)}
    return views


def _place(part: str) -> tuple[int, str]:
    return PARTS.index(part) if part in PARTS else len(PARTS), part
