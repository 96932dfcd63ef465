"""Stages: who may have one, and what has to have happened before."""

from collections.abc import Iterator

from hookline.examples import REMOVED, SCAM, Bad
from hookline.findings import Hit, Severity
from hookline.language import Phrase
from hookline.ledger import unpaid
from hookline.model import Demand, Dialogue, Payment
from hookline.rules.base import dialogue_rule

_HOW_MUCH = {
    "speaker": "A",
    "channel": "marketplace",
    "text": "How much?",
    "response": "question",
}
_ASKING = ("fee", "re-fee", "threat")
_BEGIN_WITH_HARM = frozenset(
    {
        "authority_impersonation",
        "credit_repair",
        "family_emergency",
        "refund_service",
        "sextortion",
        "tech_support",
    }
)
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
    "stage/demand",
    "turn {number} asks for money, but {defect}",
    trigger="stage",
    why="Asking for money is fee, re-fee or threat; counted otherwise the ask is lost.",
    hint="Make it fee, or re-fee after a payment, or threat where its lever is harm.",
    bad=Bad("/turns/4", (("/turns/4/stage", REMOVED),)),
)
def demand_stage(dialogue: Dialogue) -> Iterator[Hit]:
    """A scammer's demand stands on fee, re-fee or threat."""
    if dialogue.label != "scam":
        return
    for number, turn, role in dialogue.numbered_turns():
        if turn.demand and role == "scammer" and turn.stage not in _ASKING:
            defect = Phrase("has no stage")
            if turn.stage:
                defect = Phrase("its stage is {stage}", {"stage": turn.stage})
            place = "/stage" if turn.stage else ""
            yield Hit(f"/turns/{number}{place}", {"number": number, "defect": defect})


@dialogue_rule(
    "stage/lure-while-pending",
    "turn {number} is lure while the demand {id} of turn {asked} is not paid",
    trigger="stage",
    why="While an ask is pending, what keeps it alive is fee or re-fee.",
    hint="Make it fee or re-fee; where the ask was refused and dropped, waive the finding.",
    severity=Severity.WARNING,
    bad=Bad(
        "/turns/5/stage",
        (
            (
                "/turns/5",
                {
                    "speaker": "B",
                    "channel": "marketplace",
                    "text": "He is quick.",
                    "stage": "lure",
                },
            ),
        ),
    ),
)
def lure_while_pending(dialogue: Dialogue) -> Iterator[Hit]:
    """No lure stands between a demand and its payment in full or a payout."""
    pending: dict[str, tuple[int, Demand]] = {}
    paid: dict[str, list[Payment]] = {}
    for number, turn, role in dialogue.numbered_turns():
        if turn.stage == "lure" and not turn.demand:
            for wanted, (asked, _) in list(pending.items())[-1:]:
                values = {"number": number, "id": wanted, "asked": asked}
                yield Hit(f"/turns/{number}/stage", values)
        if turn.demand and role == "scammer":
            pending.pop(turn.demand.revises or "", None)
            pending[turn.demand.id] = (number, turn.demand)
        if turn.payment and turn.payment.demand in pending:
            payments = paid.setdefault(turn.payment.demand, [])
            payments.append(turn.payment)
            if (unpaid(pending[turn.payment.demand][1], payments) or 0) <= 0:
                del pending[turn.payment.demand]
        if turn.payout:
            pending.clear()


@dialogue_rule(
    "stage/threat-first",
    "the first stage is threat (turn {number}), unusual for {scam_type}",
    trigger="stage",
    why="Most scams win trust before they press; an early threat is often a wrong label.",
    hint="Check the stage and the scam type, or waive the finding where the story begins so.",
    severity=Severity.WARNING,
    bad=Bad(
        "/turns/1/stage",
        (
            ("/turns/1/stage", "threat"),
            (
                "/turns/4",
                {
                    "speaker": "B",
                    "channel": "marketplace",
                    "text": "It is all yours.",
                    "stage": "lure",
                },
            ),
        ),
    ),
)
def threat_first(dialogue: Dialogue) -> Iterator[Hit]:
    """Only scams that live on harm from the start begin with a threat."""
    if dialogue.scam_type is None or dialogue.scam_type in _BEGIN_WITH_HARM:
        return
    for number, turn in enumerate(dialogue.turns):
        if turn.stage == "threat":
            values = {"number": number, "scam_type": dialogue.scam_type}
            yield Hit(f"/turns/{number}/stage", values)
        if turn.stage:
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
    if dialogue.label == "scam" and "lure" not in stages and stages != {None}:
        yield Hit("/turns")


@dialogue_rule(
    "stage/none",
    "no turn of this scam has a stage",
    trigger="stage",
    why="Stages are what the corpus is for; a scam without any has not been labelled.",
    hint="Label the turns of the scammer.",
    bad=Bad(
        "/turns",
        (
            ("/turns/1/stage", REMOVED),
            ("/turns/2/stage", REMOVED),
            ("/turns/2/demand", REMOVED),
            ("/turns/3/payment", REMOVED),
            ("/turns/4/stage", REMOVED),
            ("/turns/4/demand", REMOVED),
        ),
    ),
    severity=Severity.WARNING,
)
def some(dialogue: Dialogue) -> Iterator[Hit]:
    """A scam has stages."""
    if dialogue.label == "scam" and not any(turn.stage for turn in dialogue.turns):
        yield Hit("/turns")


RULES = (
    benign_has_none,
    scammer_only,
    re_fee_needs_payment,
    fee_after_payment,
    fee_needs_demand,
    demand_stage,
    lure_while_pending,
    threat_first,
    no_lure,
    some,
)
