"""What a rule is, and what the rules of a corpus see of its dialogues."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol

import msgspec

from hookline.examples import Bad
from hookline.findings import Hit, Level, RuleInfo, Severity
from hookline.model import Demand, Dialogue, Lock, Payment, Payout, Split, Struct, Turn

_PLACEHOLDER = re.compile(r"\[([A-Z]+(?:_[A-Z]+)*)_[1-9][0-9]*\]")


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

    @classmethod
    def of(cls, encoded: bytes) -> "TurnSignature":
        """Return the signature that was encoded."""
        return msgspec.msgpack.decode(encoded, type=cls)


class Facts(msgspec.Struct, frozen=True):
    """What corpus rules know of one dialogue; small, so that a whole corpus of them fits.

    Attributes:
        turns: what a translation keeps of each turn, encoded (see `TurnSignature.of`).
        cues: how many spans are marked.
        last: the role of who speaks last.
        text_sha256: equal for dialogues whose words are the same.
    """

    id: str
    script: str
    language: str
    label: str
    basis: str
    sources: tuple[str, ...]
    layers: tuple[str, ...]
    licence: str
    scam_type: str | None
    ending: str
    roles: tuple[str, ...]
    turns: tuple[bytes, ...]
    media: frozenset[str]
    last: str
    characters: int
    cues: int
    placeholders: frozenset[str]
    text_sha256: str
    translation_of: str | None = None
    contrast_of: str | None = None
    canary: str | None = None


class Script(msgspec.Struct, frozen=True):
    """How the dialogues of one script belong together.

    Attributes:
        ids: of its dialogues, judged or on disk.
        first: the first id that was judged.
        complete: whether every dialogue could be read.
        has_benign: whether one of them is benign.
        twinned: the ids that benign dialogues contrast with.
        translations: by the original's id, the translation's id by its language.
    """

    ids: frozenset[str]
    first: str
    complete: bool
    has_benign: bool
    twinned: frozenset[str]
    translations: Mapping[str, Mapping[str, str]]


class Surroundings(Protocol):
    """What stands around a dialogue in its corpus.

    Attributes:
        sources: ids in `sources.json`; None where that cannot be read.
        annotators: ids in `annotators.json`; None where that cannot be read.
        has_twins: whether a judged dialogue is benign.
        cited: the sources that judged dialogues cite.
        licences: of judged dialogues, with the first that has each.
        today: the day, in ISO 8601, up to which dates are past.
    """

    sources: frozenset[str] | None
    annotators: frozenset[str] | None
    has_twins: bool
    cited: set[str]
    licences: dict[str, str]
    today: str

    @property
    def version(self) -> str | None:
        """The corpus's version; None where the manifest cannot be read."""

    @property
    def canary(self) -> str | None:
        """The corpus's canary; None where the manifest cannot be read."""

    @property
    def lock(self) -> Lock | None:
        """What was released last; None before the first release."""

    @property
    def splits(self) -> tuple[Split, ...]:
        """Every split that can be read."""

    @property
    def withdrawn(self) -> frozenset[str]:
        """The ids in `withdrawn.json`."""

    def facts(self, dialogue_id: str) -> Facts | None:
        """Return the facts of another dialogue; None where it is missing or broken."""

    def exists(self, dialogue_id: str) -> bool:
        """Tell whether another dialogue exists, be it broken."""

    def first_with_text(self, text_sha256: str) -> str | None:
        """Return the id of the first judged dialogue that has these words."""

    def retelling(self, source: str) -> tuple[str, ...]:
        """Return the judged scripts that retell a source."""

    def has_script(self, script: str) -> bool:
        """Tell whether a script is in the corpus."""

    def has_layer(self, dialogue_id: str, annotator: str) -> bool:
        """Tell whether an annotator's layer of a dialogue exists, be it broken."""

    def script(self, script: str) -> Script:
        """Return how the dialogues of a script belong together."""

    def is_whole(self) -> bool:
        """Tell whether every dialogue of the corpus was judged."""


class Part(NamedTuple):
    """A file of a corpus that is no dialogue: what it lists, each with its pointer."""

    kind: str
    entries: tuple[tuple[str, Struct], ...]


