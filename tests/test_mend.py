"""`fix` and `fmt`: what is certain is mended, once; the rest is left alone and said."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from builders import GOOD, REMOVED, a_corpus, a_record, a_translation, canonical_text, judged, write
from hookline.cli import group
from hookline.examples import TREE, patched, place_of
from hookline.files import canonical
from hookline.mend import FIXES, mended
from hookline.model import dialogue_from
from hookline.rules import CATALOGUE

SCAM_ID = GOOD["id"]


def run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(group, [str(each) for each in arguments], env={"LANG": "C"})
    return result.exit_code, result.output


def test_the_rules_with_a_fix_are_those_that_the_docs_name() -> None:
    assert {info.id for info in FIXES} == {
        "file/bom",
        "file/canonical",
        "shape/required",
        "span/in-text",
        "span/order",
        "span/text-equal",
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
    assert first.after is not None
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


def test_a_span_whose_text_stands_twice_is_left_to_people() -> None:
    record = a_record(
        ("/turns/1/text", "Yes yes, half price, half price."),
        ("/turns/1/spans/0", {"cue": "too_good", "text": "half price"}),
    )
    assert mended(json.dumps(record).encode()).refusal is not None


def test_a_missing_id_comes_from_the_path(tmp_path: Path) -> None:
    path = write(a_corpus(tmp_path) / place_of(GOOD), a_record(("/id", REMOVED)))
    assert run("fix", path)[0] == 0
    assert path.read_text(encoding="utf-8") == canonical_text(GOOD)


def test_a_demand_without_an_id_is_not_guessed_where_a_payment_may_mean_it() -> None:
    record = a_record(("/turns/2/demand/id", REMOVED))
    assert mended(json.dumps(record).encode()).refusal is not None


def test_spans_stay_on_their_words_when_a_text_is_composed() -> None:
    text = "Cafe\u0301s, as new, half the price."
    record = a_record(
        ("/turns/1/text", text),
        ("/turns/1/spans/0", {"start": 15, "end": 31, "cue": "too_good", "text": text[15:31]}),
    )
    after = json.loads(mended(json.dumps(record).encode()).after or "")
    turn = after["turns"][1]
    (span,) = turn["spans"]
    assert turn["text"] == "Cafés, as new, half the price."
    assert turn["text"][span["start"] : span["end"]] == span["text"]


def test_full_width_marks_leave_times_amounts_and_latin_alone() -> None:
    record = a_translation(("/turns/5/text", "你说10:30包邮,对吧?OK, fine 3,000元"))
    after = json.loads(mended(json.dumps(record).encode()).after or "")
    assert after["turns"][5]["text"] == "你说10:30包邮，对吧？OK, fine 3,000元"


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"null", b'{"id": "a/b", "id": "a/c"}', b"\xff\xfe{", b"[" * 5000, b'"x"'],
)
def test_what_cannot_be_mended_is_refused_with_a_reason(data: bytes) -> None:
    mend = mended(data)
    assert mend.after is None
    assert mend.refusal is not None


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
    assert "1 errors against the schema are left to mend by hand" in out
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
