"""A benign twin and its scam belong together."""

from collections.abc import Iterator

from hookline.examples import REMOVED, SCAM, TRANSLATION, Bad, patched
from hookline.findings import Hit, Severity
from hookline.language import Phrase
from hookline.rules.base import Facts, Surroundings, corpus_rule

_LENGTH = 0.15
_SIDES = {"scammer": "counterpart"}


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
        defects.append(Phrase("does not exist"))
    elif other:
        if other.label != "scam":
            defects.append(Phrase("is {label}", {"label": other.label}))
        if other.script != facts.script:
            defects.append(Phrase("belongs to the script {script}", {"script": other.script}))
        if other.language != facts.language:
            values = {"found": other.language, "language": facts.language}
            defects.append(Phrase("is in {found}, but this dialogue is in {language}", values))
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
            ("/turns/-", {"speaker": "C", "channel": "marketplace", "text": "Hi."}),
            ("/turns/-", {"speaker": "A", "channel": "marketplace", "text": "Bye."}),
        ),
        on="twin",
    ),
)
def speakers(facts: Facts, surroundings: Surroundings) -> Iterator[Hit]:
    """Twins have the same number of speakers."""
    other = _scam_of(facts, surroundings)
    if other and len(other.roles) != len(facts.roles):
        values = {
            "count": len(facts.roles),
            "twin": facts.contrast_of,
            "other": len(other.roles),
        }
        yield Hit("/speakers", values)


@corpus_rule(
    "contrast/length",
    "the dialogue has {count} characters, but its scam twin {twin} has {other}: {share}% {more}",
    why="A detector could tell the two apart by their length.",
    hint="Bring the two within 15% of each other.",
    bad=Bad(
        "/turns",
        (("/turns/5/text", "Fine, as we said." + " Thank you for everything." * 3),),
        on="twin",
    ),
    severity=Severity.WARNING,
)
def length(facts: Facts, surroundings: Surroundings) -> Iterator[Hit]:
    """Twins differ in length by 15% at most."""
    if (other := _scam_of(facts, surroundings)) is None:
        return
    share = facts.characters / other.characters - 1
    if abs(share) > _LENGTH:
        values = {
            "count": facts.characters,
            "twin": facts.contrast_of,
            "other": other.characters,
            "share": round(abs(share) * 100),
            "more": Phrase("more") if share > 0 else Phrase("less"),
        }
        yield Hit("/turns", values)


@corpus_rule(
    "contrast/media",
    "the dialogue has turns of {found}, its scam twin {twin} of {expected}",
    why="A detector could tell the two apart by a picture or a voice message.",
    hint="Use the same kinds of message in both.",
    bad=Bad("/turns", (("/turns/5/medium", "voice"),), on="twin"),
    severity=Severity.WARNING,
)
def media(facts: Facts, surroundings: Surroundings) -> Iterator[Hit]:
    """Twins have the same kinds of message."""
    if (other := _scam_of(facts, surroundings)) is None:
        return
    found, expected = (each.media for each in (facts, other))
    if found != expected:
        values = {
            "found": ", ".join(sorted(found)),
            "twin": facts.contrast_of,
            "expected": ", ".join(sorted(expected)),
        }
        yield Hit("/turns", values)


@corpus_rule(
    "contrast/placeholders",
    "the dialogue has placeholders of {found}, its scam twin {twin} of {expected}",
    why="A detector could tell the two apart by a kind of placeholder.",
    hint="Use the same kinds in both.",
    bad=Bad("/turns", (("/turns/5/text", "Fine, [NAME_1] said so."),), on="twin"),
    severity=Severity.WARNING,
)
def placeholders(facts: Facts, surroundings: Surroundings) -> Iterator[Hit]:
    """Twins have the same kinds of placeholder."""
    other = _scam_of(facts, surroundings)
    if other and facts.placeholders != other.placeholders:
        values = {
            "found": ", ".join(sorted(facts.placeholders)) or Phrase("no kind"),
            "twin": facts.contrast_of,
            "expected": ", ".join(sorted(other.placeholders)) or Phrase("no kind"),
        }
        yield Hit("/turns", values)


