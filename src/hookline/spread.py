"""How the dialogues of a corpus are spread, for those who plan what is to be written next."""

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median
from typing import NamedTuple

import msgspec

from hookline.model import Dialogue
from hookline.taxonomy import taxonomy

_CHAIN = 2


class Lengths(NamedTuple):
    """Turns of the shortest, the middle and the longest of some dialogues."""

    shortest: int
    median: float
    longest: int


class Spread(msgspec.Struct, frozen=True):
    """What the scams of a corpus have, each as a number of dialogues, translations included.

    Attributes:
        lengths: turns a dialogue, by label.
        demands: scam dialogues by their number of demands; a chain of revisions counts once.
        pretexts: demands of scam dialogues by pretext, chains once.
        unused_pretexts: the pretexts that no scam has.
        scams: all scam dialogues; the shares below are of these.
        with_threat: those in which a threat stands.
        threat_types: number of scam types among those.
        without_payment: those in which nothing is paid.
        re_fee_chains: those with two or more demands behind the first payment.
        several_scammers: those with two or more scammers.
        original_languages: scripts by the language of what is no translation.
        resisted_endings: endings of the variants whose id ends with -resisted.
    """

    lengths: dict[str, Lengths]
    demands: dict[int, int]
    pretexts: dict[str, int]
    unused_pretexts: tuple[str, ...]
    scams: int
    with_threat: int
    threat_types: int
    without_payment: int
    re_fee_chains: int
    several_scammers: int
    original_languages: dict[str, int]
    resisted_endings: dict[str, int]


def spread(dialogues: Iterable[Dialogue]) -> Spread:
    """Count how dialogues are spread."""
    everything = list(dialogues)
    scams = [each for each in everything if each.label == "scam"]
    asked = [_demands(each) for each in scams]
    threats = [each for each in scams if any(turn.stage == "threat" for turn in each.turns)]
    pretexts = Counter(pretext for each in asked for _, pretext in each)
    originals = {(each.script, each.language) for each in everything if not each.translation_of}
    resisted = [each for each in everything if each.id.endswith("-resisted")]
    numbers = Counter(map(len, asked))
    return Spread(
        lengths={
            label: _lengths([len(each.turns) for each in everything if each.label == label])
            for label in taxonomy().ids("label")
            if any(each.label == label for each in everything)
        },
        demands={number: numbers[number] for number in range(max(numbers, default=-1) + 1)},
        pretexts=_ordered(pretexts, "pretext"),
        unused_pretexts=tuple(each for each in taxonomy().ids("pretext") if each not in pretexts),
        scams=len(scams),
        with_threat=len(threats),
        threat_types=len({each.scam_type for each in threats}),
        without_payment=sum(_first_payment(each) is None for each in scams),
        re_fee_chains=sum(_behind(each) >= _CHAIN for each in scams),
        several_scammers=sum(
            sum(speaker.role == "scammer" for speaker in each.speakers) >= _CHAIN for each in scams
        ),
        original_languages=_ordered(Counter(language for _, language in originals), "language"),
        resisted_endings=_ordered(Counter(each.ending for each in resisted), "ending"),
    )


def _demands(dialogue: Dialogue) -> list[tuple[int, str]]:
    """Return position and pretext of each demand that revises none."""
    return [
        (number, turn.demand.pretext)
        for number, turn in enumerate(dialogue.turns)
        if turn.demand and not turn.demand.revises
    ]


def _first_payment(dialogue: Dialogue) -> int | None:
    return next((number for number, turn in enumerate(dialogue.turns) if turn.payment), None)


def _behind(dialogue: Dialogue) -> int:
    """Return how many demands stand behind the first payment."""
    first = _first_payment(dialogue)
    return 0 if first is None else sum(number > first for number, _ in _demands(dialogue))


def _lengths(turns: Sequence[int]) -> Lengths:
    return Lengths(min(turns), median(turns), max(turns))


def _ordered(counter: Counter[str], name: str) -> dict[str, int]:
    return {each: counter[each] for each in taxonomy().ids(name) if counter[each]}
