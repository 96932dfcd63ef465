"""An agreement as tables."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from hookline.agreement import NONE, Agreement, Measure
from hookline.corpus import Corpus
from hookline.render.safe import one_line

_MOST = 15
_WIDEST = 48
_TASKS = {
    "stage": ("stage", "alpha, scammers' turns"),
    "response": ("response", "alpha, targets' turns"),
    "demand": ("demand", "alpha, all turns"),
    "cues": ("cues", "F1 of overlapping spans"),
}


def show(found: Agreement, corpus: Corpus, console: Console) -> None:
    """Print an agreement on a console."""
    if not found.dialogues:
        console.print(Text("no dialogue was labelled by both"))
        return
    names = " and ".join(found.annotators)
    heading = f"{names}: {found.dialogues:,} dialogues, {found.turns:,} turns"
    console.print(Text(heading, style="bold"))
    console.print()
    console.print(_measures(found.measures))
    for what, rows in found.confusion.items():
        if any(count for row in rows.values() for count in row.values()):
            console.print()
            title = f"{what}: {found.annotators[0]} down, {found.annotators[1]} across"
            console.print(Text(title, style="bold"))
            console.print(_confusion(rows))
    console.print()
    _worst(found, corpus, console)


def _measures(measures: tuple[Measure, ...]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("", "of", "value", "95% interval", "units", "scripts"):
        table.add_column(title, justify="left" if title in ("", "of") else "right")
    for each in measures:
        name, of = _TASKS[each.what]
        table.add_row(
            f"  {each.group}" if each.group else name,
            "" if each.group else of,
            _figure(each.value),
            "" if each.low is None else f"{_figure(each.low)} to {_figure(each.high)}",
            f"{each.units:,}",
            f"{each.scripts:,}",
        )
    return table


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _confusion(rows: dict[str, dict[str, int]]) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0))
    table.add_column("")
    for name in rows:
        table.add_column(name[:8], justify="right")
    for name, row in rows.items():
        cells = [
            Text(str(count) if count else "·", style=_style(name == other, count))
            for other, count in row.items()
        ]
        table.add_row(name, *cells)
    return table


def _style(same: bool, count: int) -> str:  # noqa: FBT001 - of one cell
    if not count:
        return "dim"
    return "green" if same else "red"


def _worst(found: Agreement, corpus: Corpus, console: Console) -> None:
    if not found.worst:
        console.print(Text("no turn was labelled differently"))
        return
    number = len(found.worst)
    more = f", the first {_MOST} of them" if number > _MOST else ""
    console.print(Text(f"{number:,} labels differ{more}:", style="bold"))
    for unit in found.worst[:_MOST]:
        words = one_line(corpus[unit.dialogue].turns[unit.turn].text)
        short = words if len(words) <= _WIDEST else f"{words[:_WIDEST]}…"
        said = f"{unit.what}: {unit.first or NONE} / {unit.second or NONE}"
        console.print(Text(f"  {unit.dialogue} turn {unit.turn}  {said}"))
        console.print(Text(f"    {short}", style="dim"))
