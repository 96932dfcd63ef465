"""A translation keeps everything but the words."""

from collections.abc import Iterator

from hookline.examples import REMOVED, Bad
from hookline.findings import Hit, Severity
from hookline.language import Phrase
from hookline.rules.base import Facts, Surroundings, TurnSignature, corpus_rule
from hookline.taxonomy import taxonomy

_LATER = {"speaker": "A", "channel": "marketplace", "text": "我再想想。"}
_FIELDS = TurnSignature.__struct_fields__


@corpus_rule(
    "translation/original",
    "the original {original} {defect}",
    why="A translation without its original cannot be compared with it.",
    hint="Name the original: a dialogue of the same script, in another language, of the same "
    "label, that is no translation itself.",
    bad=Bad("/translation_of", (("/translation_of", "phone-deposit/no"),), on="translation"),
)
def original(facts: Facts, surroundings: Surroundings) -> Iterator[Hit]:
    """A translation names an existing original of its script, in another language."""
    if facts.translation_of is None:
        return
    other = surroundings.facts(facts.translation_of)
    defects = []
    if not surroundings.exists(facts.translation_of):
        defects.append(Phrase("does not exist"))
    elif other:
        if other.script != facts.script:
            defects.append(Phrase("belongs to the script {script}", {"script": other.script}))
        if other.language == facts.language:
            defects.append(
                Phrase("is in the same language, {language}", {"language": other.language})
            )
        if other.translation_of is not None:
            values = {"original": other.translation_of}
            defects.append(Phrase("is itself a translation, of {original}", values))
        if other.label != facts.label:
            values = {"found": other.label, "label": facts.label}
            defects.append(Phrase("is {found}, but this dialogue is {label}", values))
    for defect in defects:
        yield Hit("/translation_of", {"original": facts.translation_of, "defect": defect})


@corpus_rule(
    "translation/turns",
    "the dialogue has {count} turns, but its original {original} has {other}",
    why="Translations are compared turn by turn.",
    hint="Translate each turn as one turn.",
    bad=Bad("/turns", (("/turns/-", _LATER),), on="translation"),
)
def same_length(facts: Facts, surroundings: Surroundings) -> Iterator[Hit]:
    """A translation has as many turns as its original."""
    other = surroundings.facts(facts.translation_of) if facts.translation_of else None
    if other and len(other.turns) != len(facts.turns):
        values = {
            "count": len(facts.turns),
            "original": facts.translation_of,
            "other": len(other.turns),
        }
        yield Hit("/turns", values)


@corpus_rule(
    "translation/aligned",
    "{field} of turn {number}: {found}, but {expected} in the original {original}",
    why="A translation has the same stages, responses, cues, demands and payments.",
    hint="Correct the one that is wrong; only text, title and personas are translated.",
    bad=Bad("/turns/4/stage", (("/turns/4/stage", "threat"),), on="translation"),
)
def aligned(facts: Facts, surroundings: Surroundings) -> Iterator[Hit]:
    """Each turn of a translation has the labels of the original's turn."""
    other = surroundings.facts(facts.translation_of) if facts.translation_of else None
    if other is None or len(other.turns) != len(facts.turns):
        return
    for number, pair in enumerate(zip(facts.turns, other.turns, strict=True)):
        if pair[0] == pair[1]:
            continue
        turn, wanted = map(TurnSignature.of, pair)
        for field in _FIELDS:
            if getattr(turn, field) != getattr(wanted, field):
                values = {
                    "field": field,
                    "number": number,
                    "found": _told(getattr(turn, field)),
                    "expected": _told(getattr(wanted, field)),
                    "original": facts.translation_of,
                }
                pointer = f"/turns/{number}/{'spans' if field == 'cues' else field}"
                yield Hit(pointer, values)


@corpus_rule(
    "translation/same-story",
    "{field}: {found}, but {expected} in the original {original}",
    why="A translation tells the same story: type, ending, roles and basis are the original's.",
    hint="Correct the one that is wrong.",
    bad=Bad("/ending", (("/ending", "realised"),), on="translation"),
)
def same_story(facts: Facts, surroundings: Surroundings) -> Iterator[Hit]:
    """A translation has the original's type, ending, roles, basis, and a twin where it has one."""
    other = surroundings.facts(facts.translation_of) if facts.translation_of else None
    if other is None or other.label != facts.label:
        return
    pairs = [
        ("scam_type", facts.scam_type, other.scam_type),
        ("ending", facts.ending, other.ending),
        ("speakers", facts.roles, other.roles),
        ("provenance/basis", facts.basis, other.basis),
        ("contrast_of", _is_given(facts.contrast_of), _is_given(other.contrast_of)),
    ]
    for field, found, expected in pairs:
        if found != expected:
            values = {
                "field": field,
                "found": _told(found),
                "expected": _told(expected),
                "original": facts.translation_of,
            }
            yield Hit(f"/{field}", values)


def _is_given(value: str | None) -> Phrase | None:
    return None if value is None else Phrase("given")


def _told(value: object) -> str | Phrase:
    if value is None or value == ():
        return Phrase("missing")
    if isinstance(value, Phrase):
        return value
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    fields = getattr(value, "__struct_fields__", ())
    if not fields:
        return str(value)
    set_ones = [(name, getattr(value, name)) for name in fields]
    return ", ".join(f"{name} {each}" for name, each in set_ones if each is not None)


@corpus_rule(
    "translation/named",
    "{other} has the same name in another language, and neither says that it translates the other",
    why="Two that tell one story in two languages are compared only where one names the other.",
    hint="Name the original in translation_of of its translation, or rename one of the two.",
    severity=Severity.WARNING,
    bad=Bad("/id", (("/translation_of", REMOVED),), on="translation"),
)
def named(facts: Facts, surroundings: Surroundings) -> Iterator[Hit]:
    """Of two dialogues of one name in two languages one translates the other."""
    language, _, word = facts.id.partition("/")[2].partition("-")
    if facts.translation_of is not None or language != facts.language:
        return
    script = surroundings.script(facts.script)
    for other_language in taxonomy().ids("language"):
        other_id = f"{facts.script}/{other_language}-{word}"
        if facts.id < other_id and other_id in script.ids:
            other = surroundings.facts(other_id)
            if other and other.translation_of is None:
                yield Hit("/id", {"other": other_id})


RULES = (original, same_length, aligned, same_story, named)
