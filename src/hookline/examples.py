"""The one canonical good example: a script of three dialogues and a layer, and patches on it.

Every rule carries its bad example as a patch on one of them, so that docs, `hookline explain` and
tests show the same thing. What is said in it is invented.
"""

import copy
from collections.abc import Callable
from enum import Enum
from typing import Any, Literal

import msgspec

SCRIPT = "phone-deposit"
Which = Literal[
    "scam",
    "translation",
    "twin",
    "layer",
    "manifest",
    "sources",
    "annotators",
    "split",
    "withdrawn",
    "changes",
    "lock",
    "changelog",
]


class _Removed(Enum):
    REMOVED = "removed"


REMOVED = _Removed.REMOVED
"""The value of an edit that takes a member out."""

Edit = tuple[str, Any]
"""A JSON Pointer (RFC 6901; `-` appends to a list) and the value to put there."""

SCAM: dict[str, Any] = {
    "$schema": "../../../schema/dialogue.schema.json",
    "id": f"{SCRIPT}/en-scam",
    "schema_version": "1.0.0",
    "language": "en",
    "label": "scam",
    "scam_type": "shopping",
    "title": "A phone on a marketplace",
    "provenance": {
        "method": "model",
        "basis": "method",
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
    "ending": "open",
    "annotation": {"guideline": "0.9", "layers": [], "adjudicated": False},
}
_CHINESE = ("手机还在吗？", "在的，九成新，半价。", "先付50，我给你留着。", "付了。",
            "快递还要19.90。", "你说过包邮的。")  # fmt: skip
ABOUT: dict[str, Any] = {
    "manifest.json": {
        "name": "small",
        "title": "A small corpus",
        "description": "One script that shows the format.",
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
            {"id": "m1", "kind": "model", "languages": ["en", "zh"], "description": "A model."}
        ]
    },
}


def patched(record: dict[str, Any], *edits: Edit) -> dict[str, Any]:
    """Return a record with values put at JSON Pointers; the given record stays as it is."""
    result: dict[str, Any] = copy.deepcopy(record)
    for pointer, value in edits:
        *parents, last = (
            step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]
        )
        place: Any = result
        for step in parents:
            place = place[int(step)] if isinstance(place, list) else place[step]
        key: Any = int(last) if isinstance(place, list) and last != "-" else last
        if value is REMOVED:
            del place[key]
        elif key == "-":
            place.append(value)
        else:
            place[key] = value
    return result


TRANSLATION = patched(
    SCAM,
    ("/id", f"{SCRIPT}/zh-scam"),
    ("/language", "zh"),
    ("/title", "平台上的手机"),
    ("/speakers/1/persona", "卖家"),
    ("/translation_of", f"{SCRIPT}/en-scam"),
    *((f"/turns/{number}/text", text) for number, text in enumerate(_CHINESE)),
    ("/turns/1/spans/0", {"start": 7, "end": 9, "cue": "too_good", "text": "半价"}),
)
TWIN = patched(
    SCAM,
    ("/id", f"{SCRIPT}/en-benign"),
    ("/label", "benign"),
    ("/scam_type", REMOVED),
    ("/contrast_of", f"{SCRIPT}/en-scam"),
    ("/provenance/basis", "invented"),
    ("/provenance/sources", []),
    ("/speakers/1/role", "counterpart"),
    ("/turns/1/stage", REMOVED),
    ("/turns/2/stage", REMOVED),
    ("/turns/4/stage", REMOVED),
    ("/turns/5/text", "Fine, as we said."),
    ("/turns/5/response", "comply"),
    ("/ending", "settled"),
)
LAYER: dict[str, Any] = {
    "$schema": "../../../schema/layer.schema.json",
    "schema_version": "1.0.0",
    "dialogue": f"{SCRIPT}/en-scam",
    "annotator": "m1",
    "guideline": "0.9",
    "date": "2026-11-22",
    "text_sha256": "fee410f18d5f1c647b5769611b896543d29a260bdd03e58abf70aac451c8168f",
    "turns": [
        {"turn": 1, "stage": "lure"},
        {"turn": 2, "stage": "fee"},
        {"turn": 5, "response": "doubt"},
    ],
}
MANIFEST: dict[str, Any] = ABOUT["manifest.json"]
SPLIT: dict[str, Any] = {"name": "v1", "version": "0.1.0", "scripts": {SCRIPT: "train"}}
LOCKED = {
    "text": "fee410f18d5f1c647b5769611b896543d29a260bdd03e58abf70aac451c8168f",
    "labels": "9c14dcd5062feb5be9e8bf7721a7a2aa0ec6ff5b14a6c1ebd4bd48df61c8c73c",
    "meta": "9fea565332ffcfb6e8956450cb7bce08fae4eb2d092529f765507bc59aa46fe7",
    "first_release": "0.1.0",
    "ruleset": "0.1.0",
}
LOCK: dict[str, Any] = {
    "version": "0.1.0",
    "ruleset": "0.1.0",
    "splits": {SPLIT["name"]: SPLIT["scripts"]},
    "dialogues": {SCAM["id"]: LOCKED},
}
ENTRY: dict[str, Any] = {
    "version": "0.1.0",
    "date": "2026-11-22",
    "schema_version": "1.0.0",
    "ruleset": "0.1.0",
    "dialogues": 1,
    "scripts": 1,
    "turns": 6,
    "added": [SCAM["id"]],
    "splits": [SPLIT["name"]],
}
TREE: dict[Which, dict[str, Any]] = {
    "scam": SCAM,
    "translation": TRANSLATION,
    "twin": TWIN,
    "layer": LAYER,
    "manifest": MANIFEST,
    "sources": ABOUT["sources.json"],
    "annotators": ABOUT["annotators.json"],
    "split": SPLIT,
    "withdrawn": {"withdrawn": []},
    "changes": {"changes": []},
    "lock": LOCK,
    "changelog": {"changelog": [ENTRY]},
}
_TOPS = {
    "description": "manifest.json",
    "sources": "sources.json",
    "annotators": "annotators.json",
    "withdrawn": "withdrawn.json",
    "changes": "changes.json",
    "changelog": "changelog.json",
    "dialogues": "lock.json",
}


def place_of(record: dict[str, Any]) -> str:
    """Return where a record of the tree lies within its corpus."""
    for field, name in _TOPS.items():
        if field in record:
            return name
    if "scripts" in record:
        return f"splits/{record['name']}.json"
    if "dialogue" in record:
        return f"layers/{record['dialogue']}.{record['annotator']}.json"
    return f"dialogues/{record['id']}.json"


class Bad(msgspec.Struct, frozen=True):
    """A bad example: a patch on one dialogue of the tree that breaks one rule and no other.

    Attributes:
        at: the JSON Pointer that the finding stands at.
        edits: what is changed.
        on: which dialogue is changed.
        damage: for rules on bytes: what happens to the file afterwards; None takes it away.
        also: further records, in place of those of the tree that lie at the same place.
        base: for rules on changes: records of the corpus that this one is compared with, in place
            of those of the tree that lie at the same place.
        stray: a file that lies in the corpus but does not belong there.
    """

    at: str
    edits: tuple[Edit, ...] = ()
    on: Which = "scam"
    damage: Callable[[bytes], bytes | None] | None = None
    also: tuple[dict[str, Any], ...] = ()
    base: tuple[dict[str, Any], ...] = ()
    stray: str | None = None

    def record(self) -> dict[str, Any]:
        """Return the raw record of the changed dialogue."""
        return patched(TREE[self.on], *self.edits)
