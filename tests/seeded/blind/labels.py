"""Labels: stages, responses, ending."""

from seeded.seeding import (
    FRIEND,
    FRIEND_R,
    LOAN_R,
    TURN_KEYS,
    Fault,
    Raw,
    both,
    edit,
    gone,
    reorder,
    several,
    top,
    turn,
)


def no_stage_at_all(value: Raw) -> None:
    for each in value["turns"]:
        each.pop("stage", None)


def stage_on_notice(value: Raw) -> None:
    """Make the bank's clerk a notice of its app and give that notice a stage."""
    value["speakers"][3]["role"] = "system"
    value["turns"][22].update(medium="notice", stage="lure")
    reorder(value["turns"][22], TURN_KEYS)


FAULTS = (
    Fault(
        "stage-on-target",
        "a target's turn has a stage",
        "error",
        edit(LOAN_R, turn(9, stage="lure")),
    ),
    Fault(
        "stage-on-third-party",
        "a clerk's turn has a stage",
        "error",
        edit(LOAN_R, turn(22, stage="re-fee")),
    ),
    Fault(
        "stage-on-notice",
        "a notice of a real app has a stage",
        "error",
        edit(LOAN_R, stage_on_notice),
    ),
    Fault(
        "stage-in-benign",
        "a turn of a benign dialogue has a stage",
        "error",
        both(FRIEND, "benign", turn(9, stage="fee")),
    ),
    Fault(
        "re-fee-before-payment",
        "a turn is re-fee though nothing is paid",
        "error",
        edit(LOAN_R, turn(14, stage="re-fee")),
    ),
    Fault(
        "fee-after-payment",
        "a turn is fee though something was paid",
        "error",
        edit(LOAN_R, turn(18, stage="fee")),
    ),
    Fault(
        "fee-before-demand",
        "a turn is fee before anything is asked",
        "warning",
        edit(LOAN_R, turn(10, stage="fee")),
    ),
    Fault(
        "demand-on-lure",
        "a turn with a demand is lure",
        "error",
        edit(LOAN_R, turn(11, stage="lure")),
    ),
    Fault(
        "demand-without-stage",
        "a scammer's demand has no stage",
        "error",
        edit(LOAN_R, gone("turns", 16, "stage")),
    ),
    Fault(
        "lure-while-ask-pending",
        "a turn is lure while an ask is pending",
        "warning",
        edit(LOAN_R, turn(14, stage="lure")),
    ),
    Fault(
        "threat-at-once",
        "a loan begins with a threat, an unusual order",
        "warning",
        edit(LOAN_R, turn(0, stage="threat")),
    ),
    Fault(
        "scam-without-stages",
        "no turn of a scam has a stage",
        "warning",
        edit(LOAN_R, no_stage_at_all),
    ),
    Fault(
        "response-on-scammer",
        "a scammer's turn has a response",
        "error",
        edit(LOAN_R, turn(25, response="stall")),
    ),
    Fault(
        "response-on-third-party",
        "a clerk's turn has a response",
        "error",
        edit(LOAN_R, turn(22, response="doubt")),
    ),
    Fault(
        "payment-with-doubt",
        "a turn that pays is not comply",
        "error",
        edit(LOAN_R, turn(15, response="doubt")),
    ),
    Fault(
        "payment-without-response",
        "a turn that pays has no response",
        "error",
        edit(LOAN_R, gone("turns", 15, "response")),
    ),
    Fault(
        "scam-settled",
        "a scam ends in settled, which is for honest ones",
        "error",
        edit(LOAN_R, top(ending="settled")),
    ),
    Fault(
        "benign-cut-off",
        "a benign dialogue ends as the scammer vanishes",
        "error",
        both(FRIEND, "benign", top(ending="cut_off")),
    ),
    Fault(
        "reported-by-nobody",
        "the ending is reported, no turn reports",
        "warning",
        edit(LOAN_R, top(ending="reported")),
    ),
    Fault(
        "refused-by-nobody",
        "the ending is refused, no turn refuses",
        "warning",
        edit(LOAN_R, gone("turns", 27, "response")),
    ),
    Fault(
        "stopped-by-nobody",
        "the ending is stopped, no third party or system speaks",
        "warning",
        edit(FRIEND_R, several(gone("turns", 17), gone("speakers", 2))),
    ),
    Fault("scam-without-type", "a scam has no scam type", "error", edit(LOAN_R, gone("scam_type"))),
    Fault(
        "benign-with-type",
        "a benign dialogue has a scam type",
        "error",
        both(FRIEND, "benign", top(scam_type="friend_impersonation")),
    ),
)
