"""What a datasheet tells in numbers: those that follow from the corpus, between their marks."""

import re
from collections.abc import Iterable, Iterator, Mapping

from hookline.agreement import agreement
from hookline.corpus import Corpus
from hookline.labelling import layers_of
from hookline.ledger import ledger, money
from hookline.spread import spread
from hookline.stats import Stats, stats

DATASHEET = "DATASHEET.md"
BLOCK = "numbers"
_MAPPINGS = (
    ("Labels (dialogues)", "labels"),
    ("Languages (dialogues)", "languages"),
    ("Scam types (scam dialogues)", "scam_types"),
    ("Endings (dialogues)", "endings"),
    ("Channels (turns)", "channels"),
    ("Stages (scammers' turns)", "stages"),
    ("Responses (targets' turns)", "responses"),
    ("Cues (spans)", "cues"),
)


def numbers(corpus: Corpus) -> dict[str, str]:
    """Return what stands between the marks of each name.

    Raises:
        UnreadableFileError: a layer of the corpus cannot be read.
    """
    counts = stats(corpus)
    version = corpus.manifest.version if corpus.manifest else "none"
    whole = table(("Corpus version", version), ("---", "---"), (*_totals(counts), *_spread(corpus)))
    each = table(
        ("Script", "Type", "Original", "Dialogues", "Turns", "Asked", "Paid"),
        ("---", "---", "---", "--:", "--:", "--:", "--:"),
        _scripts(corpus),
    )
    agreed = table(
        ("Task", "Value", "95% interval", "Turns or spans", "Scripts"),
        ("---", "--:", "---", "--:", "--:"),
        _agreement(corpus),
    )
    return {
        BLOCK: f"\n\n{whole}\n\n{each}\n\n",
        "agreement": f"\n\n{agreed}\n\n",
        "version": version,
        "scripts": f"{counts.scripts:,}",
    }


def renewed(text: str, values: Mapping[str, str]) -> str:
    """Return a text with everything between the marks of some names renewed.

    A mark is an HTML comment, `<!-- numbers: begin -->` and `<!-- numbers: end -->`; of a name
    without marks nothing is written.
    """
    for name, value in values.items():
        begin, end = marks(name)
        pieces = re.split(f"{re.escape(begin)}.*?{re.escape(end)}", text, flags=re.DOTALL)
        text = f"{begin}{value}{end}".join(pieces)
    return text


def marks(name: str) -> tuple[str, str]:
    """Return what stands before and after a number of a name."""
    return f"<!-- {name}: begin -->", f"<!-- {name}: end -->"


def table(head: tuple[str, ...], rules: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a Markdown table; `rules` are the cells of the line below its head."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rules, *rows))


def _amounts(minor: Mapping[str, int]) -> str:
    """Return sums of minor units by currency as people read them."""
    return ", ".join(money(minor[each], each) for each in sorted(minor)) or "nothing"


def _totals(counts: Stats) -> Iterator[tuple[str, str]]:
    """Yield what was counted in the whole corpus, and the count."""
    yield "Scripts", f"{counts.scripts:,}"
    yield "Dialogues", f"{counts.dialogues:,}, of which {counts.translations:,} are translations"
    yield (
        "Turns",
        f"{counts.turns:,} ({counts.shortest:,} to {counts.longest:,} a dialogue)",
    )
    yield "Characters", f"{counts.characters:,}"
    for title, name in _MAPPINGS:
        values: dict[str, int] = getattr(counts, name)
        yield title, ", ".join(f"{each} {number:,}" for each, number in values.items())
    book = counts.money
    yield "Asked, scams without translations", f"{_amounts(book.asked)} in {book.chains:,} demands"
    yield "Paid, scams without translations", f"{_amounts(book.paid)} in {book.payments:,} payments"
    yield "Lost, scams without translations", _amounts(book.lost())


def _spread(corpus: Corpus) -> Iterator[tuple[str, str]]:
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
        yield title, f"{count} of {found.scams} ({count / (found.scams or 1):.0%})"
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


def _scripts(corpus: Corpus) -> Iterator[tuple[str, ...]]:
    """Yield of each script its type, original language, dialogues, turns, asked and paid sums."""
    for script in sorted({each.script for each in corpus}):
        some = [each for each in corpus if each.script == script]
        originals = [each for each in some if not each.translation_of]
        scams = [each for each in originals if each.variant.endswith("-scam")]
        first = next(iter([*scams, *originals, *some]))
        book = ledger(first)
        yield (
            f"`{script}`",
            first.scam_type or "",
            first.language,
            str(len(some)),
            f"{sum(len(each.turns) for each in some):,}",
            _amounts(book.asked),
            _amounts(book.paid),
        )


def _agreement(corpus: Corpus) -> Iterator[tuple[str, ...]]:
    """Yield the agreement of the two labellings, on originals and on translations."""
    layers = layers_of(corpus.root) if corpus.root else {}
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
