"""How far two labellings of the same dialogues agree, with intervals over scripts.

Krippendorff's alpha, nominal (Krippendorff, Content Analysis, 4th ed., ch. 12) for stage over the
scammers' turns, response over the targets' turns, and presence of a demand over all turns; for
cues the F1 of spans that overlap and name the same cue. Intervals are percentiles of a bootstrap
that draws scripts, not turns: turns of a script are not independent.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from hookline.model import Dialogue, Layer, Span, TurnLabels
from hookline.taxonomy import taxonomy

DRAWS = 1000
NONE = "none"
By = Literal["stage", "type", "language"]
_SAME = 2
"""Labellings of a unit."""


class Unit(msgspec.Struct, frozen=True):
    """One turn that both labelled.

    Attributes:
        what: `stage`, `response` or `demand`.
        turn: its position, from 0.
        first: what the one said.
        second: what the other said.
    """

    what: str
    dialogue: str
    script: str
    turn: int
    group: str
    first: str
    second: str


class Cues(msgspec.Struct, frozen=True):
    """The cues of one turn: how many each marked, and how many of them meet."""

    dialogue: str
    script: str
    group: str
    first: int
    second: int
    both: int


class Measure(msgspec.Struct, frozen=True):
    """One figure with its 95% interval.

    Attributes:
        what: `stage`, `response`, `demand` or `cues`.
        group: what it is limited to; empty for everything.
        value: alpha, or F1 for cues; None where nothing varies and neither is defined.
        low: 2.5th percentile of the bootstrap over scripts.
        units: turns (for cues: spans of both together).
        scripts: how many scripts they come from.
    """

    what: str
    group: str
    value: float | None
    low: float | None
    high: float | None
    units: int
    scripts: int


class Agreement(msgspec.Struct, frozen=True):
    """What `agree` found.

    Attributes:
        annotators: the two ids.
        confusion: per task, counts by (first, second).
        worst: turns that they label differently, those of the dialogues with most of them first.
    """

    annotators: tuple[str, str]
    dialogues: int
    turns: int
    measures: tuple[Measure, ...]
    confusion: dict[str, dict[str, dict[str, int]]]
    worst: tuple[Unit, ...]


def agreement(
    dialogues: Iterable[Dialogue],
    first: Mapping[str, Layer],
    second: Mapping[str, Layer],
    *,
    by: By | None = None,
    draws: int = DRAWS,
    progress: Callable[[int, int | None], None] | None = None,
) -> Agreement:
    """Compare two labellings.

    Args:
        dialogues: what was labelled; those that one of the two lacks are passed over.
        first: layers of the one by dialogue id.
        second: layers of the other.
        by: figures apart for each stage, scam type or language, too.
        draws: how often the bootstrap draws.
        progress: called with the figures that are done and those in all.

    Returns:
        An `Agreement`. The same input gives the same figures.
    """
    units: list[Unit] = []
    cues: list[Cues] = []
    names = ("", "")
    count = turns = 0
    for dialogue in dialogues:
        if dialogue.id not in first or dialogue.id not in second:
            continue
        pair = first[dialogue.id], second[dialogue.id]
        names = (pair[0].annotator, pair[1].annotator)
        groups = {"type": dialogue.scam_type or "benign", "language": dialogue.language}
        group = groups.get(by or "", "")
        units += _units(dialogue, pair, group)
        cues += _cues(dialogue, pair, group)
        count += 1
        turns += len(dialogue.turns)
    tasks = list(_tasks(units, cues, by))
    measures = []
    for number, (what, of, chosen) in enumerate(tasks):
        measures.append(_measured(what, of, chosen, draws))
        if progress:
            progress(number + 1, len(tasks))
    return Agreement(names, count, turns, tuple(measures), _confusion(units), _worst(units))


def _labels(layer: Layer) -> dict[int, TurnLabels]:
    return {each.turn: each for each in layer.turns}


def _units(dialogue: Dialogue, pair: tuple[Layer, Layer], group: str) -> Iterator[Unit]:
    """Yield the turns of a dialogue that count for each task."""
    one, other = map(_labels, pair)
    nothing = TurnLabels(turn=0)
    for number, _, role in dialogue.numbered_turns():
        said = one.get(number, nothing), other.get(number, nothing)
        told: list[tuple[str, list[str]]] = [
            ("demand", ["demand" if each.demand else NONE for each in said])
        ]
        if role == "scammer":
            told.append(("stage", [each.stage or NONE for each in said]))
        if role == "target":
            told.append(("response", [each.response or NONE for each in said]))
        for what, (here, there) in told:
            yield Unit(what, dialogue.id, dialogue.script, number, group, here, there)


def _cues(dialogue: Dialogue, pair: tuple[Layer, Layer], group: str) -> Iterator[Cues]:
    one, other = map(_labels, pair)
    for number in sorted(one.keys() | other.keys()):
        spans = [each[number].spans if number in each else () for each in (one, other)]
        if spans[0] or spans[1]:
            both = _meeting(*spans)
            counts = len(spans[0]), len(spans[1]), both
            yield Cues(dialogue.id, dialogue.script, group, *counts)


def _meeting(first: Sequence[Span], second: Sequence[Span]) -> int:
    """Return how many spans overlap one of the other side with the same cue; each counts once."""
    left = list(second)
    met = 0
    for span in first:
        for each in left:
            if each.cue == span.cue and each.start < span.end and span.start < each.end:
                left.remove(each)
                met += 1
                break
    return met


def _tasks(
    units: list[Unit], cues: list[Cues], by: By | None
) -> Iterator[tuple[str, str, list[Unit] | list[Cues]]]:
    """Yield what is measured: task, group, and the units of it."""
    for what in ("stage", "response", "demand"):
        yield what, "", [each for each in units if each.what == what]
    yield "cues", "", cues
    if by == "stage":
        for stage in (*taxonomy().ids("stage"), NONE):
            yield "stage", stage, [_against(stage, each) for each in units if each.what == "stage"]
    elif by:
        for group in sorted({each.group for each in units}):
            for what in ("stage", "response", "demand"):
                if some := [each for each in units if (each.what, each.group) == (what, group)]:
                    yield what, group, some
            if few := [each for each in cues if each.group == group]:
                yield "cues", group, few


def _against(stage: str, unit: Unit) -> Unit:
    """Return a unit in which every other stage is one category."""
    said = [each if each == stage else "another" for each in (unit.first, unit.second)]
    return msgspec.structs.replace(unit, first=said[0], second=said[1])


def _measured(what: str, group: str, units: list[Unit] | list[Cues], draws: int) -> Measure:
    scripts: dict[str, list[Unit | Cues]] = {}
    for unit in units:
        scripts.setdefault(unit.script, []).append(unit)
    tables = [_table(scripts[name]) for name in sorted(scripts)]
    chance = random.Random("hookline agree")  # noqa: S311 - nothing secret
    drawn = []
    for _ in range(draws if len(tables) > 1 else 0):
        value = _value(what, chance.choices(tables, k=len(tables)))
        if value is not None:
            drawn.append(value)
    drawn.sort()
    low = drawn[int(0.025 * len(drawn))] if drawn else None
    high = drawn[min(len(drawn) - 1, int(0.975 * len(drawn)))] if drawn else None
    number = len(units)
    if what == "cues":
        number = sum(each.first + each.second for each in units if isinstance(each, Cues))
    return Measure(what, group, _value(what, tables), low, high, number, len(tables))


def _table(units: list[Unit | Cues]) -> Counter[tuple[str, str]]:
    """Return how often each pair of labels occurs; for cues, the sums."""
    table: Counter[tuple[str, str]] = Counter()
    for unit in units:
        if isinstance(unit, Cues):
            table["spans", ""] += unit.first + unit.second
            table["both", ""] += unit.both
        else:
            table[unit.first, unit.second] += 1
    return table


def _value(what: str, tables: list[Counter[tuple[str, str]]]) -> float | None:
    whole: Counter[tuple[str, str]] = Counter()
    for table in tables:
        whole.update(table)
    if what == "cues":
        spans = whole["spans", ""]
        return 2 * whole["both", ""] / spans if spans else None
    return alpha(whole)


def alpha(table: Mapping[tuple[str, str], int]) -> float | None:
    """Return Krippendorff's alpha for nominal data of two labellings without gaps.

    Args:
        table: how often each pair of labels occurs.

    Returns:
        None where all labels are the same, so that nothing could be confused.
    """
    import krippendorff  # noqa: PLC0415 - heavy (numpy)
    import numpy as np  # noqa: PLC0415 - heavy

    names = sorted({name for pair, count in table.items() if count for name in pair})
    if len(names) < _SAME:
        return None
    place = {name: number for number, name in enumerate(names)}
    pairs = [(pair, count) for pair, count in sorted(table.items()) if count]
    counts = np.zeros((len(pairs), len(names)), dtype=int)
    for row, (pair, _) in enumerate(pairs):
        for name in pair:
            counts[row, place[name]] += 1
    repeated = np.repeat(counts, [count for _, count in pairs], axis=0)
    found = krippendorff.alpha(
        value_counts=repeated,
        value_domain=list(range(len(names))),
        level_of_measurement="nominal",
    )
    return float(found)


def _confusion(units: list[Unit]) -> dict[str, dict[str, dict[str, int]]]:
    tables: dict[str, dict[str, dict[str, int]]] = {}
    for what in ("stage", "response", "demand"):
        known = (NONE, "demand") if what == "demand" else (*taxonomy().ids(what), NONE)
        rows: dict[str, dict[str, int]] = {name: dict.fromkeys(known, 0) for name in known}
        for unit in units:
            if unit.what == what:
                rows[unit.first][unit.second] += 1
        tables[what] = rows
    return tables


def _worst(units: list[Unit]) -> tuple[Unit, ...]:
    apart = [unit for unit in units if unit.first != unit.second]
    many = Counter(unit.dialogue for unit in apart)
    return tuple(
        sorted(apart, key=lambda each: (-many[each.dialogue], each.dialogue, each.turn, each.what))
    )
