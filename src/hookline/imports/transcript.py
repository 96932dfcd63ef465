"""A transcript: `name: text` a line, with or without times; what follows belongs to it."""

import re
from collections import Counter

from hookline.drafts import Draft, clock, merged, told

_DATE = r"[0-9]{2,4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?"
_TIME = rf"(?:{_DATE}\s+)?[0-9]{{1,2}}[:：][0-9]{{2}}(?:[:：][0-9]{{2}})?"
_NAME = r"[^:：\[\]【】()（）\n]{1,20}?"
_TIME_FIRST = re.compile(rf"[\[【(（]?({_TIME})[\]】)）]?\s+({_NAME})\s*[:：]\s*(.*)")
_NAME_FIRST = re.compile(rf"({_NAME})\s*[\[【(（]({_TIME})[\]】)）]\s*[:：]\s*(.*)")
_HEADER = re.compile(rf"({_NAME})\s+({_TIME})\s*")
_PLAIN = re.compile(rf"({_NAME})\s*[:：]\s*(.*)")
_SCHEME = re.compile(r"(?i)https?|ftp|[0-9]+")
_NEWLINE = re.compile(r"\r\n|\r|\n")
_FEW = 4


def read(text: str) -> Draft:
    """Return the conversation of a transcript.

    What stands before a colon is a name if it stands there twice, or if the file is short; else
    the line belongs to the text before it (`Note: bring your card`).
    """
    rows = {
        number: row.strip()
        for number, row in enumerate(_NEWLINE.split(text), start=1)
        if row.strip()
    }
    parsed = [_parsed(row) for row in rows.values()]
    counts = Counter(name for name, _, _ in parsed if name)
    found: list[tuple[int, str, int | None, str]] = []
    doubtful, early = [], []
    for (number, row), (name, minute, said) in zip(rows.items(), parsed, strict=True):
        certain = minute is not None or counts[name] > 1 or len(rows) <= _FEW
        if name and certain:
            found.append((number, name, minute, said))
        elif found:
            doubtful += [number] if name else []
            first, speaker, when, before = found[-1]
            found[-1] = (first, speaker, when, f"{before}\n{row}" if before else row)
        else:
            early.append(number)
    empty = [number for number, _, _, said in found if not said.strip()]
    notes = (
        *told("{lines}: left out, since it is no turn and none stands before it", early),
        *told("{lines}: left out, since nothing is said there", empty),
        *told("{lines}: taken as text, since that name speaks only once", doubtful),
    )
    return Draft(merged(iter(found)), notes)


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
