"""The form of what a release keeps in its corpus, whoever writes it: version, lock, changelog."""

import json
import re
from collections.abc import Sequence

import msgspec

from hookline.files import in_rows, laid_out
from hookline.model import ChangelogEntry, Lock

_VERSION = re.compile(rb'("version"\s*:\s*")[^"]*(")')


def with_version(manifest: bytes, version: str) -> bytes:
    """Return the bytes of a manifest with another version, the rest as it is written."""
    raised, count = _VERSION.subn(rb"\g<1>" + version.encode() + rb"\g<2>", manifest)
    if count == 1:
        return raised
    return laid_out({**json.loads(manifest), "version": version}).encode()


def lock_file(lock: Lock) -> bytes:
    """Return the content of `lock.json`: a row for each dialogue."""
    return in_rows(msgspec.to_builtins(lock)).encode()


def changelog_file(entries: Sequence[ChangelogEntry]) -> bytes:
    """Return the content of `changelog.json`."""
    raw = {
        "$schema": "../schema/changelog.schema.json",
        "changelog": msgspec.to_builtins(entries),
    }
    return (json.dumps(raw, ensure_ascii=False, indent=2) + "\n").encode()
