"""Stages: who may have one, and what has to have happened before."""

from collections.abc import Iterator

from hookline.examples import REMOVED, SCAM, Bad
from hookline.findings import Hit, Severity
from hookline.model import Dialogue
from hookline.rules.base import dialogue_rule

_HOW_MUCH = {
    "speaker": "A",
    "channel": "marketplace",
    "text": "How much?",
    "response": "question",
}
_ASK = {"speaker": "B", "channel": "marketplace", "text": "Pay first.", "stage": "fee"}


@dialogue_rule(
    "stage/benign",
    "turn {number} of a benign dialogue has the stage {stage}",
    trigger="stage",
    why="Stages are steps of a scam; a benign dialogue has none.",
    hint="Leave the stage out.",
    bad=Bad("/turns/1/stage", (("/turns/1/stage", "lure"),), on="twin"),
)
def benign_has_none(dialogue: Dialogue) -> Iterator[Hit]:
    """No turn of a benign dialogue has a stage."""
    if dialogue.label == "benign":
        for number, turn in enumerate(dialogue.turns):
            if turn.stage:
                yield Hit(f"/turns/{number}/stage", {"number": number, "stage": turn.stage})


@dialogue_rule(
    "stage/scammer-only",
    "turn {number} has the stage {stage}, but it is spoken by a {role}",
    trigger="stage",
    why="Only what a scammer says moves a scam on.",
    hint="Leave the stage out, or correct the speaker or the role.",
    bad=Bad("/turns/0/stage", (("/turns/0/stage", "lure"),)),
)
def scammer_only(dialogue: Dialogue) -> Iterator[Hit]:
    """Only turns of scammers have a stage."""
    if dialogue.label == "scam":
        for number, turn, role in dialogue.numbered_turns():
            if turn.stage and role not in ("scammer", None):
                values = {"number": number, "stage": turn.stage, "role": role}
                yield Hit(f"/turns/{number}/stage", values)


@dialogue_rule(
    "stage/re-fee-needs-payment",
    "turn {number} is re-fee, but nothing has been paid before it",
    trigger="stage",
    why="re-fee means asking again after at least one payment.",
    hint="Make it fee, or record the payment on the turn where the target pays.",
    bad=Bad("/turns/2/stage", (("/turns/2/stage", "re-fee"),)),
)
def re_fee_needs_payment(dialogue: Dialogue) -> Iterator[Hit]:
    """A re-fee stands behind a payment of the target."""
    for number, turn in enumerate(dialogue.turns):
        if turn.stage == "re-fee":
            yield Hit(f"/turns/{number}/stage", {"number": number})
        if turn.payment:
            return


@dialogue_rule(
    "stage/fee-after-payment",
    "turn {number} is fee, but the target has already paid in turn {paid}",
    trigger="stage",
    why="After the first payment every ask for money is re-fee.",
    hint="Make it re-fee.",
    bad=Bad("/turns/4/stage", (("/turns/4/stage", "fee"),)),
)
def fee_after_payment(dialogue: Dialogue) -> Iterator[Hit]:
    """No fee stands behind a payment."""
    paid = None
    for number, turn in enumerate(dialogue.turns):
        if turn.stage == "fee" and paid is not None:
            yield Hit(f"/turns/{number}/stage", {"number": number, "paid": paid})
        if turn.payment and paid is None:
            paid = number


@dialogue_rule(
    "stage/fee-needs-demand",
    "turn {number} is {stage}, but no money has been asked for up to it",
    trigger="stage",
    why="fee and re-fee begin with a demand; without one the ledger misses it.",
    hint="Record the demand on the turn that first names it, or choose another stage.",
    severity=Severity.WARNING,
    bad=Bad(
        "/turns/2/stage",
        (("/turns/2", _ASK), ("/turns/3", _HOW_MUCH), ("/turns/4", SCAM["turns"][2])),
    ),
)
def fee_needs_demand(dialogue: Dialogue) -> Iterator[Hit]:
    """The first fee or re-fee carries a demand or stands behind one."""
    for number, turn in enumerate(dialogue.turns):
        if turn.demand:
            return
        if turn.stage in ("fee", "re-fee"):
            yield Hit(f"/turns/{number}/stage", {"number": number, "stage": turn.stage})
            return


@dialogue_rule(
    "stage/no-lure",
    "no turn of this scam is a lure",
    trigger="stage",
    why="Nearly every scam lures first; a missing lure is often a missing label.",
    hint="Label the turns that win trust, or let it be where the scam begins with its ask.",
    bad=Bad("/turns", (("/turns/1/stage", REMOVED),)),
    severity=Severity.INFO,
)
def no_lure(dialogue: Dialogue) -> Iterator[Hit]:
    """A scam has a lure."""
    stages = {turn.stage for turn in dialogue.turns}
    if dialogue.label == "scam" and "lure" not in stages:
        yield Hit("/turns")


RULES = (
    benign_has_none,
    scammer_only,
    re_fee_needs_payment,
    fee_after_payment,
    fee_needs_demand,
    no_lure,
)
