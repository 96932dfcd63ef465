"""One walk over a dialogue that tells which rules may find something in it.

Most dialogues are clean, and most rules look at every turn; run one by one they would walk the
turns forty times. A glance is taken once. It may suspect a clean dialogue, but never passes over a
broken one: `tests/test_glance.py` and the fuzzer compare it with the rules themselves.
"""

import re
import unicodedata
from functools import cache
from operator import eq
from typing import NamedTuple

from hookline.folding import ODD, holds
from hookline.identifiers import may_identify
from hookline.model import Dialogue, Turn
from hookline.mojibake import may_remain, telling

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_OTHER_SIDE = ("scammer", "counterpart")
_ENDINGS = {
    "scam": frozenset({"realised", "cut_off", "refused", "reported", "open", "stopped"}),
    "benign": frozenset({"settled", "open", "refused", "stopped"}),
}
_COMPARED = 2
_HIGH = 10_000_000
_NUMBER = re.compile(r"[0-9][0-9.]*")
_DIGITS = "0123456789"
_TWICE = (-1, "")
_CHINESE = re.compile("[\u3400-\u9fff]")
_HEADED = re.compile(
    "(?:[A-Z]|[Ss](?:peaker [A-Z]|cammer|ystem)|[Cc]ounterpart|[Tt](?:arget|hird_party)) ?[:：]"
)
_TOLD = frozenset({"reported", "refused", "stopped"})
_SHOWN = ("image", "file", "card")
_CANNOT = frozenset(
    {("phone", each) for each in _SHOWN}
    | {("sms", each) for each in ("voice", "call", "card")}
    | {("email", each) for each in ("call", "card")}
)
_FEWEST, _MOST = 6, 45


class Glance(NamedTuple):
    """What looks unusual, by what it is about; True only means that a closer look is needed."""

    speaker: bool
    stage: bool
    response: bool
    span: bool
    money: bool
    amount: bool
    turn: bool
    label: bool
    told: bool
    repeated: bool
    padded: bool
    markup: bool
    headed: bool
    foreign: bool
    decomposed: bool
    unprintable: bool
    mojibake: bool
    half_width: bool
    bracket: bool
    placeholder: bool
    identifier: bool


def glance_at(dialogue: Dialogue) -> Glance:
    """Return what looks unusual in a dialogue."""
    words = [turn.text for turn in dialogue.turns]
    about = [speaker.persona for speaker in dialogue.speakers if speaker.persona is not None]
    about.append(dialogue.title)
    written = words + about
    spoken, told = " ".join(words), " ".join(about)
    joined = f"{spoken} {told}"
    ascii_only = joined.isascii()
    rare = not ascii_only and _rare().search(joined) is not None
    brackets = "[" in joined or "]" in joined
    return Glance(
        *_walk(dialogue),
        label=_label(dialogue),
        told=dialogue.ending in _TOLD,
        repeated=True in map(eq, words, words[1:]),
        padded=list(map(str.strip, written)) != written,
        markup=holds(joined, "{&<"),
        headed=holds(spoken, ":：") and any(map(_HEADED.match, words)),
        foreign=_foreign(dialogue.language, words, ascii_only=ascii_only),
        decomposed=not (ascii_only or unicodedata.is_normalized("NFC", joined)),
        unprintable=not joined.isprintable(),
        mojibake=rare and may_remain(joined),
        half_width=dialogue.language == "zh" and holds(spoken, ",?!;:"),
        bracket=brackets,
        placeholder=brackets or "_" in spoken,
        identifier=may_identify(spoken, odd=rare)
        or may_identify(told, odd=rare)
        or _waived(dialogue),
    )


@cache
def _rare() -> re.Pattern[str]:
    """Return one class of what two families look for: one search of the text instead of two."""
    return re.compile(f"[{ODD}{telling()}]")


