"""Placeholders: of a known kind, numbered in order. The family is privacy."""

import re
from collections.abc import Iterator

from hookline.examples import Bad
from hookline.findings import Hit, Severity
from hookline.language import nearest
from hookline.model import Dialogue
from hookline.rules.base import dialogue_rule
from hookline.taxonomy import taxonomy

PLACEHOLDER = re.compile(r"\[([A-Z]+(?:_[A-Z]+)*)_([1-9][0-9]*)\]")
_OTHER_BRACKETS = re.compile(
    r"[【［〔（(｛{<《] ?([A-Z]+(?:_[A-Z]+)*)_([1-9][0-9]*) ?[】］〕）)｝}>》]"
)


@dialogue_rule(
    "privacy/placeholder-kind",
    "{kind} is not a kind of placeholder",
    why="Readers replace placeholders by kind.",
    hint="The kinds are: {known}.",
    bad=Bad("/turns/5/text", (("/turns/5/text", "Ask [NAMES_1], post was free."),)),
    waivable=False,
    trigger="placeholder",
)
def kind(dialogue: Dialogue) -> Iterator[Hit]:
    """Every placeholder is of a kind of the taxonomy."""
    known = taxonomy().ids("placeholder")
    for number, turn in enumerate(dialogue.turns):
        for match in PLACEHOLDER.finditer(turn.text):
            if match[1] not in known:
                values = {"kind": match[1], "known": ", ".join(known)}
                meant = nearest(match[1], known)
                yield Hit(f"/turns/{number}/text", values, meant, within=match.span())


@dialogue_rule(
    "privacy/placeholder-order",
    "{found} stands here, but {expected} has not been used yet",
    why="The same thing keeps its number within a dialogue, and numbers begin at 1.",
    hint="Number the placeholders of each kind 1, 2, 3 … as they first appear.",
    bad=Bad("/turns/5/text", (("/turns/5/text", "Ask [NAME_2], post was free."),)),
    severity=Severity.WARNING,
    waivable=False,
    trigger="placeholder",
)
def order(dialogue: Dialogue) -> Iterator[Hit]:
    """The placeholders of a kind are numbered in order of first appearance."""
    last: dict[str, int] = {}
    for number, turn in enumerate(dialogue.turns):
        for match in PLACEHOLDER.finditer(turn.text):
            name, found = match[1], int(match[2])
            expected = last.get(name, 0) + 1
            if found > expected:
                values = {"found": match.group(), "expected": f"[{name}_{expected}]"}
                yield Hit(f"/turns/{number}/text", values, within=match.span())
            last[name] = max(last.get(name, 0), found)


@dialogue_rule(
    "privacy/placeholder-bracket",
    "{found} looks like a placeholder in the wrong brackets",
    why="Only square brackets are replaced; the others would stay in the text.",
    hint="Write {expected}.",
    bad=Bad("/turns/5/text", (("/turns/5/text", "Ask 【NAME_1】, post was free."),)),
    severity=Severity.WARNING,
    waivable=False,
    trigger="placeholder",
)
def bracket(dialogue: Dialogue) -> Iterator[Hit]:
    """Placeholders stand in square brackets."""
    known = taxonomy().ids("placeholder")
    for number, turn in enumerate(dialogue.turns):
        for match in _OTHER_BRACKETS.finditer(turn.text):
            if match[1] in known:
                values = {"found": match.group(), "expected": f"[{match[1]}_{match[2]}]"}
                yield Hit(f"/turns/{number}/text", values, within=match.span())


RULES = (kind, order, bracket)
