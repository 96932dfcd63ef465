"""Identifiers that look real. Texts hold placeholders such as [PHONE_1] instead.

Patterns are ASCII: the classes for digits and word characters would match other scripts, and the
word boundary fails beside Chinese characters. Full-width digits are folded first. Reserved and
fictional values are allowed: example.com and its kin (RFC 2606), the payment industry's test cards.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from hookline.findings import Hit
from hookline.model import Dialogue
from hookline.rules.base import DialogueRule, dialogue_rule

_FOLD = str.maketrans("０１２３４５６７８９＠．Ｘｘ", "0123456789@.Xx")
_WIDE = re.compile("[\uff10-\uff19\uff20\uff0e\uff38\uff58]")
_MOBILE = re.compile(r"(?<![0-9])(?:\+?86[- ]?)?(1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4})(?![0-9])")
_ID_CARD = re.compile(r"(?<![0-9])([1-9][0-9]{16}[0-9Xx])(?![0-9A-Za-z])")
_CARD = re.compile(r"(?<![0-9])([1-9][0-9]{3}(?:[ -]?[0-9]){9,15})(?![0-9])")
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])([A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*"
    r"\.[A-Za-z]{2,24})"
)
_URL = re.compile(r"(?i)((?:https?://|www\.)[^\s\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+)")
_HANDLE = re.compile(
    r"(?i)(?:qq|微信|wechat|weixin|vx|wx)(?:号码?|账号| ?id| ?number)?[ :：是]{0,3}"
    r"([1-9][0-9]{4,11}|(?=[a-z_-]*[0-9])[a-z][a-z0-9_-]{5,19})(?![0-9a-z_元块,.-]|[ ]?yuan)"
)
_LONG = re.compile(r"(?<![0-9.])([0-9]{7,}[Xx]?)(?![0-9])")
_RESERVED_HOST = re.compile(
    r"(?i)(?:^|[/@.])(?:example\.(?:com|net|org)|[a-z0-9-]+\.(?:example|invalid|test))(?![a-z0-9-])"
)
_TEST_CARDS = {"4111111111111111", "4242424242424242", "5555555555554444", "378282246310005"}

_WHY = "The corpus never leads to a person: no real number, account, address or link."


def _texts(dialogue: Dialogue) -> Iterator[tuple[str, str]]:
    yield "/title", dialogue.title
    for number, speaker in enumerate(dialogue.speakers):
        if speaker.persona:
            yield f"/speakers/{number}/persona", speaker.persona
    for number, turn in enumerate(dialogue.turns):
        yield f"/turns/{number}/text", turn.text


def _folded(text: str) -> str:
    return text.translate(_FOLD) if _WIDE.search(text) else text


def masked(identifier: str) -> str:
    """Return an identifier with all but its ends hidden, so that reports spread nothing."""
    shown = 2 if len(identifier) > 6 else 1  # noqa: PLR2004 - short ones show less
    return f"{identifier[:shown]}{'*' * (len(identifier) - 2 * shown)}{identifier[-shown:]}"


class _Identifier(NamedTuple):
    """A kind of identifier: how it looks, and what makes a look-alike real."""

    name: str
    what: str
    placeholder: str
    pattern: re.Pattern[str]
    real: Callable[[str], bool]


def _identifier_rule(kind: _Identifier, others: tuple[_Identifier, ...] = ()) -> DialogueRule:
    """Make the rule of a kind; what is one of the `others`, or reserved, is not its business."""

    def check(dialogue: Dialogue) -> Iterator[Hit]:
        texts = list(_texts(dialogue))
        if not kind.pattern.search(_folded("\n".join(text for _, text in texts))):
            return  # nearly always: one search instead of one a text
        for pointer, text in texts:
            folded = _folded(text)
            claimed = [
                match.span(1)
                for other in others
                for match in other.pattern.finditer(folded)
                if other.real(match.group(1)) or _is_reserved(match.group(1))
            ]
            for match in kind.pattern.finditer(folded):
                start, end = match.span(1)
                apart = all(end <= first or start >= last for first, last in claimed)
                if apart and kind.real(match.group(1)):
                    yield Hit(pointer, {"masked": masked(match.group(1))})

    check.__doc__ = f"No text holds what looks like {kind.what}."
    return dialogue_rule(
        f"privacy/{kind.name}",
        f"the text holds what looks like {kind.what}: {{masked}}",
        why=_WHY,
        hint=f"Write {kind.placeholder} instead.",
        waivable=False,
    )(check)


def _is_id_card(number: str) -> bool:
    from stdnum.iso7064 import mod_11_2  # noqa: PLC0415 - opens late

    return bool(mod_11_2.is_valid(number.upper()))


def _is_bank_card(number: str) -> bool:
    from stdnum import luhn  # noqa: PLC0415 - opens late

    digits = re.sub("[ -]", "", number)
    return digits not in _TEST_CARDS and bool(luhn.is_valid(digits))


def _is_reserved(host: str) -> bool:
    return bool(_RESERVED_HOST.search(host))


def _is_account(digits: str) -> bool:
    return digits not in _TEST_CARDS and digits.strip("0") != ""


_KINDS = (
    _Identifier("mobile-number", "a mobile number", "[PHONE_1]", _MOBILE, lambda _: True),
    _Identifier("id-card", "a resident identity number", "[ID_CARD_1]", _ID_CARD, _is_id_card),
    _Identifier("bank-card", "a bank card number", "[BANK_CARD_1]", _CARD, _is_bank_card),
    _Identifier(
        "email", "an e-mail address", "[EMAIL_1]", _EMAIL, lambda found: not _is_reserved(found)
    ),
    _Identifier("url", "a link", "[URL_1]", _URL, lambda found: not _is_reserved(found)),
    _Identifier("handle", "a QQ or WeChat id", "[QQ_1] or [WECHAT_1]", _HANDLE, lambda _: True),
)
_ACCOUNT = _Identifier(
    "long-number", "an account or phone number", "[ACCOUNT_1]", _LONG, _is_account
)

RULES = (*map(_identifier_rule, _KINDS), _identifier_rule(_ACCOUNT, _KINDS))
