"""Compare one process with Daft and with a Ray cluster of two workers, one of which is killed.

    python scripts/check_scale.py --count 5000
    python scripts/check_scale.py --count 200000 --environment DIR --folder DIR

Writes a corpus whose dialogues stand in one JSONL file: some are bad, some have the words or the id
of another, some name another script or a source that others retell. It is validated, and one
without bad ones exported, by one process, by Daft on this machine, and on a cluster that is started
here: undisturbed, with a worker process killed (SIGKILL) while it works on a partition, and with a
whole machine lost. All must give the same report and the same content digest. The near-duplicates
of a smaller corpus are compared, too, and the program in docs/scaling.md is run on the cluster.

The environment gets `hookline[scale]` from the package index where there is none. Exit code 0 where
all is the same, 1 where something is not, 3 where the environment cannot be made.
"""

import argparse
import hashlib
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from environments import python_of
from generate_dialogues import MANIFEST, dialogue, spoiled

if TYPE_CHECKING:
    from hookline.auditing.likeness import Pair
    from hookline.findings import Report
    from hookline.scale.runners import Runner

ROOT = Path(__file__).parent.parent
SOURCE = {"publisher": "Police", "date": "2020", "language": "zh", "kind": "advisory", "taken": "x"}
ALIKE = 2000
"""Dialogues of the corpus whose near-duplicates are looked for."""
_BAD = 0.01
_TIES = {3: "original", 7: "words", 11: "id", 17: "source", 33: "source"}


