"""Texts as people type them: no hidden characters, no broken encoding, Chinese punctuation."""

import re
import unicodedata
from collections.abc import Iterator

from hookline import fixes
from hookline.examples import Bad
from hookline.findings import Hit, Severity
from hookline.model import Dialogue
from hookline.mojibake import remains
from hookline.rules.base import dialogue_rule, texts
from hookline.taxonomy import taxonomy

_CONTROL = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029"
    "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]"
)
_BIDI = "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
_ZERO_WIDTH = "[\u00ad\u200b\u200c\u2060-\u2064\ufeff]"
_MOST_SHOWN = 20
_BRACKET = r"\[[^\[\]]*\]?|\]"
_PLACEHOLDER = r"\[[A-Z]+(?:_[A-Z]+)*_[1-9][0-9]*\]"
_EMOTICON = "\\[(?:[\u3400-\u9fff]{1,5}|[A-Z][A-Za-z]{1,14})\\]"


def _named(found: str) -> str:
    return ", ".join(f"U+{ord(each):04X}" for each in found[:4])


def _matches(dialogue: Dialogue, pattern: str) -> Iterator[Hit]:
    for pointer, text in texts(dialogue):
        for match in re.finditer(pattern, text):
            yield Hit(pointer, {"found": _named(match.group())}, within=match.span())


@dialogue_rule(
    "text/empty",
    "there is nothing but white space here",
    why="An empty turn is no turn, and models learn white space as a sign.",
    hint="Write what is said, or take the turn out.",
    bad=Bad("/turns/5/text", (("/turns/5/text", " \u3000"),)),
    trigger="padded",
)
def empty(dialogue: Dialogue) -> Iterator[Hit]:
    """Every text says something."""
    for pointer, text in texts(dialogue):
        if not text.strip():
            yield Hit(pointer)


@dialogue_rule(
    "text/nfc",
    "the text is not in Unicode's composed form (NFC)",
    why="The same word in two forms counts as two words, and offsets differ.",
    hint="hookline fix normalises it, and keeps the spans on their words.",
    bad=Bad("/turns/5/text", (("/turns/5/text", "You said cafe\u0301 post was free."),)),
    trigger="decomposed",
    fix=fixes.composed,
)
def nfc(dialogue: Dialogue) -> Iterator[Hit]:
    """Texts are in Unicode Normalization Form C (Unicode Standard Annex #15)."""
    for pointer, text in texts(dialogue):
        if not unicodedata.is_normalized("NFC", text):
            yield Hit(pointer, fixable=True)


@dialogue_rule(
    "text/control",
    "the text holds {found}, which nobody can type",
    why="Control characters drive terminals and break exports; private ones show as nothing.",
    hint="Take it out.",
    bad=Bad("/turns/5/text", (("/turns/5/text", "You said\u0007 post was free."),)),
    trigger="unprintable",
)
def control(dialogue: Dialogue) -> Iterator[Hit]:
    """No text holds control or private-use characters other than line breaks and tabs."""
    yield from _matches(dialogue, _CONTROL)


@dialogue_rule(
    "text/bidi",
    "the text holds the direction mark {found}",
    why="Marks of direction make a text look other than it is (Unicode Technical Report #36).",
    hint="Take it out.",
    bad=Bad("/turns/5/text", (("/turns/5/text", "You said \u202epost was free."),)),
    trigger="unprintable",
)
def bidi(dialogue: Dialogue) -> Iterator[Hit]:
    """No text holds marks that turn its direction."""
    yield from _matches(dialogue, _BIDI)


@dialogue_rule(
    "text/zero-width",
    "the text holds the invisible character {found}",
    why="Invisible characters split words for a machine and for nobody else.",
    hint="Take it out.",
    bad=Bad("/turns/5/text", (("/turns/5/text", "You said po\u200bst was free."),)),
    trigger="unprintable",
)
def zero_width(dialogue: Dialogue) -> Iterator[Hit]:
    """No text holds invisible characters; a joiner inside an emoji is none."""
    yield from _matches(dialogue, _ZERO_WIDTH)


@dialogue_rule(
    "text/mojibake",
    "the text holds {found}, which a wrong encoding leaves behind",
    why="Text that was read in a wrong encoding says nothing.",
    hint="Copy the text again from where it was right.",
    bad=Bad("/turns/5/text", (("/turns/5/text", "You said cafÃ© post was free."),)),
    trigger="mojibake",
)
def mojibake(dialogue: Dialogue) -> Iterator[Hit]:
    """No text holds the remains of a wrong encoding."""
    for pointer, text in texts(dialogue):
        if within := remains(text):
            start, end = within
            more = "…" if end - start > _MOST_SHOWN else ""
            found = text[start : min(end, start + _MOST_SHOWN)]
            yield Hit(pointer, {"found": f"“{found}{more}”"}, within=within)


@dialogue_rule(
    "text/half-width",
    "half-width {found} beside a Chinese character",
    why="Phones type ，。？！ in Chinese; half-width marks betray a machine.",
    hint="Write the full-width mark; hookline fix does.",
    bad=Bad("/turns/5/text", (("/turns/5/text", "你说过包邮的,对吧"),), on="translation"),
    severity=Severity.WARNING,
    trigger="half_width",
    fix=fixes.full_width,
)
def half_width(dialogue: Dialogue) -> Iterator[Hit]:
    """Chinese texts have full-width punctuation."""
    if dialogue.language != "zh":
        return
    for number, turn in enumerate(dialogue.turns):
        for match in re.finditer(fixes.HALF_WIDTH, turn.text):
            pointer = f"/turns/{number}/text"
            values = {"found": match.group()}
            yield Hit(pointer, values, within=match.span(), fixable=True)


@dialogue_rule(
    "text/bracket",
    "{found} is neither a placeholder nor an emoticon",
    why="Square brackets are kept for [NAME_1] and for emoticons such as [抱拳].",
    hint="Write round brackets, or the placeholder as [KIND_NUMBER].",
    bad=Bad("/turns/5/text", (("/turns/5/text", "You said [laughs] post was free."),)),
    trigger="bracket",
)
def bracket(dialogue: Dialogue) -> Iterator[Hit]:
    """Square brackets hold placeholders and emoticons, nothing else."""
    kinds = taxonomy().ids("placeholder")
    for number, turn in enumerate(dialogue.turns):
        for match in re.finditer(_BRACKET, turn.text):
            found = match.group()
            bare = found[1:-1] in kinds  # a placeholder that lost its number
            emoticon = re.fullmatch(_EMOTICON, found) and not bare
            if not emoticon and not re.fullmatch(_PLACEHOLDER, found):
                yield Hit(f"/turns/{number}/text", {"found": found}, within=match.span())


RULES = (empty, nfc, control, bidi, zero_width, mojibake, half_width, bracket)
