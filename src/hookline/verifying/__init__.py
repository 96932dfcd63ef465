"""`verify`: a built release, from its packing to what the programs of its readers see in it."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from hookline.corpus import Corpus
from hookline.digests import digest_of
from hookline.exports import FORMATS
from hookline.language import Phrase
from hookline.model import Release
from hookline.verification import Fault, NotChecked, Opened, Verdict
from hookline.verifying.archive import files_in, opened
from hookline.verifying.belonging import of_this_version, strange_faults
from hookline.verifying.contents import content_faults, corpus_in
from hookline.verifying.listing import release_faults, release_in, sums_faults
from hookline.verifying.opening import opened_all
from hookline.verifying.pages import page_faults
from hookline.verifying.rebuilding import rebuilt_faults

Progress = Callable[[Phrase, int, int], None]
_READING = 5
"""Steps that reading every file counts for."""

__all__ = ["Fault", "NotChecked", "Opened", "Verdict", "verify"]


def verify(path: Path, progress: Progress | None = None, *, programs: bool = True) -> Verdict:
    """Check a release: nothing of it is changed.

    Args:
        path: its folder, or its ZIP.
        progress: called with what is done next, steps done and steps in all.
        programs: whether to open each export with the programs that it is for.

    Returns:
        A `Verdict`; a damaged release never raises.

    Raises:
        UnreadableFileError: the path is missing or cannot be opened.
        NothingFoundError: it is no release.
    """
    with opened(path) as (folder, faults), tempfile.TemporaryDirectory(prefix="hookline-") as room:
        run = _Run(Path(room), progress or (lambda _what, _done, _steps: None))
        run.found += faults
        if folder is not None:
            run.check(folder, programs=programs)
        return run.verdict()


class _Run:
    """One verification: collects what is found while it goes from step to step."""

    steps = _READING + 2 + 2 * len(FORMATS)

    def __init__(self, room: Path, progress: Progress) -> None:
        self.room = room
        self.progress = progress
        self.done = 0
        self.found: list[Fault | NotChecked | Opened] = []
        self.release: Release | None = None
        self.files = self.bytes = 0
        self.compared = False

    def check(self, folder: Path, *, programs: bool) -> None:
        """Look at everything; what depends on something broken is said not to be checked."""
        files, strange = files_in(folder)
        self.found += strange
        self.files, self.bytes = len(files), sum(each.stat().st_size for each in files.values())
        self._digests(files)
        self._tell(Phrase("reading the corpus"))
        corpus, faults = corpus_in(folder)
        self.found += faults
        if corpus is None:
            why = Phrase("the corpus cannot be loaded")
            self.found.append(NotChecked(Phrase("lock, counts and content"), why))
            self.done += 1 + len(FORMATS)
        else:
            self.found += content_faults(folder, corpus, files, self.release)
            self.compared = self.release is not None and of_this_version(self.release)
            self._tell(Phrase("comparing schemas and pages"))
            if self.compared:
                self.found += page_faults(folder, corpus, files)
            self.found += rebuilt_faults(corpus, files, self.release, self.room, self._writing)
        if programs and strange:
            why = Phrase("there are links or other files that are not regular")
            self.found.append(NotChecked(Phrase("opening the exports"), why))
        elif programs:
            expected = self._expected(corpus)
            self.found += opened_all(folder, self.room, expected, self._opening)

    def verdict(self) -> Verdict:
        """Return what was found, faults in the order of the checks."""
        return Verdict(
            name=self.release.name if self.release else None,
            version=self.release.version if self.release else None,
            files=self.files,
            bytes=self.bytes,
            compared=self.compared,
            faults=tuple(each for each in self.found if isinstance(each, Fault)),
            opened=tuple(each for each in self.found if isinstance(each, Opened)),
            not_checked=tuple(each for each in self.found if isinstance(each, NotChecked)),
        )

    def _digests(self, files: Mapping[str, Path]) -> None:
        read = 0

        def tell(more: int) -> None:
            nonlocal read
            read += more
            done = _READING * read // (self.bytes or 1)
            self.progress(Phrase("reading every file"), done, self.steps)

        found = {name: digest_of(path, tell) for name, path in files.items()}
        self.done = _READING
        self.found += sums_faults(files, found)
        self.release, faults = release_in(files)
        self.found += faults
        if self.release is not None:
            self.found += release_faults(self.release, found)
        self.found += strange_faults(files, self.release)

    def _expected(self, corpus: Corpus | None) -> dict[str, int]:
        if corpus is None:
            told = self.release
            return {"dialogues": told.dialogues, "turns": told.turns} if told else {}
        parts = {f"part {part}": len(some) for part, some in corpus.divided().items()}
        turns = sum(len(each.turns) for each in corpus)
        return {"dialogues": len(corpus), "turns": turns, **parts}

    def _writing(self, name: str) -> None:
        self._tell(Phrase("writing {name} to compare", {"name": name}))

    def _opening(self, name: str) -> None:
        self._tell(Phrase("opening {name}", {"name": name}))

    def _tell(self, what: Phrase) -> None:
        self.progress(what, self.done, self.steps)
        self.done += 1
