"""SQLite: one file with a table for each thing of the corpus, and views to query at once.

What is left out: waivers, `$schema` and schema version of each dialogue, the notes of layers and
the bibliography behind the ids of sources (JSONL and the corpus folder have them).
"""

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec

from hookline.model import TurnLabels
from hookline.streams import Stream
from hookline.views import labels_of, rows, view
from hookline.views.columns import Column, ListOf
from hookline.writing import write_atomically

Row = dict[str, Any]

_KINDS = {"integer": "INTEGER", "number": "REAL", "flag": "INTEGER"}
_VERSION_FIELD = slice(96, 100)
"""Where a database notes which SQLite wrote it last (file format, 1.3.18); for information only."""
_CHUNK = 1 << 20
"""A multiple of every size of a page."""
_HEADS = {2: 12, 5: 12, 10: 8, 13: 8}
"""How many bytes the head of a page of a tree has, by what the first of them is (1.6)."""
_FILE_HEAD = 100
_LARGEST = 65_536

_LATER = """
CREATE INDEX turns_by_stage ON turns (stage);
CREATE INDEX spans_by_cue ON spans (cue);
CREATE VIEW all_turns AS
  SELECT d.script, d.language, d.label, d.scam_type, s.role, t.*
  FROM turns AS t
  JOIN dialogues AS d ON d.id = t.dialogue
  LEFT JOIN speakers AS s ON s.dialogue = t.dialogue AND s.id = t.speaker;
CREATE VIEW all_spans AS
  SELECT t.script, t.language, t.label, t.scam_type, t.role, t.stage, s.*
  FROM spans AS s
  JOIN all_turns AS t ON t.dialogue = s.dialogue AND t.turn = s.turn;
CREATE VIEW all_parts AS
  SELECT p.split, p.part, d.id AS dialogue, d.script, d.language, d.label
  FROM parts AS p
  JOIN dialogues AS d ON d.script = p.script;
CREATE VIEW money AS
  SELECT dialogue, turn, 'demand' AS what, demand_id AS demand, demand_amount AS amount,
    demand_currency AS currency, demand_method AS method
  FROM turns WHERE demand_id IS NOT NULL
  UNION ALL
  SELECT dialogue, turn, 'payment', payment_demand, payment_amount, payment_currency,
    payment_method
  FROM turns WHERE payment_demand IS NOT NULL
  UNION ALL
  SELECT dialogue, turn, 'payout', NULL, payout_amount, payout_currency, payout_method
  FROM turns WHERE payout_currency IS NOT NULL;
"""
_BY_LAYER = """
CREATE VIEW layer_stages AS
  SELECT l.dialogue, l.turn, l.annotator, l.stage, t.stage AS settled
  FROM layer_turns AS l
  JOIN turns AS t ON t.dialogue = l.dialogue AND t.turn = l.turn
  WHERE l.stage <> 'none' OR t.stage <> 'none';
"""
_PART_OF = (
    "INSERT INTO parts SELECT ?, ?, ? WHERE EXISTS (SELECT 1 FROM dialogues WHERE script = ?)"
)
_ALWAYS = ("about", "dialogues", "sources", "speakers", "turns", "spans", "parts")


def write(stream: Stream, out: Path) -> list[Path]:
    """Write the database; return the paths written.

    Raises:
        UnreadableFileError: a layer of the corpus cannot be read.
        UnwritableFolderError: the operating system refuses.
    """
    write_atomically(out, _database(stream))
    return [out]


