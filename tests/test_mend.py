"""`fix` and `fmt`: what is certain is mended, once; the rest is left alone and said."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from builders import GOOD, REMOVED, a_corpus, a_record, a_translation, canonical_text, judged, write
from hookline.cli import group
from hookline.examples import TREE, Edit, patched, place_of
from hookline.files import canonical, laid_out
from hookline.mend import FIXES, mended
from hookline.model import dialogue_from
from hookline.rules import CATALOGUE
from hookline.validation import validate

SCAM_ID = GOOD["id"]


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(group, [str(each) for each in arguments], env={"LANG": "C"})
    return result.exit_code, result.output


def test_the_rules_with_a_fix_are_those_that_the_docs_name() -> None:
    assert {info.id for info in FIXES} == {
        "file/bom",
        "file/canonical",
        "money/demand-order",
        "shape/required",
        "span/edge",
        "span/in-text",
        "span/order",
        "span/text-equal",
        "text/edge",
        "text/half-width",
        "text/nfc",
    }


@pytest.mark.parametrize("info", FIXES, ids=lambda info: info.id)
def test_a_fix_mends_the_bad_example_and_does_nothing_twice(info: Any, tmp_path: Path) -> None:
    record = info.bad.record()
    data = canonical_text(record) or json.dumps(record, ensure_ascii=False)
    raw = info.bad.damage(data.encode()) if info.bad.damage else data.encode()
    before = copy.deepcopy(record)
    info.fix(record)
    assert record == before, "the input is untouched"
    first = mended(raw, record["id"])
    assert first.changed
    assert info.id in first.rules
    kept = [TREE["scam"]] if info.bad.on != "scam" else []
    root = a_corpus(tmp_path, *kept)
    path = write(root / place_of(TREE[info.bad.on]), raw)
    assert info.id in {rule for rule, _ in judged(path)}
    path.write_text(first.after, encoding="utf-8")
    assert judged(path) == []
    assert mended(first.after.encode(), record["id"]).rules == ()


def test_a_span_with_text_and_cue_alone_is_anchored() -> None:
    record = a_record(("/turns/1/spans/0", {"cue": "too_good", "text": "half the price"}))
    assert mended(json.dumps(record).encode()).after == canonical_text(GOOD)


def test_a_span_whose_text_stands_twice_is_left_to_people(tmp_path: Path) -> None:
    record = a_record(
        ("/turns/1/text", "Yes yes, half price, half price."),
        ("/turns/1/spans/0", {"cue": "too_good", "text": "half price"}),
    )
    code, out = run("fix", write(tmp_path / "twice.json", record))
    assert code == 1
    assert "the field start is missing  shape/required" in out
    assert "let hookline fix do it" not in out


def test_a_wrong_offset_that_is_not_certain_is_told_though_the_shape_is_right(
    tmp_path: Path,
) -> None:
    span = {"start": 0, "end": 10, "cue": "too_good", "text": "half price"}
    record = a_record(
        ("/turns/1/text", "Yes yes, half price, half price."), ("/turns/1/spans/0", span)
    )
    code, out = run("fix", write(tmp_path / "twice.json", record))
    assert code == 1
    assert "span/text-equal" in out
    assert "0 mended, 0 already right, 1 left as they are" in out


def test_a_missing_id_comes_from_the_path(tmp_path: Path) -> None:
    path = write(a_corpus(tmp_path) / place_of(GOOD), a_record(("/id", REMOVED)))
    assert run("fix", path)[0] == 0
    assert path.read_text(encoding="utf-8") == canonical_text(GOOD)


@pytest.mark.parametrize("pointer", ["/turns/2/demand/id", "/speakers/0/id", "/speakers/1/id"])
def test_the_one_id_that_is_lost_and_still_named_is_added(pointer: str) -> None:
    record = a_record((pointer, REMOVED))
    assert mended(json.dumps(record).encode()).after == canonical_text(GOOD)


@pytest.mark.parametrize(
    "edits",
    [
        (("/turns/2/demand/id", REMOVED), ("/turns/4/demand/id", REMOVED)),
        (("/turns/2/demand/id", REMOVED), ("/turns/3/payment/demand", "d7")),
        (("/turns/2/demand/id", REMOVED), ("/turns/1/text", REMOVED), ("/turns/1/demand", {})),
        (("/turns/4/demand/id", REMOVED), ("/turns/3/payment/demand", "d2")),
        (("/speakers/0/id", REMOVED), ("/speakers/1/id", REMOVED)),
        (("/speakers/0/id", REMOVED), ("/turns/0/speaker", "C")),
        (("/speakers/0/id", REMOVED), ("/speakers/-", {"id": "C", "role": "target"})),
    ],
)
def test_an_id_is_not_guessed_where_another_may_be_meant(edits: tuple[Edit, ...]) -> None:
    record = a_record(*edits)
    assert json.loads(mended(json.dumps(record).encode()).after) == record


@pytest.mark.parametrize(
    ("edits", "rules"),
    [
        ((("/turns/1/spans/0/start", 12),), ("span/text-equal",)),
        ((("/turns/1/spans/0/end", 99),), ("span/in-text",)),
        ((("/turns/1/spans/0/start", REMOVED),), ("shape/required",)),
        ((("/turns/1/spans/0/start", "13"),), ("shape/type",)),
        ((("/turns/1/spans/0/start", -1),), ("shape/number",)),
    ],
)
def test_what_was_mended_is_told_by_the_rule_that_found_it(
    edits: tuple[Edit, ...], rules: tuple[str, ...]
) -> None:
    assert mended(laid_out(a_record(*edits)).encode()).rules == rules


def test_what_is_certain_is_mended_beside_an_error_that_is_not(tmp_path: Path) -> None:
    edits = (("/turns/4/stage", "refee"),)
    root = a_corpus(tmp_path)
    path = write(
        root / place_of(GOOD), json.dumps(a_record(("/turns/1/spans/0/start", REMOVED), *edits))
    )
    before = run("validate", path)[1]
    assert "2 errors" in before
    assert "1 fixable" in before
    told = run("fix", "--diff", path)[1]
    assert "  1:" in told
    code, out = run("fix", path)
    assert code == 1
    assert json.loads(path.read_bytes()) == a_record(*edits)
    assert '+    {"speaker": "B"' in out
    assert "left to mend by hand: 1 error\n" in out
    line = (
        path.read_text(encoding="utf-8")
        .splitlines()
        .index(
            next(each for each in path.read_text(encoding="utf-8").splitlines() if "refee" in each)
        )
    )
    assert f"  {line + 1}:" in out
    assert '"refee" is not one of the values of stage  shape/closed-list' in out
    assert out.endswith("1 mended (1 in part), 0 already right, 0 left as they are\n")
    assert run("fix", path)[1].endswith("0 mended, 0 already right, 1 left as they are\n")


@pytest.mark.parametrize("command", ["fix", "fmt"])
def test_changes_that_lines_do_not_show_are_told(command: str, tmp_path: Path) -> None:
    text = canonical_text(GOOD) or ""
    data = b"\xef\xbb\xbf" + text.rstrip("\n").replace("\n", "\r\n").encode()
    path = write(tmp_path / "notepad.json", data)
    out = run(command, "--diff", path)[1]
    assert "byte order mark taken out" in out
    assert "line ends: CRLF → LF" in out
    assert "newline added at the end" in out
    assert "\n-}\n\\ No newline at end of file\n+}\n" in out
    assert "line ends: CRLF → LF" in run(command, path)[1]
    assert path.read_text(encoding="utf-8") == text


def test_a_line_separator_within_a_text_ends_no_line_of_a_diff() -> None:
    record = a_record(("/turns/0/text", "One\u2028two"), ("/turns/1/spans/0/start", 12))
    diff = list(mended(laid_out(record).encode()).diff("x.json"))
    assert not any(line.startswith("two") for line in diff)


def test_a_mark_is_taken_out_of_a_file_that_is_not_json() -> None:
    mend = mended(b"\xef\xbb\xbf{\xff")
    assert (mend.rules, mend.data) == (("file/bom",), b"{\xff")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("looks like GBK", "1:", "at offset", "iconv -f GB18030 -t UTF-8")),
        ("zh", ("像是 GBK", "偏移", "另存为 UTF-8", "iconv -f GB18030 -t UTF-8")),
    ],
)
@pytest.mark.parametrize("command", ["fix", "validate"])
def test_a_file_in_gbk_is_told_with_its_place_and_the_way_out(
    command: str, language: str, words: tuple[str, ...], tmp_path: Path
) -> None:
    data = json.dumps(a_translation(("/title", "模型")), ensure_ascii=False).encode("gb18030")
    for each in (data, data[: data.rindex(b"\xa1\xa3") + 1]):  # whole, and cut within a character
        out = run(command, "--language", language, write(tmp_path / "gbk.json", each))[1]
        assert [each for each in words if each not in out] == []


def test_half_a_file_is_told_with_its_place(tmp_path: Path) -> None:
    text = canonical_text(a_translation()) or ""
    path = write(tmp_path / "half.json", text.encode()[: text.encode().index("半价".encode()) + 1])
    code, out = run("fix", path)
    assert code == 1
    assert "If the file was cut off, fetch it whole once more" in out
    assert f"  {text[: text.index('半价')].count(chr(10)) + 1}:" in out


@pytest.mark.parametrize("kind", ["lock", "split", "layer", "withdrawn", "manifest"])
def test_no_finding_sends_people_to_a_fix_that_refuses_the_file(kind: Any, tmp_path: Path) -> None:
    record = TREE[kind]
    root = a_corpus(tmp_path, GOOD)
    path = root / place_of(record)
    for field in record:
        write(path, b"\xef\xbb\xbf" + json.dumps(patched(record, (f"/{field}", REMOVED))).encode())
        found = validate(path).findings
        assert found
        assert [each for each in found if each.fixable or "hookline f" in each.hint] == []


def test_a_missing_field_says_that_fix_adds_it_only_where_it_does(tmp_path: Path) -> None:
    edits = (("/turns/4/demand/id", REMOVED), ("/ending", REMOVED))
    found = validate(write(tmp_path / "two.json", a_record(*edits))).findings
    assert {each.message: each.hint for each in found} == {
        "the field ending is missing": "Add it; the schema says what belongs in.",
        "the field id is missing": "Add it, or let hookline fix do it.",
    }


def test_nothing_is_called_fixable_in_a_file_with_a_field_twice(tmp_path: Path) -> None:
    data = laid_out(a_record(("/turns/1/spans/0/start", REMOVED)))
    twice = data.replace('"ending"', '"label": "scam", "ending"')
    report = validate(write(tmp_path / "twice.json", twice))
    assert report.fixable == 0
    assert not any("hookline fix" in each.hint for each in report.findings)


def test_spans_stay_on_their_words_when_a_text_is_composed() -> None:
    text = "Cafe\u0301s, as new, half the price."
    record = a_record(
        ("/turns/1/text", text),
        ("/turns/1/spans/0", {"start": 15, "end": 31, "cue": "too_good", "text": text[15:31]}),
    )
    after = json.loads(mended(json.dumps(record).encode()).after)
    turn = after["turns"][1]
    (span,) = turn["spans"]
    assert turn["text"] == "Cafés, as new, half the price."
    assert turn["text"][span["start"] : span["end"]] == span["text"]


@pytest.mark.parametrize(
    "text", ["  Yes, half the price.\n", "half the price ", "\u3000half the price"]
)
def test_spans_stay_on_their_words_when_white_space_goes(text: str) -> None:
    start = text.find("half")
    span = {"start": start, "end": len(text), "cue": "too_good", "text": text[start:]}
    record = a_record(("/turns/1/text", text), ("/turns/1/spans/0", span))
    turn = json.loads(mended(json.dumps(record).encode()).after or "")["turns"][1]
    (span,) = turn["spans"]
    assert turn["text"] == text.strip()
    assert turn["text"][span["start"] : span["end"]] == span["text"] == text[start:].strip()


def test_a_span_of_white_space_alone_is_left_to_people() -> None:
    span = {"start": 4, "end": 5, "cue": "too_good", "text": " "}
    record = a_record(("/turns/1/text", "Yes. "), ("/turns/1/spans/0", span))
    assert mended(canonical(dialogue_from(record)).encode()).rules == ()


def test_full_width_marks_leave_times_amounts_and_latin_alone() -> None:
    record = a_translation(("/turns/5/text", "你说10:30包邮,对吧?OK, fine 3,000元"))
    after = json.loads(mended(json.dumps(record).encode()).after)
    assert after["turns"][5]["text"] == "你说10:30包邮，对吧？OK, fine 3,000元"


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"null", b'{"id": "a/b", "id": "a/c"}', b"\xff\xfe{", b"[" * 5000, b'"x"'],
)
def test_what_cannot_be_mended_is_left_with_a_reason(data: bytes, tmp_path: Path) -> None:
    path = write(tmp_path / "bad.json", data)
    code, out = run("fix", path)
    assert (code, path.read_bytes()) == (1, data)
    assert "left to mend by hand: " in out
    assert "  1:" in out


def test_fmt_changes_the_form_and_nothing_that_is_said(tmp_path: Path) -> None:
    record = a_record(("/turns/1/spans/0/start", 12), ("/turns/1/spans/0/end", 26))
    path = write(a_corpus(tmp_path) / place_of(GOOD), json.dumps(record, indent=8).encode())
    code, out = run("fmt", path)
    assert (code, out.splitlines()[-1]) == (0, "1 mended, 0 already right, 0 left as they are")
    assert json.loads(path.read_bytes()) == record
    assert path.read_text(encoding="utf-8") == canonical(dialogue_from(record))


def test_diff_shows_the_change_and_writes_nothing(tmp_path: Path) -> None:
    root = a_corpus(
        tmp_path, a_record(("/turns/1/spans/0/start", 12), ("/turns/1/spans/0/end", 26))
    )
    path = root / place_of(GOOD)
    before = path.read_bytes()
    code, out = run("fix", "--diff", path)
    assert code == 1
    assert '"start": 13, "end": 27' in next(line for line in out.splitlines() if line[:2] == "+ ")
    assert path.read_bytes() == before


def test_a_file_that_is_left_gives_exit_code_1_and_the_others_are_mended(tmp_path: Path) -> None:
    bad = a_translation(("/language", REMOVED))
    root = a_corpus(tmp_path, bad)
    good = write(root / place_of(GOOD), json.dumps(GOOD).encode())
    code, out = run("fix", root)
    assert code == 1
    assert "left to mend by hand: 1 error\n" in out
    assert "the field language is missing  shape/required" in out
    assert good.read_text(encoding="utf-8") == canonical_text(GOOD)
    assert run("fix", tmp_path / "nothing")[0] == 3


def test_other_files_of_a_corpus_are_refused_by_name_and_passed_over_in_folders(
    tmp_path: Path,
) -> None:
    root = a_corpus(tmp_path, GOOD)
    assert run("fix", root) == (0, "0 mended, 1 already right, 0 left as they are\n")
    code, out = run("fix", root / "manifest.json")
    assert (code, "only dialogue files are mended" in out) == (1, True)


def test_layers_on_a_text_that_was_mended_are_told(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(("/turns/5/text", "You said cafe\u0301 post was free.")))
    assert "layers that were made on it are out of date" in run("fix", root)[1]


def test_a_fix_leaves_any_json_alone_that_has_not_its_shape() -> None:
    shapes: list[Any] = [None, 1, "x", [], {}, {"turns": 1}, {"turns": [1, {}, {"text": 2}]}]
    shapes += [patched(GOOD, ("/turns/1/spans", value)) for value in (7, [7], [{"text": 3}])]
    shapes += [patched(GOOD, ("/speakers", value)) for value in (7, [7])]
    for shape in shapes:
        for info in CATALOGUE:
            assert info.fix is None or info.fix(shape) == shape


def test_a_diff_shows_an_attack_as_text(tmp_path: Path) -> None:
    attack = "Hi \x1b[2J\x1b]0;owned\x07\u202eabc"
    record = a_record(("/turns/0/text", attack), ("/title", "\x9b31m"))
    raw = (
        json.dumps(record, ensure_ascii=False).replace("\x1b", "\\u001b").replace("\x07", "\\u0007")
    )
    out = run("fix", "--diff", write(tmp_path / "\x1b[31m.json", raw))[1]
    assert "Hi " in out
    assert not set(out) & set("\x1b\x07\x9b\u202e")


def test_fix_prints_what_it_changes_and_fmt_only_what_it_wrote(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(("/turns/1/spans/0/start", 11)))
    path = root / place_of(GOOD)
    code, told = run("fix", path)
    assert code == 0
    assert '-    {"speaker": "B"' in told
    assert '+    {"speaker": "B"' in told
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8"))), encoding="utf-8")
    code, told = run("fmt", path)
    assert (code, "@@" in told) == (0, False)


def test_a_long_difference_is_cut_and_counted(tmp_path: Path) -> None:
    turns = [{**GOOD["turns"][3], "text": f"Well, {number}. "} for number in range(38)]
    path = write(tmp_path / "a.json", a_record(("/turns", [*GOOD["turns"], *turns])))
    told = run("fix", path)[1]
    assert "more lines of difference" in told
    assert len(told.splitlines()) < 70
