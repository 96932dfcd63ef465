"""`hookline export`."""

from pathlib import Path

import click

from hookline.cli.options import corpus_default, corpus_option, progress_bar, say_paths
from hookline.cli.speech import misuse, spoken

FORMATS = (
    "jsonl",
    "csv",
    "parquet",
    "hub",
    "sqlite",
    "conll",
    "chat",
    "xlsx",
    "convokit",
    "croissant",
)


@click.command(epilog="Example: hookline export csv turns.csv --language zh --part train")
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
@click.argument("out", type=click.Path(path_type=Path))
@corpus_option
@click.option(
    "--select",
    "wishes",
    multiple=True,
    metavar="KIND=VALUE",
    help="Only these, such as language=zh or part=train,test; the same as the four options below.",
)
@click.option("--type", "types", multiple=True, help="Only this type of scam; repeatable.")
@click.option("--language", "languages", multiple=True, help="Only this language; repeatable.")
@click.option("--label", "labels", multiple=True, help="Only this label; repeatable.")
@click.option("--part", "parts", multiple=True, help="Only this part of a split; repeatable.")
@click.option("--by", help="The split that divides; by default the last that is not one of folds.")
@click.option("--limit", type=click.IntRange(min=1), help="The first so many dialogues, by id.")
def command(
    form: str,
    out: Path,
    place: Path | None,
    wishes: tuple[str, ...],
    types: tuple[str, ...],
    languages: tuple[str, ...],
    labels: tuple[str, ...],
    parts: tuple[str, ...],
    by: str | None,
    limit: int | None,
) -> None:
    """Write a corpus, or a selection of it, to OUT as FORMAT.

    \b
    jsonl      one dialogue a line, lossless; OUT is a file
    csv        one turn a row, for spreadsheets; OUT is a file
    parquet    the views dialogues and turns; OUT is a folder
    hub        a folder that datasets.load_dataset(OUT, "turns") opens without hookline
    sqlite     one database with tables and views to query; OUT is a file
    conll      one token a line with stage and cue, in CoNLL-U Plus; OUT is a file
    chat       messages for fine-tuning, tasks detect and stage; OUT is a folder
    xlsx       one turn a row, for spreadsheets; OUT is a file
    convokit   a folder that convokit.Corpus(filename=OUT) opens
    croissant  a folder that mlcroissant.Dataset("OUT/croissant.json") opens
    """  # noqa: D301 - \b is click's sign for a paragraph that is not wrapped
    from hookline.exports import exporter  # noqa: PLC0415 - opens late
    from hookline.language import said  # noqa: PLC0415 - opens late
    from hookline.selection import Selection, narrowed, selected  # noqa: PLC0415 - opens late
    from hookline.streams import stream  # noqa: PLC0415 - opens late

    if str(out) == "-":
        raise misuse("OUT is a file or folder; - is not written to.")

    options = Selection(
        types=types, languages=languages, labels=labels, parts=parts, by=by, limit=limit
    )
    wanted = narrowed(options, wishes)
    with progress_bar(said("exporting", spoken())) as progress:
        opened = stream(place or corpus_default(), language=spoken(), progress=progress)
        written = exporter(form)(selected(opened, wanted), out)
    say_paths(written)
