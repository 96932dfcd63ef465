"""The audit finds a planted leak, finds none where there is none, and says so in words."""

import csv
import json
import random
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from builders import a_corpus, a_record, a_translation, a_twin
from hookline import load
from hookline.auditing.likeness import near_duplicates, repeated_turns
from hookline.auditing.material import (
    Columns,
    Sample,
    samples_of,
    samples_of_table,
)
from hookline.auditing.probes import PROBES
from hookline.auditing.reporting import audited
from hookline.auditing.scoring import auroc, score
from hookline.auditing.variety import variety
from hookline.errors import HooklineError
from test_cli import hookline

TEXT = (
    "hello there i would like to ask about your order today it is raining and the shop closes at "
    "six what about tomorrow maybe we can meet near the bank please call me back thanks a lot"
)
WORDS = TEXT.split()


def a_table(path: Path, *, opening: bool, shuffled: bool = False, count: int = 120) -> Path:
    """Write foreign calls, a row a turn; the leak is in the first line of the fraudulent ones."""
    chance = random.Random(5)  # noqa: S311 - nothing secret
    labels = [number % 2 for number in range(count)]
    shown = chance.sample(labels, count) if shuffled else labels
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["call_id", "speaker", "text", "is_fraud"])
        for number, (label, told) in enumerate(zip(labels, shown, strict=True)):
            for turn in range(chance.randint(4, 8)):
                text = " ".join(chance.choices(WORDS, k=chance.randint(4, 12)))
                if turn == 0 and opening:
                    text = f"{'this is the service centre' if label else 'hi mum'} {text}"
                writer.writerow([f"c{number}", "ab"[turn % 2], text, told])
    return path


def probe(name: str, samples: list[Sample]) -> float:
    (chosen,) = [each for each in PROBES if each.name == name]
    return score(chosen, "", samples).auroc


def test_a_planted_leak_is_found(tmp_path: Path) -> None:
    samples = samples_of_table(a_table(tmp_path / "a.csv", opening=True), Columns())
    assert probe("first-turn", samples) >= 0.95
    assert probe("whole", samples) >= 0.95


def test_with_shuffled_labels_it_stays_near_chance(tmp_path: Path) -> None:
    table = a_table(tmp_path / "a.csv", opening=True, shuffled=True)
    samples = samples_of_table(table, Columns())
    assert abs(probe("first-turn", samples) - 0.5) < 0.15
    assert abs(probe("lengths", samples) - 0.5) < 0.15


def test_a_column_that_gives_the_label_away_is_found() -> None:
    samples = [
        Sample(
            id=str(number), group=str(number), scam=number % 2 == 1, speakers=("A",),
            texts=(WORDS[number % len(WORDS)],),
            other={"file": f"{'fraud' if number % 2 else 'normal'}_{number}.wav"},
        )
        for number in range(60)
    ]  # fmt: skip
    lines = {line.score.probe: line for line in audited(samples).lines}
    assert lines["column:file"].verdict == "leak"
    assert lines["column:file"].score.auroc >= 0.95


def test_auroc_is_the_one_of_scikit_learn() -> None:
    chance = np.random.default_rng(1)
    for _ in range(50):
        labels = chance.integers(2, size=30).astype(bool)
        scores = chance.integers(6, size=30) / 5  # many ties
        assert auroc(labels, scores) == pytest.approx(roc_auc_score(labels, scores))


def test_nearly_equal_dialogues_are_found_across_scripts() -> None:
    text = "please transfer the deposit before six so that i can keep the room for you tonight"
    texts = [text, f"{text} ok", "something quite different about the garden and the old dog"]
    samples = [
        Sample(id=str(at), group=f"g{at}", scam=True, speakers=("A",), texts=(words,))
        for at, words in enumerate(texts)
    ]
    (pair,) = near_duplicates(samples, {"g0": "train", "g1": "test"})
    assert (pair.first, pair.second, pair.same_group) == ("0", "1", False)
    assert pair.likeness > 0.9
    assert pair.parts == ("train", "test")


def test_a_turn_in_two_scripts_is_found_whatever_its_punctuation() -> None:
    texts = ["我现在在外面办事呢，晚上回家再给你转", "我现在在外面办事呢 晚上回家再给你转。"]
    samples = [
        Sample(id=str(at), group=f"g{at}", scam=True, speakers=("A",), texts=(words, "好的"))
        for at, words in enumerate(texts)
    ]
    (found,) = repeated_turns(samples)
    assert found.groups == ("g0", "g1")


def test_repetition_shows_in_variety() -> None:
    def of(text: str) -> Sample:
        return Sample(id="a", group="a", scam=True, speakers=("A",), texts=(text,))

    (dull,) = variety([of("pay now " * 50)])
    (rich,) = variety([of(" ".join(f"word{number}" for number in range(100)))])
    assert dull.compression > rich.compression
    assert dull.distinct[1] < rich.distinct[1] == 1.0


def test_a_corpus_is_audited_without_its_labels_in_view(tmp_path: Path) -> None:
    corpus = load(a_corpus(tmp_path, a_record(), a_translation(), a_twin()))
    samples = samples_of(corpus)
    assert [sample.part for sample in samples] == [
        "en, original",
        "en, original",
        "zh, translation",
    ]
    assert [sample.scam for sample in samples] == [False, True, True]
    assert all(set(sample.other) == {"id", "language"} for sample in samples)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "there is no row in"),
        ("text,label\nhello,1\n", "two labels are needed"),
        ("words,label\nhello,1\nhi,0\n", "name the column of the text with --text"),
        ("text\nhello\n", "name the column of the label with --label"),
    ],
)
def test_a_table_that_cannot_be_audited_is_told(text: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(HooklineError, match=sentence):
        samples_of_table(path, Columns())


def test_lines_of_one_text_are_turns(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = [
        {"dialog": "caller: hello\ncallee: who is it", "class": "fraud"},
        {"dialog": "你好：在吗\n谁啊", "class": "normal"},
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    first, second = samples_of_table(path, Columns(text="dialog"))
    assert (first.speakers, first.texts, first.scam) == (("A", "B"), ("hello", "who is it"), True)
    assert (second.texts, second.scam) == (("在吗", "谁啊"), False)


def test_the_command_tells_the_leak_and_draws_it(tmp_path: Path) -> None:
    table = a_table(tmp_path / "calls.csv", opening=True, count=60)
    picture = tmp_path / "a.png"
    code, out, err = hookline("audit", table, "--figure", picture)
    assert code == 1, err
    assert "the opening line gives the label away" in out
    assert "‹" in out
    assert picture.read_bytes().startswith(b"\x89PNG")
    told = hookline("audit", table, "--figure", picture, "--format", "json")
    assert (json.loads(told[1])["dialogues"], str(picture) in told[2]) == (60, True)
    code, _, err = hookline("audit", table, "--text", "txt")
    assert (code, "Did you mean text?" in err) == (2, True)
    assert hookline("audit", tmp_path / "none.csv")[0] == 3
