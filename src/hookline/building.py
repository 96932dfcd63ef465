"""`build`: validate, then write every export."""

from collections.abc import Callable
from pathlib import Path

from hookline.errors import InvalidCorpusError
from hookline.exports import FORMATS, SUFFIXES, exporter
from hookline.language import Language, Phrase
from hookline.streams import stream
from hookline.validation import validate

Progress = Callable[[Phrase, float, int], None]


def build(
    root: Path, out: Path, progress: Progress | None = None, *, language: Language = "en"
) -> list[Path]:
    """Validate a corpus and write every export of it.

    Args:
        root: the corpus.
        out: a folder; it is made where it does not exist.
        progress: called with what is done next, steps done and steps in all.
        language: what the findings are written in that an error carries.

    Returns:
        The paths written.

    Raises:
        InvalidCorpusError: the corpus has errors; nothing is written.
        UnwritableFolderError: the operating system refuses.
    """
    steps = len(FORMATS) + 1
    tell = progress or (lambda _what, _done, _steps: None)
    tell(Phrase("validating"), 0, steps)
    report = validate(root, language=language)
    if not report.ok or report.unreadable:
        message = Phrase("{path} has errors; nothing was built", {"path": root})
        raise InvalidCorpusError(message, report)
    written = []
    for done, name in enumerate(FORMATS, start=1):
        said = Phrase("writing {name}", {"name": name})
        tell(said, done, steps)

        def share(read: int, whole: int | None, done: int = done, said: Phrase = said) -> None:
            tell(said, done + (read / whole if whole else 0), steps)

        suffix = SUFFIXES.get(name)
        target = out / f"hookline{suffix}" if suffix else out / name
        written += exporter(name)(stream(root, language=language, progress=share), target)
    tell(Phrase("done"), steps, steps)
    return written
