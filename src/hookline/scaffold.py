"""`new`: a valid skeleton of a script, whose every text is still to be written."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from hookline.errors import HooklineError
from hookline.files import canonical, dialogue_path
from hookline.language import Language, Phrase
from hookline.model import Dialogue, dialogue_from
from hookline.taxonomy import taxonomy
from hookline.writing import write_together

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CHANNEL = {"zh": "wechat", "en": "whatsapp"}
_CURRENCY = {"zh": "CNY", "en": "USD"}

# What stands in a skeleton until somebody writes it: scam and twin are equally long.
_TEXTS: dict[str, tuple[tuple[str, str], ...]] = {
    "zh": (
        ("（此处写诈骗方的开场白）", "（此处写诚信方的开场白）"),
        ("（此处写目标对象的问话）", "（此处写目标对象的提问）"),
        ("（此处写首次要100元的话）", "（此处写应收100元的说明）"),
        ("（此处写付款时说的话）", "（此处写付款时的回话）"),
        ("（此处写再要50元的新理由）", "（此处写50元退款怎么到账）"),
        ("（此处写目标对象的拒绝）", "（此处写目标对象的致谢）"),
    ),
    "en": (
        ("(Here the scammer opens the talk.)", "(Here the honest side opens it.)"),
        ("(Here the target asks about it.)", "(Here the target asks for more.)"),
        ("(Here the scammer asks for 100.)", "(Here the honest side bills 100.)"),
        ("(Here the target pays and says so.)", "(Here the target pays, as agreed.)"),
        ("(Here 50 more is asked, a new reason.)", "(Here 50 comes back, with the reason.)"),
        ("(Here the target refuses to pay.)", "(Here the target says thank you.)"),
    ),
}
_TITLES = {
    "zh": ("待定标题：诈骗", "待定标题：正常"),
    "en": ("Title to come: scam", "Title to come: twin"),
}


class UnusableDraftError(HooklineError):
    """No dialogue can be made of what was given."""


class Made(msgspec.Struct, frozen=True):
    """What was made: dialogues, what is to be said of them, what people must still decide."""

    dialogues: tuple[Dialogue, ...]
    notes: tuple[Phrase, ...]
    decide: tuple[Phrase, ...]


def script_name(name: str | None, scam_type: str, taken: Callable[[str], bool]) -> str:
    """Return the name of a new script: the given one, or the first free one of its type.

    Raises:
        UnusableDraftError: the name is not in kebab-case, or is taken.
    """
    if name is None:
        stem = scam_type.replace("_", "-")
        return next(each for n in range(1, 100_000) if not taken(each := f"{stem}-{n}"))
    if not _NAME.fullmatch(name) or len(name) > 100:  # noqa: PLR2004 - the schema's
        plain = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-") or "my-script"
        template = "a script is named in small letters, digits and hyphens, such as {example}"
        raise UnusableDraftError(Phrase(template, {"example": plain[:100]}))
    if taken(name):
        raise UnusableDraftError(Phrase("the script {name} is there already", {"name": name}))
    return name


def skeleton(script: str, scam_type: str, language: Language) -> Made:
    """Return a scam and its twin, valid as they stand, whose every text is still to be written."""
    twin_of = f"{script}/{language}-scam"
    pair = (
        record(script, "scam", language, _turns(language, 0), scam_type=scam_type),
        record(script, "benign", language, _turns(language, 1), contrast_of=twin_of),
    )
    decide = (
        Phrase("every text in brackets, and both titles"),
        Phrase("amounts, pretexts and the way of paying; d2 and everything after it if need be"),
        Phrase("channel, medium and minute of each turn"),
        Phrase("cues: mark what works on the target as spans with text and cue; hookline fix "
               "adds the offsets"),
        Phrase("the ending, and whose role each speaker has"),
        Phrase("provenance: basis and sources, if the story follows a published case"),
    )  # fmt: skip
    return Made(tuple(map(dialogue_from, pair)), (), decide)


def _turns(language: Language, which: int) -> list[dict[str, Any]]:
    scam = which == 0
    texts = [pair[which] for pair in _TEXTS[language]]
    shared = {"channel": CHANNEL[language]}
    money = {"currency": _CURRENCY[language]}
    method = {"method": "bank_transfer"}
    first = {"id": "d1", "pretext": "other", "amount": 100, **money}
    second = {"id": "d2", "pretext": "other", "amount": 50, **money}
    turns: list[dict[str, Any]] = [
        {"speaker": speaker, **shared, "text": text}
        for speaker, text in zip("ABABAB", texts, strict=True)
    ]
    turns[1]["response"] = "question"
    turns[2]["demand"] = first
    turns[3] |= {
        "response": "comply",
        "payment": {"demand": "d1", "amount": 100, **money, **method},
    }
    turns[5]["response"] = "refuse" if scam else "comply"
    if scam:
        turns[0]["stage"], turns[2]["stage"], turns[4]["stage"] = "lure", "fee", "re-fee"
        turns[4]["demand"] = second
    else:
        turns[4]["payout"] = {"amount": 50, **money, **method}
    return turns


def record(
    script: str, label: str, language: Language, turns: list[dict[str, Any]], **more: str
) -> dict[str, Any]:
    """Return a raw record with the given turns; everything else stands as it most often does."""
    scam = label == "scam"
    return {
        "$schema": "../../../schema/dialogue.schema.json",
        "id": f"{script}/{language}-{label}",
        "schema_version": "1.0.0",
        "language": language,
        "label": label,
        "title": _TITLES[language][0 if scam else 1],
        "provenance": {
            "method": "human",
            "basis": "invented",
            "sources": [],
            "licence": "CC-BY-4.0",
        },
        "speakers": [
            {"id": "A", "role": "scammer" if scam else "counterpart"},
            {"id": "B", "role": "target"},
        ],
        "turns": turns,
        "ending": "refused" if scam else "settled",
        "annotation": {"guideline": "0.9", "layers": [], "adjudicated": False},
        **more,
    }


def write_new(root: Path, made: Made) -> list[Path]:
    """Write dialogues into a corpus; return their paths.

    Raises:
        UnusableDraftError: one of them is there already.
        UnwritableFolderError: the operating system refuses.
    """
    paths = [dialogue_path(root, dialogue.id) for dialogue in made.dialogues]
    for path in paths:
        if path.exists():
            raise UnusableDraftError(Phrase("{path} is there already", {"path": str(path)}))
    texts = [[canonical(dialogue).encode()] for dialogue in made.dialogues]
    return write_together(zip(paths, texts, strict=True))


def scam_types() -> tuple[str, ...]:
    """Return the scam types of the taxonomy."""
    return taxonomy().ids("scam_type")
