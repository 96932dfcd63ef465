"""Throw mutated dialogues at the validator: no traceback, no hang, two engines of one mind.

    python scripts/fuzz_validate.py --count 200000

Half of the inputs are dialogues with bytes flipped, cut, repeated or swapped; half are well-formed
JSON with values replaced, removed or moved. Every input goes through the whole validator; what both
JSON Schema engines say of the shape is compared on each `--differential`-th of them. Of every input
that the quick way accepts (`gate`, `glance`) the thorough way must say the same, and what `fix`
writes must be as valid as before, final, and free of what it claims to mend. Exit code 1 and the
input itself on the first failure; the same seed gives the same inputs.
"""

import argparse
import io
import json
import random
import sys
import time
from pathlib import Path
from typing import Any

import msgspec

from hookline.examples import TREE
from hookline.gate import decoded
from hookline.judging import Judge
from hookline.mend import mended
from hookline.model import dialogue_from
from hookline.reading import STDIN, Record
from hookline.rules import DIALOGUE_RULES, triggered
from hookline.rules.file import parse
from hookline.shape import is_valid
from hookline.validation import validate_paths

SLOWEST = 5.0
JUNK: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2.0, 1e2, 1e308, 10**30, "", " ", "A", "d1", "re-fee", "CNY",
    "\u0000", "\u202e", "é", "😀", "一", "[", "[NAME_1]", "13800138000", "https://hookline-x.cn/a",
    [], {}, [[]], [None], {"a": 1}, ["A", "A"], "x" * 300, "99" * 40,
)  # fmt: skip
PIECES = (
    b"{", b"}", b"[", b"]", b",", b":", b'"', b"\\", b"\\u", b"\\ud800", b"null", b"NaN", b"1e999",
    b"\x00", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\n", b"\r\n", b"-", b"0", b"//",
    "，".encode(), "”".encode(), "“".encode(), "１".encode(),
)  # fmt: skip


