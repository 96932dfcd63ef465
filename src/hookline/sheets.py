"""Dialogues → a sheet for somebody who labels them blind, and back → layers.

A sheet shows what a labeller may know: the texts, neutral tags with roles, scam or benign, under
ids that tell nothing. The labeller fills four columns. A sheet without its text columns is read,
too: what counts is the item and the turn.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from hookline.cells import cell, table
from hookline.errors import HooklineError
from hookline.language import Phrase, nearest
from hookline.lock import text_sha256
from hookline.model import Demand, Dialogue, Layer, Span, Turn, TurnLabels
from hookline.taxonomy import taxonomy
from hookline.views import opaque

SHOWN = ("item", "turn", "label", "speaker", "role", "channel", "medium", "text")
ASKED = ("stage", "response", "demand", "cues")
_DEMAND = re.compile(r"([a-z_]+)(?:\s+([0-9]+(?:\.[0-9]+)?))?(?:\s+([A-Z]{3}))?")
_BETWEEN_CUES = re.compile(r"\s*\|\s*")
_LONGEST = 1_000_000


class BadSheetError(HooklineError):
    """A sheet cannot be taken over: each problem is a sentence with the row that it is in."""

    def __init__(self, problems: list[Phrase]) -> None:
        super().__init__(problems[0])
        self.problems = tuple(problems)


def blank(dialogues: Iterable[Dialogue]) -> bytes:
    """Return the sheet of some dialogues as CSV, in an order that tells nothing."""
    ordered = sorted(dialogues, key=lambda each: opaque(each.id))
    rows = (row for dialogue in ordered for row in _rows(dialogue))
    return b"".join(table((*SHOWN, *ASKED), rows))


def digest(dialogues: Iterable[Dialogue]) -> str:
    """Return the SHA-256 of the blank sheet of some dialogues: what a labeller was given."""
    return hashlib.sha256(blank(dialogues)).hexdigest()


def _rows(dialogue: Dialogue) -> Iterator[dict[str, Any]]:
    for number, turn, role in dialogue.numbered_turns():
        yield {
            "item": opaque(dialogue.id),
            "turn": number,
            "label": dialogue.label,
            "speaker": turn.speaker,
            "role": role,
            "channel": turn.channel,
            "medium": turn.medium,
            "text": turn.text,
            **dict.fromkeys(ASKED),
        }


def frozen(dialogue: Dialogue, annotator: str, date: str) -> Layer:
    """Return the labels that stand in a dialogue as a layer of their own."""
    turns = tuple(
        TurnLabels(
            turn=number,
            stage=turn.stage,
            response=turn.response,
            demand=turn.demand,
            payment=turn.payment,
            payout=turn.payout,
            spans=turn.spans,
        )
        for number, turn in enumerate(dialogue.turns)
        if turn.stage or turn.response or turn.demand or turn.payment or turn.payout or turn.spans
    )
    return _layer(dialogue, annotator, dialogue.annotation.guideline, date, turns)


def filled_in(
    data: bytes, dialogues: Iterable[Dialogue], *, annotator: str, guideline: str, date: str
) -> tuple[Layer, ...]:
    """Return the layers of a sheet that was filled in.

    Args:
        data: the CSV file.
        dialogues: where its items are looked up.
        annotator: who labelled, by the id in `annotators.json`.
        guideline: the version of the annotation guide.
        date: when, ISO 8601.

    Raises:
        BadSheetError: a row is unknown, stands twice or is missing, a text is not the one that was
            handed out, a word is in no list, or a cue's words are not in the turn.
    """
    known = {opaque(dialogue.id): dialogue for dialogue in dialogues}
    problems: list[Phrase] = []
    taken: dict[str, dict[int, TurnLabels]] = {}
    for number, row in rows_of(data, ("item", "turn", *ASKED)):
        try:
            _take(row, known, taken)
        except BadSheetError as error:
            told = ({"row": number, "problem": each} for each in error.problems)
            problems += [Phrase("row {row}: {problem}", values) for values in told]
    problems += _gaps(known, taken)
    if not taken and not problems:
        problems.append(Phrase("there is no row in the sheet"))
    if problems:
        raise BadSheetError(problems)
    layers = []
    for item, turns in taken.items():
        labelled = (turns[number] for number in sorted(turns))
        some = tuple(each for each in labelled if each != TurnLabels(turn=each.turn))
        layers.append(_layer(known[item], annotator, guideline, date, _numbered(some)))
    return tuple(sorted(layers, key=lambda layer: layer.dialogue))


def _take(
    row: Mapping[str, str],
    known: Mapping[str, Dialogue],
    taken: dict[str, dict[int, TurnLabels]],
) -> None:
    """Put the labels of a row where they belong."""
    item, turn = _place(row, known)
    turns = taken.setdefault(item, {})
    if turn in turns:
        raise BadSheetError([Phrase("this turn stands twice")])
    turns[turn] = TurnLabels(turn=turn)  # it was there, even where it is wrong
    turns[turn] = _labels(row, turn, known[item])


def _gaps(
    known: Mapping[str, Dialogue], taken: Mapping[str, Mapping[int, TurnLabels]]
) -> Iterator[Phrase]:
    for item, turns in taken.items():
        for turn in range(len(known[item].turns)):
            if turn not in turns:
                values = {"turn": turn, "item": item}
                yield Phrase("turn {turn} of the item {item} is missing", values)


def _layer(
    dialogue: Dialogue, annotator: str, guideline: str, date: str, turns: tuple[TurnLabels, ...]
) -> Layer:
    return Layer(
        schema_reference="../../../schema/layer.schema.json",
        schema_version=dialogue.schema_version,
        dialogue=dialogue.id,
        annotator=annotator,
        guideline=guideline,
        date=date,
        text_sha256=text_sha256(dialogue),
        turns=turns,
    )


def _numbered(turns: tuple[TurnLabels, ...]) -> tuple[TurnLabels, ...]:
    """Return labels whose demands are numbered in order, as the format wants it."""
    found = []
    count = 0
    for each in turns:
        if each.demand:
            count += 1
            demand = msgspec.structs.replace(each.demand, id=f"d{count}")
            found.append(msgspec.structs.replace(each, demand=demand))
        else:
            found.append(each)
    return tuple(found)


def rows_of(data: bytes, needed: Iterable[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the number and the cells of each row of a sheet, by the names of its columns.

    Raises:
        BadSheetError: the sheet is not UTF-8 or broken, or a column that is needed is missing.
    """
    csv.field_size_limit(_LONGEST)
    try:
        text = data.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except UnicodeDecodeError as error:
        raise BadSheetError([Phrase("the sheet is not UTF-8; save it as “CSV UTF-8”")]) from error
    except csv.Error as error:
        raise BadSheetError([Phrase("the table is broken: {error}", {"error": error})]) from error
    header = [each.strip().lower() for each in rows[0]] if rows else []
    for name in needed:
        if name not in header:
            raise BadSheetError([Phrase("the table has no column {name}", {"name": name})])
    for number, row in enumerate(rows[1:], start=2):
        if any(each.strip() for each in row):
            yield number, dict(zip(header, row, strict=False))


