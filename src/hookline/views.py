"""Dialogues → rows of a task. Pure functions; every view says its columns and their types.

`dialogues` and `turns` tell everything and are for looking at the corpus. `detect` and `stage`
are for training and scoring models: they leave out what gives the label away (role, persona,
title, ending, provenance, twin) and carry opaque ids; `ids` leads from those back.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from hookline.errors import UnknownNameError
from hookline.language import Phrase
from hookline.model import Demand, Dialogue, Payment, Payout, Turn, TurnLabels
from hookline.taxonomy import taxonomy

NONE = "none"


class Category(msgspec.Struct, frozen=True):
    """A column that holds one of the ids of a closed list.

    Attributes:
        closed_list: its name in the taxonomy.
        or_none: whether the value `none` stands first, for turns without a label.
    """

    closed_list: str
    or_none: bool = False

    def names(self) -> tuple[str, ...]:
        """Return the values in their published order, which is the order of their numbers."""
        ids = taxonomy().ids(self.closed_list)
        return (NONE, *ids) if self.or_none else ids


class ListOf(msgspec.Struct, frozen=True):
    """A column that holds a list."""

    item: Any


class Record(msgspec.Struct, frozen=True):
    """A column that holds named fields."""

    fields: tuple["Column", ...]


class Column(msgspec.Struct, frozen=True):
    """One column of a view.

    Attributes:
        type: `text`, `integer`, `number`, `flag`, a `Category`, a `ListOf` or a `Record`.
    """

    name: str
    type: Any
    description: str


class View(msgspec.Struct, frozen=True):
    """A table of the corpus: its columns, and the rows that a dialogue gives."""

    name: str
    description: str
    columns: tuple[Column, ...]
    rows_of: Callable[[Dialogue], Iterable[dict[str, Any]]]


def opaque(name: str) -> str:
    """Return an id that tells nothing: 16 hex digits of the SHA-256 of a dialogue or script id."""
    return hashlib.sha256(f"hookline {name}".encode()).hexdigest()[:16]


def _money(kind: str, of: str) -> tuple[Column, ...]:
    return (
        Column(f"{kind}_amount", "number", f"{of}, in decimal major units"),
        Column(f"{kind}_currency", "text", f"{of}: ISO 4217 currency"),
        Column(f"{kind}_method", "text", f"{of}: way of paying"),
    )


_ABOUT = (
    Column("id", "text", "id of the dialogue"),
    Column("script", "text", "id of the script; group by it when you divide the data"),
    Column("language", Category("language"), "language of the texts"),
    Column("label", Category("label"), "benign or scam"),
    Column("scam_type", "text", "kind of scam; null for benign dialogues"),
)
_TEXT = (
    Column("speaker", "text", "letter of the speaker, by first appearance"),
    Column("channel", Category("channel"), "where it is said"),
    Column("medium", Category("medium"), "kind of message"),
    Column("minute", "integer", "minutes since the first turn, where known"),
    Column("text", "text", "what is said, or what a picture or file shows"),
)
_SPAN = Record(
    (
        Column("start", "integer", "code points from the start of the text"),
        Column("end", "integer", "code points, not included"),
        Column("cue", Category("cue"), "what the stretch works by"),
        Column("text", "text", "the marked text"),
    )
)
_LABELS = (
    Column("stage", Category("stage", or_none=True), "stage of a scammer's turn, or none"),
    Column("response", Category("response", or_none=True), "how the target answers, or none"),
    Column("demand_id", "text", "demand made in this turn"),
    Column("demand_pretext", "text", "what the money is said to be for"),
    *_money("demand", "what is asked"),
    Column("demand_revises", "text", "earlier demand that this one changes"),
    Column("payment_demand", "text", "demand that this turn pays"),
    *_money("payment", "what the target pays"),
    *_money("payout", "what the target receives"),
    Column("spans", ListOf(_SPAN), "cues marked in the text"),
)
_ROLE = Column("role", Category("role"), "part that the speaker plays")
_NUMBER = Column("turn", "integer", "position in the dialogue, from 0")

_CANARY = Column("canary", "text", "the corpus's canary in test dialogues, else null")

_DIALOGUES = (
    *_ABOUT,
    Column("title", "text", "title for people"),
    Column("translation_of", "text", "original that this one translates"),
    Column("contrast_of", "text", "scam that this benign one is the twin of"),
    Column("provenance_method", "text", "who wrote the text: model, human or mixed"),
    Column("provenance_basis", "text", "how far it follows its sources"),
    Column("sources", ListOf("text"), "ids in sources.json"),
    Column("licence", "text", "SPDX id"),
    Column(
        "speakers",
        ListOf(
            Record(
                (
                    Column("id", "text", "letter"),
                    _ROLE,
                    Column("persona", "text", "who they are or claim to be"),
                )
            )
        ),
        "everybody who speaks",
    ),
    Column("turns", ListOf(Record((*_TEXT, *_LABELS))), "the turns with their labels"),
    Column("ending", "text", "how it ends"),
    Column("guideline", "text", "version of the annotation guide"),
    Column("adjudicated", "flag", "whether disagreements of labellings were settled"),
    _CANARY,
)
_OPAQUE = (
    Column("id", "text", "opaque id of the dialogue; the view ids leads back"),
    Column("script", "text", "opaque id of the script; group by it when you divide the data"),
    Column("language", Category("language"), "language of the texts"),
)


def _about(dialogue: Dialogue) -> dict[str, Any]:
    return {column.name: getattr(dialogue, column.name) for column in _ABOUT}


def _text(turn: Turn) -> dict[str, Any]:
    return {column.name: getattr(turn, column.name) for column in _TEXT}


def labels_of(turn: Turn | TurnLabels) -> dict[str, Any]:
    """Return the labels of a turn, or what an annotator says of it, by column."""
    demand: Demand | None = turn.demand
    payment: Payment | None = turn.payment
    payout: Payout | None = turn.payout
    return {
        "stage": turn.stage or NONE,
        "response": turn.response or NONE,
        "demand_id": demand and demand.id,
        "demand_pretext": demand and demand.pretext,
        **_amounts("demand", demand),
        "demand_revises": demand and demand.revises,
        "payment_demand": payment and payment.demand,
        **_amounts("payment", payment),
        **_amounts("payout", payout),
        "spans": [
            {"start": span.start, "end": span.end, "cue": span.cue, "text": span.text}
            for span in turn.spans
        ],
    }


def _amounts(kind: str, each: Demand | Payment | Payout | None) -> dict[str, Any]:
    amount = None if each is None or each.amount is None else float(each.amount)
    return {
        f"{kind}_amount": amount,
        f"{kind}_currency": each and each.currency,
        f"{kind}_method": each and each.method,
    }


def _dialogue_rows(dialogue: Dialogue) -> Iterator[dict[str, Any]]:
    yield {
        **_about(dialogue),
        "title": dialogue.title,
        "translation_of": dialogue.translation_of,
        "contrast_of": dialogue.contrast_of,
        "provenance_method": dialogue.provenance.method,
        "provenance_basis": dialogue.provenance.basis,
        "sources": list(dialogue.provenance.sources),
        "licence": dialogue.provenance.licence,
        "speakers": [
            {"id": speaker.id, "role": speaker.role, "persona": speaker.persona}
            for speaker in dialogue.speakers
        ],
        "turns": [{**_text(turn), **labels_of(turn)} for turn in dialogue.turns],
        "ending": dialogue.ending,
        "guideline": dialogue.annotation.guideline,
        "adjudicated": dialogue.annotation.adjudicated,
        "canary": dialogue.canary,
    }


def _turn_rows(dialogue: Dialogue) -> Iterator[dict[str, Any]]:
    for number, turn, role in dialogue.numbered_turns():
        yield {
            **_about(dialogue),
            "turn": number,
            "role": role,
            **_text(turn),
            **labels_of(turn),
            "canary": dialogue.canary,
        }


def _opaque(dialogue: Dialogue) -> dict[str, Any]:
    return {
        "id": opaque(dialogue.id),
        "script": opaque(dialogue.script),
        "language": dialogue.language,
    }


def _detect_rows(dialogue: Dialogue) -> Iterator[dict[str, Any]]:
    # a line break inside a turn would read as the next turn
    lines = [f"{turn.speaker}: {' '.join(turn.text.splitlines())}" for turn in dialogue.turns]
    yield {
        **_opaque(dialogue),
        "text": "\n".join(lines),
        "label": dialogue.label,
        "canary": dialogue.canary,
    }


def _stage_rows(dialogue: Dialogue) -> Iterator[dict[str, Any]]:
    yield {
        **_opaque(dialogue),
        "speakers": [turn.speaker for turn in dialogue.turns],
        "texts": [turn.text for turn in dialogue.turns],
        "stages": [turn.stage or NONE for turn in dialogue.turns],
        "canary": dialogue.canary,
    }


def _id_rows(dialogue: Dialogue) -> Iterator[dict[str, Any]]:
    yield {
        "id": opaque(dialogue.id),
        "script": opaque(dialogue.script),
        "dialogue_id": dialogue.id,
        "script_id": dialogue.script,
    }


VIEWS: tuple[View, ...] = (
    View("dialogues", "One row a dialogue, everything in it, nested.", _DIALOGUES, _dialogue_rows),
    View(
        "turns",
        "One row a turn with all its labels: for looking, counting and plotting.",
        (*_ABOUT, _NUMBER, _ROLE, *_TEXT, *_LABELS, _CANARY),
        _turn_rows,
    ),
    View(
        "detect",
        "Scam or benign: one text a dialogue with neutral speaker letters, and the label.",
        (
            *_OPAQUE,
            Column("text", "text", "the turns, a line each: letter, colon, text"),
            Column("label", Category("label"), "benign or scam"),
            _CANARY,
        ),
        _detect_rows,
    ),
    View(
        "stage",
        "Stage of every turn: one row a dialogue, turns as parallel lists.",
        (
            *_OPAQUE,
            Column("speakers", ListOf("text"), "letters of the speakers"),
            Column("texts", ListOf("text"), "what is said"),
            Column("stages", ListOf(Category("stage", or_none=True)), "the stages to find"),
            _CANARY,
        ),
        _stage_rows,
    ),
    View(
        "ids",
        "The way back from the opaque ids of detect and stage.",
        (
            Column("id", "text", "opaque id of the dialogue"),
            Column("script", "text", "opaque id of the script"),
            Column("dialogue_id", "text", "id of the dialogue"),
            Column("script_id", "text", "id of the script"),
        ),
        _id_rows,
    ),
)


def view(name: str) -> View:
    """Return a view by name.

    Raises:
        UnknownNameError: there is no such view.
    """
    for each in VIEWS:
        if each.name == name:
            return each
    known = ", ".join(each.name for each in VIEWS)
    values = {"name": name, "known": known}
    raise UnknownNameError(Phrase("there is no view {name!r}; the views are {known}", values))


def rows(name: str, dialogues: Iterable[Dialogue]) -> Iterator[dict[str, Any]]:
    """Yield the rows that dialogues give in a view.

    Raises:
        UnknownNameError: there is no such view.
    """
    chosen = view(name)
    return (row for dialogue in dialogues for row in chosen.rows_of(dialogue))
