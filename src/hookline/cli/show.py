"""`hookline show`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hookline.cli.options import console, corpus_option, open_corpus

if TYPE_CHECKING:
    from hookline.corpus import Corpus
    from hookline.model import Dialogue


@click.command(epilog="Example: hookline show friend-money-by-tonight/en-scam")
@click.argument("dialogue_id", metavar="[ID]", required=False)
@corpus_option
def command(dialogue_id: str | None, place: Path | None) -> None:
    """Show a dialogue as a person would want to read it.

    ID is the id of a dialogue, or the path of its file. Without an ID the dialogues are listed.
    """
    if dialogue_id is None:
        _list(open_corpus(place))
        return
    from hookline.render.dialogue import show  # noqa: PLC0415 - opens late

    show(_find(dialogue_id, place), console())


def _find(dialogue_id: str, place: Path | None) -> "Dialogue":
    from hookline.corpus import load  # noqa: PLC0415 - opens late

    if place is None and dialogue_id.endswith((".json", ".jsonl")):
        found = load(dialogue_id)
        return found.dialogues[0]
    corpus = open_corpus(place)
    if dialogue_id not in corpus:
        import difflib  # noqa: PLC0415 - only for a typing error

        near = difflib.get_close_matches(dialogue_id, corpus.ids(), n=3, cutoff=0.4)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        message = f"There is no dialogue {dialogue_id!r}.{hint} To list all: hookline show"
        raise click.UsageError(message)
    return corpus[dialogue_id]


def _list(corpus: "Corpus") -> None:
    from hookline.render.safe import terminal_safe  # noqa: PLC0415 - opens late

    for dialogue in corpus:
        click.echo(f"{dialogue.id}  {terminal_safe(dialogue.title)}")
