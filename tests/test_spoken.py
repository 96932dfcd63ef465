"""What commands say in Chinese: errors of names and of corpora, successes, tables."""

from collections.abc import Callable
from pathlib import Path

import pytest

from builders import a_record, write
from hookline import load
from hookline.auditing.material import Columns, samples_of_table
from hookline.errors import HooklineError
from hookline.exports import exporter
from hookline.language import filled
from hookline.splits import chosen
from hookline.taxonomy import taxonomy
from hookline.views import view
from test_cli import hookline

CHINESE = {"LC_ALL": "zh_CN.UTF-8"}


def spoken(call: Callable[[], object]) -> str:
    """Return in Chinese what an error says."""
    with pytest.raises(HooklineError) as caught:
        call()
    words = caught.value.sentence
    return filled(words.template, words.values, "zh")


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: exporter("xml"), "没有 xml 这个格式；可用：jsonl、csv、parquet、hub"),
        (lambda: view("x"), "没有 x 这个视图；可用：dialogues、turns、detect、stage、ids"),
        (lambda: chosen({}, "x"), "没有 x 这个划分；语料库有：无"),
        (lambda: taxonomy().terms("stages"), "没有 stages 这个列表；可用："),
        (lambda: taxonomy().term("stage", "fees"), "stage 里没有 fees 这一项"),
    ],
)
def test_an_unknown_name_is_told_in_chinese(call: Callable[[], object], sentence: str) -> None:
    assert spoken(call).replace(", ", "、").replace("'", "").startswith(sentence)


def test_a_missing_column_is_told_in_chinese(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", b"text,label\nHi,scam\n")
    told = spoken(lambda: samples_of_table(path, Columns(text="txt")))
    assert told == "表格没有 txt 这一列。是不是 text？"


def test_the_summary_of_an_invalid_corpus_is_in_chinese(tmp_path: Path) -> None:
    edits = (("/turns/1/stage", "refee"), ("/turns/2/stage", "refee"))
    path = write(tmp_path / "a.json", a_record(*edits))
    err = hookline("stats", "--corpus", path, **CHINESE)[2]
    assert err.splitlines() == [
        f'hookline: 无法加载 {path}：{path}:38:16："refee" 不在 stage 的可选值之中（另有 1 处）',
        "hookline: 要看全部问题：hookline validate 路径",
    ]


def test_the_summary_of_an_invalid_corpus_is_in_english_for_a_program(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", a_record(("/turns/1/stage", "refee")))
    with pytest.raises(HooklineError) as caught:
        load(path)
    assert str(caught.value) == (
        f'cannot load {path}: {path}:38:16: "refee" is not one of the values of stage'
    )
