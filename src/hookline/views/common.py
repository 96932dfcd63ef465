"""Columns that several views share."""

from collections.abc import Callable
from typing import Any

from hookline.model import Turn, TurnLabels
from hookline.views import levels
from hookline.views.columns import NONE, Category, Column, ListOf, Record
from hookline.views.levels import TURN


def _itself(value: Any) -> Any:  # noqa: ANN401 - whatever stands there
    return value


def _of(field: str, name: str) -> Callable[[Turn | TurnLabels], Any]:
    def get(turn: Turn | TurnLabels) -> Any:  # noqa: ANN401 - a field of it
        thing = getattr(turn, field)
        return thing if thing is None else getattr(thing, name)

    return get


def _amount(field: str) -> Callable[[Turn | TurnLabels], float | None]:
    def get(turn: Turn | TurnLabels) -> float | None:
        thing = getattr(turn, field)
        return None if thing is None or thing.amount is None else float(thing.amount)

    return get


def _money(kind: str, of: str) -> tuple[Column, ...]:
    return (
        Column(f"{kind}_amount", "number", f"{of}, in decimal major units", _amount(kind), TURN),
        Column(f"{kind}_currency", "text", f"{of}: ISO 4217 currency", _of(kind, "currency"), TURN),
        Column(f"{kind}_method", "text", f"{of}: way of paying", _of(kind, "method"), TURN),
    )


ABOUT = (
    Column("id", "text", "id of the dialogue"),
    Column("script", "text", "id of the script; group by it when you divide the data"),
    Column("language", Category("language"), "language of the texts"),
    Column("label", Category("label"), "benign or scam"),
    Column("scam_type", "text", "kind of scam; null for benign dialogues"),
)
TEXT = tuple(
    each.at(TURN)
    for each in (
        Column("speaker", "text", "letter of the speaker, by first appearance"),
        Column("channel", Category("channel"), "where it is said"),
        Column("medium", Category("medium"), "kind of message"),
        Column("minute", "integer", "minutes since the first turn, where known"),
        Column("text", "text", "what is said, or what a picture or file shows"),
    )
)
_SPAN = Record(
    (
        Column("start", "integer", "code points from the start of the text"),
        Column("end", "integer", "code points, not included"),
        Column("cue", Category("cue"), "what the stretch works by"),
        Column("text", "text", "the marked text"),
    )
)
LABELS = (
    Column(
        "stage",
        Category("stage", or_none=True),
        "stage of a scammer's turn, or none",
        lambda turn: turn.stage or NONE,
        TURN,
    ),
    Column(
        "response",
        Category("response", or_none=True),
        "how the target answers, or none",
        lambda turn: turn.response or NONE,
        TURN,
    ),
    Column("demand_id", "text", "demand made in this turn", _of("demand", "id"), TURN),
    Column(
        "demand_pretext", "text", "what the money is said to be for", _of("demand", "pretext"), TURN
    ),
    *_money("demand", "what is asked"),
    Column(
        "demand_revises",
        "text",
        "earlier demand that this one changes",
        _of("demand", "revises"),
        TURN,
    ),
    Column("payment_demand", "text", "demand that this turn pays", _of("payment", "demand"), TURN),
    *_money("payment", "what the target pays"),
    *_money("payout", "what the target receives"),
    Column("spans", ListOf(_SPAN), "cues marked in the text", level=TURN),
)
ROLE = Column("role", Category("role"), "part that the speaker plays")
NUMBERS = Column("turn", "integer", "position in the dialogue, from 0", _itself, levels.NUMBER)
TURN_ROLE = Column(ROLE.name, ROLE.type, ROLE.description, _itself, levels.ROLE)
CANARY = Column("canary", "text", "the corpus's canary in test dialogues, else null")
