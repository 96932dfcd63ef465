"""What an export takes of a corpus: by type, language, label and part, and how many."""

import json
from pathlib import Path

import pyarrow.parquet
import pytest

import hookline
from hookline.cli import export as command
from hookline.errors import NothingFoundError, UnknownNameError
from hookline.exports import FORMATS
from hookline.selection import Selection, narrowed, selected
from hookline.streams import Stream
from test_cli import hookline as run

CORPUS = hookline.load()


def ids(stream: Stream) -> tuple[str, ...]:
    return tuple(each.id for each in stream)


def test_a_selection_keeps_what_fits_every_kind_and_any_value_of_a_kind() -> None:
    wanted = Selection(types=("loan_fee", "escort_deposit"), languages=("zh",), labels=("scam",))
    left = list(selected(CORPUS, wanted))
    assert {(each.scam_type, each.language) for each in left} == {
        ("loan_fee", "zh"),
        ("escort_deposit", "zh"),
    }
    assert len(left) == sum(
        each.scam_type in wanted.types and each.language == "zh" for each in CORPUS
    )


@pytest.mark.parametrize("part", ["fold-1", "fold_1"])
def test_a_part_is_one_of_the_split_that_is_named(part: str) -> None:
    left = selected(CORPUS, Selection(parts=(part,), by="folds-2026a"))
    assert ids(left) == CORPUS.divided("folds-2026a")["fold_1"].ids()
    assert {left.part_of(each) for each in left} == {"fold_1"}


def test_several_parts_together_are_all_of_them() -> None:
    left = list(selected(CORPUS, Selection(parts=("train", "test"))))
    parts = CORPUS.divided()
    assert len(left) == len(parts["train"]) + len(parts["test"])


def test_a_limit_takes_the_first_by_id_that_fit() -> None:
    left = selected(CORPUS, Selection(languages=("zh",), limit=3))
    assert ids(left) == tuple(each.id for each in CORPUS if each.language == "zh")[:3]


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (Selection(types=("loan-fee",)), "'loan-fee' is no scam_type.*; did you mean loan_fee?"),
        (Selection(languages=("fr",)), "'fr' is no language; there is zh, en$"),
        (Selection(labels=("scams",)), "is no label; there is .*; did you mean scam?"),
        (Selection(parts=("dev",)), "'dev' is no part; there is train, validation, test$"),
        (Selection(by="folds-2026"), "no split named 'folds-2026'.*; did you mean folds-2026a?"),
    ],
)
def test_an_unknown_value_is_told_with_the_one_that_was_meant(
    wanted: Selection, sentence: str
) -> None:
    with pytest.raises(UnknownNameError, match=sentence):
        selected(CORPUS, wanted)


def test_select_asks_for_the_same_as_the_options_do(tmp_path: Path) -> None:
    one = ["--select", "language=zh", "--select", "split=train,test", "--select", "label=scam"]
    other = ["--language", "zh", "--part", "train", "--part", "test", "--label", "scam"]
    for name, arguments in (("one", one), ("other", other)):
        assert run("export", "jsonl", tmp_path / name, *arguments, cwd=Path("/"))[0] == 0
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


@pytest.mark.parametrize("wish", ["zh", "tongue=zh", "language=", "=zh", ""])
def test_a_wish_that_says_nothing_is_told(wish: str) -> None:
    with pytest.raises(UnknownNameError, match=r"says not what is meant.*there is type, language"):
        narrowed(Selection(), [wish])


def test_a_selection_that_leaves_nothing_is_told() -> None:
    with pytest.raises(
        NothingFoundError, match="no dialogue of this corpus has type=loan_fee label=benign"
    ):
        selected(CORPUS, Selection(types=("loan_fee",), labels=("benign",)))


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_exports_a_selection(form: str, tmp_path: Path) -> None:
    arguments = ["--language", "zh", "--part", "validation", "--limit", "2"]
    code, out, _ = run("export", form, tmp_path / "some", *arguments, cwd=Path("/"))
    whole = run("export", form, tmp_path / "whole", "--limit", "3", cwd=Path("/"))[1]
    assert code == 0
    some = b"".join(Path(line).read_bytes() for line in out.splitlines())
    assert some
    assert some != b"".join(Path(line).read_bytes() for line in whole.splitlines())


def test_an_exported_selection_holds_the_dialogues_that_were_meant(tmp_path: Path) -> None:
    arguments = ["--type", "loan_fee", "--language", "en", "--part", "train"]
    run("export", "jsonl", tmp_path / "x.jsonl", *arguments, cwd=Path("/"))
    lines = (tmp_path / "x.jsonl").read_text(encoding="utf-8").splitlines()
    wanted = Selection(types=("loan_fee",), languages=("en",), parts=("train",))
    assert tuple(json.loads(line)["id"] for line in lines) == ids(selected(CORPUS, wanted))


def test_a_hub_folder_is_divided_by_the_split_that_is_named(tmp_path: Path) -> None:
    run("export", "hub", tmp_path / "h", "--by", "folds-2026a", cwd=Path("/"))
    folds = CORPUS.divided("folds-2026a")
    counted = {
        name: pyarrow.parquet.read_metadata(
            tmp_path / "h" / "detect" / f"{name}-00000-of-00001.parquet"
        ).num_rows
        for name in folds
    }
    assert counted == {name: len(some) for name, some in folds.items()}


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["--label", "scams"], 2, "'scams' 不在 label 的取值里；可用：benign, scam；是不是 scam？"),
        (["--type", "loan_fee", "--label", "benign"], 3, "没有符合 type=loan_fee language=en"),
        (["--by", "2026b"], 2, "没有 2026b 这个划分；语料库有：2026a, folds-2026a；是不是"),
    ],
)
def test_a_selection_that_fails_is_told_in_the_language_of_the_locale_and_writes_nothing(
    arguments: list[str], code: int, sentence: str, tmp_path: Path
) -> None:
    out = tmp_path / "x.csv"
    ended, _, err = run(
        "export", "csv", out, "--language", "en", *arguments, cwd=Path("/"), LC_ALL="zh_CN.UTF-8"
    )
    assert (ended, out.exists()) == (code, False)
    assert sentence in err


def test_the_command_knows_the_formats_that_there_are() -> None:
    assert tuple(FORMATS) == command.FORMATS
