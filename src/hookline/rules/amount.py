"""Amounts: how they are written, whether they agree. The family is money."""

import re
from collections.abc import Iterator
from decimal import Decimal

from hookline.examples import Bad
from hookline.findings import Hit, Severity
from hookline.language import Phrase
from hookline.ledger import minor_units, money
from hookline.model import Demand, Dialogue
from hookline.rules.base import dialogue_rule
from hookline.taxonomy import minor_digits

_MOST, _MOST_SMALL = 10_000_000, 10_000_000_000
_SMALL_UNITS = ("IDR", "KRW", "JPY", "VND")
_LEAST = 10
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_IN_WORDS = re.compile("[一二两三四五六七八九十百千万]|(?i:hundred|thousand|dozen|million)")


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
    "money/text-differs",
    "the text names {named}, but the demand is {amount}",
    trigger="amount",
    why="The amount of a demand is what the other side names.",
    hint="Correct the amount or the text; the amount may also be named in a turn before.",
    bad=Bad("/turns/4/text", (("/turns/4/text", "The courier wants 29.90 more."),)),
    severity=Severity.WARNING,
)
def text_differs(dialogue: Dialogue) -> Iterator[Hit]:
    """The amount of a demand stands in its turn's text, where that names numbers in digits.

    Amounts in words, sums of what was named before and amounts that an earlier turn named are let
    be: only a text whose numbers all differ from the demand is told.
    """
    named: set[Decimal] = set()
    for number, turn in enumerate(dialogue.turns):
        here = {Decimal(found.replace(",", "")) for found in _NUMBER.findall(turn.text)}
        demand = turn.demand
        told = {each for each in here if each >= _LEAST}
        if demand and demand.amount is not None and told and not _IN_WORDS.search(turn.text):
            amount = Decimal(str(demand.amount))
            if not _is_told(amount, here | named):
                values = {
                    "named": ", ".join(f"{each:,}" for each in sorted(told)),
                    "amount": money(minor_units(demand.amount, demand.currency), demand.currency),
                }
                yield Hit(f"/turns/{number}/text", values)
        named |= here


def _is_told(amount: Decimal, named: set[Decimal]) -> bool:
    """Tell whether an amount was named, as such or in thousands or ten thousands (2k, 2万)."""
    return any(amount in (each, each * 1000, each * 10_000) for each in named)


def _amounts(dialogue: Dialogue) -> Iterator[tuple[str, float, str]]:
    for number, turn in enumerate(dialogue.turns):
        named = (("demand", turn.demand), ("payment", turn.payment), ("payout", turn.payout))
        for name, each in named:
            if each and each.amount is not None:
                yield f"/turns/{number}/{name}/amount", each.amount, each.currency


RULES = (decimals, currency, paid_differs, implausible, text_differs)
