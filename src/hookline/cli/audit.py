"""`hookline audit`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hookline.cli import finish
from hookline.cli.options import console, corpus_default, format_option, progress_bar
from hookline.cli.speech import meant, misuse, spoken
from hookline.language import filled, said

if TYPE_CHECKING:
    from hookline.auditing.material import Sample

_LIMIT = 3000


@click.command(epilog="Example: hookline audit calls.csv --text text --label is_fraud")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--text", help="Column of the text, in a foreign table.")
@click.option("--speaker", help="Column of the speaker.")
@click.option("--label", help="Column of the label.")
@click.option(
    "--dialogue", help="Column of the dialogue's id; rows with the same id are its turns."
)
@click.option("--group", help="Column of what belongs together and is never divided.")
@click.option("--scam", help="The label that means scam.")
@click.option(
    "--split", "split_name", help="A split of the corpus: near-duplicates across its parts."
)
@click.option(
    "--leave-out", metavar="PART", multiple=True, help="A part of the split that is not audited."
)
@click.option(
    "--limit",
    type=click.IntRange(min=20),
    default=_LIMIT,
    show_default=True,
    help="Most dialogues of a foreign table; the rest is left out, evenly.",
)
@click.option("--figure", type=click.Path(path_type=Path), help="Draw the scores to this file.")
@format_option
def command(
    path: Path | None,
    text: str | None,
    speaker: str | None,
    label: str | None,
    dialogue: str | None,
    group: str | None,
    scam: str | None,
    split_name: str | None,
    leave_out: tuple[str, ...],
    limit: int,
    figure: Path | None,
    form: str,
) -> None:
    """Find out how far labels can be guessed without understanding a dialogue.

    PATH is a corpus, or anybody's CSV or JSONL with a text for each turn (or each dialogue), a
    speaker and a label; without it, the corpus of the working directory. Models that see only the
    first turn, only lengths, only punctuation and so on are scored on scripts that they have not
    seen; each line says what its figure means and what to change. Needs the extra [ml].

    Exit code: 0 no leak, 1 a leak, 2 usage, 3 a path cannot be read.
    """
    from hookline.auditing.material import (  # noqa: PLC0415 - opens late
        Columns,
        samples_of,
        samples_of_table,
    )
    from hookline.auditing.reporting import audited  # noqa: PLC0415 - opens late

    split: dict[str, str] | None = None
    named = Columns(
        text=text, speaker=speaker, label=label, dialogue=dialogue, group=group, scam=scam
    )
    if path is not None and (path.suffix.lower() in (".csv", ".jsonl")) and not _ours(path):
        samples = _thinned(samples_of_table(path, named), limit)
    else:
        from hookline.corpus import load  # noqa: PLC0415 - opens late

        corpus = load(path or corpus_default(), language=spoken())
        split = _split(corpus.root, split_name)
        kept = [each for each in corpus if not split or split.get(each.script) not in leave_out]
        samples = samples_of(kept)
    with progress_bar(said("auditing", spoken())) as progress:
        found = audited(samples, split=split, progress=progress)
    if figure is not None and found.lines:
        from hookline.render.audit import figure as draw  # noqa: PLC0415 - opens late

        draw(found, figure)
        click.echo(figure, err=form == "json")  # JSON stands alone on standard output
    if form == "json":
        import msgspec  # noqa: PLC0415 - opens late

        click.echo(json.dumps(msgspec.to_builtins(found), ensure_ascii=False, indent=2))
    else:
        from hookline.render.audit import show  # noqa: PLC0415 - opens late

        show(found, console(), spoken())
    finish(int(bool(found.leaks)))


def _ours(path: Path) -> bool:
    """Tell whether a JSONL file holds our dialogues."""
    if path.suffix.lower() != ".jsonl":
        return False
    from hookline.files import read_bytes  # noqa: PLC0415 - opens late

    return b'"schema_version"' in read_bytes(path).partition(b"\n")[0]


def _thinned(samples: "list[Sample]", limit: int) -> "list[Sample]":
    if len(samples) <= limit:
        return samples
    values = {"count": f"{len(samples):,}", "limit": f"{limit:,}"}
    template = "{count} dialogues; {limit} of them are audited (--limit)"
    click.echo(filled(template, values, spoken()), err=True)
    step = len(samples) / limit
    return [samples[int(number * step)] for number in range(limit)]


def _split(root: Path | None, name: str | None) -> dict[str, str] | None:
    if name is None:
        return None
    from hookline.language import nearest  # noqa: PLC0415 - opens late
    from hookline.surroundings import CorpusOnDisk  # noqa: PLC0415 - opens late

    splits = {each.name: each.scripts for each in CorpusOnDisk(root).splits} if root else {}
    if name not in splits:
        near = nearest(name, splits)
        raise misuse(
            "There is no split {name!r} in this corpus.{hint}", name=name, hint=meant(near)
        )
    return splits[name]
