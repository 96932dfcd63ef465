"""What is told of a corpus beside its dialogues: manifest, bibliography, splits."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from hookline.errors import InvalidCorpusError
from hookline.files import MANIFEST, read_bytes
from hookline.findings import Report, Severity
from hookline.language import Language, Phrase
from hookline.model import Manifest, Source, Split, Withdrawal
from hookline.rules.file import parse
from hookline.splits import splits_in
from hookline.tombstones import tombstones_in
from hookline.validation import validate_paths


class About(msgspec.Struct, frozen=True):
    """What is told of a corpus beside its dialogues.

    Attributes:
        manifest: None for dialogues outside a corpus.
        sources: the bibliography; empty outside a corpus.
        splits: by name; empty where there are none.
        root: the folder of the corpus.
        withdrawn: the tombstones of what was withdrawn, by id.
    """

    manifest: Manifest | None = None
    sources: tuple[Source, ...] = ()
    splits: Mapping[str, Split] = {}
    root: Path | None = None
    withdrawn: Mapping[str, Withdrawal] = {}


def about_corpus(root: Path | None, language: Language = "en") -> About:
    """Return what is told of a corpus beside its dialogues.

    Raises:
        InvalidCorpusError: its manifest, sources, splits or tombstones are bad; the error carries
            the report.
    """
    if root is None:
        return About()
    tops = top_files(root)
    report = validate_paths(tops, rules=False, language=language)
    if not report.ok:
        raise InvalidCorpusError(summary(root, report), report)
    raw = {path.name: parse(read_bytes(path)).value for path in tops}
    sources = raw.get("sources.json", {"sources": []})["sources"]
    return About(
        manifest=msgspec.convert(raw[MANIFEST], Manifest),
        sources=msgspec.convert(sources, tuple[Source, ...]),
        splits=splits_in(root),
        root=root,
        withdrawn=tombstones_in(root),
    )


def top_files(root: Path | None) -> list[Path]:
    """Return the files that tell about a corpus."""
    if root is None:
        return []
    return [path for name in (MANIFEST, "sources.json") if (path := root / name).exists()]


def summary(place: Path, report: Report) -> Phrase:
    """Return in one sentence why a corpus cannot be loaded."""
    errors = [each for each in report.findings if each.severity is Severity.ERROR]
    first = errors[0]
    where = f"{first.location.file}:{first.location.line}:{first.location.column}"
    others = len(errors) - 1
    more = Phrase(" (and {count} more)", {"count": others}) if others else ""
    values = {"place": place, "where": where, "problem": first.message, "more": more}
    return Phrase("cannot load {place}: {where}: {problem}{more}", values)
