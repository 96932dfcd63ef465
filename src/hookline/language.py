"""The two languages that findings speak: English sentences, and what they are in Chinese.

English stands where a thing is said; `chinese.json` maps each of those sentences to its Chinese.
Both are templates with the same names in braces.
"""

import os
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal, NamedTuple

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


class Phrase(NamedTuple):
    """A part of a sentence that has words of its own, and what is filled into them.

    Attributes:
        template: English, with names in braces.
        values: what the names stand for; these may be phrases, too.
    """

    template: str
    values: Mapping[str, object] = {}

    def __str__(self) -> str:
        return filled(self.template, self.values)


def verbatim(text: str) -> Phrase:
    """Return a text of somebody else's, which is no template, as a phrase."""
    return Phrase(text.replace("{", "{{").replace("}", "}}"))


def said(english: str, language: Language = "en") -> str:
    """Return a sentence or template in a language; in English where it is not translated."""
    return english if language == "en" else chinese().get(english, english)


def filled(template: str, values: Mapping[str, object], language: Language = "en") -> str:
    """Return a template in a language, filled in; phrases among the values are translated, too."""
    words = said(template, language)
    if "{" not in words:
        return words
    return words.format_map({name: _spoken(value, language) for name, value in values.items()})


def _spoken(value: object, language: Language) -> object:
    if isinstance(value, Phrase):
        return filled(value.template, value.values, language)
    return value


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the known word that was probably meant; `cutoff` is the least likeness, 0 to 1."""
    import difflib  # noqa: PLC0415 - only for a typing error

    return next(iter(difflib.get_close_matches(word, known, 1, cutoff)), None)


def preferred(environment: Mapping[str, str] = os.environ) -> Language:
    """Return the language of the locale (POSIX: LC_ALL, LC_MESSAGES, LANG, the first one set)."""
    names = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((name for name in names if name), "")
    return "zh" if locale.lower().startswith("zh") else "en"


@cache
def chinese() -> Mapping[str, str]:
    """Return the Chinese of every English sentence."""
    import json  # noqa: PLC0415 - opens late
    from pathlib import Path  # noqa: PLC0415 - opens late

    text = Path(__file__).with_name("chinese.json").read_text(encoding="utf-8")
    loaded: dict[str, str] = json.loads(text)
    return loaded
