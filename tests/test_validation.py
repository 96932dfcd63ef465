"""Bad input: each one clear sentence with file, line and column; the rest is still judged."""

import datetime as dt
import io
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from builders import (
    GOOD,
    REMOVED,
    SCRIPT,
    a_corpus,
    a_record,
    a_translation,
    a_twin,
    findings,
    judged,
    write,
)
from hookline.files import compact
from hookline.findings import Severity
from hookline.reading import STDIN
from hookline.shape import schema
from hookline.validation import validate, validate_paths

GOOD_TEXT = json.dumps(GOOD, ensure_ascii=False, indent=2)
CHINESE = json.dumps(a_record(("/title", "放款之前")), ensure_ascii=False)
FIRST_CHINESE = CHINESE.encode().index("放".encode())

BAD_FILES: list[tuple[str, bytes, str, str, str]] = [
    # name, content, the text at whose beginning the finding stands, rule, message
    (
        "syntax error",
        GOOD_TEXT.replace('"language": "en",', '"language": "en"').encode(),
        '\n  "label"',
        "file/json",
        "a comma is missing here",
    ),
    ("empty", b"", "", "file/json", "the file is empty; a JSON object is expected"),
    (
        "lone surrogate",
        GOOD_TEXT.replace("Sent.", "\\ud83d").encode(),
        "\\ud83d",
        "file/json",
        "\\ud83d is half of a character (a lone surrogate)",
    ),
    (
        "duplicate key",
        GOOD_TEXT.replace('"language": "en",', '"language": "en", "label": 1,').encode(),
        '"label": "scam"',
        "file/duplicate-key",
        "the field label stands here a second time",
    ),
    (
        "BOM",
        b"\xef\xbb\xbf" + GOOD_TEXT.encode(),
        "",
        "file/bom",
        "the file begins with a byte order mark",
    ),
    (
        "GBK",
        CHINESE.encode("gb18030"),
        "放款之前",
        "file/utf8",
        f"byte 0xB7 at offset {FIRST_CHINESE} is not UTF-8; the file looks like GBK",
    ),
    (
        "UTF-16",
        GOOD_TEXT.encode("utf-16"),
        "",
        "file/utf8",
        "byte 0xFF at offset 0 is not UTF-8; the file looks like UTF-16",
    ),
    (
        "half a file",
        GOOD_TEXT[: GOOD_TEXT.index("bulletin") + 3].encode(),
        '"bul',
        "file/json",
        "the text that begins here is not closed by a double quote",
    ),
    (
        "half a character",
        CHINESE.encode()[: CHINESE.encode().index("放".encode()) + 2],
        "放",
        "file/utf8",
        f"byte 0xE6 at offset {FIRST_CHINESE} is not UTF-8; it may be cut off or damaged",
    ),
    (
        "200 deep",
        b"[" * 200 + b"]" * 200,
        "",
        "file/nesting",
        "the document is nested 200 deep; at most 64 levels are read",
    ),
    (
        "100,000 deep",
        b"[" * 100_000 + b"]" * 100_000,
        "",
        "file/nesting",
        "the document is nested 100000 deep; at most 64 levels are read",
    ),
    (
        "number out of range",
        GOOD_TEXT.replace("19.9,", "1e999,").encode(),
        "1e999",
        "file/json",
        "this number is too large",
    ),
    (
        "a number of 5,000 digits",
        GOOD_TEXT.replace("19.9,", "9" * 5000 + ",").encode(),
        "9" * 5000,
        "file/json",
        "this number is too large",
    ),
    (
        "wrong type",
        GOOD_TEXT.replace('"title": "A phone on a marketplace"', '"title": 7').encode(),
        "7,",
        "shape/type",
        "title must be a text, not a number",
    ),
    (
        "unknown field",
        GOOD_TEXT.replace('"ending"', '"ednig"').encode(),
        '"ednig"',
        "shape/unknown-field",
        'there is no field "ednig" here',
    ),
    (
        "not an object",
        b"[]",
        "",
        "shape/type",
        "the document must be an object {…}, not a list",
    ),
]


