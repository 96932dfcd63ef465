"""Releases: splits, withdrawn ids, change notes, the lock."""

from pathlib import Path

from seeded.seeding import ESCORT, FRIEND, GHOST, LOAN, LOAN_R, ZERO, Apply, Fault, Raw, add_json


def split(version: str = "0.1.0", name: str = "main", **parts: str) -> Apply:
    """Return what adds a split, three parts for three scripts unless told otherwise."""
    scripts = {ESCORT: "train", FRIEND: "train", LOAN: "test"}
    scripts |= {key.replace("_", "-"): part for key, part in parts.items()}
    return add_json("splits/main.json", {"name": name, "version": version, "scripts": scripts})


def split_without_loan(root: Path) -> None:
    scripts = {ESCORT: "train", FRIEND: "test"}
    add_json("splits/main.json", {"name": "main", "version": "0.1.0", "scripts": scripts})(root)


def script_in_two_parts(root: Path) -> None:
    """Write a script into train and test of one split, as a merge does."""
    split()(root)
    path = root / "splits" / "main.json"
    text = path.read_text(encoding="utf-8")
    line = f'    "{LOAN}": "train",\n'
    path.write_text(text.replace(f'    "{ESCORT}"', line + f'    "{ESCORT}"'), encoding="utf-8")


def withdraw(dialogue: str, **fields: str) -> Raw:
    entry = {"id": dialogue, "version": "0.1.0", "date": "2026-01-15", "reason": "error"}
    return entry | fields


def withdrawn(*entries: Raw) -> Apply:
    """Return what writes the list of withdrawn ids."""
    return add_json("withdrawn.json", {"withdrawn": list(entries)})


def note(**fields: str) -> Apply:
    """Return what writes one change note."""
    entry = {
        "dialogue": LOAN_R,
        "version": "0.1.0",
        "part": "labels",
        "note": "Turn 25 is re-fee now: it keeps the ask alive.",
        "by": "editor",
        "date": "2026-01-15",
    }
    return add_json("changes.json", {"changes": [entry | fields]})


def lock(dialogues: Raw, version: str = "0.1.0") -> Apply:
    """Return what writes a lock."""
    about = {"version": version, "ruleset": "0.1.0", "splits": {}}
    return add_json("lock.json", about | {"dialogues": dialogues})


LOCKED = {"text": ZERO, "labels": ZERO, "meta": ZERO, "first_release": "0.1.0", "ruleset": "0.1.0"}


def locked_and_withdrawn(root: Path) -> None:
    lock({GHOST: LOCKED})(root)
    withdrawn(withdraw(GHOST))(root)


FAULTS = (
    Fault(
        "split-of-unknown-script",
        "a split names a script that does not exist",
        "warning",
        split(loan_nobody_wrote_this="test"),
    ),
    Fault("split-without-script", "a split forgets a script", "warning", split_without_loan),
    Fault("script-in-two-parts", "a script is in train and in test", "error", script_in_two_parts),
    Fault(
        "split-part-not-listed",
        "a part is called dev",
        "error",
        split(friend_money_by_tonight="dev"),
    ),
    Fault(
        "split-under-wrong-name",
        "a split's name differs from its file's",
        "error",
        split(name="main-2"),
    ),
    Fault(
        "split-of-dialogues",
        "a split names a dialogue, not a script",
        "error",
        split(**{LOAN_R: "test"}),
    ),
    Fault(
        "split-version-ahead",
        "a split is of a version after the corpus's",
        "warning",
        split(version="9.0.0"),
    ),
    Fault(
        "withdrawn-yet-there", "a withdrawn id is used again", "error", withdrawn(withdraw(LOAN_R))
    ),
    Fault(
        "withdrawn-twice",
        "an id is withdrawn twice",
        "warning",
        withdrawn(withdraw(GHOST), withdraw(GHOST, reason="takedown")),
    ),
    Fault(
        "withdrawn-with-text",
        "a tombstone keeps what the dialogue said",
        "error",
        withdrawn(withdraw(GHOST, text="喂，您好")),
    ),
    Fault(
        "withdrawn-for-other-reason",
        "a reason for withdrawal is not listed",
        "error",
        withdrawn(withdraw(GHOST, reason="boredom")),
    ),
    Fault(
        "withdrawn-in-future-version",
        "an id is withdrawn in a version after the corpus's",
        "warning",
        withdrawn(withdraw(GHOST, version="9.0.0")),
    ),
    Fault(
        "withdrawn-date-impossible",
        "an id was withdrawn on 31 April",
        "error",
        withdrawn(withdraw(GHOST, date="2026-04-31")),
    ),
    Fault(
        "note-on-unknown-dialogue",
        "a change note is on no dialogue",
        "warning",
        note(dialogue=GHOST),
    ),
    Fault("note-too-short", "a change note says nothing", "error", note(note="fixed")),
    Fault(
        "note-on-meta", "a change note is on neither text nor labels", "error", note(part="meta")
    ),
    Fault(
        "note-in-future-version",
        "a change note is of a version after the corpus's",
        "warning",
        note(version="9.0.0"),
    ),
    Fault(
        "note-date-impossible", "a change note is of 31 November", "error", note(date="2026-11-31")
    ),
    Fault(
        "phone-in-note",
        "a mobile number stands in a change note",
        "error",
        note(note="Asked for by the caller, 19900001234."),
    ),
    Fault(
        "released-text-changed",
        "a released text differs from its lock, without a note",
        "error",
        lock({LOAN_R: LOCKED}),
    ),
    Fault(
        "released-dialogue-lost",
        "a locked dialogue is gone and not withdrawn",
        "error",
        lock({GHOST: LOCKED}),
    ),
    Fault(
        "lock-ahead-of-manifest",
        "the lock is of a version after the corpus's",
        "warning",
        lock({}, "9.0.0"),
    ),
    Fault(
        "lock-hash-in-capitals",
        "a hash is in capital letters",
        "error",
        lock({LOAN_R: LOCKED | {"meta": "A" * 64}}),
    ),
    Fault(
        "lock-without-hash",
        "a locked dialogue has two hashes",
        "error",
        lock({LOAN_R: {key: LOCKED[key] for key in LOCKED if key != "meta"}}),
    ),
    Fault(
        "withdrawn-yet-locked",
        "a withdrawn dialogue is still in the lock",
        "warning",
        locked_and_withdrawn,
    ),
)
