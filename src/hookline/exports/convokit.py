"""A folder that `convokit.Corpus(filename=OUT)` opens: turns as utterances, labels as metadata.

A turn replies to the one before it. A conversation is named by its first utterance, as ConvoKit's
format demands; the metadata `id` is the dialogue's. Speakers are those of one dialogue (`A` of two
dialogues are two people). `timestamp` is the position of the turn, by which ConvoKit sorts, since
few turns have a time; `minute` is in the metadata.

What is left out: waivers, and the layers of the annotators. ConvoKit opens files in the encoding of
the machine, so that everything beyond ASCII is escaped.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import msgspec

from hookline.model import Dialogue
from hookline.streams import Stream
from hookline.views import rows
from hookline.writing import Together


def write(stream: Stream, out: Path) -> list[Path]:
    """Write the folder; return the paths written.

    Raises:
        UnwritableFolderError: the operating system refuses.
    """
    about = _about(stream)
    with Together(opened_by=out / "index.json") as together:
        utterances, speakers, conversations = (
            _Records(together.open(out / name).stream)
            for name in ("utterances.jsonl", "speakers.json", "conversations.json")
        )
        for dialogue in stream:
            for each in _utterances(dialogue):
                utterances.add(None, each)
            for letter, each in _speakers(dialogue):
                speakers.add(_speaker(dialogue, letter), each)
            conversations.add(_utterance(dialogue, 0), _conversation(dialogue, stream))
        speakers.end()
        conversations.end()
        index = {
            "utterances-index": utterances.types(),
            "speakers-index": speakers.types(),
            "conversations-index": conversations.types(),
            "overall-index": _types([about]),
            "version": 1,
            "vectors": [],
        }
        for name, value in (("corpus", about), ("index", index)):
            together.open(out / f"{name}.json").stream.write(_line(value))
    return together.paths


class _Records:
    """A file of records: one a line, or named ones in one JSON object; and the types in them."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.begun = False
        self.found: dict[str, set[str]] = {}

    def add(self, name: str | None, record: Mapping[str, Any]) -> None:
        """Write a record; without a name as a line."""
        _note(self.found, record["meta"])
        if name is None:
            self.stream.write(_line(record))
            return
        before = ", " if self.begun else "{"
        self.begun = True
        self.stream.write(f"{before}{json.dumps(name)}: ".encode() + _line(record).rstrip())

    def end(self) -> None:
        """Close the JSON object."""
        self.stream.write(b"}\n" if self.begun else b"{}\n")

    def types(self) -> dict[str, list[str]]:
        """Return the types of each key's values as ConvoKit's index names them."""
        return _named(self.found)


def _line(value: Any) -> bytes:  # noqa: ANN401 - a JSON value
    return json.dumps(value, allow_nan=False).encode("ascii") + b"\n"


def _utterance(dialogue: Dialogue, number: int) -> str:
    return f"{dialogue.id}#{number}"


def _speaker(dialogue: Dialogue, letter: str) -> str:
    return f"{dialogue.id}:{letter}"


def _utterances(dialogue: Dialogue) -> Iterator[dict[str, Any]]:
    (row,) = rows("dialogues", [dialogue])
    roles = {each["id"]: each["role"] for each in row["speakers"]}
    for number, turn in enumerate(row["turns"]):
        letter = turn["speaker"]
        labels = {key: each for key, each in turn.items() if key not in ("speaker", "text")}
        yield {
            "id": _utterance(dialogue, number),
            "conversation_id": _utterance(dialogue, 0),
            "text": turn["text"],
            "speaker": _speaker(dialogue, letter),
            "meta": {"turn": number, "role": roles.get(letter), **labels},
            "reply-to": _utterance(dialogue, number - 1) if number else None,
            "timestamp": number,
            "vectors": [],
        }


def _conversation(dialogue: Dialogue, stream: Stream) -> dict[str, Any]:
    (row,) = rows("dialogues", [dialogue])
    about = {key: each for key, each in row.items() if key not in ("speakers", "turns")}
    return {"meta": {**about, "split": stream.part_of(dialogue)}, "vectors": []}


def _speakers(dialogue: Dialogue) -> Iterator[tuple[str, dict[str, Any]]]:
    for each in dialogue.speakers:
        about = {"dialogue": dialogue.id, "letter": each.id}
        meta = {**about, "role": each.role, "persona": each.persona}
        yield each.id, {"meta": meta, "vectors": []}


def _about(stream: Stream) -> dict[str, Any]:
    manifest = stream.manifest
    if manifest is None:
        return {}
    return {
        "name": manifest.name,
        "title": manifest.title,
        "description": manifest.description,
        "version": manifest.version,
        "licence": manifest.licence,
        "canary": manifest.canary,
        "sources": [msgspec.to_builtins(each) for each in stream.sources],
    }


def _types(metas: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    for meta in metas:
        _note(found, meta)
    return _named(found)


def _note(found: dict[str, set[str]], meta: Mapping[str, Any]) -> None:
    """Note the types of the values; null has none."""
    for key, value in meta.items():
        if value is not None:
            found.setdefault(key, set()).add(str(type(value)))


def _named(found: Mapping[str, set[str]]) -> dict[str, list[str]]:
    return {key: sorted(types) for key, types in found.items()}
