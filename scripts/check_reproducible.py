"""Is a release the same bytes wherever it is built? Builds it under several environments.

python scripts/check_reproducible.py [--python PATH ...] [--corpus DIR]

The corpus is prepared and committed in a folder of its own, and built from clones of that: by this
Python under other time zones, hash seeds, locales, umasks, working directories and paths, and by
every Python of `--python`, which must have hookline's dependencies. Prints a line a build; exit
code 1 where ZIPs differ that the same version of pyarrow wrote, or where any content differs.
Not part of the quick tests.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
CODE = ("src", "schema")
ABOUT = ("DATASHEET.md", "LICENSE-DATA", ".gitignore")
DAY = "2026-01-15"
VERSIONS = (
    "import json, platform, sqlite3, zlib\n"
    "from importlib.metadata import version\n"
    "print(json.dumps({'Python': platform.python_version(), 'SQLite': sqlite3.sqlite_version, "
    "'zlib': zlib.ZLIB_RUNTIME_VERSION, **{each: version(each) for each in "
    "('pyarrow', 'msgspec', 'pandas', 'PyYAML')}}))\n"
)


class Place(NamedTuple):
    """Where and how a release is built.

    Attributes:
        folder: of the clone, below the working folder of the run.
        umask: of the process; -1 for that of this one.
        elsewhere: whether it is built from outside the clone.
    """

    name: str
    folder: str
    environment: Mapping[str, str] = {}
    umask: int = -1
    elsewhere: bool = False


PLACES = (
    Place("as it is", "a"),
    Place("time zone, hash seed 1, C", "b", {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1",
          "LC_ALL": "C", "PYTHONUTF8": "0"}),
    Place("hash seed 2, zh_CN, umask 077", "c/语料 库", {"TZ": "America/Adak",
          "PYTHONHASHSEED": "2", "LC_ALL": "zh_CN.UTF-8"}, 0o077),
    Place("from elsewhere, umask 002", "d/" + "deep/" * 12 + "d", {"HOME": "/nonexistent",
          "COLUMNS": "30", "PYTHONHASHSEED": "3"}, 0o002, elsewhere=True),
)  # fmt: skip


def run(command: Sequence[str | Path], folder: Path, **options: Any) -> str:  # noqa: ANN401
    """Run a command in a folder and return what it prints; what it complains of is shown."""
    done = subprocess.run(  # noqa: S603 - our own commands
        [str(each) for each in command],
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        check=True,
        **options,
    )
    return str(done.stdout)


def git(folder: Path, *arguments: str | Path) -> str:
    """Run git as somebody who is always the same, on the same day."""
    who = {"NAME": "A", "EMAIL": "a@example.com", "DATE": f"{DAY}T00:00:00Z"}
    environment = {f"GIT_{role}_{key}": each for role in ("AUTHOR", "COMMITTER")
                   for key, each in who.items()}  # fmt: skip
    return run(["git", *arguments], folder, env={**os.environ, **environment})


def committed(corpus: Path, folder: Path) -> Path:
    """Prepare a copy of a corpus in a repository of its own, and return that."""
    folder.mkdir()
    for name in CODE:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for name in ABOUT:
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(corpus, folder / "corpus")
    git(folder, "init", "-q")
    for message in ("The corpus", "The release"):
        if message == "The release":
            options = {**os.environ, "PYTHONPATH": str(folder / "src")}
            command = [sys.executable, "-m", "hookline", "release", "prepare", "--date", DAY]
            run(command, folder, env=options)
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "--allow-empty", "-m", message)
    return folder


def build(python: str, place: Place, repository: Path, work: Path) -> tuple[dict[str, str], Path]:
    """Build the release in a clone; return the versions of what built it, and its folder."""
    clone = work / place.folder
    clone.parent.mkdir(parents=True, exist_ok=True)
    git(work, "clone", "-q", repository, clone)
    environment = {**os.environ, **place.environment, "PYTHONPATH": str(clone / "src")}
    out = work / "elsewhere" if place.elsewhere else clone / "dist"
    there = clone.parent if place.elsewhere else clone
    command: list[str | Path] = [python, "-m", "hookline", "release", "build", "--any-pyarrow"]
    command += ["--out", out]
    if place.elsewhere:
        command += ["--corpus", clone / "corpus"]
    run(command, there, env=environment, umask=place.umask)
    versions: dict[str, str] = json.loads(run([python, "-c", VERSIONS], work, env=environment))
    (folder,) = (each for each in out.iterdir() if each.is_dir())
    return versions, folder


def files_of(folder: Path) -> dict[str, str]:
    """Return the digests that a release lists of its files."""
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    return {line[66:]: line[:64] for line in lines}


def main(arguments: Sequence[str]) -> int:
    """Build everywhere and compare; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--python", action="append", default=[], metavar="PATH")
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus")
    options = parser.parse_args(arguments)
    builds = [(sys.executable, place) for place in PLACES]
    for number, python in enumerate(options.python):
        builds.append((python, Place("other Python", f"other-{number}")))
    first: dict[str, tuple[str, dict[str, str]]] = {}
    contents = set()
    code = 0
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder).resolve()
        repository = committed(options.corpus, work / "repository")
        for python, place in builds:
            versions, release = build(python, place, repository, work)
            archive = release.with_name(f"{release.name}.zip")
            sha256 = hashlib.sha256(archive.read_bytes()).hexdigest()
            content = json.loads((release / "release.json").read_text(encoding="utf-8"))["content"]
            contents.add(content)
            files = files_of(release)
            known, sums = first.setdefault(versions["pyarrow"], (sha256, files))
            code |= known != sha256
            told = ", ".join(f"{name} {each}" for name, each in versions.items())
            print(f"{place.name} ({told})", flush=True)
            print(f"  ZIP {sha256}, {archive.stat().st_size:,} bytes, {len(files)} files")
            print(f"  content {content}")
            differing = sorted(each for each in files if files[each] != sums.get(each))
            print("".join(f"  differs: {each}\n" for each in differing), end="")
            others = [each for each in first if each != versions["pyarrow"]]
            for other in others[:1] if known == sha256 and len(first) > 1 else ():
                count = sum(files[each] != first[other][1].get(each) for each in files)
                kinds = {Path(each).suffix for each in files
                         if files[each] != first[other][1].get(each)}  # fmt: skip
                print(f"  beside pyarrow {other}: {count} files differ ({' '.join(sorted(kinds))})")
    code |= len(contents) > 1
    print("differs" if code else "the same")
    return int(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
