"""What is audited: dialogues of a corpus of ours, or of anybody's table with a text per turn."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from hookline.errors import HooklineError, UnknownNameError, UnreadableFileError
from hookline.language import Phrase, nearest, verbatim
from hookline.model import Dialogue
from hookline.views import rows

_LONGEST = 10_000_000
_NOT_SHOWN = ("text", "label", "script", "canary")
"""Columns of the view `detect`: the text, the answer, the group, the mark of the test."""
_POSITIVE = ("scam", "fraud", "1", "true", "yes", "spam", "诈骗", "是")
_GUESSES = {
    "text": ("text", "message", "utterance", "content", "内容"),
    "speaker": ("speaker", "role", "from", "turn_speaker", "说话人"),
    "label": ("label", "is_fraud", "is_scam", "fraud", "class", "标签"),
    "dialogue": ("dialogue_id", "dialogue", "dialog_id", "conversation_id", "call_id", "id"),
    "group": ("script", "group", "source"),
}


class UnusableTableError(HooklineError):
    """A table was read, but it does not hold dialogues with labels."""


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """One dialogue as a probe sees it.

    Attributes:
        group: what may never be divided between training and scoring: the script.
        scam: the label.
        part: language and origin, as `zh, original`; figures are given apart for each.
        speakers: who speaks each turn, by letters in order of appearance.
        texts: what is said, turn by turn.
        other: other columns that a model would see, by name.
    """

    id: str
    group: str
    scam: bool
    part: str = ""
    speakers: tuple[str, ...]
    texts: tuple[str, ...]
    other: dict[str, str] = {}


class Columns(msgspec.Struct, frozen=True, kw_only=True):
    """The columns of a foreign table; None means that the usual names are tried."""

    text: str | None = None
    speaker: str | None = None
    label: str | None = None
    dialogue: str | None = None
    group: str | None = None
    scam: str | None = None


def samples_of(dialogues: Iterable[Dialogue]) -> list[Sample]:
    """Return the dialogues of a corpus as samples."""
    found = []
    for dialogue in dialogues:
        (row,) = rows("detect", [dialogue])
        origin = "translation" if dialogue.translation_of else "original"
        sample = Sample(
            id=dialogue.id,
            group=dialogue.script,
            scam=dialogue.label == "scam",
            part=f"{dialogue.language}, {origin}",
            speakers=tuple(turn.speaker for turn in dialogue.turns),
            texts=tuple(turn.text for turn in dialogue.turns),
            other={name: str(row[name]) for name in row if name not in _NOT_SHOWN},
        )
        found.append(sample)
    return found


def samples_of_table(path: Path, columns: Columns) -> list[Sample]:
    """Read a foreign CSV or JSONL with a row a turn, or a row a dialogue with lines as turns.

    Raises:
        UnreadableFileError: the file is missing or cannot be opened.
        UnknownNameError: a column or label is not there.
        UnusableTableError: there is no row, or the labels are not two.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            table = list(_jsonl(stream) if path.suffix.lower() == ".jsonl" else _csv(stream))
    except OSError as error:
        reason = verbatim((error.strerror or str(error)).lower())
        message = Phrase("cannot read {path}: {reason}", {"path": path, "reason": reason})
        raise UnreadableFileError(message) from error
    except (UnicodeDecodeError, csv.Error, json.JSONDecodeError) as error:
        values = {"path": path, "error": error}
        message = Phrase("{path} is no table that can be read: {error}", values)
        raise UnusableTableError(message) from error
    if not table:
        message = Phrase("there is no row in {path}", {"path": path})
        raise UnusableTableError(message)
    return list(_gathered(table, _found(columns, table[0]), columns.scam))


def _csv(stream: Iterable[str]) -> Iterator[dict[str, str]]:
    csv.field_size_limit(_LONGEST)
    yield from csv.DictReader(stream)


def _jsonl(stream: Iterable[str]) -> Iterator[dict[str, Any]]:
    for line in stream:
        if line.strip():
            value = json.loads(line)
            if not isinstance(value, dict):
                message = Phrase("a line of the file is no JSON object")
                raise UnusableTableError(message)
            yield value


def _found(columns: Columns, row: Mapping[str, Any]) -> dict[str, str]:
    """Return the name of each column, as it was named or as it is usual."""
    names: dict[str, str] = {}
    for what, usual in _GUESSES.items():
        named = getattr(columns, what)
        if named is not None and named not in row:
            near = nearest(named, [each for each in row if each], 0.4)
            hint = Phrase(" Did you mean {near}?", {"near": near}) if near else ""
            values = {"name": named, "hint": hint}
            raise UnknownNameError(Phrase("the table has no column {name!r}.{hint}", values))
        chosen = named or next((each for each in usual if each in row), None)
        if chosen is not None:
            names[what] = chosen
        elif what in ("text", "label"):
            known = ", ".join(str(each) for each in row)
            template = "name the column of the {what} with --{what}; the table has {known}"
            raise UnknownNameError(Phrase(template, {"what": what, "known": known}))
    return names


def _gathered(
    table: list[dict[str, Any]], names: Mapping[str, str], scam: str | None
) -> Iterator[Sample]:
    """Yield the dialogues of the rows of a table."""
    values = sorted({_text(row.get(names["label"])) for row in table})
    positive = _positive(values, scam)
    dialogues: dict[str, list[dict[str, Any]]] = {}
    for number, row in enumerate(table):
        key = _text(row.get(names["dialogue"])) if "dialogue" in names else str(number)
        dialogues.setdefault(key, []).append(row)
    seen = set(names.values())
    for name, turns in dialogues.items():
        first = turns[0]
        lines = [line for row in turns for line in _lines(row, names)]
        letters = {
            who: chr(65 + at % 26) for at, who in enumerate(dict.fromkeys(w for w, _ in lines))
        }
        yield Sample(
            id=name,
            group=_text(first.get(names["group"])) if "group" in names else name,
            scam=_text(first.get(names["label"])) == positive,
            speakers=tuple(letters[who] for who, _ in lines),
            texts=tuple(text for _, text in lines),
            other={str(key): _text(value) for key, value in first.items() if key not in seen},
        )


def _positive(values: list[str], scam: str | None) -> str:
    if len(values) != 2:  # noqa: PLR2004 - two labels
        shown = ", ".join(values[:5])
        template = "two labels are needed, but the column holds {count}: {shown}"
        message = Phrase(template, {"count": len(values), "shown": shown})
        raise UnusableTableError(message)
    if scam is not None:
        if scam not in values:
            known_labels = {"label": scam, "known": ", ".join(values)}
            message = Phrase("no row has the label {label!r}; there is {known}", known_labels)
            raise UnknownNameError(message)
        return scam
    known = [value for value in values if value.lower() in _POSITIVE]
    return known[0] if len(known) == 1 else values[-1]


def _lines(row: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield speaker and text of the turns of a row; a row without speakers may hold many lines."""
    text = _text(row.get(names["text"]))
    if "speaker" in names:
        yield _text(row.get(names["speaker"])), text
        return
    for line in text.splitlines():
        who, colon, words = line.partition(":" if ":" in line else "：")
        short = colon and len(who) <= 20  # noqa: PLR2004 - a name, not half a sentence
        if line.strip():
            yield (who.strip(), words.strip()) if short else ("", line.strip())


def _text(value: Any) -> str:  # noqa: ANN401 - a cell
    return "" if value is None else str(value).strip()
