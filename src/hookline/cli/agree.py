"""`hookline agree`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from hookline.cli.options import (
    console,
    corpus_option,
    format_option,
    open_corpus,
    progress_bar,
)
from hookline.cli.speech import misuse, spoken
from hookline.language import said

if TYPE_CHECKING:
    from hookline.agreement import By


@click.command(epilog="Example: hookline agree --by type")
@click.option(
    "--annotators", metavar="ID,ID", default="", help="Whose layers; by default the largest pair."
)
@click.option(
    "--by", type=click.Choice(["stage", "type", "language"]), help="Figures apart for each, too."
)
@click.option("--translations", is_flag=True, help="Compare translations instead of the originals.")
@corpus_option
@format_option
def command(
    annotators: str,
    by: str | None,
    translations: bool,
    place: Path | None,
    form: str,
) -> None:
    """Measure how far two labellings of the same dialogues agree.

    Krippendorff's alpha for stage, response and demand, F1 for cues, each with a 95% interval over
    scripts; the confusions, and the turns that were labelled differently.
    """
    from hookline.agreement import agreement  # noqa: PLC0415 - opens late
    from hookline.labelling import layers_of, pair_of  # noqa: PLC0415 - opens late

    corpus = open_corpus(place)
    if corpus.root is None:
        raise misuse("Layers belong to a corpus: name one with --corpus.")
    layers = layers_of(corpus.root)
    named = tuple(each.strip() for each in annotators.split(",") if each.strip())
    first, second = pair_of(layers, named)
    originals = (each for each in corpus if bool(each.translation_of) == translations)
    with progress_bar(said("comparing", spoken())) as progress:
        found = agreement(
            originals,
            layers[first],
            layers[second],
            by=cast("By | None", by),
            progress=progress,
        )
    if form == "json":
        import msgspec  # noqa: PLC0415 - opens late

        click.echo(json.dumps(msgspec.to_builtins(found), ensure_ascii=False, indent=2))
        return
    from hookline.render.agreement import show  # noqa: PLC0415 - opens late

    show(found, corpus, console(), spoken())
