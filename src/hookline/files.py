"""Paths and streams ⇄ bytes ⇄ raw records; canonical text; where a corpus begins."""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import msgspec

from hookline.errors import NothingFoundError, UnreadableFileError
from hookline.language import Phrase, nearest, verbatim
from hookline.model import Dialogue, Layer, with_whole_numbers
from hookline.resources import corpus_folder

MANIFEST = "manifest.json"
ONE_LINE_EACH = ("speakers", "turns", "waivers", "notes")
TOPS = {MANIFEST: "manifest", "sources.json": "sources", "annotators.json": "annotators"}
OPTIONAL_TOPS = {
    "changelog.json": "changelog",
    "changes.json": "changes",
    "lock.json": "lock",
    "withdrawn.json": "withdrawn",
}
PARTS = ("dialogues", "layers", "splits")
_WHOLE = re.compile(r"[0-9]\.0[,}]")
SUFFIXES = (".json", ".jsonl")


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for reading; a pipe or device only below `/dev` (`/dev/stdin`, `<(…)`).

    Raises:
        UnreadableFileError: the path is missing or cannot be opened or read.
    """
    try:
        if not path.is_file() and path.exists() and path.parts[:2] != ("/", "dev"):
            message = Phrase("cannot read {path}: it is not a regular file", {"path": path})
            raise UnreadableFileError(message)
        with path.open("rb") as stream:
            yield stream
    except FileNotFoundError as error:
        message = Phrase("there is no file {path}", {"path": path})
        raise UnreadableFileError(message) from error
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        message = Phrase("cannot read {path}: {reason}", {"path": path, "reason": verbatim(reason)})
        raise UnreadableFileError(message) from error


def read_bytes(path: Path, limit: int = -1) -> bytes:
    """Return the content of a file.

    Args:
        path: what to read.
        limit: the most bytes to read; all where it is negative.

    Raises:
        UnreadableFileError: the path is missing or cannot be opened.
    """
    with opened(path) as stream:
        return stream.read(limit)


def corpus_root(path: Path) -> Path | None:
    """Return the corpus that a path belongs to, found by walking up; None outside a corpus.

    A folder is the root of a corpus when it holds `manifest.json` and `dialogues/` (many programs
    have a manifest.json); one whose `corpus` folder is such a root leads to that.
    """
    start = path.resolve()
    roots = (_root_at(folder) for folder in (start, *start.parents))
    return next((root for root in roots if root), None)


def base_root(base: str | Path) -> Path:
    """Return the corpus that a path names; unlike `corpus_root`, no corpus above it is meant.

    Raises:
        UnreadableFileError: there is no such folder.
        NothingFoundError: it is no corpus.
    """
    if not str(base):
        raise UnreadableFileError(Phrase("no base is named: the path is empty"))
    path = Path(base)
    try:
        there, root = path.exists(), _root_at(path.resolve())
    except (OSError, ValueError):  # no path at all
        there, root = False, None
    values = {"path": str(path)[:200]}
    if not there:
        raise UnreadableFileError(Phrase("there is no file or folder {path}", values))
    if root is None:
        raise NothingFoundError(Phrase("there is no corpus in {path}", values))
    return root


def nearest_path(path: Path) -> str | None:
    """Return the existing path that was probably meant by one whose name is written wrong."""
    try:
        lost = next((each for each in (*reversed(path.parents), path) if not each.exists()), None)
        names = [each.name for each in lost.parent.iterdir()] if lost else []
    except (OSError, ValueError):
        return None
    near = nearest(lost.name, names) if lost else None
    if lost is None or near is None:
        return None
    rest = path.relative_to(lost)
    whole = lost.parent / near / rest
    return str(whole if whole.exists() else lost.parent / near)


def _root_at(folder: Path) -> Path | None:
    for candidate in (folder, folder / "corpus"):
        if (candidate / MANIFEST).is_file() and (candidate / "dialogues").is_dir():
            return candidate
    return None


def default_corpus() -> Path:
    """Return the corpus of the working directory or above it, else the bundled one."""
    return corpus_root(Path.cwd()) or corpus_folder()


def is_folder(path: Path) -> bool:
    """Tell whether a path is a folder.

    Raises:
        UnreadableFileError: the path is missing, or no path at all.
    """
    try:
        exists, folder = path.exists(), path.is_dir()
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        message = Phrase(
            "cannot read {path}: {reason}", {"path": str(path)[:200], "reason": verbatim(reason)}
        )
        raise UnreadableFileError(message) from error
    if not exists and not path.is_symlink():
        message = Phrase("there is no file or folder {path}", {"path": path})
        raise UnreadableFileError(message)
    return folder


def files_below(folder: Path) -> list[Path]:
    """Return the files to judge below a folder, sorted: a corpus's own, else all JSON and JSONL.

    A corpus's own are `manifest.json`, `sources.json` and `annotators.json`, whether they are there
    or not, `lock.json`, `withdrawn.json`, `changes.json` and `changelog.json`, where they are, and
    the JSON files of `dialogues/`, `layers/` and `splits/`.

    Raises:
        NothingFoundError: there is none.
        UnreadableFileError: the folder is missing or cannot be listed.
    """
    is_folder(folder)
    root = _root_at(folder)
    if root is None:
        found = [path for path in _walk(folder) if path.name.lower().endswith(SUFFIXES)]
    else:
        found = [root / name for name in TOPS]
        found += [root / name for name in OPTIONAL_TOPS if (root / name).exists()]
        for part in PARTS:
            found += [path for path in _walk(root / part) if path.name.endswith(".json")]
    homes = Homes()
    if not any(homes.kind(path) == "dialogue" for path in found):
        message = Phrase("there is no dialogue in {path}", {"path": folder})
        raise NothingFoundError(message)
    return found


def is_own(inside: str) -> bool:
    """Tell whether a path within a corpus, with slashes, is a file of the corpus."""
    parts = inside.split("/")
    if len(parts) == 1:
        return inside in TOPS or inside in OPTIONAL_TOPS
    hidden = any(each.startswith(".") for each in parts)
    return parts[0] in PARTS and inside.endswith(".json") and not hidden


def json_files(folder: Path) -> list[Path]:
    """Return the JSON files below a folder, sorted; none where there is no such folder."""
    return [path for path in _walk(folder) if path.name.endswith(".json")]


def strangers_below(folder: Path) -> list[Path]:
    """Return the files in the folders of a corpus whose names do not end in `.json`."""
    root = _root_at(folder)
    found = [path for part in PARTS if root for path in _walk(root / part)]
    return [path for path in found if not path.name.endswith(".json")]


def _walk(folder: Path) -> list[Path]:
    """Return every file below a folder that is not hidden; links are followed, loops are not."""

    def refuse(error: OSError) -> None:
        reason = verbatim((error.strerror or str(error)).lower())
        message = Phrase("cannot list {path}: {reason}", {"path": error.filename, "reason": reason})
        raise UnreadableFileError(message) from error

    found: list[Path] = []
    seen: set[str] = set()
    if not folder.exists():
        return found
    for place, folders, names in os.walk(folder, onerror=refuse, followlinks=True):
        if (real := os.path.realpath(place)) in seen:
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(place, name) for name in names if not name.startswith(".")]
    return sorted(found)


def shown(path: Path) -> Path:
    """Return a path as people name it: relative to the working directory where it is below it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


