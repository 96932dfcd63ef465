"""The words that every form of a report shares: counts, verdict, advice, what was not run."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from hookline.findings import Finding, Report, Severity
from hookline.language import Language, filled, said

MOST_OF_A_RULE = 20
"""How many findings of one rule are shown; the rest is counted."""
_ALWAYS = 2
_SEVERITIES = {
    Severity.ERROR: ("{count} error", "{count} errors"),
    Severity.WARNING: ("{count} warning", "{count} warnings"),
    Severity.INFO: ("{count} info", "{count} info"),
}


def advice(finding: Finding, language: Language) -> str:
    """Return the word that was probably meant, as a question, and the hint, where they are."""
    words = [question(finding, language), finding.hint]
    return ("" if language == "zh" else " ").join(filter(None, words))


def question(finding: Finding, language: Language) -> str:
    """Return the word that was probably meant, as a question, or nothing."""
    if not finding.suggestion:
        return ""
    return filled("did you mean {word}?", {"word": finding.suggestion}, language)


def verdict(report: Report) -> list[str]:
    """Return how many errors, warnings and infos there are, in words."""
    counts = counts_of(report.findings, report.language)
    if report.ok:
        counts.insert(0, said("no errors" if counts else "nothing found", report.language))
    return counts


def counts_of(findings: Iterable[Finding], language: Language) -> list[str]:
    """Return how many findings of each severity there are, where there are any."""
    numbers = Counter(each.severity for each in findings)
    return [
        counted(numbers[severity], *words, language)
        for severity, words in _SEVERITIES.items()
        if numbers[severity]
    ]


def facts(report: Report) -> list[str]:
    """Return what else there is to say of a whole report, in words."""
    numbers = {
        ("{count} file", "{count} files"): report.files,
        ("{count} dialogue", "{count} dialogues"): report.dialogues,
        ("{count} path unreadable", "{count} paths unreadable"): report.unreadable,
        ("{count} fixable", "{count} fixable"): report.fixable,
        ("{count} waived", "{count} waived"): report.waived,
        ("{count} check not run", "{count} checks not run"): len(report.not_run),
    }
    return [
        counted(number, *words, report.language)
        for place, (words, number) in enumerate(numbers.items())
        if number or place < _ALWAYS
    ]


def counted(number: int, one: str, many: str, language: Language) -> str:
    """Return a number with its noun, from a template for one and a template for many."""
    return filled(one if number == 1 else many, {"count": f"{number:,}"}, language)


def listed(words: Iterable[str], language: Language) -> str:
    """Return words in one line, with the comma of the language."""
    return ("，" if language == "zh" else ", ").join(words)


class Skipped(NamedTuple):
    """Checks that did not run for one reason, and the files that they did not run on."""

    what: str
    why: str
    files: tuple[str, ...]

    def sentence(self, language: Language) -> str:
        """Return what is said of them; the first file is named, the others are counted."""
        words = {"what": self.what, "why": self.why, "file": self.files[0]}
        if not self.files[1:]:
            return filled("not run: {what} of {file}: {why}", words, language)
        words["count"] = f"{len(self.files) - 1:,}"
        return filled("not run: {what} of {file} and {count} more: {why}", words, language)


def skipped(report: Report) -> list[Skipped]:
    """Return what was not run, gathered by what and why."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for each in report.not_run:
        grouped.setdefault((each.what, each.why), []).append(each.file)
    return [Skipped(what, why, tuple(files)) for (what, why), files in grouped.items()]
