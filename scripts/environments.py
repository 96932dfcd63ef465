"""Python environments of their own for programs that open our exports; hookline is not in them."""

import argparse
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterable
from pathlib import Path

import hookline
from hookline.corpus import Corpus


def python_of(home: Path, installs: Iterable[tuple[str, ...]]) -> Path:
    """Return the interpreter of an environment, which is made where there is none.

    Args:
        home: the environment's folder.
        installs: what pip is given, one call after the other.

    Raises:
        subprocess.CalledProcessError: pip cannot install something.
    """
    python = home / "bin" / "python"
    done = home / "complete"
    if not done.exists():
        venv.create(home, with_pip=True, clear=True)
        for packages in installs:
            command: list[str | Path] = [python, "-m", "pip", "install", "--quiet", *packages]
            subprocess.run(command, check=True)  # noqa: S603 - a fixed list
        done.touch()
    return python


def checked(
    about: str, what: str, known: Iterable[str], check: Callable[[str, Path, Corpus], bool]
) -> int:
    """Run the checks that the command line asks for; return the exit code.

    Args:
        about: what the command does, in a line.
        what: what is named on the command line.
        known: the names that there are.
        check: takes a name, where environments are kept, and the corpus.
    """
    names = tuple(known)
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("names", nargs="*", metavar=what.upper(), help=", ".join(names))
    parser.add_argument("--environments", type=Path, help="where environments are kept")
    parser.add_argument("--corpus", type=Path, help="the corpus; by default the bundled one")
    given = parser.parse_args()
    if unknown := set(given.names) - set(names):
        parser.error(f"no such {what}: {', '.join(sorted(unknown))}")
    corpus = hookline.load(given.corpus)
    with tempfile.TemporaryDirectory() as folder:
        environments = given.environments or Path(folder)
        try:
            good = [check(name, environments, corpus) for name in given.names or names]
        except subprocess.CalledProcessError as error:
            print(f"the environment cannot be made: {error}", file=sys.stderr)
            return 3
    return 0 if all(good) else 1
