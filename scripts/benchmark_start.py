"""How quickly the command line starts, as ratios to `python -c "import click"`.

    python scripts/benchmark_start.py

The commands run in turn, so that a slow moment of the machine hits all alike; the ratios are of
the medians. Bars: `--help` at most 1.3 times `import click`; `validate` of one file at most 3
times that of `--help`. Exit code 1 where a bar is missed.
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

from hookline.resources import corpus_folder

ROUNDS = 25
HELP_BAR, VALIDATE_BAR = 1.3, 3.0


def seconds(command: list[str]) -> float:
    """Return the wall time of a command in seconds."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own commands
    return time.perf_counter() - start


def main() -> int:
    """Print medians and ratios; return the exit code."""
    hookline = str(Path(sys.executable).with_name("hookline"))
    dialogue = corpus_folder() / "dialogues" / "friend-money-by-tonight" / "zh-scam.json"
    commands = {
        "import click": [sys.executable, "-c", "import click"],
        "hookline --help": [hookline, "--help"],
        "hookline validate FILE": [hookline, "validate", str(dialogue)],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for round_number in range(ROUNDS + 1):
        for name, command in commands.items():
            taken = seconds(command)
            if round_number:  # the first round warms the disk's cache
                times[name].append(taken)
    base, start, validate = (statistics.median(each) for each in times.values())
    for name, each in times.items():
        print(f"{name:<24}{statistics.median(each) * 1000:7.1f} ms median of {ROUNDS}")
    print(f"--help / import click   {start / base:7.2f} (bar {HELP_BAR})")
    print(f"validate / --help       {validate / start:7.2f} (bar {VALIDATE_BAR})")
    return int(start / base > HELP_BAR or validate / start > VALIDATE_BAR)


if __name__ == "__main__":
    sys.exit(main())