def _database(dialogues: Stream) -> Iterator[bytes]:
    """Yield a database that was built in a temporary file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "hookline.sqlite")
        try:
            with closing(sqlite3.connect(path, isolation_level=None)) as base:
                base.execute("PRAGMA journal_mode = OFF")
                base.execute("PRAGMA synchronous = OFF")
                base.execute("BEGIN")
                _fill(base, dialogues)
                base.execute("COMMIT")
        except sqlite3.OperationalError as error:
            raise OSError(str(error)) from error  # such as a full disk
        with path.open("rb") as stream:
            first = bytearray(stream.read(_CHUNK))
            first[_VERSION_FIELD] = bytes(4)
            size = int.from_bytes(first[16:18], "big")
            size = _LARGEST if size == 1 else size
            yield _without_leftovers(first, size, _FILE_HEAD)
            while chunk := stream.read(_CHUNK):
                yield _without_leftovers(bytearray(chunk), size)


def _without_leftovers(pages: bytearray, size: int, skipped: int = 0) -> bytes:
    """Return pages with zeros between the pointers and the cells of each.

    SQLite leaves there what earlier states of a page held, and which versions do is no matter of
    the format. Below 128 GB no page but one of a tree begins with these bytes.
    """
    for start in range(0, len(pages), size):
        head = start + (skipped if start == 0 else 0)
        if pages[head] in _HEADS:
            count = int.from_bytes(pages[head + 3 : head + 5], "big")
            cells = int.from_bytes(pages[head + 5 : head + 7], "big") or _LARGEST
            free = slice(head + _HEADS[pages[head]] + 2 * count, start + cells)
            pages[free] = bytes(free.stop - free.start)
    return bytes(pages)


def _fill(base: sqlite3.Connection, stream: Stream) -> None:
    columns = {each.name: each.type for each in view("dialogues").columns}
    speakers, turns = columns["speakers"].item, columns["turns"].item
    labels = {each.name: each.type for each in view("turns").columns}
    spans = _plain(labels["spans"].item.fields)
    whose = {"dialogue": "TEXT", "annotator": "TEXT"}
    turn = {"dialogue": "TEXT", "turn": "INTEGER"}
    tables = {
        "about": {"name": "TEXT", "value": "TEXT"},
        "dialogues": _plain(view("dialogues").columns),
        "sources": {"dialogue": "TEXT", "source": "TEXT"},
        "speakers": {"dialogue": "TEXT", **_plain(speakers.fields)},
        "turns": turn | _plain(turns.fields),
        "spans": turn | {"number": "INTEGER"} | spans,
        "parts": {"split": "TEXT", "script": "TEXT", "part": "TEXT"},
        "layers": whose | {"guideline": "TEXT", "date": "TEXT", "text_sha256": "TEXT"},
        "layer_turns": whose | {"turn": "INTEGER"} | _labels(turns.fields),
        "layer_spans": whose | {"turn": "INTEGER", "number": "INTEGER"} | spans,
    }
    made: set[str] = set()
    for name, row in _rows(stream):
        kinds = tables[name]
        if name not in made:
            _make(base, tables, made, name)
        values = [row[field] for field in kinds]
        base.execute(f"INSERT INTO {name} VALUES ({','.join('?' * len(values))})", values)  # noqa: S608
    for name in _ALWAYS:
        _make(base, tables, made, name)
    for name in sorted(made):
        if "dialogue" in tables[name]:
            base.execute(f"CREATE INDEX {name}_by_dialogue ON {name} (dialogue)")
    base.execute("CREATE INDEX dialogues_by_script ON dialogues (script)")
    for split in stream.splits.values():
        for script, part in split.scripts.items():
            base.execute(_PART_OF, (split.name, script, part, script))
    for statement in (_LATER + (_BY_LAYER if "layers" in made else "")).split(";\n"):
        base.execute(statement)


def _make(
    base: sqlite3.Connection, tables: Mapping[str, dict[str, str]], made: set[str], name: str
) -> None:
    """Make a table, unless it is made; those of layers are made together."""
    group = [each for each in tables if name.startswith("layer") and each.startswith("layer")]
    for each in group or [name]:
        if each not in made:
            made.add(each)
            listed = ", ".join(f'"{field}" {kind}' for field, kind in tables[each].items())
            base.execute(f"CREATE TABLE {each} ({listed})")


def _rows(stream: Stream) -> Iterator[tuple[str, Row]]:
    """Yield every row with the table that it belongs to."""
    if stream.manifest:
        about = msgspec.to_builtins(stream.manifest)
        for name in ("name", "title", "version", "schema_version", "licence", "canary"):
            yield "about", {"name": name, "value": about[name]}
    for dialogue in stream:
        (row,) = rows("dialogues", [dialogue])
        yield from _dialogue(row)
        for layer in stream.layers(dialogue):
            yield "layers", msgspec.structs.asdict(layer)
            for said in layer.turns:
                whose = {"dialogue": dialogue.id, "annotator": layer.annotator, "turn": said.turn}
                yield from _turn("layer_turns", "layer_spans", whose | labels_of(said))


def _dialogue(row: Row) -> Iterator[tuple[str, Row]]:
    dialogue = {"dialogue": row["id"]}
    yield "dialogues", row
    for source in row["sources"]:
        yield "sources", {**dialogue, "source": source}
    for speaker in row["speakers"]:
        yield "speakers", {**dialogue, **speaker}
    for number, turn in enumerate(row["turns"]):
        yield from _turn("turns", "spans", {**dialogue, "turn": number, **turn})


def _turn(table: str, of_spans: str, row: Row) -> Iterator[tuple[str, Row]]:
    yield table, row
    for number, span in enumerate(row["spans"]):
        yield of_spans, {**row, "number": number, **span}


def _plain(columns: Iterable[Column]) -> dict[str, str]:
    """Return the columns that are no lists, with what SQLite calls their types."""
    return {
        each.name: _KINDS.get(each.type, "TEXT") if isinstance(each.type, str) else "TEXT"
        for each in columns
        if not isinstance(each.type, ListOf)
    }


def _labels(columns: Iterable[Column]) -> dict[str, str]:
    """Return the columns that an annotator fills in."""
    labels = labels_of(TurnLabels(turn=0))
    return {name: kind for name, kind in _plain(columns).items() if name in labels}
