"""`hookline collect`."""

from pathlib import Path

import click

from hookline.cli import finish
from hookline.cli.labels import annotator_option, date_option, day, known_annotator, written
from hookline.cli.options import corpus_option, open_corpus, say
from hookline.cli.speech import misuse
from hookline.language import filled, preferred

_MOST = 20


@click.command(epilog="Example: hookline collect blind.csv --annotator m2 --guideline 1.0")
@click.argument("sheet", type=click.Path(path_type=Path))
@annotator_option
@click.option("--guideline", required=True, help="Version of the annotation guide, as 1.0.")
@date_option
@click.option("--again", is_flag=True, help="Replace layers that are there already.")
@corpus_option
def command(
    sheet: Path,
    annotator: str,
    guideline: str,
    date: str | None,
    again: bool,
    place: Path | None,
) -> None:
    """Take a sheet that was filled in as a layer of labels.

    SHEET is the CSV file that `hookline sheet` wrote, with its last four columns filled in. Nothing
    is written where a row is wrong; every wrong row is told.

    Exit code: 0 done, 1 a row is wrong, 2 usage, 3 a file cannot be read.
    """
    from hookline.files import read_bytes  # noqa: PLC0415 - opens late
    from hookline.render.safe import one_line  # noqa: PLC0415 - opens late
    from hookline.sheets import BadSheetError, digest, filled_in  # noqa: PLC0415 - opens late

    corpus = open_corpus(place)
    if corpus.root is None:
        raise misuse("Layers belong to a corpus: name one with --corpus.")
    known_annotator(corpus.root, annotator)
    when = day(date)
    try:
        layers = filled_in(
            read_bytes(sheet), corpus, annotator=annotator, guideline=guideline, date=when
        )
    except BadSheetError as error:
        told = [filled(each.template, each.values, preferred()) for each in error.problems]
        say(f"✗ {one_line(each)}" for each in told[:_MOST])
        if len(told) > _MOST:
            say([filled("and {count} more", {"count": f"{len(told) - _MOST:,}"}, preferred())])
        finish(1)
        return
    count = written(corpus.root, layers, again=again)
    given = digest(corpus[each.dialogue] for each in layers)
    template = "{count} layers of {annotator}; the blank sheet has the sha256 {digest}"
    values = {"count": count, "annotator": annotator, "digest": given}
    say([filled(template, values, preferred())])
