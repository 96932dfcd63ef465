"""How a fault comes into a throw-away copy of three scripts of the corpus."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

CORPUS = Path(__file__).parent / "healthy"
"""The corpus as it was when the faults were listed: they name turns by number."""
LOAN = "loan-three-reasons-to-pay-again"
ESCORT = "escort-one-more-transfer"
FRIEND = "friend-money-by-tonight"
LOAN_R = f"{LOAN}/zh-resisted"
FRIEND_R = f"{FRIEND}/zh-resisted"
FRIEND_EN = f"{FRIEND}/en-scam"
ESCORT_EN = f"{ESCORT}/en-scam"
GHOST = "loan-nobody-wrote-this/zh-scam"
CASE = "hainan-police-2019-06-28"
ZERO = "0" * 64
DIALOGUE_KEYS = [
    "$schema",
    "id",
    "schema_version",
    "language",
    "label",
    "scam_type",
    "title",
    "translation_of",
    "contrast_of",
    "provenance",
    "speakers",
    "turns",
    "ending",
    "annotation",
    "waivers",
]
TURN_KEYS = [
    "speaker",
    "channel",
    "medium",
    "minute",
    "text",
    "stage",
    "response",
    "demand",
    "payment",
    "payout",
    "spans",
]


Raw = dict[str, Any]
Change = Callable[[Raw], object]
Apply = Callable[[Path], object]


class Fault(NamedTuple):
    """A kind of fault: what is wrong, how serious at least, and how it comes about."""

    name: str
    what: str
    level: str
    apply: Apply


def healthy_copy(root: Path) -> Path:
    """Copy the corpus with the three scripts that the faults are seeded into."""
    return Path(shutil.copytree(CORPUS, root))


def at(root: Path, dialogue: str) -> Path:
    return root / "dialogues" / f"{dialogue}.json"


def write(path: Path, value: Any) -> None:
    """Write JSON as the corpus writes it: a line for each turn and speaker."""
    members = []
    for key, each in value.items():
        text = json.dumps(each, ensure_ascii=False)
        if key in ("speakers", "turns", "waivers", "sources", "annotators") and each:
            rows = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in each)
            text = f"[\n{rows}\n  ]"
        members.append(f"  {json.dumps(key)}: {text}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{\n" + ",\n".join(members) + "\n}\n", encoding="utf-8")


def edit(dialogue: str, change: Change) -> Apply:
    """Return what changes the JSON of one dialogue."""

    def apply(root: Path) -> None:
        path = at(root, dialogue)
        value = json.loads(path.read_text(encoding="utf-8"))
        change(value)
        write(path, value)

    return apply


def edit_file(name: str, change: Change) -> Apply:
    """Return what changes the JSON of a file beside the dialogues."""

    def apply(root: Path) -> None:
        path = root / name
        value = json.loads(path.read_text(encoding="utf-8"))
        change(value)
        write(path, value)

    return apply


def raw(dialogue: str, change: Callable[[bytes], bytes]) -> Apply:
    """Return what changes the bytes of one dialogue."""

    def apply(root: Path) -> None:
        path = at(root, dialogue)
        before = path.read_bytes()
        after = change(before)
        assert after != before
        path.write_bytes(after)

    return apply


def first(value: Raw, *fields: str) -> Raw:
    """Return the first turn that has the fields."""
    found: Raw = next(turn for turn in value["turns"] if all(field in turn for field in fields))
    return found


def by(value: Raw, role: str) -> Raw:
    """Return the first turn of a role."""
    ids = [speaker["id"] for speaker in value["speakers"] if speaker["role"] == role]
    found: Raw = next(turn for turn in value["turns"] if turn["speaker"] in ids)
    return found


def reorder(value: Raw, keys: list[str]) -> None:
    """Put the keys of an object into the order of the format, unknown ones last."""
    known = {key: value[key] for key in keys if key in value}
    rest = {key: each for key, each in value.items() if key not in known}
    value.clear()
    value.update(known | rest)


def top(**fields: object) -> Change:
    """Return what sets fields of the dialogue."""

    def change(value: Raw) -> None:
        value.update(fields)
        reorder(value, DIALOGUE_KEYS)

    return change


def turn(index: int, **fields: object) -> Change:
    """Return what sets fields of one turn."""

    def change(value: Raw) -> None:
        value["turns"][index].update(fields)
        reorder(value["turns"][index], TURN_KEYS)

    return change


def within(*path: str | int, **fields: object) -> Change:
    """Return what sets fields of an object somewhere inside."""

    def change(value: Raw) -> None:
        place: Any = value
        for step in path:
            place = place[step]
        place.update(fields)

    return change


def gone(*path: str | int) -> Change:
    """Return what takes a member or item away."""

    def change(value: Raw) -> None:
        place: Any = value
        for step in path[:-1]:
            place = place[step]
        del place[path[-1]]

    return change


def say(index: int, more: str) -> Change:
    """Return what adds words at the end of a turn's text."""

    def change(value: Raw) -> None:
        value["turns"][index]["text"] += more

    return change


def several(*changes: Change) -> Change:
    """Return what makes several changes that are one fault together."""

    def change(value: Raw) -> None:
        for each in changes:
            each(value)

    return change


def both(script: str, kind: str, change: Change) -> Apply:
    """Return what changes an original and its translation alike."""

    def apply(root: Path) -> None:
        for language in ("zh", "en"):
            edit(f"{script}/{language}-{kind}", change)(root)

    return apply


def swap(old: str, new: str) -> Callable[[bytes], bytes]:
    """Return what replaces the first occurrence of a text in bytes."""
    return lambda data: data.replace(old.encode(), new.encode(), 1)


def load(root: Path, dialogue: str) -> Raw:
    """Read one dialogue."""
    value: Raw = json.loads(at(root, dialogue).read_text(encoding="utf-8"))
    return value


def move(old: str, new: str) -> Apply:
    """Return what moves a file within the corpus and leaves it as it is."""

    def apply(root: Path) -> None:
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        (root / old).rename(root / new)

    return apply


def remove(*names: str) -> Apply:
    """Return what deletes files of the corpus."""

    def apply(root: Path) -> None:
        for name in names:
            (root / name).unlink()

    return apply


def add(name: str, content: str) -> Apply:
    """Return what puts a file into the corpus."""

    def apply(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")

    return apply


def add_json(name: str, value: Raw) -> Apply:
    """Return what puts a JSON file into the corpus."""
    return add(name, json.dumps(value, ensure_ascii=False, indent=2) + "\n")
