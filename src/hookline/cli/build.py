"""`hookline build`."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from hookline.cli import finish
from hookline.cli.options import corpus_default, corpus_option, paint, say, say_paths


@click.command(epilog="Example: hookline build --out build")
@corpus_option
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build"),
    show_default=True,
    help="The folder to write to.",
)
def command(place: Path | None, out: Path) -> None:
    """Validate a corpus, then write every export to a folder.

    Nothing is written while the corpus has errors.
    """
    from hookline.building import build  # noqa: PLC0415 - opens late
    from hookline.errors import InvalidCorpusError  # noqa: PLC0415 - opens late
    from hookline.render import report as render  # noqa: PLC0415 - opens late
    from hookline.render.safe import one_line  # noqa: PLC0415 - opens late

    root = place or corpus_default()
    try:
        with _steps() as tell:
            written = build(root, out, tell)
    except InvalidCorpusError as error:
        say(render.text(error.report, paint))
        click.echo(f"hookline: {one_line(str(error))}", err=True)
        finish(error.report.exit_code())
    say_paths(written)


@contextmanager
def _steps() -> Iterator[Callable[[str, int, int], None] | None]:
    """Show a progress bar where a terminal looks on."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - opens late
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None)

        def tell(what: str, done: int, steps: int) -> None:
            bar.update(task, description=what, completed=done, total=steps)

        yield tell
