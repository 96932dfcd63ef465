"""Money: demands, payments, payouts."""

from seeded.seeding import FRIEND_R, LOAN_R, Fault, Raw, edit, turn, within


def pay_early(value: Raw) -> None:
    """Let the payment come before the demand that it answers."""
    turns = value["turns"]
    fee = turns[11]["demand"]
    early = turns[15].pop("payment")
    turn(11, demand={"id": "d1", "pretext": "insurance", "currency": "CNY"})(value)
    turn(13, response="comply", payment=early | {"demand": "d2"})(value)
    turn(14, stage="re-fee", demand=fee | {"id": "d2"})(value)
    turns[16]["demand"]["id"] = "d3"


def two_revise_one(value: Raw) -> None:
    extra = {"id": "d3", "pretext": "legal_emergency", "currency": "CNY"}
    turn(14, demand=extra | {"revises": "d1"})(value)


def pay_what_was_replaced(value: Raw) -> None:
    paid = {"demand": "d1", "amount": 200, "currency": "CNY", "method": "phone_credit"}
    turn(11, text="话费200给你充了 啥车啊要三千", response="comply", payment=paid)(value)
    for each in value["turns"][12:]:
        if each.get("stage") == "fee":
            each["stage"] = "re-fee"


def ids_swapped(value: Raw) -> None:
    """Number the demands against their order."""
    value["turns"][11]["demand"]["id"] = "d2"
    value["turns"][15]["payment"]["demand"] = "d2"
    value["turns"][16]["demand"]["id"] = "d1"


def revises_a_later_one(value: Raw) -> None:
    value["turns"][4]["demand"]["revises"] = "d2"
    del value["turns"][10]["demand"]["revises"]


def nothing_new(value: Raw) -> None:
    same = {"id": "d3", "pretext": "bank_flow", "amount": 3600, "currency": "CNY"}
    turn(18, demand=same | {"method": "bank_transfer", "revises": "d2"})(value)


def all_in_yen(value: Raw) -> None:
    """Let all money be yen, with half a yen once."""
    for each in value["turns"]:
        for key in ("demand", "payment"):
            if key in each:
                each[key]["currency"] = "JPY"
    value["turns"][16]["demand"]["amount"] = 3600.5


PAYOUT = {"amount": 680, "currency": "CNY", "method": "wallet_transfer"}
PAYMENT = {"demand": "d1", "amount": 680, "currency": "CNY", "method": "qr_code"}
INSURANCE = {"id": "d3", "pretext": "insurance", "currency": "CNY"}

FAULTS = (
    Fault(
        "payment-before-demand",
        "a payment answers a demand that comes later",
        "error",
        edit(LOAN_R, pay_early),
    ),
    Fault(
        "payment-of-unknown-demand",
        "a payment answers no demand of the dialogue",
        "error",
        edit(LOAN_R, within("turns", 15, "payment", demand="d7")),
    ),
    Fault(
        "two-demands-one-id",
        "two demands have one id",
        "error",
        edit(LOAN_R, within("turns", 16, "demand", id="d1")),
    ),
    Fault(
        "demand-numbers-jump",
        "the demands are d1 and d3",
        "warning",
        edit(LOAN_R, within("turns", 16, "demand", id="d3")),
    ),
    Fault(
        "demand-numbers-backwards", "the second demand is d1", "warning", edit(LOAN_R, ids_swapped)
    ),
    Fault(
        "revises-unknown",
        "a demand revises one that does not exist",
        "error",
        edit(FRIEND_R, within("turns", 10, "demand", revises="d4")),
    ),
    Fault(
        "revises-itself",
        "a demand revises itself",
        "error",
        edit(FRIEND_R, within("turns", 10, "demand", revises="d2")),
    ),
    Fault(
        "revises-a-later-one",
        "a demand revises one that comes later",
        "error",
        edit(FRIEND_R, revises_a_later_one),
    ),
    Fault(
        "two-revise-one",
        "two demands revise the same one",
        "warning",
        edit(FRIEND_R, two_revise_one),
    ),
    Fault(
        "revises-what-is-paid",
        "a new demand revises one that was paid in full",
        "warning",
        edit(LOAN_R, within("turns", 16, "demand", revises="d1")),
    ),
    Fault(
        "revises-nothing", "a revised demand changes nothing", "warning", edit(LOAN_R, nothing_new)
    ),
    Fault(
        "payment-of-replaced-demand",
        "a payment answers a demand that was replaced",
        "warning",
        edit(FRIEND_R, pay_what_was_replaced),
    ),
    Fault(
        "payment-in-other-currency",
        "asked in yuan, paid in dollars",
        "warning",
        edit(LOAN_R, within("turns", 15, "payment", currency="USD")),
    ),
    Fault(
        "second-currency",
        "the second demand of a yuan story is in dollars",
        "info",
        edit(LOAN_R, within("turns", 16, "demand", currency="USD")),
    ),
    Fault(
        "amount-three-decimals",
        "an amount in yuan has three decimals",
        "error",
        edit(LOAN_R, within("turns", 16, "demand", amount=3600.125)),
    ),
    Fault("half-a-yen", "an amount in yen has a decimal", "error", edit(LOAN_R, all_in_yen)),
    Fault(
        "demand-on-target",
        "a target's turn has a demand",
        "error",
        edit(LOAN_R, turn(17, demand=INSURANCE)),
    ),
    Fault(
        "demand-on-third-party",
        "a clerk's turn has a demand",
        "error",
        edit(LOAN_R, turn(22, demand=INSURANCE)),
    ),
    Fault(
        "payment-on-scammer",
        "a scammer's turn has a payment",
        "error",
        edit(LOAN_R, turn(18, payment=PAYMENT)),
    ),
    Fault(
        "payment-on-third-party",
        "a clerk's turn has a payment",
        "error",
        edit(LOAN_R, turn(22, payment=PAYMENT)),
    ),
    Fault(
        "payout-on-target",
        "a target's turn has a payout",
        "error",
        edit(LOAN_R, turn(17, payout=PAYOUT)),
    ),
    Fault(
        "payout-on-third-party",
        "a clerk's turn has a payout",
        "error",
        edit(LOAN_R, turn(22, payout=PAYOUT)),
    ),
    Fault(
        "more-out-than-in",
        "a scam pays out more than it takes",
        "info",
        edit(LOAN_R, turn(25, payout=PAYOUT | {"amount": 9000})),
    ),
    Fault(
        "amount-implausible",
        "a loan's fee is 68 million",
        "warning",
        edit(LOAN_R, within("turns", 11, "demand", amount=68000000)),
    ),
    Fault(
        "demand-digits-swapped",
        "the text asks 3600, the demand says 6300",
        "info",
        edit(LOAN_R, within("turns", 16, "demand", amount=6300)),
    ),
    Fault(
        "payment-digits-swapped",
        "the text pays 680, the payment says 860",
        "info",
        edit(LOAN_R, within("turns", 15, "payment", amount=860)),
    ),
)
