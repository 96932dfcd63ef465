"""Scam or benign: what goes with which."""

from collections.abc import Iterator

from hookline.examples import REMOVED, Bad
from hookline.findings import Hit
from hookline.language import Phrase
from hookline.model import Dialogue
from hookline.rules.base import dialogue_rule


@dialogue_rule(
    "label/scam-type",
    "a {label} dialogue {defect}",
    trigger="label",
    why="Scores by type need the type of every scam, and a benign dialogue has none.",
    hint="Give scam dialogues a scam_type; leave it out of benign ones.",
    bad=Bad("/label", (("/scam_type", REMOVED),)),
)
def scam_type(dialogue: Dialogue) -> Iterator[Hit]:
    """Scam dialogues have a scam type, benign ones have none."""
    if dialogue.label == "scam" and dialogue.scam_type is None:
        yield Hit("/label", {"label": "scam", "defect": Phrase("needs a scam_type")})
    if dialogue.label == "benign" and dialogue.scam_type is not None:
        defect = Phrase("has the scam_type {type}", {"type": dialogue.scam_type})
        yield Hit("/scam_type", {"label": "benign", "defect": defect})


@dialogue_rule(
    "label/twin",
    "a scam dialogue names {twin} as the scam that it contrasts with",
    trigger="label",
    why="contrast_of leads from a benign dialogue to its scam, never the other way.",
    hint="Put contrast_of into the benign dialogue.",
    bad=Bad("/contrast_of", (("/contrast_of", "phone-deposit/en-benign"),)),
)
def twin_is_benign(dialogue: Dialogue) -> Iterator[Hit]:
    """Only benign dialogues have contrast_of."""
    if dialogue.label == "scam" and dialogue.contrast_of is not None:
        yield Hit("/contrast_of", {"twin": dialogue.contrast_of})


@dialogue_rule(
    "label/ending",
    "a {label} dialogue ends {ending}",
    trigger="label",
    why="settled means that honest business is done; realised, cut_off, reported tell of a scam.",
    hint="Benign dialogues end settled, open, refused or stopped; scam dialogues never settled.",
    bad=Bad("/ending", (("/ending", "settled"),)),
)
def ending(dialogue: Dialogue) -> Iterator[Hit]:
    """Benign dialogues end settled, open, refused or stopped; scam dialogues never settled."""
    benign = dialogue.label == "benign"
    fits = dialogue.ending in ("settled", "open", "refused", "stopped")
    if (benign and not fits) or (not benign and dialogue.ending == "settled"):
        yield Hit("/ending", {"label": dialogue.label, "ending": dialogue.ending})


@dialogue_rule(
    "label/basis",
    "the dialogue is said to follow what was published (basis {basis}), but no source is named",
    trigger="label",
    why="Whoever doubts that scams run so can look it up.",
    hint="Name the source in provenance.sources, or write the basis invented.",
    bad=Bad("/provenance/basis", (("/provenance/sources", []),)),
)
def basis(dialogue: Dialogue) -> Iterator[Hit]:
    """A dialogue that follows a published case or method names its source."""
    about = dialogue.provenance
    if about.basis != "invented" and not about.sources:
        yield Hit("/provenance/basis", {"basis": about.basis})


RULES = (scam_type, twin_is_benign, ending, basis)