class PartRule(msgspec.Struct, frozen=True):
    """A rule on what such a file lists."""

    info: RuleInfo
    check: Callable[[Part, Surroundings], Iterator[Hit]]


class DialogueRule(msgspec.Struct, frozen=True):
    """A rule that needs one dialogue and nothing else.

    Attributes:
        trigger: the attribute of a `Glance` that must be True for the rule to find something.
    """

    info: RuleInfo
    check: Callable[[Dialogue], Iterator[Hit]]
    trigger: str


class CorpusRule(msgspec.Struct, frozen=True):
    """A rule that compares a dialogue with what stands around it."""

    info: RuleInfo
    check: Callable[[Facts, Surroundings], Iterator[Hit]]


def dialogue_rule(
    rule_id: str,
    message: str,
    *,
    trigger: str,
    why: str,
    hint: str,
    bad: Bad,
    severity: Severity = Severity.ERROR,
    waivable: bool = True,
    fix: Callable[[Any], Any] | None = None,
) -> Callable[[Callable[[Dialogue], Iterator[Hit]]], DialogueRule]:
    """Make a rule of a generator over one dialogue; nothing is registered."""

    def made(check: Callable[[Dialogue], Iterator[Hit]]) -> DialogueRule:
        info = RuleInfo(
            id=rule_id,
            level=Level.DIALOGUE,
            severity=severity,
            waivable=waivable,
            holds=_first_line(check),
            message=message,
            why=why,
            hint=hint,
            bad=bad,
            fix=fix,
        )
        return DialogueRule(info, check, trigger)

    return made


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

    def made(check: Callable[[Facts, Surroundings], Iterator[Hit]]) -> CorpusRule:
        info = RuleInfo(
            id=rule_id,
            level=Level.CORPUS,
            severity=severity,
            holds=_first_line(check),
            message=message,
            why=why,
            hint=hint,
            bad=bad,
        )
        return CorpusRule(info, check)

    return made


def _first_line(check: Callable[..., object]) -> str:
    """Return what a rule's docstring says that holds."""
    return (check.__doc__ or "").partition("\n")[0]


def texts(dialogue: Dialogue) -> Iterator[tuple[str, str]]:
    """Yield pointer and text of everything that people wrote: title, personas, turns."""
    yield "/title", dialogue.title
    for number, speaker in enumerate(dialogue.speakers):
        if speaker.persona:
            yield f"/speakers/{number}/persona", speaker.persona
    for number, turn in enumerate(dialogue.turns):
        yield f"/turns/{number}/text", turn.text


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


def _same_text(dialogue: Dialogue) -> str:
    """Return a hash that is equal for dialogues whose words are the same."""
    words = " ".join(turn.text for turn in dialogue.turns)
    plain = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", words).lower())
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def facts_of(dialogue: Dialogue) -> Facts:
    """Return what corpus rules know of a dialogue."""
    return Facts(
        id=dialogue.id,
        script=dialogue.script,
        language=dialogue.language,
        label=dialogue.label,
        basis=dialogue.provenance.basis,
        sources=dialogue.provenance.sources,
        layers=dialogue.annotation.layers,
        licence=dialogue.provenance.licence,
        scam_type=dialogue.scam_type,
        ending=dialogue.ending,
        roles=tuple(speaker.role for speaker in dialogue.speakers),
        turns=tuple(msgspec.msgpack.encode(signature(turn)) for turn in dialogue.turns),
        media=frozenset(turn.medium for turn in dialogue.turns),
        last=dialogue.role_of(dialogue.turns[-1]) or "third_party",
        characters=sum(len(turn.text) for turn in dialogue.turns),
        cues=sum(len(turn.spans) for turn in dialogue.turns),
        placeholders=frozenset(
            match[1] for turn in dialogue.turns for match in _PLACEHOLDER.finditer(turn.text)
        ),
        text_sha256=_same_text(dialogue),
        translation_of=dialogue.translation_of,
        contrast_of=dialogue.contrast_of,
        canary=dialogue.canary,
    )
