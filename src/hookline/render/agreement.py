"""An agreement as tables."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from hookline.agreement import NONE, Agreement, Measure
from hookline.corpus import Corpus
from hookline.language import Language, Phrase, filled, said
from hookline.render.safe import one_line

_MOST = 15
_WIDEST = 48
_TASKS = {
    "stage": ("stage", "alpha, scammers' turns"),
    "response": ("response", "alpha, targets' turns"),
    "demand": ("demand", "alpha, all turns"),
    "cues": ("cues", "F1 of overlapping spans"),
}


def show(found: Agreement, corpus: Corpus, console: Console, language: Language = "en") -> None:
    """Print an agreement on a console."""
    if not found.dialogues:
        console.print(Text(said("no dialogue was labelled by both", language)))
        return
    one, other = found.annotators
    pair = {"one": one, "other": other}
    values = {**pair, "dialogues": f"{found.dialogues:,}", "turns": f"{found.turns:,}"}
    template = "{one} and {other}: {dialogues} dialogues, {turns} turns"
    console.print(Text(filled(template, values, language), style="bold"))
    console.print()
    console.print(_measures(found.measures, language))
    for what, rows in found.confusion.items():
        if any(count for row in rows.values() for count in row.values()):
            console.print()
            title = filled(
                "{what}: {one} down, {other} across", {**pair, "what": Phrase(what)}, language
            )
            console.print(Text(title, style="bold"))
            console.print(_confusion(rows))
    console.print()
    _worst(found, corpus, console, language)


def _measures(measures: tuple[Measure, ...], language: Language) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("", "of", "value", "95% interval", "units", "scripts"):
        head = said(title, language) if title else ""
        table.add_column(head, justify="left" if title in ("", "of") else "right")
    for each in measures:
        name, of = _TASKS[each.what]
        table.add_row(
            f"  {each.group}" if each.group else said(name, language),
            "" if each.group else said(of, language),
            _figure(each.value),
            "" if each.low is None else _interval(each, language),
            f"{each.units:,}",
            f"{each.scripts:,}",
        )
    return table


def _interval(measure: Measure, language: Language) -> str:
    values = {"low": _figure(measure.low), "high": _figure(measure.high)}
    return filled("{low} to {high}", values, language)


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


def _worst(found: Agreement, corpus: Corpus, console: Console, language: Language) -> None:
    if not found.worst:
        console.print(Text(said("no turn was labelled differently", language)))
        return
    number = len(found.worst)
    template = "{count} labels differ:"
    if number > _MOST:
        template = "{count} labels differ, the first {most} of them:"
    heading = filled(template, {"count": f"{number:,}", "most": _MOST}, language)
    console.print(Text(heading, style="bold"))
    for unit in found.worst[:_MOST]:
        words = one_line(corpus[unit.dialogue].turns[unit.turn].text)
        short = words if len(words) <= _WIDEST else f"{words[:_WIDEST]}…"
        values = {
            "dialogue": unit.dialogue,
            "turn": unit.turn,
            "what": Phrase(unit.what),
            "one": unit.first or NONE,
            "other": unit.second or NONE,
        }
        line = filled("{dialogue} turn {turn}  {what}: {one} / {other}", values, language)
        console.print(Text(f"  {line}"))
        console.print(Text(f"    {short}", style="dim"))