def place_of(marker: str, data: bytes, encoding: str) -> tuple[int, int]:
    """Return line and column of a marker, counted in the plainest way."""
    before = data.decode(encoding, "ignore").partition(marker)[0] if marker else ""
    return before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1


@pytest.mark.parametrize(
    ("data", "marker", "rule", "message", "encoding"),
    [(*one[1:], "gb18030" if one[0] == "GBK" else "utf-8") for one in BAD_FILES],
    ids=[one[0] for one in BAD_FILES],
)
def test_a_bad_file_is_told_with_line_and_column_and_the_others_are_judged(
    data: bytes, marker: str, rule: str, message: str, encoding: str, tmp_path: Path
) -> None:
    root = a_corpus(tmp_path, a_record(), a_translation(("/turns/1/spans/0/end", 99)))
    bad = write(root / "dialogues" / SCRIPT / "aa-bad.json", data)
    report = validate(root)
    (first, *_) = [each for each in report.findings if each.rule != "file/path-is-id"]
    expected = place_of(marker, data, encoding)
    assert (first.rule, first.message) == (rule, message)
    assert (first.location.line, first.location.column) == expected
    assert first.location.file == str(bad)
    assert first.severity is Severity.ERROR
    assert report.findings[-1].rule == "span/in-text"
    assert report.exit_code() == 1
    assert report.files == 6


def test_an_unknown_field_is_told_with_the_word_that_was_meant(tmp_path: Path) -> None:
    bad = write(tmp_path / "a.json", a_record(("/endng", "open")))
    (finding,) = validate(bad).findings
    assert (finding.suggestion, finding.hint[:31]) == (None, "The fields that may stand here ")
    del GOOD_TEXT_FIELDS["ending"]
    misspelt = write(tmp_path / "b.json", {**GOOD_TEXT_FIELDS, "endng": "open"})
    (finding,) = validate(misspelt).findings
    assert finding.suggestion == "ending"


GOOD_TEXT_FIELDS: dict[str, Any] = json.loads(GOOD_TEXT)


def test_a_missing_file_is_a_finding_and_exit_code_3(tmp_path: Path) -> None:
    good = write(tmp_path / "a.json", a_record(("/title", 7)))
    report = validate_paths([tmp_path / "none.json", good])
    assert findings(report) == [("shape/type", "/title"), ("file/readable", "")]
    assert report.findings[1].message == f"there is no file or folder {tmp_path / 'none.json'}"
    assert report.exit_code() == 3


def test_a_folder_without_dialogues_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    report = validate(tmp_path / "empty")
    assert report.findings[0].message == f"there is no dialogue in {tmp_path / 'empty'}"
    assert report.exit_code() == 3


def test_a_file_that_cannot_be_opened_is_told_and_the_others_are_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = write(tmp_path / "a.json", a_record())
    other = write(tmp_path / "b.json", b"")
    opened = Path.open

    def refuse(path: Path, mode: str) -> Any:  # a superuser may open everything: no test by mode
        if path == locked:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, mode)

    monkeypatch.setattr(Path, "open", refuse)
    report = validate_paths([locked, other])
    assert [each.message for each in report.findings] == [
        f"cannot read {locked}: permission denied",
        "the file is empty; a JSON object is expected",
    ]
    assert report.exit_code() == 3


def test_the_path_is_the_id(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record())
    path = root / "dialogues" / SCRIPT / "en-scam.json"
    path.rename(path.with_name("en-other.json"))
    (finding,) = validate(root).findings
    assert finding.rule == "file/path-is-id"
    assert finding.message == (
        "the id is phone-deposit/en-scam, but the file's path says phone-deposit/en-other"
    )


