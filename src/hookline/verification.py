"""What was found in a release: faults, what was opened, and what could not be looked at."""

from typing import NamedTuple

import msgspec

from hookline.language import Phrase


class Fault(NamedTuple):
    """Something that is not as the release says.

    Attributes:
        check: which check found it: `archive`, `digests`, `release`, `layout`, `corpus`, `exports`,
            `pages`, `opened`.
        path: within the release, with slashes; empty where it is the release as a whole.
    """

    check: str
    path: str
    problem: Phrase


class Opened(NamedTuple):
    """An export that a public program read, and what it counted in it."""

    path: str
    program: str
    counts: dict[str, int]


class NotChecked(NamedTuple):
    """What was not looked at, and why; a release is not called damaged for it."""

    what: Phrase
    why: Phrase


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """The result of a verification.

    Attributes:
        name: of the corpus; None where `release.json` cannot be read.
        version: of the corpus.
        files: how many files the release holds.
        bytes: how large they are in all.
        compared: whether exports, schemas and pages were compared with what the corpus gives.
    """

    name: str | None
    version: str | None
    files: int
    bytes: int
    compared: bool
    faults: tuple[Fault, ...]
    opened: tuple[Opened, ...]
    not_checked: tuple[NotChecked, ...]

    @property
    def ok(self) -> bool:
        """Tell whether no fault was found."""
        return not self.faults
