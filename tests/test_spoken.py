"""What commands say in Chinese: errors of names and of corpora, successes, tables."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import a_corpus, a_record, a_translation, a_twin, write
from hookline import load
from hookline.auditing.material import Columns, samples_of_table
from hookline.auditing.probes import PROBES
from hookline.errors import HooklineError
from hookline.examples import ABOUT
from hookline.exports import exporter
from hookline.language import chinese, filled
from hookline.splits import chosen
from hookline.taxonomy import taxonomy
from hookline.views import view
from test_audit import a_table
from test_cli import hookline

CHINESE = "zh_CN.UTF-8"


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
        (lambda: view("x"), "没有 x 这个视图；可用：dialogues、turns、detect、stage、layers、ids"),
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
    err = hookline("stats", "--corpus", path, LC_ALL=CHINESE)[2]
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


def unsaid(out: str, *known: str) -> list[str]:
    """Return the English words of an output, those aside that are names of things."""
    words = re.findall(r"(?<![\w/.-])[A-Za-z]{3,}(?:[-_]\w+)*(?![\w/])", out)
    ids = {term.id for terms in taxonomy().lists.values() for term in terms}
    return sorted({*words} - ids - {"none", *known})


def test_stats_are_told_in_chinese(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(), a_translation(), a_twin())
    out = hookline("stats", "--corpus", root, LC_ALL=CHINESE)[1]
    heading = "1 个剧本，3 段对话，其中译文 1 段；18 个话轮（每段 6 到 6 轮），"
    assert out.startswith(heading)
    assert "  损失   50 GBP\n" in out
    assert unsaid(out, "GBP") == []


def test_a_labelling_is_frozen_settled_and_compared_in_chinese(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(), a_twin())
    about = ABOUT["annotators.json"]["annotators"][0]
    who = [about["id"], "m2", "m3"]
    write(root / "annotators.json", {"annotators": [{**about, "id": each} for each in who]})
    corpus = ("--corpus", root)
    out = hookline("freeze", "--annotator", who[0], *corpus, LC_ALL=CHINESE)[1]
    assert out == f"已写入 {who[0]} 的 2 个标注层\n"
    blank = tmp_path / "blind.csv"
    hookline("sheet", blank, *corpus)
    call = ("collect", blank, "--annotator", "m2", "--guideline", "1.0", *corpus)
    out = hookline(*call, LC_ALL=CHINESE)[1]
    assert out.startswith("已写入 m2 的 2 个标注层；空白标注表的 sha256 是 ")
    out = hookline("agree", *corpus, LC_ALL=CHINESE)[1]
    assert out.startswith(f"{' 与 '.join(sorted(who[:2]))}：2 段对话，12 个话轮\n")
    assert "处标签不同：\n" in out or "处标签不同，前 15 处是：\n" in out
    texts = {word for text in (a_record(), a_twin()) for turn in text["turns"]
             for word in re.findall("[A-Za-z]+", turn["text"])}  # fmt: skip
    assert unsaid(out, "demand", *who, *texts) == []
    differences = tmp_path / "differences.csv"
    out = hookline("settle", differences, "--annotator", "m3", *corpus, LC_ALL=CHINESE)[1]
    assert re.fullmatch(f"{differences}\n.+ 与 .+ 有 [0-9]+ 处分歧\n", out)
    out = hookline("settle", differences, "--annotator", "m3", *corpus, LC_ALL=CHINESE)[1]
    assert "✗ 第 " in out


def test_an_audit_is_told_in_chinese(tmp_path: Path) -> None:
    table = a_table(tmp_path / "calls.csv", opening=True, count=60)
    _, out, err = hookline("audit", table, "--limit", "50", LC_ALL=CHINESE)
    assert "共 60 段对话，审计其中 50 段（--limit）\n" in err
    assert out.startswith("50 个剧本的 50 段对话：诈骗 20 段，正常 30 段\n")
    assert "  仅第一轮：开头一句就泄露了类别；" in out
    told = "\n".join(line for line in out.splitlines() if "‹" not in line)
    assert unsaid(told, "AUROC") == []


def test_every_probe_and_its_advice_exist_in_chinese() -> None:
    words = {word for each in PROBES for word in (each.title, each.means, each.change)}
    assert sorted(words - chinese().keys()) == []


def test_a_corpus_that_is_not_built_is_told_in_chinese(tmp_path: Path) -> None:
    root = a_corpus(tmp_path / "in", a_record(("/turns/1/stage", "refee")))
    _, out, err = hookline("build", "--corpus", root, "--out", tmp_path / "b", LC_ALL=CHINESE)
    assert '"refee" 不在 stage 的可选值之中' in out
    assert err == f"hookline: {root} 有错误，什么也没有生成\n"
