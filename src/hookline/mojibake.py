"""Text that was read in a wrong encoding, found by reading it back in the right one.

UTF-8 read as cp1252 or Latin-1 leaves pairs and triples that no language writes. Chinese read in
another Chinese encoding leaves Chinese characters: rare ones, whose bytes make common Chinese in
the encoding that was meant. A stretch is only reported where it is long enough for no accident.
"""

import re
from functools import cache

_HIGH = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_REMAINS = (
    "\ufffd|锟斤拷|烫烫烫|[ÃÂ][\u0080-\u00bf]|â€[\u0080-\u2122]|ï¿½|ä¸[\u0080-\u00bf]"
    f"|(?:[ã-éï][{_HIGH}][{_HIGH} ]){{2,}}"
)
_LATIN = re.compile("[\u00a1-\u00ff]{8,}")
_RUN = re.compile("[^\u0000-\u00ff]{3,}")
_UTF8 = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}|\xef[\xbc\xbd][\x80-\xbf]|\xe3\x80[\x80-\xbf])+")
_LEAST = 3
"""How many Chinese characters in a row must come out of the bytes."""
_LEAST_IN_A_RUN = 2
"""How many are enough where they are all that stands there."""
_LEAST_IN_BIG5 = 4
_LEAST_DIFFERENT = 3
_COMMON_IN_BIG5 = 0xC9
"""Big5 keeps its rarer characters from this byte on."""
_FREQUENT = "，。？！的是我你了有在这他可以要么们个来到说就上去会那看生过得还没吗请问钱款"
_FIRST = bytes(range(0xE4, 0xEA))
_NEXT = bytes(range(0x80, 0xC0))


def remains(text: str) -> tuple[int, int] | None:
    """Return the first stretch that a wrong encoding left behind; offsets in code points."""
    if match := re.search(_REMAINS, text):
        return match.span()
    for match in _LATIN.finditer(text):
        if _is_gbk(match[0]):
            return match.span()
    if not _trigger().search(text):
        return None
    for match in _RUN.finditer(text):
        if found := _in_gbk(match[0]) or _in_big5(match[0]):
            return match.start() + found[0], match.start() + found[1]
    return None


def may_remain(text: str) -> bool:
    """Tell, quickly, whether a wrong encoding may have left something behind."""
    return bool(_trigger().search(text))


@cache
def _trigger() -> re.Pattern[str]:
    return re.compile(f"[{telling()}]")


@cache
def telling() -> str:
    """Return characters, as a class of a pattern; nothing is found where none of them stands."""
    return f"\u00c0-\u00ff\ufffd锟烫{_utf8_in('gbk')}{_utf8_in('big5')}{_swapped()}"


def _utf8_in(encoding: str) -> str:
    """Return the characters of an encoding that are the first two bytes of one in UTF-8."""
    pairs = bytes(each for first in _FIRST for second in _NEXT for each in (first, second))
    pairs += b"\xef\xbc\xef\xbd\xe3\x80"
    decoded = (pairs[at : at + 2].decode(encoding, "ignore") for at in range(0, len(pairs), 2))
    return "".join(each for each in decoded if len(each) == 1 and each > "\u00ff")


@cache
def _swapped() -> str:
    """Return what the most frequent Chinese in GBK looks like in Big5, where that is rare."""
    looks = [each.encode("gbk").decode("big5", "ignore") for each in _FREQUENT]
    return "".join(each for each in looks if len(each) == 1 and _is_rare(each))


def _is_rare(character: str) -> bool:
    written = character.encode("big5", "replace")
    return written[0] >= _COMMON_IN_BIG5 or "\u3100" <= character <= "\u312f"


def _is_common(character: str) -> bool:
    """Tell whether a character is among the 3,755 of GB 2312's first level, or a mark."""
    written = character.encode("gb2312", "replace")
    return written[0] in (0xA1, 0xA3) or 0xB0 <= written[0] < 0xD8  # noqa: PLR2004 - rows


def _is_gbk(run: str) -> bool:
    """Tell whether a run of Latin letters is Chinese in GBK."""
    decoded = run.encode("latin-1").decode("gbk", "replace")
    least = all(map(_is_common, decoded.removesuffix("\ufffd")))
    return least and len(set(decoded)) >= _LEAST_DIFFERENT and run > "" and max(run) >= "À"


def _in_gbk(run: str) -> tuple[int, int] | None:
    """Return where a run is UTF-8 that was read as GBK."""
    written = run.encode("gbk", "replace")
    if len(written) != 2 * len(run):  # what GBK has not is kept apart, so that offsets hold
        written = b"".join(each.encode("gbk", "replace").rjust(2, b"?") for each in run)
    for match in _UTF8.finditer(written):
        decoded = match[0].decode("utf-8", "ignore")
        whole = len(written) - len(match[0]) <= 1 and match.start() == 0
        least = _LEAST_IN_A_RUN if whole else _LEAST
        if len(decoded) >= least and all(map(_is_common, decoded)):
            return match.start() // 2, (match.end() + 1) // 2
    return None


@cache
def _crowd() -> re.Pattern[str]:
    first = _utf8_in("big5")
    return re.compile(f"(?:[{first}][^{first}]?[^{first}]?){{{_LEAST_DIFFERENT},}}")


def _in_big5(run: str) -> tuple[int, int] | None:
    """Return where a run is UTF-8 that was read as Big5, or GBK that was."""
    first = _utf8_in("big5")
    if match := _crowd().search(run):
        seen = {each for each in match[0] if each in first}
        if len(seen) >= _LEAST_DIFFERENT:
            return match.span()
    try:
        decoded = run.encode("big5").decode("gbk")
    except UnicodeError:
        return None
    rare = sum(map(_is_rare, run))
    told = len(decoded) >= _LEAST_IN_BIG5 and 4 * rare >= len(run) and all(map(_is_common, decoded))
    return (0, len(run)) if told and any(each in _swapped() for each in run) else None
