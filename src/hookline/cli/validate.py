"""`hookline validate`."""

import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from hookline.cli import finish, stop_at_once
from hookline.cli.options import corpus_default, language_option, paint, progress_bar, say
from hookline.cli.speech import misuse
from hookline.language import Language, preferred, said

if TYPE_CHECKING:
    from hookline.findings import Report


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
    type=click.Choice(["text", "json", "github", "sarif", "markdown", "html", "junit"]),
    default="text",
    show_default=True,
    help="For people (text, html), programs (json, sarif, junit), or a pull request on GitHub "
    "(github for its lines, markdown for a comment).",
)
@language_option
@click.option(
    "--base",
    type=click.Path(),
    help="An older corpus, such as the branch to merge into: what changed since is judged, too.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Number of processes.",
)
@click.option(
    "--runner",
    type=click.Choice(["daft", "ray"]),
    help="Judge in partitions: with Daft on this machine, or on a Ray cluster; the findings are "
    "the same. Needs hookline[scale].",
)
@click.option(
    "--partitions",
    type=click.IntRange(min=1),
    help="Into how many partitions a runner divides the files; by default one for each 32 MiB.",
)
@click.option(
    "--address",
    help="The Ray cluster; by default that of RAY_ADDRESS, else one of this machine alone.",
)
def command(
    paths: tuple[Path, ...],
    engine: Literal["jsonschema-rs", "jsonschema"],
    fail_on: str,
    form: str,
    language: Language | None,
    base: str | None,
    jobs: int,
    runner: Literal["daft", "ray"] | None,
    partitions: int | None,
    address: str | None,
) -> None:
    """Judge dialogues by the schema and the rules.

    PATHS are files, folders, JSONL files, or - for standard input; without any, the corpus of
    the working directory, else the bundled one. A file is judged within its corpus; to judge the
    translations and twins of a dialogue with it, give its folder.

    Exit code: 0 clean, 1 errors, 2 usage, 3 something could not be read.
    """
    _check_usage(paths, jobs, runner, partitions, address)
    chosen = list(paths) or [corpus_default()]
    spoken = language or preferred()
    if runner:
        from hookline.scale import validate_paths as in_partitions  # noqa: PLC0415 - opens late

        try:
            report = in_partitions(
                chosen,
                runner=runner,
                address=address,
                partitions=partitions,
                engine=engine,
                language=spoken,
                base=base,
            )
        except KeyboardInterrupt:
            stop_at_once()
    else:
        from hookline.validation import validate_paths  # noqa: PLC0415 - opens late

        with progress_bar(said("validating", spoken)) as progress:
            report = validate_paths(
                chosen,
                engine=engine,
                language=spoken,
                base=base,
                jobs=jobs,
                stdin=sys.stdin.buffer,
                progress=progress,
            )
    say(_lines(report, form))
    finish(report.exit_code(fail_on_warning=fail_on == "warning"))


def _check_usage(
    paths: tuple[Path, ...],
    jobs: int,
    runner: str | None,
    partitions: int | None,
    address: str | None,
) -> None:
    """Refuse options that do not go together."""
    if runner is None and (partitions or address):
        raise misuse("--partitions and --address are for a runner: name it with --runner.")
    if address and runner == "daft":
        raise misuse("--address is that of a Ray cluster: say --runner ray.")
    if runner and jobs > 1:
        raise misuse("--jobs is for one machine without a runner; a runner has --partitions.")
    if runner and Path("-") in paths:
        raise misuse("Standard input cannot be divided: give a runner the path of a file.")


def _lines(report: "Report", form: str) -> Iterable[str]:
    """Return a report in a format, line by line."""
    if form == "text":
        from hookline.render.report import text  # noqa: PLC0415 - opens late

        return text(report, paint)
    if form == "github":
        from hookline.render.github import github, write_step_summary  # noqa: PLC0415 - opens late

        write_step_summary(report)
        return github(report)
    if form == "markdown":
        from hookline.render.markdown import markdown  # noqa: PLC0415 - opens late

        return markdown(report)
    if form == "json":
        from hookline.render.report import as_json as whole  # noqa: PLC0415 - opens late
    else:
        whole = getattr(import_module(f"hookline.render.{form}"), form)
    return [whole(report)]
