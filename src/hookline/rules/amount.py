"""Amounts and currencies: whether they can be, whether they agree. The family is money."""

from collections.abc import Iterator
from decimal import Decimal

from hookline.examples import Bad
from hookline.findings import Hit, Severity
from hookline.language import Phrase
from hookline.ledger import ledger, minor_units, money
from hookline.model import Demand, Dialogue
from hookline.rules.base import dialogue_rule
from hookline.taxonomy import minor_digits

_MOST, _MOST_SMALL = 10_000_000, 10_000_000_000
_SMALL_UNITS = ("IDR", "KRW", "JPY", "VND")


@dialogue_rule(
    "money/minor-digits",
    "{amount} {currency} has more than {digits} decimal places",
    trigger="amount",
    why="Sums are computed in whole minor units (ISO 4217).",
    hint="Round the amount to what can be paid.",
    bad=Bad(
        "/turns/4/demand/amount",
        (
            ("/turns/4/demand/amount", 19.905),
            ("/turns/4/text", "The courier wants 19.905 more."),
        ),
    ),
)
def decimals(dialogue: Dialogue) -> Iterator[Hit]:
    """Amounts have at most the decimal places of their currency."""
    for pointer, amount, code in _amounts(dialogue):
        digits = minor_digits(code)
        scaled = Decimal(str(amount)).scaleb(digits)
        if scaled != scaled.to_integral_value():
            yield Hit(pointer, {"amount": amount, "currency": code, "digits": digits})


@dialogue_rule(
    "money/currency",
    "turn {number} {does} {found}, but the demand {id} is in {expected}",
    trigger="amount",
    why="A sum in two currencies is no sum.",
    hint="Use one currency for a demand, what revises it and what is paid for it.",
    bad=Bad("/turns/3/payment/currency", (("/turns/3/payment/currency", "USD"),)),
)
def currency(dialogue: Dialogue) -> Iterator[Hit]:
    """A demand, its revision and its payments are in one currency."""
    currencies: dict[str, str] = {}
    for number, turn in enumerate(dialogue.turns):
        if (paid := turn.payment) and currencies.get(paid.demand, paid.currency) != paid.currency:
            values = {"number": number, "does": Phrase("pays in"), "found": paid.currency}
            values |= {"id": paid.demand, "expected": currencies[paid.demand]}
            yield Hit(f"/turns/{number}/payment/currency", values)
        if asked := turn.demand:
            earlier = currencies.get(asked.revises or "", asked.currency)
            if earlier != asked.currency:
                values = {"number": number, "does": Phrase("asks in"), "found": asked.currency}
                values |= {"id": asked.revises, "expected": earlier}
                yield Hit(f"/turns/{number}/demand/currency", values)
            currencies.setdefault(asked.id, asked.currency)


@dialogue_rule(
    "money/paid-differs",
    "{paid} was paid for the demand {id}, which asks for {asked}",
    trigger="amount",
    why="Asked and paid may differ; often one of the two is a slip of the pen.",
    hint="Let it be where the story says so.",
    bad=Bad("/turns/3/payment/amount", (("/turns/3/payment/amount", 51),)),
    severity=Severity.INFO,
)
def paid_differs(dialogue: Dialogue) -> Iterator[Hit]:
    """What was paid for a demand is what it asks for, or a part of it."""
    asked: dict[str, Demand] = {}
    paid: dict[str, int] = {}
    for number, turn in enumerate(dialogue.turns):
        if turn.demand:
            asked.setdefault(turn.demand.id, turn.demand)
        if turn.payment is None or turn.payment.demand not in asked:
            continue
        demand = asked[turn.payment.demand]
        if demand.amount is None or demand.currency != turn.payment.currency:
            continue
        paid[demand.id] = paid.get(demand.id, 0) + minor_units(turn.payment.amount, demand.currency)
        if paid[demand.id] > minor_units(demand.amount, demand.currency):
            values = {
                "paid": money(paid[demand.id], demand.currency),
                "id": demand.id,
                "asked": money(minor_units(demand.amount, demand.currency), demand.currency),
            }
            yield Hit(f"/turns/{number}/payment/amount", values)


@dialogue_rule(
    "money/implausible",
    "{amount} is more than people are asked for in a chat",
    trigger="amount",
    why="A slip of a digit makes sums and averages useless.",
    hint="Correct the amount, or waive the finding with the reason.",
    bad=Bad(
        "/turns/4/demand/amount",
        (
            ("/turns/4/demand/amount", 199_000_000),
            ("/turns/4/text", "The courier wants 199,000,000 more."),
        ),
    ),
    severity=Severity.WARNING,
)
def implausible(dialogue: Dialogue) -> Iterator[Hit]:
    """Amounts are below ten million, or ten thousand million where money has small units."""
    for pointer, amount, code in _amounts(dialogue):
        if amount >= (_MOST_SMALL if code in _SMALL_UNITS else _MOST):
            yield Hit(pointer, {"amount": money(minor_units(amount, code), code)})


@dialogue_rule(
    "money/currencies",
    "turn {number} is in {found}, but the first money of this dialogue is in {expected}",
    trigger="amount",
    why="Sums are given for each currency; a second one is often a slip.",
    hint="Let it be where the story says so; crypto stands at its equivalent.",
    bad=Bad("/turns/4/demand/currency", (("/turns/4/demand/currency", "USD"),)),
    severity=Severity.INFO,
)
def currencies(dialogue: Dialogue) -> Iterator[Hit]:
    """The demands and payouts of a dialogue are in one currency."""
    expected = None
    for number, turn in enumerate(dialogue.turns):
        for name, each in (("demand", turn.demand), ("payout", turn.payout)):
            if each is None or (turn.demand is each and turn.demand.revises):
                continue
            expected = expected or each.currency
            if each.currency != expected:
                values = {"number": number, "found": each.currency, "expected": expected}
                yield Hit(f"/turns/{number}/{name}/currency", values)


@dialogue_rule(
    "money/payout-exceeds",
    "this scam pays out {received} and takes {paid}",
    trigger="amount",
    why="Few scams cost the scammer money; often a balance on a screen was taken for a payout.",
    hint="Record only money that is really received, or let it be where the story ends so.",
    bad=Bad(
        "/turns/4/payout",
        (
            (
                "/turns/4/payout",
                {"amount": 60, "currency": "GBP", "method": "bank_transfer"},
            ),
        ),
    ),
    severity=Severity.INFO,
)
def payout_exceeds(dialogue: Dialogue) -> Iterator[Hit]:
    """A scam pays out no more than it takes."""
    paying = [number for number, turn in enumerate(dialogue.turns) if turn.payout]
    if dialogue.label != "scam" or not paying:
        return
    for code, lost in ledger(dialogue).lost().items():
        if lost < 0:
            received = ledger(dialogue).received[code]
            values = {"received": money(received, code), "paid": money(received + lost, code)}
            yield Hit(f"/turns/{paying[-1]}/payout", values)


def _amounts(dialogue: Dialogue) -> Iterator[tuple[str, float, str]]:
    for number, turn in enumerate(dialogue.turns):
        named = (("demand", turn.demand), ("payment", turn.payment), ("payout", turn.payout))
        for name, each in named:
            if each and each.amount is not None:
                yield f"/turns/{number}/{name}/amount", each.amount, each.currency


RULES = (decimals, currency, currencies, paid_differs, payout_exceeds, implausible)