@corpus_rule(
    "contrast/last-speaker",
    "a {found} speaks last, but a {expected} in the scam twin {twin}",
    why="Scams that end on one side and twins that end on the other give themselves away.",
    hint="Let both end on the same side.",
    bad=Bad(
        "/turns",
        (("/turns/-", {"speaker": "B", "channel": "marketplace", "text": "Bye."}),),
        on="twin",
    ),
    severity=Severity.WARNING,
)
def last_speaker(facts: Facts, surroundings: Surroundings) -> Iterator[Hit]:
    """Twins end on the same side."""
    if (other := _scam_of(facts, surroundings)) is None:
        return
    found, expected = facts.last, other.last
    if _SIDES.get(found, found) != _SIDES.get(expected, expected):
        values = {"found": found, "twin": facts.contrast_of, "expected": expected}
        yield Hit("/turns", values)


@corpus_rule(
    "contrast/cues",
    "no cue is marked in the dialogue, but {count} in its scam twin {twin}",
    why="Honest people hurry and reassure, too; a model that meets cues in scams only learns that.",
    hint="Mark the clauses of the counterpart that work on the target.",
    bad=Bad("/turns", (("/turns/1/spans", REMOVED),), on="twin"),
    severity=Severity.INFO,
)
def cues(facts: Facts, surroundings: Surroundings) -> Iterator[Hit]:
    """A twin has cues where its scam has some."""
    other = _scam_of(facts, surroundings)
    if other and other.cues and not facts.cues:
        yield Hit("/turns", {"count": other.cues, "twin": facts.contrast_of})


def _scam_of(facts: Facts, surroundings: Surroundings) -> Facts | None:
    if facts.contrast_of is None or facts.label != "benign":
        return None
    return surroundings.facts(facts.contrast_of)


@corpus_rule(
    "contrast/named",
    "the dialogue is benign, but it names no scam that it resembles",
    why="A benign dialogue is worth most beside the scam that it resembles.",
    hint="Name its scam twin in contrast_of.",
    bad=Bad("/label", (("/contrast_of", REMOVED),), on="twin"),
)
def named(facts: Facts, _surroundings: Surroundings) -> Iterator[Hit]:
    """A benign dialogue names its scam twin."""
    if facts.label == "benign" and facts.contrast_of is None:
        yield Hit("/label")


@corpus_rule(
    "contrast/script",
    "no dialogue of the script {script} is benign",
    why="A detector could tell scams by the story: other scripts have benign twins.",
    hint="Write a benign twin of the scam.",
    severity=Severity.WARNING,
    bad=Bad(
        "/id",
        on="twin",
        also=(
            patched(
                SCAM,
                ("/id", "phone-sold-twice/en-scam"),
                ("/turns/0/text", "Do you still have it?"),
            ),
        ),
    ),
)
def in_script(facts: Facts, surroundings: Surroundings) -> Iterator[Hit]:
    """In a corpus with benign twins every script has one."""
    if facts.label != "scam" or not surroundings.has_twins:
        return
    script = surroundings.script(facts.script)
    if script.first == facts.id and script.complete and not script.has_benign:
        yield Hit("/id", {"script": facts.script})


@corpus_rule(
    "contrast/translated",
    "the scam twin {twin} is translated, as {translation}, but this dialogue is not",
    why="In that language a detector would see the scam without its twin.",
    hint="Translate this dialogue, too.",
    severity=Severity.WARNING,
    bad=Bad("/contrast_of", on="twin", also=(TRANSLATION,)),
)
def translated(facts: Facts, surroundings: Surroundings) -> Iterator[Hit]:
    """A twin is translated into the languages that its scam is translated into."""
    if facts.contrast_of is None or facts.label != "benign":
        return
    script = surroundings.script(facts.script)
    done = script.translations.get(facts.id, {})
    for language, translation in script.translations.get(facts.contrast_of, {}).items():
        if script.complete and language not in done and translation not in script.twinned:
            yield Hit("/contrast_of", {"twin": facts.contrast_of, "translation": translation})


RULES = (
    twin,
    named,
    in_script,
    translated,
    speakers,
    length,
    media,
    placeholders,
    last_speaker,
    cues,
)
