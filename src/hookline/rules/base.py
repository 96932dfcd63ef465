"""What a rule is, and what the rules of a corpus see of its dialogues."""

from collections.abc import Callable, Iterator
from typing import Protocol

import msgspec

from hookline.examples import Bad
from hookline.findings import Hit, Level, RuleInfo, Severity
from hookline.model import Demand, Dialogue, Payment, Payout, Turn


class TurnSignature(msgspec.Struct, frozen=True):
    """What a translation keeps of a turn: everything but the words."""

    speaker: str
    channel: str
    medium: str
    minute: int | None
    stage: str | None
    response: str | None
    demand: Demand | None
    payment: Payment | None
    payout: Payout | None
    cues: tuple[str, ...]


class Facts(msgspec.Struct, frozen=True):
    """What corpus rules know of one dialogue; small, so that a whole corpus of them fits."""

    id: str
    script: str
    language: str
    label: str
    sources: tuple[str, ...]
    layers: tuple[str, ...]
    scam_type: str | None
    ending: str
    roles: tuple[str, ...]
    turns: tuple[TurnSignature, ...]
    translation_of: str | None = None
    contrast_of: str | None = None


class Surroundings(Protocol):
    """What stands around a dialogue in its corpus.

    Attributes:
        sources: ids in `sources.json`; None where that cannot be read.
        annotators: ids in `annotators.json`; None where that cannot be read.
    """

    sources: frozenset[str] | None
    annotators: frozenset[str] | None

    def facts(self, dialogue_id: str) -> Facts | None:
        """Return the facts of another dialogue; None where it is missing or broken."""

    def exists(self, dialogue_id: str) -> bool:
        """Tell whether another dialogue exists, be it broken."""


class DialogueRule(msgspec.Struct, frozen=True):
    """A rule that needs one dialogue and nothing else."""

    info: RuleInfo
    check: Callable[[Dialogue], Iterator[Hit]]


class CorpusRule(msgspec.Struct, frozen=True):
    """A rule that compares a dialogue with what stands around it."""

    info: RuleInfo
    check: Callable[[Facts, Surroundings], Iterator[Hit]]


def dialogue_rule(
    rule_id: str,
    message: str,
    *,
    why: str,
    hint: str,
    bad: Bad,
    severity: Severity = Severity.ERROR,
    waivable: bool = True,
) -> Callable[[Callable[[Dialogue], Iterator[Hit]]], DialogueRule]:
    """Make a rule of a generator over one dialogue; nothing is registered."""
    info = RuleInfo(
        id=rule_id,
        level=Level.DIALOGUE,
        severity=severity,
        waivable=waivable,
        message=message,
        why=why,
        hint=hint,
        bad=bad,
    )
    return lambda check: DialogueRule(info, check)


def corpus_rule(
    rule_id: str,
    message: str,
    *,
    why: str,
    hint: str,
    bad: Bad,
    severity: Severity = Severity.ERROR,
) -> Callable[[Callable[[Facts, Surroundings], Iterator[Hit]]], CorpusRule]:
    """Make a rule of a generator over facts; nothing is registered."""
    info = RuleInfo(
        id=rule_id,
        level=Level.CORPUS,
        severity=severity,
        message=message,
        why=why,
        hint=hint,
        bad=bad,
    )
    return lambda check: CorpusRule(info, check)


def signature(turn: Turn) -> TurnSignature:
    """Return what a translation keeps of a turn."""
    return TurnSignature(
        turn.speaker,
        turn.channel,
        turn.medium,
        turn.minute,
        turn.stage,
        turn.response,
        turn.demand,
        turn.payment,
        turn.payout,
        tuple(sorted(span.cue for span in turn.spans)),
    )


def facts_of(dialogue: Dialogue) -> Facts:
    """Return what corpus rules know of a dialogue."""
    return Facts(
        id=dialogue.id,
        script=dialogue.script,
        language=dialogue.language,
        label=dialogue.label,
        sources=dialogue.provenance.sources,
        layers=dialogue.annotation.layers,
        scam_type=dialogue.scam_type,
        ending=dialogue.ending,
        roles=tuple(speaker.role for speaker in dialogue.speakers),
        turns=tuple(signature(turn) for turn in dialogue.turns),
        translation_of=dialogue.translation_of,
        contrast_of=dialogue.contrast_of,
    )
