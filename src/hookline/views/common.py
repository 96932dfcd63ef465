"""Columns that several views share."""

from operator import attrgetter
from typing import Any

from hookline.model import Demand, Payment, Payout
from hookline.views import levels
from hookline.views.columns import NONE, Category, Column, ListOf, Record
from hookline.views.levels import TURN


def _itself(value: Any) -> Any:  # noqa: ANN401 - whatever stands there
    return value


def _within(kind: str, name: str, description: str) -> Column:
    """Return a column of the demand, payment or payout of a turn."""
    get = attrgetter(name)
    return Column(f"{kind}_{name}", "text", description, get, TURN, kind)


def _amount(thing: Demand | Payment | Payout) -> float | None:
    return None if thing.amount is None else float(thing.amount)


def _money(kind: str, of: str) -> tuple[Column, ...]:
    amount = f"{of}, in decimal major units"
    return (
        Column(f"{kind}_amount", "number", amount, _amount, TURN, kind),
        _within(kind, "currency", f"{of}: ISO 4217 currency"),
        _within(kind, "method", f"{of}: way of paying"),
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
    _within("demand", "id", "demand made in this turn"),
    _within("demand", "pretext", "what the money is said to be for"),
    *_money("demand", "what is asked"),
    _within("demand", "revises", "earlier demand that this one changes"),
    _within("payment", "demand", "demand that this turn pays"),
    *_money("payment", "what the target pays"),
    *_money("payout", "what the target receives"),
    Column("spans", ListOf(_SPAN), "cues marked in the text", level=TURN),
)
ROLE = Column("role", Category("role"), "part that the speaker plays")
NUMBERS = Column("turn", "integer", "position in the dialogue, from 0", _itself, levels.NUMBER)
TURN_ROLE = Column(ROLE.name, ROLE.type, ROLE.description, _itself, levels.ROLE)
CANARY = Column("canary", "text", "the corpus's canary in test dialogues, else null")
