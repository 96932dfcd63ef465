"""Demands that lower, raise or replace others: what that means for money. The family is money."""

from collections.abc import Iterator
from typing import Any

from hookline.examples import REMOVED, Bad
from hookline.findings import Hit, Severity
from hookline.ledger import unpaid
from hookline.model import Demand, Dialogue, Payment
from hookline.rules.base import dialogue_rule

_LOWERED: dict[str, Any] = {
    "speaker": "B",
    "channel": "marketplace",
    "text": "40 then.",
    "stage": "fee",
    "demand": {
        "id": "d2",
        "pretext": "booking_deposit",
        "amount": 40,
        "currency": "GBP",
        "revises": "d1",
    },
}
_PAID = {
    "speaker": "A",
    "channel": "marketplace",
    "text": "Sent.",
    "response": "comply",
    "payment": {"demand": "d1", "amount": 50, "currency": "GBP", "method": "bank_transfer"},
}
_AGAIN = {
    "speaker": "B",
    "channel": "marketplace",
    "text": "50, please.",
    "stage": "fee",
    "demand": _LOWERED["demand"] | {"amount": 50},
}


@dialogue_rule(
    "money/revises-paid",
    "the demand {id} of turn {number} revises {revised}, which was paid in full in turn {paid}",
    trigger="money",
    why="Totals count only the last of a chain: what was asked and paid before would be lost.",
    hint="Leave revises out: money asked on top of what was paid is a new demand.",
    bad=Bad("/turns/4/demand/revises", (("/turns/4/demand/revises", "d1"),)),
    severity=Severity.WARNING,
)
def revises_paid(dialogue: Dialogue) -> Iterator[Hit]:
    """No demand revises one that is paid in full."""
    for number, wanted, demand, payments in _revisions(dialogue):
        left = unpaid(wanted, (payment for _, payment in payments))
        if payments and left is not None and left <= 0:
            values = {"number": number, "id": demand.id, "revised": wanted.id}
            yield Hit(f"/turns/{number}/demand/revises", {**values, "paid": payments[-1][0]})


@dialogue_rule(
    "money/revises-nothing",
    "the demand {id} of turn {number} revises {revised}, but asks the same",
    trigger="money",
    why="Chasing, or another method or payee alone, is no new demand.",
    hint="Leave the demand out, or correct its amount or pretext.",
    bad=Bad("/turns/4/demand", (("/turns/3/payment", REMOVED), ("/turns/4", _AGAIN))),
    severity=Severity.WARNING,
)
def revises_nothing(dialogue: Dialogue) -> Iterator[Hit]:
    """A demand that revises another has another amount, pretext or currency.

    After a part payment the amount is what is still due, so the same amount is a raised one.
    """
    for number, wanted, demand, payments in _revisions(dialogue):
        if not payments and _asks(wanted) == _asks(demand):
            values = {"number": number, "id": demand.id, "revised": wanted.id}
            yield Hit(f"/turns/{number}/demand", values)


@dialogue_rule(
    "money/pays-replaced",
    "turn {number} pays for the demand {id}, which {by} had replaced in turn {replaced}",
    trigger="money",
    why="A replaced demand is no longer asked: paid and asked would not meet.",
    hint="Let the payment name the demand that stands, or leave revises out of the later one.",
    bad=Bad("/turns/4/payment/demand", (("/turns/3", _LOWERED), ("/turns/4", _PAID))),
    severity=Severity.WARNING,
)
def pays_replaced(dialogue: Dialogue) -> Iterator[Hit]:
    """No payment answers a demand that was replaced before."""
    replaced: dict[str, tuple[int, str]] = {}
    for number, turn in enumerate(dialogue.turns):
        if turn.payment and turn.payment.demand in replaced:
            where, by = replaced[turn.payment.demand]
            values = {"number": number, "id": turn.payment.demand, "by": by, "replaced": where}
            yield Hit(f"/turns/{number}/payment/demand", values)
        if turn.demand and turn.demand.revises:
            replaced.setdefault(turn.demand.revises, (number, turn.demand.id))


_Numbered = tuple[int, Payment]


def _revisions(dialogue: Dialogue) -> Iterator[tuple[int, Demand, Demand, list[_Numbered]]]:
    """Yield turn, revised and revising demand, and what was paid for the revised one before."""
    asked: dict[str, Demand] = {}
    paid: dict[str, list[_Numbered]] = {}
    for number, turn in enumerate(dialogue.turns):
        if turn.demand:
            wanted = asked.get(turn.demand.revises or "")
            if wanted:
                yield number, wanted, turn.demand, paid.get(wanted.id, [])
            asked.setdefault(turn.demand.id, turn.demand)
        if turn.payment:
            paid.setdefault(turn.payment.demand, []).append((number, turn.payment))


def _asks(demand: Demand) -> tuple[float | None, str, str]:
    return demand.amount, demand.pretext, demand.currency


RULES = (revises_paid, revises_nothing, pays_replaced)
