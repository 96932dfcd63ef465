"""SARIF, Markdown, HTML, JUnit and JSON: each read by a client of its format, and under attack."""

import base64
import hashlib
import html as html_text
import json
import re
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

import cmarkgfm  # type: ignore[import-untyped]
import junitparser
import pytest
from cmarkgfm.cmark import Options  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from msgspec.structs import replace
from sarif_kit import validation_errors  # type: ignore[import-untyped]

import hookline
from builders import a_record, write
from hookline import validate
from hookline.findings import Finding, Location, NotRun, Report, Severity, Snippet
from hookline.render import sarif as sarif_module
from hookline.render.html import html
from hookline.render.junit import junit
from hookline.render.markdown import markdown
from hookline.render.report import as_json
from hookline.render.safe import one_line
from hookline.render.sarif import sarif
from hookline.resources import schema_folder
from hookline.rules import CATALOGUE

ATTACK = (
    "</script><img src=x onerror=alert(1)> @everyone #123 GH-7 ](http://evil.example) "
    "[x](javascript:alert(1)) ![i](https://evil.example/i.png) <http://evil.example> | `a` ``b`` "
    "]]> --> \x1b[31m \u202e \n::error:: www.evil.example deadbeef1 a@b.example &amp; **b** _i_ "
    "~~s~~ $x$ :tada: \\ \x00\x08\ud800 \"q\" 'q' 骗子"
)
SHOWN = one_line(ATTACK)
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\u202e\ud800-\udfff]")
EMPTY = Report()
CLEAN = Report(files=17, dialogues=14)


def a_finding(
    rule: str = "stage/scammer-only",
    message: str = "turn 5 has the stage fee, but it is spoken by a target",
    *,
    file: str = "a.json",
    line: int = 20,
    pointer: str = "/turns/5/stage",
    **values: Any,
) -> Finding:
    location = Location(
        file=file, line=line, column=7, end_line=line, end_column=12, pointer=pointer
    )
    severity = values.pop("severity", Severity.ERROR)
    return Finding(rule=rule, severity=severity, message=message, location=location, **values)


def an_attack(**values: Any) -> Report:
    snippet = Snippet(before=ATTACK, line=f"ab{ATTACK}", after=ATTACK, start=1, end=9)
    common: dict[str, Any] = {"file": ATTACK, "pointer": f"/{ATTACK}", "snippet": snippet}
    findings = (
        a_finding(ATTACK, ATTACK, suggestion=ATTACK, **common),
        a_finding("text/bidi", ATTACK, hint=ATTACK, severity=Severity.WARNING, **common),
    )
    not_run = (
        NotRun(file=ATTACK, what=ATTACK, why=ATTACK),
        NotRun(file="b", what=ATTACK, why=ATTACK),
    )
    return Report(findings=findings, not_run=not_run, files=2, dialogues=1, **values)


def a_mixed_report(tmp_path: Any) -> Report:
    edits = (
        ("/turns/0/text", "Is [x] there?"),
        ("/turns/3/payment/amount", 51),
        ("/turns/4/text", "The courier wants 29.90 more."),
    )
    write(tmp_path / "a.json", a_record(*edits))
    write(tmp_path / "b.json", a_record(("/turns/1/stage", "refee")))
    write(tmp_path / "c.json", '{"id": "a"\n "title": 3}')
    return validate(tmp_path)


