"""An audit as tables, and as a figure."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from hookline.auditing.likeness import Pair
from hookline.auditing.reporting import Audit, Line
from hookline.render.safe import one_line

_COLOURS = {"fine": "green", "unclear": "yellow", "leak": "red", "reported": "dim"}
_MOST = 10
_WIDEST = 60
_PART_HEIGHT = 2.6


def show(found: Audit, console: Console) -> None:
    """Print an audit on a console."""
    honest = found.dialogues - found.scams
    console.print(
        Text(
            f"{found.dialogues:,} dialogues of {found.groups:,} scripts: "
            f"{found.scams:,} scams, {honest:,} honest",
            style="bold",
        )
    )
    for part in dict.fromkeys(line.score.part for line in found.lines):
        lines = [line for line in found.lines if line.score.part == part]
        console.print()
        console.print(_scores(part, lines))
        for line in lines:
            if line.verdict in ("leak", "unclear"):
                _advise(line, console)
    for part in found.skipped:
        console.print(Text(f"{part}: too few scripts for five folds, not scored"))
    console.print()
    _pairs("near-duplicates across scripts", found.alike, console)
    _pairs("near-duplicates across parts of the split", found.divided, console)
    _repeated(found, console)
    console.print()
    console.print(_variety(found))


def _scores(part: str, lines: Sequence[Line]) -> Table:
    title = part or "all dialogues"
    size = f"{lines[0].score.samples:,} of {lines[0].score.groups:,} scripts"
    table = Table(box=None, padding=(0, 2, 0, 0), title=f"{one_line(title)} ({size})")
    table.title_style, table.title_justify = "bold", "left"
    for name in ("AUROC of", "", "95% interval", "shuffled", "goal", ""):
        table.add_column(name, justify="left" if name == "AUROC of" else "right")
    for line in lines:
        table.add_row(
            Text(one_line(line.title)),
            f"{line.score.auroc:.3f}",
            f"{line.score.low:.3f} to {line.score.high:.3f}",
            f"{line.score.shuffled:.3f}",
            "" if line.goal is None else f"{line.goal:.2f}",
            Text("" if line.verdict == "reported" else line.verdict, style=_COLOURS[line.verdict]),
        )
    return table


def _advise(line: Line, console: Console) -> None:
    console.print(Text(f"  {line.title}: {line.means}; {line.change}", style="dim"))
    for side, grams in zip(("scam", "honest"), line.score.telling, strict=True):
        if grams:
            words = " ".join(f"‹{one_line(gram)}›" for gram in grams)
            console.print(Text(f"    {side}: {words}", style="dim"))


def _pairs(title: str, pairs: Sequence[Pair], console: Console) -> None:
    if not pairs:
        return
    console.print(Text(f"{len(pairs):,} {title}:", style="bold"))
    for pair in pairs[:_MOST]:
        where = f" ({' and '.join(pair.parts)})" if pair.parts[0] != pair.parts[1] else ""
        names = f"{one_line(pair.first)} and {one_line(pair.second)}"
        console.print(Text(f"  {pair.likeness:.2f}  {names}{where}"))


def _repeated(found: Audit, console: Console) -> None:
    number = len(found.repeated)
    words = "no turn stands in two scripts" if not number else f"{number:,} turns stand in two"
    console.print(Text(words, style="bold" if number else ""))
    for each in found.repeated[:_MOST]:
        text = one_line(each.text)
        short = text if len(text) <= _WIDEST else f"{text[:_WIDEST]}…"
        console.print(Text(f"  {short} ({', '.join(map(one_line, each.groups[:3]))})"))


def _variety(found: Audit) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in ("variety", "tokens", "distinct-1", "-2", "-3", "compression"):
        table.add_column(name, justify="left" if name == "variety" else "right")
    for each in found.variety:
        shares = [f"{share:.3f}" for share in each.distinct]
        row = (one_line(each.part or "all"), f"{each.tokens:,}", *shares, f"{each.compression:.2f}")
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
