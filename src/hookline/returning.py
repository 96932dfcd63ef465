"""A table of turns that was exported, and perhaps edited → the dialogues that it came from.

A row is found by dialogue (`id`) and `turn`; a row without a number stands behind the one above it,
and 3.5 between 3 and 4. What the table does not hold (title, personas, provenance, ending) is kept.
Spans whose offsets no longer hold, but whose text stands once in its turn, are moved. A text that a
spreadsheet took for a number (5.30, 007) stays what it was while the number is the same.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from hookline.cells import unescaped
from hookline.errors import UnreadableFileError
from hookline.files import canonical, dialogue_path, laid_out, read_bytes
from hookline.findings import Finding, Hit, RuleInfo, Severity
from hookline.identifiers import masked_text
from hookline.imports.grid import Grid, Odd, Row, Value
from hookline.judging import RULES, Judge
from hookline.language import Language, Phrase, nearest, verbatim
from hookline.mend import FIXES
from hookline.model import Dialogue, dialogue_from
from hookline.reading import Record
from hookline.rules import file as file_rules
from hookline.rules.waiver import judged as waived
from hookline.shape import is_valid
from hookline.views import view

NONE = "none"
MONEY = {
    "demand": ("id", "pretext", "amount", "currency", "method", "revises"),
    "payment": ("demand", "amount", "currency", "method"),
    "payout": ("amount", "currency", "method"),
}
_PLAIN = ("speaker", "channel", "medium", "minute", "text", "stage", "response")
_COLUMNS = tuple(column.name for column in view("turns").columns)
_ABOUT = ("script", "language", "label", "scam_type", "canary")
NEEDED = tuple(each for each in _COLUMNS if each not in (*_ABOUT, "role"))
"""Columns without which a table is not taken."""
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?|-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_THOUSANDS = re.compile(r",(?=[0-9]{3}(?:[^0-9]|$))")
_SPAN_FIXES = tuple(each.fix for each in FIXES if each.fix and each.id.startswith("span/"))
_WIDEST = 60
_MOST_LOST = 10


class BadCell(msgspec.Struct, frozen=True):
    """A cell, or a whole row, that is not taken as it stands.

    Attributes:
        row: its number in the spreadsheet, from 1.
        column: the name of its column; nothing for the whole row.
        rule: of the schema or the rules, where one of those is broken.
    """

    sheet: str
    row: int
    column: str
    problem: Phrase
    rule: str | None = None
    severity: Severity = Severity.ERROR


class Returned(msgspec.Struct, frozen=True):
    """What a table makes of the dialogues that it came from.

    Attributes:
        before: the dialogues that change, as they are.
        after: the same as the table has them; nothing is to be written where `problems` has errors.
        same: how many dialogues the table has just as they are.
        problems: in the order of the rows.
    """

    before: tuple[Dialogue, ...]
    after: tuple[Dialogue, ...]
    same: int
    problems: tuple[BadCell, ...]

    @property
    def ok(self) -> bool:
        """Tell whether the dialogues may be written."""
        return not any(each.severity is Severity.ERROR for each in self.problems)


def missing(grid: Grid) -> tuple[str, ...]:
    """Return the columns that a table lacks."""
    return tuple(each for each in NEEDED if each not in grid.columns)


def put_back(grid: Grid, root: Path, language: Language, *, remove: bool = False) -> Returned:
    """Return what a table makes of the dialogues of a corpus; nothing is written.

    Args:
        grid: a table that has every column of `NEEDED`.
        root: the corpus.
        language: what is said of the result in.
        remove: whether turns go whose rows are gone; else they are told, since a table that was
            filtered lacks rows, too.
    """
    by_id: dict[str, list[Row]] = {}
    problems: list[BadCell] = []
    for row in grid.rows:
        by_id.setdefault(_text(row.cells.get("id")).strip(), []).append(row)
    before, after, same = [], [], 0
    for name, rows in by_id.items():
        old = _existing(name, root)
        if isinstance(old, Phrase):
            problems.append(BadCell(rows[0].sheet, rows[0].number, "id", old))
            continue
        ordered, wrong = _ordered(rows)
        turns = [_turn(row, old, wrong) for row in ordered]
        wrong += [each for row in ordered for each in _about(row, old)]
        wrong += _gone(ordered, old) if ordered and not remove else ()
        new, found = (None, ()) if wrong else _judged(old, turns, ordered, root, language)
        problems += sorted([*wrong, *found], key=lambda each: each.row)
        if new == old:
            same += 1
        elif new:
            before.append(old)
            after.append(new)
    return Returned(tuple(before), tuple(after), same, tuple(problems))


def _existing(name: str, root: Path) -> Dialogue | Phrase:
    """Return the dialogue of an id, or why there is none."""
    values = {"id": _short(name)}
    if not name:
        return Phrase("the row names no dialogue")
    path = dialogue_path(root, name)
    if not _ID.fullmatch(name) or not path.is_file():
        known = (each.relative_to(root / "dialogues") for each in root.glob("dialogues/*/*.json"))
        near = nearest(name, (each.with_suffix("").as_posix() for each in known), 0.8)
        if near:
            return Phrase(
                "there is no dialogue {id} in this corpus; did you mean {near}?",
                {**values, "near": near},
            )
        template = "there is no dialogue {id} in this corpus; hookline new --from begins one"
        return Phrase(template, values)
    try:
        value = file_rules.parse(read_bytes(path, file_rules.MAX_BYTES + 1)).value
        good = is_valid(value, "dialogue")
    except (UnreadableFileError, ValueError, RecursionError):
        good = False
    if not good:
        return Phrase("the file of {id} is not valid; hookline validate says why", values)
    return dialogue_from(value)


def _ordered(rows: Iterable[Row]) -> tuple[list[Row], list[BadCell]]:
    """Return the rows of a dialogue in the order of its turns, and those of which it is not known.

    A row without a number follows the one above it.
    """
    keyed: list[tuple[float, int, Row]] = []
    wrong: list[BadCell] = []
    taken: set[float] = set()
    last = -1.0
    for place, row in enumerate(rows):
        value = _number(row.cells.get("turn"))
        if value is None:
            keyed.append((last, place, row))
            continue
        if not isinstance(value, (int, float)) or value < 0:
            values = {"value": _short(value)}
            problem = Phrase("{value} is no position of a turn", values)
            wrong.append(BadCell(row.sheet, row.number, "turn", problem))
            continue
        last = float(value)
        if last in taken:
            problem = Phrase("this turn stands twice")
            wrong.append(BadCell(row.sheet, row.number, "turn", problem))
        taken.add(last)
        keyed.append((last, place, row))
    keyed.sort(key=lambda each: each[:2])
    return [row for _, _, row in keyed], wrong


def _gone(rows: list[Row], old: Dialogue) -> Iterator[BadCell]:
    """Yield that turns of a dialogue have no row."""
    numbers = {_number(row.cells.get("turn")) for row in rows}
    lost = [number for number in range(len(old.turns)) if number not in numbers]
    if lost:
        shown = ", ".join(map(str, lost[:_MOST_LOST])) + ("…" if lost[_MOST_LOST:] else "")
        values = {"id": old.id, "turns": shown}
        template = "turns of {id} have no row: {turns}; --remove takes them out"
        yield BadCell(rows[0].sheet, rows[0].number, "turn", Phrase(template, values))


def _turn(row: Row, old: Dialogue, wrong: list[BadCell]) -> dict[str, Any]:
    """Return the raw turn of a row; cells that hold neither text nor number are noted."""
    for name in NEEDED:
        value = row.cells.get(name)
        if isinstance(value, Odd):
            wrong.append(BadCell(row.sheet, row.number, name, value.problem))
    found: dict[str, Any] = {}
    for name in _PLAIN:
        value = row.cells.get(name)
        read = _number(value) if name == "minute" else _text(value)
        if name == "text":
            read = _said(value, _number(row.cells.get("turn")), old)
        elif isinstance(read, str):
            read = read.strip()
        if read not in (None, "") and (name, read) not in (("stage", NONE), ("response", NONE)):
            found[name] = read
    for kind, fields in MONEY.items():
        given = {
            field: _number(value) if field == "amount" else _text(value).strip()
            for field in fields
            if (value := row.cells.get(f"{kind}_{field}")) not in (None, "")
        }
        if given:
            found[kind] = given
    spans = _text(row.cells.get("spans")).strip()
    try:
        found |= {"spans": msgspec.json.decode(spans)} if spans else {}
    except (msgspec.DecodeError, RecursionError):
        template = "the spans are no JSON; a spreadsheet cuts what is longer than 32,767 characters"
        wrong.append(BadCell(row.sheet, row.number, "spans", Phrase(template)))
    return found


def _said(value: Value, number: Value, old: Dialogue) -> str:
    """Return what a turn says; as it was where the cell differs by what spreadsheets do alone."""
    text = _text(value)
    if not isinstance(number, int) or not 0 <= number < len(old.turns):
        return text
    was = old.turns[number].text
    count = _number(was)
    same = isinstance(count, (int, float)) and count == _number(value)
    return was if same or unescaped(text) == was else text


def _about(row: Row, dialogue: Dialogue) -> Iterator[BadCell]:
    """Yield what a row says otherwise of its dialogue; that is changed in the dialogue's file."""
    known = {name: getattr(dialogue, name) or "" for name in _ABOUT}
    roles = {each.id: each.role for each in dialogue.speakers}
    speaker = _text(row.cells.get("speaker")).strip()
    if speaker not in roles:
        values = {"speaker": _short(speaker), "known": ", ".join(roles)}
        problem = Phrase("the dialogue has no speaker {speaker}; it has {known}", values)
        yield BadCell(row.sheet, row.number, "speaker", problem)
    else:
        known["role"] = roles[speaker]
    for name, expected in known.items():
        value = row.cells.get(name)
        given = _text(value).strip()
        if name in row.cells and given not in ("", expected):
            values = {"name": name, "value": _short(given), "expected": expected or NONE}
            template = "{name} is {expected} in the dialogue, and is changed in its file, not here"
            yield BadCell(row.sheet, row.number, name, Phrase(template, values))


