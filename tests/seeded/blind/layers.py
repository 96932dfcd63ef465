"""Layers: one annotator's labels apart from their dialogue."""

import hashlib
import json
from pathlib import Path

from seeded.seeding import (
    FRIEND_R,
    GHOST,
    LOAN_R,
    ZERO,
    Apply,
    Change,
    Fault,
    Raw,
    edit,
    load,
    within,
    write,
)


def text_hash(value: Raw) -> str:
    """Return the SHA-256 of a dialogue's text as the format describes it."""
    keys = ("speaker", "channel", "medium", "minute", "text")
    turns = [{key: each[key] for key in keys if key in each} for each in value["turns"]]
    text = {key: value[key] for key in ("id", "language", "speakers")} | {"turns": turns}
    compact = json.dumps(text, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(compact.encode()).hexdigest()


def layer(change: Change, name: str = f"{FRIEND_R}.m1", *, listed: bool = True) -> Apply:
    """Return what adds a layer of the friend's dialogue by m1, changed."""

    def apply(root: Path) -> None:
        dialogue = load(root, FRIEND_R)
        if listed:
            edit(FRIEND_R, within("annotation", layers=["m1"]))(root)
        labels = ("stage", "response", "demand", "payment", "payout", "spans")
        turns = []
        for count, each in enumerate(dialogue["turns"]):
            found = {key: each[key] for key in labels if key in each}
            if found:
                turns.append({"turn": count} | found)
        value = {
            "$schema": "../../../schema/layer.schema.json",
            "schema_version": "1.0.0",
            "dialogue": FRIEND_R,
            "annotator": "m1",
            "guideline": "0.9",
            "date": "2026-01-15",
            "text_sha256": text_hash(dialogue),
            "turns": turns,
        }
        change(value)
        write(root / "layers" / f"{name}.json", value)

    return apply


def layer_turn_twice(value: Raw) -> None:
    value["turns"].insert(1, dict(value["turns"][0]))


def layer_stage_on_target(value: Raw) -> None:
    next(each for each in value["turns"] if "response" in each)["stage"] = "fee"


def layer_span_off(value: Raw) -> None:
    span = next(each for each in value["turns"] if "spans" in each)["spans"][0]
    span.update(start=span["start"] + 1, end=span["end"] + 1)


def healthy(value: Raw) -> None:
    """Change nothing."""


FAULTS = (
    Fault(
        "layer-without-file",
        "a listed layer has no file",
        "error",
        edit(LOAN_R, within("annotation", layers=["m1"])),
    ),
    Fault(
        "layer-of-unknown-annotator",
        "a layer's annotator is not listed",
        "error",
        edit(LOAN_R, within("annotation", layers=["m9"])),
    ),
    Fault(
        "layer-not-listed",
        "a layer exists that its dialogue does not list",
        "error",
        layer(healthy, listed=False),
    ),
    Fault(
        "layer-of-other-text",
        "a layer was made on another text",
        "error",
        layer(within(text_sha256=ZERO)),
    ),
    Fault(
        "layer-in-wrong-place",
        "a layer names another dialogue than its path",
        "error",
        layer(within(dialogue=LOAN_R)),
    ),
    Fault(
        "layer-under-wrong-name",
        "a layer names another annotator than its path",
        "error",
        layer(within(annotator="m2")),
    ),
    Fault(
        "layer-of-no-dialogue",
        "a layer's dialogue does not exist",
        "error",
        layer(within(dialogue=GHOST), f"{GHOST}.m1", listed=False),
    ),
    Fault(
        "layer-turn-too-far",
        "a layer labels a turn that does not exist",
        "error",
        layer(within("turns", -1, turn=20)),
    ),
    Fault("layer-turn-twice", "a layer labels a turn twice", "error", layer(layer_turn_twice)),
    Fault(
        "layer-stage-on-target",
        "a layer gives a target's turn a stage",
        "error",
        layer(layer_stage_on_target),
    ),
    Fault("layer-span-off-by-one", "a layer's span is off by one", "error", layer(layer_span_off)),
    Fault(
        "layer-date-impossible", "a layer is of month 13", "error", layer(within(date="2026-13-01"))
    ),
    Fault(
        "adjudicated-without-layers",
        "nothing was labelled twice, yet it is settled",
        "warning",
        edit(LOAN_R, within("annotation", adjudicated=True)),
    ),
)
