"""`hookline validate`."""

import sys
from pathlib import Path
from typing import Literal

import click

from hookline.cli import finish
from hookline.cli.options import corpus_default, paint, progress_bar, say


@click.command(
    epilog="Example: hookline validate corpus/dialogues/loan-three-reasons-to-pay-again",
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--engine",
    type=click.Choice(["jsonschema-rs", "jsonschema"]),
    default="jsonschema-rs",
    show_default=True,
    help="JSON Schema engine; jsonschema is the slow reference.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    show_default=True,
    help="The least severity that gives exit code 1.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="For people, for programs, or for the lines of a pull request on GitHub.",
)
def command(
    paths: tuple[Path, ...],
    engine: Literal["jsonschema-rs", "jsonschema"],
    fail_on: str,
    form: str,
) -> None:
    """Judge dialogues by the schema and the rules.

    PATHS are files, folders, JSONL files, or - for standard input; without any, the corpus of
    the working directory, else the bundled one. A file is judged within its corpus; to judge the
    translations and twins of a dialogue with it, give its folder.

    Exit code: 0 clean, 1 errors, 2 usage, 3 something could not be read.
    """
    from hookline.render import report as render  # noqa: PLC0415 - opens late
    from hookline.render.github import github  # noqa: PLC0415 - opens late
    from hookline.validation import validate_paths  # noqa: PLC0415 - opens late

    chosen = list(paths) or [corpus_default()]
    with progress_bar("validating") as progress:
        report = validate_paths(chosen, engine=engine, stdin=sys.stdin.buffer, progress=progress)
    if form == "json":
        say([render.as_json(report)])
    elif form == "github":
        say(github(report))
    else:
        say(render.text(report, paint))
    finish(report.exit_code(fail_on_warning=fail_on == "warning"))
