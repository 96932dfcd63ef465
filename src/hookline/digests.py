"""What a built release says of its files: `release.json` and `SHA256SUMS`, written and read."""

import hashlib
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from hookline.errors import BadInputError
from hookline.files import opened, read_bytes
from hookline.language import Phrase
from hookline.model import Digest, Release
from hookline.rules.file import parse
from hookline.shape import is_valid

RECORD = "release.json"
SUMS = "SHA256SUMS"
ABOUT = (RECORD, SUMS)
"""The files of a release that its record does not list."""
_LINE = re.compile("([0-9a-f]{64})  (.+)")
_CHUNK = 1 << 20


def digest_of(path: Path, tell: Callable[[int], object] = int) -> Digest:
    """Return digest and size of a file.

    Args:
        path: what to read.
        tell: called with the bytes of each piece that was read.

    Raises:
        UnreadableFileError: the path is missing or cannot be opened.
    """
    digest, size = hashlib.sha256(), 0
    with opened(path) as stream:
        while piece := stream.read(_CHUNK):
            digest.update(piece)
            size += len(piece)
            tell(len(piece))
    return Digest(sha256=digest.hexdigest(), bytes=size)


def digests_below(folder: Path) -> dict[str, Digest]:
    """Return digest and size of every file below a folder, by path with slashes, sorted.

    Raises:
        UnreadableFileError: a file cannot be opened.
    """
    paths = {
        each.relative_to(folder).as_posix(): each for each in folder.rglob("*") if each.is_file()
    }
    return {name: digest_of(paths[name]) for name in sorted(paths)}


def sums(digests: Mapping[str, Digest]) -> bytes:
    """Return the content of `SHA256SUMS`, which `sha256sum -c` reads: sorted by path."""
    return "".join(f"{digests[name].sha256}  {name}\n" for name in sorted(digests)).encode()


def listed(data: bytes) -> tuple[dict[str, str], list[Phrase]]:
    """Return what a `SHA256SUMS` lists, digests by path, and what is wrong with it as `sums`."""
    text = data.decode(errors="replace")
    found: dict[str, str] = {}
    wrong = []
    for number, line in enumerate(text.split("\n")[:-1], start=1):
        if match := _LINE.fullmatch(line):
            found[match[2]] = match[1]
        else:
            wrong.append(Phrase("line {number} is no digest and name", {"number": number}))
    if list(found) != sorted(found) or text.count("\n") != len(found) or not text.endswith("\n"):
        wrong.append(Phrase("is not sorted, or cut off, or names a file twice"))
    return found, wrong


def read_release(path: Path) -> Release:
    """Return what a `release.json` says.

    Raises:
        UnreadableFileError: the path is missing or cannot be opened.
        BadInputError: it has not the schema's shape.
    """
    parsed = parse(read_bytes(path))
    if not parsed.readable or not is_valid(parsed.value, "release"):
        raise BadInputError(Phrase("{path} is no record of a release", {"path": path}))
    return msgspec.convert(parsed.value, Release)
