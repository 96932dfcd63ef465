"""Builders of releases, and of damage to them."""

import hashlib
import shutil
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa

from builders import a_corpus, a_record, a_translation, a_twin
from hookline import __version__
from hookline.corpus import load
from hookline.exports import FORMATS, SUFFIXES, exporter
from hookline.lock import content_digest
from hookline.resources import schema_folder
from hookline.surroundings import CorpusOnDisk
from hookline.taxonomy import taxonomy

OTHER = a_record(("/id", "phone-sold-twice/en-scam"), ("/turns/0/text", "Do you still have it?"))


def a_release(folder: Path, root: Path | None = None) -> Path:
    """Build a release of a corpus, of a small one where none is given; return its folder."""
    made = root or a_corpus(folder / "of", a_record(), a_translation(), a_twin(), OTHER)
    out = folder / "hookline-corpus-0.1.0"
    shutil.copytree(made, out / "corpus")
    disk, corpus = CorpusOnDisk(out / "corpus"), load(out / "corpus")
    found = {each.id: hashed for each in corpus if (hashed := disk.hashes(each.id))}
    assert corpus.manifest is not None
    version = corpus.manifest.version
    born = {"first_release": version, "ruleset": __version__}
    locked = {name: msgspec.to_builtins(each) | born for name, each in found.items()}
    lock = {"version": version, "ruleset": __version__, "dialogues": locked}
    (out / "corpus" / "lock.json").write_bytes(msgspec.json.encode(lock))
    for name in FORMATS:
        exporter(name)(
            corpus, out / "exports" / (f"hookline{SUFFIXES[name]}" if name in SUFFIXES else name)
        )
    shutil.copytree(schema_folder(), out / "schema")
    for name in ("CHANGELOG.md", "DATASHEET.md", "LICENSE-DATA"):
        (out / name).write_text(f"# {name}\n")
    about = {
        "name": corpus.manifest.name,
        "version": version,
        "schema_version": corpus.manifest.schema_version,
        "ruleset": __version__,
        "taxonomy_version": taxonomy().version,
        "date": "2026-11-23",
        "commit": None,
        "pyarrow": pa.__version__,
        "dialogues": len(corpus),
        "turns": sum(len(each.turns) for each in corpus),
        "splits": {
            name: {
                part: sum(split.scripts.get(each.script) == part for each in corpus)
                for part in sorted(set(split.scripts.values()))
            }
            for name, split in corpus.splits.items()
        },
        "content": content_digest(found),
    }
    told_anew(out, about)
    return out


def told_anew(out: Path, about: dict[str, Any] | None = None) -> None:
    """Write `release.json` and `SHA256SUMS` for the files that are there."""
    files = {
        path.relative_to(out).as_posix(): path
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name not in ("release.json", "SHA256SUMS")
    }
    told = about or msgspec.json.decode((out / "release.json").read_bytes())
    told["files"] = {
        name: {"sha256": digest(path), "bytes": path.stat().st_size} for name, path in files.items()
    }
    (out / "release.json").write_bytes(msgspec.json.format(msgspec.json.encode(told)))
    summed_anew(out)


def summed_anew(out: Path) -> None:
    """Write `SHA256SUMS` for the files that are there."""
    names = sorted(
        path.relative_to(out).as_posix()
        for path in out.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    )
    lines = "".join(f"{digest(out / name)}  {name}\n" for name in names)
    (out / "SHA256SUMS").write_text(lines)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def zipped(out: Path) -> Path:
    """Pack a release beside its folder."""
    packed = out.parent / f"{out.name}.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(out.rglob("*")):
            if path.is_file():
                name = f"{out.name}/{path.relative_to(out).as_posix()}"
                entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                archive.writestr(entry, path.read_bytes())
    return packed
