"""Kill commands that write, at random moments, and look at what they leave.

    python scripts/kill_anywhere.py                      # every command, 50 moments each
    python scripts/kill_anywhere.py withdraw --points 5

Half of the moments are drawn from the time that the command takes, the others from its changes of
the file system in the folder that it works in (the process kills itself with SIGKILL right before
one of them: files opened for writing, renamed or removed, folders made or removed), half of these
from the renames alone. After each, nothing
half-written may be taken for whole, and the same command, run again, must give what an
uninterrupted run gives. The same seed draws the same moments. Exit code 1 where something is wrong.
"""

import argparse
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import hookline
from hookline.cli import COMMANDS
from hookline.resources import corpus_folder
from hookline.validation import validate

DAY = "2026-11-23"
GONE = ("friend-money-by-tonight/en-scam", "friend-money-by-tonight/zh-scam")
TWINS = ("friend-money-by-tonight/en-benign", "friend-money-by-tonight/zh-benign")
SCRIPTS = ("friend-money-by-tonight", "invest-wrong-number")
HIDDEN = "."
OPENED_BY = ("hub/README.md", "convokit/index.json", "croissant/croissant.json")
"""Files that folders are opened by: where one is there, the whole folder must be."""
_RUNNER = """
import os, signal, sys
at, seen, here, renames = int(sys.argv.pop(1)), 0, os.getcwd() + os.sep, []
def watch(event, arguments):
    global seen
    if event == "open":
        flags = arguments[2] if isinstance(arguments[2], int) else 0
        if isinstance(arguments[0], int) or not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            return
    elif event not in ("os.rename", "os.remove", "os.mkdir", "os.rmdir"):
        return
    if not os.path.abspath(os.fsdecode(arguments[0])).startswith(here):
        return
    seen += 1
    if event == "os.rename":
        renames.append(seen)
    if seen == at:
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
from hookline.cli import run
code = run(sys.argv[1:])
print(f"changes: {[seen, *renames]}", file=sys.stderr)
sys.exit(code)
"""


class Found(NamedTuple):
    """What a killed run left.

    Attributes:
        state: in a word, such as `old` or `new`.
        wrong: what may not be; empty where all is well.
    """

    state: str
    wrong: str = ""


class Case(NamedTuple):
    """A command that is killed.

    Attributes:
        arguments: what hookline is given in the folder `at`.
        look: at the folder of a killed run, beside those before and after an uninterrupted one.
        at: whose content the command changes, within the room.
    """

    arguments: tuple[str, ...]
    look: Callable[[Path, Path, Path], Found]


def content(folder: Path) -> dict[str, bytes]:
    """Return every file that is not hidden, nor in a hidden folder."""
    found = {}
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(HIDDEN) for part in inside.parts):
            found[inside.as_posix()] = path.read_bytes()
    return found


def after_withdraw(killed: Path, before: Path, after: Path) -> Found:
    """Look at a corpus: the old one, the new one, or one that says what is unfinished."""
    found, old, new = content(killed), content(before), content(after)
    if found in (old, new):
        return Found("old" if found == old else "new")
    root = killed / "corpus"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", hookline.WithdrawnWarning)
        ids = set(hookline.load(root).ids())
    path = root / "withdrawn.json"
    buried = set()
    if path.exists():
        buried = {each["id"] for each in json.loads(path.read_bytes())["withdrawn"]}
    report = validate(root)
    if not buried:
        whole = report.ok and ids >= {*GONE, *TWINS}
        return Found("old, version raised", "" if whole else "a dialogue is gone without a word")
    if buried != {*GONE, *TWINS} or ids & buried:
        return Found("unfinished", "withdrawn dialogues are loaded, or not all are withdrawn")
    left = any((root / "dialogues" / f"{each}.json").exists() for each in buried)
    told = any("run hookline withdraw" in each.hint for each in report.findings)
    return Found("unfinished", "" if told or not left else "validate does not say what to do")


