"""The things of the corpus: immutable, without I/O.

The order of the fields is the published key order of a dialogue file; a field at its default is
left out. Offsets count Unicode code points and are half-open. Amounts are decimal major units of
an ISO 4217 currency; arithmetic with them belongs to `hookline.ledger`.
"""

from collections.abc import Iterator
from typing import Any

import msgspec


class Struct(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """The base of every record: frozen, strict, defaults left out."""


class Speaker(Struct, frozen=True, kw_only=True):
    """Who speaks: `id` is `A`, `B`, … by first appearance; only `role` tells who is who."""

    id: str
    role: str
    persona: str | None = None


class Span(Struct, frozen=True, kw_only=True):
    """A stretch of a turn's text that works on the other person.

    Attributes:
        start: code points from the start of the turn's text.
        end: code points, not included.
        cue: a cue of the taxonomy.
        text: the marked text, stored so that a wrong offset is found.
    """

    start: int
    end: int
    cue: str
    text: str


class Demand(Struct, frozen=True, kw_only=True):
    """An ask for money; `revises` names the earlier demand that it lowers, raises or replaces."""

    id: str
    pretext: str
    amount: int | float | None = None
    currency: str
    method: str | None = None
    revises: str | None = None


class Payment(Struct, frozen=True, kw_only=True):
    """Money that the target pays; `demand` names what it answers."""

    demand: str
    amount: int | float
    currency: str
    method: str


class Payout(Struct, frozen=True, kw_only=True):
    """Money that the target really receives from the other side."""

    amount: int | float
    currency: str
    method: str


_MEDIUM = "text"


class Turn(Struct, frozen=True, kw_only=True):
    """One message sent, or one stretch of speech.

    Attributes:
        minute: whole minutes since the first turn.
        stage: on turns of scammers only; None where the turn serves no stage.
        response: on turns of targets only.
    """

    speaker: str
    channel: str
    medium: str = _MEDIUM
    minute: int | None = None
    text: str
    stage: str | None = None
    response: str | None = None
    demand: Demand | None = None
    payment: Payment | None = None
    payout: Payout | None = None
    spans: tuple[Span, ...] = ()

    def marked(self, span: Span) -> str:
        """Return the part of the text that the span's offsets mark."""
        return self.text[span.start : span.end]


class Provenance(Struct, frozen=True, kw_only=True):
    """Where a dialogue comes from: how it was written, on what basis, from which sources."""

    method: str
    basis: str
    sources: tuple[str, ...]
    licence: str


class Annotation(Struct, frozen=True, kw_only=True):
    """Under which guideline the labels were made, and by whom (ids in `annotators.json`)."""

    guideline: str
    layers: tuple[str, ...]
    adjudicated: bool


class Waiver(Struct, frozen=True, kw_only=True):
    """One accepted finding, with the reason."""

    rule: str
    pointer: str
    reason: str
    by: str
    date: str


class Dialogue(Struct, frozen=True, kw_only=True):
    """One dialogue of a script, with its labels.

    Attributes:
        canary: that of the corpus, on dialogues of a test part alone.
    """

    schema_reference: str | None = msgspec.field(default=None, name="$schema")
    id: str
    schema_version: str
    language: str
    label: str
    scam_type: str | None = None
    title: str
    translation_of: str | None = None
    contrast_of: str | None = None
    provenance: Provenance
    speakers: tuple[Speaker, ...]
    turns: tuple[Turn, ...]
    ending: str
    annotation: Annotation
    waivers: tuple[Waiver, ...] = ()
    canary: str | None = None

    @property
    def script(self) -> str:
        """The script that the dialogue belongs to: the part of its id before the slash."""
        return self.id.partition("/")[0]

    @property
    def variant(self) -> str:
        """The dialogue's name within its script: the part of its id after the slash."""
        return self.id.partition("/")[2]

    def role_of(self, turn: Turn) -> str | None:
        """Return the role of who speaks the turn, or None for an undeclared speaker."""
        for speaker in self.speakers:
            if speaker.id == turn.speaker:
                return speaker.role
        return None

    def numbered_turns(self) -> Iterator[tuple[int, Turn, str | None]]:
        """Yield position from 0, turn and its speaker's role."""
        roles = {speaker.id: speaker.role for speaker in self.speakers}
        for number, turn in enumerate(self.turns):
            yield number, turn, roles.get(turn.speaker)


class TurnLabels(Struct, frozen=True, kw_only=True):
    """What one annotator says of one turn; `turn` counts from 0."""

    turn: int
    stage: str | None = None
    response: str | None = None
    demand: Demand | None = None
    payment: Payment | None = None
    payout: Payout | None = None
    spans: tuple[Span, ...] = ()


class Note(Struct, frozen=True, kw_only=True):
    """Why a disputed label was settled as it was; `turn` counts from 0."""

    turn: int
    field: str
    note: str
    by: str


class Layer(Struct, frozen=True, kw_only=True):
    """One annotator's labels of a dialogue, apart from it.

    Attributes:
        text_sha256: SHA-256 of the text that the labels were made on.
    """

    schema_reference: str | None = msgspec.field(default=None, name="$schema")
    schema_version: str
    dialogue: str
    annotator: str
    guideline: str
    date: str
    text_sha256: str
    turns: tuple[TurnLabels, ...]
    notes: tuple[Note, ...] = ()


class Manifest(Struct, frozen=True, kw_only=True):
    """What a corpus is: name, versions, licence, and the canary of its test dialogues."""

    schema_reference: str | None = msgspec.field(default=None, name="$schema")
    name: str
    title: str
    description: str
    version: str
    schema_version: str
    licence: str
    canary: str


class Source(Struct, frozen=True, kw_only=True):
    """Where a script's facts come from; `taken` says what was taken."""

    id: str
    title: str
    publisher: str
    date: str
    language: str
    kind: str
    taken: str
    url: str | None = None


class Annotator(Struct, frozen=True, kw_only=True):
    """Who or what labels: a person, a model or a rule."""

    id: str
    kind: str
    languages: tuple[str, ...]
    description: str


class Split(Struct, frozen=True, kw_only=True):
    """A named assignment of scripts to parts; never changed once out.

    The parts are `train`, `validation` and `test`, or the folds `fold-1` to `fold-9`.

    Attributes:
        version: the corpus version that published it.
        scripts: the part that each script belongs to.
    """

    schema_reference: str | None = msgspec.field(default=None, name="$schema")
    name: str
    version: str
    scripts: dict[str, str]


class Locked(Struct, frozen=True, kw_only=True):
    """What a lock records of a dialogue: three hashes, and when it was first released.

    Attributes:
        first_release: the corpus version that first held the dialogue.
        ruleset: the version of hookline that judged it then.
    """

    text: str
    labels: str
    meta: str
    first_release: str
    ruleset: str


class Lock(Struct, frozen=True, kw_only=True):
    """What a release holds, by dialogue id.

    Attributes:
        splits: the part that each script belongs to, by name of the split.
    """

    schema_reference: str | None = msgspec.field(default=None, name="$schema")
    version: str
    ruleset: str
    splits: dict[str, dict[str, str]]
    dialogues: dict[str, Locked]


class Withdrawal(Struct, frozen=True, kw_only=True):
    """The tombstone of a dialogue: its id and why it went, nothing of what it said.

    Attributes:
        version: the first corpus version without it.
    """

    id: str
    version: str
    date: str
    reason: str


class ChangeNote(Struct, frozen=True, kw_only=True):
    """Why the released text or labels of a dialogue were changed.

    Attributes:
        version: the first corpus version with the change.
        part: `text` or `labels`.
    """

    dialogue: str
    version: str
    part: str
    note: str
    by: str
    date: str


class ChangelogReason(Struct, frozen=True, kw_only=True):
    """One kind of change that a version tells of, and how often it occurs."""

    weight: str
    what: str
    count: int


class ChangelogGone(Struct, frozen=True, kw_only=True):
    """A dialogue that a release no longer holds; `reason` is that of its tombstone."""

    id: str
    reason: str | None = None


class ChangelogNote(Struct, frozen=True, kw_only=True):
    """Why the text or the labels of a dialogue were changed, as `changes.json` says."""

    dialogue: str
    part: str
    note: str


class ChangelogEntry(Struct, frozen=True, kw_only=True):
    """What one release holds, and what it changed of the release before.

    Attributes:
        ruleset: the version of hookline that judged it.
        added: ids of dialogues; the first release adds all that it has.
        text: ids of released dialogues whose text was changed; so `labels` and `meta`.
        splits: names of splits that are new.
    """

    version: str
    date: str
    schema_version: str
    ruleset: str
    dialogues: int
    scripts: int
    turns: int
    reasons: tuple[ChangelogReason, ...] = ()
    added: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    meta: tuple[str, ...] = ()
    withdrawn: tuple[ChangelogGone, ...] = ()
    notes: tuple[ChangelogNote, ...] = ()
    splits: tuple[str, ...] = ()


class Digest(Struct, frozen=True, kw_only=True):
    """What a file must be: its SHA-256 in hexadecimal, and its size in bytes."""

    sha256: str
    bytes: int


class Release(Struct, frozen=True, kw_only=True):
    """What `release.json` of a built release says.

    Attributes:
        ruleset: the version of hookline that judged and built it.
        commit: of git; None outside git.
        pyarrow: the version that wrote the Parquet files.
        splits: how many dialogues each part of each split has.
        content: what is the same whatever program writes the files (`lock.content_digest`).
        files: every file but `release.json` and `SHA256SUMS`, by path with slashes.
    """

    schema_reference: str | None = msgspec.field(default=None, name="$schema")
    name: str
    version: str
    schema_version: str
    ruleset: str
    taxonomy_version: str
    date: str
    commit: str | None
    pyarrow: str
    dialogues: int
    turns: int
    splits: dict[str, dict[str, int]]
    content: str
    files: dict[str, Digest]


def dialogue_from(raw: Any) -> Dialogue:  # noqa: ANN401 - a raw JSON value
    """Make a `Dialogue` of a raw record that the schema has accepted.

    JSON Schema counts 2.0 as an integer (2020-12, section 6.1.1), and so does this.

    Raises:
        msgspec.ValidationError: the record is not well-shaped.
    """
    try:
        dialogue = msgspec.convert(raw, Dialogue)
    except msgspec.ValidationError:
        dialogue = msgspec.convert(with_whole_numbers(raw), Dialogue)
    # msgspec leaves a default out where it is the very same object.
    turns = tuple(
        msgspec.structs.replace(turn, medium=_MEDIUM) if turn.medium == _MEDIUM else turn
        for turn in dialogue.turns
    )
    return msgspec.structs.replace(dialogue, turns=turns)


def layer_from(raw: Any) -> Layer:  # noqa: ANN401 - a raw JSON value
    """Make a `Layer` of a raw record that the schema has accepted.

    Raises:
        msgspec.ValidationError: the record is not well-shaped.
    """
    return msgspec.convert(with_whole_numbers(raw), Layer)


def split_from(raw: Any) -> Split:  # noqa: ANN401 - a raw JSON value
    """Make a `Split` of a raw record that the schema has accepted.

    Raises:
        msgspec.ValidationError: the record is not well-shaped.
    """
    return msgspec.convert(raw, Split)


def with_whole_numbers(value: Any) -> Any:  # noqa: ANN401 - a raw JSON value
    """Return a raw JSON value whose whole numbers are integers (2.0 becomes 2)."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {key: with_whole_numbers(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [with_whole_numbers(each) for each in value]
    return value
