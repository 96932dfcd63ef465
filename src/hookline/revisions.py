"""The door to git: the corpus of a revision, written to a folder. Nothing is checked out."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from hookline.errors import NothingFoundError, UnreadableFileError
from hookline.files import MANIFEST, corpus_root
from hookline.language import Phrase, verbatim

_FILES = ("100644", "100755")


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
    blobs = dict(_blobs(f"{commit}:{tree}"))
    content = _git("cat-file", "--batch", input_="".join(f"{each}\n" for each in blobs.values()))
    at = 0
    for name in blobs:
        line = content.index(b"\n", at)
        size = int(content[at:line].rsplit(b" ", 1)[1])
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content[line + 1 : line + 1 + size])
        at = line + size + 2


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


def _blobs(tree: str) -> Iterator[tuple[str, str]]:
    """Yield path and hash of every JSON file of a tree; links and odd paths are left out."""
    for entry in _git("ls-tree", "-r", "-z", "--full-tree", tree).split(b"\0"):
        about, _, raw = entry.partition(b"\t")
        mode, _, rest = about.decode().partition(" ")
        path = PurePosixPath(os.fsdecode(raw))
        odd = path.is_absolute() or ".." in path.parts
        if mode in _FILES and path.suffix == ".json" and not odd:
            yield str(path), rest.partition(" ")[2]


def _git(*arguments: str, input_: str = "") -> bytes:
    """Run git in the working directory and return what it prints.

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
        )
    except OSError as error:
        reason = verbatim((error.strerror or str(error)).lower())
        message = Phrase("git cannot be run: {reason}", {"reason": reason})
        raise UnreadableFileError(message) from error
    return done.stdout
