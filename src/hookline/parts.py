"""What is no dialogue: a raw layer, split or list of a corpus → hits of the rules on it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from hookline.findings import Hit, RuleInfo
from hookline.model import (
    Annotator,
    ChangelogEntry,
    ChangeNote,
    Lock,
    Manifest,
    Source,
    Struct,
    Withdrawal,
    layer_from,
    split_from,
)
from hookline.rules import LAYER_RULES, PART_RULES, SPLIT_RULES
from hookline.rules.base import Part
from hookline.surroundings import CorpusOnDisk

_LISTS: dict[str, type[Struct]] = {
    "sources": Source,
    "annotators": Annotator,
    "withdrawn": Withdrawal,
    "changes": ChangeNote,
    "changelog": ChangelogEntry,
}
_SINGLE: dict[str, type[Struct]] = {"manifest": Manifest, "lock": Lock}


def part_hits(
    kind: str,
    raw: Any,  # noqa: ANN401 - a raw JSON value
    path: Path,
    around: CorpusOnDisk,
) -> Iterator[tuple[RuleInfo, Hit]]:
    """Yield what the rules find in a raw record that has the shape of its kind.

    To be called once all dialogues of the run are judged.
    """
    entries = tuple(_entries(kind, raw))
    for rule in PART_RULES:
        for hit in rule.check(Part(kind, entries), around):
            yield rule.info, hit
    if kind == "layer":
        layer = layer_from(raw)
        dialogue = around.dialogue(layer.dialogue)
        for layer_rule in LAYER_RULES:
            for hit in layer_rule.check(layer, dialogue, around):
                yield layer_rule.info, hit
    elif kind == "split":
        split = split_from(raw)
        for split_rule in SPLIT_RULES:
            for hit in split_rule.check(split, path.stem, around):
                yield split_rule.info, hit


def _entries(kind: str, raw: Any) -> Iterator[tuple[str, Struct]]:  # noqa: ANN401
    """Yield pointer and content of what a record lists, or of the record itself."""
    if kind in _LISTS:
        for number, each in enumerate(raw[kind]):
            yield f"/{kind}/{number}", msgspec.convert(each, _LISTS[kind])
    elif kind == "layer":
        layer = layer_from(raw)
        yield "", layer
        for number, note in enumerate(layer.notes):
            yield f"/notes/{number}", note
    elif kind == "split":
        yield "", split_from(raw)
    elif kind in _SINGLE:
        yield "", msgspec.convert(raw, _SINGLE[kind])
