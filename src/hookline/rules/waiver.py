"""Waivers: one accepted finding each, of a rule that may be waived, while it is still found."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from hookline.examples import Bad
from hookline.findings import Hit, Level, RuleInfo, Severity
from hookline.language import Phrase, nearest
from hookline.model import Waiver

_WAIVER = {
    "pointer": "/turns/2/demand/amount",
    "reason": "The amount is printed in the bulletin itself.",
    "by": "maintainer",
    "date": "2026-11-22",
}
UNUSED = RuleInfo(
    id="waiver/unused",
    level=Level.DIALOGUE,
    severity=Severity.WARNING,
    waivable=False,
    holds="Every waiver accepts a finding that is there.",
    message="the waiver of {rule} at {pointer} accepts nothing",
    why="A waiver that is left behind would hide the next finding at its place.",
    hint="Take the waiver out, or correct its pointer.",
    bad=Bad("/waivers/0", (("/waivers", [{"rule": "money/implausible", **_WAIVER}]),)),
)
BARRED = RuleInfo(
    id="waiver/barred",
    level=Level.DIALOGUE,
    waivable=False,
    holds="Only rules that may be waived are waived.",
    message="{rule} cannot be waived",
    why="What endangers people, or breaks readers, is mended and not accepted.",
    hint="Take the waiver out and mend what the rule finds.",
    bad=Bad("/waivers/0/rule", (("/waivers", [{"rule": "privacy/url", **_WAIVER}]),)),
)
UNKNOWN = RuleInfo(
    id="waiver/unknown",
    level=Level.DIALOGUE,
    waivable=False,
    holds="Every waiver names a rule that there is.",
    message="there is no rule {rule}",
    why="A waiver that names no rule accepts nothing, and its author believes that it does.",
    hint="hookline explain lists the rules.",
    bad=Bad("/waivers/0/rule", (("/waivers", [{"rule": "money/implausable", **_WAIVER}]),)),
)
RULES = (UNUSED, BARRED, UNKNOWN)

Found = tuple[RuleInfo, Hit]


class Judged(NamedTuple):
    """Findings after the waivers: what is kept, and how many were accepted."""

    kept: list[Found]
    waived: int


def judged(
    waivers: tuple[Waiver, ...],
    found: Iterable[Found],
    catalogue: Mapping[str, RuleInfo],
    levels: frozenset[Level],
) -> Judged:
    """Return the findings that are not waived, and those about the waivers themselves.

    Args:
        waivers: of one dialogue.
        found: what its rules found.
        catalogue: all rules by id.
        levels: the levels that ran; a waiver for another level may be used elsewhere.
    """
    accepted = {
        (each.rule, each.pointer): number
        for number, each in enumerate(waivers)
        if each.rule in catalogue and catalogue[each.rule].waivable
    }
    used: set[int] = set()
    kept: list[Found] = []
    waived = 0
    for info, hit in found:
        number = accepted.get((info.id, hit.pointer))
        if number is None:
            kept.append((info, hit))
        else:
            used.add(number)
            waived += 1
    kept += _about(waivers, used, catalogue, levels)
    return Judged(kept, waived)


def _about(
    waivers: tuple[Waiver, ...],
    used: set[int],
    catalogue: Mapping[str, RuleInfo],
    levels: frozenset[Level],
) -> Iterator[Found]:
    for number, each in enumerate(waivers):
        info = catalogue.get(each.rule)
        if info is None:
            meant = nearest(each.rule, catalogue)
            yield UNKNOWN, Hit(f"/waivers/{number}/rule", {"rule": each.rule}, meant)
        elif not info.waivable:
            yield BARRED, Hit(f"/waivers/{number}/rule", {"rule": each.rule})
        elif number not in used and info.level in levels:
            where = each.pointer or Phrase("the dialogue")
            values = {"rule": each.rule, "pointer": where}
            yield UNUSED, Hit(f"/waivers/{number}", values)