class Page(HTMLParser):
    """Elements with their attributes, and the text outside and inside of code."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []
        self.within: list[str] = []
        self.prose = self.code = self.style = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs
        if tag not in ("br", "meta"):
            self.within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.within.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self.within:
            self.style += data
        elif "code" in self.within:
            self.code += data
        else:
            self.prose += data


# SARIF


def log_of(report: Report) -> dict[str, Any]:
    text = sarif(report)
    log: dict[str, Any] = json.loads(text)
    assert list(validation_errors(log)) == []
    assert not HIDDEN.search(text)
    return log


def run_of(report: Report) -> dict[str, Any]:
    run: dict[str, Any] = log_of(report)["runs"][0]
    return run


def test_sarif_of_a_validation_is_valid_and_names_rule_level_and_place(tmp_path: Any) -> None:
    run = run_of(a_mixed_report(tmp_path))
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["version"] == hookline.__version__
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [
        info.id for info in CATALOGUE
    ]
    told = [
        (
            result["ruleId"],
            run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"],
            result["level"],
            result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"],
        )
        for result in run["results"]
        if "logicalLocations" in result["locations"][0]
    ]
    assert told == [
        ("text/bracket", "text/bracket", "error", "/turns/0/text"),
        ("shape/closed-list", "shape/closed-list", "error", "/turns/1/stage"),
        ("money/text-differs", "money/text-differs", "warning", "/turns/4/text"),
        ("money/paid-differs", "money/paid-differs", "note", "/turns/3/payment/amount"),
    ]


def test_sarif_of_one_finding_has_its_region_and_what_was_meant() -> None:
    finding = a_finding(message='"refee" is not a stage', suggestion="re-fee")
    [result] = run_of(Report(findings=(finding,)))["results"]
    assert result["message"] == {"text": '"refee" is not a stage (did you mean re-fee?)'}
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "a.json", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 20, "startColumn": 7, "endLine": 20, "endColumn": 12},
    }


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("a b/中文#1?.json", "a%20b/%E4%B8%AD%E6%96%87%231%3F.json"),
        ("c:d.json", "c%3Ad.json"),
        ("100%.json", "100%25.json"),
        ("/data/a b.json", "file:///data/a%20b.json"),
        ("<stdin>", "%3Cstdin%3E"),
    ],
)
def test_sarif_names_files_as_uris(file: str, uri: str) -> None:
    [result] = run_of(Report(findings=(a_finding(file=file),)))["results"]
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == uri
    assert ("uriBaseId" in place) is not uri.startswith("file:")


def prints(*findings: Finding) -> list[str]:
    results = run_of(Report(findings=findings))["results"]
    return [result["partialFingerprints"]["hooklinePlace/v1"] for result in results]


def test_sarif_fingerprints_outlast_moved_lines_and_tell_places_apart() -> None:
    first, second = prints(a_finding(line=20), a_finding(line=20))
    assert prints(a_finding(line=3, message="reworded"), a_finding(line=9)) == [first, second]
    others = [*prints(a_finding(pointer="/turns/6/stage")), *prints(a_finding(file="b.json"))]
    others += prints(a_finding("stage/fee-after-payment"))
    assert len({first, second, *others}) == 5


def test_sarif_says_what_was_not_run_and_whether_all_could_be_read() -> None:
    check = NotRun(file="草稿.json", what="rules", why="the file does not have the schema's shape")
    [invocation] = run_of(Report(not_run=(check,), unreadable=1))["invocations"]
    assert invocation == {
        "executionSuccessful": False,
        "toolExecutionNotifications": [
            {
                "level": "warning",
                "message": {"text": "not run: rules: the file does not have the schema's shape"},
                "locations": [
                    {
                        "physicalLocation": {
                            "artifactLocation": {
                                "uri": "%E8%8D%89%E7%A8%BF.json",
                                "uriBaseId": "%SRCROOT%",
                            }
                        }
                    }
                ],
            }
        ],
    }


def test_sarif_keeps_the_worst_of_too_many_results(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif_module, "MOST_RESULTS", 2)
    kinds = (Severity.INFO, Severity.WARNING, Severity.ERROR, Severity.INFO)
    run = run_of(Report(findings=tuple(a_finding(severity=kind) for kind in kinds)))
    assert [result["level"] for result in run["results"]] == ["error", "warning"]
    [notice] = run["invocations"][0]["toolExecutionNotifications"]
    assert notice["message"]["text"] == "2 more findings are left out."


def test_sarif_shows_an_attack_as_text_without_a_link() -> None:
    run = run_of(an_attack(language="zh"))
    assert run["language"] == "zh"
    [first, second] = run["results"]
    for result in (first, second):
        text = result["message"]["text"]
        assert text.startswith("</script><img src=x onerror=alert(1)> @everyone")
        assert "](" not in text
        assert not HIDDEN.search(text + json.dumps(result["locations"], ensure_ascii=False))
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"(?:[A-Za-z0-9/._~-]|%[0-9A-F]{2})+", uri)
    assert "ruleIndex" not in first
    assert run["tool"]["driver"]["rules"][second["ruleIndex"]]["id"] == "text/bidi"


@pytest.mark.parametrize("report", [EMPTY, CLEAN])
def test_sarif_of_a_clean_report_has_no_result(report: Report) -> None:
    run = run_of(report)
    assert run["results"] == []
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


# Markdown

REFERENCES = re.compile(
    r"@\w|#[0-9]|://|(?i:gh-[0-9]|www\.)|(?<![0-9a-z])[0-9a-f]{7,40}(?![0-9a-z])|:[a-z]+:"
)
OWN_TAGS = {"p", "ul", "li", "strong", "code", "br", "span"}


def on_github(lines: list[str]) -> Page:
    """Return lines as GitHub's own parser reads them, raw HTML included."""
    options = Options.CMARK_OPT_UNSAFE
    page = Page(cmarkgfm.github_flavored_markdown_to_html("\n".join(lines), options=options))
    assert page.tags <= OWN_TAGS
    assert page.attributes == []
    assert not REFERENCES.search(page.prose)
    return page


