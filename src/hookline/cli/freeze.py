"""`hookline freeze`."""

from pathlib import Path

import click

from hookline.cli.labels import (
    annotator_option,
    chosen,
    date_option,
    day,
    ids_argument,
    known_annotator,
    written,
)
from hookline.cli.options import corpus_option, open_corpus, say
from hookline.cli.speech import misuse
from hookline.language import filled, preferred


@click.command(epilog="Example: hookline freeze --annotator m1 friend-money-by-tonight")
@ids_argument
@annotator_option
@date_option
@click.option("--again", is_flag=True, help="Replace layers that are there already.")
@corpus_option
def command(
    names: tuple[str, ...],
    annotator: str,
    date: str | None,
    again: bool,
    place: Path | None,
) -> None:
    """Keep the labels that stand in dialogues as a layer, before they are compared or changed.

    ID is a dialogue or a script; without any, all are taken.
    """
    from hookline.sheets import frozen  # noqa: PLC0415 - opens late

    corpus = open_corpus(place)
    if corpus.root is None:
        raise misuse("Layers belong to a corpus: name one with --corpus.")
    known_annotator(corpus.root, annotator)
    when = day(date)
    layers = [frozen(each, annotator, when) for each in chosen(corpus, names)]
    values = {"count": written(corpus.root, layers, again=again), "annotator": annotator}
    say([filled("{count} layers of {annotator}", values, preferred())])
