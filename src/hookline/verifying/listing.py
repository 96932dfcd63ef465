"""Every file of a release against `SHA256SUMS` and `release.json`."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from hookline.digests import ABOUT, RECORD, SUMS, listed, read_release
from hookline.errors import HooklineError
from hookline.language import Phrase
from hookline.model import Digest, Release
from hookline.verification import Fault

_MOST = 64 << 20


def release_in(files: Mapping[str, Path]) -> tuple[Release | None, list[Fault]]:
    """Return what `release.json` says; None with a fault where it is missing or not valid."""
    if RECORD not in files:
        return None, [Fault("release", RECORD, Phrase("is missing"))]
    try:
        if files[RECORD].stat().st_size <= _MOST:
            return read_release(files[RECORD]), []
    except HooklineError:
        pass
    return None, [Fault("release", RECORD, Phrase("has not the form of a release.json"))]


def sums_faults(files: Mapping[str, Path], found: Mapping[str, Digest]) -> Iterator[Fault]:
    """Yield where the files are not those of `SHA256SUMS`."""
    if SUMS not in files:
        yield Fault("digests", SUMS, Phrase("is missing"))
        return
    told, wrong = listed(files[SUMS].read_bytes())
    yield from (Fault("digests", SUMS, each) for each in wrong)
    yield from _compared(told, {name: each.sha256 for name, each in found.items() if name != SUMS})


def release_faults(release: Release, found: Mapping[str, Digest]) -> Iterator[Fault]:
    """Yield where the files are not those of `release.json`."""
    others = {name: each for name, each in found.items() if name not in ABOUT}
    yield from _compared(release.files, others, "release")


def _compared(
    told: Mapping[str, object], found: Mapping[str, object], check: str = "digests"
) -> Iterator[Fault]:
    source = {"source": SUMS if check == "digests" else RECORD}
    for name in sorted({*told, *found}):
        if name not in found:
            yield Fault(check, name, Phrase("is missing, but {source} names it", source))
        elif name not in told:
            yield Fault(check, name, Phrase("is not named in {source}", source))
        elif told[name] != found[name]:
            yield Fault(check, name, Phrase("is not the file that {source} names", source))
