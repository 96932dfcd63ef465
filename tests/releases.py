"""Builders of releases, and of damage to them."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import msgspec

from builders import a_corpus, a_record, a_translated_twin, a_translation, a_twin
from hookline.digests import ABOUT, RECORD, SUMS, digests_below, sums
from hookline.files import in_rows
from hookline.releasing.assembling import Order, assembled
from hookline.releasing.preparing import Preparation, prepared, version_of
from hookline.releasing.publishing import write_archive
from hookline.releasing.standing import standing
from hookline.writing import write_together

DAY = "2026-01-15"
OTHER = a_record(("/id", "phone-sold-twice/en-scam"), ("/turns/0/text", "Do you still have it?"))
OTHER_TWIN = a_twin(
    ("/id", "phone-sold-twice/en-benign"),
    ("/contrast_of", "phone-sold-twice/en-scam"),
    ("/turns/0/text", "Do you still have it?"),
)
_KEPT = ("lock.json", "changelog.json", "CHANGELOG.md")


WHO = {
    f"GIT_{role}_{key}": value
    for role in ("AUTHOR", "COMMITTER")
    for key, value in (("NAME", "A"), ("EMAIL", "a@example.com"), ("DATE", f"{DAY}T00:00:00Z"))
}


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "init.defaultBranch=main", *arguments]
    environment = {**os.environ, **WHO}
    done = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return done.stdout.decode()


def commit(root: Path) -> None:
    git(root.parent, "add", "-A")
    git(root.parent, "commit", "-q", "-m", "As it is")


def begin(root: Path) -> None:
    """Put what a corpus lies in into git."""
    git(root.parent, "init", "-q")
    commit(root)


def prepare(root: Path, version: str | None = None) -> Preparation:
    stand = standing(root)
    made = prepared(root, stand, version=version_of(stand, version), date=DAY)
    write_together((path, [data]) for path, data in made.files.items())
    return made


def a_release(folder: Path, root: Path | None = None) -> Path:
    """Build the first release of a corpus, of a small one where none is given; return its folder.

    What the corpus keeps of earlier releases is forgotten.
    """
    made = folder / "of" / "corpus"
    if root is None:
        scams = (a_record(), a_translation(), OTHER)
        a_corpus(made.parent, *scams, a_twin(), a_translated_twin(), OTHER_TWIN)
    else:
        shutil.copytree(root, made, ignore=shutil.ignore_patterns(*_KEPT))
    for name in ("DATASHEET.md", "LICENSE-DATA"):
        (made.parent / name).write_text(f"# {name}\n")
    prepare(made)
    out = folder / "hookline-corpus-0.1.0"
    assembled(Order(root=made, git=False, any_pyarrow=True), out)
    return out


def told_anew(out: Path, about: dict[str, Any] | None = None) -> None:
    """Write `release.json` and `SHA256SUMS` for the files that are there."""
    told = about or msgspec.json.decode((out / RECORD).read_bytes())
    found = msgspec.to_builtins(digests_below(out))
    told["files"] = {name: each for name, each in found.items() if name not in ABOUT}
    (out / RECORD).write_text(in_rows(told), encoding="utf-8")
    summed_anew(out)


def summed_anew(out: Path) -> None:
    """Write `SHA256SUMS` for the files that are there."""
    (out / SUMS).unlink(missing_ok=True)
    (out / SUMS).write_bytes(sums(digests_below(out)))


def zipped(out: Path) -> Path:
    """Pack a release beside its folder."""
    packed = out.parent / f"{out.name}.zip"
    write_archive(out, packed, DAY)
    return packed
