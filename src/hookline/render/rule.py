"""A rule as people read it: what holds, why, a good and a bad example, how to mend it."""

import json
import re
from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Any

from hookline.examples import TREE, Bad, place_of
from hookline.files import compact
from hookline.findings import RuleInfo
from hookline.language import Language, filled, said
from hookline.render.safe import escaped_json

Paint = Callable[[str, str], str]
_WIDEST = 240
_SIDE_BY_SIDE = 100


def text(info: RuleInfo, paint: Paint, language: Language = "en", width: int = 80) -> Iterator[str]:
    """Yield the lines of a rule for a terminal.

    Args:
        info: the rule.
        paint: colours a text; takes text and the name of a colour.
        language: of the sentences.
        width: columns of the terminal; from 100 on the examples stand side by side.
    """
    about = {
        "severity": said(info.severity.value, language),
        "level": info.level.value,
        "waivable": said("may be waived" if info.waivable else "cannot be waived", language),
    }
    template = "{severity}, level {level}, {waivable}"
    yield f"{paint(info.id, 'bold')}  {filled(template, about, language)}"
    yield ""
    yield f"  {said(info.holds, language)}"
    yield f"  {said(info.why, language)}"
    yield ""
    yield from _compared(info, paint, language, width)
    yield ""
    yield f"  {_hint(info, language)}"


def _compared(info: RuleInfo, paint: Paint, language: Language, width: int) -> Iterator[str]:
    """Yield both examples; a line that the other one has not is marked with ≠."""
    from rich.cells import cell_len, chop_cells  # noqa: PLC0415 - opens late

    pair = (good(info.bad), bad(info.bad))
    heads = [(said("good", language), "green"), (said("bad", language), "red")]
    marked = [
        [f"{' ' if line in other else '≠'} {line}" for line in one]
        for one, other in (pair, pair[::-1])
    ]
    if width < _SIDE_BY_SIDE:
        for (word, colour), lines in zip(heads, marked, strict=True):
            for line in lines:
                yield f"  {paint(f'{word:<5}', colour)} {line}"
        return
    room = (width - 5) // 2
    left, right = ([part for line in lines for part in chop_cells(line, room)] for lines in marked)
    first = " " * (room - cell_len(heads[0][0]))
    yield f"  {paint(*heads[0])}{first} │ {paint(*heads[1])}"
    for one, other in zip_longest(left, right, fillvalue=""):
        yield f"  {one}{' ' * (room - cell_len(one))} │ {other}"


def markdown(info: RuleInfo) -> Iterator[str]:
    """Yield the lines of a rule for its page."""
    waivable = "May be waived." if info.waivable else "Cannot be waived."
    yield f"## {info.id}"
    yield ""
    yield f"**{info.holds}** {info.why}"
    yield ""
    severity = info.severity.value.capitalize()
    yield f"{severity}, level {info.level.value}, since {info.since}. {waivable}"
    yield ""
    for name, example in (("Good", good(info.bad)), ("Bad", bad(info.bad))):
        yield f"{name}:"
        yield ""
        yield "```json"
        yield from example
        yield "```"
        yield ""
    yield f"To mend it: {_hint(info)}"
    yield ""


def _hint(info: RuleInfo, language: Language = "en") -> str:
    """Return the hint, where a finding would fill something in with what the schema says."""
    return re.sub(r"\{[a-z]+\}", "…", said(info.hint, language))


def good(example: Bad) -> list[str]:
    """Return what stands in the good tree where the bad example is changed."""
    if example.damage:
        return [_damaged(example)[0]]
    if not example.edits:
        return [f"(no {place})" for place in _added(example)]
    return _shown(TREE[example.on], example)


def bad(example: Bad) -> list[str]:
    """Return what stands there in the bad example."""
    if example.damage:
        return [_damaged(example)[1]]
    if not example.edits:
        return _added(example)
    return _shown(example.record(), example)


def _added(example: Bad) -> list[str]:
    """Return the files that the bad example adds to the tree."""
    return [example.stray] if example.stray else [place_of(each) for each in example.also]


def _shown(record: dict[str, Any], example: Bad) -> list[str]:
    """Return the smallest parts that the edits touch: turns, or top-level fields."""
    parts: dict[str, Any] = {}
    for pointer, _ in example.edits:
        field, *rest = pointer.split("/")[1:]
        place = record.get(field)
        if isinstance(place, list) and rest:
            number = len(place) - 1 if rest[0] == "-" else int(rest[0])
            parts[f"{field}/{max(0, number)}"] = place[number] if -1 < number < len(place) else None
        else:
            parts[field] = place
    return [
        f"(no {name})" if place is None else f"{json.dumps(name)}: {_cut(compact(place))}"
        for name, place in parts.items()
    ]


def _damaged(example: Bad) -> tuple[str, str]:
    """Return the part of the file that the damage changes, before and after."""
    before = compact(TREE[example.on]).encode()
    after = example.damage(before) if example.damage else None
    if after is None:
        return _cut(before.decode()), "(there is no file)"
    pairs = enumerate(zip(before, after, strict=False))
    first = max(0, next((at for at, (one, other) in pairs if one != other), 0) - 30)
    return tuple(  # type: ignore[return-value]
        f"…{data[first : first + 90].decode('utf-8', 'backslashreplace')}…"
        for data in (before, after)
    )


def _cut(text: str) -> str:
    return escaped_json(text if len(text) <= _WIDEST else f"{text[:_WIDEST]}…")
