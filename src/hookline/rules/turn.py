"""Turns as a row of messages: how many, in time, by what channel."""

from collections.abc import Iterator
from itertools import pairwise

from hookline.examples import REMOVED, SCAM, Bad
from hookline.findings import Hit, Severity
from hookline.model import Dialogue
from hookline.rules.base import dialogue_rule

_FEWEST, _MOST = 6, 45
_CANNOT = {
    "phone": ("image", "file", "card"),
    "sms": ("voice", "call", "card"),
    "email": ("call", "card"),
}
"""What no turn can be on a channel; a paper that is shown in person is a picture."""
_SHORT = 4
"""Texts up to so many characters are typed twice by people, too."""


@dialogue_rule(
    "turn/count",
    "the dialogue has {count} turns; {fewest} to {most} are usual",
    trigger="turn",
    why="Too short to tell a story, or so long that two stories may stand in one file.",
    hint="Look whether turns were lost, or whether the dialogue should be cut.",
    severity=Severity.WARNING,
    bad=Bad("/turns", (("/turns/5", REMOVED),)),
)
def count(dialogue: Dialogue) -> Iterator[Hit]:
    """A dialogue has 6 to 45 turns."""
    found = len(dialogue.turns)
    if not _FEWEST <= found <= _MOST:
        yield Hit("/turns", {"count": found, "fewest": _FEWEST, "most": _MOST})


@dialogue_rule(
    "turn/twice",
    "turn {number} says again what the same speaker said in turn {before}: {text}",
    trigger="repeated",
    why="A tool that writes a turn twice makes two asks of one.",
    hint="Take one of the two out; waive it where somebody really sends it twice.",
    severity=Severity.WARNING,
    bad=Bad("/turns/6/text", (("/turns/-", SCAM["turns"][5]),)),
)
def twice(dialogue: Dialogue) -> Iterator[Hit]:
    """Nobody sends the same message twice running."""
    for number, (before, turn) in enumerate(pairwise(dialogue.turns), 1):
        same = (turn.speaker, turn.text) == (before.speaker, before.text)
        if same and len(turn.text) > _SHORT:
            values = {"number": number, "before": number - 1, "text": f"“{turn.text[:20]}”"}
            yield Hit(f"/turns/{number}/text", values)


@dialogue_rule(
    "turn/medium",
    "turn {number} is of the medium {medium}, which the channel {channel} cannot carry",
    trigger="turn",
    why="Detectors of calls and of messages choose turns by channel and medium.",
    hint="Correct the channel or the medium.",
    severity=Severity.WARNING,
    bad=Bad("/turns/5/medium", (("/turns/5/channel", "sms"), ("/turns/5/medium", "call"))),
)
def medium(dialogue: Dialogue) -> Iterator[Hit]:
    """Pictures, files and cards are not sent by telephone, and nobody calls by SMS or e-mail."""
    for number, turn in enumerate(dialogue.turns):
        if turn.medium in _CANNOT.get(turn.channel, ()):
            values = {"number": number, "medium": turn.medium, "channel": turn.channel}
            yield Hit(f"/turns/{number}/medium", values)


@dialogue_rule(
    "turn/first-minute",
    "the first turn stands at minute {found}",
    trigger="turn",
    why="Minutes count from the first turn, so that is minute 0.",
    hint="Take {found} from every minute of the dialogue.",
    severity=Severity.WARNING,
    bad=Bad("/turns/0/minute", (("/turns/0/minute", 3),)),
)
def first_minute(dialogue: Dialogue) -> Iterator[Hit]:
    """The first turn stands at minute 0, if minutes are given."""
    if found := dialogue.turns[0].minute:
        yield Hit("/turns/0/minute", {"found": found})


@dialogue_rule(
    "turn/minute-order",
    "turn {number} stands at minute {found}, but turn {first} before it at minute {before}",
    trigger="turn",
    why="Minutes count from the first turn; readers measure pauses with them.",
    hint="Correct one of the two, or bring the turns into their order.",
    bad=Bad("/turns/3/minute", (("/turns/1/minute", 9), ("/turns/3/minute", 4))),
)
def minute_order(dialogue: Dialogue) -> Iterator[Hit]:
    """Minutes never run backwards."""
    before, first = 0, 0
    for number, turn in enumerate(dialogue.turns):
        if turn.minute is None:
            continue
        if turn.minute < before:
            values = {"number": number, "found": turn.minute, "first": first, "before": before}
            yield Hit(f"/turns/{number}/minute", values)
        else:
            before, first = turn.minute, number


RULES = (count, twice, medium, first_minute, minute_order)
