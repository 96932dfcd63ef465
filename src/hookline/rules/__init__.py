"""What the schema cannot say: small pure generators, one module per family, in visible tuples."""

from collections.abc import Sequence

from hookline import shape
from hookline.findings import RuleInfo
from hookline.model import Dialogue
from hookline.rules import (
    about,
    amount,
    change,
    contrast,
    corpus,
    figure,
    file,
    label,
    layer,
    leftover,
    money,
    placeholder,
    privacy,
    response,
    revision,
    source,
    span,
    speaker,
    split,
    stage,
    text,
    tongue,
    translation,
    turn,
    waiver,
)
from hookline.rules.base import CorpusRule, DialogueRule, Facts, PartRule, Surroundings, facts_of
from hookline.rules.glance import Glance, glance_at

DIALOGUE_RULES: tuple[DialogueRule, ...] = (
    *text.RULES,
    *leftover.RULES,
    *tongue.RULES,
    *label.RULES,
    *speaker.RULES,
    *turn.RULES,
    *stage.RULES,
    *response.RULES,
    *span.RULES,
    *money.RULES,
    *revision.RULES,
    *amount.RULES,
    *figure.RULES,
    *privacy.RULES,
    *placeholder.RULES,
)


_BY_TRIGGER = {
    name: tuple(rule for rule in DIALOGUE_RULES if rule.trigger == name) for name in Glance._fields
}


def triggered(dialogue: Dialogue) -> Sequence[DialogueRule]:
    """Return the rules that may find something in a dialogue, after one walk over its turns."""
    glance = glance_at(dialogue)
    if True not in glance:
        return ()
    pairs = zip(glance, _BY_TRIGGER.values(), strict=True)
    return [rule for unusual, rules in pairs if unusual for rule in rules]


LAYER_RULES = layer.RULES
SPLIT_RULES = split.SPLIT_RULES
CHANGE_RULES = change.RULES
RELEASE_RULES = change.RELEASE_RULES
PART_RULES: tuple[PartRule, ...] = (*about.RULES, *source.RULES, *privacy.PART_RULES)
CORPUS_RULES: tuple[CorpusRule, ...] = (
    *translation.RULES,
    *contrast.RULES,
    *corpus.RULES,
    *split.RULES,
    *layer.FACT_RULES,
)

CATALOGUE: tuple[RuleInfo, ...] = (
    *file.RULES,
    *shape.RULES,
    *(rule.info for rule in DIALOGUE_RULES),
    *(rule.info for rule in CORPUS_RULES),
    *(rule.info for rule in layer.RULES),
    *(rule.info for rule in (*about.RULES, *source.RULES)),
    *(rule.info for rule in split.SPLIT_RULES),
    *(rule.info for rule in change.RULES),
    *waiver.RULES,
)

FAMILIES: dict[str, str] = {
    "about": "the files beside the dialogues",
    "change": "what a release may change",
    "contrast": "a benign twin and its scam",
    "corpus": "what a dialogue names of its corpus",
    "file": "bytes, JSON, path and id",
    "label": "scam or benign",
    "layer": "labels apart from their dialogue",
    "money": "demands, payments, payouts",
    "privacy": "identifiers and placeholders",
    "response": "how the target answers",
    "shape": "the schema",
    "source": "the bibliography",
    "span": "cues marked in the text",
    "speaker": "who speaks",
    "split": "named assignments of scripts",
    "stage": "lure, fee, re-fee, threat",
    "text": "how texts are typed",
    "translation": "a translation and its original",
    "turn": "messages, their number, time and medium",
    "waiver": "accepted findings",
}

__all__ = [
    "CATALOGUE",
    "CHANGE_RULES",
    "CORPUS_RULES",
    "DIALOGUE_RULES",
    "FAMILIES",
    "LAYER_RULES",
    "PART_RULES",
    "RELEASE_RULES",
    "SPLIT_RULES",
    "CorpusRule",
    "DialogueRule",
    "Facts",
    "Surroundings",
    "facts_of",
    "triggered",
]
