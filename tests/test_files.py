"""Canonical text, and writes that are whole or not at all."""

import errno
import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_corpus, a_record, a_translation
from hookline import load, writing
from hookline.errors import UnwritableFolderError
from hookline.exports import exporter
from hookline.files import canonical, compact, json_lines
from hookline.gate import decoded
from hookline.model import Dialogue, dialogue_from
from hookline.resources import corpus_folder
from hookline.scaffold import skeleton, write_new
from hookline.writing import write_atomically, write_together

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


def test_each_turn_stands_on_a_line_of_its_own() -> None:
    lines = canonical(dialogue_from(a_record())).splitlines()
    assert lines[0] == "{"
    assert lines[2] == f'  "id": "{a_record()["id"]}",'
    assert sum(line.startswith('    {"speaker": ') for line in lines) == 6


def test_a_medium_that_is_spelt_out_in_a_file_is_left_out() -> None:
    written = json.dumps(a_record(("/turns/0/medium", "text")))
    assert decoded(written) is None
    assert canonical(dialogue_from(json.loads(written))) == canonical(dialogue_from(a_record()))


def test_whole_amounts_are_written_as_integers() -> None:
    text = canonical(dialogue_from(a_record(("/turns/2/demand/amount", 50.0))))
    assert '"amount": 50,' in text


def test_defaults_are_left_out() -> None:
    text = canonical(dialogue_from(a_record(("/turns/0/medium", "text"), ("/waivers", []))))
    assert "medium" not in text
    assert "waivers" not in text


@given(title=WORDS, text=WORDS, minute=st.integers(0, 10**6), amount=st.integers(1, 10**9))
def test_decoding_gives_back_what_was_encoded(
    title: str, text: str, minute: int, amount: int
) -> None:
    edits = [
        ("/title", title),
        ("/turns/0/text", text),
        ("/turns/0/minute", minute),
        ("/turns/4/demand/amount", amount / 100),
    ]
    dialogue = dialogue_from(a_record(*edits))
    assert msgspec.json.decode(canonical(dialogue), type=Dialogue) == dialogue
    assert b"".join(json_lines([dialogue])).count(b"\n") == 1
    assert msgspec.json.decode(b"".join(json_lines([dialogue])), type=Dialogue) == dialogue


@pytest.mark.parametrize(
    "path", sorted((corpus_folder() / "dialogues").rglob("*.json")), ids=lambda path: path.stem
)
def test_the_corpus_is_written_canonically(path: Path) -> None:
    text = path.read_bytes().decode()
    assert canonical(msgspec.json.decode(text, type=Dialogue)) == text


def test_text_keeps_its_characters() -> None:
    assert compact({"text": "放款之前 😀"}) == '{"text": "放款之前 😀"}'
    assert json.loads(compact(a_translation())) == a_translation()


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    path.write_bytes(b"old")

    def chunks() -> Iterator[bytes]:
        yield b"new"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, chunks())
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["out.jsonl"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UnwritableFolderError, match="cannot write"):
        write_atomically(tmp_path / "file" / "out.jsonl", [b"x"])


def test_files_that_belong_together_are_all_written_or_none(tmp_path: Path) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"new"
        raise KeyboardInterrupt

    (tmp_path / "a").write_bytes(b"old")
    files = [(tmp_path / "a", [b"new"]), (tmp_path / "b" / "c" / "d", chunks())]
    with pytest.raises(KeyboardInterrupt):
        write_together(files)
    assert [each.name for each in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_ctrl_c_between_two_files_waits_for_the_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def pressed(path: Path, target: Path) -> Path:
        os.kill(os.getpid(), signal.SIGINT)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", pressed)
    with pytest.raises(KeyboardInterrupt):
        write_together([(tmp_path / "a", [b"1"]), (tmp_path / "b", [b"2"])])
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a", "b"]


@pytest.mark.parametrize("linked", [False, True])
def test_a_pipe_or_a_device_is_not_replaced_by_a_file(linked: bool, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    path = tmp_path / "pipe"
    if linked:
        path = tmp_path / "link"
        path.symlink_to("pipe")
    with pytest.raises(UnwritableFolderError, match=r"(pipe|link): it is no file"):
        write_atomically(path, [b"x"])
    with pytest.raises(UnwritableFolderError, match="it is no file but a device or a pipe"):
        write_atomically(Path("/dev/hookline-is-not-there"), [b"x"])
    assert path.is_fifo()
    assert not Path("/dev/hookline-is-not-there").exists()


def test_a_folder_in_the_way_is_told_before_anything_is_written(tmp_path: Path) -> None:
    def chunks() -> Iterator[bytes]:
        raise AssertionError
        yield b""

    with pytest.raises(UnwritableFolderError, match="is a directory"):
        write_atomically(tmp_path, chunks())


@pytest.mark.parametrize("form", ["parquet", "hub", "chat"])
def test_an_export_that_is_stopped_leaves_nothing(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[Path] = []
    close = writing.Draft.close

    def stopped(draft: writing.Draft) -> None:
        if closed:
            raise KeyboardInterrupt
        closed.append(draft.path)
        close(draft)

    monkeypatch.setattr(writing.Draft, "close", stopped)
    with pytest.raises(KeyboardInterrupt):
        exporter(form)(load(), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_a_new_script_that_is_stopped_is_not_half_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = a_corpus(tmp_path)

    def stopped(_draft: writing.Draft) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(writing.Draft, "close", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_new(root, skeleton("mine", "loan_fee", "en"))
    assert not (root / "dialogues").exists()


@pytest.mark.parametrize(
    "name", ["hub/README.md", "convokit/index.json", "croissant/croissant.json"]
)
def test_a_folder_of_which_half_is_older_has_no_file_that_it_is_opened_by(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = name.partition("/")[0]
    corpus = load(a_corpus(tmp_path, a_record()))
    written = exporter(folder)(corpus, tmp_path / folder)
    assert written[-1] == tmp_path / name
    moved: list[Path] = []

    def replace(path: Path, target: Path) -> Path:
        if moved:
            raise OSError(errno.EIO, "Input/output error")
        moved.append(target)
        return real(path, target)

    real = Path.replace
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        with pytest.raises(UnwritableFolderError):
            exporter(folder)(corpus, tmp_path / folder)
    assert not (tmp_path / name).exists()
    exporter(folder)(corpus, tmp_path / folder)
    assert (tmp_path / name).exists()


def test_what_a_killed_run_left_goes_with_a_later_write_of_the_same_file(tmp_path: Path) -> None:
    old = ".out.jsonl.0123abcd"
    kept = (".out.jsonl.fedcba98", ".out.jsonl.backup12", ".more.jsonl.0123abcd", "out.jsonl.old")
    for name in (old, *kept):
        (tmp_path / name).write_bytes(b"half")
    for name in (old, *kept[1:]):
        os.utime(tmp_path / name, (0, 0))
    write_atomically(tmp_path / "out.jsonl", [b"whole"])
    assert {each.name for each in tmp_path.iterdir()} == {"out.jsonl", *kept}
