"""Counts of a corpus: dialogues, turns, stages, types, languages, money asked and paid."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec

from hookline.ledger import Ledger, combined, ledger, major_units
from hookline.model import Dialogue
from hookline.spread import Spread, spread
from hookline.taxonomy import taxonomy

NONE = "none"


class Stats(msgspec.Struct, frozen=True):
    """Counts of many dialogues; every mapping is in the taxonomy's order.

    Attributes:
        stages: turns of scammers by stage; `none` for those without one.
        responses: turns of targets by response; `none` for those without one.
        shortest: turns of the shortest dialogue.
        longest: turns of the longest dialogue.
        money: scam dialogues in their original language, so that a translation counts once.
        spread: what a planner of the corpus looks at.
    """

    scripts: int
    dialogues: int
    turns: int
    characters: int
    shortest: int
    longest: int
    labels: dict[str, int]
    languages: dict[str, int]
    scam_types: dict[str, int]
    stages: dict[str, int]
    responses: dict[str, int]
    cues: dict[str, int]
    channels: dict[str, int]
    endings: dict[str, int]
    translations: int
    money: Ledger
    spread: Spread

    def plain(self) -> dict[str, Any]:
        """Return the counts as plain values; money in decimal major units."""
        counts: dict[str, Any] = {
            name: getattr(self, name)
            for name in self.__struct_fields__
            if name not in ("money", "spread")
        }
        counts["spread"] = msgspec.to_builtins(self.spread, str_keys=True)
        for label, each in self.spread.lengths.items():
            counts["spread"]["lengths"][label] = each._asdict()
        money = self.money
        counts["money"] = {
            "asked": _major(money.asked),
            "paid": _major(money.paid),
            "received": _major(money.received),
            "lost": _major(money.lost()),
            "demands": money.chains,
            "payments": money.payments,
        }
        return counts


def stats(dialogues: Iterable[Dialogue]) -> Stats:
    """Count dialogues."""
    everything = list(dialogues)
    counts: dict[str, Counter[str]] = {
        name: Counter()
        for name in ("stage", "response", "cue", "channel", "label", "language", "ending")
    }
    scam_types: Counter[str] = Counter()
    for dialogue in everything:
        counts["label"][dialogue.label] += 1
        counts["language"][dialogue.language] += 1
        counts["ending"][dialogue.ending] += 1
        if dialogue.scam_type:
            scam_types[dialogue.scam_type] += 1
        for _, turn, role in dialogue.numbered_turns():
            counts["channel"][turn.channel] += 1
            counts["cue"].update(span.cue for span in turn.spans)
            if role == "scammer":
                counts["stage"][turn.stage or NONE] += 1
            if role == "target":
                counts["response"][turn.response or NONE] += 1
    lengths = [len(dialogue.turns) for dialogue in everything]
    originals = [
        ledger(each) for each in everything if each.label == "scam" and not each.translation_of
    ]
    return Stats(
        scripts=len({dialogue.script for dialogue in everything}),
        dialogues=len(everything),
        turns=sum(lengths),
        characters=sum(len(turn.text) for each in everything for turn in each.turns),
        shortest=min(lengths, default=0),
        longest=max(lengths, default=0),
        labels=_ordered(counts["label"], "label"),
        languages=_ordered(counts["language"], "language"),
        scam_types=_ordered(scam_types, "scam_type"),
        stages=_ordered(counts["stage"], "stage"),
        responses=_ordered(counts["response"], "response"),
        cues=_ordered(counts["cue"], "cue"),
        channels=_ordered(counts["channel"], "channel"),
        endings=_ordered(counts["ending"], "ending"),
        translations=sum(dialogue.translation_of is not None for dialogue in everything),
        money=combined(originals),
        spread=spread(everything),
    )


def _ordered(counter: Counter[str], name: str) -> dict[str, int]:
    order = [*taxonomy().ids(name), NONE]
    return {each: counter[each] for each in order if counter[each]}


def _major(amounts: Any) -> dict[str, int | float]:  # noqa: ANN401 - a mapping of minor units
    return {currency: major_units(amounts[currency], currency) for currency in sorted(amounts)}
