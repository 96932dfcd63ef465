"""The command line: one file a command, loaded when it is called."""

import os
import sys
from importlib import import_module
from typing import Any

import click

from hookline import __version__
from hookline.errors import (
    HooklineError,
    InvalidCorpusError,
    NothingFoundError,
    UnknownNameError,
    UnreadableFileError,
    UnwritableFolderError,
)

COMMANDS = {
    "validate": "Judge dialogues by the schema and the rules.",
    "show": "Show a dialogue in the terminal.",
    "stats": "Count dialogues, turns, stages and money.",
    "export": "Write a corpus in another format.",
    "build": "Validate a corpus, then write every export.",
}

_EXIT_BAD, _EXIT_USAGE, _EXIT_UNREADABLE, _EXIT_INTERRUPTED = 1, 2, 3, 130


class _Commands(click.Group):
    """The commands; each module is imported only when its command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"hookline.cli.{cmd_name}").command
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            import difflib  # noqa: PLC0415 - only for a typing error

            near = difflib.get_close_matches(args[0], COMMANDS, n=1, cutoff=0.5)
            hint = f" Did you mean {near[0]}?" if near else ""
            message = f"There is no command {args[0]!r}.{hint}"
            raise click.UsageError(message, ctx)
        return super().resolve_command(ctx, args)


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
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command line; return the exit code (DESIGN: 0, 1, 2, 3 or 130)."""
    try:
        result = group.main(arguments, prog_name="hookline", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        _say("stopped")
        return _EXIT_INTERRUPTED
    except click.UsageError as error:
        error.show()
        return _EXIT_USAGE
    except click.ClickException as error:
        error.show()
        return _EXIT_UNREADABLE
    except KeyboardInterrupt:
        _say("stopped")
        return _EXIT_INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except HooklineError as error:
        return _told(error)
    except Exception as error:  # noqa: BLE001 - the last door before a traceback
        return _crashed(error)
    return result if isinstance(result, int) else 0


def _told(error: HooklineError) -> int:
    from hookline.render.safe import terminal_safe  # noqa: PLC0415 - only on errors

    _say(terminal_safe(str(error)))
    if isinstance(error, InvalidCorpusError):
        _say("see what is wrong with: hookline validate PATH")
        return _EXIT_BAD
    if isinstance(error, UnknownNameError):
        return _EXIT_USAGE
    assert isinstance(error, (UnreadableFileError, NothingFoundError, UnwritableFolderError))  # noqa: S101
    return _EXIT_UNREADABLE


def _crashed(error: Exception) -> int:
    if os.environ.get("HOOKLINE_DEBUG"):
        raise error
    _say(
        f"this is our fault, not yours: {type(error).__name__}: {error}. "
        "Run again with HOOKLINE_DEBUG=1 and report what it prints."
    )
    return _EXIT_UNREADABLE


def _say(message: str) -> None:
    click.echo(f"hookline: {message}", err=True)


def finish(code: int) -> None:
    """End a command with an exit code; a value returned by a command would end it with 0."""
    context: Any = click.get_current_context()
    context.exit(code)
