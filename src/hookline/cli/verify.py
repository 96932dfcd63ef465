"""`hookline verify`."""

from pathlib import Path

import click

from hookline.cli import finish
from hookline.cli.build import steps_bar
from hookline.cli.options import format_option, language_option, paint, say
from hookline.cli.speech import spoken
from hookline.language import Language


@click.command(epilog="Example: hookline verify hookline-corpus-0.2.0.zip")
@click.argument("path", metavar="DIR|ZIP", type=click.Path(path_type=Path))
@format_option
@language_option
def command(path: Path, form: str, language: Language | None) -> None:
    """Check a built release; nothing of it is changed.

    Every file is compared with SHA256SUMS and release.json, the corpus with its lock and its
    counts, the exports with what the corpus gives; then each export is opened with the programs
    that it is for. A ZIP is unpacked to a temporary folder. What could not be looked at is said.

    Exit code: 0 as it was released, 1 damaged, 2 usage, 3 not there, or no release.
    """
    from hookline.render import verdict as render  # noqa: PLC0415 - opens late
    from hookline.verifying import verify  # noqa: PLC0415 - opens late

    with steps_bar() as tell:
        found = verify(path, tell)
    if form == "json":
        say([render.as_json(found, language or spoken())])
    else:
        say(render.lines(found, paint, language or spoken()))
    finish(0 if found.ok else 1)