def _walk(dialogue: Dialogue) -> tuple[bool, bool, bool, bool, bool, bool, bool]:  # noqa: C901, PLR0912, PLR0915
    """Return what looks unusual in speakers, stages, responses, spans, money, amounts, turns.

    One function with locals: this is the only loop over all turns that a clean dialogue pays for.
    """
    speakers = dialogue.speakers
    roles = {speaker.id: speaker.role for speaker in speakers}
    scam = dialogue.label == "scam"
    demands: dict[str, tuple[float | None, str]] = {}
    paid = lured = False
    pending = spoken = 0  # demands not met by one exact payment; a payout ends all
    name, role, code = "", "", ""
    odd_speaker = "".join(roles) != _LETTERS[: len(speakers)] or _misfits(roles, scam=scam)
    odd_stage = odd_response = odd_span = odd_money = odd_amount = False
    odd_turn = not _FEWEST <= len(dialogue.turns) <= _MOST or bool(dialogue.turns[0].minute)
    minute = 0
    for turn in dialogue.turns:
        if turn.speaker != name:
            name = turn.speaker
            role = roles.get(name, "")
            place = _LETTERS.find(name)
            if not 0 <= place <= spoken:
                odd_speaker = True
            elif place == spoken:
                spoken += 1
        if turn.minute is not None:
            if turn.minute < minute:
                odd_turn = True
            minute = turn.minute
        if turn.medium != "text":
            if (turn.channel, turn.medium) in _CANNOT:
                odd_turn = True
            if turn.spans and turn.medium in _SHOWN and _is_partly_marked(turn):
                odd_span = True
        if turn.spans and (role not in _OTHER_SIDE or _slipped(turn)):
            odd_span = True
        if demand := turn.demand:
            if role not in _OTHER_SIDE or demand.revises or demand.id != f"d{len(demands) + 1}":
                odd_money = odd_amount = True
            if demand.currency != code:
                odd_amount = odd_amount or code != ""
                code = demand.currency
            if scam and turn.stage is None:
                odd_stage = True
            pending += 1
            if _differs(demand.amount, turn.text):
                odd_amount = True
            demands[demand.id] = (demand.amount, demand.currency)
        if stage := turn.stage:
            if not scam or role != "scammer":
                odd_stage = True
            if stage == "lure":
                lured = True
                if pending:
                    odd_stage = True
            elif stage == "threat":
                if not lured:
                    odd_stage = True
            elif not demands or (stage == "fee") == paid:
                odd_stage = True
        if turn.response and role != "target":
            odd_response = True
        if payment := turn.payment:
            paid = True
            if turn.response != "comply":
                odd_response = True
            asked = demands.get(payment.demand)
            if role != "target" or asked is None:
                odd_money = True
            if asked == (payment.amount, payment.currency):
                pending -= 1
                demands[payment.demand] = _TWICE  # a second payment for it is looked at closely
            else:
                odd_amount = True
        if payout := turn.payout:
            pending = 0
            odd_money = odd_money or role not in _OTHER_SIDE
            odd_amount = odd_amount or scam or payout.currency != code or _is_odd(payout.amount)
    odd_speaker = odd_speaker or spoken != len(speakers)
    odd_stage = odd_stage or (scam and not lured)
    return odd_speaker, odd_stage, odd_response, odd_span, odd_money, odd_amount, odd_turn


def _misfits(roles: dict[str, str], *, scam: bool) -> bool:
    values = roles.values()
    needed, barred = _OTHER_SIDE if scam else _OTHER_SIDE[::-1]
    return needed not in values or "target" not in values or barred in values


def _waived(dialogue: Dialogue) -> bool:
    words = [word for each in dialogue.waivers for word in (each.reason, each.by)]
    return bool(words) and may_identify(" ".join(words))


def _label(dialogue: Dialogue) -> bool:
    scam = dialogue.label == "scam"
    return (
        scam == (dialogue.scam_type is None)
        or (scam and dialogue.contrast_of is not None)
        or dialogue.ending not in _ENDINGS[dialogue.label]
        or bool(dialogue.provenance.sources) == (dialogue.provenance.basis == "invented")
        or (dialogue.annotation.adjudicated and len(dialogue.annotation.layers) < _COMPARED)
    )


def _slipped(turn: Turn) -> bool:
    text, last = turn.text, 0
    for span in turn.spans:
        start, end = span.start, span.end
        marked = text[start:end]
        if start < last or start >= end or end > len(text) or marked != span.text:
            return True
        if marked.strip() != marked:
            return True
        last = end
    return False


def _is_partly_marked(turn: Turn) -> bool:
    return any(len(span.text) != len(turn.text) for span in turn.spans)


def _foreign(language: str, words: list[str], *, ascii_only: bool) -> bool:
    """Tell whether a Chinese dialogue has a turn without Chinese, or an English one with some."""
    if language == "zh":
        return None in map(_CHINESE.search, words)
    if ascii_only:
        return False
    return _CHINESE.search(" ".join([each for each in words if not each.isascii()])) is not None


def _differs(amount: float | None, text: str) -> bool:
    if amount is None:
        return False
    if holds(text, _DIGITS) and str(amount) not in _NUMBER.findall(text.replace(",", "")):
        return True
    return _is_odd(amount)


def _is_odd(amount: float) -> bool:
    return type(amount) is not int or amount >= _HIGH
