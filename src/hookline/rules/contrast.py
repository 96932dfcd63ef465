"""A benign twin and its scam belong together."""

from collections.abc import Iterator

from hookline.examples import SCAM, Bad
from hookline.findings import Hit, Severity
from hookline.rules.base import Facts, Surroundings, corpus_rule


@corpus_rule(
    "contrast/twin",
    "the scam twin {twin} {defect}",
    why="A benign dialogue is worth most beside the scam that it resembles.",
    hint="Name a scam dialogue of the same script and language.",
    bad=Bad("/contrast_of", (("/contrast_of", "phone-deposit/no"),), on="twin"),
)
def twin(facts: Facts, surroundings: Surroundings) -> Iterator[Hit]:
    """contrast_of names an existing scam dialogue of the same script and language."""
    if facts.contrast_of is None or facts.label != "benign":
        return
    other = surroundings.facts(facts.contrast_of)
    defects = []
    if not surroundings.exists(facts.contrast_of):
        defects.append("does not exist")
    elif other:
        if other.label != "scam":
            defects.append(f"is {other.label}")
        if other.script != facts.script:
            defects.append(f"belongs to the script {other.script}")
        if other.language != facts.language:
            defects.append(f"is in {other.language}, but this dialogue is in {facts.language}")
    for defect in defects:
        yield Hit("/contrast_of", {"twin": facts.contrast_of, "defect": defect})


@corpus_rule(
    "contrast/speakers",
    "the dialogue has {count} speakers, but its scam twin {twin} has {other}",
    why="A detector could tell the two apart by counting speakers.",
    hint="Give both the same number of speakers.",
    severity=Severity.WARNING,
    bad=Bad(
        "/speakers",
        (
            ("/speakers/-", {"id": "C", "role": "third_party"}),
            ("/turns/-", {"speaker": "C", "channel": "marketplace", "text": "Hello."}),
            ("/turns/-", SCAM["turns"][0]),
        ),
        on="twin",
    ),
)
def speakers(facts: Facts, surroundings: Surroundings) -> Iterator[Hit]:
    """Twins have the same number of speakers."""
    other = surroundings.facts(facts.contrast_of) if facts.contrast_of else None
    if other and facts.label == "benign" and len(other.roles) != len(facts.roles):
        values = {
            "count": len(facts.roles),
            "twin": facts.contrast_of,
            "other": len(other.roles),
        }
        yield Hit("/speakers", values)


RULES = (twin, speakers)
