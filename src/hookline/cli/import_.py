"""`hookline import`."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hookline.cli import finish
from hookline.cli.options import console, language_option, own_corpus, paint, say
from hookline.cli.speech import spoken
from hookline.language import Language, Phrase, filled, said

if TYPE_CHECKING:
    from hookline.returning import BadCell, Returned

_MOST = 50
"""How many bad cells are shown; the rest is counted."""


@click.command(epilog="Example: hookline import turns.xlsx --dry-run")
@click.argument("table", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--corpus",
    "place",
    type=click.Path(path_type=Path),
    help="The corpus to write into; by default that of the working directory.",
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--remove", is_flag=True, help="Take out the turns whose rows are gone.")
@language_option
def command(
    table: Path, place: Path | None, *, dry_run: bool, remove: bool, language: Language | None
) -> None:
    """Put an edited table of turns back into the dialogues.

    FILE is what `hookline export csv` or `xlsx` wrote, perhaps edited and saved again by Excel,
    WPS or LibreOffice. Its texts, labels, spans and money replace those of the dialogues; titles,
    personas and all that the table does not hold stay. The result is judged by the schema and by
    the rules on one dialogue first: where a cell is wrong, nothing is written.

    Exit code: 0 done, 1 a cell is wrong, 2 usage, 3 a file cannot be read or written.
    """
    from hookline.imports.grid import read_grid  # noqa: PLC0415 - opens late
    from hookline.returning import missing, put_back  # noqa: PLC0415 - opens late

    spoken_ = language or spoken()
    root = own_corpus(place)
    grid = read_grid(table)
    say(_told(grid.notes, spoken_))
    if lacking := missing(grid):
        lacks = [Phrase("the table has no column {name}", {"name": each}) for each in lacking]
        say(f"{paint('✗', 'red')} {each}" for each in _told(lacks, spoken_))
        finish(1)
    found = put_back(grid, root, spoken_, remove=remove)
    _show(found, spoken_)
    say(_cells(table, found.problems, spoken_))
    if found.ok and not dry_run:
        _write(found, root)
    say([_sum(found, spoken_, dry_run=dry_run)])
    finish(int(not found.ok))


def _told(notes: "tuple[Phrase, ...] | list[Phrase]", language: Language) -> Iterator[str]:
    from hookline.render.safe import one_line  # noqa: PLC0415 - opens late

    return (one_line(filled(each.template, each.values, language)) for each in notes)


def _show(found: "Returned", language: Language) -> None:
    """Print what changes, as `hookline diff` does."""
    from hookline.differ import difference  # noqa: PLC0415 - opens late
    from hookline.render.difference import lists  # noqa: PLC0415 - opens late
    from hookline.render.difference_forms import show_sections  # noqa: PLC0415 - opens late
    from hookline.sides import Side  # noqa: PLC0415 - opens late

    sides = (Side(name="", dialogues=each) for each in (found.before, found.after))
    changes = difference(*sides)
    show_sections(lists(changes, language), console())
    if any(
        each.what != "same" for one in changes.changed for turn in one.turns for each in turn.words
    ):
        say([said("  its text has changed: layers that were made on it are out of date", language)])


def _cells(table: Path, problems: "tuple[BadCell, ...]", language: Language) -> Iterator[str]:
    from hookline.findings import Severity  # noqa: PLC0415 - opens late
    from hookline.render.safe import one_line  # noqa: PLC0415 - opens late

    for each in problems[:_MOST]:
        sheet = f" ({each.sheet})" if each.sheet else ""
        values = {
            "file": f"{table.name}{sheet}",
            "row": each.row,
            "column": each.column,
            "problem": each.problem,
        }
        template = "{file}, row {row}, column {column}: {problem}"
        if not each.column:
            template = "{file}, row {row}: {problem}"
        colour, mark = ("red", "✗") if each.severity is Severity.ERROR else ("yellow", "!")
        rule = f"  {paint(each.rule, 'dim')}" if each.rule else ""
        yield f"{paint(mark, colour)} {one_line(filled(template, values, language))}{rule}"
    if (more := len(problems) - _MOST) > 0:
        yield filled("and {count} more", {"count": f"{more:,}"}, language)


def _write(found: "Returned", root: Path) -> None:
    from hookline.files import canonical, dialogue_path  # noqa: PLC0415 - opens late
    from hookline.writing import write_together  # noqa: PLC0415 - opens late

    write_together(
        (dialogue_path(root, each.id), [canonical(each).encode()]) for each in found.after
    )


def _sum(found: "Returned", language: Language, *, dry_run: bool) -> str:
    values = {"changed": f"{len(found.after):,}", "same": f"{found.same:,}"}
    if not found.ok:
        words = "nothing is written: cells are wrong"
        return paint(f"✗ {filled(words, values, language)}", "red")
    words = "dialogues written: {changed}, unchanged: {same}; now run hookline validate"
    if not found.after:
        words = "dialogues unchanged: {same}; there is nothing to write"
    elif dry_run:
        words = "dialogues that would change: {changed}, unchanged: {same}; nothing is written"
    return paint(f"✓ {filled(words, values, language)}", "green")
