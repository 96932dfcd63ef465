"""`new`: a bundle that is valid as it stands, a draft that leads to nobody."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_corpus, judged, write
from hookline import load, validate
from hookline.cli import group
from hookline.drafting import from_draft
from hookline.drafts import UnusableTextError
from hookline.errors import HooklineError
from hookline.files import canonical
from hookline.identifiers import find
from hookline.imports import read_draft, transcript
from hookline.model import Dialogue
from hookline.scaffold import scam_types, skeleton
from test_cli import hookline

ATTACKS = ["13800138000", "[x", "a@b-c.com", "\u202e", " "]
LOAN = ("--type", "loan_fee", "--language", "zh")
CHINESE = """\
[20:01] 小李：您好，我这边是放款中心的
[20:02] 王姐：你是谁？
[20:02] 小李：先交500保证金，打到 6222 0200 0000 0000 000
或者加QQ号:34567890
[20:05] 王姐：我的号码是138 0013 8000，打给我说
[20:09] 小李：138-0013-8000 打不通[捂脸] [他假装很着急]
[00:10] 王姐：不贷了
"""


def new(root: Path, *arguments: object, **environment: str) -> tuple[int, str]:
    result = CliRunner().invoke(
        group,
        ["new", *map(str, arguments), "--corpus", str(root)],
        env={"LC_ALL": "C.UTF-8", **environment},
    )
    return result.exit_code, result.output


def the_draft(root: Path, source: Path, *arguments: object) -> Dialogue:
    code, out = new(
        root, "draft", "--type", "loan_fee", "--language", "zh", "--from", source, *arguments
    )
    assert code == 0, out
    (dialogue,) = [each for each in load(root) if each.script == "draft"]
    return dialogue


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("scam_type", scam_types())
def test_a_new_bundle_is_clean_as_it_stands(scam_type: str, language: str, tmp_path: Path) -> None:
    root = a_corpus(tmp_path)
    (root / "dialogues").mkdir()
    code, out = new(root, "--type", scam_type, "--language", language)
    assert code == 0
    assert "What you must still decide:\n  1. " in out
    assert judged(root) == []
    script = f"{scam_type.replace('_', '-')}-1"
    assert load(root).ids() == (f"{script}/{language}-benign", f"{script}/{language}-scam")
    for dialogue in load(root):
        path = root / "dialogues" / f"{dialogue.id}.json"
        assert path.read_text(encoding="utf-8") == canonical(dialogue)


def test_two_bundles_without_a_name_do_not_meet(tmp_path: Path) -> None:
    root = a_corpus(tmp_path)
    (root / "dialogues").mkdir()
    for _ in range(2):
        assert new(root, "--type", "loan_fee", "--language", "zh")[0] == 0
    assert len({each.script for each in load(root)}) == 2


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    root = a_corpus(tmp_path)
    (root / "dialogues").mkdir()
    arguments = ("mine", "--type", "loan_fee", "--language", "zh")
    new(root, *arguments)
    path = root / "dialogues" / "mine" / "zh-scam.json"
    path.write_text("precious")
    code, out = new(root, *arguments)
    assert (code, "the script mine is there already" in out) == (2, True)
    assert path.read_text() == "precious"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("My Script", "--type", "loan_fee"), "such as my-script"),
        (("mine", "--type", "loan-fee"), "Did you mean loan_fee?"),
        (("mine",), "Give a --type. The types are: loan_fee, "),
        (("mine", "--type", "loan_fee", "--scammer", "x"), "belong to --from"),
        (("贷款", "--type", "loan_fee"), "such as my-script"),
    ],
)
def test_a_wrong_word_is_told_in_a_sentence(
    arguments: tuple[str, ...], sentence: str, tmp_path: Path
) -> None:
    root = a_corpus(tmp_path)
    (root / "dialogues").mkdir()
    code, out = new(root, *arguments, "--language", "zh")
    assert (code, sentence in out) == (2, True), out
    assert not list((root / "dialogues").iterdir())


def test_outside_a_corpus_nothing_is_written(tmp_path: Path) -> None:
    code, out = new(tmp_path, "--type", "loan_fee", "--language", "zh")
    assert (code, "There is no corpus in" in out) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_chinese_transcript_becomes_a_dialogue_without_names_and_numbers(tmp_path: Path) -> None:
    root = a_corpus(tmp_path)
    (root / "dialogues").mkdir()
    dialogue = the_draft(root, write(tmp_path / "chat.txt", CHINESE))
    assert [turn.speaker for turn in dialogue.turns] == ["A", "B", "A", "B", "A", "B"]
    assert [turn.minute for turn in dialogue.turns] == [0, 1, 1, 4, 8, 249]
    assert dialogue.turns[2].text == ("先交500保证金，打到 [BANK_CARD_1]\n或者加QQ号:[QQ_1]")
    assert dialogue.turns[3].text == "我的号码是[PHONE_1]，打给我说"
    assert dialogue.turns[4].text == "[PHONE_1] 打不通[捂脸] （他假装很着急）"
    assert [speaker.role for speaker in dialogue.speakers] == ["scammer", "target"]
    data = (root / "dialogues" / "draft" / "zh-scam.json").read_text(encoding="utf-8")
    assert not re.search("小李|王姐|6222|138|34567890", data)
    errors = [each.rule for each in validate(root).findings if each.severity == "error"]
    assert errors == []


def test_the_roles_are_those_that_were_named(tmp_path: Path) -> None:
    root = a_corpus(tmp_path)
    (root / "dialogues").mkdir()
    source = write(tmp_path / "chat.txt", CHINESE)
    dialogue = the_draft(root, source, "--scammer", "王姐", "--target", "小李")
    assert [speaker.role for speaker in dialogue.speakers] == ["target", "scammer"]
    code, out = new(
        root,
        "other",
        "--type",
        "loan_fee",
        "--language",
        "zh",
        "--from",
        source,
        "--scammer",
        "小王",
    )
    assert (code, "nobody is called 小王" in out) == (2, True)


def test_a_gbk_table_from_a_spreadsheet_becomes_a_dialogue(tmp_path: Path) -> None:
    root = a_corpus(tmp_path)
    (root / "dialogues").mkdir()
    table = (
        "说话人;内容;阶段;回应;备注\n甲;在吗，有个事;lure;;x\n"
        '乙;"什么事\n你说";;question;\n甲;;;;\n甲;先打50;再要;;\n'
    )
    source = write(tmp_path / "turns.csv", table.encode("gb18030"))
    code, out = new(root, "draft", *LOAN, "--from", source)
    assert code == 0, out
    assert "the file is read as GBK" in out
    assert "the columns 备注 are left out" in out
    assert "line 6: the stage is not in the taxonomy and is left out" in out
    assert "line 5: left out, since nothing is said there" in out
    (dialogue,) = load(root)
    assert [turn.text for turn in dialogue.turns] == ["在吗，有个事", "什么事\n你说", "先打50"]
    assert [turn.stage for turn in dialogue.turns] == ["lure", None, None]
    assert dialogue.turns[1].response == "question"


def test_an_english_table_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    data = "\ufeffspeaker,text,minute,channel\nAnn,Hi,0,phone\nBob,Who is it?,2,phone\n".encode()
    draft = read_draft(write(tmp_path / "turns.csv", data))
    assert [(line.name, line.text, line.minute) for line in draft.lines] == [
        ("Ann", "Hi", 0),
        ("Bob", "Who is it?", 2),
    ]
    assert draft.lines[0].fields == {"channel": "phone"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A: hi\nB: who\nA: me", [("A", "hi"), ("B", "who"), ("A", "me")]),
        ("甲：在吗\n乙：在", [("甲", "在吗"), ("乙", "在")]),
        ("Ann (14:02): hi\nBob (14:03): yes", [("Ann", "hi"), ("Bob", "yes")]),
        ("小李 2024-01-02 14:02\n你好\n\n王姐 14:03\n在", [("小李", "你好"), ("王姐", "在")]),
        (
            "A: hi\nB: who\nA: me\nNote: bring it\nB: ok\nA: bye",
            [("A", "hi"), ("B", "who"), ("A", "me\nNote: bring it"), ("B", "ok"), ("A", "bye")],
        ),
        ("A: see http://x.example\nB: no", [("A", "see http://x.example"), ("B", "no")]),
    ],
)
def test_transcripts_are_read_as_people_write_them(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert [(line.name, line.text) for line in transcript.read(text).lines] == expected


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"no colon here", b"\xff\x00\x01\x80\x81", b"a,b\n1,2"]
)
@pytest.mark.parametrize("name", ["a.txt", "a.csv"])
def test_what_is_no_conversation_is_told(data: bytes, name: str, tmp_path: Path) -> None:
    with pytest.raises(UnusableTextError):
        read_draft(write(tmp_path / name, data))


@settings(max_examples=200)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["A", "乙", "Ann Lee", "138"]),
            st.sampled_from([": ", "：", " (09:30): "]),
            st.text(max_size=30)
            | st.sampled_from(["13800138000", "[x", "a@b-c.com", "\u202e", " "]),
        ),
        max_size=12,
    )
)
def test_any_transcript_becomes_a_valid_dialogue_or_a_sentence(
    lines: list[tuple[str, str, str]],
) -> None:
    draft = transcript.read("\n".join("".join(line) for line in lines))
    if len({line.name for line in draft.lines}) < 2:
        with pytest.raises(HooklineError, match="2 to 26 speakers"):
            from_draft(draft, "a", "loan_fee", "zh")
        return
    (dialogue,) = from_draft(draft, "a", "loan_fee", "zh").dialogues
    assert all(not find(turn.text) for turn in dialogue.turns)
    assert json.loads(canonical(dialogue))["id"] == "a/zh-scam"


def test_the_texts_of_a_skeleton_cannot_be_missed() -> None:
    for language in ("zh", "en"):
        for dialogue in skeleton("a", "loan_fee", language).dialogues:
            assert all(turn.text[0] in "（(" for turn in dialogue.turns)


@pytest.mark.parametrize(
    "words",
    ["{a}: hello\n{b}: hi, 13800138000\n", "{a}: hello\n", "no colon {a}\n\n{b}"],
    ids=["a conversation", "one voice", "none"],
)
def test_what_is_said_of_a_hostile_transcript_is_text(words: str, tmp_path: Path) -> None:
    root = a_corpus(tmp_path)
    (root / "dialogues").mkdir()
    attack = words.format(a="\x1b[2Jx\x07", b="\u202e\x9b31m")
    path = write(tmp_path / "chat\x1b[31m.txt", attack)
    named = ("--scammer", "\x1b]0;x\x07")
    for more in ((), named):
        asked = ["d", "--type", "loan_fee", "--language", "en", "--corpus", root, "--from", path]
        command = [sys.executable, "-m", "hookline", "new", *asked, *more]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        out = done.stdout + done.stderr
        assert out
        assert not set(out) & set("\x1b\x07\x9b\u202e"), out


TABLE = "speaker,text,minute\nAnn,Hi,x\nBob,,1\nAnn,Pay,-3\nBob,No,4,5\n"
CHAT = "Chat of Friday\n\x1b[31mAnn: Hi [x]\nBob: e\u0301 \u200b\nAnn:\nAnn: Pay\nBob: No\n"


@pytest.mark.parametrize(
    ("name", "data", "notes"),
    [
        (
            "turns.csv",
            TABLE,
            [
                "line 5: left out, what stands beyond the last column",
                "line 3: left out, since nothing is said there",
                "lines 2, 4: the minute cannot be read and is left out",
                "all times are left out, since some have none: lines 2, 4",
            ],
        ),
        (
            "chat.txt",
            CHAT,
            [
                "line 2: escape sequences are taken out",
                "line 1: left out, since it is no turn and none stands before it",
                "line 4: left out, since nothing is said there",
                "line 3: invisible characters are taken out",
                "line 3: letters and their marks became one character (NFC)",
                "line 2: square brackets became round ones",
            ],
        ),
        (
            "chat.txt",
            "[14:02] Ann: Hi\n[14:01] Bob: No\n",
            ["all times are left out, since they run back: line 2"],
        ),
    ],
    ids=["table", "transcript", "times"],
)
def test_what_is_left_out_or_changed_is_told_with_its_line(
    name: str, data: str, notes: list[str], tmp_path: Path
) -> None:
    draft = read_draft(write(tmp_path / name, data))
    made = from_draft(draft, "a", "loan_fee", "en")
    assert made.dialogues[0].turns[0].text.startswith("Hi")
    assert [str(note) for note in made.notes if " is " not in str(note)[:8]] == notes


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("rub.txt", b"\xff\x00\x01\x80\x81"),
        ("empty.txt", b""),
        ("plain.txt", b"nobody speaks"),
        ("turns.csv", b"who,text\nA,Hi\n"),
        ("one.txt", b"Ann: Hi\nAnn: Hello\n"),
    ],
)
def test_a_conversation_that_was_read_but_is_bad_exits_1(
    name: str, data: bytes, tmp_path: Path
) -> None:
    root = a_corpus(tmp_path)
    (root / "dialogues").mkdir()
    path = write(tmp_path / name, data)
    code, _, err = hookline("new", "a", *LOAN, "--from", path, "--corpus", root)
    assert (code, err.startswith("hookline: ")) == (1, True)
    code, _, err = hookline("new", "a", *LOAN, "--from", tmp_path / "no", "--corpus", root)
    assert (code, err) == (3, f"hookline: there is no file {tmp_path / 'no'}\n")