def after_build(killed: Path, before: Path, after: Path) -> Found:
    """Look at a folder of exports: every file is whole, and folders that can be opened are, too."""
    found, old, new = (content(each / "build") for each in (killed, before, after))
    if content(killed / "corpus") != content(before / "corpus"):
        return Found("?", "the corpus was changed")
    broken = [name for name, data in found.items() if data not in (old.get(name), new.get(name))]
    for name in OPENED_BY:
        parts = [within(each, name.rpartition("/")[0]) for each in (found, old, new)]
        broken += [name] if name in found and parts[0] not in parts[1:] else []
    whole = sum(found.get(name) == data for name, data in new.items())
    state = "new" if found == new else f"{whole * 10 // len(new) * 10}% of the files"
    return Found("old" if found == old else state, f"half-written: {broken}" if broken else "")


def within(files: dict[str, bytes], folder: str) -> dict[str, bytes]:
    """Return the files of a folder alone."""
    return {name: data for name, data in files.items() if name.startswith(f"{folder}/")}


def after_prepare(killed: Path, before: Path, after: Path) -> Found:
    """Look at a corpus: the old one, the new one, or one that is not built."""
    found, old, new = content(killed), content(before), content(after)
    if found in (old, new):
        return Found("old" if found == old else "new")
    if any(data not in (old.get(name), new.get(name)) for name, data in found.items()):
        return Found("between", "a file is neither the old nor the new one")
    code = run(killed, ("release", "build", "--no-git", "--any-pyarrow", "--out", "dist"))
    built = (killed / "dist").exists() and content(killed / "dist")
    shutil.rmtree(killed / "dist", ignore_errors=True)
    return Found("between", "" if code and not built else "it is built as if it were prepared")


def after_release(killed: Path, before: Path, after: Path) -> Found:
    """Look at a folder of releases: what has a final name is verified."""
    del before
    places = sorted((killed / "dist").glob("[!.]*")) if (killed / "dist").exists() else []
    bad = [each.name for each in places if run(killed, ("verify", str(each)))]
    whole = len(list((after / "dist").iterdir()))
    state = {0: "old", whole: "new"}.get(len(places), f"{len(places)} of {whole}")
    return Found(state, f"verify refuses {bad}" if bad else "")


CASES = {
    "withdraw": Case(
        ("withdraw", *GONE, "--reason", "privacy", "--with-twins", "--date", DAY), after_withdraw
    ),
    "build": Case(("build", "--out", "build"), after_build),
    "rebuild": Case(("build", "--out", "build"), after_build),
    "prepare": Case(("release", "prepare", "--date", DAY), after_prepare),
    "release": Case(("release", "build", "--any-pyarrow", "--out", "dist"), after_release),
}


def made(name: str, room: Path) -> Path:
    """Return a folder with a small corpus in git, ready for the command of a case."""
    corpus = room / "corpus"
    for part in ("dialogues", "layers"):
        for script in SCRIPTS:
            if (corpus_folder() / part / script).exists():
                shutil.copytree(corpus_folder() / part / script, corpus / part / script)
    for top in ("manifest.json", "annotators.json"):
        shutil.copy(corpus_folder() / top, corpus / top)
    sources = json.loads((corpus_folder() / "sources.json").read_bytes())
    records = [json.loads(path.read_bytes()) for path in (corpus / "dialogues").rglob("*.json")]
    cited = {source for each in records for source in each["provenance"]["sources"]}
    sources["sources"] = [each for each in sources["sources"] if each["id"] in cited]
    (corpus / "sources.json").write_text(json.dumps(sources, ensure_ascii=False), encoding="utf-8")
    (room / "LICENSE-DATA").write_text("CC-BY-4.0\n")
    git(room, "init", "-q")
    git(room, "add", ".")
    git(room, "commit", "-qm", "Begin")
    if name in ("withdraw", "release") and "release" in COMMANDS:
        must(room, CASES["prepare"].arguments)
        git(room, "add", ".")
        git(room, "commit", "-qm", "Prepare")
    if name == "rebuild":
        must(room, CASES[name].arguments)
        for part in ("dialogues", "layers"):
            shutil.rmtree(corpus / part / SCRIPTS[0])
    return room


