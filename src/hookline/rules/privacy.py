"""No text holds an identifier that looks real; placeholders such as [PHONE_1] stand instead."""

import re
from collections.abc import Iterator

from hookline.examples import Bad
from hookline.findings import Hit
from hookline.identifiers import KINDS, Kind, addresses, find, masked
from hookline.model import Annotator, ChangeNote, Dialogue, Manifest, Note, Source, Struct
from hookline.rules.base import (
    DialogueRule,
    Part,
    PartRule,
    Surroundings,
    dialogue_rule,
    texts,
)


def _all(dialogue: Dialogue) -> Iterator[tuple[str, str]]:
    """Yield pointer and text of what people wrote in a dialogue, and about it in waivers."""
    yield from texts(dialogue)
    for number, waiver in enumerate(dialogue.waivers):
        yield f"/waivers/{number}/reason", waiver.reason
        yield f"/waivers/{number}/by", waiver.by


def _rule(kind: Kind) -> DialogueRule:
    def check(dialogue: Dialogue) -> Iterator[Hit]:
        for pointer, text in _all(dialogue):
            for found in find(text):
                if found.kind is kind:
                    within = (found.start, found.end)
                    yield Hit(pointer, {"masked": masked(found.value)}, within=within)

    check.__doc__ = f"No text holds what looks like {kind.what}."
    return dialogue_rule(
        f"privacy/{kind.name}",
        f"the text holds what looks like {kind.what}: {{masked}}",
        why="The corpus never leads to a person: no real number, account, address or link.",
        hint=f"Write {kind.placeholder} instead.",
        bad=Bad("/turns/0/text", (("/turns/0/text", kind.example),)),
        waivable=False,
        trigger="identifier",
    )(check)


RULES = tuple(map(_rule, KINDS))

_IN_PARTS = ("email", "iban", "id-card", "bank-card", "phone-number")
_MOBILE = re.compile(r"(?:86)?1[3-9][0-9]{9}")
_WORDS: dict[type[Struct], tuple[str, ...]] = {
    Source: ("title", "publisher", "taken"),
    Annotator: ("description",),
    ChangeNote: ("note", "by"),
    Note: ("note", "by"),
    Manifest: ("title", "description"),
}
"""What people write outside dialogues. Titles of the police hold numbers that are nobody's, so
that only what surely leads to a person is looked for, and of phone numbers only mobile ones."""


def _in_parts(rule: DialogueRule) -> PartRule:
    kind = rule.info.id.partition("/")[2]

    def check(part: Part, _around: Surroundings) -> Iterator[Hit]:
        for pointer, entry in part.entries:
            for field in _WORDS.get(type(entry), ()):
                text = getattr(entry, field)
                for found in addresses(text) if kind == "email" else find(text):
                    digits = re.sub("[^0-9]", "", found.value)
                    if found.kind.name == kind and (
                        kind != "phone-number" or _MOBILE.fullmatch(digits)
                    ):
                        within = (found.start, found.end)
                        values = {"masked": masked(found.value)}
                        yield Hit(f"{pointer}/{field}", values, within=within)

    return PartRule(rule.info, check)


PART_RULES = tuple(_in_parts(rule) for rule in RULES if rule.info.id.endswith(_IN_PARTS))
