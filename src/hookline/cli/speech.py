"""The language that commands speak, click included: that of `--language`, else the locale's."""

import re
from collections.abc import Sequence
from contextvars import ContextVar
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

from hookline.language import LANGUAGES, Language, Phrase, filled, preferred

if TYPE_CHECKING:
    import click

_Command = TypeVar("_Command", bound="click.Command")
_LANGUAGE: ContextVar[Language | None] = ContextVar("language", default=None)
_CLICK = ("core", "decorators", "exceptions", "formatting", "parser", "types")
_OPTION = "--language"


def spoken() -> Language:
    """Return the language of this run."""
    return _LANGUAGE.get() or preferred()


def speak(arguments: Sequence[str]) -> None:
    """Choose the language of this run by its arguments, and have click speak it.

    `--language` of `new` and of `export` is that of dialogues, and chooses none.
    """
    after = [each.removeprefix(f"{_OPTION}=") for each in arguments if each.startswith(_OPTION)]
    if _OPTION in arguments[:-1]:
        after.append(arguments[arguments.index(_OPTION) + 1])
    asked = next((each for each in LANGUAGES if each in after), None)
    _LANGUAGE.set(None if arguments[:1] in (["new"], ["export"]) else asked)
    for name in _CLICK:  # click looks its words up by these two names of gettext
        module = import_module(f"click.{name}")
        for function, ours in (("_", _word), ("ngettext", _counted)):
            if hasattr(module, function):
                setattr(module, function, ours)


def helped(command: _Command) -> _Command:
    """Return a command with its help in the language of this run."""
    if spoken() == "en":
        return command
    from hookline.cli.help import in_chinese  # noqa: PLC0415 - opens late

    return in_chinese(command)


def in_brief(text: str) -> str:
    """Return the line about a command in the language of this run."""
    if spoken() == "en":
        return text
    from hookline.cli.help import help_chinese  # noqa: PLC0415 - opens late

    return help_chinese().get(text, text)


def misuse(template: str, **values: object) -> "click.UsageError":
    """Return what is raised when a command is called wrongly, in the language of this run."""
    import click  # noqa: PLC0415 - a door that is open by then

    return click.UsageError(filled(template, values, spoken()))


def meant(near: object) -> Phrase | str:
    """Return the question whether a word was meant; nothing where there is none."""
    return Phrase(" Did you mean {near}?", {"near": near}) if near else ""


def show_error(error: "click.ClickException") -> None:
    """Print an error of click: usage where it knows the command, then what is wrong, on a line."""
    import click  # noqa: PLC0415 - a door that is open by then

    from hookline.render.safe import one_line  # noqa: PLC0415 - only on errors

    context = getattr(error, "ctx", None)
    if context is not None:
        values = {"command": context.command_path, "option": "--help"}
        hint = _word("Try '{command} {option}' for help.").format(**values)
        click.echo(f"{context.get_usage()}\n{hint}\n", err=True)
    message = re.sub(r"\s*\n\s*", " ", error.format_message())
    click.echo(_word("Error: {message}").format(message=one_line(message)), err=True)


def _word(text: str) -> str:
    return click_chinese().get(text, text) if spoken() == "zh" else text


def _counted(one: str, many: str, number: int) -> str:
    return _word(one if number == 1 else many)


@cache
def click_chinese() -> dict[str, str]:
    """Return the Chinese of click's own words."""
    import json  # noqa: PLC0415 - opens late
    from pathlib import Path  # noqa: PLC0415 - opens late

    text = Path(__file__).with_name("click_chinese.json").read_text(encoding="utf-8")
    words: dict[str, str] = json.loads(text)
    return words
