"""Writes that are whole or not at all: one file, or several that belong together."""

import os
import secrets
import signal
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hookline.errors import UnwritableFolderError
from hookline.language import Phrase, verbatim


def write_atomically(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file whole or not at all: temporary file, fsync, rename.

    Raises:
        UnwritableFolderError: the operating system refuses.
    """
    write_together([(path, chunks)])


def write_together(files: Iterable[tuple[Path, Iterable[bytes]]]) -> list[Path]:
    """Write files that belong together, all or none, also when Ctrl-C comes; return their paths.

    Every file is written beside its place first; the renaming at the end is not interrupted.

    Raises:
        UnwritableFolderError: the operating system refuses.
    """
    ready: list[tuple[Path, Path]] = []
    made: list[Path] = []
    done = False
    try:
        for path, chunks in files:
            with _refusals(path):
                _make_folder(path.parent, made)
                temporary = path.parent / f".{path.name[:50]}.{secrets.token_hex(4)}"
                ready.append((temporary, path))
                _write(temporary, chunks)
        with uninterrupted():
            for temporary, path in ready:
                with _refusals(path):
                    temporary.replace(path)
            done = True
    finally:
        for temporary, _ in ready:
            temporary.unlink(missing_ok=True)
        for folder in reversed(made) if not done else ():
            with suppress(OSError):  # somebody else has put something in
                folder.rmdir()
    return [path for _, path in ready]


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    with path.open("xb") as stream:
        for chunk in chunks:
            stream.write(chunk)
        stream.flush()
        os.fsync(stream.fileno())


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Make a folder with those above it, and note each that was not there."""
    for each in (*reversed(folder.parents), folder):
        if not each.exists():
            made.append(each)
            each.mkdir(exist_ok=True)
    folder.mkdir(exist_ok=True)  # says what is wrong where a file stands in its place


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = verbatim((error.strerror or str(error)).lower())
        message = Phrase("cannot write {path}: {reason}", {"path": path, "reason": reason})
        raise UnwritableFolderError(message) from error


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Keep Ctrl-C waiting until the block is done."""
    before = signal.getsignal(signal.SIGINT)
    ours = threading.current_thread() is threading.main_thread()
    if not ours or before in (signal.SIG_IGN, None):
        yield
        return
    pressed: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _frame: pressed.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if pressed:
        raise KeyboardInterrupt
