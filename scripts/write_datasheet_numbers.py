"""Write the numbers of `DATASHEET.md` from the corpus: its block of tables, and its marked words.

python scripts/write_datasheet_numbers.py            # write
python scripts/write_datasheet_numbers.py --check    # exit 1 where the numbers are out of date
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import hookline
from hookline.ledger import ledger, money
from hookline.stats import Stats, stats

ROOT = Path(__file__).resolve().parent.parent
DATASHEET = ROOT / "DATASHEET.md"
BLOCK = "numbers"
MAPPINGS = (
    ("Labels (dialogues)", "labels"),
    ("Languages (dialogues)", "languages"),
    ("Scam types (scam dialogues)", "scam_types"),
    ("Endings (dialogues)", "endings"),
    ("Channels (turns)", "channels"),
    ("Stages (scammers' turns)", "stages"),
    ("Responses (targets' turns)", "responses"),
    ("Cues (spans)", "cues"),
)


def amounts(minor: Mapping[str, int]) -> str:
    """Return sums of minor units by currency as people read them."""
    return ", ".join(money(minor[each], each) for each in sorted(minor)) or "nothing"


def totals(counts: Stats) -> Iterator[tuple[str, str]]:
    """Yield what was counted in the whole corpus, and the count."""
    yield "Scripts", f"{counts.scripts:,}"
    yield "Dialogues", f"{counts.dialogues:,}, of which {counts.translations:,} are translations"
    yield (
        "Turns",
        f"{counts.turns:,} ({counts.shortest:,} to {counts.longest:,} a dialogue)",
    )
    yield "Characters", f"{counts.characters:,}"
    for title, name in MAPPINGS:
        values: dict[str, int] = getattr(counts, name)
        yield title, ", ".join(f"{each} {number:,}" for each, number in values.items())
    book = counts.money
    yield "Asked, scams without translations", f"{amounts(book.asked)} in {book.chains:,} demands"
    yield "Paid, scams without translations", f"{amounts(book.paid)} in {book.payments:,} payments"
    yield "Lost, scams without translations", amounts(book.lost())


def dialogues(corpus: hookline.Corpus) -> Iterator[tuple[str, ...]]:
    """Yield id, number of turns, money asked and money paid of every dialogue."""
    for dialogue in corpus:
        book = ledger(dialogue)
        turns = f"{len(dialogue.turns):,}"
        yield f"`{dialogue.id}`", turns, amounts(book.asked), amounts(book.paid)


def table(head: tuple[str, ...], rules: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a Markdown table; `rules` are the cells of the line below its head."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rules, *rows))


def numbers(corpus: hookline.Corpus) -> dict[str, str]:
    """Return what stands between the marks of each name."""
    counts = stats(corpus)
    version = corpus.manifest.version if corpus.manifest else "none"
    whole = table(("Corpus version", version), ("---", "---"), totals(counts))
    each = table(
        ("Dialogue", "Turns", "Asked", "Paid"), ("---", "--:", "--:", "--:"), dialogues(corpus)
    )
    return {
        BLOCK: f"\n\n{whole}\n\n{each}\n\n",
        "version": version,
        "scripts": f"{counts.scripts:,}",
    }


def renewed(text: str, values: Mapping[str, str]) -> str:
    """Return a text with everything between marks renewed.

    Raises:
        ValueError: the marks of a name are missing, or the block stands more than once.
    """
    for name, value in values.items():
        begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
        marked = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
        found = len(marked.findall(text))
        if found == 0 or (name == BLOCK and found > 1):
            message = f"the text has {found} stretches from {begin} to {end}"
            raise ValueError(message)
        pieces = marked.split(text)
        text = f"{begin}{value}{end}".join(pieces)
    return text


def main(*, check: bool) -> int:
    """Write or check the numbers; return the exit code."""
    old = DATASHEET.read_text(encoding="utf-8")
    new = renewed(old, numbers(hookline.load(ROOT / "corpus")))
    if new == old:
        return 0
    if not check:
        DATASHEET.write_text(new, encoding="utf-8")
    print(f"{DATASHEET.name}: {'out of date with the corpus' if check else 'written'}")
    return 1 if check else 0


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
