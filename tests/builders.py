"""Builders: one good dialogue, and the small changes that a test is about."""

import copy
from pathlib import Path
from typing import Any

import msgspec

from hookline.findings import Report
from hookline.validation import validate

SCRIPT = "phone-deposit"
GOOD: dict[str, Any] = {
    "$schema": "../../../schema/dialogue.schema.json",
    "id": f"{SCRIPT}/en-scam",
    "schema_version": "1.0.0",
    "language": "en",
    "label": "scam",
    "scam_type": "shopping",
    "title": "A phone on a marketplace",
    "provenance": {
        "method": "model",
        "basis": "invented",
        "sources": ["bulletin-2020"],
        "licence": "CC-BY-4.0",
    },
    "speakers": [
        {"id": "A", "role": "target"},
        {"id": "B", "role": "scammer", "persona": "seller"},
    ],
    "turns": [
        {"speaker": "A", "channel": "marketplace", "text": "Is the phone still there?"},
        {
            "speaker": "B",
            "channel": "marketplace",
            "text": "Yes, as new, half the price.",
            "stage": "lure",
            "spans": [{"start": 13, "end": 27, "cue": "too_good", "text": "half the price"}],
        },
        {
            "speaker": "B",
            "channel": "marketplace",
            "text": "50 first and I keep it for you.",
            "stage": "fee",
            "demand": {"id": "d1", "pretext": "booking_deposit", "amount": 50, "currency": "GBP"},
        },
        {
            "speaker": "A",
            "channel": "marketplace",
            "text": "Sent.",
            "response": "comply",
            "payment": {
                "demand": "d1",
                "amount": 50,
                "currency": "GBP",
                "method": "bank_transfer",
            },
        },
        {
            "speaker": "B",
            "channel": "marketplace",
            "text": "The courier wants 19.90 more.",
            "stage": "re-fee",
            "demand": {"id": "d2", "pretext": "shipping", "amount": 19.9, "currency": "GBP"},
        },
        {
            "speaker": "A",
            "channel": "marketplace",
            "text": "You said post was free.",
            "response": "doubt",
        },
    ],
    "ending": "refused",
    "annotation": {"guideline": "0.9", "layers": ["m1"], "adjudicated": False},
}
REMOVED = object()


def a_record(*edits: tuple[str, Any], base: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the good record with values put at JSON Pointers; REMOVED takes one out."""
    record: dict[str, Any] = copy.deepcopy(base or GOOD)
    for pointer, value in edits:
        *parents, last = pointer.split("/")[1:]
        place: Any = record
        for step in parents:
            place = place[int(step)] if isinstance(place, list) else place[step]
        if value is REMOVED:
            del place[int(last) if isinstance(place, list) else last]
        elif isinstance(place, list) and last == "-":
            place.append(value)
        else:
            place[int(last) if isinstance(place, list) else last] = value
    return record


def a_translation(*edits: tuple[str, Any]) -> dict[str, Any]:
    """Return the good record as its own Chinese translation."""
    return a_record(
        ("/id", f"{SCRIPT}/zh-scam"),
        ("/language", "zh"),
        ("/translation_of", f"{SCRIPT}/en-scam"),
        *edits,
    )


def a_twin(*edits: tuple[str, Any]) -> dict[str, Any]:
    """Return a benign twin of the good record."""
    return a_record(
        ("/id", f"{SCRIPT}/en-benign"),
        ("/label", "benign"),
        ("/scam_type", REMOVED),
        ("/contrast_of", f"{SCRIPT}/en-scam"),
        ("/speakers/1/role", "counterpart"),
        ("/turns/1/stage", REMOVED),
        ("/turns/2/stage", REMOVED),
        ("/turns/4/stage", REMOVED),
        ("/ending", "settled"),
        *edits,
    )


def a_corpus(folder: Path, *records: dict[str, Any]) -> Path:
    """Write a small corpus whose dialogues are the records, and return its root."""
    root = folder / "corpus"
    about: dict[str, Any] = {
        "manifest.json": {
            "name": "small",
            "title": "A small corpus",
            "description": "For tests.",
            "version": "0.1.0",
            "schema_version": "1.0.0",
            "licence": "CC-BY-4.0",
            "canary": "small-canary-00000000",
        },
        "sources.json": {
            "sources": [
                {
                    "id": "bulletin-2020",
                    "title": "Bulletin",
                    "publisher": "Police",
                    "date": "2020",
                    "language": "en",
                    "kind": "advisory",
                    "taken": "The method.",
                }
            ]
        },
        "annotators.json": {
            "annotators": [
                {"id": "m1", "kind": "model", "languages": ["en"], "description": "A model."}
            ]
        },
    }
    for name, value in about.items():
        write(root / name, value)
    for record in records:
        write(root / "dialogues" / f"{record['id']}.json", record)
    return root


def write(path: Path, value: Any) -> Path:
    """Write a value as JSON, or bytes and text as they are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(value, bytes):
        path.write_bytes(value)
    elif isinstance(value, str):
        path.write_text(value, encoding="utf-8")
    else:
        path.write_bytes(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")
    return path


def findings(report: Report) -> list[tuple[str, str]]:
    """Return rule and pointer of every finding."""
    return [(each.rule, each.location.pointer) for each in report.findings]


def judged(path: Path) -> list[tuple[str, str]]:
    """Return rule and pointer of everything that is found at a path."""
    return findings(validate(path))
