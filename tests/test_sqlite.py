"""The SQLite export, as sqlite3 and pandas read it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

import hookline
from builders import a_corpus, a_record, a_twin
from hookline.exports import exporter
from hookline.labelling import layers_of

CORPUS = hookline.load()


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    (path,) = exporter("sqlite")(CORPUS, tmp_path_factory.mktemp("sqlite") / "hookline.sqlite")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        yield connection


def names(base: sqlite3.Connection, kind: str) -> list[str]:
    found = base.execute("SELECT name FROM sqlite_master WHERE type = ? ORDER BY 1", (kind,))
    return [name for (name,) in found]


def count(base: sqlite3.Connection, table: str) -> int:
    (number,) = base.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    assert isinstance(number, int)
    return number


def test_sqlite_finds_nothing_wrong_with_the_file(base: sqlite3.Connection) -> None:
    assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_page_keeps_nothing_of_what_it_held_before(base: sqlite3.Connection) -> None:
    (path,) = (name for _, what, name in base.execute("PRAGMA database_list") if what == "main")
    data = Path(path).read_bytes()
    size = int.from_bytes(data[16:18], "big")
    gaps: set[int] = set()
    for start in range(0, len(data), size):
        head = data[start + 100 * (start == 0) :][:12]
        pointers = {2: 12, 5: 12, 10: 8, 13: 8}[head[0]] + 2 * int.from_bytes(head[3:5], "big")
        cells = int.from_bytes(head[5:7], "big")
        gaps.update(data[start + 100 * (start == 0) + pointers : start + cells])
    assert gaps == {0}


def test_every_thing_of_the_corpus_has_its_row(base: sqlite3.Connection) -> None:
    layers = [each for one in layers_of(CORPUS.root).values() for each in one.values()]  # type: ignore[arg-type]
    expected = {
        "dialogues": len(CORPUS),
        "speakers": sum(len(each.speakers) for each in CORPUS),
        "turns": sum(len(each.turns) for each in CORPUS),
        "spans": sum(len(turn.spans) for each in CORPUS for turn in each.turns),
        "sources": sum(len(each.provenance.sources) for each in CORPUS),
        "parts": sum(len(each.scripts) for each in CORPUS.splits.values()),
        "layers": len(layers),
        "layer_turns": sum(len(each.turns) for each in layers),
        "layer_spans": sum(len(turn.spans) for each in layers for turn in each.turns),
        "about": 6,
    }
    assert {table: count(base, table) for table in names(base, "table")} == expected


def test_pandas_reads_the_turns_as_the_package_gives_them(base: sqlite3.Connection) -> None:
    frame = pd.read_sql("SELECT * FROM all_turns ORDER BY dialogue, turn", base)
    expected = CORPUS.to_pandas("turns").sort_values(["id", "turn"])
    for column in ("text", "stage", "response", "role", "label", "script", "language", "channel"):
        assert frame[column].tolist() == expected[column].tolist()
    paid = expected["payment_amount"].dropna().tolist()
    assert frame["payment_amount"].dropna().tolist() == paid


@pytest.mark.parametrize("name", ["all_turns", "all_spans", "all_parts", "money", "layer_stages"])
def test_a_view_can_be_queried(name: str, base: sqlite3.Connection) -> None:
    assert name in names(base, "view")
    assert len(pd.read_sql(f"SELECT * FROM {name}", base)) > 0  # noqa: S608


def test_spans_are_where_they_say(base: sqlite3.Connection) -> None:
    found = base.execute(
        "SELECT substr(t.text, s.start + 1, s.end - s.start) = s.text FROM spans AS s "
        "JOIN turns AS t ON t.dialogue = s.dialogue AND t.turn = s.turn"
    )
    assert {same for (same,) in found} == {1}


def test_a_split_is_a_query(base: sqlite3.Connection) -> None:
    query = "SELECT dialogue FROM all_parts WHERE split = '2026a' AND part = 'test' ORDER BY 1"
    found = tuple(name for (name,) in base.execute(query))
    assert found == CORPUS.divided("2026a")["test"].ids()


def test_only_test_dialogues_carry_the_canary(base: sqlite3.Connection) -> None:
    found = base.execute("SELECT id FROM dialogues WHERE canary IS NOT NULL ORDER BY 1")
    assert tuple(name for (name,) in found) == CORPUS.divided()["test"].ids()


def test_money_has_every_demand_payment_and_payout(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(), a_twin())
    (path,) = exporter("sqlite")(hookline.load(root), tmp_path / "x.sqlite")
    with closing(sqlite3.connect(path)) as base:
        found = base.execute("SELECT what, amount, currency FROM money WHERE dialogue LIKE '%scam'")
        turns = a_record()["turns"]
        expected = [
            (what, float(turn[what]["amount"]), turn[what]["currency"])
            for what in ("demand", "payment", "payout")
            for turn in turns
            if what in turn
        ]
        assert found.fetchall() == expected
        assert "layers" not in names(base, "table")


def test_text_that_looks_like_sql_is_text(tmp_path: Path) -> None:
    hostile = "'); DROP TABLE turns; --"
    root = a_corpus(tmp_path, a_record(("/turns/0/text", hostile)))
    (path,) = exporter("sqlite")(hookline.load(root), tmp_path / "x.sqlite")
    with closing(sqlite3.connect(path)) as base:
        assert base.execute("SELECT text FROM turns WHERE turn = 0").fetchone() == (hostile,)


def test_the_bytes_do_not_tell_which_sqlite_wrote_them(tmp_path: Path) -> None:
    (path,) = exporter("sqlite")(CORPUS, tmp_path / "x.sqlite")
    assert path.read_bytes()[96:100] == bytes(4)


def test_a_full_disk_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        message = "database or disk is full"
        raise sqlite3.OperationalError(message)

    monkeypatch.setattr(sqlite3, "connect", full)
    with pytest.raises(hookline.HooklineError, match=r"cannot write .*: database or disk is full"):
        exporter("sqlite")(CORPUS, tmp_path / "x.sqlite")
    assert list(tmp_path.iterdir()) == []
