"""A report as JUnit XML, which CI servers read.

There is no standard; this keeps to what Jenkins' schema `junit-10.xsd` and GitLab have in common:
errors are failed test cases, one each; the rest is the output of one that passed.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from hookline.findings import Finding, NotRun, Report, Severity
from hookline.language import Language, filled, said
from hookline.render.safe import one_line
from hookline.render.words import advice, counted

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_WIDEST = 4_000
_NONCHARACTERS = {0xFFFE: "‹U+FFFE›", 0xFFFF: "‹U+FFFF›"}


def junit(report: Report) -> str:
    """Return a report as an XML document of one suite, with one test case per file at least."""
    suite = Element("testsuite", name="hookline")
    by_file = sorted(report.findings, key=lambda each: each.location.file)
    named = set()
    for file, findings in groupby(by_file, key=lambda each: each.location.file):
        named.add(file)
        _add_file(suite, file, list(findings), report.language)
    skipped = _add_not_run(suite, report.not_run, named, report.language)
    _add_clean(suite, report.files - len(named), report.language)
    counts = {
        "tests": str(len(suite)),
        "failures": str(report.count(Severity.ERROR)),
        "errors": "0",
    }
    suite.attrib.update(counts, skipped=str(skipped))
    suites = Element("testsuites", counts, name="hookline")
    suites.append(suite)
    indent(suites)
    return _DECLARATION + tostring(suites, encoding="unicode") + "\n"


def _add_file(suite: Element, file: str, findings: list[Finding], language: Language) -> None:
    """Add a failed case for each error of a file, and one that passed for all else."""
    names: Counter[str] = Counter()
    others = []
    for finding in findings:
        if finding.severity is not Severity.ERROR:
            others.append(finding)
            continue
        name = f"{finding.rule} {finding.location.pointer}".strip()
        names[name] += 1
        if names[name] > 1:
            name += f" ({names[name]})"
        failure = SubElement(_case(suite, file, name), "failure")
        failure.attrib.update(message=_shown(finding.message), type=_shown(finding.rule))
        failure.text = _text(finding, language)
    if others:
        case = _case(suite, file, said("warnings and info", language))
        SubElement(case, "system-out").text = "\n\n".join(_text(each, language) for each in others)


def _add_not_run(
    suite: Element, checks: Iterable[NotRun], named: set[str], language: Language
) -> int:
    """Add a skipped case for each check that was not run, and return how many there are."""
    skipped = 0
    for check in checks:
        named.add(check.file)
        case = _case(suite, check.file, filled("not run: {what}", {"what": check.what}, language))
        SubElement(case, "skipped", message=_shown(check.why))
        skipped += 1
    return skipped


def _add_clean(suite: Element, files: int, language: Language) -> None:
    """Add a case that passed for the files of which there is nothing to say.

    It is there where nothing else is, too: servers take a suite without cases for a mistake.
    """
    if files > 0 or not len(suite):
        words = ("{count} file without a finding", "{count} files without a finding")
        _case(suite, "hookline", counted(max(files, 0), *words, language))


def _case(suite: Element, file: str, name: str) -> Element:
    return SubElement(suite, "testcase", classname=_shown(file), name=_shown(name))


def _text(finding: Finding, language: Language) -> str:
    place = finding.location
    severity = said(finding.severity.value, language)
    lines = [f"{place.file}:{place.line}:{place.column}", f"{severity} {finding.rule}"]
    lines.append(finding.message)
    if more := advice(finding, language):
        lines.append(more)
    return "\n".join(map(_shown, lines))


def _shown(text: str) -> str:
    """Return text of characters that XML 1.0 admits, on one line, cut where it is endless."""
    shown = one_line(text).translate(_NONCHARACTERS)
    return shown if len(shown) <= _WIDEST else f"{shown[:_WIDEST]}…"
