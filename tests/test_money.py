"""Asking and paying: when an ask is pending, what revises what, which figures agree."""

from typing import Any

import pytest

from builders import REMOVED, a_record, a_translation, a_twin
from hookline.examples import Edit
from hookline.fixes import with_demands_in_order
from hookline.ledger import unpaid
from hookline.model import Demand, Payment, dialogue_from
from hookline.rules import triggered

PAID = "/turns/3/payment"
LURE = {"speaker": "B", "channel": "marketplace", "text": "It is on its way.", "stage": "lure"}
PAYOUT = {"amount": 5, "currency": "GBP", "method": "bank_transfer"}
LATER_LURE = ("/turns/5", LURE)


def told(record: dict[str, Any]) -> list[tuple[str, str]]:
    dialogue = dialogue_from(record)
    return [
        (rule.info.id, hit.pointer) for rule in triggered(dialogue) for hit in rule.check(dialogue)
    ]


def broken(*edits: Edit) -> list[tuple[str, str]]:
    """Return rule and pointer of what is found in the good record with edits."""
    return told(a_record(*edits))


def a_demand(number: int, amount: float | None = 50, **fields: Any) -> dict[str, Any]:
    demand = {"id": f"d{number}", "pretext": "booking_deposit", "amount": amount, **fields}
    return {key: each for key, each in demand.items() if each is not None} | {"currency": "GBP"}


def test_a_lure_after_everything_was_paid_is_let_be() -> None:
    assert broken(("/turns/4", LURE)) == []


def test_a_lure_after_a_part_payment_is_told() -> None:
    part = [(f"{PAID}/amount", 30), ("/turns/4", LURE)]
    assert broken(*part) == [("stage/lure-while-pending", "/turns/4/stage")]


def test_a_lure_after_a_payout_is_let_be() -> None:
    assert broken(("/turns/4/payout", PAYOUT), LATER_LURE) == []


def test_a_lure_after_a_payment_for_an_ask_without_amount_is_let_be() -> None:
    assert broken(("/turns/2/demand/amount", REMOVED), ("/turns/4", LURE)) == []


def test_a_lure_after_the_revised_ask_was_paid_is_let_be() -> None:
    lowered = [
        ("/turns/1/stage", "fee"),
        ("/turns/1/demand", a_demand(1, 60)),
        ("/turns/2/demand", a_demand(2, 50, revises="d1")),
        (f"{PAID}/demand", "d2"),
        ("/turns/4", LURE),
    ]
    assert broken(*lowered) == []


def test_a_demand_on_a_lure_is_told() -> None:
    assert broken(("/turns/2/stage", "lure")) == [("stage/demand", "/turns/2/stage")]


def test_an_honest_demand_needs_no_stage() -> None:
    assert told(a_twin()) == []


@pytest.mark.parametrize(
    ("scam_type", "found"),
    [("sextortion", []), ("loan_fee", [("stage/threat-first", "/turns/1/stage")])],
)
def test_only_some_scams_begin_with_a_threat(scam_type: str, found: list[Any]) -> None:
    first = [("/turns/1/stage", "threat"), ("/turns/4", LURE)]
    assert broken(("/scam_type", scam_type), *first) == found


def test_a_revision_to_the_same_amount_after_a_part_payment_is_let_be() -> None:
    raised = [(f"{PAID}/amount", 20), ("/turns/4/demand", a_demand(2, revises="d1"))]
    assert broken(*raised, ("/turns/4/text", "Still 50.")) == []


def test_another_method_alone_revises_nothing() -> None:
    same = ("/turns/4/demand", a_demand(2, revises="d1", method="crypto"))
    edits = [(PAID, REMOVED), same, ("/turns/4/stage", "fee"), ("/turns/4/text", "50 in coins.")]
    assert broken(*edits) == [("money/revises-nothing", "/turns/4/demand")]


def test_what_two_payments_covered_is_paid_in_full() -> None:
    rest = {"demand": "d1", "amount": 20, "currency": "GBP", "method": "crypto"}
    edits = [
        (f"{PAID}/amount", 30),
        ("/turns/4", {"speaker": "A", "channel": "sms", "text": "And the rest.", "payment": rest}),
        ("/turns/4/response", "comply"),
        ("/turns/5", {"speaker": "B", "channel": "sms", "text": "80 more.", "stage": "re-fee"}),
        ("/turns/5/demand", a_demand(2, 80, revises="d1")),
    ]
    assert broken(*edits) == [("money/revises-paid", "/turns/5/demand/revises")]


def test_a_single_character_for_one_does_not_hide_a_wrong_amount() -> None:
    chinese = [("/turns/4/text", "走一圈就回你 转3600"), ("/turns/4/demand/amount", 6300)]
    assert told(a_translation(*chinese)) == [("money/text-differs", "/turns/4/text")]


@pytest.mark.parametrize("text", ["一千九 20分钟内", "两块钱 20分钟内", "half of it, 20 minutes"])
def test_an_amount_in_words_is_let_be(text: str) -> None:
    assert told(a_translation(("/turns/4/text", text))) == []


def test_swapped_digits_beside_an_amount_in_words_are_told() -> None:
    edits = [("/turns/4/text", "Half a thousand: 1234"), ("/turns/4/demand/amount", 1324)]
    assert broken(*edits) == [("money/digits-swapped", "/turns/4/demand/amount")]


def test_a_payment_of_what_was_asked_is_let_be_whatever_its_text_says() -> None:
    edits = [("/turns/2/text", "Fifty first."), ("/turns/2/demand/amount", 36)]
    assert broken(*edits, (f"{PAID}/amount", 36), ("/turns/3/text", "Sent to room 63.")) == []


def test_a_payout_in_another_currency_is_told() -> None:
    payout = ("/turns/4/payout", {**PAYOUT, "currency": "USD"})
    assert ("money/currencies", "/turns/4/payout/currency") in broken(payout)


def test_demands_are_numbered_anew_with_all_that_names_them() -> None:
    demands = [("/turns/2/demand/id", "d2"), (f"{PAID}/demand", "d2"), ("/turns/4/demand/id", "d1")]
    record = a_record(*demands)
    assert broken(*demands) == [("money/demand-order", "/turns/2/demand/id")]
    assert with_demands_in_order(record) == a_record()


@pytest.mark.parametrize(
    "edit",
    [(f"{PAID}/demand", "d3"), ("/turns/4/demand/id", "d1"), ("/turns/4/demand/revises", "d9")],
)
def test_demands_are_not_numbered_anew_where_a_name_is_uncertain(edit: Edit) -> None:
    record = a_record(("/turns/2/demand/id", "d5"), (f"{PAID}/demand", "d5"), edit)
    if edit[0] == "/turns/4/demand/id":
        record = a_record(("/turns/2/demand/id", "d2"), ("/turns/4/demand/id", "d2"))
    assert with_demands_in_order(record) == record


def test_what_is_left_of_a_demand_cannot_be_told_across_currencies() -> None:
    demand = Demand(id="d1", pretext="rent", amount=20, currency="GBP")
    some = Payment(demand="d1", amount=5.5, currency="GBP", method="cash")
    other = Payment(demand="d1", amount=5, currency="USD", method="cash")
    assert unpaid(demand, [some]) == 1450
    assert unpaid(demand, [some, other]) is None
