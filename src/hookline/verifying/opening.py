"""The exports of a release, opened each in a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from hookline.exports import FORMATS, SUFFIXES
from hookline.language import Phrase, verbatim
from hookline.verification import Fault, NotChecked, Opened


def opened_all(
    folder: Path, room: Path, expected: Mapping[str, int], tell: Callable[[str], object]
) -> Iterator[Fault | NotChecked | Opened]:
    """Open every export that is there, and compare what is counted.

    Args:
        folder: the release.
        room: a temporary folder for caches and settings of the programs.
        expected: what must be counted, as `openers` names it; what is not known is not compared.
        tell: called with each format before it is opened.
    """
    for name in FORMATS:
        inside = f"exports/hookline{SUFFIXES[name]}" if name in SUFFIXES else f"exports/{name}"
        tell(name)
        if not (folder / inside).exists():
            yield Fault("opened", inside, Phrase("is missing"))
            continue
        for entry in _asked(name, (folder / inside).resolve(), room):
            yield _judged(inside, entry, expected)


def _judged(
    inside: str, entry: dict[str, Any], expected: Mapping[str, int]
) -> Fault | NotChecked | Opened:
    program = entry["program"]
    if entry.get("missing"):
        what = Phrase("opening {path} with {program}", {"path": inside, "program": program})
        return NotChecked(what, Phrase("{program} is not installed", {"program": program}))
    if "problem" in entry:
        values = {"program": program, "problem": entry["problem"]}
        return Fault("opened", inside, Phrase("{program} cannot open it: {problem}", values))
    counts: dict[str, int] = entry["counts"]
    parts = {each for each in (*counts, *expected) if each.startswith("part ")}
    names = {*counts, *parts} if parts & counts.keys() else {*counts}
    for name in sorted(names & expected.keys() | (parts & names if expected else set())):
        if counts.get(name) != expected.get(name):
            values = {
                "program": program,
                "found": counts.get(name, 0),
                "expected": expected.get(name, 0),
                "name": Phrase(name) if name in ("dialogues", "turns") else name,
            }
            template = "{program} counts {found} of {name}, where {expected} are told"
            return Fault("opened", inside, Phrase(template, values))
    return Opened(inside, program, counts)


def _asked(name: str, path: Path, room: Path) -> list[dict[str, Any]]:
    environment = {
        **os.environ,
        "HOME": str(room),
        "HF_HOME": str(room / "huggingface"),
        "HF_DATASETS_CACHE": str(room / "huggingface" / "datasets"),
        "HF_HUB_OFFLINE": "1",
        "HF_DATASETS_OFFLINE": "1",
        "HF_DATASETS_DISABLE_PROGRESS_BARS": "1",
        "PYTHONWARNINGS": "ignore",
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "hookline.verifying.openers", name, path],
        capture_output=True,
        cwd=room,
        env=environment,
        check=False,
    )
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip().splitlines() or [""]
        why = f"{verbatim(told[-1][:300])} ({done.returncode})"
        return [{"program": name, "problem": why}]
    answer: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return answer
