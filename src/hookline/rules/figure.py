"""Amounts beside the figures in their texts. The family is money."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from hookline.examples import Bad
from hookline.findings import Hit, Severity
from hookline.language import Phrase
from hookline.ledger import minor_units, money
from hookline.model import Demand, Dialogue, Payment, Turn
from hookline.rules.base import dialogue_rule

_LEAST = 10
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_IN_WORDS = re.compile(
    "[十百千万]|[一二两三四五六七八九半][块元毛角]"
    "|(?i:hundred|thousand|dozen|million|grand|half|twenty|fifty)"
)


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
    for number, turn, figures in _figures(dialogue):
        if turn.demand and _differs(turn, turn.demand, figures):
            told = ", ".join(f"{each:,}" for each in sorted(figures.here) if each >= _LEAST)
            yield Hit(f"/turns/{number}/text", {"named": told, "amount": _said(turn.demand)})


@dialogue_rule(
    "money/digits-swapped",
    "the text names {named}, but the {kind} is {amount}: the same digits in another order",
    trigger="amount",
    why="Two digits changed places; sums are wrong by that much.",
    hint="Correct the amount or the text.",
    bad=Bad(
        "/turns/3/payment/amount",
        (("/turns/3/text", "Sent 12.50 first."), ("/turns/3/payment/amount", 15.2)),
    ),
    severity=Severity.WARNING,
)
def digits_swapped(dialogue: Dialogue) -> Iterator[Hit]:
    """No amount has the digits of a number in its text in another order."""
    asked: dict[str, float | None] = {}
    for number, turn, figures in _figures(dialogue):
        if turn.demand:
            asked.setdefault(turn.demand.id, turn.demand.amount)
        pairs = (("demand", turn.demand), ("payment", turn.payment))
        for name, each in pairs:
            if each is None or each.amount is None or figures.tell(each.amount):
                continue
            if turn.demand is each and _differs(turn, turn.demand, figures):
                continue
            if turn.payment is each and asked.get(turn.payment.demand) == each.amount:
                continue
            for named in figures.swapped(each.amount):
                values = {"named": f"{named:,}", "kind": Phrase(name), "amount": _said(each)}
                yield Hit(f"/turns/{number}/{name}/amount", values)


class _Figures(NamedTuple):
    """The numbers in digits of a text, and of the texts before it."""

    here: frozenset[Decimal]
    before: frozenset[Decimal]

    def tell(self, amount: float) -> bool:
        """Tell whether an amount is named, as such or in thousands or ten thousands (2k, 2万)."""
        wanted = Decimal(str(amount))
        told = (each * times for each in self.here | self.before for times in (1, 1000, 10_000))
        return wanted in told

    def swapped(self, amount: float) -> Iterator[Decimal]:
        """Yield the numbers of the text that have the digits of an amount in another order."""
        digits = sorted(f"{Decimal(str(amount)):.2f}")
        yield from (each for each in sorted(self.here) if sorted(f"{each:.2f}") == digits)


def _figures(dialogue: Dialogue) -> Iterator[tuple[int, Turn, _Figures]]:
    before: frozenset[Decimal] = frozenset()
    for number, turn in enumerate(dialogue.turns):
        found = _NUMBER.findall(turn.text)
        here = frozenset(Decimal(each.replace(",", "")) for each in found)
        yield number, turn, _Figures(here, before)
        before |= here


def _differs(turn: Turn, demand: Demand, figures: _Figures) -> bool:
    if demand.amount is None or _IN_WORDS.search(turn.text):
        return False
    return max(figures.here, default=0) >= _LEAST and not figures.tell(demand.amount)


def _said(each: Demand | Payment) -> str:
    return money(minor_units(each.amount or 0, each.currency), each.currency)


RULES = (text_differs, digits_swapped)
