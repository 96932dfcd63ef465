"""Responses: the target's alone, and a payment is one of them."""

from collections.abc import Iterator

from hookline.examples import Bad
from hookline.findings import Hit
from hookline.language import Phrase
from hookline.model import Dialogue
from hookline.rules.base import dialogue_rule


@dialogue_rule(
    "response/target-only",
    "turn {number} has the response {response}, but it is spoken by a {role}",
    trigger="response",
    why="A response is how the target answers.",
    hint="Leave the response out, or correct the speaker or the role.",
    bad=Bad("/turns/1/response", (("/turns/1/response", "doubt"),)),
)
def target_only(dialogue: Dialogue) -> Iterator[Hit]:
    """Only turns of targets have a response."""
    for number, turn, role in dialogue.numbered_turns():
        if turn.response and role not in ("target", None):
            values = {"number": number, "response": turn.response, "role": role}
            yield Hit(f"/turns/{number}/response", values)


@dialogue_rule(
    "response/payment-complies",
    "turn {number} holds a payment, but its response is {response}",
    trigger="response",
    why="Who pays complies, whatever else they say.",
    hint="Set the response to comply.",
    bad=Bad("/turns/3/payment", (("/turns/3/response", "doubt"),)),
)
def payment_complies(dialogue: Dialogue) -> Iterator[Hit]:
    """A turn of the target with a payment is comply."""
    for number, turn, role in dialogue.numbered_turns():
        if turn.payment and role == "target" and turn.response != "comply":
            values = {"number": number, "response": turn.response or Phrase("missing")}
            yield Hit(f"/turns/{number}/payment", values)


RULES = (target_only, payment_complies)