def test_markdown_tells_the_sum_then_the_worst_file_and_finding_first() -> None:
    report = Report(
        findings=(
            a_finding("money/paid-differs", "51 was paid", severity=Severity.INFO),
            a_finding("text/empty", "the text is empty", file="中文.json", line=9, hint="Fill it."),
            a_finding(severity=Severity.WARNING, file="中文.json", line=2, suggestion="re-fee"),
        ),
        not_run=(
            NotRun(file="b.json", what="rules", why="it has no shape"),
            NotRun(file="c.json", what="rules", why="it has no shape"),
        ),
        files=1_203,
        dialogues=1,
        waived=2,
    )
    assert list(markdown(report)) == [
        (
            "**✗ 1 error · 1 warning · 1 info** · 1,203 files · 1 dialogue · 2 waived · "
            "2 checks not run"
        ),
        "",
        "**`中文.json`**",
        "",
        "- **error** 9:7 the text is empty `text/empty`<br>Fill it.",
        (
            "- **warning** 2:7 turn 5 has the stage fee, but it is spoken by a target "
            "`stage/scammer-only`<br>did you mean re-fee?"
        ),
        "",
        "**`a.json`**",
        "",
        "- **info** 20:7 51 was paid `money/paid-differs`",
        "",
        "- not run: rules of `b.json` and 1 more: it has no shape",
    ]


def test_markdown_of_a_clean_report_is_one_line() -> None:
    assert list(markdown(CLEAN)) == ["**✓ nothing found** · 17 files · 14 dialogues"]
    assert list(markdown(EMPTY)) == ["**✓ nothing found** · 0 files · 0 dialogues"]


def test_markdown_shows_an_attack_as_text_that_nothing_is_made_of() -> None:
    page = on_github(list(markdown(an_attack())))
    assert page.prose.replace("\u200b", "").count(SHOWN) == 2 + 2 + 2  # messages, advice, not run
    assert page.code.count(SHOWN) == 1 + 1 + 1  # file, rule, file not run


@given(st.text(st.sampled_from("`*_[]()!<>&|~@#:/w.-=+$\\1a中\"' \n\u202e"), max_size=60))
def test_markdown_of_any_text_is_that_text(text: str) -> None:
    finding = a_finding(text, text, file=text, hint=f"{text}.")
    page = on_github(list(markdown(Report(findings=(finding,), files=1))))
    wanted = one_line(text).strip()
    assert wanted in page.prose.replace("\u200b", "")


def test_markdown_folds_a_flood_of_one_rule() -> None:
    flood = tuple(a_finding(line=line) for line in range(1, 24))
    lines = list(markdown(Report(findings=(*flood, a_finding("text/empty", line=99)), files=1)))
    assert sum("stage/scammer-only" in line for line in lines if line.startswith("- ")) == 20
    assert sum("text/empty" in line for line in lines if line.startswith("- ")) == 1
    assert lines[-1] == "3 more findings are left out. `stage/scammer-only` 3"


@pytest.mark.parametrize("message", ["@" * 900, "骗" * 900, "🧨" * 900, "short"])
def test_markdown_stays_below_what_github_takes_and_counts_the_rest(message: str) -> None:
    findings = tuple(
        a_finding(f"text/rule-{number % 400}", message, file=f"{number % 900}.json", hint=message)
        for number in range(9_000)
    )
    not_run = tuple(NotRun(file=message, what=message, why=str(each)) for each in range(4_000))
    lines = list(markdown(Report(findings=findings, not_run=not_run, files=900)))
    assert len("\n".join(lines).encode("utf-16-le")) // 2 <= 65_536
    told = sum(line.startswith("- **error**") for line in lines)
    assert told > 5
    [left_out] = [line for line in lines if "are left out." in line]
    assert left_out.startswith(f"{9_000 - told:,} more findings are left out.")
    not_told = 4_000 - sum(line.startswith("- not run: ") for line in lines[:-1])
    assert lines[-1] == f"- not run: {not_told:,} more kinds of checks"


