"""Layers: one annotator's labels stand on the text that they were made on."""

from collections.abc import Callable, Iterator
from functools import partial

import msgspec

from hookline.examples import ABOUT, SCAM, Bad, patched
from hookline.findings import Hit, Level, RuleInfo, firm
from hookline.language import Phrase
from hookline.lock import text_sha256
from hookline.model import Dialogue, Layer
from hookline.rules.base import CorpusRule, Facts, Surroundings, corpus_rule


class LayerRule(msgspec.Struct, frozen=True):
    """A rule on a layer, the dialogue that it labels (None where that is missing or broken)."""

    info: RuleInfo
    check: Callable[[Layer, Dialogue | None, Surroundings], Iterator[Hit]]


_info = partial(firm, "layer", Level.CORPUS)


def _dialogue(layer: Layer, _dialogue: Dialogue | None, around: Surroundings) -> Iterator[Hit]:
    if not around.exists(layer.dialogue):
        yield Hit("/dialogue", {"dialogue": layer.dialogue})


def _stale(layer: Layer, dialogue: Dialogue | None, _around: Surroundings) -> Iterator[Hit]:
    if dialogue and layer.text_sha256 != text_sha256(dialogue):
        values = {"stated": layer.text_sha256[:12], "found": text_sha256(dialogue)[:12]}
        yield Hit("/text_sha256", values)


def _annotator(layer: Layer, _dialogue: Dialogue | None, around: Surroundings) -> Iterator[Hit]:
    if around.annotators is not None and layer.annotator not in around.annotators:
        yield Hit("/annotator", {"annotator": layer.annotator})


def _turns(layer: Layer, dialogue: Dialogue | None, _around: Surroundings) -> Iterator[Hit]:
    seen: set[int] = set()
    count = len(dialogue.turns) if dialogue else None
    for number, labels in enumerate(layer.turns):
        if labels.turn in seen:
            values = {"turn": labels.turn, "defect": Phrase("is labelled twice")}
            yield Hit(f"/turns/{number}/turn", values)
        elif count is not None and labels.turn >= count:
            defect = Phrase(
                "does not exist: the dialogue has {count} turns, counted from 0", {"count": count}
            )
            yield Hit(f"/turns/{number}/turn", {"turn": labels.turn, "defect": defect})
        seen.add(labels.turn)


def _listed(layer: Layer, dialogue: Dialogue | None, around: Surroundings) -> Iterator[Hit]:
    known = around.annotators is None or layer.annotator in around.annotators
    if dialogue and known and layer.annotator not in dialogue.annotation.layers:
        yield Hit("/annotator", {"annotator": layer.annotator, "dialogue": dialogue.id})


@corpus_rule(
    "layer/file",
    "there is no layer of {annotator}: the file {file} is missing",
    why="Labels that are said to exist can be neither read nor compared.",
    hint="Add the layer, or take the annotator out of annotation.layers.",
    bad=Bad("/annotation/layers/0", (("/annotation/layers", ["m1"]),)),
)
def filed(facts: Facts, surroundings: Surroundings) -> Iterator[Hit]:
    """Every layer that a dialogue lists has a file."""
    for number, annotator in enumerate(facts.layers):
        known = surroundings.annotators is None or annotator in surroundings.annotators
        if known and not surroundings.has_layer(facts.id, annotator):
            values = {"annotator": annotator, "file": f"layers/{facts.id}.{annotator}.json"}
            yield Hit(f"/annotation/layers/{number}", values)


_LISTED = patched(SCAM, ("/annotation/layers", ["m1"]))
_TWO = {"id": "m2", "kind": "human", "languages": ["en"], "description": "A person."}

FACT_RULES: tuple[CorpusRule, ...] = (filed,)
RULES: tuple[LayerRule, ...] = (
    LayerRule(
        _info(
            "dialogue",
            "A layer's dialogue exists.",
            "there is no dialogue {dialogue}",
            "Labels of nothing cannot be compared.",
            "Correct the id, or take the layer out.",
            Bad("/dialogue", (("/dialogue", "phone-deposit/no"),), on="layer"),
        ),
        _dialogue,
    ),
    LayerRule(
        _info(
            "text-stale",
            "A layer carries the hash of the dialogue's text as it is.",
            "the labels were made on the text {stated}…, but the text now is {found}…",
            "Labels of another text may stand on the wrong turns.",
            "Label the text anew, or bring it back.",
            Bad("/text_sha256", (("/text_sha256", "0" * 64),), on="layer", also=(_LISTED,)),
        ),
        _stale,
    ),
    LayerRule(
        _info(
            "annotator",
            "A layer's annotator is in the list of annotators.",
            "the annotator {annotator} is not in annotators.json",
            "Who labelled, and whether it was a person or a model, is part of the data.",
            "Add the annotator to annotators.json, or correct the id.",
            Bad("/annotator", (("/annotator", "m9"),), on="layer"),
        ),
        _annotator,
    ),
    LayerRule(
        _info(
            "turns",
            "A layer labels each turn once, and no turn that does not exist.",
            "turn {turn} {defect}",
            "Agreement is counted turn by turn.",
            "Leave one of the two out, or correct the number; turns count from 0.",
            Bad("/turns/2/turn", (("/turns/2/turn", 1),), on="layer", also=(_LISTED,)),
        ),
        _turns,
    ),
    LayerRule(
        _info(
            "listed",
            "A layer's dialogue lists it.",
            "{dialogue} does not list the layer of {annotator}",
            "Whoever reads the dialogue does not learn that it was labelled again.",
            "Add the annotator to annotation.layers of the dialogue.",
            Bad(
                "/annotator",
                (("/annotator", "m2"),),
                on="layer",
                also=(patched(ABOUT["annotators.json"], ("/annotators/-", _TWO)),),
            ),
        ),
        _listed,
    ),
)
