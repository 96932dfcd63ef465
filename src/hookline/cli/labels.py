"""What the commands about layers share: whose labels, when, of which dialogues."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hookline.cli.speech import meant, misuse

if TYPE_CHECKING:
    from hookline.corpus import Corpus
    from hookline.model import Dialogue, Layer

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

annotator_option = click.option(
    "--annotator", required=True, metavar="ID", help="Who labelled: an id of annotators.json."
)
date_option = click.option(
    "--date", default=None, metavar="DAY", help="When, as 2026-11-23; by default today."
)
ids_argument = click.argument("names", metavar="[ID]...", nargs=-1)


def day(text: str | None) -> str:
    """Return a day in ISO 8601; today where none is given."""
    if text is None:
        return dt.datetime.now(tz=dt.UTC).date().isoformat()
    try:
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise misuse("{text!r} is no day; write it as 2026-11-23.", text=text)


def chosen(corpus: "Corpus", names: Sequence[str]) -> "list[Dialogue]":
    """Return the dialogues of some ids and scripts; all where none is named."""
    from hookline.language import nearest  # noqa: PLC0415 - opens late

    if not names:
        return list(corpus)
    scripts = {dialogue.script for dialogue in corpus}
    found: dict[str, Dialogue] = {}
    for name in names:
        if name not in corpus and name not in scripts:
            near = nearest(name, sorted({*corpus.ids(), *scripts}), 0.4)
            template = "There is no dialogue or script {name!r}.{hint}"
            raise misuse(template, name=name, hint=meant(near))
        found |= {each.id: each for each in corpus if name in (each.id, each.script)}
    return list(found.values())


def known_annotator(root: Path, annotator: str) -> None:
    """Check that an annotator is in the list of the corpus."""
    from hookline.language import nearest  # noqa: PLC0415 - opens late
    from hookline.surroundings import CorpusOnDisk  # noqa: PLC0415 - opens late

    known = sorted(CorpusOnDisk(root).annotators or ())
    if annotator not in known:
        near = nearest(annotator, known)
        template = "There is no annotator {name!r} in annotators.json.{hint}"
        raise misuse(template, name=annotator, hint=meant(near))


def written(root: Path, layers: "Iterable[Layer]", *, again: bool) -> int:
    """Write layers; return how many. What is there already is not overwritten unasked."""
    from hookline.labelling import path_of, write_layers  # noqa: PLC0415 - opens late

    made = list(layers)
    there = [layer for layer in made if path_of(root, layer).exists()]
    if there and not again:
        template = "{count} of these layers are there already ({first}, {annotator}); see --again."
        first, who = there[0].dialogue, there[0].annotator
        raise misuse(template, count=len(there), first=first, annotator=who)
    count = len(write_layers(root, made))
    _list(root, made)
    return count


def _list(root: Path, layers: "Sequence[Layer]") -> None:
    """Name in each dialogue the layers that it has now."""
    import msgspec  # noqa: PLC0415 - opens late

    from hookline.corpus import load  # noqa: PLC0415 - opens late
    from hookline.files import canonical  # noqa: PLC0415 - opens late
    from hookline.writing import write_atomically  # noqa: PLC0415 - opens late

    corpus = load(root)
    for layer in layers:
        dialogue = corpus[layer.dialogue]
        if layer.annotator not in dialogue.annotation.layers:
            listed = (*dialogue.annotation.layers, layer.annotator)
            about = msgspec.structs.replace(dialogue.annotation, layers=listed)
            named = msgspec.structs.replace(dialogue, annotation=about)
            path = root / "dialogues" / f"{dialogue.id}.json"
            write_atomically(path, [canonical(named).encode()])