def mutated_bytes(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with one to four accidents."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice((1, 1, 2, 8, 60)))
        accident = chance.randrange(5)
        if accident == 0:
            data = data[:at] + chance.choice(PIECES) + data[at:]
        elif accident == 1:
            data = data[:at] + data[end:]
        elif accident == 2:  # noqa: PLR2004 - the third accident
            data = data[:at] + bytes(chance.randrange(256) for _ in range(end - at)) + data[end:]
        elif accident == 3:  # noqa: PLR2004 - the fourth
            data = data[:end] + data[at:]
        else:
            data = data[:at] + chance.choice(PIECES) + data[end:]
    return data


def places(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value in a record."""
    found = [path] if path else []
    members: list[tuple[Any, object]] = []
    if isinstance(value, dict):
        members = list(value.items())
    elif isinstance(value, list):
        members = list(enumerate(value))
    for key, each in members:
        found += places(each, (*path, key))
    return found


def mutated_value(record: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return a record with one to four values replaced, removed, added or moved."""
    record = json.loads(json.dumps(record))
    for _ in range(chance.randint(1, 4)):
        *parents, last = chance.choice(places(record))
        place: Any = record
        for step in parents:
            place = place[step]
        accident = chance.randrange(4)
        if accident == 0:
            place[last] = chance.choice(JUNK)
        elif accident == 1:
            del place[last]
        elif accident == 2 and isinstance(place, dict):  # noqa: PLR2004 - the third accident
            place[chance.choice(("titel", "stage", "spans", "id", ""))] = chance.choice(JUNK)
        else:
            other = chance.choice(places(record) or [("id",)])
            moved: Any = record
            for step in other:
                moved = moved[step]
            place[last] = json.loads(json.dumps(moved))
        if not record:
            break
    return record


def shortcuts(data: bytes) -> str:
    """Compare the quick way with the thorough one; return how they differ, or nothing."""
    parsed = parse(data)
    quick = decoded(data)
    if quick is not None:
        if not parsed.readable or parsed.spots or not is_valid(parsed.value, "dialogue"):
            return "gate accepts what the schema or the grammar refuses"
        if msgspec.to_builtins(quick) != msgspec.to_builtins(dialogue_from(parsed.value)):
            return "gate decodes another dialogue"
    if not parsed.readable or not is_valid(parsed.value, "dialogue"):
        return ""
    dialogue = dialogue_from(parsed.value)
    chosen = {rule.info.id for rule in triggered(dialogue)}
    for rule in DIALOGUE_RULES:
        if rule.info.id not in chosen and any(True for _ in rule.check(dialogue)):
            return f"a glance passes over what {rule.info.id} finds"
    return ""


def mending(data: bytes) -> str:
    """Mend one input; return what is wrong with the result, or nothing."""
    mend = mended(data)
    if not mend.changed and mend.data != data:
        return "fix changes a file and does not say so"
    before, after = parse(data), parse(mend.data)
    if before.readable and is_valid(before.value, "dialogue") > is_valid(after.value, "dialogue"):
        return "fix writes what the schema refuses"
    if mended(mend.data).changed:
        return f"fix is not done after one run: {mended(mend.data).rules}"
    record = Record(Path("mended.json"), 0, mend.data, "dialogue")
    told = Judge("jsonschema-rs", rules=True, language="en").judge(record, None, in_corpus=False)
    left = {finding.rule for finding in told.findings if finding.fixable}
    left |= {rule for rule, hit in told.hits if hit.fixable}
    return f"fix leaves {', '.join(sorted(left))}" if left else ""


def judged(data: bytes, *, compare: bool) -> str:
    """Validate one input; return what is wrong with the validator, or nothing."""
    start = time.perf_counter()
    report = validate_paths([STDIN], stdin=io.BytesIO(data))
    if time.perf_counter() - start > SLOWEST:
        return f"took more than {SLOWEST} s"
    for finding in report.findings:
        if "{" in finding.rule or not finding.message or finding.location.line < 1:
            return f"a finding without a sentence or a place: {finding}"
    if problem := shortcuts(data) or mending(data):
        return problem
    if compare:
        parsed = parse(data)
        shallow = not any(each.rule == "file/nesting" for each in report.findings)
        if parsed.readable and shallow:
            fast, slow = (
                is_valid(parsed.value, "dialogue", engine)
                for engine in ("jsonschema-rs", "jsonschema")
            )
            if fast != slow:
                return f"jsonschema-rs says {fast}, jsonschema says {slow}"
    return ""


def main(arguments: list[str]) -> int:
    """Run; return the exit code."""
    parser = argparse.ArgumentParser(description="Fuzz the validator.")
    parser.add_argument("--count", type=int, default=20_000, help="inputs (default: 20000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--differential", type=int, default=5, help="compare engines on every Nth")
    options = parser.parse_args(arguments)
    records = [TREE["scam"], TREE["translation"], TREE["twin"]]
    texts = [json.dumps(record, ensure_ascii=False, indent=1).encode() for record in records]
    clean = 0
    for number in range(options.count):
        chance = random.Random(f"{options.seed}:{number}")  # noqa: S311 - nothing secret
        if number % 2:
            data = mutated_bytes(chance.choice(texts), chance)
        else:
            record = mutated_value(chance.choice(records), chance)
            data = json.dumps(record, ensure_ascii=chance.random() < 0.5).encode()  # noqa: PLR2004
        try:
            problem = judged(data, compare=number % options.differential == 0)
        except Exception as error:  # noqa: BLE001 - this is what we look for
            problem = f"{type(error).__name__}: {error}"
        if problem:
            print(f"input {number} of seed {options.seed}: {problem}\n{data!r}")
            return 1
        if sys.stderr.isatty() and number % 1000 == 0:
            print(f"\r{number:,} of {options.count:,}", end="", file=sys.stderr)
        clean += 1
    print(f"{clean:,} inputs, no failure (seed {options.seed})")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
