"""What tools leave in texts: blanks at the edges, markup, the name of the speaker. Family text."""

import re
from collections.abc import Iterator

from hookline import fixes
from hookline.examples import Bad
from hookline.findings import Hit, Severity
from hookline.model import Dialogue
from hookline.rules.base import dialogue_rule, texts

_ENTITY = r"&(?:[A-Za-z]{2,8}|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});"
_VARIABLE = r"\$?\{\{? ?[A-Za-z0-9_.]{0,40} ?\}?\}"
_TAG = r"</?[A-Za-z][A-Za-z0-9_-]{0,20} ?/?>"
_LEFT = re.compile(f"{_ENTITY}|{_VARIABLE}|{_TAG}")
_LABEL = re.compile("(?:[Ss]peaker )?([A-Z]|[A-Z]?[a-z]+(?:_[a-z]+)?) ?[:：]")


@dialogue_rule(
    "text/edge",
    "the text begins or ends with white space",
    why="Nobody sees it, but two texts that look the same differ by it.",
    hint="Take it out; hookline fix does, and keeps the spans on their words.",
    bad=Bad("/turns/5/text", (("/turns/5/text", "You said post was free. "),)),
    severity=Severity.WARNING,
    trigger="padded",
    fix=fixes.stripped,
)
def edge(dialogue: Dialogue) -> Iterator[Hit]:
    """No text begins or ends with white space."""
    for pointer, text in texts(dialogue):
        bare = text.strip()
        if bare and bare != text:
            start, end = 0, len(text) - len(text.lstrip())
            if not end:
                start, end = len(bare), len(text)
            yield Hit(pointer, within=(start, end), fixable=True)


@dialogue_rule(
    "text/markup",
    "the text holds {found}, which a web page or a template leaves behind",
    why="People do not type entities, tags and variables.",
    hint="Write what stands for it: the character, the amount, or a placeholder as [NAME_1].",
    bad=Bad("/turns/5/text", (("/turns/5/text", "You said&nbsp;post was free."),)),
    severity=Severity.WARNING,
    trigger="markup",
)
def markup(dialogue: Dialogue) -> Iterator[Hit]:
    """No text holds entities or tags of HTML or variables of a template."""
    for pointer, text in texts(dialogue):
        for match in _LEFT.finditer(text):
            yield Hit(pointer, {"found": match.group()}, within=match.span())


@dialogue_rule(
    "text/speaker",
    "the text of turn {number} begins with {found}, which tells who speaks",
    why="speaker tells it; a letter in the text gives away that a transcript was read wrongly.",
    hint="Take it out of the text.",
    bad=Bad("/turns/5/text", (("/turns/5/text", "A: You said post was free."),)),
    severity=Severity.WARNING,
    trigger="headed",
)
def headed(dialogue: Dialogue) -> Iterator[Hit]:
    """No text begins with the letter or the role of who speaks it."""
    for number, turn, role in dialogue.numbered_turns():
        match = _LABEL.match(turn.text)
        if match and (match[1] == turn.speaker or match[1].lower() == role):
            values = {"number": number, "found": f"“{match.group()}”"}
            yield Hit(f"/turns/{number}/text", values, within=match.span())


RULES = (edge, markup, headed)
