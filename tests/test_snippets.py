"""Snippets: the caret stands under the exact stretch, whatever stands before it."""

import json
from pathlib import Path

import pytest

from builders import a_record, write
from hookline import validate
from hookline.findings import Finding
from hookline.render.report import as_json, text
from hookline.render.snippet import cells, snippet, windowed
from hookline.render.words import MOST_OF_A_RULE


def plain(words: str, _style: str) -> str:
    return words


def lines_of(finding: Finding) -> list[str]:
    return list(snippet(finding, plain, "red"))


def test_three_lines_and_carets_under_the_value(tmp_path: Path) -> None:
    (finding,) = validate(write(tmp_path / "a.json", a_record(("/title", 7)))).findings
    assert lines_of(finding) == [
        '7 │ "scam_type": "shopping",',
        '8 │ "title": 7,',
        "  │          ^",
        '9 │ "provenance": {',
    ]


def test_the_caret_of_a_missing_comma_stands_where_the_comma_belongs(tmp_path: Path) -> None:
    (finding,) = validate(write(tmp_path / "a.json", '{\n "a": 1\n "b": 2\n}')).findings
    assert lines_of(finding)[1:3] == ['2 │ "a": 1', "  │       ^"]


@pytest.mark.parametrize(
    ("before", "at"), [("", 0), ("abc", 3), ("你好", 4), ("😀", 2), ("\x1b[2J", 11), ("\u202e", 8)]
)
def test_carets_count_the_cells_of_what_is_shown(before: str, at: int) -> None:
    shown, start, length = windowed(f"{before}付了。", len(before), len(before) + 2)
    assert (start, length) == (at, 4)
    assert shown.endswith("付了。")
    assert "\x1b" not in shown


@pytest.mark.parametrize("filler", ["x", "字", "😀"])
def test_a_long_line_is_cut_around_the_stretch(filler: str) -> None:
    line = filler * 300 + "HERE" + filler * 300
    shown, start, length = windowed(line, 300, 304)
    assert cells(shown) <= 66
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert length == 4
    prefix = shown[: shown.index("HERE")]
    assert cells(prefix) == start


def test_a_stretch_longer_than_the_line_is_cut() -> None:
    shown, start, length = windowed("x" * 500, 0, 500)
    assert (cells(shown), start, length) == (66, 0, 66)


def test_personal_data_is_masked_in_the_source_that_is_shown(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", a_record(("/turns/0/text", "打13800138000吧")))
    (finding,) = validate(path).findings
    shown = lines_of(finding)
    assert "13800138000" not in "".join(shown)
    assert shown[1].index("13*******00") == shown[2].index("^") - cells("打") + 1
    assert shown[2].count("^") == 11


def test_more_than_twenty_findings_of_a_rule_are_folded(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", a_record(("/turns", [1] * 50)))
    lines = list(text(validate(path), plain))
    assert sum("shape/type" in line and "error" in line for line in lines) == MOST_OF_A_RULE
    assert "and 30 more findings of shape/type" in lines
    assert lines[-1] == "✗ 1 file, 1 dialogue, 50 errors, 0 warnings, 1 check not run"


def test_the_summary_tells_what_is_waived(tmp_path: Path) -> None:
    waiver = {
        "rule": "money/paid-differs",
        "pointer": "/turns/3/payment/amount",
        "reason": "The bulletin prints this amount as it stands.",
        "by": "maintainer",
        "date": "2026-11-22",
    }
    edits = (("/turns/3/payment/amount", 51), ("/waivers", [waiver]))
    report = validate(write(tmp_path / "a.json", a_record(*edits)))
    assert list(text(report, plain))[-1].startswith(
        "✓ 1 file, 1 dialogue, 0 errors, 0 warnings, 1 waived"
    )


def test_one_more_finding_of_a_rule_is_told_as_one(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", a_record(("/turns", [1] * (MOST_OF_A_RULE + 1))))
    assert "and 1 more finding of shape/type" in list(text(validate(path), plain))


def columns(tmp_path: Path, written: str) -> list[tuple[int, int]]:
    """Return where the findings stand in a text, from the quote that opens it."""
    record = json.dumps(a_record(("/turns/5/text", "HERE")), ensure_ascii=False)
    report = validate(write(tmp_path / "a.json", record.replace("HERE", written)))
    places = [each.location for each in report.findings if each.rule != "file/canonical"]
    begins = record.index("HERE") + 1
    return [(each.column - begins, each.end_column - begins) for each in places]


@pytest.mark.parametrize("before", [r"\"", r"\n", r"\u4f60", r"\ud83d\ude00", r"\\", "😀"])
def test_the_caret_stands_under_the_stretch_whatever_is_escaped_before_it(
    tmp_path: Path, before: str
) -> None:
    at = len(f"Say {before} ")
    assert columns(tmp_path, f"Say {before} \u202epost") == [(at, at + 1)]


def test_an_escape_within_the_stretch_is_marked_whole(tmp_path: Path) -> None:
    assert columns(tmp_path, r"a\"b\u001bc") == [(4, 10)]


def test_three_findings_in_one_text_have_three_places(tmp_path: Path) -> None:
    assert columns(tmp_path, r"a\u0007b\u0007c\u0007") == [(1, 7), (8, 14), (15, 21)]


def test_json_shows_what_hides_in_a_snippet(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", a_record(("/turns/5/text", "a\u200b \u202epost")))
    for finding in json.loads(as_json(validate(path)))["findings"]:
        source = finding["snippet"]
        marked = source["line"][source["start"] : source["end"]]
        assert marked == ("‹U+202E›" if finding["rule"] == "text/bidi" else "‹U+200B›")


def test_a_hint_follows_the_word_that_was_meant(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", a_record(("/turns/1/stage", "refee")))
    lines = list(text(validate(path), plain))
    at = lines.index("    did you mean re-fee?")
    assert lines[at + 1] == "    The values are: lure, fee, re-fee, threat."
