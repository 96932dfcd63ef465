"""A report as text for people and as JSON for programs."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

import msgspec

from hookline.findings import Finding, Report, Severity
from hookline.render.safe import escaped_json, one_line
from hookline.render.snippet import snippet

Paint = Callable[[str, str], str]
MOST_OF_A_RULE = 20
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def text(report: Report, paint: Paint) -> Iterator[str]:
    """Yield the lines of a report, grouped by file; many findings of one rule are folded.

    Args:
        report: what was found.
        paint: colours a text; takes text and the name of a colour.
    """
    shown: Counter[str] = Counter()
    for file, findings in groupby(report.findings, key=lambda each: each.location.file):
        kept = []
        for finding in findings:
            shown[finding.rule] += 1
            if shown[finding.rule] <= MOST_OF_A_RULE:
                kept.append(finding)
        if kept:
            yield paint(one_line(file), "bold")
        for finding in kept:
            yield from _told(finding, paint)
        if kept:
            yield ""
    for rule, count in shown.items():
        if count > MOST_OF_A_RULE:
            yield f"and {_counted(count - MOST_OF_A_RULE, 'more finding')} of {rule}"
    yield from _not_run(report)
    yield _closing(report, paint)


def _told(finding: Finding, paint: Paint) -> Iterator[str]:
    place = f"{finding.location.line}:{finding.location.column}"
    colour = _COLOURS[finding.severity]
    severity = paint(finding.severity.value, colour)
    yield f"  {place:<8}{severity}  {one_line(finding.message)}  {paint(finding.rule, 'dim')}"
    for line in snippet(finding, paint, colour):
        yield f"    {line}"
    if finding.suggestion:
        yield f"    did you mean {one_line(finding.suggestion)}?"
    elif finding.hint:
        yield f"    {paint(one_line(finding.hint), 'dim')}"


def _not_run(report: Report) -> Iterator[str]:
    grouped: dict[tuple[str, str], list[str]] = {}
    for each in report.not_run:
        grouped.setdefault((each.what, each.why), []).append(each.file)
    for (what, why), files in grouped.items():
        where = one_line(files[0]) + (f" and {len(files) - 1} more" if files[1:] else "")
        yield f"not run: {what} of {where}: {why}"


def _closing(report: Report, paint: Paint) -> str:
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    counts = ", ".join(
        (
            _counted(report.files, "file"),
            _counted(report.dialogues, "dialogue"),
            _counted(errors, "error"),
            _counted(warnings, "warning"),
            *([f"{report.waived:,} waived"] if report.waived else []),
            *([_counted(len(report.not_run), "check") + " not run"] if report.not_run else []),
        )
    )
    if errors:
        return paint(f"✗ {counts}", "red")
    return paint(f"✓ {counts}", "yellow" if warnings else "green")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def as_json(report: Report) -> str:
    """Return a report as JSON: counts, findings, what was not run."""
    plain: dict[str, Any] = {
        "files": report.files,
        "dialogues": report.dialogues,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "unreadable": report.unreadable,
        "waived": report.waived,
        "findings": msgspec.to_builtins(report.findings),
        "not_run": msgspec.to_builtins(report.not_run),
    }
    return escaped_json(msgspec.json.format(msgspec.json.encode(plain), indent=2).decode())
