"""Dialogues → rows of a task. Pure functions; every view says its columns and their types.

`dialogues` and `turns` tell everything and are for looking at the corpus. `detect` and `stage`
are for training and scoring models: they leave out what gives the label away (role, persona,
title, ending, provenance, twin) and carry opaque ids; `ids` leads from those back.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from operator import attrgetter
from typing import Any

from hookline.errors import UnknownNameError
from hookline.language import Phrase
from hookline.model import Dialogue, Layer, Turn, TurnLabels
from hookline.views import levels
from hookline.views.columns import NONE, Category, Column, Labelled, ListOf, Record, View, record_of
from hookline.views.common import ABOUT, CANARY, LABELS, NUMBERS, ROLE, TEXT, TURN_ROLE

_BATCH = 50
"""Dialogues whose rows are made together, which is quicker."""


def opaque(name: str) -> str:
    """Return an id that tells nothing: 16 hex digits of the SHA-256 of a dialogue or script id."""
    return hashlib.sha256(f"hookline {name}".encode()).hexdigest()[:16]


_DIALOGUES = (
    *ABOUT,
    Column("title", "text", "title for people"),
    Column("translation_of", "text", "original that this one translates"),
    Column("contrast_of", "text", "scam that this benign one is the twin of"),
    Column(
        "provenance_method",
        "text",
        "who wrote the text: model, human or mixed",
        attrgetter("provenance.method"),
    ),
    Column(
        "provenance_basis", "text", "how far it follows its sources", attrgetter("provenance.basis")
    ),
    Column("sources", ListOf("text"), "ids in sources.json", attrgetter("provenance.sources")),
    Column("licence", "text", "SPDX id", attrgetter("provenance.licence")),
    Column(
        "speakers",
        ListOf(
            Record(
                (
                    Column("id", "text", "letter"),
                    ROLE,
                    Column("persona", "text", "who they are or claim to be"),
                )
            )
        ),
        "everybody who speaks",
    ),
    Column("turns", ListOf(Record((*TEXT, *LABELS))), "the turns with their labels"),
    Column("ending", "text", "how it ends"),
    Column(
        "guideline", "text", "version of the annotation guide", attrgetter("annotation.guideline")
    ),
    Column(
        "adjudicated",
        "flag",
        "whether disagreements of labellings were settled",
        attrgetter("annotation.adjudicated"),
    ),
    CANARY,
)
_OPAQUE = (
    Column(
        "id",
        "text",
        "opaque id of the dialogue; the view ids leads back",
        lambda dialogue: opaque(dialogue.id),
    ),
    Column(
        "script",
        "text",
        "opaque id of the script; group by it when you divide the data",
        lambda dialogue: opaque(dialogue.script),
    ),
    Column("language", Category("language"), "language of the texts"),
)


def labels_of(turn: Turn | TurnLabels) -> dict[str, Any]:
    """Return the labels of a turn, or what an annotator says of it, by column."""
    return record_of(LABELS, turn)


def _neutral(dialogue: Dialogue) -> str:
    # a line break inside a turn would read as the next turn
    lines = (f"{turn.speaker}: {' '.join(turn.text.splitlines())}" for turn in dialogue.turns)
    return "\n".join(lines)


VIEWS: tuple[View, ...] = (
    View("dialogues", "One row a dialogue, everything in it, nested.", _DIALOGUES),
    View(
        "turns",
        "One row a turn with all its labels: for looking, counting and plotting.",
        (
            *(each.at(levels.OWNER) for each in ABOUT),
            NUMBERS,
            TURN_ROLE,
            *TEXT,
            *LABELS,
            CANARY.at(levels.OWNER),
        ),
    ),
    View(
        "detect",
        "Scam or benign: one text a dialogue with neutral speaker letters, and the label.",
        (
            *_OPAQUE,
            Column("text", "text", "the turns, a line each: letter, colon, text", _neutral),
            Column("label", Category("label"), "benign or scam"),
            CANARY,
        ),
    ),
    View(
        "stage",
        "Stage of every turn: one row a dialogue, turns as parallel lists.",
        (
            *_OPAQUE,
            Column(
                "speakers",
                ListOf("text"),
                "letters of the speakers",
                lambda dialogue: [turn.speaker for turn in dialogue.turns],
            ),
            Column(
                "texts",
                ListOf("text"),
                "what is said",
                lambda dialogue: [turn.text for turn in dialogue.turns],
            ),
            Column(
                "stages",
                ListOf(Category("stage", or_none=True)),
                "the stages to find",
                lambda dialogue: [turn.stage or NONE for turn in dialogue.turns],
            ),
            CANARY,
        ),
    ),
    View(
        "layers",
        "One row a turn and annotator: what each of them said before it was settled.",
        (
            *(each.at(levels.LABELLED_OWNER) for each in ABOUT),
            NUMBERS.at(levels.LABELLED_NUMBER),
            Column("annotator", "text", "id in annotators.json", level=levels.LAYER),
            Column("guideline", "text", "version of the annotation guide", level=levels.LAYER),
            TURN_ROLE.at(levels.LABELLED_ROLE),
            *(each.at(levels.LABELLED_TURN) for each in TEXT),
            *(each.at(levels.LABELS) for each in LABELS),
            CANARY.at(levels.LABELLED_OWNER),
        ),
    ),
    View(
        "ids",
        "The way back from the opaque ids of detect and stage.",
        (
            Column("id", "text", "opaque id of the dialogue", lambda dialogue: opaque(dialogue.id)),
            Column(
                "script",
                "text",
                "opaque id of the script",
                lambda dialogue: opaque(dialogue.script),
            ),
            Column("dialogue_id", "text", "id of the dialogue", attrgetter("id")),
            Column("script_id", "text", "id of the script", attrgetter("script")),
        ),
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


def rows(
    name: str,
    dialogues: Iterable[Dialogue],
    layers: Callable[[Dialogue], Sequence[Layer]] = lambda _dialogue: (),
) -> Iterator[dict[str, Any]]:
    """Yield the rows that dialogues give in a view.

    Args:
        name: the view.
        dialogues: what its rows are made of.
        layers: gives the annotators' layers of a dialogue, where the view is made of them.

    Raises:
        UnknownNameError: there is no such view.
    """
    chosen = view(name)
    labelled = ((each, layers(each) if chosen.layered else ()) for each in dialogues)
    return chain.from_iterable(chosen.rows_of(*some) for some in _batches(labelled))


def _batches(labelled: Iterator[Labelled]) -> Iterator[list[Labelled]]:
    while some := list(islice(labelled, _BATCH)):
        yield some
