"""What can be said of a file: findings with a place, and the report that holds them."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

import msgspec

from hookline.examples import Bad
from hookline.language import Language, Phrase


class Severity(StrEnum):
    """How grave a finding is; an error fails the run."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Level(StrEnum):
    """What a rule judges; a level runs only where the one before it found no error."""

    FILE = "file"
    SHAPE = "shape"
    DIALOGUE = "dialogue"
    CORPUS = "corpus"
    CHANGE = "change"


class RuleInfo(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a rule without running it.

    Attributes:
        id: `family/name`.
        since: the package version that brought the rule.
        holds: what holds where the rule is kept, in a sentence.
        message: a template that the rule's numbers are filled into.
        why: what goes wrong for users of the corpus where the rule is broken.
        hint: what to do.
        bad: the bad example.
        fix: a raw record → the record mended, where that is certain; None where people must decide.
    """

    id: str
    level: Level
    severity: Severity = Severity.ERROR
    since: str = "0.1.0"
    waivable: bool = True
    holds: str
    message: str
    why: str
    hint: str
    bad: Bad
    fix: Callable[[Any], Any] | None = None


def firm(  # noqa: PLR0917 - in the order that a reader asks
    family: str,
    level: Level,
    name: str,
    holds: str,
    message: str,
    why: str,
    hint: str,
    bad: Bad,
    *,
    severity: Severity = Severity.ERROR,
    fix: Callable[[Any], Any] | None = None,
) -> RuleInfo:
    """Return a rule that cannot be waived; its family binds the first two with `partial`."""
    return RuleInfo(
        id=f"{family}/{name}",
        level=level,
        severity=severity,
        waivable=False,
        holds=holds,
        message=message,
        why=why,
        hint=hint,
        bad=bad,
        fix=fix,
    )


class Location(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a file: lines and columns count from 1, columns in code points.

    Attributes:
        end_line: the line that the stretch ends on.
        end_column: the column after its last character.
        pointer: the JSON Pointer (RFC 6901) of the value.
    """

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 2
    pointer: str = ""


class Snippet(msgspec.Struct, frozen=True, kw_only=True):
    """The source around a stretch; identifiers are masked, long lines are cut around it.

    Attributes:
        before: the line before, if there is one.
        line: the line that the stretch begins on.
        after: the line after, if there is one.
        start: where the stretch begins in `line`, in code points from 0.
        end: where it ends in `line`, not included.
    """

    before: str | None
    line: str
    after: str | None
    start: int
    end: int


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One defect at one place.

    Attributes:
        suggestion: the word that was probably meant.
        fixable: whether `hookline fix` mends it.
    """

    rule: str
    severity: Severity
    message: str
    location: Location
    hint: str = ""
    suggestion: str | None = None
    snippet: Snippet | None = None
    fixable: bool = False


class NotRun(msgspec.Struct, frozen=True, kw_only=True):
    """Checks that did not run on a file, and why."""

    file: str
    what: str
    why: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome of a validation.

    Attributes:
        files: number of files that were read.
        dialogues: number of records that were judged as dialogues.
        unreadable: number of paths that are missing or cannot be opened.
        waived: number of findings that waivers accept; they are not among `findings`.
        language: what its sentences are written in.
    """

    findings: tuple[Finding, ...] = ()
    not_run: tuple[NotRun, ...] = ()
    files: int = 0
    dialogues: int = 0
    unreadable: int = 0
    waived: int = 0
    language: Language = "en"

    @property
    def ok(self) -> bool:
        """True when there is no error."""
        return not self.count(Severity.ERROR)

    def count(self, severity: Severity) -> int:
        """Return the number of findings of one severity."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def fixable(self) -> int:
        """The number of findings that `hookline fix` mends."""
        return sum(finding.fixable for finding in self.findings)

    def exit_code(self, *, fail_on_warning: bool = False) -> int:
        """Return 0 (clean), 1 (findings that fail) or 3 (something could not be read)."""
        if self.unreadable:
            return 3
        failing = self.count(Severity.ERROR)
        if fail_on_warning:
            failing += self.count(Severity.WARNING)
        return 1 if failing else 0


class Hit(msgspec.Struct, frozen=True):
    """What a rule yields: where, the numbers of its message, and perhaps the word meant.

    Attributes:
        within: the exact stretch of a text value, in code points, half-open.
        fixable: whether the rule's fix mends it.
        hint: what to do here, where that is not what the rule says.
    """

    pointer: str
    values: Mapping[str, object] = {}
    suggestion: str | None = None
    within: tuple[int, int] | None = None
    fixable: bool = False
    hint: Phrase | None = None
