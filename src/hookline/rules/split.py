"""Splits: whole scripts on one side, and what belongs together on the same."""

from collections.abc import Callable, Iterator
from functools import partial

import msgspec

from hookline.examples import MANIFEST, REMOVED, SCAM, SCRIPT, Bad, patched
from hookline.findings import Hit, Level, RuleInfo, firm
from hookline.language import Phrase
from hookline.model import Split
from hookline.rules.base import Facts, Surroundings, corpus_rule


class SplitRule(msgspec.Struct, frozen=True):
    """A rule on one split; `name` is what its file is called."""

    info: RuleInfo
    check: Callable[[Split, str, Surroundings], Iterator[Hit]]


_RETELLS = patched(SCAM, ("/provenance/basis", "retells"))
_RETOLD = patched(
    _RETELLS,
    ("/id", "phone-sold-twice/en-scam"),
    ("/turns/0/text", "Do you still have the phone?"),
    ("/canary", MANIFEST["canary"]),
)


@corpus_rule(
    "corpus/split-leak",
    "in the split {split} this script is in {part}, but {other}, which retells the same source "
    "{source}, is in {elsewhere}",
    why="A model that has seen the case in training is not tested on it.",
    hint="Put scripts that retell one source on the same side, in a new split.",
    bad=Bad(
        "/provenance/sources/0",
        (("/scripts/phone-sold-twice", "test"),),
        on="split",
        also=(_RETELLS, _RETOLD),
    ),
)
def leak(facts: Facts, surroundings: Surroundings) -> Iterator[Hit]:
    """Scripts that retell the same source are on the same side of every split."""
    if facts.basis != "retells":
        return
    for split in surroundings.splits:
        part = split.scripts.get(facts.script)
        for number, source in enumerate(facts.sources if part else ()):
            for other in surroundings.retelling(source):
                elsewhere = split.scripts.get(other, part)
                if other < facts.script and elsewhere != part:
                    values = {"split": split.name, "part": part, "source": source}
                    values |= {"other": other, "elsewhere": elsewhere}
                    yield Hit(f"/provenance/sources/{number}", values)


@corpus_rule(
    "split/canary",
    "the canary is not what the splits ask for: {defect}",
    why="Whoever trains on what the net holds can leave the test out, or see that it was not.",
    hint="Give test dialogues the canary of manifest.json, and no others.",
    bad=Bad("/canary", (("/canary", MANIFEST["canary"]),)),
)
def canary(facts: Facts, surroundings: Surroundings) -> Iterator[Hit]:
    """Dialogues of a test part carry the canary of the corpus, others carry none."""
    tested = [each.name for each in surroundings.splits if each.scripts.get(facts.script) == "test"]
    if tested and surroundings.canary and facts.canary != surroundings.canary:
        absent = "in {split} this is a test dialogue, but it has not the corpus's canary"
        defect = Phrase(absent, {"split": tested[0]})
        yield Hit("/canary" if facts.canary else "/id", {"defect": defect})
    elif facts.canary and not tested:
        defect = Phrase("the dialogue has a canary, but no split tests on it")
        yield Hit("/canary", {"defect": defect})


_info = partial(firm, "split", Level.CORPUS)


def _named(split: Split, name: str, _surroundings: Surroundings) -> Iterator[Hit]:
    if split.name != name:
        yield Hit("/name", {"found": split.name, "expected": name})


def _known(split: Split, _name: str, surroundings: Surroundings) -> Iterator[Hit]:
    for script in split.scripts:
        if not surroundings.has_script(script):
            yield Hit(f"/scripts/{script}", {"script": script})


def _parts(split: Split, _name: str, _surroundings: Surroundings) -> Iterator[Hit]:
    folds = [script for script, part in split.scripts.items() if part.startswith("fold-")]
    if folds and len(folds) < len(split.scripts):
        values = {"fold": split.scripts[folds[0]]}
        other = next(script for script in split.scripts if script not in set(folds))
        yield Hit(f"/scripts/{other}", values | {"part": split.scripts[other]})


RULES = (leak, canary)
SPLIT_RULES: tuple[SplitRule, ...] = (
    SplitRule(
        _info(
            "name",
            "The file name of a split is its name.",
            "the name is {found}, but the file is called {expected}",
            "A split is found by its name: corpus/splits/<name>.json.",
            "Change the name, or rename the file.",
            Bad("/name", (("/name", "v2"),), on="split"),
        ),
        _named,
    ),
    SplitRule(
        _info(
            "script-known",
            "Every script of a split is in the corpus, or was withdrawn from it.",
            "there is no script {script}",
            "A misspelt script is on no side, and its dialogues are in no split.",
            "Correct the name.",
            Bad(
                "/scripts/phone-deposits",
                ((f"/scripts/{SCRIPT}", REMOVED), ("/scripts/phone-deposits", "train")),
                on="split",
            ),
        ),
        _known,
    ),
    SplitRule(
        _info(
            "parts",
            "A split has either train, validation and test, or folds.",
            "this script is in {part}, but others are in folds, such as {fold}",
            "Nobody could say what is trained on and what is tested on.",
            "Make two splits of it: one of folds, one of train, validation and test.",
            Bad(
                "/scripts/phone-sold-twice",
                ((f"/scripts/{SCRIPT}", "fold-1"), ("/scripts/phone-sold-twice", "test")),
                on="split",
                also=(
                    patched(
                        SCAM,
                        ("/id", "phone-sold-twice/en-scam"),
                        ("/turns/0/text", "Do you still have it?"),
                        ("/canary", MANIFEST["canary"]),
                    ),
                ),
            ),
        ),
        _parts,
    ),
)
