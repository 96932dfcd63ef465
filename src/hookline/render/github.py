"""A report as workflow commands of GitHub Actions, which shows them on the lines of a pull request.

Source: the documentation of GitHub Actions, "Workflow commands". Properties escape `%`, line ends,
`:` and `,`; the message escapes `%` and line ends; no dialogue text can begin a command of its own.
GitHub shows ten annotations of a kind for a step: the worst come first.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from hookline.findings import Finding, Report, Severity
from hookline.language import Language, filled
from hookline.render.markdown import markdown
from hookline.render.safe import one_line
from hookline.render.words import advice

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}
_ORDER = tuple(_COMMANDS)


def github(report: Report) -> Iterator[str]:
    """Yield a workflow command for each finding, errors first."""
    worst_first = sorted(report.findings, key=lambda each: _ORDER.index(each.severity))
    for finding in worst_first:
        yield _command(finding, report.language)


def write_step_summary(report: Report, environment: Mapping[str, str] = os.environ) -> None:
    """Append the whole report to the summary of the step, where a runner gives a file for it."""
    if path := environment.get("GITHUB_STEP_SUMMARY"):
        with Path(path).open("a", encoding="utf-8") as stream:
            stream.writelines(f"{line}\n" for line in markdown(report))


def _command(finding: Finding, language: Language) -> str:
    place = finding.location
    properties = {
        "file": place.file,
        "line": place.line,
        "endLine": place.end_line,
        "col": place.column,
        "endColumn": place.end_column,
        "title": f"hookline {finding.rule}",
    }
    if place.line != place.end_line:  # columns are refused for a stretch of several lines
        del properties["col"], properties["endColumn"]
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    message = finding.message
    if further := advice(finding, language):
        words = {"message": message, "advice": further}
        message = filled("{message} ({advice})", words, language)
    return f"::{_COMMANDS[finding.severity]} {listed}::{_data(message)}"


def _data(text: str) -> str:
    escaped = one_line(text).strip().replace("%", "%25")
    return escaped.replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
