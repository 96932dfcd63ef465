"""The closed lists: every value that a label, a role, a channel … may have.

They are read from `schema/taxonomy.json`; the enums of the JSON Schemas are generated from the
same file.
"""

from functools import cache
from typing import Literal

import msgspec

from hookline.errors import UnknownNameError
from hookline.language import Phrase
from hookline.resources import schema_folder

LanguageId = Literal["en", "zh"]
GUIDELINE = "1.0"
"""Version of `docs/annotation-guide.md`: which labels mean what, and how hard cases are settled."""


class Bilingual(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same words in English and in Chinese."""

    en: str
    zh: str

    def in_language(self, language: str) -> str:
        """Return the words in `language`; English for any language but `zh`."""
        return self.zh if language == "zh" else self.en


class Examples(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Short invented utterances in each language."""

    en: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()


class Mappings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What other taxonomies call a scam type; None where nothing fits.

    Attributes:
        mitre_f3: technique ids of MITRE F3 (Fight Fraud Framework) 1.1.
        cn_police: the class in the statistics of the Chinese police.
        ftc: the name in the fraud reports of the US Federal Trade Commission.
    """

    mitre_f3: tuple[str, ...] | None = None
    cn_police: str | None = None
    ftc: str | None = None


class Miss(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An utterance that is not labelled so, and why."""

    text: str
    why: str


class NearMiss(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What comes near a label and is not meant, in both languages."""

    en: Miss
    zh: Miss


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One value of a closed list.

    Attributes:
        near_miss: for what people label, what is easily mistaken for it.
        minor_digits: for currencies, the decimal places of ISO 4217.
        advice: for scam types, what police or regulators advise.
        mappings: for scam types, what other taxonomies call it.
    """

    id: str
    name: Bilingual
    definition: Bilingual
    examples: Examples | None = None
    near_miss: NearMiss | None = None
    minor_digits: int | None = None
    advice: Bilingual | None = None
    mappings: Mappings | None = None


class Taxonomy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All closed lists of one version, by the name of the field that they are for."""

    version: str
    lists: dict[str, tuple[Term, ...]]
    schema_reference: str | None = msgspec.field(default=None, name="$schema")

    def terms(self, name: str) -> tuple[Term, ...]:
        """Return the terms of one list in their published order.

        Raises:
            UnknownNameError: there is no list of that name.
        """
        try:
            return self.lists[name]
        except KeyError:
            known = ", ".join(sorted(self.lists))
            values = {"name": name, "known": known}
            message = Phrase("there is no list {name!r}; the lists are {known}", values)
            raise UnknownNameError(message) from None

    def ids(self, name: str) -> tuple[str, ...]:
        """Return the ids of one list in their published order."""
        return tuple(term.id for term in self.terms(name))

    def term(self, name: str, term_id: str) -> Term:
        """Return one term.

        Raises:
            UnknownNameError: the list or the term does not exist.
        """
        for term in self.terms(name):
            if term.id == term_id:
                return term
        values = {"list": name, "term": term_id}
        raise UnknownNameError(Phrase("there is no {list} {term!r}", values))


@cache
def taxonomy() -> Taxonomy:
    """Return the bundled taxonomy."""
    return msgspec.json.decode(
        (schema_folder() / "taxonomy.json").read_bytes(),
        type=Taxonomy,
    )


@cache
def minor_digits(currency: str) -> int:
    """Return the decimal places of an ISO 4217 currency (CNY 2, JPY 0, KWD 3).

    Raises:
        UnknownNameError: the currency is not in the taxonomy.
    """
    return taxonomy().term("currency", currency).minor_digits or 0