# HTML


def test_html_of_a_validation_tells_findings_with_their_marked_source(tmp_path: Any) -> None:
    page = html(a_mixed_report(tmp_path))
    text = Page(page)
    assert "✗ 3 errors, 1 warning, 1 info" in text.prose
    assert "the text names 29.90, but the demand is 19.90 GBP" in text.prose
    assert "<mark>&quot;refee&quot;</mark>," in page
    assert "did you mean re-fee?" in text.prose
    assert "the file is not readable as JSON" in text.prose
    assert re.findall(r'<span class="word (\w+)">(\w+)</span>', page) == [
        ("error", "error"),
        ("info", "info"),
        ("warning", "warning"),
        ("error", "error"),
        ("error", "error"),
    ]


def test_html_marks_where_something_is_missing_at_the_end_of_a_line() -> None:
    snippet = Snippet(before=None, line='  {"id": "a"', after="  }", start=12, end=13)
    page = html(Report(findings=(a_finding(snippet=snippet),)))
    assert '<code dir="ltr">{&quot;id&quot;: &quot;a&quot;<mark>&nbsp;</mark></code>' in page
    assert '<code dir="ltr">}</code>' in page


def test_html_admits_its_own_style_and_nothing_else() -> None:
    for report in (EMPTY, an_attack()):
        page = html(report)
        style = Page(page).style
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        policy = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
        assert policy == [
            f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        ]
        assert not re.search(r"url\(|@import|https?:", style)


def test_html_shows_an_attack_as_text_nodes() -> None:
    text = html(an_attack())
    page = Page(text)
    assert not {"script", "img", "iframe", "link", "object", "form", "base"} & page.tags
    assert {name for name, _ in page.attributes} == {
        "charset",
        "class",
        "content",
        "dir",
        "href",
        "http-equiv",
        "id",
        "lang",
        "name",
    }
    assert [value for name, value in page.attributes if name == "href"] == ["#text-bidi"]
    assert page.prose.count(SHOWN) >= 5
    assert page.code.count(SHOWN) >= 5
    assert not HIDDEN.search(text)
    assert "\n::" not in text


def test_html_speaks_the_language_of_the_report() -> None:
    assert '<html lang="zh">' in html(replace(CLEAN, language="zh"))
    assert '<html lang="en">' in html(CLEAN)


def test_html_of_a_clean_report_says_so() -> None:
    assert '<p class="verdict">✓ nothing found</p>' in html(CLEAN)
    assert "<li>17 files</li><li>14 dialogues</li>" in html(CLEAN)
    assert "<section>" not in html(CLEAN)


def test_html_folds_a_flood_and_cuts_endless_text() -> None:
    snippet = Snippet(before=None, line="x" * 90_000, after=None, start=5, end=80_000)
    flood = tuple(a_finding(message="y" * 90_000, snippet=snippet) for _ in range(103))
    page = html(Report(findings=flood, files=1))
    assert page.count("<article") == 100
    assert "3 more of <code>stage/scammer-only</code>" in page
    assert len(page) < 1_000_000


