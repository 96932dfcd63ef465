"""Paths and streams ⇄ bytes ⇄ raw records; canonical text; atomic writes; where a corpus begins."""

import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from hookline.errors import NothingFoundError, UnreadableFileError, UnwritableFolderError
from hookline.model import Dialogue
from hookline.resources import corpus_folder

MANIFEST = "manifest.json"
ONE_LINE_EACH = ("speakers", "turns", "waivers")
ONE_LINE = ("provenance", "annotation")
SUFFIXES = (".json", ".jsonl")


def read_bytes(path: Path) -> bytes:
    """Return the content of a file.

    Raises:
        UnreadableFileError: the path is missing or cannot be opened.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        message = f"there is no file {path}"
        raise UnreadableFileError(message) from error
    except OSError as error:
        message = f"cannot read {path}: {(error.strerror or str(error)).lower()}"
        raise UnreadableFileError(message) from error


def corpus_root(path: Path) -> Path | None:
    """Return the corpus that a path belongs to, found by walking up; None outside a corpus.

    A folder is the root of a corpus when it holds `manifest.json` and `dialogues/` (many programs
    have a manifest.json); one whose `corpus` folder is such a root leads to that.
    """
    start = path.resolve()
    roots = (_root_at(folder) for folder in (start, *start.parents))
    return next((root for root in roots if root), None)


def _root_at(folder: Path) -> Path | None:
    for candidate in (folder, folder / "corpus"):
        if (candidate / MANIFEST).is_file() and (candidate / "dialogues").is_dir():
            return candidate
    return None


def default_corpus() -> Path:
    """Return the corpus of the working directory or above it, else the bundled one."""
    return corpus_root(Path.cwd()) or corpus_folder()


def files_below(folder: Path) -> list[Path]:
    """Return the files to judge below a folder, sorted: a corpus's own, else all JSON and JSONL.

    Raises:
        NothingFoundError: there is none.
        UnreadableFileError: the folder is missing or cannot be listed.
    """
    if not folder.exists():
        message = f"there is no file or folder {folder}"
        raise UnreadableFileError(message)
    root = _root_at(folder)
    if root is None:
        found = _walk(folder)
    else:
        tops = [root / name for name in (MANIFEST, "sources.json", "annotators.json")]
        found = [path for path in tops if path.exists()]
        found += [*_walk(root / "dialogues"), *_walk(root / "layers")]
    if not any(kind_of(path) == "dialogue" for path in found):
        message = f"there is no dialogue in {folder}"
        raise NothingFoundError(message)
    return found


def _walk(folder: Path) -> list[Path]:
    def refuse(error: OSError) -> None:
        message = f"cannot list {error.filename}: {(error.strerror or str(error)).lower()}"
        raise UnreadableFileError(message) from error

    found: list[Path] = []
    if not folder.exists():
        return found
    for place, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            Path(place, name)
            for name in names
            if name.endswith(SUFFIXES) and not name.startswith(".")
        ]
    return sorted(found)


def kind_of(path: Path) -> str:
    """Return which schema a file is judged by: by its place in a corpus, else `dialogue`."""
    tops = {MANIFEST: "manifest", "sources.json": "sources", "annotators.json": "annotators"}
    if path.name in tops and (path.parent / MANIFEST).is_file():
        return tops[path.name]
    if path.name == "taxonomy.json":
        return "taxonomy"
    return "layer" if "layers" in path.parts and corpus_root(path.parent) else "dialogue"


def dialogue_path(root: Path, dialogue_id: str) -> Path:
    """Return where the dialogue of an id lies within a corpus."""
    return root / "dialogues" / f"{dialogue_id}.json"


def id_of_path(path: Path) -> str:
    """Return the id that a dialogue file's path gives it."""
    return f"{path.parent.name}/{path.stem}"


def canonical(dialogue: Dialogue) -> str:
    """Return the one text of a dialogue file: fixed key order, a line for each turn, LF."""
    raw = msgspec.to_builtins(dialogue)
    members = []
    for key, value in raw.items():
        if key in ONE_LINE_EACH:
            rows = ",\n".join(f"    {compact(each)}" for each in value)
            text = f"[\n{rows}\n  ]" if rows else "[]"
        else:
            text = compact(value)
        members.append(f"  {compact(key)}: {text}")
    return "{\n" + ",\n".join(members) + "\n}\n"


def compact(value: Any) -> str:  # noqa: ANN401 - a raw JSON value
    """Return a raw JSON value on one line; whole amounts as integers, nothing escaped in vain."""
    return json.dumps(_whole(value), ensure_ascii=False, allow_nan=False)


def _whole(value: Any) -> Any:  # noqa: ANN401 - a raw JSON value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {key: _whole(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_whole(each) for each in value]
    return value


def json_lines(dialogues: Iterable[Dialogue]) -> Iterator[bytes]:
    """Yield each dialogue as one line of JSONL, newline included."""
    for dialogue in dialogues:
        yield compact(msgspec.to_builtins(dialogue)).encode() + b"\n"


def write_atomically(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file whole or not at all: temporary file, fsync, rename.

    Raises:
        UnwritableFolderError: the operating system refuses.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        message = f"cannot write {path}: {(error.strerror or str(error)).lower()}"
        raise UnwritableFolderError(message) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            for chunk in chunks:
                stream.write(chunk)
            stream.flush()
            os.fsync(stream.fileno())
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        temporary.replace(path)
    except OSError as error:
        message = f"cannot write {path}: {(error.strerror or str(error)).lower()}"
        raise UnwritableFolderError(message) from error
    finally:
        temporary.unlink(missing_ok=True)
