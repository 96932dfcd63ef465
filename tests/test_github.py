"""Annotations for pull requests: the worst first, and no command that a dialogue smuggles in."""

from pathlib import Path

from builders import a_record, write
from hookline import validate
from hookline.render.github import github, write_step_summary
from hookline.render.markdown import markdown
from test_cli import hookline


def test_a_finding_becomes_one_annotation_on_its_line(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", a_record(("/turns/1/stage", "refee")))
    assert list(github(validate(path))) == [
        (
            f"::error file={path},line=38,endLine=38,col=16,endColumn=23,"
            'title=hookline shape/closed-list::"refee" is not one of the values of stage '
            "(did you mean re-fee? The values are: lure, fee, re-fee, threat.)"
        )
    ]


def test_errors_come_before_warnings_and_notices(tmp_path: Path) -> None:
    edits = (
        ("/turns/0/text", "Is [x] there?"),
        ("/turns/3/payment/amount", 51),
        ("/turns/4/text", "The courier wants 29.90 more."),
        ("/turns/5/stage", "fee"),
    )
    path = write(tmp_path / "a.json", a_record(*edits))
    kinds = [line.split()[0] for line in github(validate(path))]
    assert kinds == ["::error", "::error", "::error", "::warning", "::notice"]


def test_no_dialogue_writes_a_command_of_its_own(tmp_path: Path) -> None:
    attack = "x\n::error file=y::pwned\r\n%0A::set-output name=a::b"
    name = "a,line=1::b\n::error::.json"
    path = write(tmp_path / name, a_record(("/ending", attack), (f"/{attack[:9]}", 1)))
    code, out, _ = hookline("validate", "--format", "github", path)
    lines = out.splitlines()
    assert code == 1
    assert len(lines) == 2
    for line in lines:
        assert line.startswith("::error file=")
        assert line.count("::") == 2 or "::" not in line.split("::", 2)[1]
        assert "%0A" not in line.replace("%250A", "")
    assert "a%2Cline=1%3A%3Ab‹U+000A›%3A%3Aerror%3A%3A.json" in out


def test_the_summary_of_the_step_holds_the_whole_report(tmp_path: Path) -> None:
    report = validate(write(tmp_path / "a.json", a_record(("/title", 7))))
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    write_step_summary(report, {"GITHUB_STEP_SUMMARY": str(summary)})
    write_step_summary(report, {})
    lines = summary.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "before"
    assert lines[1:] == list(markdown(report))
