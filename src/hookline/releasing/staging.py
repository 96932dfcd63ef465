"""A copy of a corpus in a folder of its own, judged as strictly as a release must be."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from hookline.errors import InvalidCorpusError
from hookline.files import files_below, is_own, read_bytes, shown, strangers_below
from hookline.findings import Report
from hookline.language import Language, Phrase
from hookline.revisions import Checkout
from hookline.validation import Progress, validate_paths
from hookline.writing import write_together

Files = Iterable[tuple[str, bytes]]
"""Path within a corpus, with slashes, and content."""


def on_disk(root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a corpus as they lie in its folder, with those that do not belong there.

    Raises:
        NothingFoundError: there is no dialogue.
        UnreadableFileError: a file cannot be read.
    """
    for path in (*files_below(root), *strangers_below(root)):
        if path.exists():
            yield path.relative_to(root).as_posix(), read_bytes(path)


def in_commit(checkout: Checkout, root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a corpus as the commit holds them."""
    return ((name, data) for name, data in checkout.files(root) if is_own(name))


def staged(files: Files, folder: Path) -> Path:
    """Write files of a corpus to a folder, and return it."""
    write_together((folder / name, [data]) for name, data in files)
    return folder


def judge(copy: Path, root: Path, language: Language, progress: Progress | None = None) -> None:
    """Judge a copy of a corpus by all rules; warnings count as errors.

    Raises:
        InvalidCorpusError: there are some; the report names the files of the corpus itself.
    """
    report = validate_paths([copy], language=language, progress=progress)
    if report.exit_code(fail_on_warning=True):
        template = "{path} has errors or warnings; a release has neither"
        raise InvalidCorpusError(Phrase(template, {"path": shown(root)}), _of(report, copy, root))


def _of(report: Report, copy: Path, root: Path) -> Report:
    """Return a report on a copy as one on the corpus that was copied."""
    before, after = str(shown(copy)), str(shown(root))

    def moved(file: str) -> str:
        return after + file.removeprefix(before) if file.startswith(before) else file

    found = (
        msgspec.structs.replace(
            each,
            location=msgspec.structs.replace(each.location, file=moved(each.location.file)),
        )
        for each in report.findings
    )
    skipped = (msgspec.structs.replace(each, file=moved(each.file)) for each in report.not_run)
    return msgspec.structs.replace(report, findings=tuple(found), not_run=tuple(skipped))
