"""The corpus of a release against its lock and against what `release.json` counts."""

import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from hookline.corpus import Corpus, load
from hookline.errors import HooklineError, WithdrawnWarning
from hookline.files import read_bytes
from hookline.language import Phrase
from hookline.lock import Hashes, content_digest
from hookline.model import Lock, Release, Split
from hookline.rules.file import parse
from hookline.splits import sizes
from hookline.surroundings import CorpusOnDisk
from hookline.verification import Fault
from hookline.verifying.belonging import stray_faults

_PARTS = ("text", "labels", "meta")


def corpus_in(folder: Path) -> tuple[Corpus | None, list[Fault]]:
    """Return the corpus of a release; None with a fault where it cannot be loaded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", WithdrawnWarning)
            return load(folder / "corpus"), []
    except HooklineError as error:
        return None, [Fault("corpus", "corpus", error.sentence)]


def content_faults(
    folder: Path, corpus: Corpus, files: Iterable[str], release: Release | None
) -> Iterator[Fault]:
    """Yield where the corpus is not what its lock and `release.json` say."""
    disk = CorpusOnDisk(folder / "corpus")
    found = {each.id: hashed for each in corpus if (hashed := disk.hashes(each.id))}
    if disk.lock is None:
        yield Fault("corpus", "corpus/lock.json", Phrase("is missing or not valid"))
    else:
        yield from _lock_faults(disk.lock, found)
        yield from _split_faults(disk.lock, disk.splits)
    yield from stray_faults(files, corpus)
    for each in sorted(disk.withdrawn):
        if disk.exists(each) or (disk.lock and each in disk.lock.dialogues):
            path = f"corpus/dialogues/{each}.json"
            yield Fault("corpus", path, Phrase("was withdrawn, but is still there"))
    if release is not None:
        yield from _told(folder, corpus, release, found, disk.lock)


def _lock_faults(lock: Lock, found: dict[str, Hashes]) -> Iterator[Fault]:
    for each in sorted({*lock.dialogues, *found}):
        path = f"corpus/dialogues/{each}.json"
        if each not in found:
            yield Fault("corpus", path, Phrase("is missing, but lock.json holds it"))
        elif each not in lock.dialogues:
            yield Fault("corpus", path, Phrase("is not in lock.json"))
        else:
            for part in _PARTS:
                if getattr(found[each], part) != getattr(lock.dialogues[each], part):
                    template = "its {part} is not what lock.json holds"
                    yield Fault("corpus", path, Phrase(template, {"part": Phrase(part)}))


def _split_faults(lock: Lock, found: Iterable[Split]) -> Iterator[Fault]:
    splits = {each.name: dict(each.scripts) for each in found}
    for each in sorted({*lock.splits, *splits}):
        if lock.splits.get(each) != splits.get(each):
            problem = Phrase("is not what lock.json holds")
            yield Fault("corpus", f"corpus/splits/{each}.json", problem)


def _told(
    folder: Path, corpus: Corpus, release: Release, found: dict[str, Hashes], lock: Lock | None
) -> Iterator[Fault]:
    manifest = corpus.manifest
    taxonomy = _raw(folder / "schema" / "taxonomy.json")
    pairs: list[tuple[str, Any, Any]] = [
        ("name", release.name, manifest.name if manifest else None),
        ("version", release.version, manifest.version if manifest else None),
        ("version", release.version, lock.version if lock else release.version),
        ("ruleset", release.ruleset, lock.ruleset if lock else release.ruleset),
        ("schema_version", release.schema_version, manifest.schema_version if manifest else None),
        ("taxonomy_version", release.taxonomy_version, taxonomy.get("version")),
        ("dialogues", release.dialogues, len(corpus)),
        ("turns", release.turns, sum(len(each.turns) for each in corpus)),
        ("splits", release.splits, sizes(corpus, corpus.splits)),
        ("content", release.content, content_digest(found)),
    ]
    for name, told, counted in pairs:
        if told != counted:
            values = {"name": name, "told": _short(told), "found": _short(counted)}
            template = "{name} is {told} in release.json, but {found} in the corpus"
            yield Fault("corpus", "release.json", Phrase(template, values))


def _short(value: object) -> str:
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return text[:80]


def _raw(path: Path) -> dict[str, Any]:
    try:
        value = parse(read_bytes(path)).value
    except HooklineError:
        return {}
    return value if isinstance(value, dict) else {}
