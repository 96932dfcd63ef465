"""What a built release says of its files: `release.json` and `SHA256SUMS`, written and read."""

import hashlib
import re
from collections.abc import Mapping
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
_LINE = re.compile("([0-9a-f]{64}) [ *](.+)")


def digest_of(path: Path) -> Digest:
    """Return digest and size of a file.

    Raises:
        UnreadableFileError: the path is missing or cannot be opened.
    """
    with opened(path) as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
        return Digest(sha256=sha256, bytes=stream.tell())


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


def read_sums(path: Path) -> dict[str, str]:
    """Return the digests that a `SHA256SUMS` lists, by path.

    Raises:
        UnreadableFileError: the path is missing or cannot be opened.
        BadInputError: it is no such list.
    """
    found: dict[str, str] = {}
    for number, line in enumerate(read_bytes(path).decode(errors="replace").splitlines(), start=1):
        match = _LINE.fullmatch(line)
        if match is None or match[2] in found:
            values = {"path": path, "line": number}
            raise BadInputError(Phrase("line {line} of {path} is no digest of a file", values))
        found[match[2]] = match[1]
    return found


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
