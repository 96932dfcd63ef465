"""What is marked in turns: money and spans."""

from seeded.seeding import Fault, Raw, by, edit, first
from seeded.sighted.parts import (
    RESISTED,
    F,
    L,
    demand,
    payment,
    plain,
    put,
    second_demand,
    span,
    turns,
)


def two_spans(value: Raw) -> None:
    turn = next(turn for turn in value["turns"] if len(turn.get("spans", ())) > 1)
    turn["spans"].reverse()


def overlapping(value: Raw) -> None:
    turn = first(value, "spans")
    one = turn["spans"][0]
    turn["spans"].insert(1, {**one, "cue": "fear"})


FAULTS: tuple[Fault, ...] = (
    # money
    Fault("payment-of-nothing", "a payment answers a demand that is not there", "error",
          edit(L, put(payment, demand="d99"))),
    Fault("payment-before-demand", "a payment answers a demand that comes later", "error",
          edit(L, put(payment, demand="d3"))),
    Fault("payment-of-scammer", "a scammer pays", "error",
          edit(L, lambda v: plain(v).update(payment=dict(payment(v))))),
    Fault("demand-of-target", "the target makes a demand", "error",
          edit(L, lambda v: by(v, "target").update(demand={**demand(v), "id": "d9"}))),
    Fault("payout-of-target", "the target pays out", "error",
          edit(L, lambda v: by(v, "target").update(payout={"amount": 5, "currency": "CNY"}))),
    Fault("demand-twice", "two demands have one id", "error",
          edit(L, lambda v: [t["demand"].update(id="d1") for t in turns(v, "scammer", "demand")])),
    Fault("revises-nothing", "a demand revises one that is not there", "error",
          edit(RESISTED, put(second_demand, revises="d7"))),
    Fault("revises-itself", "a demand revises itself", "error",
          edit(RESISTED, put(second_demand, revises="d2"))),
    Fault("three-decimals", "an amount of tenths of a fen", "error",
          edit(L, put(demand, amount=2000.125))),
    Fault("other-currency", "asked in yuan, paid in dollars", "error",
          edit(L, put(payment, currency="USD"))),
    Fault("amount-slipped", "the demand says another amount than its text", "warning",
          edit(L, put(demand, amount=20000))),
    Fault("absurd-amount", "an amount that nobody has", "warning",
          edit(L, put(demand, amount=2_000_000_000))),
    Fault("paid-more", "more is paid than was asked", "info",
          edit(F, put(payment, amount=4900))),
    # spans
    Fault("span-past-end", "a span ends after its turn", "error", edit(L, put(span, end=900))),
    Fault("span-backwards", "a span ends before it starts", "error",
          edit(L, put(span, start=40, end=3))),
    Fault("span-shifted", "a span is one character off", "error",
          edit(L, lambda v: span(v).update(start=span(v)["start"] + 1, end=span(v)["end"] + 1))),
    Fault("span-other-words", "a span quotes other words", "error",
          edit(L, put(span, text="别的"))),
    Fault("spans-unordered", "spans are not in order", "error", edit(L, two_spans)),
    Fault("spans-overlap", "two spans overlap", "error", edit(L, overlapping)),
    Fault("span-of-target", "a cue on the target's words", "error",
          edit(L, lambda v: by(v, "target").update(
              spans=[{"start": 0, "end": 1, "cue": "fear", "text": by(v, "target")["text"][0]}]))),
    Fault("text-edited", "a text was edited and its spans were not", "error",
          edit(L, lambda v: first(v, "spans").update(text="改过了" + first(v, "spans")["text"]))),
)  # fmt: skip
