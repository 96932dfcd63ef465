"""Write the numbers of `DATASHEET.md` from the corpus: its block of tables, and its marked words.

python scripts/write_datasheet_numbers.py            # write
python scripts/write_datasheet_numbers.py --check    # exit 1 where the numbers are out of date
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import hookline
from guess_openings import GUESSES, figures
from hookline.datasheet import BLOCK, DATASHEET, marks, numbers, renewed, table

ROOT = Path(__file__).resolve().parent.parent
AUDIT = ROOT / "docs" / "audit" / "round-3.json"


def audits() -> Iterator[tuple[str, ...]]:
    """Yield the lines of the last audit, as `hookline audit --format json` wrote them."""
    if not AUDIT.exists():
        return
    for line in json.loads(AUDIT.read_text(encoding="utf-8"))["lines"]:
        score = line["score"]
        yield (
            line["title"],
            score["part"] or "all",
            f"{score['auroc']:.3f}",
            f"{score['low']:.3f} to {score['high']:.3f}",
            f"{score['shuffled']:.3f}",
            "" if line["goal"] is None else f"{line['goal']:.2f}",
        )


def guesses() -> str:
    """Return how often readers of the openings were right."""
    if not GUESSES.exists():
        return "nobody has guessed yet"
    found = figures()
    low, high = found.interval
    return (
        f"{found.right} of {found.guesses} guesses at {found.pairs} pairs were right "
        f"({found.right / found.guesses:.0%}; 95% interval {low:.0%} to {high:.0%})"
    )


def values(corpus: hookline.Corpus) -> dict[str, str]:
    """Return what stands between the marks of each name."""
    audited = table(
        ("What a model sees", "Part", "AUROC", "95% interval", "Shuffled", "Goal"),
        ("---", "---", "--:", "---", "--:", "--:"),
        audits(),
    )
    return {**numbers(corpus), "audit": f"\n\n{audited}\n\n", "openings": guesses()}


def main(*, check: bool) -> int:
    """Write or check the numbers; return the exit code."""
    path = ROOT / DATASHEET
    old = path.read_text(encoding="utf-8")
    found = values(hookline.load(ROOT / "corpus"))
    lost = [name for name in found if marks(name)[0] not in old]
    if lost or old.count(marks(BLOCK)[0]) > 1:
        print(f"{path.name}: the marks of {', '.join(lost or [BLOCK])} are missing or stand twice")
        return 1
    new = renewed(old, found)
    if new == old:
        return 0
    if not check:
        path.write_text(new, encoding="utf-8")
    print(f"{path.name}: {'out of date with the corpus' if check else 'written'}")
    return 1 if check else 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