def test_a_dialogue_directly_in_a_folder_has_no_script(tmp_path: Path) -> None:
    root = a_corpus(tmp_path)
    write(root / "dialogues" / "loose.json", a_record())
    assert judged(root) == [("file/path-is-id", "/id")]


def test_a_single_file_is_judged_within_its_corpus(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(), a_translation(("/turns/1/stage", "fee")))
    path = root / "dialogues" / SCRIPT / "zh-scam.json"
    found = judged(path)
    assert ("translation/aligned", "/turns/1/stage") in found
    assert validate(path).not_run == ()
    assert validate(path).files == 1


def test_outside_a_corpus_the_checks_that_need_one_are_said_not_to_have_run(tmp_path: Path) -> None:
    lone = write(tmp_path / "lone.json", a_translation())
    report = validate(lone)
    assert report.ok
    (skipped,) = report.not_run
    assert skipped.what == "the checks of twin, original, sources and annotators"
    assert "belongs to no corpus" in skipped.why


def test_broken_sources_stop_only_the_checks_that_need_them(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(), a_translation(("/turns/1/stage", "fee")))
    (root / "sources.json").write_text("{")
    report = validate(root)
    assert {(each.what, each.why) for each in report.not_run} == {
        ("schema and rules", "the file is not readable as JSON"),
        ("the check of sources.json", "sources.json of the corpus is missing or broken"),
    }
    assert ("translation/aligned", "/turns/1/stage") in findings(report)


def test_a_corpus_without_sources_is_told(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record())
    (root / "sources.json").unlink()
    report = validate(root)
    assert [each.message for each in report.findings] == [f"there is no file {root}/sources.json"]
    assert report.exit_code() == 3


def test_a_broken_original_is_not_said_to_be_missing(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(("/title", 7)), a_translation(), a_twin())
    report = validate(root)
    assert findings(report) == [("shape/type", "/title")]
    what = "the comparison with phone-deposit/en-scam"
    assert sum(each.what == what for each in report.not_run) == 2


def test_a_whole_number_may_be_written_as_a_decimal(tmp_path: Path) -> None:
    edits = [("/turns/0/minute", 0.0), ("/turns/1/spans/0/start", 13.0)]
    assert judged(write(tmp_path / "a.json", a_record(*edits))) == []


def test_nesting_that_an_engine_gives_up_on_is_a_finding(tmp_path: Path) -> None:
    deep: Any = []
    for _ in range(300):
        deep = [deep]
    path = write(tmp_path / "a.json", a_record(("/provenance/sources", [deep, deep])))
    assert judged(path) == [("file/nesting", "")]
    assert findings(validate(path, engine="jsonschema")) == [("file/nesting", "")]


