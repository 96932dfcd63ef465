"""What the values of columns are taken from: a dialogue, its turns, what annotators say of them."""

from collections.abc import Iterator, Sequence
from typing import Any

from hookline.model import Dialogue, Layer, TurnLabels
from hookline.views.columns import Level


def _roles(dialogue: Dialogue, _layers: Sequence[Layer]) -> list[str | None]:
    return [role for _, _, role in dialogue.numbered_turns()]


OWNER = Level("owner", lambda dialogue, _layers: (dialogue,) * len(dialogue.turns))
TURN = Level("turn", lambda dialogue, _layers: dialogue.turns)
NUMBER = Level("number", lambda dialogue, _layers: range(len(dialogue.turns)))
ROLE = Level("role", _roles)
LAYER = Level("layer", lambda dialogue, layers: [
    layer for layer in layers for _ in dialogue.turns
], layered=True)  # fmt: skip
LABELS = Level("labels", lambda dialogue, layers: [
    labels for layer in layers for labels in _every_turn(dialogue, layer)
], layered=True)  # fmt: skip


def for_each_layer(level: Level) -> Level:
    """Return the same things, once for each annotator."""

    def things(dialogue: Dialogue, layers: Sequence[Layer]) -> tuple[Any, ...]:
        return tuple(level.things(dialogue, ())) * len(layers)

    return Level(f"{level.name} for each layer", things, layered=True)


LABELLED_OWNER, LABELLED_TURN, LABELLED_NUMBER, LABELLED_ROLE = map(
    for_each_layer, (OWNER, TURN, NUMBER, ROLE)
)


def _every_turn(dialogue: Dialogue, layer: Layer) -> Iterator[TurnLabels]:
    """Yield an annotator's labels of every turn, empty where there are none."""
    found = {each.turn: each for each in layer.turns}
    for number in range(len(dialogue.turns)):
        yield found.get(number) or TurnLabels(turn=number)
