"""The schemas and pages of a release against those that this hookline and the corpus give."""

from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from hookline.about import about_corpus
from hookline.corpus import Corpus
from hookline.datasheet import DATASHEET, numbers, renewed
from hookline.errors import HooklineError
from hookline.files import read_bytes
from hookline.language import Phrase
from hookline.releasing.standing import CHANGELOG, CHANGELOG_DATA, LICENCE, beside, entries_of
from hookline.render.changelog import changelog_page
from hookline.resources import corpus_folder, schema_folder
from hookline.verification import Fault


def page_faults(folder: Path, corpus: Corpus, files: Mapping[str, Path]) -> Iterator[Fault]:
    """Yield where schemas and pages are not what this version of hookline writes for the corpus.

    The data licence is compared where the corpus is of the name of the bundled one.

    Args:
        folder: the release.
        corpus: that of the release.
        files: those of the release, by path.
    """
    for path in sorted(schema_folder().glob("*.json")):
        problem = Phrase("is not the schema of this hookline")
        yield from _compared(files, f"schema/{path.name}", read_bytes(path), problem)
    yield from _changelog_faults(folder, corpus, files)
    if DATASHEET in files:
        text = read_bytes(files[DATASHEET]).decode(errors="surrogateescape")
        try:
            same = renewed(text, numbers(corpus)) == text
        except HooklineError as error:  # a layer cannot be read
            yield Fault("pages", DATASHEET, error.sentence)
        else:
            if not same:
                problem = Phrase("its numbers are not those of the corpus")
                yield Fault("pages", DATASHEET, problem)
    if (licence := _licence(corpus)) is not None:
        problem = Phrase("is not the data licence of this hookline")
        yield from _compared(files, LICENCE, licence, problem)


def _changelog_faults(folder: Path, corpus: Corpus, files: Mapping[str, Path]) -> Iterator[Fault]:
    try:
        entries = entries_of(folder / "corpus")
    except HooklineError:
        entries = ()
    if corpus.manifest is None or not entries or entries[0].version != corpus.manifest.version:
        problem = Phrase("does not tell of the version of the corpus")
        yield Fault("pages", f"corpus/{CHANGELOG_DATA}", problem)
        return
    page = changelog_page(corpus.manifest, entries).encode()
    problem = Phrase("is not what corpus/changelog.json gives")
    yield from _compared(files, CHANGELOG, page, problem)
    if f"corpus/{CHANGELOG}" in files:
        yield from _compared(files, f"corpus/{CHANGELOG}", page, problem)


def _compared(
    files: Mapping[str, Path], name: str, expected: bytes, problem: Phrase
) -> Iterator[Fault]:
    if name not in files:
        yield Fault("pages", name, Phrase("is missing"))
    elif read_bytes(files[name]) != expected:
        yield Fault("pages", name, problem)


def _licence(corpus: Corpus) -> bytes | None:
    """Return the data licence that is known of a corpus: of the bundled one alone, if it is there.

    In a checkout it is that of the repository, in an installed wheel that beside its metadata.
    """
    try:
        bundled = about_corpus(corpus_folder()).manifest
    except HooklineError:
        return None
    if bundled is None or corpus.manifest is None or bundled.name != corpus.manifest.name:
        return None
    if path := beside(corpus_folder(), LICENCE):
        return read_bytes(path)
    try:
        text = distribution("hookline").read_text(f"licenses/{LICENCE}")
    except PackageNotFoundError:
        return None
    return text.encode() if text is not None else None
