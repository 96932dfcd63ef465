"""Partitions find what one process finds, in the same order; the engine here is a list."""

import json
import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import local_engine
from builders import a_corpus, a_record, a_translated_twin, a_translation, a_twin, write
from hookline import validate
from hookline.errors import BadInputError
from hookline.examples import LAYER, TREE, patched
from hookline.findings import Level, Report, RuleInfo
from hookline.judging import Judge
from hookline.rules import CATALOGUE
from hookline.scale import validate as in_partitions
from hookline.scale import validate_paths
from hookline.scale.judging import Judging
from hookline.scale.pieces import Source, counted, pieces_of, told
from hookline.scale.rows import packed
from hookline.scale.runners import EngineMissingError, done_again, opened
from test_cli import hookline
from test_pool import many_lines
from test_rules import RELEASED, a_broken_tree

MANY = 1000


@pytest.fixture(autouse=True)
def _engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hookline.scale.validating.opened", local_engine.opened)


def same(place: Path, partitions: int = MANY, **how: Any) -> Report:
    """Return what both find, which must be the same."""
    alone = validate(place, **how)
    assert in_partitions(place, partitions=partitions, **how) == alone
    return alone


@pytest.mark.parametrize("info", CATALOGUE, ids=lambda info: info.id)
def test_partitions_find_the_bad_example_of_every_rule(info: RuleInfo, tmp_path: Path) -> None:
    place = a_broken_tree(tmp_path, info)
    base = None
    if info.level is Level.CHANGE:
        base = a_corpus(tmp_path / "base", *(TREE[each] for each in RELEASED), *info.bad.base)
    same(place, base=base)


@pytest.mark.parametrize("partitions", [1, 2, 7, MANY])
def test_lines_are_judged_alike_in_any_number_of_partitions(
    partitions: int, tmp_path: Path
) -> None:
    path = write(tmp_path / "many.jsonl", many_lines())
    assert len(same(path, partitions).findings) == 9 + 8 + 1 + 1


@pytest.mark.parametrize("partitions", [2, 3, 5, 8, 40, MANY])
@pytest.mark.parametrize(
    "data",
    [
        b"\n\n  \n",
        b"",
        b"{}\n{}",
        b"\n{}\n\n[]\n",
        b"\xef\xbb\xbf{}\r\n{}\r\n",
        b"a\nb\nc\nd",
        '{"题": 1}\n'.encode() * 5,
    ],
)
def test_a_stretch_begins_and_ends_at_a_line(data: bytes, partitions: int, tmp_path: Path) -> None:
    same(write(tmp_path / "few.jsonl", data), partitions)


def a_tangle(folder: Path) -> Path:
    """Write a corpus whose scripts refer to each other, with every kind of tie."""
    other = "phone-sold-twice"
    retells = ("/provenance/basis", "retells")
    root = a_corpus(
        folder,
        a_record(retells, ("/annotation/layers", ["m1"])),
        a_translation(("/turns/4/stage", "threat")),
        a_twin(("/contrast_of", f"{other}/en-scam")),
        a_record(("/id", f"{other}/en-scam"), retells),
        a_record(("/id", f"{other}/zh-scam"), ("/translation_of", "phone-deposit/no")),
        a_record(("/id", "a-third/en-scam"), ("/translation_of", f"{other}/en-scam")),
        a_translated_twin(("/id", "a-third/zh-benign"), ("/contrast_of", "b/zh-scam")),
        TREE["split"],
        LAYER,
        patched(LAYER, ("/dialogue", f"{other}/en-none")),
    )
    write(root / "dialogues" / "b" / "zh-scam.json", "{")
    write(root / "dialogues" / "b" / "en-scam.json", a_record(("/id", f"{other}/en-scam")))
    return root


@pytest.mark.parametrize("partitions", [1, 3, MANY])
def test_scripts_that_refer_to_each_other_are_judged_alike(partitions: int, tmp_path: Path) -> None:
    rules = {each.rule for each in same(a_tangle(tmp_path), partitions).findings}
    assert rules >= {"corpus/same-text", "contrast/twin", "translation/original", "file/path-is-id"}


def test_a_part_of_a_corpus_is_judged_alike(tmp_path: Path) -> None:
    root = a_tangle(tmp_path)
    same(root / "dialogues" / "a-third")
    same(root / "sources.json")


