"""A report as one page that loads nothing and runs nothing; all that comes from data is text."""

from collections import Counter
from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import NamedTuple

from hookline.findings import Finding, Report, RuleInfo, Severity, Snippet
from hookline.language import Language, filled, said
from hookline.render.page import node, page
from hookline.render.words import advice, counts_of, facts, listed, skipped, verdict
from hookline.rules import CATALOGUE

MOST_OF_A_RULE = 100
_WIDEST_STRETCH = 300
_RULES = {info.id: info for info in CATALOGUE}
_CLASSES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}


class _Folded(NamedTuple):
    """What a page shows of a report, and how many findings of each rule it leaves out."""

    files: list[tuple[str, list[Finding]]]
    left_out: Counter[str]


def html(report: Report) -> str:
    """Return a report as a page."""
    title = said("hookline report", report.language)
    return "\n".join(page(title, report.language, _body(report))) + "\n"


def _body(report: Report) -> Iterator[str]:
    folded = _folded(report)
    yield from _sum(report)
    for file, findings in folded.files:
        yield from _file(file, findings, report.language)
    yield from _left_out(folded.left_out, report.language)
    yield from _not_run(report)
    yield from _rules(folded, report.language)


def _folded(report: Report) -> _Folded:
    shown: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    kept = []
    for finding in report.findings:
        shown[finding.rule] += 1
        if shown[finding.rule] > MOST_OF_A_RULE:
            left_out[finding.rule] += 1
        else:
            kept.append(finding)
    kept.sort(key=lambda each: each.location.file)
    by_file = groupby(kept, key=lambda each: each.location.file)
    return _Folded([(file, list(findings)) for file, findings in by_file], left_out)


def _sum(report: Report) -> Iterator[str]:
    warnings = report.count(Severity.WARNING)
    kind = "error" if not report.ok else "warning" if warnings else "clean"
    sign = "✓" if report.ok else "✗"
    yield f'<div class="sum {kind}">'
    yield f'<p class="verdict">{sign} {escape(listed(verdict(report), report.language))}</p>'
    yield f"<ul>{''.join(f'<li>{escape(fact)}</li>' for fact in facts(report))}</ul>"
    yield "</div>"


def _file(file: str, findings: list[Finding], language: Language) -> Iterator[str]:
    yield "<section>"
    counts = escape(listed(counts_of(findings, language), language))
    yield f'<header><h2 class="path"><bdi>{node(file)}</bdi></h2><p>{counts}</p></header>'
    for finding in findings:
        yield from _finding(finding, language)
    yield "</section>"


def _finding(finding: Finding, language: Language) -> Iterator[str]:
    place = finding.location
    kind = _CLASSES[finding.severity]
    word = escape(said(finding.severity.value, language))
    yield f'<article class="{kind}">'
    yield (
        f'<p class="head"><span class="word {kind}">{word}</span>'
        f'<span class="place">{place.line}:{place.column}</span> {_rule_name(finding.rule)}</p>'
    )
    yield f'<p class="message" dir="auto">{node(finding.message)}</p>'
    if finding.snippet:
        yield from _source(finding.snippet, place.line)
    if more := advice(finding, language):
        yield f'<p class="advice" dir="auto">{node(more)}</p>'
    if finding.fixable:
        words = "<code>hookline fix</code>"
        yield f'<p class="advice">{filled("{command} mends it", {"command": words}, language)}</p>'
    yield "</article>"


def _rule_name(rule: str) -> str:
    name = f"<code>{node(rule)}</code>"
    return f'<a href="#{_anchor(_RULES[rule])}">{name}</a>' if rule in _RULES else name


def _anchor(rule: RuleInfo) -> str:
    return escape(rule.id.replace("/", "-"))


def _source(source: Snippet, number: int) -> Iterator[str]:
    indent = _indent(source)
    yield '<div class="source">'
    if source.before is not None:
        yield _row(number - 1, node(_dedented(source.before, indent)))
    stretch = source.line[source.start : source.end]
    if len(stretch) > _WIDEST_STRETCH:
        stretch = f"{stretch[:_WIDEST_STRETCH]}…"
    marked = f"<mark>{node(stretch) or '&nbsp;'}</mark>"
    before = _dedented(source.line[: source.start], indent)
    after = source.line[source.end :]
    yield _row(number, f"{node(before)}{marked}{node(after)}", here=True)
    if source.after is not None:
        yield _row(number + 1, node(_dedented(source.after, indent)))
    yield "</div>"


def _indent(source: Snippet) -> int:
    """Return how many spaces all lines begin with; a line that is cut says nothing of that."""
    lines = (source.before, source.line, source.after)
    whole = [each for each in lines if each and each.strip() and each[0] != "…"]
    return min((len(each) - len(each.lstrip(" ")) for each in whole), default=0)


def _dedented(line: str, indent: int) -> str:
    return line[indent:] if line[:indent].isspace() else line


def _row(number: int, source: str, *, here: bool = False) -> str:
    return (
        f'<div class="row{" here" if here else ""}"><span class="number">{number}</span>'
        f'<code dir="ltr">{source}</code></div>'
    )


def _left_out(rules: Counter[str], language: Language) -> Iterator[str]:
    if rules:
        yield f"<section><header><h2>{escape(said('Left out', language))}</h2></header>"
        yield '<ul class="list">'
        for rule, number in rules.items():
            words = {"count": f"{number:,}", "rule": f"<code>{node(rule)}</code>"}
            template = "{count} more of {rule}"
            yield f"<li>{filled(template, words, language)}</li>"
        yield "</ul></section>"


def _not_run(report: Report) -> Iterator[str]:
    groups = skipped(report)
    if groups:
        yield f"<section><header><h2>{escape(said('Not run', report.language))}</h2></header>"
        yield '<ul class="list">'
        for what, why, files in groups:
            words = {
                "what": f"<bdi>{node(what)}</bdi>",
                "why": f"<bdi>{node(why)}</bdi>",
                "file": f'<bdi class="path">{node(files[0])}</bdi>',
                "count": f"{len(files) - 1:,}",
            }
            template = "{what} of {file}: {why}"
            if files[1:]:
                template = "{what} of {file} and {count} more: {why}"
            yield f"<li>{filled(template, words, report.language)}</li>"
        yield "</ul></section>"


def _rules(folded: _Folded, language: Language) -> Iterator[str]:
    """Yield what the rules say that were broken."""
    named = {finding.rule for _, findings in folded.files for finding in findings}
    infos = [info for info in CATALOGUE if info.id in named]
    if infos:
        yield f"<section><header><h2>{escape(said('The rules', language))}</h2></header><dl>"
        for info in infos:
            yield f'<dt id="{_anchor(info)}"><code>{escape(info.id)}</code></dt>'
            words = (said(info.holds, language), said(info.why, language))
            yield f'<dd dir="auto">{escape(" ".join(words))}</dd>'
        yield "</dl></section>"
