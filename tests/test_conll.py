"""The CoNLL export, as conllu and datasets read it."""

from itertools import groupby
from pathlib import Path

import conllu
import datasets
import pytest

import hookline
from builders import a_corpus, a_record
from hookline.exports import exporter
from hookline.exports.conll import COLUMNS
from hookline.views import opaque

CORPUS = hookline.load()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    (path,) = exporter("conll")(CORPUS, tmp_path_factory.mktemp("conll") / "hookline.conllup")
    return path


@pytest.fixture(scope="module")
def blocks(path: Path) -> dict[str, conllu.TokenList]:
    with path.open(encoding="utf-8") as stream:
        return {each.metadata["sent_id"]: each for each in conllu.parse_incr(stream)}


def test_conllu_reads_a_block_for_every_dialogue(blocks: dict[str, conllu.TokenList]) -> None:
    assert list(blocks) == [opaque(name) for name in CORPUS.ids()]


def test_the_stages_of_turns_are_read_as_a_sequence(blocks: dict[str, conllu.TokenList]) -> None:
    for dialogue in CORPUS:
        tokens = blocks[opaque(dialogue.id)]
        turns = groupby(tokens, lambda token: int(token["hookline:turn"]))
        found = [(turn, {each["hookline:stage"] for each in some}) for turn, some in turns]
        assert found == [(n, {turn.stage or "none"}) for n, turn in enumerate(dialogue.turns)]


def test_the_tags_give_the_spans_back(blocks: dict[str, conllu.TokenList]) -> None:
    for dialogue in CORPUS:
        found: list[list[int | str]] = []
        for token in blocks[opaque(dialogue.id)]:
            start, turn = int(token["hookline:start"]), int(token["hookline:turn"])
            tag, _, cue = token["hookline:cue"].partition("-")
            if tag == "B":
                found.append([turn, start, start, cue])
            if tag != "O":
                found[-1][2] = start + len(token["form"])
        assert found == [
            [number, span.start, span.end, span.cue]
            for number, turn in enumerate(dialogue.turns)
            for span in turn.spans
        ]


def test_conllu_reads_the_columns_that_the_first_line_names(
    blocks: dict[str, conllu.TokenList],
) -> None:
    tokens = [token for each in blocks.values() for token in each]
    assert {tuple(token) for token in tokens} == {tuple(name.lower() for name in COLUMNS)}
    stages = {token["hookline:stage"] for token in tokens}
    assert stages == {"none", "lure", "fee", "re-fee", "threat"}


def test_datasets_reads_a_paragraph_for_every_dialogue(path: Path, tmp_path: Path) -> None:
    data = datasets.load_dataset(
        "text", data_files=str(path), sample_by="paragraph", split="train", cache_dir=str(tmp_path)
    )
    assert data.num_rows == len(CORPUS)


def test_a_file_for_training_does_not_tell_the_label(path: Path) -> None:
    told = path.read_text(encoding="utf-8")
    comments = "\n".join(line for line in told.splitlines() if line.startswith("#"))
    assert not any(word in comments for word in ("scam", "benign", "label", "title"))


def test_only_test_dialogues_carry_part_test_and_the_canary(
    blocks: dict[str, conllu.TokenList],
) -> None:
    test = {opaque(name) for name in CORPUS.divided()["test"].ids()}
    assert {name for name, each in blocks.items() if each.metadata["part"] == "test"} == test
    assert {name for name, each in blocks.items() if "canary" in each.metadata} == test


def test_words_characters_and_marks_are_tokens(tmp_path: Path) -> None:
    text = "Don't 付500元\n\n# newdoc\tnow!\u2028x"
    root = a_corpus(tmp_path, a_record(("/turns/0/text", text)))
    (path,) = exporter("conll")(hookline.load(root), tmp_path / "x.conllup")
    (block,) = conllu.parse(path.read_text(encoding="utf-8"))
    forms = [token["form"] for token in block if token["hookline:turn"] == "0"]
    assert forms == ["Don't", "付", "500", "元", "#", "newdoc", "now", "!", "x"]
