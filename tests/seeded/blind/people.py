"""People: speakers, their channels, and time."""

from seeded.seeding import FRIEND, FRIEND_R, LOAN_R, Fault, Raw, both, edit, turn, within


def letters_with_a_gap(value: Raw) -> None:
    value["speakers"][2]["id"] = "D"
    value["turns"][17]["speaker"] = "D"


def letters_swapped(value: Raw) -> None:
    """Let B speak first and A second."""
    for each in value["speakers"] + value["turns"]:
        key = "id" if "id" in each else "speaker"
        each[key] = {"A": "B", "B": "A"}.get(each[key], each[key])


def listed_out_of_order(value: Raw) -> None:
    value["speakers"].reverse()


def nobody_is_target(value: Raw) -> None:
    """Make the target a bystander and take away what only a target may have."""
    value["speakers"][1]["role"] = "third_party"
    for each in value["turns"]:
        each.pop("response", None)


def no_scammer(value: Raw) -> None:
    """Make the scammer a bystander and take away what only a scammer may have."""
    value["speakers"][0]["role"] = "third_party"
    for each in value["turns"]:
        for key in ("stage", "demand", "spans"):
            each.pop(key, None)


def speaker_twice(value: Raw) -> None:
    value["speakers"].append(dict(value["speakers"][2]))


def silent_speaker(value: Raw) -> None:
    value["speakers"].append({"id": "D", "role": "third_party", "persona": "钓友"})


FAULTS = (
    Fault(
        "silent-speaker", "a listed speaker never speaks", "warning", edit(FRIEND_R, silent_speaker)
    ),
    Fault(
        "unlisted-speaker",
        "a turn's speaker is not listed",
        "error",
        edit(LOAN_R, turn(22, speaker="E")),
    ),
    Fault(
        "speaker-listed-twice", "one letter is listed twice", "error", edit(FRIEND_R, speaker_twice)
    ),
    Fault(
        "letters-with-a-gap",
        "the letters run A, B, D",
        "warning",
        edit(FRIEND_R, letters_with_a_gap),
    ),
    Fault(
        "letters-not-by-appearance", "B speaks before A", "warning", edit(FRIEND_R, letters_swapped)
    ),
    Fault(
        "speakers-listed-out-of-order",
        "the list runs C, B, A",
        "warning",
        edit(FRIEND_R, listed_out_of_order),
    ),
    Fault(
        "nobody-is-target", "a dialogue has no target", "error", edit(FRIEND_R, nobody_is_target)
    ),
    Fault("scam-without-scammer", "a scam has no scammer", "error", edit(FRIEND_R, no_scammer)),
    Fault(
        "counterpart-in-scam",
        "a scam has an honest counterpart",
        "error",
        edit(FRIEND_R, within("speakers", 2, role="counterpart")),
    ),
    Fault(
        "scammer-in-benign",
        "a benign dialogue has a scammer",
        "error",
        both(FRIEND, "benign", within("speakers", 2, role="scammer")),
    ),
    Fault(
        "minute-goes-back",
        "a minute is earlier than the one before",
        "error",
        edit(LOAN_R, turn(24, minute=248)),
    ),
    Fault(
        "first-minute-not-zero",
        "the first turn is not minute 0",
        "warning",
        edit(LOAN_R, turn(0, minute=3)),
    ),
    Fault(
        "picture-in-a-phone-call",
        "a picture is sent by telephone",
        "warning",
        edit(LOAN_R, turn(8, channel="phone")),
    ),
    Fault(
        "call-by-sms",
        "live speech goes through text messages",
        "warning",
        edit(LOAN_R, turn(5, channel="sms")),
    ),
)
