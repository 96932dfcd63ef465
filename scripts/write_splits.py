"""Write the splits of the corpus, five folds and 60/15/25, and the canary of test dialogues.

python scripts/write_splits.py            # write
python scripts/write_splits.py --check    # exit 1 where one differs from what this gives

Whole scripts are divided, stratified by group of scam types and original language. Scripts that
retell published cases are kept together: in `train`, and in the first fold. The order within a
stratum is that of a hash, so that the same corpus gives the same splits. Once a release has
published them they never change; `change/split-moved` sees to it, and a corpus that grew needs
splits of its own.
"""

import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec

import hookline
from hookline.files import canonical
from hookline.model import Dialogue, Split
from hookline.writing import write_atomically

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
VERSION = "0.2.0"
NAME, FOLDS_NAME = "2026a", "folds-2026a"
NAMES = tuple(f"fold-{number}" for number in range(1, 6))
SHARES = {"train": 0.60, "validation": 0.15, "test": 0.25}
LARGE = ("loan_fee", "escort_deposit", "friend_impersonation")
"""Types with a stratum of their own; the others share one for each language."""


def order(name: str, script: str) -> str:
    """Return what scripts are sorted by within a stratum."""
    return hashlib.sha256(f"{name} {script}".encode()).hexdigest()


def strata(corpus: list[Dialogue]) -> dict[tuple[str, str], list[str]]:
    """Return the scripts by group of types and original language."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in corpus:
        if each.scam_type and not each.translation_of:
            group = each.scam_type if each.scam_type in LARGE else "other"
            found[group, each.language].add(each.script)
    return {key: sorted(found[key]) for key in sorted(found)}


def parts(corpus: list[Dialogue]) -> dict[str, str]:
    """Return the part of each script: retold cases in train, the rest in shares of each stratum."""
    retold = {each.script for each in corpus if each.provenance.basis == "retells"}
    given = dict.fromkeys(sorted(retold), "train")
    owed = dict.fromkeys(SHARES, 0.0)
    for scripts in strata(corpus).values():
        for part, share in SHARES.items():
            owed[part] += share * len(scripts)
        owed["train"] -= len(retold.intersection(scripts))
        for script in sorted(set(scripts) - retold, key=lambda each: order(NAME, each)):
            part = max(owed, key=lambda each: (owed[each], each))
            given[script] = part
            owed[part] -= 1
    return dict(sorted(given.items()))


def folds(corpus: list[Dialogue]) -> dict[str, str]:
    """Return the fold of each script: each stratum is dealt out to the folds that have least."""
    retold = {each.script for each in corpus if each.provenance.basis == "retells"}
    given = dict.fromkeys(sorted(retold), "fold-1")
    for scripts in strata(corpus).values():
        here = dict.fromkeys(NAMES, 0)
        for script in sorted(set(scripts) - retold, key=lambda each: order(FOLDS_NAME, each)):
            whole = {name: sum(each == name for each in given.values()) for name in NAMES}
            fold = min(NAMES, key=lambda each: (here[each], whole[each], each))
            given[script] = fold
            here[fold] += 1
    return dict(sorted(given.items()))


def marked(corpus: hookline.Corpus) -> Iterator[tuple[Path, bytes]]:
    """Yield the path and content of every dialogue, with the canary on those of the test part."""
    canary = corpus.manifest.canary if corpus.manifest else None
    given = parts(list(corpus))
    for each in corpus:
        own = canary if given[each.script] == "test" else None
        dialogue = msgspec.structs.replace(each, canary=own)
        yield CORPUS / "dialogues" / f"{each.id}.json", canonical(dialogue).encode()


def splits(corpus: list[Dialogue]) -> Iterator[tuple[Path, bytes]]:
    """Yield the path and content of both splits."""
    for name, scripts in ((NAME, parts(corpus)), (FOLDS_NAME, folds(corpus))):
        split = Split(
            schema_reference="../../schema/split.schema.json",
            name=name,
            version=VERSION,
            scripts=scripts,
        )
        text = json.dumps(msgspec.to_builtins(split), indent=2) + "\n"
        yield CORPUS / "splits" / f"{name}.json", text.encode()


def main(*, check: bool) -> int:
    """Write or check the splits; return the exit code."""
    stale = 0
    corpus = hookline.load(CORPUS)
    for path, wanted in (*splits(list(corpus)), *marked(corpus)):
        if path.exists() and path.read_bytes() == wanted:
            continue
        stale += 1
        print(f"{path.relative_to(ROOT)}: {'differs' if check else 'written'}")
        if not check:
            write_atomically(path, [wanted])
    return int(check and stale > 0)


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv[1:]))
