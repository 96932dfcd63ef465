"""`--help` in Chinese: every paragraph is translated, and fits a terminal."""

import re
import subprocess
import sys

import click
import pytest

from hookline.cli import COMMANDS, command_of, group
from hookline.cli.help import columns, help_chinese, paragraphs, wrapped
from hookline.cli.speech import click_chinese
from test_cli import ENVIRONMENT, hookline

STEPS = [["release", "prepare"], ["release", "build"]]
EVERY: list[list[str]] = [[], *([name] for name in COMMANDS), *STEPS]
ENGLISH = re.compile(
    r"(?<![-_])\b(?:the|an?|is|of|by|are|Example|Usage|Options|default|required|TEXT)\b(?!-)"
)


def commands() -> list[click.Command]:
    found = [command_of(name) for name in COMMANDS]
    steps = [step for each in found if isinstance(each, click.Group)
             for step in each.commands.values()]  # fmt: skip
    return [group, *found, *steps]


def told() -> set[str]:
    """Return every paragraph that `--help` shows."""
    found = set(COMMANDS.values())
    assert len(commands()) == len(EVERY)
    for command in commands():
        found.update(paragraphs(command.help), paragraphs(command.epilog))
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                found.update(paragraphs(parameter.help))
    return found - click_chinese().keys()


def test_every_paragraph_of_help_exists_in_chinese_and_no_other_does() -> None:
    assert told() == help_chinese().keys()


@pytest.mark.parametrize("arguments", EVERY, ids=lambda each: " ".join(each) or "hookline")
def test_help_is_in_chinese_and_fits_80_columns(arguments: list[str]) -> None:
    code, out, _ = hookline(*arguments, "--help", LC_ALL="zh_CN.UTF-8")
    assert code == 0
    assert out.startswith(f"用法：{' '.join(['hookline', *arguments])} [选项]")
    assert ENGLISH.findall(out) == []
    assert [line for line in out.splitlines() if columns(line) > 80] == []
    assert not re.search(r"^\s*[，。；：、）”]", out, re.MULTILINE)


def test_help_is_in_english_elsewhere() -> None:
    out = hookline("build", "--help", LC_ALL="C.UTF-8")[1]
    assert out.startswith("Usage: hookline build [OPTIONS]\n\n  Validate a corpus, then")
    assert "  Example: hookline build --out build" in out


def test_usage_that_an_error_shows_is_in_chinese() -> None:
    err = hookline("validate", "--limit", LC_ALL="zh_CN.UTF-8")[2]
    assert err.startswith("用法：hookline validate [选项] [PATHS]...\n看帮助：")


@pytest.mark.parametrize(("locale", "is_loaded"), [("C.UTF-8", False), ("zh_CN.UTF-8", True)])
def test_chinese_help_is_loaded_only_where_it_is_shown(locale: str, *, is_loaded: bool) -> None:
    code = "import sys, hookline.cli as it; it.run(['--help']); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        env={**ENVIRONMENT, "LC_ALL": locale},
        check=True,
    )
    assert ("hookline.cli.help" in done.stdout.decode().split()) == is_loaded


def test_a_line_begins_with_no_mark_that_closes() -> None:
    assert wrapped("校验（对话），再用 hookline。", 12) == ["校验（对", "话），再用", "hookline。"]
