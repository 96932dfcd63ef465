"""`hookline export`."""

from pathlib import Path

import click

from hookline.cli.options import corpus_option, open_corpus, say_paths
from hookline.cli.speech import misuse

FORMATS = ("jsonl", "csv", "parquet", "hub")


@click.command(epilog="Example: hookline export csv turns.csv")
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
@click.argument("out", type=click.Path(path_type=Path))
@corpus_option
def command(form: str, out: Path, place: Path | None) -> None:
    """Write a corpus to OUT as FORMAT: jsonl, csv, parquet or hub.

    \b
    jsonl    one dialogue a line, lossless; OUT is a file
    csv      one turn a row, for spreadsheets; OUT is a file
    parquet  the views dialogues and turns; OUT is a folder
    hub      a folder that datasets.load_dataset(OUT, "turns") opens without hookline
    """  # noqa: D301 - \b is click's sign for a paragraph that is not wrapped
    from hookline.exports import exporter  # noqa: PLC0415 - opens late

    if str(out) == "-":
        raise misuse("OUT is a file or folder; - is not written to.")

    say_paths(exporter(form)(open_corpus(place), out))
