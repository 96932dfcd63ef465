"""Scam or benign: what goes with which."""

from collections.abc import Iterator

from hookline.examples import REMOVED, Bad
from hookline.findings import Hit, Severity
from hookline.language import Phrase
from hookline.model import Dialogue
from hookline.rules.base import dialogue_rule

_COMPARED = 2


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


@dialogue_rule(
    "label/ending-told",
    "the dialogue ends {ending}, but {defect}",
    trigger="told",
    why="Whoever learns endings from the turns cannot learn one that no turn tells.",
    hint="Correct the ending, or give the turn that tells it its response.",
    severity=Severity.WARNING,
    bad=Bad("/ending", (("/ending", "reported"),)),
)
def ending_told(dialogue: Dialogue) -> Iterator[Hit]:
    """What ends reported, refused or stopped has a turn that tells it.

    The target reports; the target of a scam refuses; a third party, a notice, a picture that the
    target shows, or a target who cannot tells that it was stopped.
    """
    answers = {turn.response for turn in dialogue.turns}
    scam = dialogue.label == "scam"
    defect = None
    if dialogue.ending == "reported" and "report" not in answers:
        defect = Phrase("no turn of the target reports it")
    elif dialogue.ending == "refused" and scam and not answers & {"refuse", "report"}:
        defect = Phrase("no turn of the target refuses")
    elif dialogue.ending == "stopped" and not _is_stopped(dialogue):
        defect = Phrase(
            "no third party, no notice and no answer of the target tells who stopped it"
        )
    if defect:
        yield Hit("/ending", {"ending": dialogue.ending, "defect": defect})


def _is_stopped(dialogue: Dialogue) -> bool:
    """Tell whether somebody stops it: at any time others, after the last demand the target."""
    stopped = False
    for _, turn, role in dialogue.numbered_turns():
        if role in ("third_party", "system") or turn.medium == "notice":
            return True
        if turn.demand:
            stopped = False
        shown = turn.medium in ("image", "file", "card")
        if role == "target" and (shown or turn.response in ("stall", "report")):
            stopped = True
    return stopped


@dialogue_rule(
    "label/invented",
    "the dialogue is said to be invented, but it names {sources}",
    trigger="label",
    why="An invented dialogue tells nothing that was published, and a source would vouch for it.",
    hint="Take the sources out, or write the basis method or retells.",
    severity=Severity.WARNING,
    bad=Bad("/provenance/sources", (("/provenance/basis", "invented"),)),
)
def invented(dialogue: Dialogue) -> Iterator[Hit]:
    """An invented dialogue, as every twin is, names no source."""
    about = dialogue.provenance
    if about.basis == "invented" and about.sources:
        yield Hit("/provenance/sources", {"sources": ", ".join(about.sources)})


@dialogue_rule(
    "label/adjudicated",
    "the labels are said to be adjudicated, but the number of layers is {count}, not two or more",
    trigger="label",
    why="Where nobody has labelled twice there was nothing to settle.",
    hint="Name the layers that were compared, or write adjudicated false.",
    severity=Severity.WARNING,
    bad=Bad("/annotation/adjudicated", (("/annotation/adjudicated", True),)),
)
def adjudicated(dialogue: Dialogue) -> Iterator[Hit]:
    """Only labels of two layers or more are adjudicated."""
    about = dialogue.annotation
    if about.adjudicated and len(about.layers) < _COMPARED:
        yield Hit("/annotation/adjudicated", {"count": len(about.layers)})


RULES = (scam_type, twin_is_benign, ending, basis, ending_told, invented, adjudicated)
