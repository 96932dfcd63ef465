"""The first step of a release: version, lock, changelog and datasheet, to be committed."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from hookline import __version__
from hookline.corpus import Corpus, load
from hookline.datasheet import DATASHEET, numbers, renewed
from hookline.errors import BadInputError
from hookline.files import MANIFEST, read_bytes
from hookline.language import Language, Phrase
from hookline.lock import Hashes
from hookline.model import (
    ChangelogEntry,
    ChangelogGone,
    ChangelogNote,
    ChangelogReason,
    Lock,
    Locked,
    Manifest,
)
from hookline.releasing.forms import changelog_file, lock_file, with_version
from hookline.releasing.staging import judge, on_disk, staged
from hookline.releasing.standing import (
    CHANGELOG,
    CHANGELOG_DATA,
    LICENCE,
    Standing,
    beside,
    entries_of,
    since,
)
from hookline.render.changelog import changelog_page
from hookline.rules.change import gone, parts_changed, reasons
from hookline.stats import stats
from hookline.surroundings import CorpusOnDisk
from hookline.validation import Progress
from hookline.versions import newer, order
from hookline.writing import write_together


class Preparation(msgspec.Struct, frozen=True, kw_only=True):
    """What a preparation writes.

    Attributes:
        entry: what the changelog tells of the release.
        files: content by path, of those alone that change; the lock comes last, so that where
            the writing stops, the next preparation begins from the same release.
    """

    manifest: Manifest
    entry: ChangelogEntry
    files: dict[Path, bytes]


def version_of(stand: Standing, asked: str | None) -> str:
    """Return the version that a release gets.

    Args:
        stand: where the corpus stands.
        asked: a version that somebody wants; else the least that will do, or the manifest's where
            that is more.

    Raises:
        BadInputError: it is less than what has changed needs, or nothing has changed.
    """
    found, released = stand.manifest.version, stand.released
    if released is None:
        return asked or found
    if stand.only_pages and asked in (None, released):
        return released
    if stand.least is None and asked is None:
        template = (
            "no dialogue and no split has changed since {released}: there is nothing to release; "
            "to release what else has changed, name a later version with --version"
        )
        raise BadInputError(Phrase(template, {"released": released}))
    if asked is None:
        least = stand.least or found
        return found if order(found) > order(least) else least
    least = stand.least or released
    if order(asked) < order(least) or not newer(asked, released):
        values = {"asked": asked, "released": released, "least": least}
        if stand.least is None:
            template = "{asked} is not later than {released}, which is released"
        else:
            template = "{asked} is too low: what has changed since {released} needs {least}"
        raise BadInputError(Phrase(template, values))
    return asked


def prepared(
    root: Path,
    stand: Standing,
    *,
    version: str,
    date: str,
    language: Language = "en",
    progress: Progress | None = None,
) -> Preparation:
    """Judge a corpus as it will be released, and return what is to be written.

    Args:
        root: the corpus.
        stand: where it stands.
        version: what it will have.
        date: the day of the release, in ISO 8601.
        language: what findings are written in.
        progress: called with the bytes that are judged and the bytes in all.

    Raises:
        InvalidCorpusError: the corpus has errors or warnings.
    """
    manifest = with_version(read_bytes(root / MANIFEST), version)
    with tempfile.TemporaryDirectory(prefix="hookline-") as folder:
        files = dict(on_disk(root)) | {MANIFEST: manifest}
        earlier = [
            each
            for each in entries_of(root)
            if stand.released is not None and not newer(each.version, stand.released)
        ]
        files.pop("lock.json", None)
        if CHANGELOG_DATA in files:
            files[CHANGELOG_DATA] = changelog_file(earlier)
        if stand.base is not None:  # what was released is judged by that, not by what is to come
            files["lock.json"] = lock_file(stand.base)
        copy = staged(files.items(), Path(folder).resolve() / "corpus")
        judge(copy, root, language, progress)
        corpus = load(copy)
        if version == stand.released and stand.base and earlier:  # pages alone
            entries, lock = earlier, stand.base
        else:
            entries, lock = [_entry(corpus, stand, version, date), *earlier], _lock(stand, version)
        told = corpus.manifest or stand.manifest
        made = {
            root / CHANGELOG_DATA: changelog_file(entries),
            root / CHANGELOG: changelog_page(told, entries).encode(),
        }
        if path := beside(root, DATASHEET):
            text = read_bytes(path).decode(errors="surrogateescape")
            made[path] = renewed(text, numbers(corpus)).encode(errors="surrogateescape")
        made[root / MANIFEST] = manifest
        made[root / "lock.json"] = lock_file(lock)
    new = {path: data for path, data in made.items() if not _holds(path, data)}
    return Preparation(manifest=told, entry=entries[0], files=new)


def _holds(path: Path, data: bytes) -> bool:
    return path.exists() and read_bytes(path) == data


def _lock(stand: Standing, version: str) -> Lock:
    earlier = stand.base.dialogues if stand.base else {}

    def locked(dialogue_id: str, found: Hashes) -> Locked:
        before = earlier.get(dialogue_id)
        return Locked(
            text=found.text,
            labels=found.labels,
            meta=found.meta,
            first_release=before.first_release if before else version,
            ruleset=before.ruleset if before else __version__,
        )

    return Lock(
        schema_reference="../schema/lock.schema.json",
        version=version,
        ruleset=__version__,
        splits={name: dict(stand.now.splits[name].scripts) for name in sorted(stand.now.splits)},
        dialogues={each: locked(each, stand.now.hashes[each]) for each in sorted(stand.now.hashes)},
    )


def _entry(corpus: Corpus, stand: Standing, version: str, date: str) -> ChangelogEntry:
    counts = stats(corpus)
    base = since(msgspec.structs.replace(stand.now, lock=stand.base))
    locked = base.lock.dialogues if base.lock else {}
    changed: dict[str, list[str]] = {"text": [], "labels": [], "meta": []}
    for dialogue_id, part in parts_changed(base, stand.now):
        changed[part].append(dialogue_id)
    why = {each.id: each.reason for each in CorpusOnDisk(corpus.root or Path()).tombstones()}
    return ChangelogEntry(
        version=version,
        date=date,
        schema_version=stand.manifest.schema_version,
        ruleset=__version__,
        dialogues=counts.dialogues,
        scripts=counts.scripts,
        turns=counts.turns,
        reasons=tuple(
            ChangelogReason(weight=each.weight, what=each.what, count=each.count)
            for each in reasons(base, stand.now)
        ),
        added=tuple(sorted(set(stand.now.hashes) - set(locked))),
        text=tuple(sorted(changed["text"])),
        labels=tuple(sorted(changed["labels"])),
        meta=tuple(sorted(changed["meta"])),
        withdrawn=tuple(
            ChangelogGone(id=each, reason=why.get(each)) for each in sorted(gone(base, stand.now))
        ),
        notes=tuple(_notes(stand)),
        splits=tuple(sorted(set(stand.now.splits) - set(base.lock.splits if base.lock else ()))),
    )


def _notes(stand: Standing) -> Iterator[ChangelogNote]:
    for each in stand.now.notes if stand.base else ():
        if stand.base and newer(each.version, stand.base.version):
            yield ChangelogNote(dialogue=each.dialogue, part=each.part, note=each.note)


def rehearsal(root: Path, made: Preparation, folder: Path) -> Path:
    """Write a corpus as it will be once prepared to another folder; return the root there."""
    top = root.parent if root.name == "corpus" else root
    files = {path.relative_to(top): data for path, data in made.files.items()}
    for name, data in on_disk(root):
        files.setdefault((root / name).relative_to(top), data)
    if licence := beside(root, LICENCE):
        files.setdefault(licence.relative_to(top), read_bytes(licence))
    write_together((folder / name, [data]) for name, data in files.items())
    return folder / root.relative_to(top)
