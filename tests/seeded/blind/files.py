"""Files and folders: what lies where, under which name."""

from pathlib import Path

from seeded.seeding import (
    FRIEND,
    FRIEND_R,
    LOAN,
    LOAN_R,
    Apply,
    Change,
    Fault,
    Raw,
    add,
    at,
    edit,
    load,
    move,
    remove,
    top,
    write,
)


def as_it_is(_value: Raw) -> None:
    """Change nothing."""


def copied_as(new: str, change: Change = as_it_is) -> Apply:
    """Return what copies the resisted loan dialogue to another id, with its id changed."""

    def apply(root: Path) -> None:
        value = load(root, LOAN_R)
        value["id"] = new
        change(value)
        write(at(root, new), value)

    return apply


def first_turn_shorter(value: Raw) -> None:
    """Make a near copy: one word of one turn differs, no span is touched."""
    value["turns"][27]["text"] = value["turns"][27]["text"].replace("炷香", "根香")


def shouting(root: Path) -> None:
    """Give the file a suffix that a search for .json passes over."""
    move(f"dialogues/{LOAN_R}.json", f"dialogues/{LOAN_R}.JSON")(root)


FAULTS = (
    Fault(
        "id-of-another-variant",
        "the id differs from the path",
        "error",
        edit(LOAN_R, top(id=LOAN + "/zh-refused")),
    ),
    Fault(
        "id-of-another-script",
        "the id names another script",
        "error",
        edit(LOAN_R, top(id=FRIEND + "/zh-other")),
    ),
    Fault(
        "id-of-an-existing-dialogue",
        "two files have one id",
        "error",
        edit(LOAN_R, top(id=FRIEND_R)),
    ),
    Fault(
        "text-under-two-ids",
        "the same text stands under two ids",
        "error",
        copied_as(LOAN + "/zh-resisted-2"),
    ),
    Fault(
        "text-under-two-scripts",
        "the same text stands in two scripts, which may land in two parts of a split",
        "error",
        copied_as("loan-gearbox/zh-resisted"),
    ),
    Fault(
        "near-copy-under-another-id",
        "a copy with one changed word stands under another id",
        "warning",
        copied_as(f"{LOAN}/zh-again", first_turn_shorter),
    ),
    Fault(
        "dialogue-a-folder-too-deep",
        "a dialogue lies in a folder below its script",
        "warning",
        move(f"dialogues/{LOAN_R}.json", f"dialogues/{LOAN}/old/zh-resisted.json"),
    ),
    Fault(
        "dialogue-outside-a-script",
        "a dialogue lies directly in dialogues/",
        "warning",
        move(f"dialogues/{LOAN_R}.json", "dialogues/zh-resisted.json"),
    ),
    Fault("suffix-in-capitals", "a dialogue ends in .JSON and is passed over", "warning", shouting),
    Fault(
        "backup-file-left",
        "an editor's backup lies among the dialogues",
        "warning",
        add(f"dialogues/{LOAN_R}.json.bak", "{}\n"),
    ),
    Fault(
        "note-among-dialogues",
        "a file that is no dialogue lies in a script's folder",
        "info",
        add(f"dialogues/{LOAN}/notes.txt", "待办\n"),
    ),
    Fault("manifest-lost", "the manifest is missing", "error", remove("manifest.json")),
    Fault(
        "sources-lost",
        "sources.json is missing, its ids are cited",
        "error",
        remove("sources.json"),
    ),
)
