"""Dialogues one by one: the same as in memory, told where they are bad, at constant memory."""

import json
import tracemalloc
from pathlib import Path

import datasets
import msgspec
import pytest

import hookline
from builders import a_corpus, a_record, a_translation, a_twin
from hookline import arrow
from hookline.arrow import Batch
from hookline.errors import NothingFoundError, UnreadableFileError
from hookline.exports import FORMATS, exporter
from hookline.streams import stream
from hookline.views import VIEWS
from hookline.views.columns import View

CORPUS = hookline.load()


def lines_of(path: Path, *records: object) -> Path:
    path.write_text("".join(f"{json.dumps(each)}\n" for each in records), encoding="utf-8")
    return path


def test_a_folder_is_read_in_the_order_of_its_ids_as_often_as_it_is_asked_for() -> None:
    opened = stream()
    for _ in range(2):
        assert msgspec.to_builtins(tuple(opened)) == msgspec.to_builtins(CORPUS.dialogues)
    assert opened.manifest == CORPUS.manifest


def test_a_jsonl_file_is_read_as_it_stands(tmp_path: Path) -> None:
    path = lines_of(tmp_path / "x.jsonl", a_twin(), a_record())
    assert [each.label for each in stream(path)] == ["benign", "scam"]


def test_progress_is_told_in_bytes(tmp_path: Path) -> None:
    path = lines_of(tmp_path / "x.jsonl", a_twin(), a_record())
    told: list[tuple[int, int | None]] = []
    list(stream(path, progress=lambda done, whole: told.append((done, whole))))
    size = path.stat().st_size
    assert [done for done, _ in told][-1] == size
    assert {whole for _, whole in told} == {size}


def test_a_bad_line_is_told_where_it_stands(tmp_path: Path) -> None:
    path = lines_of(tmp_path / "x.jsonl", a_record(), a_twin(("/title", 7)))
    with pytest.raises(
        hookline.InvalidCorpusError, match=r"x\.jsonl:2:\d+: title must be"
    ) as error:
        list(stream(path))
    assert [each.location.line for each in error.value.report.findings] == [2]


def test_a_bad_file_is_told_with_all_that_is_wrong_with_it(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(), a_twin(("/title", 7), ("/ending", "x")))
    with pytest.raises(hookline.InvalidCorpusError, match=r"title must be.*and 1 more"):
        list(stream(root))


def test_an_id_that_is_not_its_paths_is_told(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(), a_twin())
    there = root / "dialogues" / "phone-deposit"
    (there / "en-benign.json").rename(there / "en-other.json")
    with pytest.raises(hookline.InvalidCorpusError, match="en-other"):
        list(stream(root))


def test_an_id_that_comes_again_far_below_is_told_with_both_places(tmp_path: Path) -> None:
    path = lines_of(tmp_path / "x.jsonl", a_record(), a_twin(), a_translation(), a_record())
    with pytest.raises(hookline.InvalidCorpusError, match=r"x\.jsonl:4.*used in .*x\.jsonl:1"):
        list(stream(path))


def test_what_is_valid_but_not_taken_at_once_is_read_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    text = json.dumps(a_record(("/turns/0/text", "at 12:30"))).replace("12:30", "12\\u003a30")
    path.write_text(text + "\n", encoding="utf-8")
    assert next(iter(stream(path))).turns[0].text == "at 12:30"


@pytest.mark.parametrize(
    ("name", "error"), [("nothing.jsonl", UnreadableFileError), ("empty.jsonl", NothingFoundError)]
)
def test_a_file_that_holds_nothing_is_told_before_it_is_read(
    name: str, error: type[Exception], tmp_path: Path
) -> None:
    (tmp_path / "empty.jsonl").touch()
    with pytest.raises(error):
        stream(tmp_path / name)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_the_same_from_a_stream_and_from_memory(form: str, tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(), a_twin(), a_translation())
    one, other = (
        exporter(form)(each, tmp_path / name / "x")
        for name, each in (("a", stream(root)), ("b", hookline.load(root)))
    )
    assert [each.name for each in one] == [each.name for each in other]
    assert [each.read_bytes() for each in one] == [each.read_bytes() for each in other]


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_needs_more_memory_for_more_dialogues(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("arrow", "shards", "exports.parquet"):
        monkeypatch.setattr(f"hookline.{module}.BATCH", 20)
    monkeypatch.setattr("hookline.exports.sqlite._CHUNK", 1 << 16)
    peaks = []
    for count in (100, 100, 400):  # what is made once is made in the first round
        some = (a_record(("/id", f"made-{number}/en-scam")) for number in range(count))
        opened = stream(lines_of(tmp_path / f"{count}.jsonl", *some))
        tracemalloc.start()
        exporter(form)(opened, tmp_path / str(count) / "x")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] < 1.5 * peaks[1] + 2**17  # 300 dialogues in memory take 430 KB


@pytest.mark.parametrize("of", VIEWS, ids=lambda of: of.name)
def test_columns_hold_what_the_rows_hold(of: View) -> None:
    table = Batch([(each, CORPUS.layers(each)) for each in CORPUS]).table(of)
    table.validate(full=True)
    assert table.to_pylist() == list(CORPUS.rows(of.name))


def test_every_annotator_says_something_of_every_turn() -> None:
    rows = list(CORPUS.rows("layers"))
    turns = sum(len(each.turns) for each in CORPUS)
    assert {each["annotator"] for each in rows} == {"m1", "m2", "m3"}
    assert len(rows) == 3 * turns
    settled = {(each["id"], each["turn"]): each for each in rows if each["annotator"] == "m3"}
    for row in CORPUS.rows("turns"):
        assert settled[row["id"], row["turn"]]["stage"] == row["stage"]


def a_hub(root: Path, out: Path) -> datasets.Dataset:
    exporter("hub")(stream(root), out)
    cache = str(out.parent / "cache")
    found = datasets.load_dataset(str(out), "detect", split="train", cache_dir=cache)
    assert isinstance(found, datasets.Dataset)
    return found


def test_a_hub_folder_of_many_files_is_loaded_whole_and_leaves_no_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hookline.shards.BATCH", 2)
    monkeypatch.setattr("hookline.shards.DIALOGUES", 2)
    some = [a_record(("/id", f"made-{number}/en-scam")) for number in range(5)]
    out = tmp_path / "hub"
    assert a_hub(lines_of(tmp_path / "5.jsonl", *some), out).num_rows == 5
    names = [f"train-0000{number}-of-00003.parquet" for number in range(3)]
    assert sorted(each.name for each in (out / "detect").iterdir()) == names
    assert a_hub(lines_of(tmp_path / "2.jsonl", *some[:2]), out).num_rows == 2
    assert [each.name for each in (out / "detect").iterdir()] == ["train-00000-of-00001.parquet"]


def test_a_hub_folder_of_a_corpus_without_layers_says_nothing_of_them(tmp_path: Path) -> None:
    exporter("hub")(stream(a_corpus(tmp_path, a_record())), tmp_path / "hub")
    assert not (tmp_path / "hub" / "layers").exists()
    assert "config_name: layers" not in (tmp_path / "hub" / "README.md").read_text("utf-8")


def test_a_batch_is_of_as_many_dialogues_as_a_row_group_should_have() -> None:
    assert 2000 <= arrow.BATCH <= 5000
