"""`withdraw`: a dialogue leaves the corpus with everything that carries its words.

The tombstone comes first, in one rename; from then on the dialogue counts as withdrawn, whatever
still lies in the folders: `load` leaves it out, `validate` says that the withdrawal is unfinished,
and nothing is built. What is removed afterwards is found by the id alone, so that a run that was
interrupted at any moment is completed by the same command.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from hookline.errors import BadInputError, UnwritableFolderError
from hookline.files import MANIFEST, dialogue_path, json_files, read_bytes
from hookline.language import Phrase, verbatim
from hookline.lock import hashes
from hookline.model import ChangelogEntry, Dialogue, Lock, Manifest, Withdrawal
from hookline.releasing.forms import changelog_file, lock_file, with_version
from hookline.releasing.standing import CHANGELOG, CHANGELOG_DATA, entries_of
from hookline.render.changelog import changelog_page
from hookline.rules.change import least_version
from hookline.rules.file import parse
from hookline.shape import is_valid
from hookline.surroundings import CorpusOnDisk
from hookline.tombstones import WITHDRAWN, tombstones_in
from hookline.versions import newer
from hookline.writing import write_atomically

_REWRITTEN = (MANIFEST, WITHDRAWN, "lock.json", "changes.json", CHANGELOG_DATA, CHANGELOG)
_TELLING = 8
_TELLING_BYTES = 20
_LARGEST = 64 << 20


class Kin(msgspec.Struct, frozen=True):
    """The dialogues that cannot stay without those that are withdrawn.

    Attributes:
        translations: they tell the same story; for privacy the original, too.
        twins: benign dialogues that name one of them in `contrast_of`, and their translations.
    """

    translations: tuple[str, ...]
    twins: tuple[str, ...]


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What a withdrawal will do.

    Attributes:
        root: the corpus.
        tombstones: those that are to be written; none where all were withdrawn before.
        ids: the dialogues that go, in the order in which their files are removed.
        version: what the manifest is raised to; None where it stays.
        removed: the files that go.
        rewritten: the files that change, with their new content, in the order of writing.
        needles: words, notes and hashes of the dialogues, to be looked for in other files.
    """

    root: Path
    tombstones: tuple[Withdrawal, ...]
    ids: tuple[str, ...]
    version: str | None
    removed: tuple[Path, ...]
    rewritten: tuple[tuple[Path, bytes], ...]
    needles: tuple[str, ...]

    @property
    def done(self) -> bool:
        """Tell whether nothing is left to do."""
        return not (self.removed or self.rewritten)


def known_ids(root: Path) -> frozenset[str]:
    """Return every id that can be withdrawn: on disk, in the lock, or withdrawn before."""
    disk = CorpusOnDisk(root)
    folder = root / "dialogues"
    stored = (path.relative_to(folder) for path in json_files(folder))
    locked = disk.lock.dialogues if disk.lock else ()
    return frozenset(
        {each.with_suffix("").as_posix() for each in stored} | {*locked, *disk.withdrawn}
    )


def kin_of(root: Path, ids: Iterable[str], reason: str) -> Kin:
    """Return which dialogues on disk must go with some others, sorted."""
    disk = CorpusOnDisk(root)
    stored = [
        dialogue
        for script in sorted({each.partition("/")[0] for each in ids})
        for path in json_files(root / "dialogues" / script)
        if (dialogue := disk.dialogue(f"{script}/{path.stem}"))
    ]
    told = set(ids)
    if reason == "privacy":
        told |= {each.translation_of for each in stored if each.id in told and each.translation_of}
    told |= {each.id for each in stored if each.translation_of in told}
    twins = {each.id for each in stored if each.contrast_of in told} - told
    twins |= {each.id for each in stored if each.translation_of in twins} - told
    here = {each.id for each in stored}
    return Kin(tuple(sorted((told - set(ids)) & here)), tuple(sorted(twins)))


def plan(root: Path, ids: Sequence[str], reason: str, date: str) -> Plan:
    """Work out a withdrawal; nothing is written.

    Args:
        root: the corpus.
        ids: every dialogue that goes; those that were withdrawn before keep their tombstone, and
            what is left of them goes.
        reason: `privacy`, `licence`, `duplicate` or `error`.
        date: the day in ISO 8601.

    Raises:
        BadInputError: a file that must change is not valid.
        InvalidCorpusError: `withdrawn.json` is not valid.
        UnreadableFileError: a file cannot be opened.
    """
    known = tombstones_in(root)
    going = set(ids)
    version = _version(root, going)
    fresh = tuple(
        Withdrawal(id=each, version=version, date=date, reason=reason)
        for each in sorted(going - known.keys())
    )
    files = _Files(root)
    manifest = files.read(MANIFEST)
    raised = version if fresh and newer(version, manifest["version"]) else None
    if raised:
        files.write(MANIFEST, with_version(read_bytes(root / MANIFEST), raised))
    if fresh:
        listed = files.read(WITHDRAWN) or _empty(manifest)
        more = [msgspec.to_builtins(each) for each in fresh]
        files.put(WITHDRAWN, {**listed, "withdrawn": [*listed["withdrawn"], *more]})
    if lock := files.read("lock.json"):
        kept = {each: entry for each, entry in lock["dialogues"].items() if each not in going}
        if kept != lock["dialogues"]:
            files.write("lock.json", lock_file(msgspec.convert({**lock, "dialogues": kept}, Lock)))
    quotes: list[str] = []
    if changes := files.read("changes.json"):
        quotes = [each["note"] for each in changes["changes"] if each["dialogue"] in going]
        notes = [each for each in changes["changes"] if each["dialogue"] not in going]
        files.put("changes.json", {**changes, "changes": notes})
    needles = (*_needles(root, ids), *quotes)
    before = entries_of(root)
    entries = tuple(_without(each, going, needles) for each in before)
    if entries != before:
        files.write(CHANGELOG_DATA, changelog_file(entries))
    if entries and (root / CHANGELOG).exists():
        page = changelog_page(msgspec.convert(manifest, Manifest), entries).encode()
        files.write(CHANGELOG, page)
    return Plan(
        root=root,
        tombstones=fresh,
        ids=tuple(ids),
        version=raised,
        removed=(
            *(path for name in _REWRITTEN for path in _drafts_of(root / name)),
            *(path for each in ids for path in _files_of(root, each)),
        ),
        rewritten=tuple(files.changed),
        needles=needles,
    )


