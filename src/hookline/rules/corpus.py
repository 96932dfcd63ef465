"""What a dialogue names of its corpus exists there."""

from collections.abc import Iterator

from hookline.examples import SCAM, SCRIPT, Bad
from hookline.findings import Hit, Severity
from hookline.language import nearest
from hookline.rules.base import Facts, Surroundings, corpus_rule


@corpus_rule(
    "corpus/source-known",
    "the source {source} is not in sources.json",
    why="Every fact of the corpus can be traced to what was published.",
    hint="Add the source to sources.json, or correct the id.",
    bad=Bad("/provenance/sources/0", (("/provenance/sources/0", "buletin-2020"),)),
)
def source_known(facts: Facts, surroundings: Surroundings) -> Iterator[Hit]:
    """Every source that a dialogue names is in the bibliography."""
    yield from _unknown(facts.sources, surroundings.sources, "/provenance/sources", "source")


@corpus_rule(
    "corpus/annotator-known",
    "the annotator {annotator} is not in annotators.json",
    why="Who labelled, and whether it was a person or a model, is part of the data.",
    hint="Add the annotator to annotators.json, or correct the id.",
    bad=Bad("/annotation/layers/0", (("/annotation/layers", ["m2"]),)),
)
def annotator_known(facts: Facts, surroundings: Surroundings) -> Iterator[Hit]:
    """Every annotator that a dialogue names is in the list of annotators."""
    yield from _unknown(facts.layers, surroundings.annotators, "/annotation/layers", "annotator")


def _unknown(
    named: tuple[str, ...], known: frozenset[str] | None, pointer: str, what: str
) -> Iterator[Hit]:
    if known is None:
        return
    for number, each in enumerate(named):
        if each not in known:
            yield Hit(f"{pointer}/{number}", {what: each}, nearest(each, sorted(known)))


@corpus_rule(
    "corpus/same-text",
    "the dialogue has the same words as {other}",
    why="A dialogue that stands twice counts twice, and may stand on both sides of a split.",
    hint="Take one of the two out, or write it anew.",
    bad=Bad(
        "/turns",
        tuple((f"/turns/{number}/text", turn["text"]) for number, turn in enumerate(SCAM["turns"])),
        on="twin",
    ),
)
def same_text(facts: Facts, surroundings: Surroundings) -> Iterator[Hit]:
    """No two dialogues have the same words, whatever their punctuation and case."""
    first = surroundings.first_with_text(facts.text_sha256)
    if first not in (None, facts.id):
        yield Hit("/turns", {"other": first})


@corpus_rule(
    "corpus/withdrawn-reused",
    "the id {id} belongs to a dialogue that was withdrawn",
    why="Whoever has used the withdrawn dialogue would take this one for it.",
    hint="Where its withdrawal was interrupted, run hookline withdraw with the id again; else give "
    "the dialogue another id: those in withdrawn.json are never used again.",
    bad=Bad(
        "/id",
        (
            (
                "/withdrawn/-",
                {
                    "id": f"{SCRIPT}/en-scam",
                    "version": "0.1.0",
                    "date": "2026-11-22",
                    "reason": "error",
                },
            ),
        ),
        on="withdrawn",
    ),
)
def withdrawn_reused(facts: Facts, surroundings: Surroundings) -> Iterator[Hit]:
    """No dialogue has the id of one that was withdrawn."""
    if facts.id in surroundings.withdrawn:
        yield Hit("/id", {"id": facts.id})


@corpus_rule(
    "corpus/variant-language",
    "the variant is called {variant}, but the dialogue's language is {language}",
    why="Originals and translations are found by their names.",
    hint="Begin the variant with the language: {language}-….",
    severity=Severity.WARNING,
    bad=Bad("/id", (("/id", f"{SCRIPT}/scam"),)),
)
def variant_language(facts: Facts, _surroundings: Surroundings) -> Iterator[Hit]:
    """A variant begins with its language."""
    variant = facts.id.partition("/")[2]
    if variant.partition("-")[0] != facts.language:
        yield Hit("/id", {"variant": variant, "language": facts.language})


RULES = (source_known, annotator_known, same_text, withdrawn_reused, variant_language)
