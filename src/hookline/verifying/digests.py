"""Every file of a release against `SHA256SUMS` and `release.json`."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from hookline.language import Phrase
from hookline.model import Release
from hookline.rules.file import parse
from hookline.shape import is_valid
from hookline.verifying.archive import MANIFEST, SUMS
from hookline.verifying.verdict import Fault

_LINE = re.compile("([0-9a-f]{64})  (.+)")
_CHUNK = 1 << 20
_MOST = 64 << 20

Digests = dict[str, tuple[str, int]]
"""SHA-256 in hexadecimal and bytes, by path."""


def digests_of(files: Mapping[str, Path], tell: Callable[[int], object]) -> Digests:
    """Return what the files are; `tell` is called with the bytes of each piece that was read."""
    found = {}
    for name, path in files.items():
        digest = hashlib.sha256()
        with path.open("rb") as stream:
            while piece := stream.read(_CHUNK):
                digest.update(piece)
                tell(len(piece))
        found[name] = (digest.hexdigest(), path.stat().st_size)
    return found


def release_in(files: Mapping[str, Path]) -> tuple[Release | None, list[Fault]]:
    """Return what `release.json` says; None with a fault where it is missing or not valid."""
    if MANIFEST not in files:
        return None, [Fault("release", MANIFEST, Phrase("is missing"))]
    raw: Any = None
    if files[MANIFEST].stat().st_size <= _MOST:
        parsed = parse(files[MANIFEST].read_bytes())
        raw = parsed.value if parsed.readable and is_valid(parsed.value, "release") else None
    if raw is None:
        return None, [Fault("release", MANIFEST, Phrase("has not the form of a release.json"))]
    return msgspec.convert(raw, Release), []


def sums_faults(files: Mapping[str, Path], found: Digests) -> Iterator[Fault]:
    """Yield where the files are not those of `SHA256SUMS`."""
    if SUMS not in files:
        yield Fault("digests", SUMS, Phrase("is missing"))
        return
    text = files[SUMS].read_bytes().decode(errors="replace")
    told: dict[str, str] = {}
    for number, line in enumerate(text.split("\n")[:-1], start=1):
        if match := _LINE.fullmatch(line):
            told[match[2]] = match[1]
        else:
            values = {"number": number}
            yield Fault("digests", SUMS, Phrase("line {number} is no digest and name", values))
    if list(told) != sorted(told) or text.count("\n") != len(told) or not text.endswith("\n"):
        yield Fault("digests", SUMS, Phrase("is not sorted, or cut off, or names a file twice"))
    yield from _compared(told, {name: each[0] for name, each in found.items() if name != SUMS})


def release_faults(release: Release, found: Digests) -> Iterator[Fault]:
    """Yield where the files are not those of `release.json`."""
    told = {name: (each.sha256, each.bytes) for name, each in release.files.items()}
    others = {name: each for name, each in found.items() if name not in (MANIFEST, SUMS)}
    yield from _compared(told, others, "release")


def _compared(
    told: Mapping[str, object], found: Mapping[str, object], check: str = "digests"
) -> Iterator[Fault]:
    source = {"source": SUMS if check == "digests" else MANIFEST}
    for name in sorted({*told, *found}):
        if name not in found:
            yield Fault(check, name, Phrase("is missing, but {source} names it", source))
        elif name not in told:
            yield Fault(check, name, Phrase("is not named in {source}", source))
        elif told[name] != found[name]:
            yield Fault(check, name, Phrase("is not the file that {source} names", source))
