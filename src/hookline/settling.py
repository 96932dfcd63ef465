"""Where two labellings differ → a sheet for the adjudicator, and back → settled labels and notes.

The sheet does not tell whose a label is. What was settled goes into the dialogue and, turn by turn,
into its translations; a layer of the adjudicator keeps it with the reasons. Both labellings stay as
they were.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from hookline.cells import table
from hookline.language import Phrase
from hookline.model import Annotation, Dialogue, Layer, Note, Span, Turn, TurnLabels
from hookline.sheets import BadSheetError, frozen, rows_of
from hookline.taxonomy import GUIDELINE

COLUMNS = ("dialogue", "turn", "field", "before", "role", "text", "one", "two", "settled", "note")
FIELDS = ("stage", "response", "demand", "spans")
NONE = "none"
_BEFORE = 4
_SHORTEST_NOTE = 10
_AS_ORIGINAL = "The labels of the original hold, on which both labellings agree."


class Difference(NamedTuple):
    """A label of a turn that two annotators set differently."""

    dialogue: Dialogue
    turn: int
    field: str
    first: TurnLabels
    second: TurnLabels

    @property
    def turned(self) -> bool:
        """Tell whether the second labelling stands first on the sheet, by the coin of a hash."""
        name = f"{self.dialogue.id} {self.turn} {self.field}"
        return hashlib.sha256(name.encode()).digest()[0] % 2 == 1

    @property
    def words(self) -> tuple[str, str]:
        """Return both labels in words, in the order of the sheet."""
        both = in_words(self.first, self.field), in_words(self.second, self.field)
        return (both[1], both[0]) if self.turned else both


class Verdict(NamedTuple):
    """What was settled of a difference: whether the second labelling holds, and why."""

    second: bool
    note: str


class Settled(NamedTuple):
    """Dialogues with settled labels, the adjudicator's layers, and what is left to do by hand."""

    dialogues: tuple[Dialogue, ...]
    layers: tuple[Layer, ...]
    left: tuple[Phrase, ...]


def in_words(labels: TurnLabels, field: str) -> str:
    """Return one label as a sheet writes it."""
    if field == "demand":
        demand = labels.demand
        parts = () if demand is None else (demand.pretext, demand.amount, demand.currency)
        return " ".join(str(part) for part in parts if part is not None) or NONE
    if field == "spans":
        return " | ".join(f"{span.cue}: {span.text}" for span in labels.spans) or NONE
    return getattr(labels, field) or NONE


def differences(dialogue: Dialogue, first: Layer, second: Layer) -> Iterator[Difference]:
    """Yield what two layers say differently; spans that overlap with the same cue are the same."""
    one, two = ({each.turn: each for each in layer.turns} for layer in (first, second))
    for number in range(len(dialogue.turns)):
        here, there = one.get(number, TurnLabels(turn=number)), two.get(number)
        there = there or TurnLabels(turn=number)
        for field in FIELDS:
            same = in_words(here, field) == in_words(there, field)
            if field == "demand":  # the pretext and the sum are compared with the text by rules
                same = (here.demand is None) == (there.demand is None)
            if field == "spans":
                same = _alike(here.spans, there.spans)
            if not same:
                yield Difference(dialogue, number, field, here, there)


def _alike(first: Sequence[Span], second: Sequence[Span]) -> bool:
    pairs = list(zip(first, second, strict=False))
    return len(first) == len(second) and all(
        a.cue == b.cue and a.start < b.end and b.start < a.end for a, b in pairs
    )


def sheet(found: Iterable[Difference]) -> bytes:
    """Return the adjudicator's sheet as CSV."""
    return b"".join(table(COLUMNS, map(_row, found)))


def _row(each: Difference) -> dict[str, Any]:
    turns = each.dialogue.turns
    before = turns[max(0, each.turn - _BEFORE) : each.turn]
    return {
        "dialogue": each.dialogue.id,
        "turn": each.turn,
        "field": each.field,
        "before": "\n".join(f"{turn.speaker}: {turn.text}" for turn in before),
        "role": each.dialogue.role_of(turns[each.turn]),
        "text": turns[each.turn].text,
        "one": each.words[0],
        "two": each.words[1],
        "settled": None,
        "note": None,
    }


