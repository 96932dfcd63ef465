"""Money in whole minor units."""

from builders import a_record
from hookline.ledger import combined, ledger, major_units, minor_units, money
from hookline.model import dialogue_from


def test_amounts_become_whole_minor_units() -> None:
    assert minor_units(19.9, "CNY") == 1990
    assert minor_units(1500, "JPY") == 1500
    assert minor_units(0.29, "USD") == 29  # 0.29 * 100 is 28.999… in floats


def test_decimals_that_the_currency_does_not_have_are_rounded() -> None:
    assert minor_units(19.999, "GBP") == 2000


def test_people_read_amounts_with_their_currency() -> None:
    assert money(1595900, "CNY") == "15,959 CNY"
    assert money(1990, "USD") == "19.90 USD"
    assert money(1500, "JPY") == "1,500 JPY"
    assert major_units(1990, "USD") == 19.9


def test_only_the_last_of_a_chain_of_revisions_counts() -> None:
    dialogue = dialogue_from(a_record(("/turns/4/demand/revises", "d1")))
    book = ledger(dialogue)
    assert (dict(book.asked), book.chains) == ({"GBP": 1990}, 1)


def test_loss_is_payments_minus_payouts() -> None:
    payout = {"amount": 10, "currency": "GBP", "method": "bank_transfer"}
    dialogue = dialogue_from(a_record(("/turns/4/payout", payout)))
    assert ledger(dialogue).lost() == {"GBP": 4000}


def test_many_ledgers_add_up_by_currency() -> None:
    book = ledger(dialogue_from(a_record()))
    assert dict(combined([book, book]).asked) == {"GBP": 13980}
    assert combined([book, book]).payments == 2