def records(count: int) -> Iterator[dict[str, Any]]:
    """Yield dialogues with every tie between scripts that a corpus rule looks at."""
    chance = random.Random(1)  # noqa: S311 - nothing secret
    for number in range(count):
        record = dialogue(number, 1)
        before = dialogue(max(0, number - count // 3), 1) if number % 50 in _TIES else {}
        tie = _TIES.get(number % 50)
        if tie == "original":
            record["translation_of"] = before["id"]
        elif tie == "words":
            record["turns"] = before["turns"]
        elif tie == "id":
            record["id"] = before["id"]
        elif tie == "source":
            about = record["provenance"]
            about |= {"basis": "retells", "sources": [f"case-{number % 40}"]}
        yield spoiled(record, chance) if chance.random() < _BAD else record


def alike_records(count: int) -> Iterator[dict[str, Any]]:
    """Yield valid dialogues of which every fifth says nearly what another says, or just that."""
    for number in range(count):
        record = dialogue(number // 7 * 5 + 1 if number % 5 == 0 else number, 2)
        record["id"] = f"alike-{number:07}/{record['language']}-scam"
        record["turns"][5]["text"] += " 1" * (number % 4)
        yield record


def write_corpus(root: Path, dialogues: Iterable[dict[str, Any]]) -> Path:
    """Write a corpus whose dialogues are in one file; return that file."""
    (root / "dialogues").mkdir(parents=True)
    (root / "splits").mkdir()
    scripts = {}
    path = root / "all.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for number, record in enumerate(dialogues):
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")
            if record["provenance"]["sources"]:
                scripts[record["id"].partition("/")[0]] = ("train", "test")[number % 2]
    sources = [{"id": f"case-{each}", "title": f"Case {each}"} | SOURCE for each in range(40)]
    about = {
        "manifest": MANIFEST,
        "sources": {"sources": sources},
        "annotators": {"annotators": []},
        "splits/v1": {
            "name": "v1",
            "version": "0.0.1",
            "scripts": scripts or {"generated-0": "train"},
        },
    }
    for name, value in about.items():
        (root / f"{name}.json").write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
    return path


def paths_of(root: Path) -> list[Path]:
    """Return what is validated: the dialogues, and what is told of their corpus."""
    names = ("manifest.json", "sources.json", "splits/v1.json", "all.jsonl")
    return [root / name for name in names]


def alone(folder: Path) -> dict[str, Any]:
    """Return what one process finds."""
    from hookline.auditing.likeness import near_duplicates  # noqa: PLC0415 - of this step alone
    from hookline.auditing.material import samples_of  # noqa: PLC0415 - of this step alone
    from hookline.corpus import load  # noqa: PLC0415 - of this step alone
    from hookline.lock import hashes  # noqa: PLC0415 - of this step alone
    from hookline.model import dialogue_from  # noqa: PLC0415 - of this step alone
    from hookline.validation import validate_paths  # noqa: PLC0415 - of this step alone

    clock = Clock()
    found: dict[str, Any] = {"report": told(validate_paths(paths_of(folder / "all")))}
    clock.took("validate")
    lines = []
    with (folder / "good" / "all.jsonl").open("rb") as stream:
        for line in stream:
            each = dialogue_from(json.loads(line))
            known = hashes(each)
            lines.append(f"{each.id} {known.text} {known.labels} {known.meta}\n")
    found["content"] = hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()
    clock.took("digest")
    found["pairs"] = told_pairs(near_duplicates(samples_of(load(folder / "alike" / "all.jsonl"))))
    clock.took("pairs")
    return found | {"spent": clock.spent}


def in_partitions(
    folder: Path, runner: "Runner", address: str | None, partitions: int, *, only_report: bool
) -> dict[str, Any]:
    """Return what partitions find."""
    from hookline.scale import export, near_duplicates, validate_paths  # noqa: PLC0415 - as above

    how: dict[str, Any] = {"runner": runner, "address": address, "partitions": partitions}
    clock = Clock()
    found: dict[str, Any] = {"report": told(validate_paths(paths_of(folder / "all"), **how))}
    clock.took("validate")
    if not only_report:
        with tempfile.TemporaryDirectory(dir=folder) as out:
            exported = export(folder / "good" / "all.jsonl", Path(out) / "dialogues", **how)
            clock.took("export")
        found["content"] = exported.content
        found["pairs"] = told_pairs(near_duplicates(folder / "alike" / "all.jsonl", **how))
        clock.took("pairs")
    return found | {"spent": clock.spent}


def on_cluster(folder: Path, partitions: int, lose: str | None, after: float) -> dict[str, Any]:
    """Return what partitions find on a cluster of two workers; one is lost after some seconds."""
    from ray.cluster_utils import Cluster  # noqa: PLC0415 - of this step alone

    os.environ["RAY_AUTH_MODE"] = "disabled"
    cluster = Cluster(
        initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False}
    )
    nodes = [cluster.add_node(num_cpus=1, object_store_memory=1 << 30) for _ in range(2)]
    losses: list[str] = []
    if lose == "process":
        threading.Thread(target=kill_busy_worker, args=(after, losses), daemon=True).start()
    elif lose == "machine":

        def remove() -> None:
            time.sleep(after)
            cluster.remove_node(nodes[1], allow_graceful=False)
            losses.append("a machine of two")

        threading.Thread(target=remove, daemon=True).start()
    found = in_partitions(folder, "ray", cluster.address, partitions, only_report=bool(lose))
    if lose:
        found["lost"] = losses
    elif program := program_in_docs():
        found["program"] = run_program(program, folder, cluster.address)
    return found


def kill_busy_worker(after: float, losses: list[str]) -> None:
    """Kill the first process that is found at work on partitions of judging."""
    time.sleep(after)
    while not losses:
        for pid, title in descendants():
            if title.startswith("ray::") and "UDF" in title:
                os.kill(pid, signal.SIGKILL)
                losses.append(title)
                return
        time.sleep(0.05)


def descendants() -> Iterator[tuple[int, str]]:
    """Yield the processes that this one has started, and theirs, with their titles."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                parents[int(entry.name)] = int(fields[1])
    for pid in parents:
        above = pid
        while above in parents and above != os.getpid():
            above = parents[above]
        if above == os.getpid() != pid:
            with suppress(OSError):
                yield pid, Path(f"/proc/{pid}/cmdline").read_text().strip("\0 ")


class Clock:
    """Seconds and the most memory of each step, of this process and of those that it started."""

    def __init__(self) -> None:
        self.spent: dict[str, dict[str, float]] = {}
        self.began = time.monotonic()
        self.most = {"own": 0, "largest": 0}
        self.stopped = False
        threading.Thread(target=self._watch, daemon=True).start()

    def took(self, what: str) -> None:
        """Note what a step took."""
        now = time.monotonic()
        megabytes = {name: value >> 20 for name, value in self.most.items()}
        self.spent[what] = {"seconds": round(now - self.began, 1), **megabytes}
        self.began, self.most = now, {"own": 0, "largest": 0}

    def _watch(self) -> None:
        while True:
            self.most["own"] = max(self.most["own"], resident(os.getpid()))
            others = (resident(pid) for pid, _ in descendants())
            self.most["largest"] = max(self.most["largest"], *others, 0)
            time.sleep(0.5)


def resident(pid: int) -> int:
    """Return the bytes of memory that a process has and shares with no file."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) << 10
    return 0


def told(report: "Report") -> dict[str, Any]:
    """Return what is compared of a report: its bytes, and some counts to show."""
    import msgspec  # noqa: PLC0415 - not there where the environment is made

    return {
        "sha256": hashlib.sha256(msgspec.json.encode(report)).hexdigest(),
        "dialogues": report.dialogues,
        "findings": len(report.findings),
        "rules": len({each.rule for each in report.findings}),
        "not run": len(report.not_run),
    }


def told_pairs(pairs: "list[Pair]") -> dict[str, Any]:
    """Return what is compared of near-duplicates."""
    import msgspec  # noqa: PLC0415 - not there where the environment is made

    return {
        "sha256": hashlib.sha256(msgspec.json.encode(pairs)).hexdigest(),
        "pairs": len(pairs),
        "equal": sum(each.likeness == 1 for each in pairs),
    }


def program_in_docs() -> str:
    """Return the program in docs/scaling.md."""
    text = (ROOT / "docs" / "scaling.md").read_text(encoding="utf-8")
    found = re.search(r"```python\n(.+?)```", text, re.DOTALL)
    return found[1] if found else ""


def run_program(program: str, folder: Path, address: str) -> str:
    """Return what a program prints in a folder, on the cluster."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        (Path(place) / "corpus.jsonl").symlink_to(folder / "alike" / "all.jsonl")
        (Path(place) / "program.py").write_text(program, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "program.py"],
            cwd=place,
            env=os.environ | {"RAY_ADDRESS": address},
            capture_output=True,
            text=True,
            check=True,
        )
    return done.stdout.strip()


def write_all(folder: Path, count: int) -> None:
    """Write the three corpora, where they are not there yet."""
    for name, made in (
        ("all", records(count)),
        ("good", (dialogue(number, 1) for number in range(count))),
        ("alike", alike_records(min(count, ALIKE))),
    ):
        if not (folder / name / "manifest.json").exists():
            write_corpus(folder / name, made)


def compare(python: Path, folder: Path, options: argparse.Namespace) -> bool:
    """Run every step in a process of its own, print its figures; tell whether all are the same."""
    first: dict[str, Any] = {}
    same = True
    for name in options.steps or _STEPS:
        arguments = _STEPS[name]
        command = [str(python), __file__, *arguments, "--folder", str(folder)]
        command += ["--partitions", str(options.partitions), "--after", str(options.after)]
        done = subprocess.run(  # noqa: S603 - this script
            command, env=os.environ | _PLACE, capture_output=True, text=True, check=False
        )
        if done.returncode:
            print(f"{name}: failed\n{done.stderr[-3000:]}")
            same = False
            continue
        found = json.loads(done.stdout.splitlines()[-1])
        spent, lost = found.pop("spent"), found.pop("lost", None)
        program = found.pop("program", None)
        first = first or found
        alike = all(found[each] == first.get(each) for each in found)
        same = same and alike and lost != []
        print(f"{name}: {'same' if alike else f'DIFFERENT: {found}'}", flush=True)
        if found is first:
            print(f"  {json.dumps(found)}")
        for what, value in (("spent", spent), ("lost", lost), ("docs/scaling.md", program)):
            if value:
                print(f"  {what}: {json.dumps(value, ensure_ascii=False)}", flush=True)
    return same


_STEPS = {
    "one process": ["--step", "alone"],
    "ray": ["--step", "ray"],
    "process killed": ["--step", "ray", "--lose", "process"],
    "machine lost": ["--step", "ray", "--lose", "machine"],
    "daft": ["--step", "daft"],
}
_PLACE = {"PYTHONPATH": str(ROOT / "src"), "HOOKLINE_DEBUG": "1"}


def main(arguments: list[str]) -> int:
    """Compare; return the exit code."""
    parser = argparse.ArgumentParser(description="Compare one process with a cluster.")
    parser.add_argument("--count", type=int, default=200_000, help="dialogues (default: 200000)")
    parser.add_argument("--partitions", type=int, default=24)
    parser.add_argument("--after", type=float, default=20, help="seconds until a worker is lost")
    parser.add_argument("--folder", type=Path, help="where the corpora are written, and kept")
    parser.add_argument("--environment", type=Path, help="where hookline[scale] is, or is put")
    parser.add_argument("--steps", nargs="+", choices=_STEPS, help="by default all")
    parser.add_argument("--step", choices=("alone", "daft", "ray"), help=argparse.SUPPRESS)
    parser.add_argument("--lose", choices=("process", "machine"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.step:
        step = {
            "alone": lambda: alone(options.folder),
            "daft": lambda: in_partitions(
                options.folder, "daft", None, options.partitions, only_report=False
            ),
            "ray": lambda: on_cluster(
                options.folder, options.partitions, options.lose, options.after
            ),
        }
        print(json.dumps(step[options.step]()), flush=True)
        os._exit(0)  # without waiting for what the cluster would still say
    with tempfile.TemporaryDirectory() as place:
        try:
            home = options.environment or Path(place) / "environment"
            python = python_of(home, [(f"{ROOT}[scale]",)])
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"the environment cannot be made: {error}")
            return 3
        folder = (options.folder or Path(place) / "corpora").absolute()
        write_all(folder, options.count)
        return 0 if compare(python, folder, options) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
