"""`hookline sheet`."""

from pathlib import Path

import click

from hookline.cli.labels import chosen, ids_argument
from hookline.cli.options import corpus_option, open_corpus, say, say_paths


@click.command(epilog="Example: hookline sheet blind.csv friend-money-by-tonight")
@click.argument("out", type=click.Path(path_type=Path))
@ids_argument
@corpus_option
def command(out: Path, names: tuple[str, ...], place: Path | None) -> None:
    """Write a sheet for somebody who labels dialogues blind.

    OUT is a CSV file for a spreadsheet: a row a turn, under ids that tell nothing, with four empty
    columns. A demand is written as pretext, amount and currency (rent 800 CNY), cues as
    "urgency: by six | fear: the police". ID is a dialogue or a script; without any, all are taken.
    The number that is printed is the SHA-256 of the sheet: write it down before the labels come
    back.
    """
    import hashlib  # noqa: PLC0415 - opens late

    from hookline.sheets import blank  # noqa: PLC0415 - opens late
    from hookline.writing import write_atomically  # noqa: PLC0415 - opens late

    data = blank(chosen(open_corpus(place), names))
    write_atomically(out, [data])
    say_paths([out])
    say([f"sha256 {hashlib.sha256(data).hexdigest()}"])
