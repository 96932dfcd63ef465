"""What the schema cannot say: small pure generators, one module per family, in visible tuples."""

from hookline import shape
from hookline.findings import RuleInfo
from hookline.rules import (
    contrast,
    corpus,
    file,
    label,
    money,
    privacy,
    response,
    span,
    speaker,
    stage,
    translation,
)
from hookline.rules.base import CorpusRule, DialogueRule, Facts, Surroundings, facts_of

DIALOGUE_RULES: tuple[DialogueRule, ...] = (
    *label.RULES,
    *speaker.RULES,
    *stage.RULES,
    *response.RULES,
    *span.RULES,
    *money.RULES,
    *privacy.RULES,
)
CORPUS_RULES: tuple[CorpusRule, ...] = (*translation.RULES, *contrast.RULES, *corpus.RULES)

CATALOGUE: tuple[RuleInfo, ...] = (
    *file.RULES,
    *shape.RULES,
    *(rule.info for rule in DIALOGUE_RULES),
    *(rule.info for rule in CORPUS_RULES),
)

__all__ = [
    "CATALOGUE",
    "CORPUS_RULES",
    "DIALOGUE_RULES",
    "CorpusRule",
    "DialogueRule",
    "Facts",
    "Surroundings",
    "facts_of",
]
