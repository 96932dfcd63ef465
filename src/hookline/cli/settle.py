"""`hookline settle`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hookline.cli import finish
from hookline.cli.labels import annotator_option, date_option, day, known_annotator
from hookline.cli.options import corpus_option, open_corpus, say, say_paths
from hookline.cli.speech import misuse
from hookline.language import filled, preferred

if TYPE_CHECKING:
    from hookline.corpus import Corpus
    from hookline.labelling import Layers
    from hookline.settling import Settled

_MOST = 20


@click.command(epilog="Example: hookline settle differences.csv --annotator m3")
@click.argument("sheet", type=click.Path(path_type=Path))
@annotator_option
@click.option(
    "--between", metavar="ID,ID", default="", help="Whose layers; by default the largest pair."
)
@date_option
@corpus_option
def command(
    sheet: Path, annotator: str, between: str, date: str | None, place: Path | None
) -> None:
    """Settle where two labellings differ.

    Where SHEET is not there yet, it is written: a row a difference, both labels without whose they
    are. Fill in `settled` (one or two) and `note` (why), and call this again: the labels go into
    the dialogues and their translations, the notes into layers of the annotator.

    Exit code: 0 done, 1 a row is wrong or something is left to do by hand, 2 usage, 3 a file cannot
    be read.
    """
    from hookline.files import canonical  # noqa: PLC0415 - opens late
    from hookline.labelling import layers_of, pair_of, write_layers  # noqa: PLC0415 - opens late
    from hookline.writing import write_atomically  # noqa: PLC0415 - opens late

    corpus = open_corpus(place)
    root = corpus.root
    if root is None:
        raise misuse("Layers belong to a corpus: name one with --corpus.")
    known_annotator(root, annotator)
    layers = layers_of(root)
    layers.pop(annotator, None)
    named = tuple(each.strip() for each in between.split(",") if each.strip())
    pair = pair_of(layers, named)
    if not sheet.exists():
        _write(sheet, corpus, layers, pair)
        return
    settled = _read(sheet, corpus, layers, (*pair, annotator), day(date))
    if settled is None:
        return
    write_layers(root, settled.layers)
    for dialogue in settled.dialogues:
        write_atomically(root / "dialogues" / f"{dialogue.id}.json", [canonical(dialogue).encode()])
    values = {"count": len(settled.dialogues), "noted": len(settled.layers)}
    say([filled("{count} dialogues settled, {noted} with notes", values, preferred())])
    say(filled(each.template, each.values, preferred()) for each in settled.left)
    finish(int(bool(settled.left)))


def _write(sheet: Path, corpus: "Corpus", layers: "Layers", pair: tuple[str, str]) -> None:
    from hookline.settling import differences  # noqa: PLC0415 - opens late
    from hookline.settling import sheet as sheet_of  # noqa: PLC0415 - opens late
    from hookline.writing import write_atomically  # noqa: PLC0415 - opens late

    found = [
        each
        for dialogue in corpus
        if not dialogue.translation_of and all(dialogue.id in layers[who] for who in pair)
        for each in differences(dialogue, *(layers[who][dialogue.id] for who in pair))
    ]
    write_atomically(sheet, [sheet_of(found)])
    say_paths([sheet])
    values = {"count": len(found), "one": pair[0], "other": pair[1]}
    say([filled("{count} differences of {one} and {other}", values, preferred())])


def _read(
    sheet: Path, corpus: "Corpus", layers: "Layers", who: tuple[str, str, str], date: str
) -> "Settled | None":
    from hookline.files import read_bytes  # noqa: PLC0415 - opens late
    from hookline.render.safe import one_line  # noqa: PLC0415 - opens late
    from hookline.settling import settle  # noqa: PLC0415 - opens late
    from hookline.sheets import BadSheetError  # noqa: PLC0415 - opens late

    try:
        return settle(read_bytes(sheet), {each.id: each for each in corpus}, layers, who, date)
    except BadSheetError as error:
        told = [filled(each.template, each.values, preferred()) for each in error.problems]
        say(f"✗ {one_line(each)}" for each in told[:_MOST])
        if len(told) > _MOST:
            say([filled("and {count} more", {"count": f"{len(told) - _MOST:,}"}, preferred())])
        finish(1)
        return None
