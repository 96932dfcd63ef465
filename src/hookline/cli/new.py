"""`hookline new`."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hookline.cli.options import own_corpus, say
from hookline.cli.speech import meant, misuse
from hookline.language import Language, Phrase, filled, nearest, preferred

if TYPE_CHECKING:
    from hookline.scaffold import Made


@click.command(
    epilog="Example: hookline new phone-on-a-marketplace --type shopping --language en",
)
@click.argument("script", required=False)
@click.option(
    "--type", "scam_type", default="", metavar="TYPE", help="Kind of scam: loan_fee …  [required]"
)
@click.option(
    "--language",
    type=click.Choice(["zh", "en"]),
    required=True,
    help="Language of the dialogue.",
)
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    help="A transcript (name: text, a line each) or a table of turns (.csv).",
)
@click.option("--scammer", "scammers", multiple=True, metavar="NAME", help="Who cheats, in --from.")
@click.option("--target", "targets", multiple=True, metavar="NAME", help="Who is cheated.")
@click.option(
    "--corpus",
    "place",
    type=click.Path(path_type=Path),
    help="The corpus to write into; by default that of the working directory.",
)
def command(
    script: str | None,
    scam_type: str,
    language: Language,
    source: Path | None,
    scammers: tuple[str, ...],
    targets: tuple[str, ...],
    place: Path | None,
) -> None:
    """Start a script: a scam and its benign twin, valid as they stand, every text to be written.

    SCRIPT is its name in small letters, digits and hyphens; without one a free name is taken. With
    --from one dialogue is made of a conversation: names and times are taken out, numbers that look
    real become placeholders. What people must still decide is listed.
    """
    from hookline.drafting import from_draft  # noqa: PLC0415 - opens late
    from hookline.imports import read_draft  # noqa: PLC0415 - opens late
    from hookline.scaffold import (  # noqa: PLC0415 - opens late
        UnusableDraftError,
        scam_types,
        script_name,
        skeleton,
        write_new,
    )

    known = scam_types()
    if scam_type not in known:
        near = nearest(scam_type, known, 0.4)
        wrong = Phrase("There is no type {name!r}.{hint}", {"name": scam_type, "hint": meant(near)})
        wrong = wrong if scam_type else Phrase("Give a --type.")
        raise misuse("{wrong} The types are: {known}.", wrong=wrong, known=", ".join(known))
    if (scammers or targets) and not source:
        raise misuse("--scammer and --target belong to --from.")
    root = own_corpus(place)
    try:
        name = script_name(script, scam_type, lambda each: (root / "dialogues" / each).exists())
        if source:
            draft = read_draft(source)
            made = from_draft(draft, name, scam_type, language, scammers=scammers, targets=targets)
        else:
            made = skeleton(name, scam_type, language)
        paths = write_new(root, made)
    except UnusableDraftError as error:
        words = error.sentence
        raise misuse(words.template, **words.values) from error
    say(_told(paths, made))


def _told(paths: list[Path], made: "Made") -> Iterator[str]:
    from hookline.files import shown  # noqa: PLC0415 - opens late
    from hookline.render.safe import one_line  # noqa: PLC0415 - opens late

    spoken = preferred()
    for path in paths:
        yield f"✓ {one_line(str(shown(path)))}"
    for note in made.notes:
        yield f"  {one_line(filled(note.template, note.values, spoken))}"
    yield ""
    heading = Phrase("What you must still decide:")
    yield filled(heading.template, heading.values, spoken)
    for number, each in enumerate(made.decide, start=1):
        yield f"  {number}. {filled(each.template, each.values, spoken)}"
