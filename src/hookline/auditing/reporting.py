"""All that an audit finds, and its verdict on each line."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from hookline.auditing.likeness import (
    Pair,
    Repeated,
    across,
    divided,
    near_duplicates,
    repeated_turns,
)
from hookline.auditing.material import Sample
from hookline.auditing.probes import PROBES, Probe
from hookline.auditing.scoring import Score, score, too_few
from hookline.auditing.variety import Variety, variety

Verdict = Literal["fine", "unclear", "leak", "reported"]
COLUMN_GOAL = 0.60


class Line(msgspec.Struct, frozen=True):
    """A score with its verdict.

    Attributes:
        title: what the model was shown.
        goal: the highest AUROC that is fine; None where it is only reported.
        verdict: `fine` at or below the goal; `unclear` above it, but the interval reaches down to
            it; `leak` where it does not; `reported` without a goal.
        means: what a higher figure means.
        change: what to do then.
    """

    title: str
    score: Score
    goal: float | None
    verdict: Verdict
    means: str
    change: str


class Audit(msgspec.Struct, frozen=True):
    """What an audit found.

    Attributes:
        scams: how many of the dialogues are scams.
        skipped: parts that are too small for the folds.
        alike: near-duplicates across groups.
        divided: near-duplicates that stand in different parts of the split.
        repeated: turns that stand in more than one group.
    """

    dialogues: int
    scams: int
    groups: int
    lines: tuple[Line, ...]
    skipped: tuple[str, ...]
    alike: tuple[Pair, ...]
    divided: tuple[Pair, ...]
    repeated: tuple[Repeated, ...]
    variety: tuple[Variety, ...]

    @property
    def leaks(self) -> tuple[Line, ...]:
        """The lines whose verdict is `leak`."""
        return tuple(line for line in self.lines if line.verdict == "leak")


def audited(
    samples: Sequence[Sample],
    *,
    split: Mapping[str, str] | None = None,
    progress: Callable[[int, int | None], None] | None = None,
) -> Audit:
    """Audit dialogues.

    Args:
        samples: what is audited.
        split: the part that each group belongs to.
        progress: called with the figures that are done and those in all.

    Returns:
        An `Audit`; the same samples give the same figures.
    """
    parts = {"": list(samples)} if len({each.part for each in samples}) < 2 else {}  # noqa: PLR2004
    for sample in samples if not parts else ():
        parts.setdefault(sample.part, []).append(sample)
    skipped = [part or "all" for part, some in parts.items() if too_few(some)]
    probes = (*PROBES, *_columns(samples))
    tasks = [
        (probe, part, some)
        for part, some in sorted(parts.items())
        if not too_few(some)
        for probe in probes
    ]
    lines = []
    for number, (probe, part, some) in enumerate(tasks):
        lines.append(_line(probe, score(probe, part, some)))
        if progress:
            progress(number + 1, len(tasks))
    pairs = near_duplicates(samples, split)
    return Audit(
        dialogues=len(samples),
        scams=sum(each.scam for each in samples),
        groups=len({each.group for each in samples}),
        lines=tuple(lines),
        skipped=tuple(skipped),
        alike=tuple(across(pairs)),
        divided=tuple(divided(pairs)) if split else (),
        repeated=tuple(repeated_turns(samples)),
        variety=tuple(variety(samples)),
    )


def _columns(samples: Sequence[Sample]) -> Iterator[Probe]:
    """Yield a probe for each other column that a model would be given."""
    names = {name: None for sample in samples for name in sample.other}
    for name in names:
        yield Probe(
            f"column:{name}",
            f"the column {name}",
            lambda sample, name=name: sample.other.get(name, ""),  # type: ignore[misc]
            COLUMN_GOAL,
            "a name or an id gives the label away",
            "leave the column out, or give ids that tell nothing",
        )


def _line(probe: Probe, found: Score) -> Line:
    verdict: Verdict = "reported"
    if probe.goal is not None:
        verdict = "fine" if found.auroc <= probe.goal else "unclear"
        verdict = "leak" if found.low > probe.goal else verdict
    return Line(probe.title, found, probe.goal, verdict, probe.means, probe.change)
