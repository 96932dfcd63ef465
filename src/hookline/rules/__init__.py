"""What the schema cannot say: small pure generators, one module per family, in visible tuples."""

import re
from collections.abc import Iterator

from hookline import shape
from hookline.findings import RuleInfo
from hookline.model import Dialogue
from hookline.rules import (
    amount,
    contrast,
    corpus,
    file,
    label,
    layer,
    money,
    placeholder,
    privacy,
    response,
    span,
    speaker,
    stage,
    text,
    translation,
    waiver,
)
from hookline.rules.base import CorpusRule, DialogueRule, Facts, Surroundings, facts_of, texts

DIALOGUE_RULES: tuple[DialogueRule, ...] = (
    *text.RULES,
    *label.RULES,
    *speaker.RULES,
    *stage.RULES,
    *response.RULES,
    *span.RULES,
    *money.RULES,
    *amount.RULES,
    *privacy.RULES,
    *placeholder.RULES,
)


def triggered(dialogue: Dialogue) -> Iterator[DialogueRule]:
    """Yield the rules that may find something in a dialogue; each trigger is tried once."""
    joined = "\n".join(text for _, text in texts(dialogue))
    tried: dict[str, bool] = {}
    for rule in DIALOGUE_RULES:
        if rule.trigger is not None:
            if rule.trigger not in tried:
                tried[rule.trigger] = re.search(rule.trigger, joined) is not None
            if not tried[rule.trigger]:
                continue
        yield rule


LAYER_RULES = layer.RULES
CORPUS_RULES: tuple[CorpusRule, ...] = (*translation.RULES, *contrast.RULES, *corpus.RULES)

CATALOGUE: tuple[RuleInfo, ...] = (
    *file.RULES,
    *shape.RULES,
    *(rule.info for rule in DIALOGUE_RULES),
    *(rule.info for rule in CORPUS_RULES),
    *(rule.info for rule in layer.RULES),
    *waiver.RULES,
)

FAMILIES: dict[str, str] = {
    "contrast": "a benign twin and its scam",
    "corpus": "what a dialogue names of its corpus",
    "file": "bytes, JSON, path and id",
    "label": "scam or benign",
    "layer": "labels apart from their dialogue",
    "money": "demands, payments, payouts",
    "privacy": "identifiers and placeholders",
    "response": "how the target answers",
    "shape": "the schema",
    "span": "cues marked in the text",
    "speaker": "who speaks",
    "stage": "lure, fee, re-fee, threat",
    "text": "how texts are typed",
    "translation": "a translation and its original",
    "waiver": "accepted findings",
}

__all__ = [
    "CATALOGUE",
    "CORPUS_RULES",
    "DIALOGUE_RULES",
    "FAMILIES",
    "LAYER_RULES",
    "CorpusRule",
    "DialogueRule",
    "Facts",
    "Surroundings",
    "facts_of",
    "triggered",
]
