"""`hookline fmt`."""

from pathlib import Path

import click

from hookline.cli.mending import diff_option, language_option, paths_argument, run
from hookline.language import Language


@click.command(epilog="Example: hookline fmt corpus/dialogues/friend-money-by-tonight")
@paths_argument
@diff_option
@language_option
def command(paths: tuple[Path, ...], diff: bool, language: Language | None) -> None:
    """Write dialogue files in canonical form; nothing that they say is changed.

    PATHS are files and folders; without any, the corpus of the working directory. The form is
    described in docs/format.md.

    Exit code: 0 done, 1 something is left to mend by hand (with --diff: or a file would change),
    2 usage, 3 a path cannot be read.
    """
    run(paths, diff=diff, language=language, only_form=True)
