"""No text holds an identifier that looks real; placeholders such as [PHONE_1] stand instead."""

from collections.abc import Iterator

from hookline.examples import Bad
from hookline.findings import Hit
from hookline.identifiers import KINDS, Kind, find, masked
from hookline.model import Dialogue
from hookline.rules.base import DialogueRule, dialogue_rule, texts


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
