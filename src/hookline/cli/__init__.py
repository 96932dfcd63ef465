"""The command line: one file a command, loaded when it is called."""

import errno
import keyword
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, NoReturn

import click

from hookline import __version__
from hookline.cli.speech import helped, in_brief, meant, misuse, show_error, speak, spoken
from hookline.errors import (
    BadInputError,
    HooklineError,
    InvalidCorpusError,
    UnknownNameError,
    WithdrawnWarning,
)
from hookline.language import filled, nearest, said

COMMANDS = {
    "validate": "Judge dialogues by the schema and the rules.",
    "fix": "Mend what is certain in dialogue files.",
    "fmt": "Write dialogue files in canonical form.",
    "explain": "Explain a rule of the validator.",
    "new": "Start a script, or a dialogue from a conversation on paper.",
    "show": "Show a dialogue in the terminal.",
    "sheet": "Write a sheet for somebody who labels dialogues blind.",
    "collect": "Take a sheet that was filled in as a layer of labels.",
    "freeze": "Keep the labels that stand in dialogues as a layer.",
    "agree": "Measure how far two labellings agree.",
    "settle": "Settle where two labellings differ.",
    "audit": "Find out how far labels can be guessed without understanding.",
    "diff": "Tell what differs between two corpora.",
    "stats": "Count dialogues, turns, stages and money.",
    "import": "Put an edited table of turns back into the dialogues.",
    "export": "Write a corpus in another format.",
    "build": "Validate a corpus, then write every export.",
    "push": "Publish a hub folder on the Hugging Face hub.",
    "release": "Release a version of a corpus: prepare, commit, build.",
    "verify": "Check a built release: digests, content, every export.",
    "withdraw": "Take dialogues out of a corpus for good.",
}

_OUTPUT_FULL = (errno.ENOSPC, errno.EIO, errno.EFBIG, errno.EDQUOT)
_EXIT_BAD, _EXIT_USAGE, _EXIT_UNREADABLE, _EXIT_INTERRUPTED = 1, 2, 3, 130


def command_of(name: str) -> click.Command:
    """Return a command; its module, loaded now, has its name (`import_` that of `import`)."""
    module = f"{name}_" if keyword.iskeyword(name) else name
    command: click.Command = import_module(f"hookline.cli.{module}").command
    return command


class Group(click.Group):
    """Commands that are told in the language of the run; a misspelt one is told what was meant."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command with its help in the language of the run."""
        found = super().get_command(ctx, cmd_name)
        return helped(found) if found else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is named first.

        Raises:
            click.UsageError: there is none of that name.
        """
        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-"):
            near = nearest(args[0], known, 0.5)
            raise misuse("There is no command {name!r}.{hint}", name=args[0], hint=meant(near))
        return super().resolve_command(ctx, args)


class _Commands(Group):
    """The commands; each module is imported only when its command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        return helped(command_of(cmd_name)) if cmd_name in COMMANDS else None

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, in_brief(words)) for name, words in COMMANDS.items()])


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: hookline show loan-three-reasons-to-pay-again/zh-scam",
)
@click.version_option(__version__, prog_name="hookline", message="%(prog)s %(version)s")
def group() -> None:
    """Scam dialogues annotated by stage: lure, fee, re-fee, threat."""


def main() -> None:
    """Run the command line and exit."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by the caller
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115, PTH123 - for the whole run
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command line; return the exit code: 0, 1, 2, 3 or 130."""
    speak(arguments)
    try:
        with _warnings_told():
            result = helped(group).main(arguments, prog_name="hookline", standalone_mode=False)
        flush()
    except SystemExit:  # click's answer when the reader of our output has gone
        reader_gone()
        return 0
    except (KeyboardInterrupt, Exception) as error:  # noqa: BLE001 - the last door
        return _ended(error)
    return result if isinstance(result, int) else 0


def _ended(error: BaseException) -> int:
    """Say in a sentence why a command ended early; return its exit code."""
    if isinstance(error, (KeyboardInterrupt, click.exceptions.Abort)):
        _say(said("stopped", spoken()))
        return _EXIT_INTERRUPTED
    if isinstance(error, BrokenPipeError):
        reader_gone()
        return 0
    if isinstance(error, click.ClickException):
        show_error(error)
        return _EXIT_USAGE if isinstance(error, click.UsageError) else _EXIT_UNREADABLE
    if isinstance(error, OSError) and error.filename is None and error.errno in _OUTPUT_FULL:
        reader_gone()  # nor could the rest be written at the exit
        reason = said((error.strerror or "").lower(), spoken())
        _say(filled("the output cannot be written: {reason}", {"reason": reason}, spoken()))
        return _EXIT_UNREADABLE
    return _told(error) if isinstance(error, HooklineError) else _crashed(error)


@contextmanager
def _warnings_told() -> Iterator[None]:
    """Say what was withdrawn in a line of ours, once in a run; Python shows the other warnings."""
    said_before: set[str] = set()
    with warnings.catch_warnings():
        shown = warnings.showwarning

        def show(message: Warning | str, *where: Any, **more: Any) -> None:  # noqa: ANN401
            if not isinstance(message, WithdrawnWarning):
                shown(message, *where, **more)
            elif str(message) not in said_before:
                said_before.add(str(message))
                from hookline.render.safe import one_line  # noqa: PLC0415 - opens late

                words = message.sentence
                _say(one_line(filled(words.template, words.values, spoken())))

        warnings.simplefilter("always", WithdrawnWarning)
        warnings.showwarning = show
        yield


def _told(error: HooklineError) -> int:
    from hookline.render.safe import one_line  # noqa: PLC0415 - only on errors

    words = error.sentence
    _say(one_line(filled(words.template, words.values, spoken())))
    if isinstance(error, InvalidCorpusError):
        _say(said("to see everything that is wrong: hookline validate PATH", spoken()))
    if isinstance(error, (InvalidCorpusError, BadInputError)):
        return _EXIT_BAD
    return _EXIT_USAGE if isinstance(error, UnknownNameError) else _EXIT_UNREADABLE


def flush() -> None:
    """Write out what is still to be printed, unless its reader has gone."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        reader_gone()


def reader_gone() -> None:
    """Print to nowhere from now on: the reader of our output, such as head, has seen enough."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _crashed(error: BaseException) -> int:
    if os.environ.get("HOOKLINE_DEBUG"):
        raise error
    from hookline.render.safe import one_line  # noqa: PLC0415 - only on errors

    values = {"error": f"{type(error).__name__}: {one_line(str(error))}"}
    template = "this is our fault, not yours: {error}. Report what HOOKLINE_DEBUG=1 prints."
    _say(filled(template, values, spoken()))
    return _EXIT_UNREADABLE


def stop_at_once() -> NoReturn:
    """End the run as Ctrl-C does, whatever threads an engine has left behind."""
    _say(said("stopped", spoken()))
    flush()
    os._exit(_EXIT_INTERRUPTED)


def _say(message: str) -> None:
    click.echo(f"hookline: {message}", err=True)


def finish(code: int) -> None:
    """End a command with an exit code; a value returned by a command would end it with 0."""
    context: Any = click.get_current_context()
    context.exit(code)
