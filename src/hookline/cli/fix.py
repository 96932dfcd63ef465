"""`hookline fix`."""

from pathlib import Path

import click

from hookline.cli.mending import diff_option, language_option, paths_argument, run
from hookline.language import Language


@click.command(epilog="Example: hookline fix --diff corpus/dialogues/friend-money-by-tonight")
@paths_argument
@diff_option
@language_option
def command(paths: tuple[Path, ...], diff: bool, language: Language | None) -> None:
    """Mend what is certain in dialogue files, and say what was done.

    Canonical form, Unicode NFC, full-width punctuation in Chinese, the offsets of spans whose text
    stands once in its turn, missing ids of which there is no doubt. What people must decide is left
    alone and listed with its place. PATHS are files and folders; without any, the corpus of the
    working directory.

    Exit code: 0 done, 1 something is left to mend by hand (with --diff: or a file would change),
    2 usage, 3 a path cannot be read.
    """
    run(paths, diff=diff, language=language, only_form=False)
