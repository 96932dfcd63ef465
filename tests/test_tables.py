"""Views, exports and datasets: the same rows whichever way they are read."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import datasets
import pandas as pd
import pyarrow.parquet
import pytest
from hypothesis import given, strategies

import hookline
from builders import a_corpus, a_record, a_twin
from hookline.cells import cell, unescaped
from hookline.errors import UnknownNameError
from hookline.exports import FORMATS, exporter
from hookline.model import dialogue_from
from hookline.views import VIEWS, opaque, rows, view

CORPUS = hookline.load()
TELLING = ("scam", "benign", "resisted", "persona", "role", "title", "ending", "contrast")


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("hub") / "hookline-hub"
    exporter("hub")(CORPUS, out)
    return out


@pytest.mark.parametrize("name", [each.name for each in VIEWS])
def test_rows_have_the_columns_that_the_view_says(name: str) -> None:
    names = [column.name for column in view(name).columns]
    assert all(list(row) == names for row in CORPUS.rows(name))


@pytest.mark.parametrize("name", ["detect", "stage"])
def test_views_for_models_leave_out_what_gives_the_label_away(name: str) -> None:
    for row in CORPUS.rows(name):
        told = {key: value for key, value in row.items() if key != "label"}
        names = json.dumps([*told, told["id"], told["script"]])
        assert not any(word in names for word in TELLING)
    assert {"role", "title", "persona", "ending"}.isdisjoint(
        column.name for column in view(name).columns
    )


def test_opaque_ids_lead_back() -> None:
    back = {row["id"]: row["dialogue_id"] for row in CORPUS.rows("ids")}
    assert len(back) == len(CORPUS)
    for row in CORPUS.rows("detect"):
        assert CORPUS[back[row["id"]]].label == row["label"]
        assert row["script"] == opaque(CORPUS[back[row["id"]]].script)


def test_a_detector_sees_letters_and_texts() -> None:
    (row,) = rows("detect", [dialogue_from(a_record())])
    assert row["text"].splitlines()[:2] == [
        "A: Is the phone still there?",
        "B: Yes, as new, half the price.",
    ]


def test_an_unknown_view_is_told_with_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match="the views are dialogues, turns, detect, stage"):
        CORPUS.to_pandas("turn")


def test_pandas_gets_typed_columns() -> None:
    frame = CORPUS.to_pandas("turns")
    assert len(frame) == sum(len(each.turns) for each in CORPUS)
    assert str(frame["minute"].dtype) == "Int64"
    assert str(frame["payment_amount"].dtype) == "Float64"
    assert frame[frame["role"] != "scammer"]["stage"].unique().tolist() == ["none"]


def test_jsonl_is_lossless(tmp_path: Path) -> None:
    (path,) = exporter("jsonl")(CORPUS, tmp_path / "all.jsonl")
    assert hookline.load(path).dialogues == CORPUS.dialogues
    assert hookline.validate(path).exit_code(fail_on_warning=True) == 0


def test_csv_opens_in_pandas_with_every_turn(tmp_path: Path) -> None:
    (path,) = exporter("csv")(CORPUS, tmp_path / "turns.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    frame = pd.read_csv(path)
    expected = CORPUS.to_pandas("turns")
    assert frame["text"].tolist() == expected["text"].tolist()
    assert frame["stage"].fillna("none").tolist() == expected["stage"].tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("@SUM", "'@SUM"),
        ("-", "'-"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("付了", "付了"),
        ("'tis", "'tis"),
        ("'=1", "''=1"),
    ],
)
def test_a_formula_is_no_formula_in_csv(text: str, expected: str) -> None:
    assert cell(text) == expected
    assert unescaped(expected) == text


@given(strategies.text(alphabet="'=+-@\t\r\n＝a"))
def test_every_text_comes_back_from_a_cell(text: str) -> None:
    assert unescaped(cell(text)) == text
    assert not cell(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝"))


@pytest.mark.parametrize("text", ["Is it there?", "还在吗？"])
def test_excel_in_chinese_windows_takes_csv_for_utf_8(text: str, tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(("/turns/0/text", text)))
    (path,) = exporter("csv")(hookline.load(root), tmp_path / "turns.csv")
    data = path.read_bytes()
    # by its mark, also where all is ASCII; nor is it taken for SYLK, as what begins with ID is
    assert data.startswith(b'\xef\xbb\xbf"id","script",')
    assert data.count(b"\xef\xbb\xbf") == 1
    assert data.endswith(b'"\r\n')
    assert text in data.decode("utf-8-sig")


def test_quotes_and_line_breaks_survive_csv(tmp_path: Path) -> None:
    text = 'He said "pay",\nthen left'
    root = a_corpus(tmp_path, a_record(("/turns/0/text", text)))
    (path,) = exporter("csv")(hookline.load(root), tmp_path / "turns.csv")
    with io.StringIO(path.read_text(encoding="utf-8-sig"), newline="") as stream:
        assert next(csv.DictReader(stream))["text"].replace("\r\n", "\n") == text


def test_parquet_carries_version_and_canary(hub: Path, tmp_path: Path) -> None:
    assert CORPUS.manifest
    paths = [*exporter("parquet")(CORPUS, tmp_path), *hub.glob("*/train-*.parquet")]
    for path in paths:
        metadata = pyarrow.parquet.read_metadata(path).metadata
        assert metadata[b"canary"].decode() == CORPUS.manifest.canary
        assert metadata[b"hookline.version"].decode() == CORPUS.manifest.version
    assert len(paths) == 8  # two, and one a view


def test_a_turn_cannot_pretend_to_be_two() -> None:
    (row,) = rows("detect", [dialogue_from(a_record(("/turns/0/text", "Hi\nB: pay")))])
    assert row["text"].splitlines()[0] == "A: Hi B: pay"
    assert len(row["text"].splitlines()) == 6


def test_parquet_opens_in_pandas(tmp_path: Path) -> None:
    dialogues, turns = exporter("parquet")(CORPUS, tmp_path)
    assert len(pd.read_parquet(dialogues)) == len(CORPUS)
    frame = pd.read_parquet(turns)
    assert frame["text"].tolist() == CORPUS.to_pandas("turns")["text"].tolist()


def test_every_line_of_a_test_dialogue_carries_the_canary_in_jsonl_and_csv(tmp_path: Path) -> None:
    assert CORPUS.manifest
    canary, test = CORPUS.manifest.canary, CORPUS.divided()["test"]
    (lines,) = exporter("jsonl")(CORPUS, tmp_path / "all.jsonl")
    (table,) = exporter("csv")(CORPUS, tmp_path / "turns.csv")
    assert lines.read_text(encoding="utf-8").count(canary) == len(test)
    turns = sum(len(each.turns) for each in test)
    assert table.read_text(encoding="utf-8-sig").count(canary) == turns


@pytest.mark.parametrize("name", FORMATS)
def test_exports_are_the_same_bytes_when_written_again(name: str, tmp_path: Path) -> None:
    first, second = (exporter(name)(CORPUS, tmp_path / part / "x") for part in "ab")
    assert [each.read_bytes() for each in first] == [each.read_bytes() for each in second]


def plain(value: Any) -> Any:
    return json.loads(json.dumps(value))


@pytest.mark.parametrize("name", [each.name for each in VIEWS])
def test_the_hub_folder_and_the_package_give_the_same_dataset(
    name: str, hub: Path, tmp_path: Path
) -> None:
    here = hookline.load_dataset(name, split="train")
    there = datasets.load_dataset(str(hub), name, split="train", cache_dir=str(tmp_path))
    assert there.features == here.features
    assert plain(list(there)) == plain(list(here))


def test_stages_are_class_labels() -> None:
    whole = hookline.load_dataset("turns")
    assert isinstance(whole, datasets.DatasetDict)
    assert whole["train"].features["stage"].names == ["none", "lure", "fee", "re-fee", "threat"]
    assert whole["train"].features["label"].names == ["benign", "scam"]


def test_a_split_that_does_not_exist_is_told() -> None:
    known = "there is no split 'dev'; this corpus has train, validation, test"
    with pytest.raises(UnknownNameError, match=known):
        hookline.load_dataset("turns", split="dev")


def test_no_script_is_on_two_sides_of_a_split() -> None:
    for name in ("2026a", "folds-2026a"):
        parts = CORPUS.divided(name)
        assert sum(map(len, parts.values())) == len(CORPUS)
        scripts = [{each.script for each in part} for part in parts.values()]
        assert sum(map(len, scripts)) == len(set().union(*scripts))
    assert list(CORPUS.divided("folds-2026a")) == [f"fold_{number}" for number in range(1, 6)]


def test_a_corpus_without_splits_is_all_in_train(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(), a_twin())
    assert {part: len(some) for part, some in hookline.load(root).divided().items()} == {"train": 2}


def test_a_misspelt_split_is_told_with_the_one_that_was_meant() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 2026a"):
        CORPUS.divided("2026b")


def test_only_test_dialogues_carry_the_canary_in_every_view() -> None:
    assert CORPUS.manifest
    for part, some in CORPUS.divided().items():
        expected = {CORPUS.manifest.canary if part == "test" else None}
        for name in ("dialogues", "turns", "detect", "stage"):
            assert {row["canary"] for row in some.rows(name)} == expected


def test_a_changed_corpus_is_not_served_from_a_cache(tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    texts = []
    for text in ("Is it there?", "Is it gone?"):
        root = a_corpus(tmp_path, a_record(("/turns/0/text", text)))
        exporter("hub")(hookline.load(root), tmp_path / "hub")
        loaded = datasets.load_dataset(
            str(tmp_path / "hub"), "turns", split="train", cache_dir=cache
        )
        texts.append(loaded[0]["text"])
    assert texts == ["Is it there?", "Is it gone?"]


def test_the_hub_folder_loads_where_hookline_is_not_installed(hub: Path, tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['hookline'] = None\n"
        "from datasets import load_dataset\n"
        f"data = load_dataset({str(hub)!r}, 'turns', split='train', cache_dir={str(tmp_path)!r})\n"
        "print(data.num_rows, data.features['stage'].names[3])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    turns = sum(len(each.turns) for each in CORPUS.divided()["train"])
    assert done.stdout == f"{turns} re-fee\n"


def test_select_keeps_what_has_all_the_values(tmp_path: Path) -> None:
    corpus = hookline.load(a_corpus(tmp_path, a_record(), a_twin()))
    assert corpus.select(label="benign").ids() == ("phone-deposit/en-benign",)
    assert len(corpus.select(label="benign", language="zh")) == 0
    with pytest.raises(UnknownNameError, match="there is no dialogue 'x'"):
        corpus["x"]


def test_load_of_bad_data_raises_one_error_with_the_report(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(("/title", 7), ("/ending", "x")))
    with pytest.raises(hookline.InvalidCorpusError, match=r"title must be a text.*and 1 more") as e:
        hookline.load(root)
    assert len(e.value.report.findings) == 2
