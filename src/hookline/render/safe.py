"""Untrusted text made harmless for a terminal: no escape sequence, no hidden direction change."""

import unicodedata

_KEPT = {"\n", "\t"}
_INVISIBLE = {
    "\u00ad",
    "\u034f",
    "\u061c",
    "\u115f",
    "\u1160",
    "\u17b4",
    "\u17b5",
    "\u3164",
    "\ufeff",
}


def terminal_safe(text: str) -> str:
    """Return text whose control, bidi and zero-width characters are shown as `‹U+202E›`.

    Sources: Unicode Standard Annex #9 (bidirectional controls); ECMA-48 (control sequences).
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"‹U+{ord(each):04X}›" if _is_hidden(each) else each for each in text)


def _is_hidden(character: str) -> bool:
    if character in _KEPT:
        return False
    if character in ("\u200d", "\ufe0f"):  # they join emoji; alone they do no harm
        return False
    kind = unicodedata.category(character)
    return kind in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") or character in _INVISIBLE
