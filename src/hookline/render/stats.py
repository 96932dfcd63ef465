"""Counts of a corpus as tables."""

from collections.abc import Iterator, Mapping

from rich.cells import cell_len, set_cell_size
from rich.columns import Columns
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from hookline.language import Language, Phrase, filled, said
from hookline.ledger import Ledger, money
from hookline.render.words import counted
from hookline.spread import Spread
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


_COUNTED = {
    "dialogues": ("{count} dialogue", "{count} dialogues"),
    "scripts": ("{count} script", "{count} scripts"),
    "translations": ("{count} translation", "{count} translations"),
    "turns": ("{count} turn", "{count} turns"),
    "characters": ("{count} character", "{count} characters"),
}
_WIDEST_WORD = 6


def show(counts: Stats, console: Console, language: Language = "en") -> None:
    """Print counts on a console."""
    console.print(Text(_heading(counts, language), style="bold"))
    console.print()
    tables = [_table(said(title, language), getattr(counts, name)) for title, name in _TABLES]
    console.print(Columns(tables, padding=(1, 3)))
    console.print()
    for told in _money(counts.money, language):
        console.print(told)
    console.print()
    for line in _planned(counts.spread, language):
        indented = line.startswith(" ")
        words = Text(line.strip(), style="" if indented else "bold")
        console.print(Padding(words, (0, 0, 0, 2 if indented else 0), expand=False))


def _heading(counts: Stats, language: Language) -> str:
    values: dict[str, object] = {
        name: counted(getattr(counts, name), one, many, language)
        for name, (one, many) in _COUNTED.items()
    }
    values |= {"shortest": counts.shortest, "longest": counts.longest}
    template = (
        "{dialogues} of {scripts}, {translations} among them; "
        "{turns} ({shortest} to {longest} a dialogue), {characters}"
    )
    return filled(template, values, language)


def _money(book: Ledger, language: Language) -> Iterator[Text]:
    """Yield what was asked, paid and lost, line by line."""
    heading = said("Money in scam dialogues, translations left out", language)
    yield Text(heading, style="bold")
    for word, amounts in (("asked", book.asked), ("paid", book.paid), ("lost", book.lost())):
        sums = ", ".join(money(amounts[each], each) for each in sorted(amounts))
        name = set_cell_size(said(word, language), _WIDEST_WORD)
        yield Text(f"  {name} {sums or said('nothing', language)}")
    values = {"demands": book.chains, "payments": book.payments}
    yield Text(f"  {filled('{demands} demands, {payments} payments', values, language)}")


def _histogram(counts: Mapping[int, int]) -> str:
    return ", ".join(f"{number}: {count}" for number, count in counts.items())


def _planned(found: Spread, language: Language) -> Iterator[str]:
    """Yield what a planner of the corpus looks at, line by line."""

    def listed(values: Mapping[str, int]) -> str:
        pairs = (f"{name} {number}" for name, number in values.items())
        return ", ".join(pairs) or said("nothing", language)

    yield said("Spread", language)
    for label, (shortest, middle, longest) in found.lengths.items():
        template = "turns, {label}: {shortest} to {longest}, median {median}"
        values = {"label": label, "shortest": shortest, "longest": longest, "median": f"{middle:g}"}
        yield f"  {filled(template, values, language)}"
    shares = (
        ("scams with a threat: {count} of {scams}, in {types} types", found.with_threat),
        ("scams without a payment: {count} of {scams}", found.without_payment),
        ("scams with two or more re-fees: {count} of {scams}", found.re_fee_chains),
        ("scams with two or more scammers: {count} of {scams}", found.several_scammers),
    )
    for template, count in shares:
        values = {"count": count, "scams": found.scams, "types": found.threat_types}
        yield f"  {filled(template, values, language)}"
    unused = ", ".join(found.unused_pretexts) or said("nothing", language)
    for title, text in (
        ("original languages of scripts", listed(found.original_languages)),
        ("endings of resisted variants", listed(found.resisted_endings)),
        ("demands a scam", _histogram(found.demands)),
        ("pretexts", listed(found.pretexts)),
        ("pretexts never used", unused),
    ):
        words = {"what": Phrase(title), "found": text}
        yield f"  {filled('{what}: {found}', words, language)}"


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
