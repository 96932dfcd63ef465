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
from typing import Any

import msgspec

from hookline.corpus import Corpus
from hookline.model import Dialogue
from hookline.views import rows
from hookline.writing import write_together

_Records = dict[str, dict[str, Any]]


def write(corpus: Corpus, out: Path) -> list[Path]:
    """Write the folder; return the paths written.

    Raises:
        UnwritableFolderError: the operating system refuses.
    """
    about = _about(corpus)
    conversations, speakers = _conversations(corpus), _speakers(corpus)
    index = {
        "utterances-index": _types(each["meta"] for each in _utterances(corpus)),
        "speakers-index": _types(each["meta"] for each in speakers.values()),
        "conversations-index": _types(each["meta"] for each in conversations.values()),
        "overall-index": _types([about]),
        "version": 1,
        "vectors": [],
    }
    return write_together(
        [
            (out / "utterances.jsonl", map(_line, _utterances(corpus))),
            (out / "speakers.json", [_line(speakers)]),
            (out / "conversations.json", [_line(conversations)]),
            (out / "corpus.json", [_line(about)]),
            (out / "index.json", [_line(index)]),
        ]
    )


def _line(value: Any) -> bytes:  # noqa: ANN401 - a JSON value
    return json.dumps(value, allow_nan=False).encode("ascii") + b"\n"


def _utterance(dialogue: Dialogue, number: int) -> str:
    return f"{dialogue.id}#{number}"


def _speaker(dialogue: Dialogue, letter: str) -> str:
    return f"{dialogue.id}:{letter}"


def _utterances(corpus: Corpus) -> Iterator[dict[str, Any]]:
    for dialogue in corpus:
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


def _conversations(corpus: Corpus) -> _Records:
    parts = {each.id: part for part, some in corpus.divided().items() for each in some}
    found = {}
    for dialogue in corpus:
        (row,) = rows("dialogues", [dialogue])
        about = {key: each for key, each in row.items() if key not in ("speakers", "turns")}
        meta = {**about, "split": parts.get(dialogue.id)}
        found[_utterance(dialogue, 0)] = {"meta": meta, "vectors": []}
    return found


def _speakers(corpus: Corpus) -> _Records:
    return {
        _speaker(dialogue, each.id): {
            "meta": {
                "dialogue": dialogue.id,
                "letter": each.id,
                "role": each.role,
                "persona": each.persona,
            },
            "vectors": [],
        }
        for dialogue in corpus
        for each in dialogue.speakers
    }


def _about(corpus: Corpus) -> dict[str, Any]:
    manifest = corpus.manifest
    if manifest is None:
        return {}
    return {
        "name": manifest.name,
        "title": manifest.title,
        "description": manifest.description,
        "version": manifest.version,
        "licence": manifest.licence,
        "canary": manifest.canary,
        "sources": [msgspec.to_builtins(each) for each in corpus.sources],
    }


def _types(metas: Iterable[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Return the types of each key's values as ConvoKit's index names them; null has none."""
    found: dict[str, set[str]] = {}
    for meta in metas:
        for key, value in meta.items():
            if value is not None:
                found.setdefault(key, set()).add(str(type(value)))
    return {key: sorted(types) for key, types in found.items()}
