"""The command line as people use it: through its door, by exit code and output."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from builders import a_corpus, a_record, a_translation, a_twin, write
from hookline import __version__
from hookline.cli import COMMANDS
from hookline.exports import FORMATS

ENVIRONMENT = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "80"}


def hookline(
    *arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"", **environment: str
) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "hookline", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env={**ENVIRONMENT, **environment},
        check=False,
    )
    assert b"Traceback" not in done.stderr
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_validate_of_a_clean_corpus_exits_0(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(), a_twin())
    code, out, _ = hookline("validate", root)
    assert (code, out) == (0, "✓ 5 files, 2 dialogues, 0 errors, 0 warnings\n")


def test_validate_names_file_line_column_and_rule(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", a_record(("/turns/1/stage", "refee")))
    code, out, _ = hookline("validate", path)
    assert code == 1
    assert out.splitlines()[:7] == [
        str(path),
        '  38:16   error  "refee" is not one of the values of stage  shape/closed-list',
        '    37 │ "text": "Yes, as new, half the price.",',
        '    38 │ "stage": "refee",',
        "       │          ^^^^^^^",
        '    39 │ "spans": [',
        "    did you mean re-fee?",
    ]


def test_validate_without_paths_takes_the_corpus_above_and_says_so(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record())
    code, _, err = hookline("validate", cwd=root / "dialogues")
    assert code == 0
    assert err == f"corpus: {root}\n"


def test_validate_reads_standard_input() -> None:
    code, out, _ = hookline("validate", "-", stdin=json.dumps(a_record()).encode())
    assert code == 0
    assert "not run: the checks of twin, original, sources and annotators of <stdin>" in out


def test_validate_gives_json(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", a_record(("/title", 7)))
    code, out, _ = hookline("validate", "--format", "json", path)
    report = json.loads(out)
    assert code == 1
    assert report["errors"] == 1
    assert report["findings"][0]["location"] == {
        "file": str(path),
        "line": 8,
        "column": 12,
        "end_line": 8,
        "end_column": 13,
        "pointer": "/title",
    }
    assert report["findings"][0]["snippet"]["line"] == '  "title": 7,'


def test_warnings_fail_only_when_asked_to(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", a_record(("/turns/1/stage", "fee")))
    assert hookline("validate", path)[0] == 0
    assert hookline("validate", "--fail-on", "warning", path)[0] == 1


def test_what_cannot_be_read_wins_over_errors(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", b"")
    assert hookline("validate", path, tmp_path / "none")[0] == 3


def test_show_tells_stages_money_and_the_running_total(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record())
    code, out, _ = hookline("show", "phone-deposit/en-scam", "--corpus", root)
    assert code == 0
    assert "B Scammer (seller) · lure" in out
    assert "◆ asks 50 GBP · booking deposit [d1]" in out.replace("Booking", "booking")
    assert "paid in all 50 GBP" in out
    assert "─ 4 ─" in out
    assert "Asked 69.90 GBP · paid 50 GBP · lost 50 GBP" in out
    assert "\x1b" not in out


def test_show_of_a_file_needs_no_corpus(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", a_record())
    assert "Is the phone still there?" in hookline("show", path)[1]


def test_show_strips_what_would_control_the_terminal(tmp_path: Path) -> None:
    attack = "Hi \x1b[2J\x1b]0;owned\x07 \u202eabc\u202c [red]x[/red]"
    path = write(tmp_path / "a.json", a_record(("/turns/0/text", attack), ("/title", "\x1b[31m")))
    out = hookline("show", path)[1]
    assert "\x1b" not in out
    assert "\x07" not in out
    assert "‹U+001B›" in out
    assert "‹U+202E›" in out
    assert "[red]x[/red]" in out


def test_findings_strip_what_would_control_the_terminal(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", a_record(("/ending", "\x1b[2Jx"), ("/\x1b[31m", 1)))
    out = hookline("validate", path)[1]
    assert "\x1b" not in out


def test_show_suggests_the_id_that_was_meant() -> None:
    code, _, err = hookline("show", "friend-money-by-tonigt/en-scam", cwd=Path("/"))
    assert code == 2
    assert "Did you mean friend-money-by-tonight/en-scam" in err


def test_show_without_an_id_lists_the_dialogues() -> None:
    assert "friend-money-by-tonight/en-scam  " in hookline("show", cwd=Path("/"))[1]


def in_a_terminal(*arguments: str, **environment: str) -> str:
    """Run a command whose output is a terminal, and return what it prints."""
    main, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "hookline", *arguments],
        stdout=follower,
        stderr=subprocess.DEVNULL,
        env={**ENVIRONMENT, "TERM": "xterm-256color", **environment},
    )
    os.close(follower)
    printed = b""
    while True:
        try:
            chunk = os.read(main, 65536)
        except OSError:
            break
        if not chunk:
            break
        printed += chunk
    process.wait()
    os.close(main)
    return printed.decode()


@pytest.mark.parametrize("command", ["show", "validate"])
def test_colours_come_in_a_terminal_and_go_under_no_color(command: str, tmp_path: Path) -> None:
    path = str(write(tmp_path / "a.json", a_record(("/ending", "settled"))))
    colour = "\x1b[3"
    assert colour in in_a_terminal(command, path)
    assert colour not in in_a_terminal(command, path, NO_COLOR="1")


def test_stats_gives_json(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(), a_translation(), a_twin())
    counts: dict[str, Any] = json.loads(hookline("stats", "--format", "json", "--corpus", root)[1])
    assert counts["dialogues"] == 3
    assert counts["stages"] == {"lure": 2, "fee": 2, "re-fee": 2}
    assert counts["money"] == {
        "asked": {"GBP": 69.9},
        "paid": {"GBP": 50},
        "received": {},
        "lost": {"GBP": 50},
        "demands": 2,
        "payments": 1,
    }


def test_stats_is_a_text_without_colours_in_a_pipe() -> None:
    code, out, _ = hookline("stats", cwd=Path("/"))
    assert code == 0
    assert "re-fee" in out
    assert "\x1b" not in out


@pytest.mark.parametrize("name", FORMATS)
def test_export_says_what_it_wrote(name: str, tmp_path: Path) -> None:
    code, out, _ = hookline("export", name, tmp_path / "out", cwd=Path("/"))
    assert code == 0
    assert all(Path(line).is_file() for line in out.splitlines())
    assert out


def test_build_validates_then_writes_every_export(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record())
    code, out, _ = hookline("build", "--corpus", root, "--out", tmp_path / "out")
    names = [Path(line).relative_to(tmp_path / "out").as_posix() for line in out.splitlines()]
    assert code == 0
    assert names[:4] == [
        "hookline.jsonl",
        "hookline.csv",
        "parquet/dialogues.parquet",
        "parquet/turns.parquet",
    ]
    assert "hub/README.md" in names
    assert [name for name in names if "." in name and "/" not in name] == [
        "hookline.jsonl",
        "hookline.csv",
        "hookline.sqlite",
        "hookline.conllup",
        "hookline.xlsx",
    ]
    assert {"chat/detect/train.jsonl", "chat/stage/train.jsonl"} <= set(names)
    assert {"convokit/index.json", "croissant/croissant.json"} <= set(names)


def test_build_writes_nothing_while_there_are_errors(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(("/turns/1/spans/0/end", 99)))
    code, out, err = hookline("build", "--corpus", root, "--out", tmp_path / "out")
    assert code == 1
    assert "span ends at 99 but the turn has 28 characters" in out
    assert "nothing was built" in err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    code, out, _ = hookline(command, "--help")
    assert code == 0
    assert f"Example: hookline {command}" in out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["vaildate"], "There is no command 'vaildate'. Did you mean validate?"),
        (["validate", "--egnine", "x"], "No such option"),
        (["export", "xml", "out"], "'xml' is not one of"),
        (["export", "csv"], "Missing argument 'OUT'"),
        (["stats", "--format", "yaml"], "'yaml' is not one of"),
    ],
)
def test_a_typing_error_is_told_in_a_sentence_and_exits_2(
    arguments: list[str], sentence: str
) -> None:
    code, _, err = hookline(*arguments)
    assert code == 2
    assert sentence in err


@pytest.mark.parametrize("command", [["stats"], ["show", "x/y"], ["export", "csv", "out.csv"]])
def test_a_missing_corpus_exits_3(command: list[str], tmp_path: Path) -> None:
    code, _, err = hookline(*command, "--corpus", "none", cwd=tmp_path)
    assert code == 3
    assert err == "hookline: there is no file or folder none\n"


def test_a_corpus_with_errors_of_shape_exits_1(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(("/title", 7)))
    code, _, err = hookline("stats", "--corpus", root)
    assert code == 1
    assert "title must be a text, not a number" in err


def test_an_output_that_cannot_be_written_exits_3(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    code, _, err = hookline("export", "jsonl", tmp_path / "file" / "x", cwd=Path("/"))
    assert code == 3
    assert "cannot write" in err


def test_ctrl_c_exits_130() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "hookline", "validate", "-"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    time.sleep(1.5)  # it waits for standard input by then
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert err.decode().strip().endswith("hookline: stopped")


def test_a_narrow_encoding_does_not_break_the_output() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hookline", "show", "friend-money-by-tonight/zh-scam"],
        capture_output=True,
        cwd="/",
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"},
        check=False,
    )
    assert done.returncode == 0


def test_version_is_that_of_the_package() -> None:
    assert hookline("--version")[1] == f"hookline {__version__}\n"


@pytest.mark.parametrize("command", ["show", "stats", "validate"])
def test_a_reader_that_has_gone_is_no_finding(command: str, tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", a_record())
    where = "" if command != "stats" else "--corpus "
    line = f"{sys.executable} -m hookline {command} {where}{path} | true"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line], capture_output=True, env=ENVIRONMENT, check=False
    )
    assert (done.returncode, done.stderr.decode().count("Traceback")) == (0, 0)


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_closed_streams_do_not_matter(closed: str, tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", a_record())
    line = f"{sys.executable} -m hookline validate {path} {closed}"
    assert subprocess.run(["bash", "-c", line], check=False, capture_output=True).returncode == 0


def test_a_line_of_data_is_no_command_to_a_ci_runner(tmp_path: Path) -> None:
    attack = "x\n::error file=a::pwned"
    path = write(tmp_path / "::error::a.json", a_record(("/title", "::add-mask::x")))
    bad = write(tmp_path / "b.json", a_record(("/ending", attack), ("/endng\n::error::", 1)))
    for command in (["validate", path.name, bad.name], ["show", path.name]):
        out = hookline(*command, cwd=tmp_path)[1]
        assert not any(line.startswith("::") for line in out.splitlines())


def test_names_of_files_are_harmless_in_a_terminal(tmp_path: Path) -> None:
    out = hookline("export", "csv", tmp_path / "\x1b[31m\u202e.csv", cwd=Path("/"))[1]
    assert "\x1b" not in out
    assert "\u202e" not in out
    write(tmp_path / "\u202e.json", a_record(("/title", 7)))
    report = hookline("validate", "--format", "json", tmp_path / "\u202e.json")[1]
    assert "\u202e" not in report
    assert json.loads(report)["findings"][0]["location"]["file"].endswith("\u202e.json")


def test_an_amount_with_too_many_decimals_does_not_stop_stats_and_show(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", a_record(("/turns/4/demand/amount", 19.999)))
    assert hookline("stats", "--corpus", path)[0] == 0
    assert "20 GBP" in hookline("show", path)[1]


def test_a_broken_neighbour_does_not_keep_a_dialogue_from_being_shown(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record())
    write(root / "dialogues" / "phone-deposit" / "aa.json", b"{")
    assert hookline("show", "phone-deposit/en-scam", "--corpus", root)[0] == 0


def test_a_file_without_dialogues_is_told(tmp_path: Path) -> None:
    code, _, err = hookline("show", write(tmp_path / "a.jsonl", b"\n"))
    assert (code, err) == (3, f"hookline: there is no dialogue in {tmp_path / 'a.jsonl'}\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["explain", "nfcc"], "错误：没有 nfcc 这条规则。是不是 text/nfc？"),
        (["valdate"], "错误：没有 valdate 这个命令。是不是 validate？"),
        (["validate", "--language", "fr"], "'--language' 的值不对：“fr”不是 'en', 'zh' 之一。"),
        (["validate", "--egnine"], "没有 --egnine 这个选项"),
        (["export", "csv"], "错误：缺少参数 'OUT'"),
        (["show", "nope"], "错误：没有 nope 这个对话。"),
        (["new", "--type", "loan_fee"], "'--language'. 请从中选择：zh, en"),
        (["stats", "--corpus", "none"], "hookline: 没有文件或文件夹 none"),
    ],
)
def test_an_error_is_told_in_the_language_of_the_locale(
    arguments: list[str], sentence: str
) -> None:
    code, _, err = hookline(*arguments, cwd=Path("/"), LC_ALL="zh_CN.UTF-8")
    assert code in {2, 3}
    assert sentence in err
    assert not any(word in err for word in ("Error", "Usage", "Try", "There is"))


def test_the_language_that_is_asked_for_wins_over_the_locale() -> None:
    err = hookline("explain", "nfcc", "--language", "en", LC_ALL="zh_CN.UTF-8")[2]
    assert "Error: There is no rule 'nfcc'. Did you mean text/nfc?" in err
    assert "错误：" in hookline("explain", "nfcc", "--language=zh", LC_ALL="C.UTF-8")[2]


def test_choices_are_told_on_one_line() -> None:
    err = hookline("new", "--type", "loan_fee", LC_ALL="C.UTF-8")[2]
    assert "Error: Missing option '--language'. Choose from: zh, en\n" in err


@pytest.mark.parametrize("command", ["validate", "stats", "explain"])
def test_an_output_on_a_full_disk_is_told(command: str) -> None:
    line = f"{sys.executable} -m hookline {command} > /dev/full"
    environment = {**ENVIRONMENT, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "-c", line], capture_output=True, cwd="/", env=environment, check=False
    )
    said = done.stderr.decode().splitlines()[-1]
    assert said == "hookline: the output cannot be written: no space left on device"
    assert done.returncode == 3
