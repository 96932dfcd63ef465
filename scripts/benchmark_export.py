"""What the export to Parquet costs beside pyarrow alone, as ratios within one run, and its memory.

    python scripts/benchmark_export.py --count 100000
    python scripts/benchmark_export.py --count 100000 --copies 10 --rounds 1

The input is generated (about 4 KB a dialogue, so that a million take 4 GB); `--copies` repeats it
under other ids, which is quicker to make. The yardstick reads the
same JSONL by `pyarrow.json` and writes it by `pyarrow.parquet`, one table, with the compression
that the export uses; it holds everything in memory. The export writes two views, the nested one
and the flat one. The two run in turn; the ratio is of the medians of their CPU, user and system
time of the whole process. Exit code 1 where a bar is missed.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

import pyarrow.parquet

from benchmark_validate import Bars, medians
from generate_dialogues import write_lines

ALONE = """
import sys, pyarrow.json, pyarrow.parquet
table = pyarrow.json.read_json(sys.argv[1])
pyarrow.parquet.write_table(table, sys.argv[2], compression="zstd")
"""


def multiply(lines: Path, copies: int) -> None:
    """Repeat the dialogues of a JSONL file under other ids, so that it holds them so many times."""
    whole = lines.stat().st_size
    with lines.open("rb") as source, lines.open("ab") as out:
        for copy in range(1, copies):
            source.seek(0)
            while source.tell() < whole:
                line = source.readline()
                out.write(line.replace(b"generated-", b"copy-%d-" % copy, 1))


def main(arguments: list[str]) -> int:
    """Measure; return the exit code."""
    parser = argparse.ArgumentParser(description="Benchmark the export to Parquet.")
    parser.add_argument("--count", type=int, default=100_000, help="dialogues (default: 100000)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--copies", type=int, default=1, help="of the dialogues, under other ids")
    options = parser.parse_args(arguments)
    python = sys.executable
    bars = Bars()
    with tempfile.TemporaryDirectory() as name:
        lines = Path(name, "dialogues.jsonl")
        write_lines(lines, options.count, 1, 0)
        multiply(lines, options.copies)
        out = Path(name, "out")
        export = [str(Path(python).with_name("hookline")), "export", "parquet"]
        found = medians(
            {
                "alone": [python, "-c", ALONE, str(lines), str(Path(name, "alone.parquet"))],
                "export": [*export, str(out), "--corpus", str(lines)],
                "few": [*export, f"{out}-few", "--corpus", str(lines), "--limit", "4000"],
            },
            options.rounds,
        )
        size = lines.stat().st_size / 1e6
        rows = pyarrow.parquet.read_metadata(out / "dialogues.parquet").num_rows
    count = options.count * options.copies
    if rows != count:
        sys.exit(f"{rows:,} dialogues were exported, not {count:,}")
    print(f"{count:,} dialogues, {size:,.0f} MB; {os.cpu_count()} cores\n")
    print("| what | found | bar | |\n|---|---|---|---|")
    ours, alone = found["export"], found["alone"]
    bars.most("CPU of the export / CPU of pyarrow alone", ours.cpu / alone.cpu, 3)
    bars.most("peak memory of the export, MB", ours.memory, 400)
    bars.most("its memory / that of 4,000 dialogues", ours.memory / found["few"].memory, 1.5)
    print(f"\npyarrow alone: {alone.cpu:.1f} s of CPU, {alone.memory:,.0f} MB")
    return int(bars.missed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