class Homes:
    """Which corpus files belong to; looked up once for each folder."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[Path, Path | None]] = {}

    def root(self, path: Path) -> Path | None:
        """Return the corpus that a file belongs to; None outside a corpus."""
        return self._folder(path)[1]

    def real(self, path: Path) -> Path:
        """Return the path of a file in its real folder; the file may be a link."""
        return self._folder(path)[0] / path.name

    def inside(self, path: Path) -> str | None:
        """Return a file's path relative to its corpus, with slashes; None where it has none."""
        folder, root = self._folder(path)
        if root is None or not folder.is_relative_to(root):
            return None
        return (folder.relative_to(root) / path.name).as_posix()

    def dialogue_id(self, path: Path) -> str | None:
        """Return the id that a file's path stands for; None outside the dialogues of a corpus."""
        inside = self.inside(path)
        if inside is None or not inside.startswith("dialogues/"):
            return None
        return inside.removeprefix("dialogues/").removesuffix(".json")

    def kind(self, path: Path) -> str:
        """Return which schema a file is judged by: by its place in a corpus, else `dialogue`."""
        inside = self.inside(path)
        if inside is None:
            return "taxonomy" if path.name == "taxonomy.json" else "dialogue"
        named = {**TOPS, **OPTIONAL_TOPS}
        if inside in named:
            return named[inside]
        folder = inside.partition("/")[0]
        return {"layers": "layer", "splits": "split"}.get(folder, "dialogue")

    def _folder(self, path: Path) -> tuple[Path, Path | None]:
        parent = path.parent
        if parent not in self._known:
            self._known[parent] = (parent.resolve(), corpus_root(parent))
        return self._known[parent]


def dialogue_path(root: Path, dialogue_id: str) -> Path:
    """Return where the dialogue of an id lies within a corpus."""
    return root / "dialogues" / f"{dialogue_id}.json"


def canonical(record: Dialogue | Layer) -> str:
    """Return the one text of a file: fixed key order, a line for each turn, LF."""
    raw = msgspec.to_builtins(record)
    text = _laid_out(raw)
    if _WHOLE.search(text):  # perhaps an amount: 2000.0
        text = _laid_out(with_whole_numbers(raw))
    return text


def laid_out(raw: dict[str, Any]) -> str:
    """Return a raw record, of any shape, in the lines of the canonical form; fields stay put."""
    return _laid_out(with_whole_numbers(raw))


def _laid_out(raw: dict[str, Any]) -> str:
    members = []
    for key, value in raw.items():
        if key in ONE_LINE_EACH and isinstance(value, list | tuple):
            rows = ",\n".join(f"    {_encode(each)}" for each in value)
            text = f"[\n{rows}\n  ]" if rows else "[]"
        else:
            text = _encode(value)
        members.append(f"  {_encode(key)}: {text}")
    return "{\n" + ",\n".join(members) + "\n}\n"


def in_rows(raw: Mapping[str, Any]) -> str:
    """Return a raw record with a line for each entry of its objects, as a diff reads best."""
    members = []
    for key, value in raw.items():
        if isinstance(value, Mapping) and value:
            rows = (f"    {_encode(name)}: {_encode(each)}" for name, each in value.items())
            text = "{\n" + ",\n".join(rows) + "\n  }"
        else:
            text = _encode(value)
        members.append(f"  {_encode(key)}: {text}")
    return "{\n" + ",\n".join(members) + "\n}\n"


def compact(value: Any) -> str:  # noqa: ANN401 - a raw JSON value
    """Return a raw JSON value on one line; whole amounts as integers, nothing escaped in vain."""
    return _encode(with_whole_numbers(value))


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def json_lines(dialogues: Iterable[Dialogue]) -> Iterator[bytes]:
    """Yield each dialogue as one line of JSONL, newline included."""
    for dialogue in dialogues:
        yield compact(msgspec.to_builtins(dialogue)).encode() + b"\n"
