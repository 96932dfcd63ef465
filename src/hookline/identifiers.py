"""Identifiers that look real, found in text: phones, cards, addresses, links, accounts.

The patterns are ASCII: classes for digits and word characters would match other scripts, and a
word boundary fails beside Chinese characters. Digits of other scripts and a mobile number in
Chinese numerals are folded first (`plain`). Reserved and
fictional values are allowed: example.com and its kin (RFC 2606), the payment industry's test
cards, 555-0100 to 555-0199, Ofcom's drama numbers. No mobile range is reserved in China.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from hookline.folding import holds, is_unusual, plain

_LONG_NUMBER = re.compile(r"[0-9](?:[-. ()]{0,2}[0-9]){6}")
_CAPITALS = re.compile(r"[A-Z](?:[A-Z][0-9]{2}[ ]?[A-Z0-9]{4}|[·. ]?[A-Z0-9]{5})")  # IBAN, plate
_STREETS = ("Street", "Road", "Avenue", "Lane", "Drive", "Crescent")
_HOUSE = re.compile("[路街道巷弄同里][0-9]{1,5}号")
_DOTTED = re.compile(r"\.[a-zA-Z]{2}")
_ACCOUNTS = ("qq", "wx", "vx", "wechat", "weixin")
_ADDED = re.compile("加[我个一下]{0,3} ?[VvＶｖ薇威微]")
_APP_NAMES = (
    "telegram",
    "tg",
    "电报",
    "纸飞机",
    "line",
    "instagram",
    "signal",
    "zalo",
    "twitter",
    "推特",
)
_APPS = f"(?:{'|'.join(_APP_NAMES)})"
_NO_UNIT = r"(?![0-9]|[ ]?(?:元|块|万|人|韩元|日元|yuan))"
_PHONE = (
    r"(?<![0-9])("
    r"(?:\+?86[- ]?)?1[3-9][0-9][-. ]?[0-9]{4}[-. ]?[0-9]{4}"  # Chinese mobile
    r"|0[1-9][0-9]{1,2}[- ]?[2-9][0-9]{2,3}[- ]?[0-9]{4}"  # Chinese landline
    r"|[48]00[- ]?[0-9]{3}[- ]?[0-9]{4}"  # service
    r"|\(?[2-9][0-9]{2}\)?[-. ][2-9][0-9]{2}[-. ][0-9]{4}"  # North American
    r"|\+[1-9][0-9]{0,2}(?:[-. ]?\(?[0-9]{2,4}\)?){2,4}"  # international
    r"|0[1-9][0-9]{3,4}[ ][0-9]{3}[ ]?[0-9]{3,4}"  # British
    r")(?![0-9])"
)
_ID_CARD = r"(?<![0-9])([1-9][0-9]{16}[0-9Xx])(?![0-9A-Za-z])"
_CARD = r"(?<![0-9])([1-9][0-9]{3}(?:[ -]?[0-9]){11,15})(?![0-9])"
_UNIONPAY = re.compile(r"62[0-9]{2}(?:[ -][0-9]{4}){3}(?:[ -]?[0-9]{1,3})?")
_IBAN = (
    r"(?<![A-Za-z0-9])([A-Z]{2}[0-9]{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?)"
    r"(?![A-Za-z0-9])"
)
_EMAIL = (
    r"(?<![A-Za-z0-9._%+-])([A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*"
    r"\.[A-Za-z]{2,24})"
)
_URL = (
    r"(?i)(?<![a-z0-9.@-])((?:https?://[^\s\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+"
    r"|www\.[a-z0-9-]+\.[a-z][^\s\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]*"
    r"|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:cn|top|xyz|vip|cc|club|shop|site|icu)(?![a-z0-9-])"
    r"|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|me|io|ly|app|info)(?=/)"
    r"|(?=[0-9-]*[a-z])[a-z0-9-]{2,}[点。]\s?(?:com|cn|net|org|xyz|cc)(?![a-z0-9-])"
    r"|(?=[a-z.]*[0-9-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|app|info)(?![a-z0-9-]))"
    r"[^\s\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]*)"
)
_HANDLE = (
    r"(?i)(?:"
    r"(?:qq|扣扣)(?:号码?|群|账号)?[ :：是]{0,3}(?P<qq>[1-9][0-9]{4,11})" + _NO_UNIT + r"|"
    r"(?:微信|薇信)(?:号码?|账号)[ :：是]{0,3}(?P<named>[a-z0-9][a-z0-9_-]{5,19})|"
    r"(?:微信|薇信|wechat|weixin|v信|vx|wx)[ :：是]{0,3}"
    r"(?P<mixed>(?=[a-z_-]*[0-9])[a-z][a-z0-9_-]{5,19})|"
    r"加[我个一下]{0,3} ?(?:vx|v|薇|威|微)[ :：]{0,3}"
    r"(?P<added>(?=[a-z_-]*[0-9])[a-z][a-z0-9_-]{5,19})|"
    rf"(?<![a-z]){_APPS}(?:[ ]?(?:id|号|账号|帐号))?[ :：是]{{0,3}}"
    r"(?P<app>@[a-z0-9][a-z0-9._]{3,31}|(?=[a-z._]*[0-9])(?=[0-9._]*[a-z])[a-z0-9][a-z0-9._]{5,31})"
    r"|(?<![a-z0-9._%+-])(?P<bare>@(?=[a-z.]*[0-9_])[a-z][a-z0-9._]{4,31})"
    r")"
)
_PLATE = (
    r"((?:[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z])"
    r"[·. ]?(?=[A-Z]{0,5}[0-9])[A-Z0-9]{5,6})(?![A-Z0-9])"
)
_ADDRESS = (
    r"([\u4e00-\u9fff]{2}[路街道巷弄同里][0-9]{1,5}号(?![线楼口台机])"
    r"(?:[0-9A-Za-z一二三四五六七八九十东西南北-]{1,6}(?:栋|幢|号楼|单元|楼|层|室|号))*"
    rf"|(?<![0-9])[0-9]{{1,5}}[A-Za-z]? (?:[A-Z][a-z]+ ){{1,3}}(?:{'|'.join(_STREETS)})(?![a-z]))"
)
_LONG = r"(?<![0-9])(?<![0-9][.])([0-9]{7,}[Xx]?)" + _NO_UNIT
_DATE = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
_FICTIONAL = re.compile(
    r"(?:1?[2-9][0-9]{2})?55501[0-9]{2}"  # North America
    r"|(?:44|0)(?:7700900[0-9]{3}|2079460[0-9]{3}|1632960[0-9]{3})"  # Ofcom
)
_RESERVED_NAMES = ("example.com", "example.net", "example.org")
_RESERVED_ENDS = (".example", ".invalid", ".test", ".localhost")
_TEST_CARDS = {"4111111111111111", "4242424242424242", "5555555555554444", "378282246310005"}
_CLOSERS = {")": "(", "]": "[", "}": "{"}
_SHORTEST_PHONE = 9
_CLAIMING = ("url", "email", "phone-number")
"""Kinds whose reserved and fictional values are no identifiers of another kind either."""


class Kind(NamedTuple):
    """A kind of identifier: how it looks, what makes a look-alike real, a text that holds one.

    The pattern is compiled when a text first looks suspicious: most runs never need it. It is
    searched for only in texts that hold what it needs.
    """

    name: str
    what: str
    placeholder: str
    pattern: str
    is_real: Callable[[str], bool]
    example: str
    needs: Callable[[str], bool] = lambda text: _LONG_NUMBER.search(text) is not None


class Found(NamedTuple):
    """One identifier in a text; offsets in code points, half-open."""

    kind: Kind
    start: int
    end: int
    value: str


def _digits(value: str) -> str:
    return re.sub("[^0-9]", "", value)


def _is_phone(value: str) -> bool:
    digits = _digits(value)
    return len(digits) >= _SHORTEST_PHONE and not _FICTIONAL.fullmatch(digits)


def _is_id_card(value: str) -> bool:
    from stdnum.iso7064 import mod_11_2  # noqa: PLC0415 - opens late

    return bool(mod_11_2.is_valid(value.upper()))


def _is_bank_card(value: str) -> bool:
    from stdnum import luhn  # noqa: PLC0415 - opens late

    digits = _digits(value)
    looks = bool(_UNIONPAY.fullmatch(value)) or bool(luhn.is_valid(digits))
    return looks and digits not in _TEST_CARDS


def _is_iban(value: str) -> bool:
    from stdnum.iso7064 import mod_97_10  # noqa: PLC0415 - opens late

    plain = value.replace(" ", "")
    return bool(mod_97_10.is_valid(plain[4:] + plain[:4]))


def _is_public_host(host: str) -> bool:
    host = host.lower().rstrip(".")
    names = (host == name or host.endswith(f".{name}") for name in _RESERVED_NAMES)
    return not any(names) and not host.endswith(_RESERVED_ENDS)


def _is_email(value: str) -> bool:
    return _is_public_host(value.rpartition("@")[2])


def _is_url(value: str) -> bool:
    place = value.partition("://")[2] or value
    place = re.sub(r"[点。]\s?", ".", place)
    host = re.split("[/?#]", place, maxsplit=1)[0].rpartition("@")[2].partition(":")[0]
    return _is_public_host(host)


def _is_account(value: str) -> bool:
    fictional = _FICTIONAL.fullmatch(value) or value in _TEST_CARDS
    return not fictional and not value.endswith("000") and not _DATE.fullmatch(value)


KINDS: tuple[Kind, ...] = (
    Kind(
        "url",
        "a link",
        "[URL_1]",
        _URL,
        _is_url,
        "打开https://pay.hookline-pay.com/x点确认",
        lambda text: holds(text, ".点。") or "://" in text,
    ),
    Kind(
        "email",
        "an e-mail address",
        "[EMAIL_1]",
        _EMAIL,
        _is_email,
        "写信到someone@hookline-mail.com吧",
        lambda text: "@" in text,
    ),
    Kind(
        "iban",
        "an IBAN",
        "[ACCOUNT_1]",
        _IBAN,
        _is_iban,
        "打到GB82 WEST 1234 5698 7654 32",
        lambda text: _CAPITALS.search(text) is not None,
    ),
    Kind(
        "id-card",
        "a resident identity number",
        "[ID_CARD_1]",
        _ID_CARD,
        _is_id_card,
        "证号11010519491231002X收到",
    ),
    Kind(
        "bank-card",
        "a bank card number",
        "[BANK_CARD_1]",
        _CARD,
        _is_bank_card,
        "卡6222 0200 0000 0000 000 转过来",
    ),
    Kind(
        "phone-number",
        "a phone number",
        "[PHONE_1]",
        _PHONE,
        _is_phone,
        "我的号码是138 0013 8000哦",
    ),
    Kind(
        "handle",
        "an id of a messenger",
        "[QQ_1] or [WECHAT_1]",
        _HANDLE,
        lambda _: True,
        "加我QQ号:34567890",
        lambda text: holds(text, "@信扣加") or holds(text.lower(), (*_ACCOUNTS, *_APP_NAMES)),
    ),
    Kind(
        "plate",
        "a licence plate",
        "[PLATE_1]",
        _PLATE,
        lambda _: True,
        "车牌琼A0X0X0，白色的",
        lambda text: _CAPITALS.search(text) is not None,
    ),
    Kind(
        "address",
        "a street with a house number",
        "[ADDRESS_1]",
        _ADDRESS,
        lambda _: True,
        "送到和平路12号",
        lambda text: "号" in text or holds(text, _STREETS),
    ),
    Kind(
        "long-number",
        "an account or phone number",
        "[ACCOUNT_1]",
        _LONG,
        _is_account,
        "账号是98765432109876",
    ),
)


def may_identify(text: str, *, odd: bool = True) -> bool:
    """Tell, quickly, whether a text may hold an identifier of any kind.

    Args:
        text: what is looked at.
        odd: whether a character of `folding.ODD` may be in it.
    """
    if "@" in text or ("/" in text and "://" in text):
        return True
    if "." in text and (_DOTTED.search(text) or "www." in text.lower()):
        return True
    if not text.isascii() and ("信" in text or "扣扣" in text or is_unusual(text, odd=odd)):
        return True
    if "号" in text and _HOUSE.search(text):
        return True
    if not any(
        digit in text for digit in "0123456789"
    ):  # without a digit there is no number, and no account in Latin
        return False
    lower = text.lower()
    named = bool(_LONG_NUMBER.search(text) or _CAPITALS.search(text))
    named = named or holds(lower, _ACCOUNTS) or holds(lower, _APP_NAMES) or holds(text, _STREETS)
    return named or ("加" in text and bool(_ADDED.search(text)))


def _ended(link: str) -> str:
    """Return a link without the marks of the sentence that it stands in."""
    while link and (
        link[-1] in ".,;:!?'\"*>"
        or (link[-1] in _CLOSERS and link.count(link[-1]) > link.count(_CLOSERS[link[-1]]))
    ):
        link = link[:-1]
    return link


@lru_cache(maxsize=1024)  # the rules of this family ask for the same texts in turn
def find(text: str) -> tuple[Found, ...]:
    """Return the identifiers of a text; of two that overlap the kind that stands first wins."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[Found]:
    if not may_identify(text):
        return
    folded = plain(text)
    taken: list[tuple[int, int]] = []
    for kind in KINDS:
        for match in re.finditer(kind.pattern, folded) if kind.needs(folded) else ():
            group = match.lastgroup or 1
            value = _ended(match[group]) if kind.name == "url" else match[group]
            start = match.start(group)
            end = start + len(value)
            if any(start < last and first < end for first, last in taken):
                continue
            real = kind.is_real(value)
            if real or kind.name in _CLAIMING:
                taken.append((start, end))
            if real:
                yield Found(kind, start, end, value)


def addresses(text: str) -> Iterator[Found]:
    """Yield every e-mail address of a text, those of reserved hosts included."""
    kind = next(each for each in KINDS if each.name == "email")
    for match in re.finditer(kind.pattern, plain(text)) if may_identify(text) else ():
        yield Found(kind, *match.span(1), match[1])


def masked(identifier: str) -> str:
    """Return an identifier with all but its ends hidden, so that reports spread nothing."""
    shown = 2 if len(identifier) > 6 else 1  # noqa: PLR2004 - short ones show less
    return f"{identifier[:shown]}{'*' * (len(identifier) - 2 * shown)}{identifier[-shown:]}"


def masked_text(text: str) -> str:
    """Return a text in which every identifier is masked."""
    for found in sorted(find(text), key=lambda each: -each.start):
        text = text[: found.start] + masked(found.value) + text[found.end :]
    return text