def test_lines_within_a_corpus_are_judged_alike(tmp_path: Path) -> None:
    root = a_tangle(tmp_path)
    again = a_record(("/id", "fourth/en-scam"), ("/provenance/licence", "MIT"))
    lines = [a_twin(), again, again, a_record(("/id", "fourth/zh-scam"))]
    path = write(root / "more.jsonl", "".join(f"{json.dumps(each)}\n" for each in lines))
    same(path)
    paths = [root, path]
    from hookline.validation import validate_paths as alone  # noqa: PLC0415 - of the same name

    assert validate_paths(paths, partitions=MANY) == alone(paths)


def test_a_released_corpus_is_judged_alike(tmp_path: Path) -> None:
    changed = patched(TREE["scam"], ("/turns/5/text", "You said that post was free."))
    kept = (TREE[each] for each in RELEASED if each != "scam")
    root = a_corpus(tmp_path, changed, *kept)
    assert "change/text-noted" in {each.rule for each in same(root).findings}
    (root / "dialogues" / "phone-deposit" / "en-scam.json").unlink(missing_ok=True)
    same(root)


@pytest.mark.parametrize("name", ["sources.json", "annotators.json", "manifest.json"])
@pytest.mark.parametrize("data", [b"{", None])
def test_a_list_that_is_broken_or_missing_is_told_alike(
    name: str, data: bytes | None, tmp_path: Path
) -> None:
    root = a_tangle(tmp_path)
    (root / name).unlink() if data is None else (root / name).write_bytes(data)
    same(root, language="zh")


def test_shape_alone_is_judged_alike(tmp_path: Path) -> None:
    same(a_tangle(tmp_path), rules=False)
    same(a_tangle(tmp_path / "slow"), engine="jsonschema")


def test_a_path_that_is_missing_is_told_alike(tmp_path: Path) -> None:
    assert same(tmp_path / "nothing").unreadable == 1


def test_a_stretch_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    path = write(tmp_path / "many.jsonl", "{}\n" * 50)
    source = Source(0, path, None)
    pieces = pieces_of([source], 5)
    assert [piece.stretch for piece in pieces[:2]] == [(0, 30), (30, 60)]
    path.unlink()
    judging = Judging(Judge("jsonschema-rs", rules=True, language="en"))
    rows = [row for each in told(pieces) for row in judging(each)]
    assert {row.kind for row in rows} == {"read", "tally"}
    assert [row.data for row in counted(told(pieces)[1]._replace(data=packed(pieces[1])))] == [
        packed(0)
    ]


def test_without_the_engine_a_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "daft", None)
    with (
        pytest.raises(EngineMissingError, match=re.escape("pip install 'hookline[scale]'")),
        opened("daft"),
    ):
        pass


def test_a_cluster_that_does_not_answer_is_told_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "ray", SimpleNamespace(is_initialized=lambda: False))
    with (
        pytest.raises(
            EngineMissingError, match=r"the Ray cluster 127\.0\.0\.1:1 cannot be reached"
        ),
        opened("ray", "127.0.0.1:1"),
    ):
        pass


@pytest.mark.parametrize(("losses", "begun"), [(0, 1), (1, 2), (2, 3)])
def test_a_run_that_lost_a_machine_is_begun_anew(
    losses: int, begun: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost = type("ObjectLostError", (Exception,), {})
    monkeypatch.setitem(sys.modules, "ray", SimpleNamespace())
    monkeypatch.setitem(sys.modules, "ray.exceptions", SimpleNamespace(ObjectLostError=lost))
    runs: list[int] = []

    def work() -> str:
        runs.append(len(runs))
        if len(runs) <= losses:
            raise lost
        return "done"

    assert done_again(work) == "done"
    assert len(runs) == begun


def test_a_run_that_failed_otherwise_is_not_begun_anew() -> None:
    runs: list[int] = []

    def work() -> None:
        runs.append(0)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        done_again(work)
    assert runs == [0]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--partitions", "3"], "--partitions and --address are for a runner"),
        (["--runner", "daft", "--address", "a:1"], "say --runner ray"),
        (["--runner", "daft", "--jobs", "2"], "a runner has --partitions"),
        (["--runner", "ray", "-"], "Standard input cannot be divided"),
        (["--runner", "spark"], "'spark' is not one of 'daft', 'ray'"),
    ],
)
def test_options_that_do_not_go_together_are_refused(arguments: list[str], sentence: str) -> None:
    code, _, err = hookline("validate", *arguments)
    assert (code, sentence in err) == (2, True)


def test_standard_input_is_not_divided() -> None:
    with pytest.raises(BadInputError, match="standard input cannot be divided"):
        validate_paths([Path("-")])
