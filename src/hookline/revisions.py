"""The door to git: what a revision holds, and what differs from it. Nothing is checked out."""

import os
import subprocess
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path, PurePosixPath

import msgspec

from hookline.errors import NothingFoundError, UnreadableFileError
from hookline.files import MANIFEST, corpus_root
from hookline.language import Phrase, verbatim

_FILES = ("100644", "100755")
_AT_ONCE = 500
"""Files that are taken out of git in one go."""


class Checkout(msgspec.Struct, frozen=True):
    """A working folder of git.

    Attributes:
        top: its uppermost folder.
        commit: what is checked out, in hexadecimal.
    """

    top: Path
    commit: str

    def inside(self, path: Path) -> str | None:
        """Return a path within it, with slashes; None of one that lies elsewhere."""
        real = path.resolve()
        return real.relative_to(self.top).as_posix() if real.is_relative_to(self.top) else None

    def changed(self, paths: Iterable[Path]) -> tuple[str, ...]:
        """Return the files at or below some paths that differ from the commit, with slashes."""
        inside = [f":(top,literal){each}" for path in paths if (each := self.inside(path))]
        found = _git(
            "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", *inside,
            at=self.top,
        )  # fmt: skip
        return tuple(os.fsdecode(each[3:]) for each in found.split(b"\0") if each)

    def file(self, path: Path) -> bytes | None:
        """Return what the commit holds at a path; None where it has no file there."""
        place = f"{self.commit}:{self.inside(path)}"
        try:
            return _git("cat-file", "blob", place, at=self.top)
        except subprocess.CalledProcessError:
            return None

    def files(self, folder: Path) -> Iterator[tuple[str, bytes]]:
        """Yield the JSON files below a folder in the commit: path within it, and content."""
        inside = self.inside(folder)
        tree = f"{self.commit}:{'' if inside in (None, '.') else inside}"
        yield from _contents(dict(_blobs(tree, self.top)), self.top)


def checkout_of(folder: Path) -> Checkout | None:
    """Return the working folder of git that a folder belongs to; None where the commit lacks it.

    Raises:
        UnreadableFileError: there is no git.
    """
    try:
        top = _git("rev-parse", "--show-toplevel", at=folder).removesuffix(b"\n")
        commit = _git("rev-parse", "--verify", "--quiet", "HEAD^{commit}", at=folder)
    except subprocess.CalledProcessError:
        return None
    found = Checkout(Path(os.fsdecode(top)).resolve(), commit.decode().strip())
    return found if found.file(folder / MANIFEST) is not None else None


def is_revision(name: str) -> bool:
    """Tell whether a name is a revision of the repository of the working directory."""
    try:
        _commit(name)
    except UnreadableFileError:
        return False
    return True


def corpus_at(revision: str, folder: Path) -> None:
    """Write the JSON files of the corpus of a revision into a folder.

    The corpus is that of the working directory; where the revision has it elsewhere, the one in
    `corpus/` or at the top.

    Raises:
        UnreadableFileError: there is no git, repository or revision.
        NothingFoundError: the revision has no corpus.
    """
    commit = _commit(revision)
    tree = next((each for each in _places() if _has(f"{commit}:{each}{MANIFEST}")), None)
    if tree is None:
        message = Phrase("there is no corpus in the revision {revision}", {"revision": revision})
        raise NothingFoundError(message)
    for name, content in _contents(dict(_blobs(f"{commit}:{tree}"))):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _commit(revision: str) -> str:
    if not revision or revision.startswith("-") or "\0" in revision:  # an option of git
        raise UnreadableFileError(_unknown(revision))
    try:
        found = _git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    except subprocess.CalledProcessError as error:
        raise UnreadableFileError(_unknown(revision)) from error
    return found.decode().strip()


def _unknown(revision: str) -> Phrase:
    return Phrase("git knows no revision {revision} here", {"revision": revision[:200]})


def _places() -> Iterator[str]:
    """Yield where a corpus may lie in a repository, with a slash at the end."""
    top = Path(os.fsdecode(_git("rev-parse", "--show-toplevel").removesuffix(b"\n"))).resolve()
    root = corpus_root(Path.cwd())
    if root and root.is_relative_to(top) and root != top:
        yield f"{root.relative_to(top).as_posix()}/"
    yield from ("corpus/", "")


def _has(place: str) -> bool:
    try:
        _git("cat-file", "-e", place)
    except subprocess.CalledProcessError:
        return False
    return True


def _contents(blobs: dict[str, str], at: Path | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of blobs that are given by path."""
    left = iter(blobs.items())
    while some := dict(islice(left, _AT_ONCE)):
        asked = "".join(f"{each}\n" for each in some.values())
        content = _git("cat-file", "--batch", input_=asked, at=at)
        start = 0
        for name in some:
            line = content.index(b"\n", start)
            size = int(content[start:line].rsplit(b" ", 1)[1])
            yield name, content[line + 1 : line + 1 + size]
            start = line + size + 2


def _blobs(tree: str, at: Path | None = None) -> Iterator[tuple[str, str]]:
    """Yield path and hash of every JSON file of a tree; links and odd paths are left out."""
    for entry in _git("ls-tree", "-r", "-z", "--full-tree", tree, at=at).split(b"\0"):
        about, _, raw = entry.partition(b"\t")
        mode, _, rest = about.decode().partition(" ")
        path = PurePosixPath(os.fsdecode(raw))
        odd = path.is_absolute() or ".." in path.parts
        if mode in _FILES and path.suffix == ".json" and not odd:
            yield str(path), rest.partition(" ")[2]


def _git(*arguments: str, input_: str = "", at: Path | None = None) -> bytes:
    """Run git in a folder, else in the working directory, and return what it prints.

    Raises:
        UnreadableFileError: there is no git.
        subprocess.CalledProcessError: git refuses.
    """
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and no argument begins with a dash of others
            ["git", *arguments],  # noqa: S607 - the git of the people who call us
            input=input_.encode(),
            capture_output=True,
            check=True,
            cwd=at,
        )
    except OSError as error:
        reason = verbatim((error.strerror or str(error)).lower())
        message = Phrase("git cannot be run: {reason}", {"reason": reason})
        raise UnreadableFileError(message) from error
    return done.stdout
