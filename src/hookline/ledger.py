"""What was asked and what was paid, in whole minor units.

Totals of what was asked count only the last of a chain of revisions; loss is payments minus
payouts.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal

import msgspec

from hookline.model import Demand, Dialogue, Payment
from hookline.taxonomy import minor_digits


class Ledger(msgspec.Struct, frozen=True):
    """The money of one dialogue or of many, by currency, in minor units.

    Attributes:
        asked: last amounts of each chain of demands (chains without an amount count nothing).
        paid: payments of the target.
        received: payouts to the target.
        chains: number of demands, a chain of revisions counted once.
        payments: number of payments.
    """

    asked: Mapping[str, int]
    paid: Mapping[str, int]
    received: Mapping[str, int]
    chains: int
    payments: int

    def lost(self) -> dict[str, int]:
        """Return payments minus payouts by currency."""
        currencies = sorted({*self.paid, *self.received})
        return {each: self.paid.get(each, 0) - self.received.get(each, 0) for each in currencies}


def minor_units(amount: float, currency: str) -> int:
    """Return an amount in whole minor units (19.9 CNY is 1990).

    Decimal places that the currency does not have are rounded; the validator reports them.

    Raises:
        UnknownNameError: the currency is not in the taxonomy.
    """
    return round(Decimal(str(amount)).scaleb(minor_digits(currency)))


def major_units(minor: int, currency: str) -> int | float:
    """Return minor units as a decimal amount: an int where it is whole."""
    digits = minor_digits(currency)
    whole, rest = divmod(minor, 10**digits)
    return whole if rest == 0 else float(Decimal(minor).scaleb(-digits))


def money(minor: int, currency: str) -> str:
    """Return minor units as people read them: `15,959 CNY`, `19.90 USD`."""
    digits = minor_digits(currency)
    amount = Decimal(minor).scaleb(-digits)
    whole = amount == amount.to_integral_value()
    return f"{amount:,.{0 if whole else digits}f} {currency}"


def ledger(dialogue: Dialogue) -> Ledger:
    """Return what was asked, paid and received in one dialogue."""
    asked: Counter[str] = Counter()
    paid: Counter[str] = Counter()
    received: Counter[str] = Counter()
    payments = 0
    demands = [turn.demand for turn in dialogue.turns if turn.demand]
    revised = {demand.revises for demand in demands if demand.revises}
    last = [demand for demand in demands if demand.id not in revised]
    for demand in last:
        if demand.amount is not None:
            asked[demand.currency] += minor_units(demand.amount, demand.currency)
    for turn in dialogue.turns:
        if turn.payment:
            payments += 1
            paid[turn.payment.currency] += minor_units(turn.payment.amount, turn.payment.currency)
        if turn.payout:
            received[turn.payout.currency] += minor_units(turn.payout.amount, turn.payout.currency)
    return Ledger(asked, paid, received, chains=len(last), payments=payments)


def unpaid(demand: Demand, payments: Iterable[Payment]) -> int | None:
    """Return what is left of a demand after payments for it, in minor units; below 0 if overpaid.

    None where it cannot be told: the demand names no amount, or was paid in another currency.
    """
    paid = tuple(payments)
    if demand.amount is None or any(each.currency != demand.currency for each in paid):
        return None
    due = minor_units(demand.amount, demand.currency)
    return due - sum(minor_units(each.amount, each.currency) for each in paid)


def combined(ledgers: list[Ledger]) -> Ledger:
    """Return the sum of many ledgers, currency by currency."""
    asked: Counter[str] = Counter()
    paid: Counter[str] = Counter()
    received: Counter[str] = Counter()
    for each in ledgers:
        asked.update(each.asked)
        paid.update(each.paid)
        received.update(each.received)
    chains = sum(each.chains for each in ledgers)
    return Ledger(asked, paid, received, chains, sum(each.payments for each in ledgers))
