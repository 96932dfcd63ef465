"""Where a corpus stands: what was released last, what has changed since, what the next step is."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from hookline import __version__
from hookline.corpus import Corpus, load
from hookline.datasheet import DATASHEET, numbers, renewed
from hookline.errors import BadInputError, UnreadableFileError
from hookline.files import read_bytes
from hookline.language import Phrase
from hookline.model import ChangelogEntry, Lock, Manifest
from hookline.render.changelog import changelog_page
from hookline.revisions import Checkout, checkout_of
from hookline.rules.change import Reason, State, least_version, reasons
from hookline.rules.file import parse
from hookline.shape import is_valid
from hookline.surroundings import CorpusOnDisk

CHANGELOG = "CHANGELOG.md"
CHANGELOG_DATA = "changelog.json"
LICENCE = "LICENSE-DATA"
_STALE = "{file} is out of date"
_NOTHING = Lock(version="0.0.0", ruleset="", splits={}, dialogues={})


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Where a corpus stands.

    Attributes:
        manifest: of the corpus as it is.
        now: what it holds.
        base: what is compared with: the lock of the commit, outside git that of the folder.
        reasons: why the version must rise, the weightiest first.
        least: the least version that it may have; None where nothing of a release has changed.
        gaps: what is not prepared yet; empty where the corpus is ready to be built.
        uncommitted: files, from the top of the checkout, that differ from the commit; None outside
            git.
    """

    manifest: Manifest
    now: State
    base: Lock | None
    reasons: tuple[Reason, ...]
    least: str | None
    gaps: tuple[Phrase, ...]
    uncommitted: tuple[str, ...] | None

    @property
    def released(self) -> str | None:
        """The version of the last release; None before the first."""
        return self.base.version if self.base else None

    @property
    def only_pages(self) -> bool:
        """Whether the last release is what is there, and only pages about it are out of date."""
        same = self.least is None and self.released == self.manifest.version
        return bool(self.gaps) and same and all(each.template == _STALE for each in self.gaps)


def standing(root: Path) -> Standing:
    """Tell where a corpus stands.

    Raises:
        InvalidCorpusError: it cannot be read as one.
        UnreadableFileError: a file of it cannot be opened.
    """
    corpus = load(root)
    manifest = manifest_of(corpus)
    checkout = checkout_of(root)
    now = CorpusOnDisk(root).state()
    base = msgspec.structs.replace(now, lock=released_lock(root, checkout))
    page = read_bytes(root / CHANGELOG) if (root / CHANGELOG).exists() else None
    return Standing(
        manifest=manifest,
        now=now,
        base=base.lock,
        reasons=tuple(reasons(since(base), now)),
        least=least_version(base, now),
        gaps=tuple(gaps(corpus, now, beside(root, DATASHEET), page)),
        uncommitted=checkout.changed(committed_paths(root)) if checkout else None,
    )


def manifest_of(corpus: Corpus) -> Manifest:
    """Return the manifest of a corpus.

    Raises:
        UnreadableFileError: it has none.
    """
    if corpus.manifest is None:
        raise UnreadableFileError(Phrase("there is no corpus in {path}", {"path": corpus.root}))
    return corpus.manifest


def since(base: State) -> State:
    """Return what changes are counted from: before the first release there was nothing."""
    return base if base.lock else msgspec.structs.replace(base, lock=_NOTHING)


def released_lock(root: Path, checkout: Checkout | None) -> Lock | None:
    """Return the lock of the last release: the commit's, so that a preparation can be redone."""
    if checkout is None:
        return CorpusOnDisk(root).lock
    data = checkout.file(root / "lock.json")
    parsed = parse(data) if data is not None else None
    if parsed is None or not parsed.readable or not is_valid(parsed.value, "lock"):
        return None
    return msgspec.convert(parsed.value, Lock)


def entries_of(root: Path) -> tuple[ChangelogEntry, ...]:
    """Return the changelog of a corpus, the newest release first; empty where there is none.

    Raises:
        BadInputError: it has not the schema's shape.
    """
    path = root / CHANGELOG_DATA
    if not path.exists():
        return ()
    parsed = parse(read_bytes(path))
    if not parsed.readable or not is_valid(parsed.value, "changelog"):
        message = Phrase("{path} is no changelog; hookline validate says why", {"path": path})
        raise BadInputError(message)
    return msgspec.convert(parsed.value["changelog"], tuple[ChangelogEntry, ...])


def beside(root: Path, name: str) -> Path | None:
    """Return a file that is about a corpus: in its folder, or beside one that is called corpus."""
    places = (root, root.parent) if root.name == "corpus" else (root,)
    return next((place / name for place in places if (place / name).is_file()), None)


def committed_paths(root: Path) -> list[Path]:
    """Return what is committed together: the corpus, and what is about it."""
    about = (beside(root, name) for name in (DATASHEET, LICENCE))
    return [root, *(path for path in about if path and not path.is_relative_to(root))]


def gaps(
    corpus: Corpus, now: State, datasheet: Path | None, changelog: bytes | None
) -> Iterator[Phrase]:
    """Yield what keeps a corpus from being built: where lock, changelog and datasheet disagree.

    Args:
        corpus: the corpus.
        now: what it holds.
        datasheet: where it lies, if there is one.
        changelog: the page of it, if there is one.
    """
    manifest, lock, root = manifest_of(corpus), now.lock, corpus.root
    if lock is None or root is None:
        yield Phrase("it has no lock.json")
        return
    versions = {"version": manifest.version, "locked": lock.version}
    if lock.version != manifest.version:
        yield Phrase("its version is {version}, but lock.json is of {locked}", versions)
    if lock.ruleset != __version__:
        values = {"ruleset": lock.ruleset, "version": __version__}
        yield Phrase("lock.json was written by hookline {ruleset}, and this is {version}", values)
    if count := sum(_differs(each, now, lock) for each in {*lock.dialogues, *now.hashes}):
        yield Phrase("{count} dialogues are not as lock.json says", {"count": count})
    if lock.splits != {name: dict(split.scripts) for name, split in now.splits.items()}:
        yield Phrase("the splits are not as lock.json says")
    entries = entries_of(root)
    if not entries or entries[0].version != manifest.version:
        yield Phrase("changelog.json does not begin with {version}", versions)
    if changelog != changelog_page(manifest, entries).encode():
        yield Phrase(_STALE, {"file": CHANGELOG})
    text = read_bytes(datasheet).decode(errors="replace") if datasheet else ""
    if text and renewed(text, numbers(corpus)) != text:
        yield Phrase(_STALE, {"file": DATASHEET})


def _differs(dialogue_id: str, now: State, lock: Lock) -> bool:
    locked, found = lock.dialogues.get(dialogue_id), now.hashes.get(dialogue_id)
    if locked is None or found is None:
        return True
    return (locked.text, locked.labels, locked.meta) != (found.text, found.labels, found.meta)
