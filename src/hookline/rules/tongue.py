"""The language that a dialogue says it is in, and the one that it is in. The family is text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from hookline.examples import REMOVED, TRANSLATION, Bad
from hookline.findings import Hit, Severity
from hookline.model import Dialogue
from hookline.rules.base import dialogue_rule

_CHINESE = re.compile("[\u3400-\u9fff]")
_ENGLISH = re.compile("[A-Za-z]{2,}")
_PLACEHOLDER = re.compile(r"\[[A-Z_]+_[0-9]+\]")
_OTHER = {"zh": "en", "en": "zh"}
_LONG = {"zh": 5, "en": 8}
"""So many words or characters of the other language are a sentence, and no name or brand."""
_FEW = 2
"""So many English words are English; one is OK."""


class _Heard(NamedTuple):
    """Which turns of a dialogue are in its own language, wholly in the other, and long in that."""

    own: int
    other: int
    long: tuple[int, ...]

    @property
    def mistaken(self) -> bool:
        """Tell whether it is the dialogue that is in the other language, not a turn of it."""
        return self.other > self.own


def _heard(dialogue: Dialogue) -> _Heard:
    own = other = 0
    long = []
    for number, turn in enumerate(dialogue.turns):
        text = _PLACEHOLDER.sub("", turn.text)
        chinese, words = len(_CHINESE.findall(text)), _ENGLISH.findall(text)
        if dialogue.language == "zh":
            is_own, is_other, size = chinese > 0, not chinese and len(words) >= _FEW, len(words)
        else:
            is_other = chinese > sum(map(len, words))
            is_own, size = bool(words) and not is_other, chinese
        own += is_own
        other += is_other
        if is_other and size >= _LONG[dialogue.language]:
            long.append(number)
    return _Heard(own, other, tuple(long))


@dialogue_rule(
    "text/language",
    "the language is {language}, but {count} of {turns} turns are in {found}",
    why="Readers choose dialogues by language.",
    hint="Correct language, and the variant in the id with it.",
    bad=Bad(
        "/language",
        (
            *(
                (f"/turns/{number}/text", turn["text"])
                for number, turn in enumerate(TRANSLATION["turns"])
            ),
            ("/turns/1/spans", REMOVED),
        ),
    ),
    trigger="foreign",
)
def language(dialogue: Dialogue) -> Iterator[Hit]:
    """A dialogue is in the language that it names."""
    heard = _heard(dialogue)
    if heard.mistaken:
        values = {
            "language": dialogue.language,
            "count": heard.other,
            "turns": len(dialogue.turns),
            "found": _OTHER[dialogue.language],
        }
        yield Hit("/language", values)


@dialogue_rule(
    "text/untranslated",
    "turn {number} of a dialogue in {language} is wholly in {found}",
    why="A turn that was left in the original's language is noise to a model of one language.",
    hint="Translate it; waive it where the speaker changes the language.",
    bad=Bad("/turns/5/text", (("/turns/5/text", "你在平台上说过是包邮的。"),)),
    severity=Severity.WARNING,
    trigger="foreign",
)
def untranslated(dialogue: Dialogue) -> Iterator[Hit]:
    """No longer turn is wholly in another language than its dialogue."""
    heard = _heard(dialogue)
    if not heard.mistaken:
        for number in heard.long:
            found = _OTHER[dialogue.language]
            values = {"number": number, "language": dialogue.language, "found": found}
            yield Hit(f"/turns/{number}/text", values)


RULES = (language, untranslated)
