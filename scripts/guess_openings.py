"""Can readers tell a scam from its twin by the openings? Sheets for them, and their score.

python scripts/guess_openings.py sheet OUT.csv [--turns 2] [--script ID ...]
python scripts/guess_openings.py take SHEET.csv --reader ID
python scripts/guess_openings.py score

A sheet has a row a pair: the first turns of a scam and of its twin, in the original language,
under an id and in an order that tell nothing. The reader writes 1 or 2, whichever they take
for the scam. `take` adds the guesses to `docs/openings.csv`; `score` counts them, with the
interval of Wilson (1927).
"""

import argparse
import csv
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import hookline
from hookline.model import Dialogue

ROOT = Path(__file__).resolve().parent.parent
GUESSES = ROOT / "docs" / "openings.csv"
COLUMNS = ("script", "language", "turns", "reader", "guess", "right")
SHEET = ("pair", "language", "one", "two", "guess")


class Pair(NamedTuple):
    """A scam and its twin; `first_is_scam` says which stands first on a sheet."""

    scam: Dialogue
    twin: Dialogue

    @property
    def id(self) -> str:
        """Name the pair by what tells nothing."""
        return hashlib.sha256(f"opening {self.scam.id}".encode()).hexdigest()[:12]

    @property
    def first_is_scam(self) -> bool:
        """Say whether the scam stands first: a coin that the id throws."""
        return int(self.id, 16) % 2 == 0


def pairs(corpus: Sequence[Dialogue], scripts: Sequence[str] = ()) -> Iterator[Pair]:
    """Yield the pairs in their original language, in an order that tells nothing."""
    by_id = {each.id: each for each in corpus}
    found = [
        Pair(by_id[each.contrast_of], each)
        for each in corpus
        if each.contrast_of in by_id and not each.translation_of
    ]
    chosen = [pair for pair in found if not scripts or pair.scam.script in scripts]
    return iter(sorted(chosen, key=lambda pair: pair.id))


def opening(dialogue: Dialogue, turns: int) -> str:
    """Return the first turns as a reader sees them: letter, channel, text."""
    return "\n".join(
        f"{turn.speaker} ({turn.channel}): {turn.text}" for turn in dialogue.turns[:turns]
    )


def write_sheet(path: Path, turns: int, scripts: Sequence[str]) -> int:
    """Write a sheet; return the number of pairs."""
    chosen = list(pairs(list(hookline.load(ROOT / "corpus")), scripts))
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(SHEET)
        for pair in chosen:
            both = [opening(pair.scam, turns), opening(pair.twin, turns)]
            if not pair.first_is_scam:
                both.reverse()
            table.writerow([pair.id, pair.scam.language, *both, ""])
    return len(chosen)


def take(path: Path, reader: str, turns: int) -> int:
    """Add the guesses of a sheet to the file; return their number.

    Raises:
        ValueError: a pair is unknown, or a guess is neither 1 nor 2.
    """
    known = {pair.id: pair for pair in pairs(list(hookline.load(ROOT / "corpus")))}
    rows = []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            pair = known.get(row["pair"])
            if pair is None or row["guess"].strip() not in ("1", "2"):
                message = (
                    f"pair {row['pair']}: {row['guess']!r} is no guess at a pair of the corpus"
                )
                raise ValueError(message)
            right = (row["guess"].strip() == "1") == pair.first_is_scam
            told = "yes" if right else "no"
            guess = "scam" if right else "twin"
            rows.append([pair.scam.script, pair.scam.language, turns, reader, guess, told])
    new = not GUESSES.exists()
    with GUESSES.open("a", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        if new:
            table.writerow(COLUMNS)
        table.writerows(sorted(rows))
    return len(rows)


def wilson(right: int, whole: int) -> tuple[float, float]:
    """Return the 95% score interval of a share (Wilson, JASA 22, 1927)."""
    z = 1.959964
    share, square = right / whole, z * z
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    spread = share * (1 - share) / whole + square / (4 * whole * whole)
    half = z / (1 + square / whole) * spread**0.5
    return middle - half, middle + half


class Figures(NamedTuple):
    """How many guesses were right: in all, and by language and reader as (right, all)."""

    pairs: int
    guesses: int
    right: int
    interval: tuple[float, float]
    by: dict[str, tuple[int, int]]


def figures() -> Figures:
    """Count the guesses of the file."""
    with GUESSES.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    right = sum(row["right"] == "yes" for row in rows)
    by: dict[str, tuple[int, int]] = {}
    for column in ("language", "reader"):
        for name in sorted({row[column] for row in rows}):
            some = [row["right"] == "yes" for row in rows if row[column] == name]
            by[name] = (sum(some), len(some))
    pairs = len({row["script"] for row in rows})
    return Figures(pairs, len(rows), right, wilson(right, len(rows)), by)


def main(arguments: Sequence[str]) -> int:
    """Do what is asked; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    commands = parser.add_subparsers(dest="command", required=True)
    sheet = commands.add_parser("sheet")
    sheet.add_argument("out", type=Path)
    sheet.add_argument("--script", action="append", default=[])
    taking = commands.add_parser("take")
    taking.add_argument("sheet", type=Path)
    taking.add_argument("--reader", required=True)
    for each in (sheet, taking):
        each.add_argument("--turns", type=int, default=2)
    commands.add_parser("score")
    options = parser.parse_args(arguments)
    if options.command == "sheet":
        print(f"{write_sheet(options.out, options.turns, options.script)} pairs")
    elif options.command == "take":
        try:
            print(f"{take(options.sheet, options.reader, options.turns)} guesses")
        except ValueError as error:
            print(error, file=sys.stderr)
            return 1
    else:
        print(json.dumps(figures()._asdict(), indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
