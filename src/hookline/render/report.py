"""A report as text for people and as JSON for programs."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

import msgspec

from hookline.findings import Finding, Report, Severity, Snippet
from hookline.language import Language, filled, said
from hookline.render.safe import escaped_json, one_line, terminal_safe
from hookline.render.snippet import snippet
from hookline.render.words import MOST_OF_A_RULE, counted, listed, question, skipped

Paint = Callable[[str, str], str]
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
            yield from told(finding, paint, report.language)
        if kept:
            yield ""
    for rule, count in shown.items():
        if count > MOST_OF_A_RULE:
            yield _further(rule, count - MOST_OF_A_RULE, report.language)
    for group in skipped(report):
        plain = group._replace(files=(one_line(group.files[0]), *group.files[1:]))
        yield plain.sentence(report.language)
    yield _closing(report, paint)


def _further(rule: str, count: int, language: Language) -> str:
    words = "and {count} more findings of {rule}" if count > 1 else "and 1 more finding of {rule}"
    return filled(words, {"count": f"{count:,}", "rule": rule}, language)


def told(finding: Finding, paint: Paint, language: Language) -> Iterator[str]:
    """Yield the lines of one finding: place, severity, sentence, rule, snippet, what to do."""
    place = f"{finding.location.line}:{finding.location.column}"
    colour = _COLOURS[finding.severity]
    severity = paint(said(finding.severity.value, language), colour)
    yield f"  {place:<8}{severity}  {one_line(finding.message)}  {paint(finding.rule, 'dim')}"
    for line in snippet(finding, paint, colour):
        yield f"    {line}"
    if finding.suggestion:
        yield f"    {one_line(question(finding, language))}"
    if finding.hint:
        yield f"    {paint(one_line(finding.hint), 'dim')}"


def _closing(report: Report, paint: Paint) -> str:
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    counts = [
        (report.files, "{count} file", "{count} files"),
        (report.dialogues, "{count} dialogue", "{count} dialogues"),
        (errors, "{count} error", "{count} errors"),
        (warnings, "{count} warning", "{count} warnings"),
    ]
    further = [
        (report.waived, "{count} waived", "{count} waived"),
        (report.fixable, "{count} fixable", "{count} fixable"),
        (len(report.not_run), "{count} check not run", "{count} checks not run"),
    ]
    counts += [each for each in further if each[0]]
    line = listed((counted(*each, report.language) for each in counts), report.language)
    if errors:
        return paint(f"✗ {line}", "red")
    return paint(f"✓ {line}", "yellow" if warnings else "green")


def _visible(finding: Finding) -> Finding:
    """Return a finding whose snippet shows what hides in it, with the stretch moved along."""
    source = finding.snippet
    if source is None:
        return finding
    before, marked, after = (
        terminal_safe(part)
        for part in (
            source.line[: source.start],
            source.line[source.start : source.end],
            source.line[source.end :],
        )
    )
    shown = Snippet(
        before=None if source.before is None else terminal_safe(source.before),
        line=before + marked + after,
        after=None if source.after is None else terminal_safe(source.after),
        start=len(before),
        end=len(before) + len(marked) + max(0, source.end - len(source.line)),
    )
    return msgspec.structs.replace(finding, snippet=shown)


def as_json(report: Report) -> str:
    """Return a report as JSON: counts, findings, what was not run."""
    plain: dict[str, Any] = {
        "files": report.files,
        "dialogues": report.dialogues,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "unreadable": report.unreadable,
        "waived": report.waived,
        "fixable": report.fixable,
        "language": report.language,
        "findings": [msgspec.to_builtins(_visible(each)) for each in report.findings],
        "not_run": msgspec.to_builtins(report.not_run),
    }
    return escaped_json(json.dumps(plain, ensure_ascii=False, indent=2))
