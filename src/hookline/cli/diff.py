"""`hookline diff`."""

from typing import TYPE_CHECKING

import click

from hookline.cli import finish
from hookline.cli.options import console, language_option, say
from hookline.cli.speech import spoken
from hookline.language import Language

if TYPE_CHECKING:
    from hookline.differ import Difference


@click.command(epilog="Example: hookline diff git:HEAD corpus --format markdown")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json", "html"]),
    default="text",
    show_default=True,
    help="For people (text, html), a comment on a pull request (markdown), or programs (json).",
)
@language_option
def command(before: str, after: str, form: str, language: Language | None) -> None:
    """Tell what differs between two corpora: dialogues, words, labels, splits, counts.

    A and B are folders, JSONL files, releases (their folder or ZIP), or revisions in git, for the
    corpus of the working directory: git:REV, or REV where no file has that name. Forbidden changes
    of what was released are told, and the version that follows.

    Exit code: 0 the same, 1 different, 2 usage, 3 something could not be read.
    """
    from hookline.differ import difference  # noqa: PLC0415 - opens late
    from hookline.sides import side  # noqa: PLC0415 - opens late

    found = difference(side(before), side(after))
    _show(found, form, language or spoken())
    finish(0 if found.same else 1)


def _show(found: "Difference", form: str, language: Language) -> None:
    from hookline.render import difference, difference_forms  # noqa: PLC0415 - opens late

    if form == "text":
        difference_forms.show(found, console(), language)
    elif form == "markdown":
        say(difference_forms.markdown(found, language))
    elif form == "html":
        say([difference_forms.html(found, language).rstrip("\n")])
    else:
        say([difference.as_json(found, language)])
