"""A transcript: `name: text` a line, with or without times; what follows belongs to it."""

import re
from collections import Counter

from hookline.drafts import Draft, clock, merged
from hookline.language import Phrase

_DATE = r"[0-9]{2,4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?"
_TIME = rf"(?:{_DATE}\s+)?[0-9]{{1,2}}[:：][0-9]{{2}}(?:[:：][0-9]{{2}})?"
_NAME = r"[^:：\[\]【】()（）\n]{1,20}?"
_TIME_FIRST = re.compile(rf"[\[【(（]?({_TIME})[\]】)）]?\s+({_NAME})\s*[:：]\s*(.*)")
_NAME_FIRST = re.compile(rf"({_NAME})\s*[\[【(（]({_TIME})[\]】)）]\s*[:：]\s*(.*)")
_HEADER = re.compile(rf"({_NAME})\s+({_TIME})\s*")
_PLAIN = re.compile(rf"({_NAME})\s*[:：]\s*(.*)")
_SCHEME = re.compile(r"(?i)https?|ftp|[0-9]+")
_FEW = 4


def read(text: str) -> Draft:
    """Return the conversation of a transcript.

    What stands before a colon is a name if it stands there twice, or if the file is short; else
    the line belongs to the text before it (`Note: bring your card`).
    """
    rows = [row.strip() for row in text.splitlines() if row.strip()]
    parsed = [_parsed(row) for row in rows]
    counts = Counter(name for name, _, _ in parsed if name)
    found: list[tuple[str, int | None, str]] = []
    doubtful = 0
    for row, (name, minute, said) in zip(rows, parsed, strict=True):
        certain = minute is not None or counts[name] > 1 or len(rows) <= _FEW
        if name and certain:
            found.append((name, minute, said))
        elif found:
            doubtful += bool(name)
            last = found[-1]
            found[-1] = (last[0], last[1], f"{last[2]}\n{row}" if last[2] else row)
    notes = []
    if doubtful:
        template = "{count} lines with a colon are taken as text, since nobody speaks twice so"
        notes.append(Phrase(template, {"count": doubtful}))
    return Draft(merged(iter(found)), tuple(notes))


def _parsed(row: str) -> tuple[str, int | None, str]:
    """Return name, minute of the day and text of a row; no name where it has none."""
    if match := _TIME_FIRST.fullmatch(row):
        return match[2], clock(match[1]), match[3]
    if match := _NAME_FIRST.fullmatch(row):
        return match[1], clock(match[2]), match[3]
    if match := _HEADER.fullmatch(row):
        return match[1], clock(match[2]), ""
    match = _PLAIN.fullmatch(row)
    if match and not _SCHEME.fullmatch(match[1]):
        return match[1], None, match[2]
    return "", None, row
