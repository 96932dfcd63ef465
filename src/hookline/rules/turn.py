"""Turns as a row of messages in time."""

from collections.abc import Iterator

from hookline.examples import Bad
from hookline.findings import Hit
from hookline.model import Dialogue
from hookline.rules.base import dialogue_rule


@dialogue_rule(
    "turn/minute-order",
    "turn {number} stands at minute {found}, but turn {first} before it at minute {before}",
    trigger="turn",
    why="Minutes count from the first turn; readers measure pauses with them.",
    hint="Correct one of the two, or bring the turns into their order.",
    bad=Bad("/turns/3/minute", (("/turns/1/minute", 9), ("/turns/3/minute", 4))),
)
def minute_order(dialogue: Dialogue) -> Iterator[Hit]:
    """Minutes never run backwards."""
    before, first = 0, 0
    for number, turn in enumerate(dialogue.turns):
        if turn.minute is None:
            continue
        if turn.minute < before:
            values = {"number": number, "found": turn.minute, "first": first, "before": before}
            yield Hit(f"/turns/{number}/minute", values)
        else:
            before, first = turn.minute, number


RULES = (minute_order,)
