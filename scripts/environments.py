"""Python environments of their own for programs that open our exports; hookline is not in them."""

import subprocess
import venv
from collections.abc import Iterable
from pathlib import Path


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
