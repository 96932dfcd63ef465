"""Writes that are whole or not at all: one file, or several that belong together."""

import os
import re
import secrets
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from hookline.errors import UnwritableFolderError
from hookline.language import Phrase, verbatim

_KEPT = 50
"""Characters of a file's name that the name of its draft begins with."""
_DRAFT = re.compile(r"\.(.+)\.[0-9a-f]{8}", re.DOTALL)
_DEVICES = Path("/dev")
_OLD = 3600
"""Seconds after which a draft is left over from a run that was killed."""


def write_atomically(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file whole or not at all: temporary file, fsync, rename.

    Raises:
        UnwritableFolderError: the operating system refuses.
    """
    write_together([(path, chunks)])


def write_together(files: Iterable[tuple[Path, Iterable[bytes]]]) -> list[Path]:
    """Write files that belong together, all or none, also when Ctrl-C comes; return their paths.

    Raises:
        UnwritableFolderError: the operating system refuses.
    """
    with Together() as together:
        for path, chunks in files:
            draft = together.open(path)
            for chunk in chunks:
                draft.stream.write(chunk)
            draft.close()
    return together.paths


class Draft:
    """A file beside its place, until those that it belongs to are whole.

    Attributes:
        path: where it is moved to; may be changed within its folder.
        stream: what it is written to.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.temporary = path.parent / f".{path.name[:_KEPT]}.{secrets.token_hex(4)}"
        self.stream = self.temporary.open("xb")

    def close(self) -> None:
        """Have the operating system keep what was written."""
        if not self.stream.closed:
            self.stream.flush()
            os.fsync(self.stream.fileno())
            self.stream.close()

    def drop(self) -> None:
        """Throw the file away."""
        self.stream.close()
        self.temporary.unlink(missing_ok=True)


class Together:
    """Files that belong together: moved to their places when the block ends, else thrown away.

    The moving is not interrupted by Ctrl-C. A kill may come between two of them: they are moved in
    the order in which they were opened, so what the others are opened by is opened last. Hidden
    files that a killed run has left of the same names are removed where they are old.

    Args:
        opened_by: the file that the others are opened by; an older one is removed before they are
            moved, so that old and new ones side by side are not opened.
    """

    def __init__(self, opened_by: Path | None = None) -> None:
        self._opened_by = opened_by
        self._drafts: list[Draft] = []
        self._stale: list[Path] = []
        self._made: list[Path] = []
        self._last = Path()

    @property
    def paths(self) -> list[Path]:
        """The paths of the files, in the order in which they were opened."""
        return [each.path for each in self._drafts]

    def open(self, path: Path) -> Draft:
        """Begin a file.

        Raises:
            UnwritableFolderError: the operating system refuses, or a folder, a device or a pipe is
                there, which a file would take the place of.
        """
        self._last = path
        _refuse_special(path)
        with _refusals(path):
            _make_folder(path.parent, self._made)
            draft = Draft(path)
        self._drafts.append(draft)
        return draft

    def drop(self, draft: Draft) -> None:
        """Leave a file out."""
        self._drafts.remove(draft)
        draft.drop()

    def replace(self, path: Path) -> None:
        """Have a file removed at the end, unless it is one of these."""
        self._stale.append(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        done = False
        try:
            if error is None:
                self._finish()
                done = True
        finally:
            for draft in self._drafts:
                draft.drop()
            for folder in reversed(self._made) if not done else ():
                with suppress(OSError):  # somebody else has put something in
                    folder.rmdir()
        if isinstance(error, OSError):
            raise _refused(self._last, error) from error

    def _finish(self) -> None:
        for draft in self._drafts:
            with _refusals(draft.path):
                draft.close()
        with uninterrupted():
            if self._opened_by:
                with _refusals(self._opened_by):
                    self._opened_by.unlink(missing_ok=True)
            for draft in self._drafts:
                with _refusals(draft.path):
                    draft.temporary.replace(draft.path)
            for path in set(self._stale) - set(self.paths):
                with _refusals(path):
                    path.unlink(missing_ok=True)
        _remove_abandoned(self.paths)


def _remove_abandoned(paths: Iterable[Path]) -> None:
    """Remove drafts of some files that no run can still be writing."""
    names: dict[Path, set[str]] = {}
    for path in paths:
        names.setdefault(path.parent, set()).add(path.name[:_KEPT])
    for folder, those in names.items():
        for entry in os.scandir(folder):
            match = _DRAFT.fullmatch(entry.name)
            with suppress(OSError):  # another run was faster
                if match and match[1] in those and time.time() - entry.stat().st_mtime > _OLD:
                    Path(entry).unlink()


@contextmanager
def room_in(folder: Path) -> Iterator[Path]:
    """Give a hidden folder within a folder, in which something is made whole; it goes at the end.

    Raises:
        UnwritableFolderError: the operating system refuses.
    """
    made: list[Path] = []
    with _refusals(folder):
        _make_folder(folder, made)
        room = Path(tempfile.mkdtemp(dir=folder, prefix=".hookline-"))
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)
        for each in reversed(made):
            with suppress(OSError):  # what was made lies in it
                each.rmdir()


def moved_in(paths: Iterable[Path], folder: Path) -> None:
    """Move files and folders into a folder of the same disk, also when Ctrl-C comes.

    Raises:
        UnwritableFolderError: the operating system refuses.
    """
    with uninterrupted():
        for path in paths:
            with _refusals(folder / path.name):
                path.rename(folder / path.name)


def _refuse_special(path: Path) -> None:
    if path.is_dir():
        reason = Phrase("is a directory")
    elif path.parent.resolve() == _DEVICES or (path.exists() and not path.is_file()):
        reason = Phrase("it is no file but a device or a pipe")
    else:
        return
    raise UnwritableFolderError(
        Phrase("cannot write {path}: {reason}", {"path": path, "reason": reason})
    )


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
        raise _refused(path, error) from error


def _refused(path: Path, error: OSError) -> UnwritableFolderError:
    reason = verbatim((error.strerror or str(error)).lower())
    values = {"path": path, "reason": reason}
    return UnwritableFolderError(Phrase("cannot write {path}: {reason}", values))


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
