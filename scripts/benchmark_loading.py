"""What loading costs beside `datasets.load_dataset("json")`, as ratios within one run.

    python scripts/benchmark_loading.py --count 20000
    python scripts/benchmark_loading.py --count 100000 --rounds 3

Generated dialogues (about 4 KB each) lie there as JSONL and as the Parquet of the view `dialogues`.
Each load is a process of its own with a fresh, empty cache; the commands run in turn, the ratio is
of the medians. Wall and CPU time are those of the load alone, without the imports; memory is the
most that the process held resident. Exit code 1 where a bar is missed.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from benchmark_validate import Bars
from generate_dialogues import records, write_lines
from hookline.arrow import BATCH, Batch, ParquetFile
from hookline.model import dialogue_from
from hookline.views import view

ROUNDS = 5
MEASURE = """
import json, resource, sys, time
import datasets, hookline
import hookline.hf
datasets.disable_progress_bars()
times = lambda: (time.perf_counter(), time.process_time())
before = times()
{load}
wall, cpu = (after - one for after, one in zip(times(), before))
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
rows = data.num_rows
last = data[rows - 1]["turns"][0]["text"]
print(json.dumps([wall, cpu, most, rows, last]))
"""
LOADS = {
    "json": 'data = datasets.load_dataset("json", data_files=sys.argv[1], split="train")',
    "hookline": 'data = hookline.load_dataset("dialogues", split="train", path=sys.argv[2])',
}


class Load(NamedTuple):
    """One load: wall and CPU time in seconds, peak memory in MB (10^6 bytes), and what came."""

    wall: float
    cpu: float
    memory: float
    rows: int
    last: str


def write_parquet(out: Path, count: int, seed: int) -> None:
    """Write the view `dialogues` of generated dialogues, a row group at a time."""
    dialogues = map(dialogue_from, records(count, seed, 0))
    with out.open("wb") as stream:
        file = ParquetFile(stream, view("dialogues"), {})
        while some := list(islice(dialogues, BATCH)):
            file.write(Batch([(each, ()) for each in some]))
        file.close()


def loaded(name: str, lines: Path, parquet: Path) -> Load:
    """Load in a process of its own, with nothing in any cache."""
    with tempfile.TemporaryDirectory() as cache:
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", MEASURE.format(load=LOADS[name]), str(lines), str(parquet)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "HF_HOME": cache, "TMPDIR": cache, "HF_HUB_OFFLINE": "1"},
        )
    return Load(*json.loads(done.stdout))


def main(arguments: list[str]) -> int:
    """Measure; return the exit code."""
    parser = argparse.ArgumentParser(description="Benchmark loading.")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args(arguments)
    bars = Bars()
    with tempfile.TemporaryDirectory() as name:
        lines, parquet = Path(name, "dialogues.jsonl"), Path(name, "dialogues.parquet")
        write_lines(lines, options.count, 1, 0)
        write_parquet(parquet, options.count, 1)
        sizes = (lines.stat().st_size / 1e6, parquet.stat().st_size / 1e6)
        print(f"{options.count:,} dialogues, JSONL {sizes[0]:.0f} MB, Parquet {sizes[1]:.0f} MB\n")
        runs: dict[str, list[Load]] = {each: [] for each in LOADS}
        for _ in range(options.rounds):
            for each, found in runs.items():
                found.append(loaded(each, lines, parquet))
    print("| load | wall, s | CPU, s | peak memory, MB |\n|---|---|---|---|")
    middle = {}
    for each, found in runs.items():
        figures = zip(*((one.wall, one.cpu, one.memory) for one in found), strict=True)
        middle[each] = [statistics.median(figure) for figure in figures]
        print(f"| {each} | {middle[each][0]:.2f} | {middle[each][1]:.2f} | {middle[each][2]:.0f} |")
    came = {(one.rows, one.last) for found in runs.values() for one in found}
    print("\n| what | found | bar | |\n|---|---|---|---|", flush=True)
    bars.most("different results", len(came) - 1, 0)
    bars.least("speed / that of load_dataset(json)", middle["json"][0] / middle["hookline"][0], 1.4)
    return int(bars.missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
