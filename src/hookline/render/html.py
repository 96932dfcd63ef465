"""A report as one page that loads nothing and runs nothing; all that comes from data is text."""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import NamedTuple

from hookline import __version__
from hookline.findings import Finding, Report, RuleInfo, Severity, Snippet
from hookline.language import Language, filled, said
from hookline.render.safe import one_line
from hookline.render.words import advice, counts_of, facts, listed, skipped, verdict
from hookline.rules import CATALOGUE

MOST_OF_A_RULE = 100
_WIDEST = 2_000
_WIDEST_STRETCH = 300
_RULES = {info.id: info for info in CATALOGUE}
_CLASSES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}
_STYLE = """
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --line: #d9dde3; --ink: #1c2128; --faint: #57606a;
  --code: #f3f4f6; --accent: #0b57b0;
  --mark: #ffd3ce; --warning-mark: #ffe5a8; --info-mark: #cfe7fb;
  --error: #a8071a; --error-soft: #fdecec; --warning: #7a4b00; --warning-soft: #fff3d6;
  --info: #0a558c; --info-soft: #e6f2fb; --clean: #11632d; --clean-soft: #e5f6ea;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0f1318; --card: #171c23; --line: #303843; --ink: #e4e8ee; --faint: #a3adba;
    --code: #10151b; --accent: #82b8ff;
    --mark: #6b1f24; --warning-mark: #5a4207; --info-mark: #143f63;
    --error: #ff9d97; --error-soft: #3a1719; --warning: #f2c063; --warning-soft: #352708;
    --info: #86c5f7; --info-soft: #10283d; --clean: #7fdb9b; --clean-soft: #10301b;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 62rem; background: var(--page);
  color: var(--ink); font: 1rem/1.55 system-ui, "Noto Sans CJK SC", "PingFang SC",
  "Microsoft YaHei", sans-serif; overflow-wrap: anywhere; text-size-adjust: 100%;
}
h1 { margin: 0 0 .75rem; font-size: 1rem; font-weight: 600; color: var(--faint); }
h2 { margin: 0; font-size: 1.05rem; line-height: 1.4; }
code, .path, .place, .number { font-size: .86em; font-family: ui-monospace, "SF Mono", Menlo,
  Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace; }
a { color: var(--accent); }
.verdict { margin: 0; font-size: 1.5rem; font-weight: 700; line-height: 1.3; }
.sum { padding: 1.1rem 1.25rem; border-radius: .6rem; border: 1px solid var(--line); }
.sum.clean { background: var(--clean-soft); } .sum.clean .verdict { color: var(--clean); }
.sum.error { background: var(--error-soft); } .sum.error .verdict { color: var(--error); }
.sum.warning { background: var(--warning-soft); } .sum.warning .verdict { color: var(--warning); }
.sum ul { display: flex; flex-wrap: wrap; gap: .15rem 1.25rem; margin: .5rem 0 0; padding: 0;
  list-style: none; }
section { margin-top: 1.5rem; background: var(--card); border: 1px solid var(--line);
  border-radius: .6rem; }
header { display: flex; flex-wrap: wrap; gap: .15rem 1rem; align-items: baseline;
  justify-content: space-between; padding: .75rem 1.25rem; }
header p { margin: 0; color: var(--faint); font-size: .9rem; }
article { padding: .9rem 1.25rem 1.1rem; border-top: 1px solid var(--line); }
.head { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; margin: 0;
  color: var(--faint); }
.word { padding: .05rem .5rem; border-radius: 1rem; font-size: .8rem; font-weight: 700; }
.word.error { color: var(--error); background: var(--error-soft); }
.word.warning { color: var(--warning); background: var(--warning-soft); }
.word.info { color: var(--info); background: var(--info-soft); }
.message { margin: .35rem 0 0; font-weight: 600; }
.advice { margin: .35rem 0 0; }
.source { margin: .6rem 0 0; padding: .5rem 0; border-radius: .4rem; background: var(--code);
  border: 1px solid var(--line); }
.row { display: grid; grid-template-columns: 3.5rem minmax(0, 1fr); gap: .75rem;
  padding-inline-end: .75rem; color: var(--faint); }
.row.here { color: var(--ink); }
.row .number, .row code { font-size: .84rem; line-height: 1.6; }
.number { text-align: end; user-select: none; }
.row code { white-space: pre-wrap; }
mark { color: inherit; background: var(--mark); border-bottom: 2px solid var(--error); }
.warning mark { background: var(--warning-mark); border-color: var(--warning); }
.info mark { background: var(--info-mark); border-color: var(--info); }
.list { margin: 0; padding: 0 1.25rem .9rem 2.5rem; }
dl { margin: 0; padding: 0 1.25rem 1rem; } dt { font-weight: 600; margin-top: .5rem; }
dd { margin: .1rem 0 0; }
dt:target { background: var(--info-mark); }
footer { margin-top: 2rem; color: var(--faint); font-size: .85rem; }
@media (max-width: 30rem) {
  body { padding-inline: .6rem; }
  .sum, header, article { padding-inline: .85rem; }
  .row { grid-template-columns: 2.25rem minmax(0, 1fr); gap: .5rem; padding-inline-end: .5rem; }
}
@media print { section, article { break-inside: avoid; } body { max-width: none; } }
"""
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"