def test_no_more_than_1000_findings_are_made_of_one_record(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", a_record(("/turns", [1] * 5000)))
    assert len(validate(path).findings) == 1000


def test_a_folder_given_twice_is_judged_once(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record())
    assert validate_paths([root, root / ".." / root.name]).files == 4


def test_files_that_are_not_judged_are_said(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record())
    write(root / "dialogues" / SCRIPT / "zh-scam.json.txt", b"{")
    (finding,) = validate(root).findings
    assert (finding.rule, finding.severity) == ("file/stranger", Severity.WARNING)
    assert finding.location.file.endswith("zh-scam.json.txt")


def test_a_linked_script_is_judged(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record())
    other = a_record(("/id", "other/en-scam"), ("/title", 7))
    write(tmp_path / "elsewhere" / "en-scam.json", other)
    (root / "dialogues" / "other").symlink_to(tmp_path / "elsewhere")
    assert judged(root) == [("shape/type", "/title")]


def test_a_pipe_in_a_folder_is_told_and_not_waited_for(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record())
    os.mkfifo(root / "dialogues" / SCRIPT / "pipe.json")
    (finding,) = validate(root).findings
    assert finding.message.endswith("it is not a regular file")


@pytest.mark.parametrize("name", ["layers", "manifest", "taxonomy", "sources"])
def test_a_folder_or_variant_may_be_called_like_a_part_of_the_corpus(
    name: str, tmp_path: Path
) -> None:
    record = a_record(("/id", f"{name}/{name}"), ("/turns/1/spans/0/end", 99))
    root = a_corpus(tmp_path / name, record)
    assert judged(root) == [
        ("corpus/variant-language", "/id"),
        ("span/in-text", "/turns/1/spans/0/end"),
    ]


def test_a_path_that_is_no_path_is_told() -> None:
    for name in ("x" * 5000, "a\0b"):
        assert validate(name).exit_code() == 3


def test_a_broken_shape_stops_the_rules_and_says_so(tmp_path: Path) -> None:
    bad = write(tmp_path / "a.json", a_record(("/title", 7), ("/turns/1/spans/0/end", 99)))
    report = validate(bad)
    assert findings(report) == [("shape/type", "/title")]
    assert [each.what for each in report.not_run] == ["rules"]


def test_jsonl_is_judged_line_by_line(tmp_path: Path) -> None:
    lines = [compact(a_record()), "", compact(a_record(("/id", "x/y"), ("/title", 7))), "{"]
    path = write(tmp_path / "a.jsonl", "\n".join(lines))
    report = validate(path)
    assert [(each.rule, each.location.line) for each in report.findings] == [
        ("shape/type", 3),
        ("file/json", 4),
    ]
    assert report.dialogues == 2


def test_the_same_id_twice_is_told_with_its_first_place(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", f"{compact(a_record())}\n{compact(a_record())}\n")
    (finding,) = validate(path).findings
    assert finding.message == f"the id phone-deposit/en-scam was already used in {path}:1"


@pytest.mark.parametrize("text", [GOOD_TEXT, compact(GOOD), f"{compact(GOOD)}\n"])
def test_standard_input_holds_one_document(text: str) -> None:
    report = validate_paths([STDIN], stdin=io.BytesIO(text.encode()))
    assert (report.ok, report.dialogues) == (True, 1)


def test_standard_input_holds_lines() -> None:
    lines = f"{compact(GOOD)}\n{compact(a_record(('/id', 'a/b'), ('/title', 7)))}\n"
    report = validate_paths([STDIN], stdin=io.BytesIO(lines.encode()))
    assert report.dialogues == 2
    assert report.findings[0].location.file == "<stdin>"
    assert report.findings[0].location.line == 2


def test_a_corpus_above_another_folder_is_found(tmp_path: Path) -> None:
    a_corpus(tmp_path, a_record())
    assert validate(tmp_path).files == 4


def test_a_record_of_more_than_16_mib_is_not_read(tmp_path: Path) -> None:
    path = write(tmp_path / "big.json", b'"' + b"x" * (16 * 1024 * 1024) + b'"')
    assert judged(path) == [("file/size", "")]


def test_both_engines_give_the_same_report(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(("/label", "fraud"), ("/turns", [])))
    assert validate(root) == validate(root, engine="jsonschema")


def test_the_manifest_of_another_program_makes_no_corpus(tmp_path: Path) -> None:
    write(tmp_path / "manifest.json", {"short_name": "an app"})
    path = write(tmp_path / "talk" / "a.json", a_record())
    assert "belongs to no corpus" in validate(path).not_run[0].why


def a_waiver(rule: str, pointer: str) -> dict[str, str]:
    reason = "The bulletin prints this amount as it stands."
    return {
        "rule": rule,
        "pointer": pointer,
        "reason": reason,
        "by": "maintainer",
        "date": "2026-11-22",
    }


def test_a_waiver_accepts_one_finding_at_its_place(tmp_path: Path) -> None:
    edits: list[tuple[str, Any]] = [("/turns/3/payment/amount", 51)]
    waiver = a_waiver("money/paid-differs", "/turns/3/payment/amount")
    path = write(tmp_path / "a.json", a_record(*edits, ("/waivers", [waiver])))
    assert judged(write(tmp_path / "b.json", a_record(*edits))) == [
        ("money/paid-differs", "/turns/3/payment/amount")
    ]
    report = validate(path)
    assert (report.findings, report.waived) == ((), 1)


def test_a_waiver_of_a_corpus_rule_waits_for_the_corpus(tmp_path: Path) -> None:
    waiver = a_waiver("contrast/speakers", "/speakers")
    edits: list[tuple[str, Any]] = [
        ("/speakers/-", {"id": "C", "role": "third_party"}),
        ("/turns/-", {"speaker": "C", "channel": "marketplace", "text": "Hi."}),
        ("/turns/-", {"speaker": "A", "channel": "marketplace", "text": "Bye."}),
        ("/waivers", [waiver]),
    ]
    root = a_corpus(tmp_path, a_record(), a_twin(*edits))
    assert (validate(root).findings, validate(root).waived) == ((), 1)
    outside = write(tmp_path / "elsewhere" / "a.json", a_twin(*edits))
    assert judged(outside) == []


def test_a_waiver_of_a_rule_that_does_not_exist_is_told(tmp_path: Path) -> None:
    waiver = a_waiver("money/payed-differs", "/turns/3")
    (finding,) = validate(write(tmp_path / "a.json", a_record(("/waivers", [waiver])))).findings
    assert finding.message == "there is no rule money/payed-differs"
    assert finding.suggestion == "money/paid-differs"


@pytest.mark.parametrize("field", ["reason", "by"])
def test_a_number_in_a_waiver_is_found(tmp_path: Path, field: str) -> None:
    waiver = a_waiver("money/paid-differs", "/turns/3") | {
        field: "打13812345678确认，公告里就是这个金额"
    }
    found = judged(write(tmp_path / "a.json", a_record(("/waivers", [waiver]))))
    assert ("privacy/phone-number", f"/waivers/0/{field}") in found


@pytest.mark.parametrize("date", ["2026-13-45", "2026-02-31", "2025-02-29", "1900-02-29"])
def test_a_day_that_is_not_in_the_calendar_is_found(tmp_path: Path, date: str) -> None:
    waiver = a_waiver("money/paid-differs", "/turns/3") | {"date": date}
    (finding,) = validate(write(tmp_path / "a.json", a_record(("/waivers", [waiver])))).findings
    assert finding.message == (
        f'date is written as "{date}", which does not have the form of a date in the calendar'
    )


def test_every_day_of_four_centuries_is_in_the_calendar() -> None:
    pattern = re.compile(
        schema("dialogue")["properties"]["waivers"]["items"]["properties"]["date"]["pattern"]
    )
    first = dt.date(1900, 1, 1).toordinal()
    days = {dt.date.fromordinal(first + each).isoformat() for each in range(146_097)}
    written = (
        f"{year}-{month:02}-{day:02}"
        for year in range(1900, 2300)
        for month in range(14)
        for day in range(33)
    )
    assert {each for each in written if pattern.search(each)} == days


def test_a_waiver_without_a_pointer_is_said_to_stand_for_the_dialogue(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", a_record(("/waivers", [a_waiver("money/implausible", "")])))
    (finding,) = validate(path).findings
    assert finding.message == "the waiver of money/implausible at the dialogue accepts nothing"


def test_a_translation_that_differs_is_told_without_a_verb_that_must_fit(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(), a_translation(("/turns/1/spans", REMOVED)))
    message = next(each for each in validate(root).findings if "cues" in each.message).message
    assert message == (
        "cues of turn 1: missing, but too_good in the original phone-deposit/en-scam"
    )


def test_a_folder_that_holds_nothing_has_a_hint_that_fits(tmp_path: Path) -> None:
    (finding,) = validate(tmp_path).findings
    assert finding.hint == "Name a file or a folder that holds some, or the root of a corpus."