def settle(
    data: bytes,
    dialogues: Mapping[str, Dialogue],
    layers: Mapping[str, Mapping[str, Layer]],
    annotators: tuple[str, str, str],
    date: str,
) -> Settled:
    """Settle what differs.

    Args:
        data: the sheet; `settled` says `one` or `two`, `note` why.
        dialogues: all of them, by id; translations follow their originals.
        layers: by annotator, then by dialogue.
        annotators: whose labellings were compared, and who settles.
        date: when, ISO 8601.

    Raises:
        BadSheetError: a row is unknown or missing, or says neither `one` nor `two`, or not why.
    """
    first, second, adjudicator = annotators
    verdicts = _verdicts(data, dialogues, layers, annotators)
    made: dict[str, Dialogue] = {}
    kept: list[Layer] = []
    left: list[Phrase] = []
    for dialogue in sorted(dialogues.values(), key=lambda each: bool(each.translation_of)):
        if dialogue.id not in layers[first] or dialogue.id not in layers[second]:
            continue
        original = made.get(dialogue.translation_of or "")
        turns, notes = list(dialogue.turns), []
        for (place, turn, field), verdict in verdicts.items():
            if place != (original or dialogue).id:
                continue
            labels = _labels(layers[second][dialogue.id], turn) if verdict.second else None
            settled = original.turns[turn] if original else None
            taken = _taken(turns[turn], field, labels, settled)
            if taken is None:
                values = {"dialogue": dialogue.id, "turn": turn + 1, "field": field}
                left.append(Phrase("{dialogue}, turn {turn}: {field} is left to a hand", values))
            turns[turn] = taken or turns[turn]
            notes.append(Note(turn=turn, field=field, note=verdict.note, by=adjudicator))
        told = {(note.turn, note.field) for note in notes}
        pair = layers[first][dialogue.id], layers[second][dialogue.id]
        notes += [
            Note(turn=each.turn, field=each.field, note=_AS_ORIGINAL, by=adjudicator)
            for each in (differences(dialogue, *pair) if original else ())
            if (each.turn, each.field) not in told
        ]
        who = annotators if notes else annotators[:2]
        about = Annotation(guideline=GUIDELINE, layers=who, adjudicated=True)
        gold = msgspec.structs.replace(dialogue, turns=tuple(turns), annotation=about)
        made[gold.id] = gold
        if notes:
            ordered = tuple(sorted(notes, key=lambda note: note.turn))
            layer = frozen(gold, adjudicator, date)
            kept.append(msgspec.structs.replace(layer, notes=ordered))
    return Settled(tuple(made.values()), tuple(kept), tuple(left))


def _labels(layer: Layer, turn: int) -> TurnLabels:
    return next((each for each in layer.turns if each.turn == turn), TurnLabels(turn=turn))


def _taken(turn: Turn, field: str, labels: TurnLabels | None, original: Turn | None) -> Turn | None:
    """Return a turn as it was settled; None where that is not for a program.

    Args:
        turn: the turn as it stands, which is what the first labelling says.
        field: which label was settled.
        labels: those of the second labelling, where it holds.
        original: of a translation, the settled turn that it translates.
    """
    if labels is None:
        return turn
    if field == "demand":  # what is paid for it hangs on it
        return turn if (turn.demand is None) == (labels.demand is None) else None
    if original is not None and field == "spans":
        cues = [sorted(span.cue for span in each.spans) for each in (labels, original)]
        return msgspec.structs.replace(turn, spans=labels.spans) if cues[0] == cues[1] else None
    return msgspec.structs.replace(turn, **{field: getattr(original or labels, field)})


def _verdicts(
    data: bytes,
    dialogues: Mapping[str, Dialogue],
    layers: Mapping[str, Mapping[str, Layer]],
    annotators: tuple[str, str, str],
) -> dict[tuple[str, int, str], Verdict]:
    """Return the verdicts by dialogue, turn and field."""
    open_ = {
        (each.dialogue.id, each.turn, each.field): each
        for dialogue in dialogues.values()
        if not dialogue.translation_of and all(dialogue.id in layers[who] for who in annotators[:2])
        for each in differences(dialogue, *(layers[who][dialogue.id] for who in annotators[:2]))
    }
    verdicts: dict[tuple[str, int, str], Verdict] = {}
    problems: list[Phrase] = []
    for number, row in rows_of(data, ("dialogue", "turn", "field", "settled", "note")):
        turn = row["turn"].strip()
        place = (
            row["dialogue"].strip(),
            int(turn) if turn.isdecimal() else -1,
            row["field"].strip(),
        )
        said, why = row["settled"].strip().lower(), row["note"].strip()
        problem = None
        if place not in open_:
            problem = Phrase("nothing differs there")
        elif said not in ("one", "two"):
            problem = Phrase("settled is neither one nor two")
        elif len(why) < _SHORTEST_NOTE:
            problem = Phrase("the note does not say why")
        if problem:
            problems.append(Phrase("row {row}: {problem}", {"row": number, "problem": problem}))
            continue
        verdicts[place] = Verdict((said == "two") != open_[place].turned, why)
    missing = len(open_) - len(verdicts)
    if not problems and missing:
        problems.append(Phrase("{count} differences are not settled", {"count": missing}))
    if problems:
        raise BadSheetError(problems)
    return verdicts
