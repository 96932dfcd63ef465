"""What a dialogue names of its corpus exists there."""

import difflib
from collections.abc import Iterator

from hookline.findings import Hit
from hookline.rules.base import Facts, Surroundings, corpus_rule


@corpus_rule(
    "corpus/source-known",
    "the source {source} is not in sources.json",
    why="Every fact of the corpus can be traced to what was published.",
    hint="Add the source to sources.json, or correct the id.",
)
def source_known(facts: Facts, surroundings: Surroundings) -> Iterator[Hit]:
    """Every source that a dialogue names is in the bibliography."""
    for number, source in enumerate(facts.sources):
        if source not in surroundings.sources:
            near = difflib.get_close_matches(source, sorted(surroundings.sources), n=1)
            pointer = f"/provenance/sources/{number}"
            yield Hit(pointer, {"source": source}, near[0] if near else None)


@corpus_rule(
    "corpus/annotator-known",
    "the annotator {annotator} is not in annotators.json",
    why="Who labelled, and whether it was a person or a model, is part of the data.",
    hint="Add the annotator to annotators.json, or correct the id.",
)
def annotator_known(facts: Facts, surroundings: Surroundings) -> Iterator[Hit]:
    """Every annotator that a dialogue names is in the list of annotators."""
    for number, annotator in enumerate(facts.layers):
        if annotator not in surroundings.annotators:
            near = difflib.get_close_matches(annotator, sorted(surroundings.annotators), n=1)
            pointer = f"/annotation/layers/{number}"
            yield Hit(pointer, {"annotator": annotator}, near[0] if near else None)


RULES = (source_known, annotator_known)
