"""Demands, payments, payouts: who makes them and what they refer to."""

from collections.abc import Iterator

from hookline import fixes
from hookline.examples import REMOVED, Bad
from hookline.findings import Hit, Severity
from hookline.language import Phrase
from hookline.model import Dialogue
from hookline.rules.base import dialogue_rule

_OTHER_SIDE = ("scammer", "counterpart")


@dialogue_rule(
    "money/side",
    "turn {number} holds a {kind}, but it is spoken by a {role}",
    trigger="money",
    why="Demands and payouts come from the other side, payments from the target.",
    hint="Move it to the turn of the one who asks or pays, or correct the role.",
    bad=Bad(
        "/turns/5/demand",
        (("/turns/5/demand", {"id": "d3", "pretext": "other", "currency": "GBP"}),),
    ),
)
def side(dialogue: Dialogue) -> Iterator[Hit]:
    """Scammers and counterparts ask and pay out; targets pay."""
    for number, turn, role in dialogue.numbered_turns():
        if role is None:
            continue
        if turn.demand and role not in _OTHER_SIDE:
            yield Hit(
                f"/turns/{number}/demand",
                {"number": number, "kind": Phrase("demand"), "role": role},
            )
        if turn.payment and role != "target":
            yield Hit(
                f"/turns/{number}/payment",
                {"number": number, "kind": Phrase("payment"), "role": role},
            )
        if turn.payout and role not in _OTHER_SIDE:
            yield Hit(
                f"/turns/{number}/payout",
                {"number": number, "kind": Phrase("payout"), "role": role},
            )


@dialogue_rule(
    "money/demand-unique",
    "the demand {id} of turn {number} was already made in turn {first}",
    trigger="money",
    why="Payments name the demand that they answer.",
    hint="Give every demand an id of its own: d1, d2 and so on.",
    bad=Bad("/turns/4/demand/id", (("/turns/4/demand/id", "d1"),)),
)
def demand_unique(dialogue: Dialogue) -> Iterator[Hit]:
    """No two demands have the same id."""
    first: dict[str, int] = {}
    for number, turn in enumerate(dialogue.turns):
        if turn.demand:
            earlier = first.setdefault(turn.demand.id, number)
            if earlier != number:
                values = {"id": turn.demand.id, "number": number, "first": earlier}
                yield Hit(f"/turns/{number}/demand/id", values)


@dialogue_rule(
    "money/demand-order",
    "the demand of turn {number} is {id}; in order of appearance it is {expected}",
    trigger="money",
    why="A number that is left out looks like a demand that was lost.",
    hint="Number the demands d1, d2 and so on as they appear, and payments and revises with them.",
    bad=Bad("/turns/4/demand/id", (("/turns/4/demand/id", "d3"),)),
    severity=Severity.WARNING,
    fix=fixes.with_demands_in_order,
)
def demand_order(dialogue: Dialogue) -> Iterator[Hit]:
    """Demands are numbered d1, d2 and so on as they appear."""
    ids = [turn.demand.id for turn in dialogue.turns if turn.demand]
    if len(set(ids)) < len(ids):
        return
    asking = [number for number, turn in enumerate(dialogue.turns) if turn.demand]
    for count, (number, found) in enumerate(zip(asking, ids, strict=True), 1):
        if found != f"d{count}":
            values = {"number": number, "id": found, "expected": f"d{count}"}
            yield Hit(f"/turns/{number}/demand/id", values)
            return


@dialogue_rule(
    "money/payment-demand",
    "turn {number} pays for the demand {id}, but {defect}",
    trigger="money",
    why="A payment answers a demand that stands before it.",
    hint="Name an earlier demand, or record the demand where it is first made.",
    bad=Bad("/turns/3/payment/demand", (("/turns/3/payment/demand", "d2"),)),
)
def payment_demand(dialogue: Dialogue) -> Iterator[Hit]:
    """Every payment names a demand of an earlier turn."""
    first = _demand_turns(dialogue)
    for number, turn in enumerate(dialogue.turns):
        if turn.payment and first.get(turn.payment.demand, number) >= number:
            values = _not_before(number, turn.payment.demand, first)
            yield Hit(f"/turns/{number}/payment/demand", values)


@dialogue_rule(
    "money/revises",
    "the demand of turn {number} revises {id}, but {defect}",
    trigger="money",
    why="Totals count only the last of a chain of revisions.",
    hint="Name an earlier demand, or leave revises out.",
    bad=Bad("/turns/4/demand/revises", (("/turns/4/demand/revises", "d7"),)),
)
def revises(dialogue: Dialogue) -> Iterator[Hit]:
    """A revised demand stands before the one that revises it."""
    first = _demand_turns(dialogue)
    for number, turn in enumerate(dialogue.turns):
        wanted = turn.demand.revises if turn.demand else None
        if wanted and first.get(wanted, number) >= number:
            values = _not_before(number, wanted, first)
            yield Hit(f"/turns/{number}/demand/revises", values)


@dialogue_rule(
    "money/revised-twice",
    "the demand {id} was already revised in turn {first}",
    trigger="money",
    why="Of a demand that two others revise both would count.",
    hint="Let the later one revise the earlier revision.",
    bad=Bad(
        "/turns/5/demand/revises",
        (
            ("/turns/3/payment", REMOVED),
            ("/turns/4/demand/revises", "d1"),
            ("/turns/4/stage", "fee"),
            (
                "/turns/5",
                {
                    "speaker": "B",
                    "channel": "marketplace",
                    "text": "Or 15 then.",
                    "stage": "fee",
                    "demand": {
                        "id": "d3",
                        "pretext": "shipping",
                        "amount": 15,
                        "currency": "GBP",
                        "revises": "d1",
                    },
                },
            ),
        ),
    ),
)
def revised_twice(dialogue: Dialogue) -> Iterator[Hit]:
    """No demand is revised by two others."""
    first: dict[str, int] = {}
    for number, turn in enumerate(dialogue.turns):
        wanted = turn.demand.revises if turn.demand else None
        if wanted:
            earlier = first.setdefault(wanted, number)
            if earlier != number:
                yield Hit(f"/turns/{number}/demand/revises", {"id": wanted, "first": earlier})


def _demand_turns(dialogue: Dialogue) -> dict[str, int]:
    first: dict[str, int] = {}
    for number, turn in enumerate(dialogue.turns):
        if turn.demand:
            first.setdefault(turn.demand.id, number)
    return first


def _not_before(number: int, wanted: str, first: dict[str, int]) -> dict[str, object]:
    defect = Phrase("there is none of that id")
    if wanted in first:
        defect = Phrase("that is made only in turn {number}", {"number": first[wanted]})
        if first[wanted] == number:
            defect = Phrase("that is made here itself")
    return {"number": number, "id": wanted, "defect": defect}


RULES = (side, demand_unique, demand_order, payment_demand, revises, revised_twice)
