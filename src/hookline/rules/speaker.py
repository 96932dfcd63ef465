"""Who speaks: letters in order, roles that fit the label."""

from collections.abc import Iterator

from hookline.examples import REMOVED, Bad
from hookline.findings import Hit
from hookline.language import Phrase
from hookline.model import Dialogue
from hookline.rules.base import dialogue_rule

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_STILL_HERE = {
    "speaker": "B",
    "channel": "marketplace",
    "text": "It is as new.",
    "stage": "fee",
}


@dialogue_rule(
    "speaker/known",
    "turn {number} is spoken by {speaker}, who is not among the speakers {known}",
    trigger="speaker",
    why="Without a speaker a turn has no role, so its labels cannot be judged.",
    hint="Add the speaker to speakers, or correct the letter.",
    bad=Bad("/turns/5/speaker", (("/turns/5/speaker", "C"),)),
)
def known(dialogue: Dialogue) -> Iterator[Hit]:
    """Every turn's speaker is declared."""
    declared = [speaker.id for speaker in dialogue.speakers]
    for number, turn, role in dialogue.numbered_turns():
        if role is None:
            values = {"number": number, "speaker": turn.speaker, "known": ", ".join(declared)}
            yield Hit(f"/turns/{number}/speaker", values)


@dialogue_rule(
    "speaker/order",
    "the speakers are {found}, but they appear in the order {appeared}, so they are {expected}",
    trigger="speaker",
    why="Letters by first appearance keep the letter itself from telling who is the scammer.",
    hint="Name the speakers A, B, C … as they first speak, list them in that order, and list "
    "nobody who does not speak.",
    bad=Bad("/speakers", (("/speakers/-", {"id": "C", "role": "third_party"}),)),
)
def order(dialogue: Dialogue) -> Iterator[Hit]:
    """Speakers are A, B, C … in order of first appearance, and all of them speak."""
    declared = [speaker.id for speaker in dialogue.speakers]
    spoken = list(dict.fromkeys(turn.speaker for turn in dialogue.turns))
    if any(each not in declared for each in spoken):
        return
    expected = list(_LETTERS[: len(spoken)])
    if declared != expected or spoken != expected:
        values = {
            "found": ", ".join(declared),
            "appeared": ", ".join(spoken),
            "expected": ", ".join(expected),
        }
        yield Hit("/speakers", values)


@dialogue_rule(
    "speaker/role",
    "a {label} dialogue has {defect}",
    trigger="speaker",
    why="A scam has a scammer and an honest dialogue has a counterpart; labels are read by role.",
    hint="Scam: at least one scammer and a target, no counterpart. "
    "Benign: at least one counterpart and a target, no scammer.",
    bad=Bad(
        "/speakers",
        (
            ("/speakers/0/role", "third_party"),
            ("/turns/3", _STILL_HERE),
            ("/turns/4/stage", "fee"),
            ("/turns/5/response", REMOVED),
        ),
    ),
)
def role(dialogue: Dialogue) -> Iterator[Hit]:
    """Roles fit the label."""
    needed, barred = ("scammer", "counterpart")
    if dialogue.label == "benign":
        needed, barred = barred, needed
    roles = [speaker.role for speaker in dialogue.speakers]
    for missing in (needed, "target"):
        if missing not in roles:
            values = {"label": dialogue.label, "defect": Phrase("no {role}", {"role": missing})}
            yield Hit("/speakers", values)
    for number, each in enumerate(roles):
        if each == barred:
            defect = Phrase("a {role}", {"role": barred})
            yield Hit(f"/speakers/{number}/role", {"label": dialogue.label, "defect": defect})


RULES = (known, order, role)
