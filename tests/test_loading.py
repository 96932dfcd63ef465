"""`load_dataset`: the same rows from a corpus and from its exports, and none that is stale."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import datasets
import pyarrow as pa
import pyarrow.parquet
import pytest

import hookline
from builders import a_corpus, a_record, a_translation, a_twin, write_parquet
from hookline import stored
from hookline.errors import (
    BadInputError,
    HooklineError,
    NothingFoundError,
    OtherVersionError,
    UnknownNameError,
    UnreadableFileError,
    UnwritableFolderError,
)
from hookline.exports import exporter
from hookline.hf import loading
from hookline.language import filled
from hookline.views import VIEWS

CORPUS = hookline.load()
ONE = "00000-of-00001"
NAMES = [each.name for each in VIEWS]
PARTS = ["train", "validation", "test"]


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("exports")
    for name in ("hub", "parquet"):
        exporter(name)(CORPUS, out / name)
    return out


def plain(data: Any) -> Any:
    return json.loads(json.dumps(list(data)))


def chinese(error: HooklineError) -> str:
    return filled(error.sentence.template, error.sentence.values, "zh")


@pytest.mark.parametrize("name", NAMES)
def test_a_hub_folder_gives_what_the_corpus_gives(name: str, exports: Path) -> None:
    here = hookline.load_dataset(name)
    there = hookline.load_dataset(name, path=exports / "hub")
    assert list(there) == list(here) == PARTS
    for part in PARTS:
        assert there[part].features == here[part].features
        assert plain(there[part]) == plain(here[part])
        assert str(there[part].info.version) == "0.2.0"
        assert there[part].split == part


@pytest.mark.parametrize("name", ["dialogues", "turns"])
def test_a_parquet_folder_and_one_file_give_what_the_corpus_gives(name: str, exports: Path) -> None:
    here = [row for part in hookline.load_dataset(name).values() for row in plain(part)]
    here.sort(key=lambda row: (row["id"], row.get("turn")))
    for path in (exports / "parquet", exports / "parquet" / f"{name}.parquet"):
        there = hookline.load_dataset(name, path=path)
        assert list(there) == ["train"]
        assert plain(there["train"]) == here


def test_a_jsonl_file_gives_what_the_corpus_gives(tmp_path: Path) -> None:
    (path,) = exporter("jsonl")(CORPUS, tmp_path / "all.jsonl")
    found = hookline.load_dataset("ids", path=path)
    assert {name: some.num_rows for name, some in found.items()} == {"train": len(CORPUS)}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("where", [None, "hub"])
def test_a_language_alone_is_loaded(name: str, where: str | None, exports: Path) -> None:
    path = exports / where if where else None
    ids = {row["id"] for row in CORPUS.select(language="zh").divided()["test"].rows(name)}
    found = hookline.load_dataset(name, split="test", language="zh", path=path)
    assert set(found["id"]) == ids
    both = hookline.load_dataset(name, split="test", language=["zh", "en"], path=path)
    assert plain(both) == plain(hookline.load_dataset(name, split="test", path=path))


def test_a_language_that_is_not_known_is_told_with_those_that_are() -> None:
    with pytest.raises(UnknownNameError, match="'cn' is no language; there is zh, en"):
        hookline.load_dataset("turns", language="cn")


@pytest.mark.parametrize("form", ["corpus", "hub", "jsonl"])
def test_a_language_that_no_dialogue_has_is_told(form: str, tmp_path: Path) -> None:
    path = a_corpus(tmp_path, a_record())
    if form != "corpus":
        exporter(form)(hookline.load(path), tmp_path / "out.jsonl")
        path = tmp_path / "out.jsonl"
    with pytest.raises(NothingFoundError, match="no dialogue of this corpus has language=zh"):
        hookline.load_dataset("turns", language="zh", path=path)


def test_parts_without_a_dialogue_in_the_language_are_left_out(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(), a_translation())
    found = hookline.load_dataset("ids", language="zh", path=root)
    assert {part: list(some["dialogue_id"]) for part, some in found.items()} == {
        "train": ["phone-deposit/zh-scam"]
    }


@pytest.mark.parametrize("where", [None, "hub", "parquet", "parquet/turns.parquet"])
def test_the_expected_version_is_loaded_and_no_other(where: str | None, exports: Path) -> None:
    path = exports / where if where else None
    assert hookline.load_dataset("turns", version="0.2.0", path=path)
    with pytest.raises(OtherVersionError) as raised:
        hookline.load_dataset("turns", version="0.1.0", path=path)
    place = path or "the bundled corpus"
    assert str(raised.value) == f"{place} is version 0.2.0 of the corpus, and 0.1.0 is wanted"
    assert chinese(raised.value).endswith("是语料库的 0.2.0 版，要求的是 0.1.0 版")


def test_what_says_no_version_is_not_taken_for_the_expected_one(tmp_path: Path) -> None:
    (path,) = exporter("jsonl")(CORPUS, tmp_path / "all.jsonl")
    with pytest.raises(OtherVersionError, match=r"does not say .* 0\.2\.0 is wanted"):
        hookline.load_dataset("turns", version="0.2.0", path=path)


def test_files_of_two_versions_in_one_folder_are_told(tmp_path: Path) -> None:
    exporter("hub")(CORPUS, tmp_path / "hub")
    path = tmp_path / "hub" / "turns" / f"test-{ONE}.parquet"
    write_parquet(path, "turns", CORPUS, "0.1.0")
    with pytest.raises(BadInputError, match=r"several versions: 0\.1\.0, 0\.2\.0"):
        hookline.load_dataset("turns", path=tmp_path / "hub")


def test_folds_come_from_a_corpus_and_not_from_an_export(exports: Path) -> None:
    folds = hookline.load_dataset("detect", by="folds-2026a", language="en")
    assert list(folds) == [f"fold_{number}" for number in range(1, 6)]
    with pytest.raises(UnknownNameError, match="is divided already"):
        hookline.load_dataset("detect", by="folds-2026a", path=exports / "hub")


@pytest.mark.parametrize("form", ["corpus", "jsonl", "parquet", "hub"])
def test_what_was_changed_is_loaded_anew(form: str, tmp_path: Path) -> None:
    texts = []
    for text in ("Is it there?", "Is it gone?"):
        path = a_corpus(tmp_path, a_record(("/turns/0/text", text)), a_twin())
        if form != "corpus":
            exporter(form)(hookline.load(path), tmp_path / "out.jsonl")
            path = tmp_path / "out.jsonl"
        found = hookline.load_dataset("turns", split="train", path=path)
        texts.append(found.filter(lambda row: row["label"] == 1 and row["turn"] == 0)[0]["text"])
    assert texts == ["Is it there?", "Is it gone?"]


def test_large_data_is_mapped_and_the_same(exports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = hookline.load_dataset("dialogues", path=exports / "hub")
    assert small["train"].cache_files == []
    monkeypatch.setattr(stored, "IN_MEMORY", 10_000)
    for path in (exports / "hub", None):
        large = hookline.load_dataset("dialogues", path=path)
        files = [each["filename"] for some in large.values() for each in some.cache_files]
        assert len(set(files)) == 3
        assert plain(large["test"]) == plain(small["test"])
        assert plain(large["test"].map(lambda _row: {"one": 1}, num_proc=2)["one"])[0] == 1


def test_what_was_mapped_is_gone_when_python_ends(exports: Path, tmp_path: Path) -> None:
    program = (
        "import sys, hookline\n"
        "from hookline import stored\n"
        "stored.IN_MEMORY = 1000\n"
        f"data = hookline.load_dataset('turns', split='test', path={str(exports / 'hub')!r})\n"
        "print(data.cache_files[0]['filename'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    assert Path(done.stdout.strip()).is_relative_to(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_is_told(
    exports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "IN_MEMORY", 1000)
    monkeypatch.setattr(loading, "_folder", lambda _process: tmp_path / "gone")
    with pytest.raises(UnwritableFolderError, match=r"cannot write .*gone.*: no such file"):
        hookline.load_dataset("turns", path=exports / "hub")


@pytest.mark.parametrize("name", ["dialogues", "turns", "detect", "stage"])
def test_datasets_serves_no_stale_row_of_the_hub_folder(name: str, tmp_path: Path) -> None:
    for text in ("Is it there?", "Is it gone?"):
        path = a_corpus(tmp_path, a_record(("/turns/0/text", text)), a_twin())
        exporter("hub")(hookline.load(path), tmp_path / "hub")
        place = str(tmp_path / "hub")
        loaded = datasets.load_dataset(place, name, split="train", cache_dir=str(tmp_path / "c"))
        streamed = datasets.load_dataset(place, name, split="train", streaming=True)
        here = hookline.load_dataset(name, split="train", path=path)
        assert plain(loaded) == plain(streamed) == plain(here)
        assert text in json.dumps(plain(loaded))


def test_a_view_that_an_export_does_not_hold_is_told(exports: Path) -> None:
    with pytest.raises(UnknownNameError, match=r"no view 'detect' in .*; it has dialogues, turns"):
        hookline.load_dataset("detect", path=exports / "parquet")


def test_a_file_of_another_view_is_told(exports: Path) -> None:
    with pytest.raises(BadInputError, match=r"not of the view turns: it has no column turn, role"):
        hookline.load_dataset("turns", path=exports / "parquet" / "dialogues.parquet")
    for path in (
        exports / "parquet" / "turns.parquet",
        exports / "hub" / "turns" / f"test-{ONE}.parquet",
    ):
        assert len(hookline.load_dataset("turns", path=path)["train"])
        with pytest.raises(BadInputError, match="is not of the view detect but of turns") as raised:
            hookline.load_dataset("detect", path=path)
        assert "不是 detect 视图，而是 turns 视图" in chinese(raised.value)


def test_a_damaged_a_missing_and_a_strange_file_are_told(tmp_path: Path) -> None:
    exporter("hub")(CORPUS, tmp_path / "hub")
    path = tmp_path / "hub" / "stage" / f"test-{ONE}.parquet"
    whole = path.read_bytes()
    path.write_bytes(whole[:-9])
    with pytest.raises(BadInputError, match="is damaged, or no Parquet"):
        hookline.load_dataset("stage", path=tmp_path / "hub")
    path.write_bytes(whole[:400] + b"\0" * 400 + whole[800:])
    with pytest.raises(BadInputError, match="is damaged, or no Parquet"):
        hookline.load_dataset("stage", path=tmp_path / "hub")
    path.unlink()
    with pytest.raises(UnreadableFileError, match=r"cannot read .*: no such file"):
        hookline.load_dataset("stage", path=tmp_path / "hub")
    with pytest.raises(UnreadableFileError):
        hookline.load_dataset("stage", path=tmp_path / "none.parquet")


def test_a_label_that_is_not_known_is_told(tmp_path: Path) -> None:
    rows = list(CORPUS.rows("stage"))[:2]
    rows[1]["stages"][3] = "refee"
    schema = pyarrow.parquet.read_schema(exporter("hub")(CORPUS, tmp_path / "hub")[9])
    table = pa.Table.from_pylist(rows, schema=schema)
    path = tmp_path / "stage.parquet"
    pyarrow.parquet.write_table(table, path)
    with pytest.raises(BadInputError, match="column stages has 'refee', which this version"):
        hookline.load_dataset("stage", path=path)


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("configs: [{config_name: turns}]", "names no files of an export"),
        (
            "configs: [{config_name: turns, data_files: [{split: train, path: ../x.parquet}]}]",
            "names no files of an export",
        ),
        ("configs: {", "the front matter of .* cannot be read"),
    ],
)
def test_a_readme_that_is_not_ours_is_told(head: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(f"---\n{head}\n---\n", encoding="utf-8")
    with pytest.raises(BadInputError, match=message):
        hookline.load_dataset("turns", path=tmp_path)


def test_shards_are_read_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "hub"
    exporter("hub")(CORPUS, folder)
    whole = pyarrow.parquet.read_table(folder / "ids" / f"train-{ONE}.parquet")
    for number in range(2):
        shard = whole.slice(number * 60, 60 + number * 60)
        pyarrow.parquet.write_table(shard, folder / "ids" / f"train-0000{number}-of-00002.parquet")
    (folder / "ids" / f"train-{ONE}.parquet").unlink()
    expected = plain(hookline.load_dataset("ids", split="train"))
    readme = folder / "README.md"
    text = readme.read_text(encoding="utf-8")
    readme.unlink()
    assert plain(hookline.load_dataset("ids", split="train", path=folder)) == expected
    named = "[ids/train-00000-of-00002.parquet, ids/train-00001-of-00002.parquet]"
    for paths in (named, "ids/train-*.parquet"):
        readme.write_text(text.replace(f"ids/train-{ONE}.parquet", paths), encoding="utf-8")
        assert plain(hookline.load_dataset("ids", split="train", path=folder)) == expected


def test_datasets_is_given_the_same_fingerprint_for_the_same_rows() -> None:
    first, second = (hookline.load_dataset("ids", split="test") for _ in range(2))
    assert isinstance(first, datasets.Dataset)
    assert first._fingerprint == second._fingerprint  # noqa: SLF001 - what its caches go by
