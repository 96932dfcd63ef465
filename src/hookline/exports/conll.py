"""CoNLL-U Plus: a token a line, a block a dialogue, stage of the turn and cue as B-, I- and O.

The first line names the columns, as https://universaldependencies.org/ext-format.html has it:

    ID                count of the token in the dialogue, from 1
    FORM              the token
    HOOKLINE:TURN     position of its turn, from 0; the stages of turns are a sequence by it
    HOOKLINE:SPEAKER  letter of who speaks
    HOOKLINE:START    code points from the start of the turn's text
    HOOKLINE:STAGE    stage of the turn, or none
    HOOKLINE:CUE      cue of the span that the token belongs to: B-urgency, I-urgency, or O

A Chinese character is a token, and so is a word in other scripts and every other mark. It is made
for training: ids are opaque, and label, type, role, persona, title and ending are left out, as are
responses and money. Space is left out; START says where it stood.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from hookline.model import Dialogue, Span, Turn
from hookline.streams import Stream
from hookline.views import opaque
from hookline.views.columns import NONE
from hookline.writing import write_atomically

COLUMNS = ("ID", "FORM", *(f"HOOKLINE:{each}" for each in ("TURN", "SPEAKER", "START")),
           "HOOKLINE:STAGE", "HOOKLINE:CUE")  # fmt: skip
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[{_HAN}]|[^\W{_HAN}]+(?:['’][^\W{_HAN}]+)*|[^\w\s]")


def write(stream: Stream, out: Path) -> list[Path]:
    """Write the dialogues to one file; return the paths written.

    Raises:
        UnwritableFolderError: the operating system refuses.
    """
    write_atomically(out, _lines(stream))
    return [out]


def _lines(stream: Stream) -> Iterator[bytes]:
    yield f"# global.columns = {' '.join(COLUMNS)}\n".encode()
    for dialogue in stream:
        about = {
            "sent_id": opaque(dialogue.id),
            "script": opaque(dialogue.script),
            "language": dialogue.language,
            "part": stream.part_of(dialogue),
            "canary": dialogue.canary,
        }
        comments = [f"# {name} = {value}" for name, value in about.items() if value]
        tokens = ("\t".join(token) for token in _tokens(dialogue))
        yield ("\n".join([*comments, *tokens]) + "\n\n").encode()


def _tokens(dialogue: Dialogue) -> Iterator[tuple[str, ...]]:
    count = 0
    for number, turn in enumerate(dialogue.turns):
        for start, form, cue in _tagged(turn):
            count += 1
            place = (str(count), form, str(number), turn.speaker, str(start))
            yield (*place, turn.stage or NONE, cue)


def _tagged(turn: Turn) -> Iterator[tuple[int, str, str]]:
    """Yield where each token starts, the token, and its tag."""
    before: Span | None = None
    for found in _TOKEN.finditer(turn.text):
        span = _over(turn.spans, *found.span())
        tag = f"{'I' if span is before else 'B'}-{span.cue}" if span else "O"
        yield found.start(), found.group(), tag
        before = span


def _over(spans: Iterable[Span], start: int, end: int) -> Span | None:
    """Return the first span that a stretch is part of, or has a part in."""
    return next((span for span in spans if span.start < end and start < span.end), None)