class _Folded(NamedTuple):
    """What a page shows of a report, and how many findings of each rule it leaves out."""

    files: list[tuple[str, list[Finding]]]
    left_out: Counter[str]


def html(report: Report) -> str:
    """Return a report as a page."""
    return "\n".join(_page(report)) + "\n"


def _page(report: Report) -> Iterator[str]:
    language = report.language
    title = escape(said("hookline report", language))
    folded = _folded(report)
    yield "<!doctype html>"
    yield f'<html lang="{escape(language)}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{title}</title>"
    yield f"<style>{_STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield f"<h1>{title}</h1>"
    yield "<main>"
    yield from _sum(report)
    for file, findings in folded.files:
        yield from _file(file, findings, language)
    yield from _left_out(folded.left_out, language)
    yield from _not_run(report)
    yield from _rules(folded, language)
    yield "</main>"
    yield f"<footer>hookline {escape(__version__)}</footer>"
    yield "</body>"
    yield "</html>"


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
    yield f'<header><h2 class="path"><bdi>{_text(file)}</bdi></h2><p>{counts}</p></header>'
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
    yield f'<p class="message" dir="auto">{_text(finding.message)}</p>'
    if finding.snippet:
        yield from _source(finding.snippet, place.line)
    if more := advice(finding, language):
        yield f'<p class="advice" dir="auto">{_text(more)}</p>'
    if finding.fixable:
        words = "<code>hookline fix</code>"
        yield f'<p class="advice">{filled("{command} mends it", {"command": words}, language)}</p>'
    yield "</article>"


def _rule_name(rule: str) -> str:
    name = f"<code>{_text(rule)}</code>"
    return f'<a href="#{_anchor(_RULES[rule])}">{name}</a>' if rule in _RULES else name


def _anchor(rule: RuleInfo) -> str:
    return escape(rule.id.replace("/", "-"))


def _source(source: Snippet, number: int) -> Iterator[str]:
    indent = _indent(source)
    yield '<div class="source">'
    if source.before is not None:
        yield _row(number - 1, _text(_dedented(source.before, indent)))
    stretch = source.line[source.start : source.end]
    if len(stretch) > _WIDEST_STRETCH:
        stretch = f"{stretch[:_WIDEST_STRETCH]}…"
    marked = f"<mark>{_text(stretch) or '&nbsp;'}</mark>"
    before = _dedented(source.line[: source.start], indent)
    after = source.line[source.end :]
    yield _row(number, f"{_text(before)}{marked}{_text(after)}", here=True)
    if source.after is not None:
        yield _row(number + 1, _text(_dedented(source.after, indent)))
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
            words = {"count": f"{number:,}", "rule": f"<code>{_text(rule)}</code>"}
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
                "what": f"<bdi>{_text(what)}</bdi>",
                "why": f"<bdi>{_text(why)}</bdi>",
                "file": f'<bdi class="path">{_text(files[0])}</bdi>',
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


def _text(text: str) -> str:
    """Return text as a text node, hidden characters shown, cut where it is endless."""
    shown = one_line(text) if len(text) <= _WIDEST else f"{one_line(text[:_WIDEST])}…"
    return escape(shown)
