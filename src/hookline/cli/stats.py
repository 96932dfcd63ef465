"""`hookline stats`."""

import json
from pathlib import Path

import click

from hookline.cli.options import console, corpus_option, format_option, open_corpus
from hookline.cli.speech import spoken


@click.command(epilog="Example: hookline stats --format json")
@corpus_option
@format_option
def command(place: Path | None, form: str) -> None:
    """Count dialogues, turns, stages, types, languages, and money asked and paid."""
    from hookline.stats import stats  # noqa: PLC0415 - opens late

    counts = stats(open_corpus(place))
    if form == "json":
        click.echo(json.dumps(counts.plain(), ensure_ascii=False, indent=2))
        return
    from hookline.render.stats import show  # noqa: PLC0415 - opens late

    show(counts, console(), spoken())
