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


def flat(text: str) -> str:
    """Return harmless text without line breaks, for a place that is not the start of a line."""
    return terminal_safe(text).replace("\n", "‹U+000A›").replace("\t", "‹U+0009›")


def one_line(text: str) -> str:
    """Return harmless text that stays on its line and is no command to a CI runner.

    A runner of GitHub Actions obeys lines that begin with `::`.
    """
    line = flat(text)
    return f" {line}" if line.startswith("::") else line


def escaped_json(text: str) -> str:
    """Return JSON text whose hidden characters are escaped; it means the same."""
    return "".join(
        "".join(f"\\u{unit:04x}" for unit in _utf16(each)) if _is_hidden(each) else each
        for each in text
    )


def _utf16(character: str) -> list[int]:
    raw = character.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]


def _is_hidden(character: str) -> bool:
    if character in _KEPT:
        return False
    if character in ("\u200d", "\ufe0f"):  # they join emoji; alone they do no harm
        return False
    kind = unicodedata.category(character)
    return kind in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") or character in _INVISIBLE
