"""What a built release holds: a folder filled from a commit, and nothing of the machine in it."""

from collections.abc import Callable, Iterator
from importlib.metadata import version as installed
from pathlib import Path

import msgspec

from hookline import __version__
from hookline.building import build
from hookline.corpus import Corpus, load
from hookline.datasheet import DATASHEET
from hookline.digests import RECORD, SUMS, digests_below, sums
from hookline.errors import BadInputError
from hookline.files import in_rows, is_own, read_bytes, shown
from hookline.language import Language, Phrase
from hookline.lock import content_digest
from hookline.model import ChangelogEntry, Release
from hookline.releasing import PYARROW
from hookline.releasing.staging import in_commit, judge, on_disk, staged
from hookline.releasing.standing import (
    CHANGELOG,
    LICENCE,
    beside,
    committed_paths,
    entries_of,
    gaps,
    manifest_of,
)
from hookline.render.changelog import changelog_page
from hookline.resources import schema_folder
from hookline.revisions import Checkout, checkout_of
from hookline.rules.change import State
from hookline.splits import sizes
from hookline.surroundings import CorpusOnDisk
from hookline.taxonomy import taxonomy
from hookline.writing import write_together

Progress = Callable[[Phrase, float, int], None]
_PACKAGE = Path(__file__).resolve().parent.parent
_AROUND = 2
"""Steps beside those of `build`: judging before them, digests after."""


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is built, and how strictly.

    Attributes:
        root: the corpus.
        git: whether it is read from the commit that is checked out, and must be as that has it.
        any_pyarrow: whether another version of pyarrow may write the Parquet files.
        language: what findings are written in.
    """

    root: Path
    git: bool = True
    any_pyarrow: bool = False
    language: Language = "en"


def assembled(order: Order, folder: Path, progress: Progress | None = None) -> Release:
    """Fill a folder with a release, its ZIP aside, and return its record.

    Args:
        order: what is built.
        folder: made where it does not exist.
        progress: called with what is done next, steps done and steps in all.

    Raises:
        BadInputError: the corpus is not prepared or not committed, or pyarrow has another version.
        InvalidCorpusError: the corpus has errors or warnings.
        UnwritableFolderError: the operating system refuses.
    """
    tell = progress or (lambda _what, _done, _steps: None)
    arrow = _pyarrow(order)
    checkout = _checkout(order)
    tell(Phrase("validating"), 0, 1)
    copy = staged(_corpus_files(order, checkout), folder / "corpus")
    judge(copy, order.root, order.language)
    corpus = load(copy)
    write_together((folder / name, [data]) for name, data in _about(order, checkout))
    state = CorpusOnDisk(copy).state()
    _must_be_prepared(order, checkout, corpus, state, folder / DATASHEET)
    entries = entries_of(copy)
    page = changelog_page(manifest_of(corpus), entries).encode()
    steps = 1
    write_together([(folder / CHANGELOG, [page])])

    def told(what: Phrase, done: float, whole: int) -> None:
        nonlocal steps
        steps = whole + _AROUND
        tell(what, done + 1, steps)

    build(copy, folder / "exports", told, language=order.language)
    tell(Phrase("taking digests"), steps - 1, steps)
    release = _record(corpus, state, entries[0], arrow=arrow, checkout=checkout, folder=folder)
    write_together([(folder / RECORD, [in_rows(msgspec.to_builtins(release)).encode()])])
    write_together([(folder / SUMS, [sums(digests_below(folder))])])
    return release


def _pyarrow(order: Order) -> str:
    found = installed("pyarrow")
    if found != PYARROW and not order.any_pyarrow:
        template = (
            "releases are built with pyarrow {version}, and this is {found}, which writes other "
            "bytes: pip install 'hookline[release]', or add --any-pyarrow"
        )
        raise BadInputError(Phrase(template, {"version": PYARROW, "found": found}))
    return found


def _checkout(order: Order) -> Checkout | None:
    """Return what is built from; everything that decides the bytes must be as the commit has it."""
    if not order.git:
        return None
    checkout = checkout_of(order.root)
    if checkout is None:
        template = (
            "{path} is not committed in git: commit it first, or build without a commit by --no-git"
        )
        raise BadInputError(Phrase(template, {"path": shown(order.root)}))
    paths = [*committed_paths(order.root), schema_folder(), _PACKAGE]
    changed = checkout.changed([each for each in paths if checkout.inside(each) is not None])
    if changed:
        more = Phrase(" (and {count} more)", {"count": len(changed) - 1}) if changed[1:] else ""
        template = "{file}{more} differs from the commit: a release is built of what is committed"
        raise BadInputError(Phrase(template, {"file": changed[0], "more": more}))
    return checkout


def _corpus_files(order: Order, checkout: Checkout | None) -> Iterator[tuple[str, bytes]]:
    found = in_commit(checkout, order.root) if checkout else on_disk(order.root)
    return ((name, data) for name, data in found if is_own(name))


def _about(order: Order, checkout: Checkout | None) -> Iterator[tuple[str, bytes]]:
    """Yield what goes with a corpus: datasheet, licence, schemas."""
    for name in (DATASHEET, LICENCE):
        path = beside(order.root, name)
        data = (checkout.file(path) if checkout else read_bytes(path)) if path else None
        if data is not None:
            yield name, data
    for path in sorted(schema_folder().glob("*.json")):
        yield f"schema/{path.name}", read_bytes(path)


def _must_be_prepared(
    order: Order, checkout: Checkout | None, corpus: Corpus, state: State, datasheet: Path
) -> None:
    path = order.root / CHANGELOG
    there = read_bytes(path) if path.exists() else None
    page = checkout.file(path) if checkout else there
    gap = next(gaps(corpus, state, datasheet if datasheet.exists() else None, page), None)
    if gap is not None:
        template = "{path} is not prepared: {gap}; run hookline release prepare, and commit it"
        raise BadInputError(Phrase(template, {"path": shown(order.root), "gap": gap}))


def _record(
    corpus: Corpus,
    state: State,
    entry: ChangelogEntry,
    *,
    arrow: str,
    checkout: Checkout | None,
    folder: Path,
) -> Release:
    manifest = manifest_of(corpus)
    return Release(
        schema_reference="schema/release.schema.json",
        name=manifest.name,
        version=manifest.version,
        schema_version=manifest.schema_version,
        ruleset=__version__,
        taxonomy_version=taxonomy().version,
        date=entry.date,
        commit=checkout.commit if checkout else None,
        pyarrow=arrow,
        dialogues=entry.dialogues,
        turns=entry.turns,
        splits=sizes(corpus, corpus.splits),
        content=content_digest(state.hashes),
        files=digests_below(folder),
    )
