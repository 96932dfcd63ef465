"""An audit as tables, and as a figure."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from hookline.auditing.likeness import Pair
from hookline.auditing.reporting import Audit, Line
from hookline.language import Language, Phrase, filled, said
from hookline.render.safe import one_line
from hookline.render.words import listed

_COLOURS = {"fine": "green", "unclear": "yellow", "leak": "red", "reported": "dim"}
_MOST = 10
_WIDEST = 60
_PART_HEIGHT = 2.6


def show(found: Audit, console: Console, language: Language = "en") -> None:
    """Print an audit on a console."""
    values = {
        "dialogues": f"{found.dialogues:,}",
        "scripts": f"{found.groups:,}",
        "scams": f"{found.scams:,}",
        "honest": f"{found.dialogues - found.scams:,}",
    }
    template = "{dialogues} dialogues of {scripts} scripts: {scams} scams, {honest} honest"
    console.print(Text(filled(template, values, language), style="bold"))
    for part in dict.fromkeys(line.score.part for line in found.lines):
        lines = [line for line in found.lines if line.score.part == part]
        console.print()
        console.print(_scores(part, lines, language))
        for line in lines:
            if line.verdict in ("leak", "unclear"):
                _advise(line, console, language)
    for part in found.skipped:
        template = "{part}: too few scripts for five folds, not scored"
        console.print(Text(filled(template, {"part": _part(part, language)}, language)))
    console.print()
    _pairs("{count} near-duplicates across scripts:", found.alike, console, language)
    divided = "{count} near-duplicates across parts of the split:"
    _pairs(divided, found.divided, console, language)
    _repeated(found, console, language)
    console.print()
    console.print(_variety(found, language))


def _part(part: str, language: Language) -> str:
    """Return the name of a part, such as `zh, original`, in a language."""
    return listed((said(one_line(each), language) for each in part.split(", ")), language)


def _title(line: Line, language: Language) -> str:
    """Return what the model was shown, in a language; JSON has it in English."""
    kind, _, name = line.score.probe.partition(":")
    if kind == "column" and name:
        return filled("the column {name}", {"name": one_line(name)}, language)
    return said(one_line(line.title), language)


def _scores(part: str, lines: Sequence[Line], language: Language) -> Table:
    values = {
        "part": _part(part or "all dialogues", language),
        "samples": f"{lines[0].score.samples:,}",
        "scripts": f"{lines[0].score.groups:,}",
    }
    title = filled("{part} ({samples} of {scripts} scripts)", values, language)
    table = Table(box=None, padding=(0, 2, 0, 0), title=title)
    table.title_style, table.title_justify = "bold", "left"
    for name in ("AUROC of", "", "95% interval", "shuffled", "goal", ""):
        head = said(name, language) if name else ""
        table.add_column(head, justify="left" if name == "AUROC of" else "right")
    for line in lines:
        verdict = "" if line.verdict == "reported" else said(line.verdict, language)
        interval = {"low": f"{line.score.low:.3f}", "high": f"{line.score.high:.3f}"}
        table.add_row(
            Text(_title(line, language)),
            f"{line.score.auroc:.3f}",
            filled("{low} to {high}", interval, language),
            f"{line.score.shuffled:.3f}",
            "" if line.goal is None else f"{line.goal:.2f}",
            Text(verdict, style=_COLOURS[line.verdict]),
        )
    return table


def _advise(line: Line, console: Console, language: Language) -> None:
    values = {
        "what": _title(line, language),
        "means": said(line.means, language),
        "change": said(line.change, language),
    }
    advice = filled("{what}: {means}; {change}", values, language)
    console.print(Text(f"  {advice}", style="dim"))
    for side, grams in zip(("scam", "honest"), line.score.telling, strict=True):
        if grams:
            words = " ".join(f"‹{one_line(gram)}›" for gram in grams)
            told = filled("{what}: {found}", {"what": Phrase(side), "found": words}, language)
            console.print(Text(f"    {told}", style="dim"))


def _pairs(template: str, pairs: Sequence[Pair], console: Console, language: Language) -> None:
    if not pairs:
        return
    heading = filled(template, {"count": f"{len(pairs):,}"}, language)
    console.print(Text(heading, style="bold"))
    for pair in pairs[:_MOST]:
        where = f" ({_both(*pair.parts, language)})" if pair.parts[0] != pair.parts[1] else ""
        names = _both(pair.first, pair.second, language)
        console.print(Text(f"  {pair.likeness:.2f}  {names}{where}"))


def _both(one: str, other: str, language: Language) -> str:
    values = {"one": one_line(one), "other": one_line(other)}
    return filled("{one} and {other}", values, language)


def _repeated(found: Audit, console: Console, language: Language) -> None:
    number = len(found.repeated)
    template = "{count} turns stand in two scripts" if number else "no turn stands in two scripts"
    words = filled(template, {"count": f"{number:,}"}, language)
    console.print(Text(words, style="bold" if number else ""))
    for each in found.repeated[:_MOST]:
        text = one_line(each.text)
        short = text if len(text) <= _WIDEST else f"{text[:_WIDEST]}…"
        console.print(Text(f"  {short} ({', '.join(map(one_line, each.groups[:3]))})"))


def _variety(found: Audit, language: Language) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("variety", "tokens", "distinct-1", "-2", "-3", "compression"):
        table.add_column(said(name, language), justify="left" if name == "variety" else "right")
    for each in found.variety:
        shares = [f"{share:.3f}" for share in each.distinct]
        part = _part(each.part or "all", language)
        row = (part, f"{each.tokens:,}", *shares, f"{each.compression:.2f}")
        table.add_row(*row)
    return table


def figure(found: Audit, out: Path) -> None:
    """Draw the scores with their intervals, goals and baselines; the suffix decides the format."""
    import matplotlib as mpl  # noqa: PLC0415 - heavy

    mpl.use("Agg")
    from matplotlib import pyplot as plt  # noqa: PLC0415 - heavy

    parts = list(dict.fromkeys(line.score.part for line in found.lines))
    longest = max(sum(line.score.part == part for line in found.lines) for part in parts)
    height = max(_PART_HEIGHT, 0.36 * longest + 0.9)
    drawing, axes = plt.subplots(
        len(parts), 1, figsize=(7.5, height * len(parts)), sharex=True, squeeze=False
    )
    for part, axis in zip(parts, axes[:, 0], strict=True):
        lines = [line for line in found.lines if line.score.part == part]
        for place, line in enumerate(reversed(lines)):
            one = line.score
            colour = {"leak": "#b3261e", "unclear": "#9a6700"}.get(line.verdict, "#1f6f4a")
            axis.plot([one.low, one.high], [place, place], color=colour, linewidth=2)
            axis.plot(one.auroc, place, "o", color=colour)
            axis.plot(one.shuffled, place, "|", color="#777777", markersize=10)
            if line.goal is not None:
                axis.plot(line.goal, place, "k>", markersize=4, alpha=0.5)
        axis.set_yticks(range(len(lines)), [line.title for line in reversed(lines)])
        axis.axvline(0.5, color="#cccccc", zorder=0)
        axis.set_xlim(min(0.2, *(line.score.low - 0.02 for line in lines)), 1.02)
        axis.set_title(part or "all dialogues", loc="left", fontsize=10)
        axis.spines[["top", "right"]].set_visible(False)
    axes[-1, 0].set_xlabel("AUROC with 95% interval; | shuffled labels, ▸ goal")
    drawing.tight_layout()
    drawing.savefig(out, dpi=150)
    plt.close(drawing)
