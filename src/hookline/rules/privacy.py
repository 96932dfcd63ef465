"""Identifiers that look real. Texts hold placeholders such as [PHONE_1] instead.

Patterns are ASCII: `\\d` and `\\w` would match other scripts, and `\\b` fails beside Chinese
characters. Full-width digits are folded first. Reserved and fictional values are allowed:
example.com and its kin (RFC 2606), the test cards of the payment industry.
"""

import re
from collections.abc import Callable, Iterator

from hookline.findings import Hit
from hookline.model import Dialogue
from hookline.rules.base import DialogueRule, dialogue_rule

_FOLD = str.maketrans("０１２３４５６７８９＠．Ｘｘ", "0123456789@.Xx")
_MOBILE = re.compile(
    r"(?<![0-9])(?:\+?86[- ]?)?(1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4})(?![0-9])"
)
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
_LONG = re.compile(r"(?<![0-9.])([0-9]{7,})(?![0-9])")
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


def masked(identifier: str) -> str:
    """Return an identifier with all but its ends hidden, so that reports spread nothing."""
    shown = 2 if len(identifier) > 6 else 1  # noqa: PLR2004 - short ones show less
    return f"{identifier[:shown]}{'*' * (len(identifier) - 2 * shown)}{identifier[-shown:]}"


def _identifier_rule(
    name: str, what: str, placeholder: str, pattern: re.Pattern[str], real: Callable[[str], bool]
) -> DialogueRule:
    def check(dialogue: Dialogue) -> Iterator[Hit]:
        for pointer, text in _texts(dialogue):
            for match in pattern.finditer(text.translate(_FOLD)):
                if real(match.group(1)):
                    yield Hit(pointer, {"masked": masked(match.group(1))})

    check.__doc__ = f"No text holds what looks like {what}."
    return dialogue_rule(
        f"privacy/{name}",
        f"the text holds what looks like {what}: {{masked}}",
        why=_WHY,
        hint=f"Write {placeholder} instead.",
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


def _is_plain_number(digits: str) -> bool:
    others = _MOBILE.fullmatch(digits) or (_ID_CARD.fullmatch(digits) and _is_id_card(digits))
    card = _CARD.fullmatch(digits) and (_is_bank_card(digits) or digits in _TEST_CARDS)
    return not others and not card and digits.strip("0") != ""


mobile = _identifier_rule(
    "mobile-number", "a mobile number", "[PHONE_1]", _MOBILE, lambda _: True
)
id_card = _identifier_rule(
    "id-card", "a resident identity number", "[ID_CARD_1]", _ID_CARD, _is_id_card
)
bank_card = _identifier_rule(
    "bank-card", "a bank card number", "[BANK_CARD_1]", _CARD, _is_bank_card
)
email = _identifier_rule(
    "email", "an e-mail address", "[EMAIL_1]", _EMAIL, lambda found: not _is_reserved(found)
)
url = _identifier_rule("url", "a link", "[URL_1]", _URL, lambda found: not _is_reserved(found))
handle = _identifier_rule(
    "handle", "a QQ or WeChat id", "[QQ_1] or [WECHAT_1]", _HANDLE, lambda _: True
)
long_number = _identifier_rule(
    "long-number", "an account or phone number", "[ACCOUNT_1]", _LONG, _is_plain_number
)

RULES = (mobile, id_card, bank_card, email, url, handle, long_number)
