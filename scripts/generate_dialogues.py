"""Generate large synthetic inputs for benchmarks: valid in form, meaningless in content.

    python scripts/generate_dialogues.py big.jsonl --count 20000
    python scripts/generate_dialogues.py tree --layout tree --count 2000
    python scripts/generate_dialogues.py mixed.jsonl --count 20000 --bad 0.1

The same arguments give the same bytes. A dialogue takes about 4 KB. Nothing of it belongs into the
corpus: its people say random syllables.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hookline.files import canonical, compact
from hookline.model import dialogue_from

SYLLABLES = [first + second for first in "bdfglmnprstvwz" for second in "aeiou"]
CHARACTERS = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动"
PRETEXTS = ("handling_fee", "shipping", "security_deposit", "travel_fee", "insurance")
CUES = ("urgency", "authority", "refund_promise", "disarming")
MANIFEST = {
    "name": "generated",
    "title": "Generated dialogues",
    "description": "Random syllables for benchmarks.",
    "version": "0.0.1",
    "schema_version": "1.0.0",
    "licence": "CC-BY-4.0",
    "canary": "generated-canary-00000000",
}


def sentence(chance: random.Random, language: str, length: int) -> str:
    """Return random text of about `length` characters."""
    if language == "zh":
        return "".join(chance.choices(CHARACTERS, k=length))
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 3))) for _ in range(length // 4)]
    return " ".join(words)[:length].strip() + "."


def dialogue(number: int, seed: int) -> dict[str, Any]:
    """Return the raw record of a valid dialogue."""
    chance = random.Random(f"{seed}:{number}")  # noqa: S311 - nothing secret
    language = chance.choice(("zh", "en"))
    size = chance.randint(20, 60) if language == "zh" else chance.randint(40, 160)
    turns: list[dict[str, Any]] = []
    demands = paid = asked = 0
    for position in range(chance.randint(11, 17)):
        text = sentence(chance, language, max(8, size + chance.randint(-15, 15)))
        speaker = "AB"[position % 2]
        turn: dict[str, Any] = {"speaker": speaker, "channel": "wechat", "text": text}
        if speaker == "A":
            marked = text[: chance.randint(3, 8)].strip()
            cue = chance.choice(CUES)
            span = {"start": 0, "end": len(marked), "cue": cue, "text": marked}
            turn["spans"] = [span]
            turn["stage"] = "re-fee" if paid else "fee" if demands else "lure"
            if position % 4 == 0 and position:
                demands += 1
                turn["stage"] = "re-fee" if paid else "fee"
                asked = chance.randint(10, 900) * 10
                turn["demand"] = {
                    "id": f"d{demands}",
                    "pretext": chance.choice(PRETEXTS),
                    "amount": asked,
                    "currency": "CNY",
                }
        elif demands > paid:
            paid = demands
            payment = {"demand": f"d{demands}", "amount": asked}
            turn |= {
                "response": "comply",
                "payment": {**payment, "currency": "CNY", "method": "qr_code"},
            }
        else:
            turn["response"] = chance.choice(("question", "doubt", "stall"))
        turns.append(turn)
    return {
        "id": f"generated-{number:07}/{language}-scam",
        "schema_version": "1.0.0",
        "language": language,
        "label": "scam",
        "scam_type": "loan_fee",
        "title": f"Generated {number}",
        "provenance": {
            "method": "model",
            "basis": "invented",
            "sources": [],
            "licence": "CC-BY-4.0",
        },
        "speakers": [{"id": "A", "role": "scammer"}, {"id": "B", "role": "target"}],
        "turns": turns,
        "ending": "realised",
        "annotation": {"guideline": "0.9", "layers": [], "adjudicated": False},
    }


def spoiled(record: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return a record with one defect of a random kind."""
    turns = record["turns"]
    defects: list[tuple[dict[str, Any], str, Any]] = [
        (record, "label", "fraud"),
        (turns[0], "text", 7),
        (turns[0]["spans"][0], "end", 99_99),
        (turns[1], "stage", "lure"),
        (record, "titel", "x"),
    ]
    place, key, value = chance.choice(defects)
    place[key] = value
    return record


def records(count: int, seed: int, bad: float) -> Iterator[dict[str, Any]]:
    """Yield `count` records of which about the share `bad` has a defect."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    for number in range(count):
        record = dialogue(number, seed)
        yield spoiled(record, chance) if chance.random() < bad else record


def write_lines(out: Path, count: int, seed: int, bad: float) -> None:
    """Write a JSONL file."""
    with out.open("w", encoding="utf-8", newline="\n") as stream:
        for record in records(count, seed, bad):
            stream.write(compact(record) + "\n")


def write_tree(out: Path, count: int, seed: int, bad: float) -> None:
    """Write a corpus folder: one file a dialogue."""
    out.mkdir(parents=True, exist_ok=True)
    about = {"manifest": MANIFEST, "sources": {"sources": []}, "annotators": {"annotators": []}}
    for name, value in about.items():
        (out / f"{name}.json").write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
    for record in records(count, seed, bad):
        path = out / "dialogues" / f"{record['id']}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = compact(record) if bad else canonical(dialogue_from(record))
        path.write_text(text, encoding="utf-8", newline="\n")


def main(arguments: list[str]) -> int:
    """Write what the command line asks for; return the exit code."""
    parser = argparse.ArgumentParser(description="Generate synthetic dialogues for benchmarks.")
    parser.add_argument("out", type=Path, help="the file or folder to write")
    parser.add_argument("--count", type=int, default=20_000, help="dialogues (default: 20000)")
    parser.add_argument("--layout", choices=("jsonl", "tree"), default="jsonl")
    parser.add_argument("--bad", type=float, default=0.0, help="share with a defect (default: 0)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    write = write_tree if options.layout == "tree" else write_lines
    write(options.out, options.count, options.seed, options.bad)
    print(f"{options.count} dialogues in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