def _judged(
    old: Dialogue, turns: list[dict[str, Any]], rows: list[Row], root: Path, language: Language
) -> tuple[Dialogue | None, list[BadCell]]:
    """Return the dialogue with other turns, and what schema and rules say of it."""
    raw: Any = {**msgspec.to_builtins(old), "turns": turns}
    new = dialogue_from(raw) if is_valid(raw, "dialogue") else None
    if new == old:
        return old, []
    if new is not None:
        for fix in _SPAN_FIXES:
            raw = fix(raw)
        new = dialogue_from(raw)
    text = canonical(new) if new else laid_out(raw)
    record = Record(dialogue_path(root, old.id), 0, text.encode(), "dialogue")
    judge = Judge("jsonschema-rs", rules=True, language=language)
    judged = judge.judge(record, old.id, in_corpus=False)
    hits: list[tuple[RuleInfo, Hit]] = [(RULES[rule], hit) for rule, hit in judged.hits]
    kept = waived(judged.waivers, hits, RULES, frozenset()).kept
    findings = (*judged.findings, *judge.located(record, kept))
    return new, [_cell(each, rows) for each in findings]


def _cell(finding: Finding, rows: list[Row]) -> BadCell:
    """Return where in the table a finding is."""
    parts = finding.location.pointer.split("/")[1:]
    inside = parts[:1] == ["turns"] and len(parts) > 1 and int(parts[1]) < len(rows)
    row = rows[int(parts[1])] if inside else rows[0]
    names = parts[2:4] if inside else []
    column = names[0] if names else ""
    if column in MONEY:
        column = f"{column}_{names[1] if names[1:] else MONEY[column][0]}"
    problem = verbatim(finding.message)
    if finding.suggestion:
        values = {"problem": problem, "word": verbatim(finding.suggestion)}
        problem = Phrase("{problem} (did you mean {word}?)", values)
    return BadCell(row.sheet, row.number, column, problem, finding.rule, finding.severity)


def _text(value: Value) -> str:
    """Return a cell as a text: numbers as they are written, nothing for what is empty or odd."""
    if value is None or isinstance(value, Odd):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _number(value: Value) -> Value:
    """Return a cell as a number, also of `2,000.50` and `2000,5`; other texts stay as they are."""
    if isinstance(value, str):
        written = value.strip()
        if not _NUMBER.fullmatch(written):
            return written or None
        plain = _THOUSANDS.sub("", written).replace(",", ".")
        value = float(plain) if "." in plain else int(plain)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _short(value: object) -> Phrase:
    text = masked_text(str(value))
    return verbatim(text if len(text) <= _WIDEST else f"{text[:_WIDEST]}…")
