"""`hookline show`."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hookline.cli.options import console, corpus_default, corpus_option, open_corpus, say
from hookline.cli.speech import meant, misuse, spoken

if TYPE_CHECKING:
    from hookline.corpus import Corpus
    from hookline.model import Dialogue

ID = re.compile("[a-z0-9-]+/[a-z0-9-]+")


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

    screen = console()
    for dialogue in _find(dialogue_id, place):
        show(dialogue, screen)


def _find(dialogue_id: str, place: Path | None) -> "tuple[Dialogue, ...]":
    """Return the dialogue of an id, or all of a file."""
    from hookline.corpus import load  # noqa: PLC0415 - opens late
    from hookline.files import dialogue_path  # noqa: PLC0415 - opens late

    if place is None and dialogue_id.lower().endswith((".json", ".jsonl")):
        return load(dialogue_id, language=spoken()).dialogues
    root = place or corpus_default()
    file = dialogue_path(root, dialogue_id)
    if ID.fullmatch(dialogue_id) and file.is_file():  # the rest of the corpus may be broken
        return load(file, language=spoken()).dialogues
    corpus = load(root, language=spoken())
    if dialogue_id in corpus or dialogue_id in corpus.about.withdrawn:
        return (corpus[dialogue_id],)
    import difflib  # noqa: PLC0415 - only for a typing error

    near = difflib.get_close_matches(dialogue_id, corpus.ids(), n=3, cutoff=0.4)
    near = near or [known for known in corpus.ids() if dialogue_id in known][:3]
    template = "There is no dialogue {name!r}.{hint} To list all: hookline show"
    raise misuse(template, name=dialogue_id, hint=meant(" / ".join(near)))


def _list(corpus: "Corpus") -> None:
    from hookline.render.safe import one_line  # noqa: PLC0415 - opens late

    say(f"{dialogue.id}  {one_line(dialogue.title)}" for dialogue in corpus)
