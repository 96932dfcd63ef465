"""The parts of a dialogue that faults are seeded into."""

from collections.abc import Callable
from typing import Any

from seeded.seeding import ESCORT, FRIEND, LOAN, Apply, Change, Raw, edit, first, raw

L, E, F = f"{LOAN}/zh-scam", f"{ESCORT}/zh-scam", f"{FRIEND}/zh-scam"
RESISTED = f"{FRIEND}/zh-resisted"
ENGLISH, TWIN = f"{FRIEND}/en-scam", f"{FRIEND}/zh-benign"


def put(where: Callable[[Raw], Raw], **fields: Any) -> Change:
    """Return a change that sets fields of a part."""

    def change(value: Raw) -> None:
        where(value).update(fields)

    return change


def drop(where: Callable[[Raw], Raw], field: str) -> Change:
    def change(value: Raw) -> None:
        del where(value)[field]

    return change


def whole(value: Raw) -> Raw:
    return value


def plain(value: Raw) -> Raw:
    """Return a turn of a scammer without spans, whose text may be changed freely."""
    ids = [speaker["id"] for speaker in value["speakers"] if speaker["role"] == "scammer"]
    found: Raw = next(
        turn
        for turn in value["turns"]
        if turn["speaker"] in ids and not {"spans", "demand", "payout"} & set(turn)
    )
    return found


def said(extra: str, dialogue: str = f"{LOAN}/zh-scam") -> Apply:
    """Return what adds words to a turn."""

    def change(value: Raw) -> None:
        plain(value)["text"] += extra

    return edit(dialogue, change)


def replaced(old: str, new: str, dialogue: str) -> Apply:
    return raw(dialogue, lambda data: data.replace(old.encode(), new.encode(), 1))


def demand(value: Raw) -> Raw:
    found: Raw = first(value, "demand")["demand"]
    return found


def payment(value: Raw) -> Raw:
    found: Raw = first(value, "payment")["payment"]
    return found


def span(value: Raw) -> Raw:
    found: Raw = first(value, "spans")["spans"][0]
    return found


def turns(value: Raw, role: str, field: str) -> list[Raw]:
    ids = [speaker["id"] for speaker in value["speakers"] if speaker["role"] == role]
    return [turn for turn in value["turns"] if turn["speaker"] in ids and field in turn]


def second_demand(value: Raw) -> Raw:
    found: Raw = turns(value, "scammer", "demand")[1]["demand"]
    return found


def stage(old: str, new: str) -> Change:
    def change(value: Raw) -> None:
        next(turn for turn in value["turns"] if turn.get("stage") == old)["stage"] = new

    return change
