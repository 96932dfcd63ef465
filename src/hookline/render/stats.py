"""Counts of a corpus as tables."""

from rich.cells import cell_len
from rich.columns import Columns
from rich.console import Console
from rich.table import Table
from rich.text import Text

from hookline.ledger import money
from hookline.stats import Stats

_TABLES = (
    ("Labels", "labels"),
    ("Languages", "languages"),
    ("Scam types", "scam_types"),
    ("Stages of scammers' turns", "stages"),
    ("Responses of targets' turns", "responses"),
    ("Cues", "cues"),
    ("Channels of turns", "channels"),
    ("Endings", "endings"),
)


def show(counts: Stats, console: Console) -> None:
    """Print counts on a console."""
    console.print(
        Text(
            f"{_counted(counts.dialogues, 'dialogue')} of {_counted(counts.scripts, 'script')}, "
            f"{_counted(counts.translations, 'translation')} among them; "
            f"{_counted(counts.turns, 'turn')} ({counts.shortest} to {counts.longest} a dialogue), "
            f"{_counted(counts.characters, 'character')}",
            style="bold",
        )
    )
    console.print()
    tables = [_table(title, getattr(counts, name)) for title, name in _TABLES]
    console.print(Columns(tables, padding=(1, 3)))
    console.print()
    console.print(Text("Money in scam dialogues, translations left out", style="bold"))
    book = counts.money
    for word, amounts in (("asked", book.asked), ("paid", book.paid), ("lost", book.lost())):
        sums = ", ".join(money(amounts[each], each) for each in sorted(amounts)) or "nothing"
        console.print(Text(f"  {word:<6} {sums}"))
    console.print(Text(f"  {book.chains} demands, {book.payments} payments"))


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _table(title: str, values: dict[str, int]) -> Table:
    table = Table(
        title=title,
        title_style="bold",
        title_justify="left",
        box=None,
        show_header=False,
        padding=(0, 1),
        min_width=cell_len(title) + 2,
    )
    table.add_column()
    table.add_column(justify="right")
    for name, number in values.items():
        table.add_row(Text(name), Text(f"{number:,}"))
    return table
