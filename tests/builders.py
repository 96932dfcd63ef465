"""Builders: one good dialogue, and the small changes that a test is about."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from hookline.examples import (
    ABOUT,
    REMOVED,
    SCAM,
    SCRIPT,
    TRANSLATION,
    TWIN,
    Edit,
    patched,
    place_of,
)
from hookline.files import canonical
from hookline.findings import Report
from hookline.model import Dialogue, dialogue_from
from hookline.shape import is_valid
from hookline.validation import validate
from hookline.views import view

__all__ = [
    "GOOD",
    "REMOVED",
    "SCRIPT",
    "a_corpus",
    "a_record",
    "a_translated_twin",
    "a_translation",
    "a_twin",
]

GOOD = SCAM


def a_record(*edits: Edit, base: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the good record with values put at JSON Pointers; REMOVED takes one out."""
    return patched(base or GOOD, *edits)


def a_translation(*edits: Edit) -> dict[str, Any]:
    """Return the Chinese translation of the good record."""
    return patched(TRANSLATION, *edits)


def a_twin(*edits: Edit) -> dict[str, Any]:
    """Return the benign twin of the good record."""
    return patched(TWIN, *edits)


def a_translated_twin(*edits: Edit) -> dict[str, Any]:
    """Return the Chinese translation of the twin, the twin of the translation."""
    twin = patched(
        TRANSLATION,
        ("/id", f"{SCRIPT}/zh-benign"),
        ("/label", "benign"),
        ("/scam_type", REMOVED),
        ("/translation_of", f"{SCRIPT}/en-benign"),
        ("/contrast_of", f"{SCRIPT}/zh-scam"),
        ("/provenance/basis", "invented"),
        ("/provenance/sources", []),
        ("/speakers/1/role", "counterpart"),
        *((f"/turns/{number}/stage", REMOVED) for number in (1, 2, 4)),
        ("/turns/5/text", "行，说好了的。"),
        ("/turns/5/response", "comply"),
        ("/ending", "settled"),
    )
    return patched(twin, *edits)


def a_corpus(folder: Path, *records: dict[str, Any]) -> Path:
    """Write a small corpus whose dialogues are the records, and return its root."""
    root = folder / "corpus"
    for name, value in ABOUT.items():
        write(root / name, value)
    for record in records:
        write(root / place_of(record), record)
    return root


def write(path: Path, value: Any) -> Path:
    """Write a value as JSON, or bytes and text as they are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(value, bytes):
        path.write_bytes(value)
    elif isinstance(value, str):
        path.write_text(value, encoding="utf-8")
    elif isinstance(value, dict) and "turns" in value and (text := canonical_text(value)):
        path.write_text(text, encoding="utf-8", newline="\n")
    else:
        path.write_bytes(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")
    return path


def write_parquet(path: Path, name: str, dialogues: Iterable[Dialogue], version: str) -> None:
    """Write a view of dialogues as a Parquet file of some version of the corpus."""
    from hookline.arrow import Batch, ParquetFile  # noqa: PLC0415 - heavy; for few tests

    with path.open("wb") as stream:
        file = ParquetFile(stream, view(name), {"hookline.version": version})
        file.write(Batch([(each, ()) for each in dialogues]))
        file.close()


def canonical_text(value: dict[str, Any]) -> str | None:
    """Return the canonical text of a dialogue; None of what is none."""
    return canonical(dialogue_from(value)) if is_valid(value, "dialogue") else None


def findings(report: Report) -> list[tuple[str, str]]:
    """Return rule and pointer of every finding."""
    return [(each.rule, each.location.pointer) for each in report.findings]


def judged(path: Path) -> list[tuple[str, str]]:
    """Return rule and pointer of everything that is found at a path."""
    return findings(validate(path))
