"""What a changed ruleset newly finds on a corpus, and what it finds no more.

    python scripts/rule_impact.py                   # the working tree against HEAD
    python scripts/rule_impact.py v0.1.0 --corpus corpus

The rules of the revision are taken from git into a folder of their own and run on the same corpus
as those of the working tree. Exit code 0 where nothing differs, 1 where something does, 3 where one
of the two cannot run.
"""

import argparse
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from hookline.render.safe import one_line

ROOT = Path(__file__).resolve().parent.parent
MOST = 10


class Found(NamedTuple):
    """A finding, as it is compared: its words may change, its place may not."""

    rule: str
    severity: str
    file: str
    pointer: str


def findings(package: Path, corpus: Path) -> Counter[Found]:
    """Return what the rules of one checkout find.

    Raises:
        RuntimeError: they do not run.
    """
    command = [sys.executable, "-m", "hookline", "validate", "--format", "json", str(corpus)]
    environment = {**os.environ, "PYTHONPATH": str(package / "src"), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(  # noqa: S603 - our own command
        command, capture_output=True, env=environment, check=False, cwd=package
    )
    try:
        report: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        message = done.stderr.decode(errors="replace").strip().splitlines() or ["no output"]
        raise RuntimeError(message[-1]) from None
    return Counter(
        Found(each["rule"], each["severity"], each["location"]["file"], each["location"]["pointer"])
        for each in report["findings"]
    )


def checkout(revision: str, folder: Path) -> None:
    """Put the package and the schemas of a revision into a folder.

    Raises:
        RuntimeError: there is no such revision.
    """
    command = ["git", "-C", str(ROOT), "archive", revision, "src", "schema"]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - git
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace").strip())
    with tarfile.open(fileobj=BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")


def told(title: str, found: Counter[Found]) -> None:
    """Print findings by rule, at most ten of each."""
    print(f"{title}: {found.total():,}")
    for rule, count in sorted(Counter(each.rule for each in found.elements()).items()):
        print(f"  {rule}: {count:,}")
        places = [each for each in sorted(found) if each.rule == rule]
        for each in places[:MOST]:
            print(f"    {each.severity:<8}{one_line(each.file)} {one_line(each.pointer)}")
        if len(places) > MOST:
            print(f"    and {len(places) - MOST:,} more")


def main(arguments: list[str]) -> int:
    """Compare; return the exit code."""
    parser = argparse.ArgumentParser(description="Show what a changed ruleset finds and drops.")
    parser.add_argument("revision", nargs="?", default="HEAD", help="of git (default: HEAD)")
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    options = parser.parse_args(arguments)
    corpus = options.corpus.resolve()
    with tempfile.TemporaryDirectory() as name:
        try:
            checkout(options.revision, Path(name))
            before, now = findings(Path(name), corpus), findings(ROOT, corpus)
        except RuntimeError as error:
            print(f"rule_impact: {one_line(str(error))}", file=sys.stderr)
            return 3
    told("newly found", now - before)
    told("found no more", before - now)
    return int(before != now)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
