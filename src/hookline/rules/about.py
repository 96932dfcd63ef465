"""What the files about a corpus have in common: ids, days, versions, and what they refer to."""

from collections.abc import Iterator
from functools import partial

from hookline.examples import LOCK, LOCKED, SCRIPT, SPLIT, Bad, patched
from hookline.findings import Hit, Level, Severity, firm
from hookline.model import ChangeNote, Manifest, Withdrawal
from hookline.rules.base import Part, PartRule, Surroundings
from hookline.versions import newer

_info = partial(firm, "about", Level.CORPUS)


def _ids(part: Part, _around: Surroundings) -> Iterator[Hit]:
    seen = set()
    for pointer, entry in part.entries:
        if (entry_id := getattr(entry, "id", None)) in seen:
            yield Hit(f"{pointer}/id", {"id": entry_id})
        if entry_id is not None:
            seen.add(entry_id)


def _days(part: Part) -> Iterator[tuple[str, str]]:
    """Yield pointer and text of every date."""
    for pointer, entry in part.entries:
        if date := getattr(entry, "date", None):
            yield f"{pointer}/date", date


def _days_ahead(part: Part, around: Surroundings) -> Iterator[Hit]:
    for pointer, date in _days(part):
        if date > around.today[: len(date)]:
            yield Hit(pointer, {"date": date})


def _versions_ahead(part: Part, around: Surroundings) -> Iterator[Hit]:
    for pointer, entry in part.entries if around.version else ():
        version = getattr(entry, "version", None)
        if version and newer(version, around.version or version):
            yield Hit(f"{pointer}/version", {"found": version, "version": around.version})


def _noted(part: Part, around: Surroundings) -> Iterator[Hit]:
    released = around.lock.dialogues if around.lock else {}
    for pointer, note in part.entries:
        if not isinstance(note, ChangeNote):
            continue
        known = note.dialogue in around.withdrawn or note.dialogue in released
        if not known and not around.exists(note.dialogue):
            yield Hit(f"{pointer}/dialogue", {"dialogue": note.dialogue})


def _still_locked(part: Part, around: Surroundings) -> Iterator[Hit]:
    for pointer, entry in part.entries if around.lock else ():
        if not isinstance(entry, Withdrawal) or around.lock is None:
            continue
        released = around.lock.version
        if entry.id in around.lock.dialogues and not newer(entry.version, released):
            yield Hit(f"{pointer}/id", {"id": entry.id, "version": released})


def _licence(part: Part, around: Surroundings) -> Iterator[Hit]:
    for pointer, entry in part.entries:
        if isinstance(entry, Manifest):
            for licence, dialogue in around.licences.items():
                if licence != entry.licence:
                    values = {"found": entry.licence, "licence": licence, "dialogue": dialogue}
                    yield Hit(f"{pointer}/licence", values)


_GONE = {"id": f"{SCRIPT}/en-gone", "version": "0.1.0", "date": "2026-11-22", "reason": "error"}
_NOTE = {
    "dialogue": f"{SCRIPT}/en-scan",
    "version": "0.1.0",
    "part": "text",
    "note": "The price was missing in turn 2.",
    "by": "editor",
    "date": "2026-11-22",
}

RULES: tuple[PartRule, ...] = (
    PartRule(
        _info(
            "unique-id",
            "No list names an id twice.",
            "the id {id} stands here a second time",
            "Whoever looks the id up finds one of the two, and not the other.",
            "Give each an id of its own, or leave one of the two out.",
            Bad(
                "/annotators/1/id",
                (
                    (
                        "/annotators/-",
                        {"id": "m1", "kind": "human", "languages": ["en"], "description": "A."},
                    ),
                ),
                on="annotators",
            ),
        ),
        _ids,
    ),
    PartRule(
        _info(
            "day-ahead",
            "No date is later than today.",
            "{date} is still to come",
            "What is to come has not been published, labelled or changed.",
            "Correct the date, or the clock of this computer.",
            Bad("/sources/0/date", (("/sources/0/date", "2999-12-31"),), on="sources"),
            severity=Severity.WARNING,
        ),
        _days_ahead,
    ),
    PartRule(
        _info(
            "version-ahead",
            "No version is later than the corpus's own.",
            "the version is {found}, but the corpus is at {version}",
            "Readers of this version are told of one that does not exist.",
            "Correct the version, or raise the one in manifest.json.",
            Bad("/version", (("/version", "9.0.0"),), on="split"),
            severity=Severity.WARNING,
        ),
        _versions_ahead,
    ),
    PartRule(
        _info(
            "note-dialogue",
            "Every change note is on a dialogue that is or was in the corpus.",
            "there is no dialogue {dialogue}, and none was withdrawn",
            "The change that the note tells of cannot be found.",
            "Correct the id.",
            Bad("/changes/0/dialogue", (("/changes/-", _NOTE),), on="changes"),
            severity=Severity.WARNING,
        ),
        _noted,
    ),
    PartRule(
        _info(
            "withdrawn-locked",
            "No release locks a dialogue that it has withdrawn.",
            "{id} is withdrawn, but lock.json of release {version} still holds it",
            "Readers would look for a dialogue that the release does not have.",
            "Write the lock anew with the release, or correct the version of the withdrawal.",
            Bad(
                "/withdrawn/0/id",
                (("/withdrawn/-", _GONE),),
                on="withdrawn",
                also=(
                    SPLIT,
                    patched(LOCK, (f"/dialogues/{SCRIPT}~1en-gone", LOCKED)),
                ),
            ),
            severity=Severity.WARNING,
        ),
        _still_locked,
    ),
    PartRule(
        _info(
            "licence",
            "The manifest has the licence of the dialogues.",
            "the licence is {found}, but {dialogue} has {licence}",
            "Users would keep to the wrong one of two licences.",
            "Write the licence of the dialogues.",
            Bad("/licence", (("/licence", "CC0-1.0"),), on="manifest"),
            severity=Severity.WARNING,
        ),
        _licence,
    ),
)
