"""Help in Chinese: the texts of a command, wrapped by the columns that they take in a terminal.

Loaded only where Chinese is spoken; `help_chinese.json` maps every paragraph to its Chinese.
"""

import copy
import inspect
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

import click

from hookline.cli.speech import click_chinese

_Command = TypeVar("_Command", bound=click.Command)
_RAW = "\b\n"
"""How click marks a paragraph that is not wrapped."""
_EXAMPLE = "Example: "
_TYPES = {"path": "路径", "directory": "文件夹", "text": "文字", "integer range": "整数"}
_PIECE = re.compile(r"[（“《\[]*(?:[!-~]+|\S)[，。；：、）”》？！…\]]*|\s+")
"""What a line is not broken within: a Latin word, a character with the marks around it."""


@cache
def help_chinese() -> dict[str, str]:
    """Return the Chinese of every paragraph of help, lines joined by a blank."""
    text = Path(__file__).with_name("help_chinese.json").read_text(encoding="utf-8")
    words: dict[str, str] = json.loads(text)
    return words


def in_chinese(command: _Command) -> _Command:
    """Return a command whose help is in Chinese; the one that is given stays as it is."""
    spoken = copy.copy(command)
    spoken.context_class = _Context
    spoken.help, spoken.epilog = _told(command.help), _told(command.epilog)
    spoken.options_metavar = "[选项]"
    if isinstance(spoken, click.Group):
        spoken.subcommand_metavar = "命令 [参数]..."
    spoken.params = [_parameter(each) for each in command.params]
    return spoken


def paragraphs(text: str | None) -> Iterator[str]:
    """Yield what is translated as one of a help text: its paragraphs, and the lines of raw ones."""
    for each in inspect.cleandoc(text or "").split("\n\n"):
        if each.startswith(_RAW):
            yield from each.removeprefix(_RAW).splitlines()
        elif each.strip():
            yield _EXAMPLE if each.startswith(_EXAMPLE) else " ".join(each.split())


def _told(text: str | None) -> str:
    told = []
    for each in inspect.cleandoc(text or "").split("\n\n"):
        words = [help_chinese().get(part, part) for part in paragraphs(each)]
        rest = each.removeprefix(_EXAMPLE) if each.startswith(_EXAMPLE) else ""
        told.append((_RAW if each.startswith(_RAW) else "") + "\n".join(words) + rest)
    return "\n\n".join(told)


def _parameter(parameter: click.Parameter) -> click.Parameter:
    if not isinstance(parameter, click.Option):
        return parameter
    spoken = copy.copy(parameter)
    text = parameter.help or ""
    spoken.help = click_chinese().get(text) or _told(text)
    spoken.metavar = parameter.metavar or _TYPES.get(parameter.type.name)
    if parameter.is_flag or parameter.count:
        spoken.metavar = parameter.metavar
    return spoken


def columns(text: str) -> int:
    """Return how many columns a text takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


def wrapped(text: str, room: int) -> list[str]:
    """Return a text in lines of so many columns; none begins with a mark that closes."""
    lines = [""]
    for piece in _PIECE.findall(text):
        if lines[-1] and columns(lines[-1] + piece) > room:
            lines.append("")
        if lines[-1] or not piece.isspace():
            lines[-1] += piece
    return [each.rstrip() for each in lines]


class _Formatter(click.HelpFormatter):
    """The layout of click, for characters that take two columns."""

    def _hang(self, first: str, lines: Sequence[str]) -> None:
        """Write lines behind a text, the later ones under the first."""
        indent = f"\n{' ' * columns(first)}"
        self.write(f"{first}{indent.join(lines)}\n")

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:  # noqa: ARG002 - click's signature
        first = f"用法：{prog} "
        self._hang(first, wrapped(args, self.width - columns(first)))

    def write_heading(self, heading: str) -> None:
        self.write(f"{click_chinese().get(heading, heading)}：\n")

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        shown = []
        for each in text.split("\n\n"):
            raw = each.startswith(_RAW)
            lines = each.removeprefix(_RAW).splitlines() if raw else None
            lines = lines or wrapped(" ".join(each.split()), self.width - len(indent))
            shown.append("".join(f"{indent}{line}\n" for line in lines))
        self.write("\n".join(shown))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        indent = " " * self.current_indent
        rows = list(rows)
        widest = min(max(columns(first) for first, _ in rows), col_max) + col_spacing
        for first, second in rows:
            lines = wrapped(second, max(self.width - widest - len(indent), 10))
            gap = widest - columns(first)
            if gap < col_spacing:
                self.write(f"{indent}{first}\n")
                self._hang(indent + " " * widest, lines)
            else:
                self._hang(f"{indent}{first}{' ' * gap}", lines)


class _Context(click.Context):
    formatter_class = _Formatter
