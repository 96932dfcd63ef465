"""Digits and letters written in other ways than in ASCII, and how they read in ASCII."""

import re
import unicodedata
from collections.abc import Iterable

_NUMERALS = "零〇○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
_VALUES = str.maketrans(_NUMERALS, "0001234567891123456789")
_SPOKEN = re.compile(  # a Chinese mobile number; shorter runs may be sums or countings
    f"[一幺壹](?:[- ]?[{_NUMERALS}0-9]){{10}}(?![{_NUMERALS}0-9])"
)
_ONE = re.compile(f"一(?:[- ]?[{_NUMERALS}0-9]){{10}}")  # begins with a letter: quick
_RINGED = re.compile("[⓪①-⑨❶-❾➀-➈⁰¹²³⁴-⁹₀-₉]{10,}")  # longer than a counting to nine
_MATHEMATICAL = "".join(map(chr, range(0x1D7CE, 0x1D800)))
_MATHEMATICAL_ONES = _MATHEMATICAL[1::10]
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ＠．－＿٠-٩۰-۹०-९๐-๙]")
_WIDEST = re.compile(f"{_WIDE.pattern}|[{_MATHEMATICAL}]")
ODD = "０-９Ａ-Ｚａ-ｚ＠．－＿٠-٩۰-۹०-९๐-๙⓪①-⑨❶-❾➀-➈⁰¹²³⁴-⁹₀-₉幺壹"
"""Characters, as a class of a pattern, that a digit or letter may be written in."""
_ODD = re.compile(f"[{ODD}]")
_ENDS = ("com", "COM", "cn", "CN", "net", "org", "xyz", "cc")
_SPELT = re.compile(r"[点。]\s?(?i:com|cn|net|org|xyz|cc)")


def holds(text: str, words: Iterable[str]) -> bool:
    """Tell whether a text holds one of some words or characters."""
    for each in words:  # noqa: SIM110 - a generator costs more than the search
        if each in text:
            return True
    return False


def is_unusual(text: str, *, odd: bool = True) -> bool:
    """Tell whether a text writes digits, or the dot of a link, in another way.

    Args:
        text: what is looked at.
        odd: whether a character of `ODD` may be in it.
    """
    if (odd and _ODD.search(text)) or _ONE.search(text) or holds(text, _MATHEMATICAL_ONES):
        return True
    return holds(text, _ENDS) and bool(_SPELT.search(text))


def plain(text: str) -> str:
    """Return a text of the same length whose digits and full-width letters are ASCII."""
    if text.isascii():
        return text
    folded = _WIDEST.sub(_narrow, text)
    folded = _RINGED.sub(lambda run: "".join(map(_value, run[0])), folded)
    return _SPOKEN.sub(lambda run: run[0].translate(_VALUES), folded)


def _value(digit: str) -> str:
    return str(unicodedata.digit(digit))


def _narrow(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", str(unicodedata.decimal(found[0], found[0])))
