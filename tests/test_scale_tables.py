"""Export and near-duplicates in partitions give what one process gives; the engine is a list."""

import hashlib
import json
import re
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest

import local_engine
from builders import a_corpus, a_record, a_translation, a_twin, write
from hookline.auditing.likeness import near_duplicates as alone
from hookline.auditing.material import samples_of
from hookline.corpus import load
from hookline.errors import InvalidCorpusError, UnknownNameError, UnreadableFileError
from hookline.exports import exporter
from hookline.lock import hashes
from hookline.resources import corpus_folder
from hookline.scale import export, near_duplicates
from hookline.surroundings import CorpusOnDisk
from test_docs import blocks


@pytest.fixture(autouse=True)
def _engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hookline.scale.validating.opened", local_engine.opened)


def lines(path: Path, *records: dict[str, object]) -> Path:
    return write(path, "".join(f"{json.dumps(each)}\n" for each in records))


def some(count: int) -> list[dict[str, object]]:
    return [a_record(("/id", f"script-{number:03}/en-scam")) for number in range(count)]


@pytest.mark.parametrize("partitions", [1, 4])
def test_the_bundled_corpus_is_exported_with_the_same_rows_and_digest(
    partitions: int, tmp_path: Path
) -> None:
    root = corpus_folder()
    exported = export(root, tmp_path / "out", view="turns", partitions=partitions)
    corpus = load(root)
    assert exported.dialogues == len(corpus)
    exporter("parquet")(corpus, tmp_path)
    tables = [pq.read_table(path) for path in exported.paths]
    rows = [row for table in tables for row in table.to_pylist()]
    assert rows == pq.read_table(tmp_path / "turns.parquet").to_pylist()
    around = CorpusOnDisk(root)
    told = [(each.id, hashes(each, around.layers(each))) for each in corpus]
    text = "".join(f"{name} {each.text} {each.labels} {each.meta}\n" for name, each in told)
    assert exported.content == hashlib.sha256(text.encode()).hexdigest()


def test_shards_are_numbered_and_replace_those_of_before(tmp_path: Path) -> None:
    path = lines(tmp_path / "some.jsonl", *some(12))
    out = tmp_path / "out"
    other = write(out / "kept.txt", "mine")
    export(path, out, partitions=6)
    exported = export(path, out, partitions=3)
    names = [f"dialogues-0000{number}-of-00003.parquet" for number in range(3)]
    assert [each.name for each in exported.paths] == names
    assert sorted(each.name for each in out.iterdir()) == [*names, other.name]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["out", "some.jsonl"]


def test_a_corpus_says_its_version_and_canary_in_each_shard(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(), a_translation(), a_twin())
    (path,) = export(root, tmp_path / "out", partitions=1).paths
    known = pq.read_metadata(path).metadata
    assert (known[b"hookline.version"], known[b"canary"]) == (b"0.1.0", b"small-canary-00000000")


@pytest.mark.parametrize("last", [{"id": "script-000/en-scam"}, {"label": "fraud"}])
def test_nothing_is_written_of_bad_data(last: dict[str, str], tmp_path: Path) -> None:
    path = lines(tmp_path / "bad.jsonl", *some(5), a_record() | last)
    with pytest.raises(InvalidCorpusError, match=r"cannot load .*bad.jsonl:6:"):
        export(path, tmp_path / "out", partitions=3)
    assert [each.name for each in tmp_path.iterdir()] == ["bad.jsonl"]


def test_what_is_not_there_is_not_exported(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="there is no file or folder"):
        export(tmp_path / "nothing", tmp_path / "out")
    with pytest.raises(UnknownNameError):
        export(None, tmp_path / "out", view="turn")


def test_the_bundled_corpus_with_copies_has_the_same_near_duplicates(tmp_path: Path) -> None:
    dialogues = list(load())
    raw = [msgspec.to_builtins(each) for each in dialogues]
    for number, each in enumerate(dialogues[::9]):
        copy = msgspec.to_builtins(each) | {"id": f"copy-{number:03}/{each.variant}"}
        copy["turns"] = copy["turns"][: len(copy["turns"]) * (4 + number % 4) // 7]
        raw.append(copy)
    path = lines(tmp_path / "copies.jsonl", *raw)
    samples = samples_of(load(path))
    split = {each.group: "train" if each.group < "m" else "test" for each in samples}
    found = near_duplicates(path, partitions=5, split=split)
    assert found == alone(samples, split)
    assert len(found) > 10
    assert {each.parts for each in found} >= {("train", "train"), ("train", "test")}


def test_dialogues_that_say_the_same_are_paired_each_with_each(tmp_path: Path) -> None:
    nearly = a_record(
        ("/id", "another/en-scam"),
        ("/turns/0/text", "Has the telephone gone to somebody else by now?"),
    )
    same = [*some(7), nearly, a_translation()]
    path = lines(tmp_path / "same.jsonl", *same)
    found = near_duplicates(path, partitions=4)
    assert found == alone(samples_of(load(path)))
    assert [pair.likeness == 1 for pair in found] == [True] * 21 + [False] * 7


def test_the_program_in_the_docs_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (program,) = blocks("docs/scaling.md", "python")
    assert len(program.splitlines()) == 10
    lines(tmp_path / "corpus.jsonl", *some(3))
    monkeypatch.chdir(tmp_path)
    exec(program, {"__name__": "__main__"})  # noqa: S102 - our own
    (last,) = capsys.readouterr().out.splitlines()
    assert re.fullmatch("3 [0-9a-f]{64}", last)
    assert sum(pq.read_table(path).num_rows for path in Path("parquet").iterdir()) == 18