def withdraw(planned: Plan) -> None:
    """Do what was planned; to be called again where it was interrupted.

    Raises:
        UnwritableFolderError: the operating system refuses.
    """
    for path, content in planned.rewritten:
        write_atomically(path, [content])
    for path in planned.removed:
        try:
            path.unlink(missing_ok=True)
            _remove_empty(path.parent)
        except OSError as error:
            reason = verbatim((error.strerror or str(error)).lower())
            message = Phrase("cannot remove {path}: {reason}", {"path": path, "reason": reason})
            raise UnwritableFolderError(message) from error


def remnants(planned: Plan) -> Iterator[Path]:
    """Yield files around the corpus that still hold words or hashes of what was withdrawn.

    Read as bytes, also with non-ASCII escaped as in JSON; what is compressed is not seen into.
    Hidden folders and what is larger than 64 MiB are left out.
    """
    above = planned.root.resolve()
    folder = above.parent if above.name == "corpus" else above
    needles = {each.encode() for each in planned.needles}
    needles |= {msgspec.json.encode(each)[1:-1] for each in planned.needles}
    needles |= {ascii(each)[1:-1].encode() for each in planned.needles}
    gone = {path.resolve() for path in planned.removed}
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if path not in gone and path.is_file() and path.stat().st_size <= _LARGEST:
                data = path.read_bytes() if os.access(path, os.R_OK) else b""
                if any(each in data for each in needles):
                    yield path


class _Files:
    """The files beside the dialogues: read, and noted where their content changes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.changed: list[tuple[Path, bytes]] = []
        self._read: dict[str, Any] = {}

    def read(self, name: str) -> Any:  # noqa: ANN401 - a raw JSON value
        path = self.root / name
        if not path.exists():
            return None
        parsed = parse(read_bytes(path))
        if not parsed.readable or not is_valid(parsed.value, name.removesuffix(".json")):
            template = "{path} is not valid; hookline validate says why"
            raise BadInputError(Phrase(template, {"path": path}))
        self._read[name] = parsed.value
        return parsed.value

    def put(self, name: str, value: Any) -> None:  # noqa: ANN401 - a raw JSON value
        if value != self._read.get(name):
            self.write(name, msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")

    def write(self, name: str, content: bytes) -> None:
        path = self.root / name
        if not path.exists() or read_bytes(path) != content:
            self.changed.append((path, content))


def _without(entry: ChangelogEntry, going: set[str], needles: Sequence[str]) -> ChangelogEntry:
    """Return what a changelog tells of a release without notes of, or in the words of, some."""
    notes = tuple(
        each
        for each in entry.notes
        if each.dialogue not in going and not any(words in each.note for words in needles)
    )
    return msgspec.structs.replace(entry, notes=notes)


def _empty(manifest: dict[str, Any]) -> dict[str, Any]:
    schema = manifest.get("$schema", "")
    beside = {"$schema": schema.replace("manifest.", "withdrawn.")} if schema else {}
    return {**beside, "withdrawn": []}


def _version(root: Path, going: set[str]) -> str:
    """Return the first version without the dialogues."""
    now = CorpusOnDisk(root).state()
    kept = {each: found for each, found in now.hashes.items() if each not in going}
    buried = {**dict.fromkeys(going, "999999.0.0"), **now.withdrawn}
    after = msgspec.structs.replace(now, hashes=kept, withdrawn=buried)
    least = least_version(now, after) or now.version
    return least if newer(least, now.version) else now.version


def _files_of(root: Path, dialogue_id: str) -> Iterator[Path]:
    """Yield the files of a dialogue that exist, its own last; with what a killed run left."""
    own = dialogue_path(root, dialogue_id)
    layers = (root / "layers" / dialogue_id).parent
    named = [path for path in json_files(layers) if path.name.startswith(f"{own.stem}.")]
    for path in (*named, own):
        yield from _drafts_of(path)
        if path.exists() or path.is_symlink():
            yield path


def _drafts_of(path: Path) -> list[Path]:
    """Return what killed runs left of a file; it may hold words, too."""
    return sorted(path.parent.glob(f".{path.name[:50]}.????????"))


def _remove_empty(folder: Path) -> None:
    if not any(folder.iterdir()):
        folder.rmdir()


def _needles(root: Path, ids: Iterable[str]) -> Iterator[str]:
    disk = CorpusOnDisk(root)
    for each in ids:
        dialogue = disk.dialogue(each)
        if dialogue is not None:
            yield from _words(dialogue)
            found = hashes(dialogue, disk.layers(dialogue))
            yield from (found.text, found.labels)
        locked = disk.lock.dialogues.get(each) if disk.lock else None
        yield from (locked.text, locked.labels) if locked else ()


def _words(dialogue: Dialogue) -> Iterator[str]:
    """Yield the texts that are long enough to tell which dialogue they come from."""
    for turn in dialogue.turns:
        if len(turn.text) >= _TELLING and len(turn.text.encode()) >= _TELLING_BYTES:
            yield turn.text
