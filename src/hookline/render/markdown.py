"""A report as Markdown, for a comment on a pull request.

Code hosts link names, numbers, commits and addresses in the finished text, where neither a
backslash nor an entity stops them; a zero-width space within does, and so does a code span.
Sources: CommonMark 0.31; GitHub Flavored Markdown 0.29; GitHub's documentation, "Autolinked
references and URLs" and "Writing mathematical expressions".
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from hookline.findings import Finding, Report, Severity
from hookline.language import Language, said
from hookline.render.safe import flat, one_line
from hookline.render.words import (
    MOST_OF_A_RULE,
    Skipped,
    advice,
    counted,
    facts,
    listed,
    skipped,
    verdict,
)

MOST_CHARACTERS = 60_000
"""GitHub refuses comments of more than 65,536; some room is left for what is put around it."""
_MOST_NOT_RUN = MOST_CHARACTERS // 4
_WIDEST = 400
_ORDER = tuple(Severity)
_SPECIAL = re.compile(
    r"(?P<escaped>[\\`*_\[\]~|])"
    r"|(?P<entity>[&<>])"
    r"|(?P<dollar>\$)"
    r"|(?P<reference>[@#]|:(?=[a-zA-Z+_/-])|(?i:www(?=\.)|gh(?=-[0-9])))"
    r"|(?P<commit>(?<![0-9a-zA-Z])[0-9a-fA-F]{7,64}(?![0-9a-zA-Z]))"
)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_NOTHING = "&#8203;"


def markdown(report: Report) -> Iterator[str]:
    """Yield the lines of a comment: the sum first, then files and findings, the worst first."""
    sum_of_it = _summary(report)
    not_run = list(_not_run(report))
    room = MOST_CHARACTERS - size([sum_of_it, *not_run]) - size([_left_out(10**9, report)])
    yield sum_of_it
    shown: Counter[str] = Counter()
    folded: Counter[str] = Counter()
    cut = False
    for file, findings in _files(report):
        lines = ["", f"**{code(file)}**", ""]
        for finding in findings:
            if cut or shown[finding.rule] >= MOST_OF_A_RULE:
                folded[finding.rule] += 1
                continue
            lines.append(_told(finding, report.language))
            if size(lines) > room:
                folded[finding.rule] += 1
                cut = True
                continue
            room -= size(lines)
            yield from lines
            lines = []
            shown[finding.rule] += 1
    if folded:
        yield ""
        yield _left_out(folded.total(), report, folded)
    yield from not_run


def _files(report: Report) -> Iterator[tuple[str, list[Finding]]]:
    """Yield the findings of each file, the worst first; the file with the worst comes first."""

    def gravity(finding: Finding) -> tuple[int, int, int]:
        place = finding.location
        return _ORDER.index(finding.severity), place.line, place.column

    by_file = sorted(report.findings, key=lambda each: each.location.file)
    grouped = [
        (file, sorted(findings, key=gravity))
        for file, findings in groupby(by_file, key=lambda each: each.location.file)
    ]
    yield from sorted(grouped, key=lambda each: _ORDER.index(each[1][0].severity))


def _summary(report: Report) -> str:
    sign = "✓" if report.ok else "✗"
    return f"**{sign} {' · '.join(verdict(report))}** · {' · '.join(facts(report))}"


def _told(finding: Finding, language: Language) -> str:
    place = f"{finding.location.line}:{finding.location.column}"
    severity = said(finding.severity.value, language)
    line = f"- **{severity}** {place} {inert(finding.message)} {code(finding.rule)}"
    more = advice(finding, language)
    return f"{line}<br>{inert(more)}" if more else line


def _not_run(report: Report) -> Iterator[str]:
    groups = skipped(report)
    lines = [""] if groups else []
    told = 0
    for what, why, files in groups:
        group = Skipped(inert(what), inert(why), (code(files[0]), *files[1:]))
        line = f"- {group.sentence(report.language)}"
        if size([*lines, line]) > _MOST_NOT_RUN:
            break
        lines.append(line)
        told += 1
    yield from lines
    if told < len(groups):
        words = ("not run: {count} more kind of checks", "not run: {count} more kinds of checks")
        yield f"- {counted(len(groups) - told, *words, report.language)}"


def _left_out(number: int, report: Report, rules: Counter[str] | None = None) -> str:
    """Return the sentence about what is not shown; it names five rules at most."""
    words = ("{count} more finding is left out.", "{count} more findings are left out.")
    most = (rules or Counter()).most_common(5)
    named = listed((f"{code(rule)} {count:,}" for rule, count in most), report.language)
    return f"{counted(number, *words, report.language)} {named}".strip()


def size(lines: list[str]) -> int:
    """Return the length of lines with their ends, in UTF-16 units, the strictest count."""
    return sum(len(line.encode("utf-16-le", "surrogatepass")) // 2 + 1 for line in lines)


def inert(text: str) -> str:
    """Return text that stays the text that it is."""
    return escaped(_cut(text))


def escaped(text: str) -> str:
    """Return a stretch of such text, its blanks at both ends included."""
    return _SPECIAL.sub(_disarmed, flat(text))


def _disarmed(found: re.Match[str]) -> str:
    text = found[0]
    match found.lastgroup:
        case "escaped":
            return f"\\{text}"
        case "entity":
            return _ENTITIES[text]
        case "dollar":
            return "<span>$</span>"
        case "commit":
            return _NOTHING.join(text[at : at + 6] for at in range(0, len(text), 6))
        case _:
            return f"{text}{_NOTHING}"


def code(text: str) -> str:
    """Return text as a code span that it cannot close."""
    shown = _cut(text)
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if shown[:1] in "` " or shown[-1:] in "` " else ""
    return f"{fence}{padding}{shown}{padding}{fence}"


def _cut(text: str) -> str:
    shown = one_line(text).strip()
    return shown if len(shown) <= _WIDEST else f"{shown[:_WIDEST]}…"
