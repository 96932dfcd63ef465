"""Write the numbers of `DATASHEET.md` from the corpus: its block of tables, and its marked words.

python scripts/write_datasheet_numbers.py            # write
python scripts/write_datasheet_numbers.py --check    # exit 1 where the numbers are out of date
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import hookline
from guess_openings import GUESSES, figures
from hookline.agreement import agreement
from hookline.labelling import layers_of
from hookline.ledger import ledger, money
from hookline.spread import spread
from hookline.stats import Stats, stats

ROOT = Path(__file__).resolve().parent.parent
DATASHEET = ROOT / "DATASHEET.md"
AUDIT = ROOT / "docs" / "audit" / "round-3.json"
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


def spreads(corpus: hookline.Corpus) -> Iterator[tuple[str, str]]:
    """Yield what `hookline stats` tells of the spread of the scams."""
    found = spread(corpus)
    for label, lengths in found.lengths.items():
        yield (
            f"Turns, {label}",
            f"{lengths.shortest} to {lengths.longest}, median {lengths.median:g}",
        )
    for title, count in (
        ("Scams with a threat", found.with_threat),
        ("Scams without a payment", found.without_payment),
        ("Scams with two or more re-fees", found.re_fee_chains),
        ("Scams with two or more scammers", found.several_scammers),
    ):
        yield title, f"{count} of {found.scams} ({count / found.scams:.0%})"
    yield "Scam types with a threat", str(found.threat_types)
    yield (
        "Demands a scam",
        ", ".join(f"{number}: {count}" for number, count in found.demands.items()),
    )
    yield "Pretexts never used", ", ".join(found.unused_pretexts) or "none"
    yield (
        "Original languages (scripts)",
        ", ".join(f"{name} {count}" for name, count in found.original_languages.items()),
    )
    yield (
        "Endings of resisted scams",
        ", ".join(f"{name} {count}" for name, count in found.resisted_endings.items()),
    )


def scripts(corpus: hookline.Corpus) -> Iterator[tuple[str, ...]]:
    """Yield of each script its type, original language, dialogues, turns, asked and paid sums."""
    for script in sorted({each.script for each in corpus}):
        some = [each for each in corpus if each.script == script]
        scam = next(each for each in some if each.id.endswith("-scam") and not each.translation_of)
        book = ledger(scam)
        yield (
            f"`{script}`",
            scam.scam_type or "",
            scam.language,
            str(len(some)),
            f"{sum(len(each.turns) for each in some):,}",
            amounts(book.asked),
            amounts(book.paid),
        )


def agreements(corpus: hookline.Corpus) -> Iterator[tuple[str, ...]]:
    """Yield the agreement of the two labellings, on originals and on translations."""
    layers = layers_of(ROOT / "corpus")
    if not {"m1", "m2"} <= set(layers):
        return
    for title, translated in (("originals", False), ("translations", True)):
        some = [each for each in corpus if bool(each.translation_of) == translated]
        found = agreement(some, layers["m1"], layers["m2"])
        for measure in found.measures:
            name = "F1" if measure.what == "cues" else "alpha"
            value, low, high = (
                "" if each is None else f"{each:.3f}"
                for each in (measure.value, measure.low, measure.high)
            )
            yield (
                f"{measure.what} ({name}), {title}",
                value,
                f"{low} to {high}",
                f"{measure.units:,}",
                str(measure.scripts),
            )


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


def table(head: tuple[str, ...], rules: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a Markdown table; `rules` are the cells of the line below its head."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rules, *rows))


def numbers(corpus: hookline.Corpus) -> dict[str, str]:
    """Return what stands between the marks of each name."""
    counts = stats(corpus)
    version = corpus.manifest.version if corpus.manifest else "none"
    whole = table(("Corpus version", version), ("---", "---"), (*totals(counts), *spreads(corpus)))
    each = table(
        ("Script", "Type", "Original", "Dialogues", "Turns", "Asked", "Paid"),
        ("---", "---", "---", "--:", "--:", "--:", "--:"),
        scripts(corpus),
    )
    agreed = table(
        ("Task", "Value", "95% interval", "Turns or spans", "Scripts"),
        ("---", "--:", "---", "--:", "--:"),
        agreements(corpus),
    )
    audited = table(
        ("What a model sees", "Part", "AUROC", "95% interval", "Shuffled", "Goal"),
        ("---", "---", "--:", "---", "--:", "--:"),
        audits(),
    )
    return {
        BLOCK: f"\n\n{whole}\n\n{each}\n\n",
        "agreement": f"\n\n{agreed}\n\n",
        "audit": f"\n\n{audited}\n\n",
        "openings": guesses(),
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
