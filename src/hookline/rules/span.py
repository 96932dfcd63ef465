"""Spans: inside their turn, true to its text, in order, on the right side, whole."""

import re
from collections.abc import Iterator
from itertools import pairwise

from hookline import fixes
from hookline.examples import Bad
from hookline.findings import Hit, Severity
from hookline.language import Phrase
from hookline.model import Dialogue, Turn
from hookline.rules.base import dialogue_rule

_PLACEHOLDER = re.compile(r"\[[A-Z]+(?:_[A-Z]+)*_[1-9][0-9]*\]")
_SHOWN = ("image", "file", "card")


@dialogue_rule(
    "span/in-text",
    "span {place} but the turn has {length} characters",
    trigger="span",
    fix=fixes.drawn_in,
    why="A span outside its text marks nothing.",
    hint="Offsets count characters (code points) from 0; end is the place after the last one. "
    "Delete the span where the text no longer holds it.",
    bad=Bad("/turns/1/spans/0/end", (("/turns/1/spans/0/end", 99),)),
)
def in_text(dialogue: Dialogue) -> Iterator[Hit]:
    """Every span begins before it ends and lies within its turn's text."""
    for number, turn in enumerate(dialogue.turns):
        length = len(turn.text)
        for position, span in enumerate(turn.spans):
            pointer = f"/turns/{number}/spans/{position}"
            if span.start >= span.end:
                values = {"start": span.start, "end": span.end}
                place = Phrase("starts at {start} and ends at {end},", values)
                fixable = fixes.is_once(span.text, turn.text)
                yield Hit(f"{pointer}/end", {"place": place, "length": length}, fixable=fixable)
            elif span.end > length:
                place = Phrase("ends at {end}", {"end": span.end})
                fixable = fixes.is_once(span.text, turn.text)
                yield Hit(f"{pointer}/end", {"place": place, "length": length}, fixable=fixable)


@dialogue_rule(
    "span/text-equal",
    "span says {stated} but characters {start} to {end} of the turn are {marked}",
    trigger="span",
    fix=fixes.moved,
    why="The stored text guards against offsets that slipped when the turn was edited.",
    hint="Correct the offsets or the text, or delete the span.",
    bad=Bad("/turns/1/spans/0", (("/turns/1/spans/0/start", 12), ("/turns/1/spans/0/end", 26))),
)
def text_equal(dialogue: Dialogue) -> Iterator[Hit]:
    """A span's text is what its offsets mark."""
    for number, turn in enumerate(dialogue.turns):
        for position, span in enumerate(turn.spans):
            inside = span.start < span.end <= len(turn.text)
            if inside and turn.marked(span) != span.text:
                values = {
                    "stated": f"“{span.text}”",
                    "marked": f"“{turn.marked(span)}”",
                    "start": span.start,
                    "end": span.end,
                }
                fixable = fixes.is_once(span.text, turn.text)
                found = turn.text.find(span.text)
                meant = f"start {found}, end {found + len(span.text)}" if fixable else None
                yield Hit(f"/turns/{number}/spans/{position}", values, meant, fixable=fixable)


@dialogue_rule(
    "span/order",
    "span starts at {start}, but the one before it ends at {end}",
    trigger="span",
    fix=fixes.in_order,
    why="Spans of a turn do not overlap; readers walk them from left to right.",
    hint="Sort the spans by start; of two that overlap keep the stronger cue.",
    bad=Bad(
        "/turns/1/spans/1/start",
        (("/turns/1/spans/-", {"start": 5, "end": 11, "cue": "too_good", "text": "as new"}),),
    ),
)
def order(dialogue: Dialogue) -> Iterator[Hit]:
    """Spans of one turn are in order and do not overlap."""
    for number, turn in enumerate(dialogue.turns):
        for position in range(1, len(turn.spans)):
            before, span = turn.spans[position - 1 : position + 1]
            if span.start < before.end:
                values = {"start": span.start, "end": before.end}
                pointer = f"/turns/{number}/spans/{position}/start"
                yield Hit(pointer, values, fixable=_only_unsorted(turn))


