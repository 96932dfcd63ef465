"""`hookline build`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hookline.cli import finish
from hookline.cli.options import corpus_default, corpus_option, paint, say, say_paths
from hookline.cli.speech import spoken
from hookline.language import Phrase, filled, said

if TYPE_CHECKING:
    from hookline.building import Progress


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
        with steps_bar() as tell:
            written = build(root, out, tell, language=spoken())
    except InvalidCorpusError as error:
        say(render.text(error.report, paint))
        words = error.sentence
        told = one_line(filled(words.template, words.values, spoken()))
        click.echo(f"hookline: {told}", err=True)
        finish(error.report.exit_code())
    say_paths(written)


@contextmanager
def steps_bar() -> Iterator["Progress | None"]:
    """Show a progress bar where a terminal looks on."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - opens late
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415 - opens late

    columns = (BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(said("starting", spoken()), total=None)

        def tell(what: Phrase, done: float, steps: int) -> None:
            words = filled(what.template, what.values, spoken())
            bar.update(task, description=words, completed=done, total=steps)

        yield tell
