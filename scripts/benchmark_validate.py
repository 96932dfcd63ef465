"""What validation costs, as ratios within one run: CPU, memory, bad records, two processes.

    python scripts/benchmark_validate.py --count 20000
    python scripts/benchmark_validate.py --count 100000 --tools DIR

The inputs are generated (about 4 KB a dialogue): JSONL of `--count` dialogues, the same with 10%
bad ones, and a tree of 2,000 files. `--tools` names the folder that holds `check-jsonschema` and
`jsonvet`; what is not there is not measured, and said. The commands of a comparison run in turn;
the ratio is of the medians. CPU is user and system time of the process and its children. Exit code
1 where a bar is missed.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from generate_dialogues import write_lines, write_tree
from hookline.resources import schema_folder

ROUNDS = 5
PARSE = """
import sys, msgspec
decode = msgspec.json.decode
for line in open(sys.argv[1], "rb"):
    decode(line)
"""
ITERATE = """
import itertools, json, sys, jsonschema
validator = jsonschema.Draft202012Validator(json.load(open(sys.argv[2])))
for line in itertools.islice(open(sys.argv[1], "rb"), int(sys.argv[3])):
    list(validator.iter_errors(json.loads(line)))
"""


class Run(NamedTuple):
    """One run of a command: CPU and wall time in seconds, peak memory in MB (10^6 bytes)."""

    cpu: float
    wall: float
    memory: float


def run(command: Sequence[str]) -> Run:
    """Run a command in a process of its own and return what it took."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - our own commands
    _, _, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = 0
    return Run(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * 1024 / 1e6)


def medians(commands: dict[str, Sequence[str]], rounds: int = ROUNDS) -> dict[str, Run]:
    """Run commands in turn; return the medians of each."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(run(command))
    return {name: Run(*map(statistics.median, zip(*each))) for name, each in runs.items()}  # noqa: B905


class Bars:
    """Prints each figure beside its bar, and remembers whether all were kept."""

    def __init__(self) -> None:
        self.missed = 0

    def most(self, what: str, found: float, bar: float) -> None:
        """Print a figure that is to be at most `bar`."""
        self._line(what, found, f"at most {bar:g}", kept=found <= bar)

    def least(self, what: str, found: float, bar: float) -> None:
        """Print a figure that is to be at least `bar`."""
        self._line(what, found, f"at least {bar:g}", kept=found >= bar)

    def _line(self, what: str, found: float, bar: str, *, kept: bool) -> None:
        self.missed += not kept
        print(f"| {what} | {found:.3g} | {bar} | {'kept' if kept else '**missed**'} |", flush=True)


def main(arguments: list[str]) -> int:
    """Measure; return the exit code."""
    parser = argparse.ArgumentParser(description="Benchmark the validator.")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--tools", type=Path, help="folder of check-jsonschema and jsonvet")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args(arguments)
    python = sys.executable
    hookline = [str(Path(python).with_name("hookline")), "validate"]
    schema = str(schema_folder() / "dialogue.schema.json")
    bars = Bars()
    with tempfile.TemporaryDirectory() as name:
        clean, bad, tree = (Path(name, each) for each in ("clean.jsonl", "bad.jsonl", "tree"))
        write_lines(clean, options.count, 1, 0)
        write_lines(bad, options.count, 1, 0.1)
        write_tree(tree, 2000, 1, 0)
        size = clean.stat().st_size / 1e6
        print(f"{options.count:,} dialogues, {size:.0f} MB; {os.cpu_count()} cores\n")
        print("| what | found | bar | |\n|---|---|---|---|", flush=True)
        some = min(300, options.count)
        lines = medians(
            {
                "parse": [python, "-c", PARSE, str(clean)],
                "validate": [*hookline, str(clean)],
                "bad": [*hookline, str(bad)],
                "jobs": [*hookline, "--jobs", "2", str(clean)],
                "iterate": [python, "-c", ITERATE, str(clean), schema, str(some)],
                "start": [python, "-c", ITERATE, str(clean), schema, "0"],
            },
            options.rounds,
        )
        ours = lines["validate"]
        bars.most("CPU of validation / CPU of parsing alone", ours.cpu / lines["parse"].cpu, 4.0)
        theirs = (lines["iterate"].cpu - lines["start"].cpu) / some
        rate = theirs / (ours.cpu / options.count)
        bars.least("records a second / those of jsonschema's iter_errors", rate, 40)
        bars.most("peak memory, MB", ours.memory, 80)
        bars.most("CPU with 10% bad records / clean", lines["bad"].cpu / ours.cpu, 1.7)
        bars.least("speed with --jobs 2 / one process", ours.wall / lines["jobs"].wall, 1.6)
        for tool, bar, ending in (
            ("check-jsonschema", 0.05, ["--schemafile", schema]),
            ("jsonvet", 0.5, ["--no-config", "--schema", schema]),
        ):
            path = options.tools / tool if options.tools else None
            if path is None or not path.exists():
                print(f"| CPU / that of {tool} | not measured: see --tools | {bar} | |")
                continue
            on_tree = tool == "check-jsonschema"
            files = sorted(map(str, (tree / "dialogues").rglob("*.json")))
            theirs_on = [str(path), *ending, *(files if on_tree else [str(clean)])]
            ours_on = [*hookline, str(tree if on_tree else clean)]
            both = medians({"ours": ours_on, "theirs": theirs_on}, min(3, options.rounds))
            where = "2,000 files" if on_tree else "JSONL"
            share = both["ours"].cpu / both["theirs"].cpu
            bars.most(f"CPU on {where} / that of {tool}", share, bar)
    return int(bars.missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