def _only_unsorted(turn: Turn) -> bool:
    ordered = sorted(turn.spans, key=lambda span: span.start)
    return all(before.end <= span.start for before, span in pairwise(ordered))


@dialogue_rule(
    "span/side",
    "turn {number} has a cue, but it is spoken by a {role}",
    trigger="span",
    why="Cues work on the target; only the other side gives them.",
    hint="Mark cues on turns of scammers and counterparts only.",
    bad=Bad(
        "/turns/0/spans",
        (("/turns/0/spans", [{"start": 0, "end": 2, "cue": "urgency", "text": "Is"}]),),
    ),
)
def side(dialogue: Dialogue) -> Iterator[Hit]:
    """Only turns of scammers and counterparts have spans."""
    for number, turn, role in dialogue.numbered_turns():
        if turn.spans and role not in ("scammer", "counterpart", None):
            yield Hit(f"/turns/{number}/spans", {"number": number, "role": role})


@dialogue_rule(
    "span/edge",
    "span begins or ends with white space: {marked}",
    trigger="span",
    fix=fixes.trimmed,
    why="The same clause with and without a blank counts as two when annotators are compared.",
    hint="Mark the words alone; hookline fix does.",
    severity=Severity.INFO,
    bad=Bad(
        "/turns/1/spans/0",
        (("/turns/1/spans/0/start", 12), ("/turns/1/spans/0/text", " half the price")),
    ),
)
def edge(dialogue: Dialogue) -> Iterator[Hit]:
    """No span begins or ends with white space."""
    for number, turn in enumerate(dialogue.turns):
        for position, span in enumerate(turn.spans):
            if turn.marked(span) == span.text and (bare := span.text.strip()) != span.text:
                values = {"marked": f"“{span.text}”"}
                pointer = f"/turns/{number}/spans/{position}"
                yield Hit(pointer, values, fixable=bool(bare))


@dialogue_rule(
    "span/placeholder",
    "span {start} to {end} cuts through {found}",
    trigger="placeholder",
    why="A placeholder stands for one thing; half of it stands for nothing.",
    hint="Mark all of it or none of it.",
    severity=Severity.WARNING,
    bad=Bad(
        "/turns/1/spans/0",
        (
            ("/turns/1/text", "Yes, as new, ask [NAME_1]."),
            ("/turns/1/spans/0/end", 22),
            ("/turns/1/spans/0/text", "ask [NAME"),
        ),
    ),
)
def placeholder(dialogue: Dialogue) -> Iterator[Hit]:
    """No span cuts through a placeholder."""
    for number, turn in enumerate(dialogue.turns):
        if not turn.spans:
            continue
        places = [(each.start(), each.end()) for each in _PLACEHOLDER.finditer(turn.text)]
        for position, span in enumerate(turn.spans):
            for first, last in places:
                if first < span.start < last or first < span.end < last:
                    found = turn.text[first:last]
                    values = {"start": span.start, "end": span.end, "found": found}
                    yield Hit(f"/turns/{number}/spans/{position}", values)


@dialogue_rule(
    "span/whole",
    "span {start} to {end} marks a part of what the {medium} shows, which has {length} characters",
    trigger="span",
    why="A picture, a file or a card works as a whole, and its text only describes it.",
    hint="Mark the whole text, with the strongest cue.",
    severity=Severity.WARNING,
    bad=Bad("/turns/1/spans/0", (("/turns/1/medium", "image"),)),
)
def whole(dialogue: Dialogue) -> Iterator[Hit]:
    """A span on a picture, a file or a card marks its whole text."""
    for number, turn in enumerate(dialogue.turns):
        if turn.medium not in _SHOWN:
            continue
        length = len(turn.text)
        for position, span in enumerate(turn.spans):
            within = 0 <= span.start < span.end <= length
            if within and turn.marked(span).strip() != turn.text.strip():
                values = {
                    "start": span.start,
                    "end": span.end,
                    "medium": turn.medium,
                    "length": length,
                }
                yield Hit(f"/turns/{number}/spans/{position}", values)


RULES = (in_text, text_equal, order, side, edge, placeholder, whole)