def git(folder: Path, *arguments: str) -> None:
    """Run git as nobody in particular."""
    who = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.com")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True)  # noqa: S603, S607


def command(arguments: Sequence[str], at: int = 0) -> list[str]:
    """Return a command of ours that kills itself before its change of that number."""
    return [sys.executable, "-c", _RUNNER, str(at), *arguments]


def run(folder: Path, arguments: Sequence[str]) -> int:
    """Run a command to its end; return its exit code."""
    done = subprocess.run(command(arguments), cwd=folder, capture_output=True, check=False)  # noqa: S603
    return done.returncode


def must(folder: Path, arguments: Sequence[str]) -> tuple[float, int, list[int]]:
    """Run a command that must succeed; return its seconds, its changes, and which are renames.

    Raises:
        RuntimeError: it fails.
    """
    begun = time.monotonic()
    done = subprocess.run(command(arguments), cwd=folder, capture_output=True, check=False)  # noqa: S603
    if done.returncode:
        raise RuntimeError((done.stdout + done.stderr).decode(errors="replace"))
    changes, *renames = json.loads(done.stderr.decode().rpartition("changes: ")[2])
    return time.monotonic() - begun, changes, renames


def killed(folder: Path, arguments: Sequence[str], *, after: float = 0, at: int = 0) -> bool:
    """Run a command that is killed after some seconds, or before a change; tell whether it was."""
    process = subprocess.Popen(  # noqa: S603 - our own command
        command(arguments, at), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    if not at:
        time.sleep(after)
        process.kill()
    return process.wait() == -signal.SIGKILL


def moments(
    seconds: float, changes: int, renames: Sequence[int], points: int, seed: int
) -> Iterator[dict[str, float]]:
    """Yield when to kill: half after some seconds, a quarter each before a change and a rename."""
    chance = random.Random(seed)  # noqa: S311 - the same each time
    for _ in range(points // 2):
        yield {"after": chance.uniform(0.02, seconds)}
    numbers = range(1, changes + 1)
    for turn in range(points - points // 2):
        yield {"at": chance.choice(renames if turn % 2 and renames else numbers)}


def check(name: str, points: int, seed: int) -> bool:
    """Kill one command at so many moments; print what it left, and tell whether all was well."""
    case = CASES[name]
    with tempfile.TemporaryDirectory(prefix="hookline-") as folder:
        before = made(name, Path(folder, "before"))
        after = Path(shutil.copytree(before, Path(folder, "after")))
        seconds, changes, renames = must(after, case.arguments)
        states: dict[str, int] = {}
        wrong = []
        kills = leftovers = 0
        for moment in moments(seconds, changes, renames, points, seed):
            room = Path(shutil.copytree(before, Path(folder, "room")))
            kills += killed(room, case.arguments, **moment)  # type: ignore[arg-type]
            found = case.look(room, before, after)
            states[found.state] = states.get(found.state, 0) + 1
            wrong += [f"{moment}: {found.wrong}"] if found.wrong else []
            if (code := run(room, case.arguments)) or content(room) != content(after):
                wrong.append(f"{moment}: the second run ends with {code} or gives something else")
            leftovers += any(
                path.is_file() and path.name.startswith(HIDDEN)
                for path in room.rglob("*")
                if ".git" not in path.parts
            )
            shutil.rmtree(room)
    print(
        f"{name}: {points} moments, {kills} killed, {seconds:.1f} s whole, "
        f"{changes} changes, {len(renames)} of them renames"
    )
    told = ", ".join(f"{state} {count}" for state, count in sorted(states.items()))
    print(f"  left: {told}; hidden files after the second run: {leftovers}; wrong: {len(wrong)}")
    for each in wrong:
        print(f"  {each}")
    return not wrong


def main() -> int:
    """Kill the commands that are asked for; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(CASES))
    parser.add_argument("--points", type=int, default=50, help="moments for each; 50")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if unknown := set(given.cases) - set(CASES):
        parser.error(f"no such case: {', '.join(sorted(unknown))}")
    there = [name for name, case in CASES.items() if case.arguments[0] in COMMANDS]
    good = [check(name, given.points, given.seed) for name in given.cases or there]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