def _place(row: Mapping[str, str], known: Mapping[str, Dialogue]) -> tuple[str, int]:
    """Return the item and turn of a row, after what it shows was compared with the corpus."""
    item, turn = row["item"].strip(), row["turn"].strip()
    if item not in known:
        raise BadSheetError([Phrase("there is no item {item} in this corpus", {"item": item})])
    dialogue = known[item]
    if not turn.isascii() or not turn.isdigit() or int(turn) >= len(dialogue.turns):
        values = {"turn": turn, "count": len(dialogue.turns)}
        raise BadSheetError([Phrase("there is no turn {turn}; the item has {count}", values)])
    if "text" in row and row["text"] != cell(dialogue.turns[int(turn)].text):
        raise BadSheetError([Phrase("the text is not the one of the corpus")])
    return item, int(turn)


def _labels(row: Mapping[str, str], number: int, dialogue: Dialogue) -> TurnLabels:
    turn = dialogue.turns[number]
    problems: list[Phrase] = []
    found: dict[str, str | None] = {}
    for name in ("stage", "response"):
        word = row.get(name, "").strip()
        found[name] = word if word not in ("", "none") else None
        problems += _unknown(name, found[name])
    demand, more = _demand(row.get("demand", "").strip())
    spans, still = _spans(row.get("cues", "").strip(), turn)
    problems += [*more, *still]
    if problems:
        raise BadSheetError(problems)
    return TurnLabels(turn=number, **found, demand=demand, spans=spans)  # type: ignore[arg-type]


def _unknown(closed_list: str, word: str | None) -> list[Phrase]:
    known = taxonomy().ids(closed_list)
    if word is None or word in known:
        return []
    near = nearest(word, known)
    values = {"word": word, "list": closed_list, "known": near or ", ".join(known)}
    return [Phrase("{word} is no {list}; there is {known}", values)]


def _demand(words: str) -> tuple[Demand | None, list[Phrase]]:
    if not words or words == "none":
        return None, []
    match = _DEMAND.fullmatch(words)
    if not match:
        template = "{words} is no demand; write pretext, amount and currency: rent 800 CNY"
        return None, [Phrase(template, {"words": words})]
    pretext, amount, currency = match[1], match[2], match[3] or "CNY"
    wrong = [*_unknown("pretext", pretext), *_unknown("currency", currency)]
    plain = None if amount is None else float(amount)
    if plain is not None and plain.is_integer():
        plain = int(plain)
    return Demand(id="d1", pretext=pretext, amount=plain, currency=currency), wrong


def _spans(words: str, turn: Turn) -> tuple[tuple[Span, ...], list[Phrase]]:
    """Return the spans of `cue: words | cue: words`, each at the first free place of its words."""
    spans: list[Span] = []
    problems: list[Phrase] = []
    for part in _BETWEEN_CUES.split(words) if words else ():
        cue, colon, marked = part.partition(":")
        cue, marked = cue.strip(), marked.strip()
        if not colon or not marked:
            problems.append(Phrase("{part} is no cue; write cue: words", {"part": part}))
            continue
        if wrong := _unknown("cue", cue):
            problems += wrong
            continue
        places = (found.start() for found in re.finditer(re.escape(marked), turn.text))
        start = next((each for each in places if _free(each, each + len(marked), spans)), None)
        if start is None:
            problems.append(Phrase("{part} is not in the text", {"part": marked}))
            continue
        spans.append(Span(start=start, end=start + len(marked), cue=cue, text=marked))
    return tuple(sorted(spans, key=lambda span: span.start)), problems


def _free(start: int, end: int, spans: list[Span]) -> bool:
    return all(end <= span.start or span.end <= start for span in spans)
