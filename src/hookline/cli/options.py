"""What several commands share: which corpus, which colours, progress when somebody looks on."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hookline.cli import reader_gone
from hookline.cli.speech import misuse, spoken
from hookline.language import filled

if TYPE_CHECKING:
    from rich.console import Console

    from hookline.corpus import Corpus

_STYLES: dict[str, dict[str, str | bool]] = {"bold": {"bold": True}, "dim": {"dim": True}}
_SOON, _OFTEN = 1.0, 0.2

corpus_option = click.option(
    "--corpus",
    "place",
    type=click.Path(path_type=Path),
    help="A corpus folder or JSONL file; by default the corpus of the working directory, else the "
    "bundled one.",
)

own_corpus_option = click.option(
    "--corpus",
    "place",
    type=click.Path(path_type=Path),
    help="The folder of a corpus; by default that of the working directory.",
)

language_option = click.option(
    "--language",
    type=click.Choice(["en", "zh"]),
    help="Language of the sentences; by default that of the locale.",
)

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or for programs.",
)


def say(lines: Iterable[str]) -> None:
    """Print lines, until whoever reads them has gone."""
    try:
        for line in lines:
            click.echo(line)
    except BrokenPipeError:
        reader_gone()


def say_paths(paths: Iterable[Path]) -> None:
    """Print the paths that were written, harmless in a terminal."""
    from hookline.render.safe import one_line  # noqa: PLC0415 - opens late

    say(one_line(str(path)) for path in paths)


def paint(text: str, style: str) -> str:
    """Colour a text; nothing is coloured in a pipe or under NO_COLOR (no-color.org)."""
    if os.environ.get("NO_COLOR"):
        return text
    return click.style(text, **_STYLES.get(style, {"fg": style}))  # type: ignore[arg-type]


def corpus_default() -> Path:
    """Return the corpus that a command takes by itself, and say which on standard error."""
    from hookline.files import default_corpus, shown  # noqa: PLC0415 - opens late
    from hookline.render.safe import one_line  # noqa: PLC0415 - opens late
    from hookline.resources import corpus_folder  # noqa: PLC0415 - opens late

    root = default_corpus()
    template = "corpus: {path} (bundled)" if root == corpus_folder() else "corpus: {path}"
    click.echo(filled(template, {"path": one_line(str(shown(root)))}, spoken()), err=True)
    return shown(root)


def own_corpus(place: Path | None) -> Path:
    """Return the corpus to write into: that of `--corpus` or of the working directory.

    Raises:
        click.UsageError: there is none; the bundled one is not ours to change.
    """
    from hookline.files import corpus_root  # noqa: PLC0415 - opens late

    root = corpus_root(place or Path.cwd())
    if root is None:
        if place is None:
            raise misuse("There is no corpus in or above the working directory: see --corpus.")
        raise misuse("There is no corpus in {path}: name one with --corpus.", path=place)
    return root


def open_corpus(place: Path | None) -> "Corpus":
    """Load the corpus of `--corpus`, or the default one."""
    from hookline.corpus import load  # noqa: PLC0415 - opens late

    return load(place or corpus_default(), language=spoken())


def console(*, stderr: bool = False) -> "Console":
    """Return a console for people; rich minds NO_COLOR and pipes by itself."""
    from rich.console import Console  # noqa: PLC0415 - opens late

    class PipeConsole(Console):
        def on_broken_pipe(self) -> None:
            reader_gone()  # rich would exit with 1, which means findings

    return PipeConsole(highlight=False, markup=False, emoji=False, stderr=stderr)


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[int, int | None], None] | None]:
    """Give a function that shows what is done: share, rate, time left; where a terminal looks on.

    Nothing is shown of what takes less than a second.
    """
    if not sys.stderr.isatty():
        yield None
        return
    from rich.progress import (  # noqa: PLC0415 - heavy; only for people who wait
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    bar = Progress(*columns, console=console(stderr=True), transient=True)
    task = bar.add_task(what, total=None)
    began = told = time.monotonic()

    def tell(done: int, whole: int | None) -> None:
        nonlocal told
        now = time.monotonic()
        if now - began < _SOON or now - told < _OFTEN:
            return
        told = now
        if not bar.live.is_started:
            bar.start()
        bar.update(task, completed=done, total=whole)

    try:
        yield tell
    finally:
        bar.stop()