def colours() -> list[tuple[str, dict[str, str]]]:
    style = html_text.unescape(Page(html(CLEAN)).style)
    light, dark = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    return [
        (name, dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", text)))
        for name, text in (("light", light), ("dark", dark))
    ]


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("scheme", "values"), colours())
def test_html_has_the_contrast_of_wcag_aa(scheme: str, values: dict[str, str]) -> None:
    pairs = [
        *((kind, f"{kind}-soft") for kind in ("error", "warning", "info", "clean")),
        *(("ink", ground) for ground in values if ground.endswith(("soft", "mark"))),
        *((ink, ground) for ink in ("ink", "faint") for ground in ("page", "card", "code")),
        ("accent", "card"),
    ]
    assert len(pairs) == 18
    for ink, ground in pairs:
        lighter, darker = sorted((luminance(values[ink]), luminance(values[ground])), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5, (scheme, ink, ground)


# JUnit


def suite_of(report: Report) -> junitparser.TestSuite:
    text = junit(report)
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ')
    [suite] = junitparser.JUnitXml.fromstring(text.encode())
    counted = (suite.tests, suite.failures, suite.errors, suite.skipped)
    suite.update_statistics()  # type: ignore[no-untyped-call]
    assert counted == (suite.tests, suite.failures, suite.errors, suite.skipped)
    return suite


def test_junit_fails_a_case_for_each_error_and_passes_one_with_the_rest() -> None:
    report = Report(
        findings=(
            a_finding(hint="Leave it out."),
            a_finding(),
            a_finding("money/paid-differs", "51 was paid", severity=Severity.INFO, file="文.json"),
        ),
        not_run=(NotRun(file="c.json", what="rules", why="it has no shape"),),
        files=40,
    )
    suite = suite_of(report)
    assert (suite.tests, suite.failures, suite.skipped) == (5, 2, 1)
    told = [(case.classname, case.name, [type(each) for each in case.result]) for case in suite]
    assert told == [
        ("a.json", "stage/scammer-only /turns/5/stage", [junitparser.Failure]),
        ("a.json", "stage/scammer-only /turns/5/stage (2)", [junitparser.Failure]),
        ("文.json", "warnings and info", []),
        ("c.json", "not run: rules", [junitparser.Skipped]),
        ("hookline", "37 files without a finding", []),
    ]
    first, _, third, *_ = suite
    [failure] = first.result
    assert failure.type == "stage/scammer-only"
    assert failure.text == (
        "a.json:20:7\n"
        "error stage/scammer-only\n"
        "turn 5 has the stage fee, but it is spoken by a target\n"
        "Leave it out."
    )
    assert third.system_out == "文.json:20:7\ninfo money/paid-differs\n51 was paid"


@pytest.mark.parametrize(("report", "count"), [(EMPTY, 0), (CLEAN, 17)])
def test_junit_of_a_clean_report_has_one_case_that_passed(report: Report, count: int) -> None:
    [case] = suite_of(report)
    assert case.name == f"{count} files without a finding"
    assert case.result == []


def test_junit_shows_an_attack_as_text_that_xml_admits() -> None:
    attack = f"{ATTACK}\ufffe\uffff"
    report = an_attack(language="zh")
    findings = (*report.findings, a_finding(message=attack))
    text = junit(replace(report, findings=findings))
    root = ET.fromstring(text)  # noqa: S314 - it is our own
    assert {each.tag for each in root.iter()} == {
        "testsuites",
        "testsuite",
        "testcase",
        "failure",
        "system-out",
        "skipped",
    }
    messages = [failure.get("message") for failure in root.iter("failure")]
    assert messages == [SHOWN, f"{SHOWN}‹U+FFFE›‹U+FFFF›"]
    assert not HIDDEN.search(text)
    assert "]]>" not in text
    suite_of(report)


def test_junit_cuts_endless_text() -> None:
    text = junit(Report(findings=(a_finding(message="x" * 1_000_000),), files=1))
    assert len(text) < 20_000


# JSON


def problems(value: Any) -> list[str]:
    schema = json.loads((schema_folder() / "report.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return [each.json_path for each in Draft202012Validator(schema).iter_errors(value)]


def test_json_of_reports_is_what_the_schema_says(tmp_path: Any) -> None:
    chinese = Report(
        findings=(a_finding(message="“草稿”不是取值", hint="改正。", suggestion="re-fee"),),
        not_run=(NotRun(file="草稿.json", what="规则", why="形状不对"),),
        language="zh",
    )
    for report in (a_mixed_report(tmp_path), EMPTY, chinese):
        assert problems(json.loads(as_json(report))) == []


def test_json_schema_refuses_what_a_report_does_not_have(tmp_path: Any) -> None:
    value = json.loads(as_json(a_mixed_report(tmp_path)))
    value["findings"][0]["location"]["line"] = 0
    value["findings"][0]["mood"] = "sad"
    value["findings"][1]["severity"] = "fatal"
    del value["files"]
    assert sorted(problems(value)) == [
        "$",
        "$.findings[0]",
        "$.findings[0].location.line",
        "$.findings[1].severity",
    ]
