"""What was withdrawn from a corpus: read from `withdrawn.json`, told to whoever loads the rest."""

import warnings
from collections.abc import Mapping
from pathlib import Path

import msgspec

from hookline.errors import InvalidCorpusError, WithdrawnWarning
from hookline.files import read_bytes
from hookline.language import Phrase
from hookline.model import Withdrawal
from hookline.rules.file import parse
from hookline.shape import is_valid
from hookline.validation import validate

WITHDRAWN = "withdrawn.json"
REASONS: dict[str, Phrase] = {
    "privacy": Phrase("a person's privacy"),
    "licence": Phrase("no right to publish it"),
    "duplicate": Phrase("it stood twice"),
    "error": Phrase("it was wrong"),
}
_NAMED = 3

Tombstones = dict[str, Withdrawal]
"""By dialogue id."""


def tombstones_in(root: Path | None) -> Tombstones:
    """Return what was withdrawn from a corpus; nothing outside a corpus.

    Raises:
        InvalidCorpusError: `withdrawn.json` has not the schema's shape.
        UnreadableFileError: it cannot be opened.
    """
    path = root / WITHDRAWN if root else None
    if path is None or not path.exists():
        return {}
    parsed = parse(read_bytes(path))
    if not parsed.readable or not is_valid(parsed.value, "withdrawn"):
        message = Phrase("{path} is not valid; hookline validate says why", {"path": path})
        raise InvalidCorpusError(message, validate(path))
    listed = msgspec.convert(parsed.value["withdrawn"], list[Withdrawal])
    return {each.id: each for each in listed}


def told(tombstone: Withdrawal) -> Phrase:
    """Return the sentence that a dialogue was withdrawn, when and why."""
    values = {
        "name": tombstone.id,
        "date": tombstone.date,
        "version": tombstone.version,
        "reason": REASONS[tombstone.reason],
    }
    template = "{name} was withdrawn on {date}, from version {version} on: {reason}"
    return Phrase(template, values)


def warn_of(tombstones: Mapping[str, Withdrawal], stacklevel: int = 3) -> None:
    """Warn that dialogues were withdrawn from a corpus, naming the last three.

    Args:
        tombstones: what was withdrawn; without any there is no warning.
        stacklevel: as in `warnings.warn`, counted from here; by default the caller's caller.
    """
    if not tombstones:
        return
    latest = sorted(tombstones.values(), key=lambda each: (each.date, each.id))[-_NAMED:]
    listed: Phrase | None = None
    for each in latest:
        values = {"id": each.id, "reason": REASONS[each.reason]}
        one = Phrase("{id} ({reason})", values)
        listed = Phrase("{one}, {other}", {"one": listed, "other": one}) if listed else one
    rest = len(tombstones) - len(latest)
    more = Phrase(" (and {count} more)", {"count": rest}) if rest else ""
    template = "withdrawn from this corpus, and no longer to be used: {listed}{more}"
    message = Phrase(template, {"listed": listed, "more": more})
    warnings.warn(WithdrawnWarning(message), stacklevel=stacklevel)
