"""The ConvoKit folder: what its format demands, and the labels of the corpus.

`scripts/check_clients.py convokit` opens it with ConvoKit itself.
"""

import json
from pathlib import Path
from typing import Any

import hookline
from builders import a_corpus, a_record, a_twin
from hookline.exports import exporter

SCAM = "phone-deposit/en-scam"


def folder(tmp_path: Path, *records: dict[str, Any]) -> Path:
    corpus = hookline.load(a_corpus(tmp_path, *records))
    exporter("convokit")(corpus, tmp_path / "out")
    return tmp_path / "out"


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="ascii"))


def utterances(path: Path) -> list[dict[str, Any]]:
    lines = (path / "utterances.jsonl").read_text(encoding="ascii").splitlines()
    return [json.loads(line) for line in lines]


def test_convokit_gets_the_five_files_of_its_format(tmp_path: Path) -> None:
    out = folder(tmp_path, a_record())
    assert sorted(each.name for each in out.iterdir()) == [
        "conversations.json",
        "corpus.json",
        "index.json",
        "speakers.json",
        "utterances.jsonl",
    ]


def test_a_turn_replies_to_the_one_before_in_convokit(tmp_path: Path) -> None:
    some = utterances(folder(tmp_path, a_record()))
    assert [each["reply-to"] for each in some[:3]] == [None, f"{SCAM}#0", f"{SCAM}#1"]
    assert {each["conversation_id"] for each in some} == {some[0]["id"]}
    assert [each["timestamp"] for each in some] == list(range(len(some)))


def test_speakers_of_two_dialogues_are_four_people_in_convokit(tmp_path: Path) -> None:
    speakers = read(folder(tmp_path, a_record(), a_twin()) / "speakers.json")
    assert len(speakers) == 4
    assert speakers[f"{SCAM}:B"]["meta"]["role"] == "scammer"


def test_labels_and_cues_are_metadata_in_convokit(tmp_path: Path) -> None:
    out = folder(tmp_path, a_record())
    turn = utterances(out)[1]
    (span, *_) = turn["meta"]["spans"]
    assert turn["meta"]["stage"] == "lure"
    assert turn["text"][span["start"] : span["end"]] == span["text"]
    conversation = read(out / "conversations.json")[f"{SCAM}#0"]["meta"]
    assert (conversation["id"], conversation["label"]) == (SCAM, "scam")
    assert conversation["split"] == "train"


def test_convokit_is_told_the_types_of_metadata_and_never_a_pickle(tmp_path: Path) -> None:
    index = read(folder(tmp_path, a_record()) / "index.json")
    assert index["utterances-index"]["spans"] == ["<class 'list'>"]
    assert index["conversations-index"]["adjudicated"] == ["<class 'bool'>"]
    assert "contrast_of" not in index["conversations-index"]  # null throughout
    assert "bin" not in json.dumps(index)


def test_no_text_gives_convokit_a_second_line(tmp_path: Path) -> None:
    text = "Hi\n\u2028there\x85\u202e"
    some = utterances(folder(tmp_path, a_record(("/turns/0/text", text))))
    assert (some[0]["text"], len(some)) == (text, len(a_record()["turns"]))
