"""The splits of a corpus: which dialogues belong to which part."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from hookline.errors import InvalidCorpusError, UnknownNameError
from hookline.files import json_files, read_bytes
from hookline.language import Phrase, nearest
from hookline.model import Dialogue, Split, split_from
from hookline.rules.file import parse
from hookline.shape import is_valid
from hookline.validation import validate

PARTS = ("train", "validation", "test")
WHOLE = "train"
"""The one part of a corpus that names no split."""


def splits_in(root: Path | None) -> dict[str, Split]:
    """Return the splits of a corpus by name.

    Raises:
        InvalidCorpusError: one of them has not the schema's shape.
        UnreadableFileError: one of them cannot be opened.
    """
    found = {}
    for path in json_files(root / "splits") if root else ():
        parsed = parse(read_bytes(path))
        if not parsed.readable or not is_valid(parsed.value, "split"):
            message = Phrase("{path} is no split; hookline validate says why", {"path": path})
            raise InvalidCorpusError(message, validate(path))
        split = split_from(parsed.value)
        found[split.name] = split
    return found


def is_folds(split: Split) -> bool:
    """Tell whether a split has folds, and not train, validation and test."""
    return not set(split.scripts.values()) <= set(PARTS)


def chosen(splits: Mapping[str, Split], name: str | None) -> Split | None:
    """Return a split by name; without one the last of those with train, validation and test.

    Raises:
        UnknownNameError: there is no split of that name.
    """
    if name is None:
        usual = sorted(each for each, split in splits.items() if not is_folds(split))
        return splits[usual[-1]] if usual else None
    if name not in splits:
        near = nearest(name, splits)
        hint = Phrase("; did you mean {near}?", {"near": near}) if near else ""
        known = ", ".join(sorted(splits)) or Phrase("none")
        template = "there is no split named {name!r}; this corpus has {known}{hint}"
        raise UnknownNameError(Phrase(template, {"name": name, "known": known, "hint": hint}))
    return splits[name]


def part_name(dialogue: Dialogue, split: Split | None) -> str | None:
    """Return the part that a dialogue is in; None where the split does not name its script.

    Hyphens become underscores (`fold_1`), since names of parts admit none elsewhere.
    """
    if split is None:
        return WHOLE
    part = split.scripts.get(dialogue.script)
    return part and part.replace("-", "_")


def names_of(found: Iterable[str | None]) -> dict[str | None, str]:
    """Return how the parts are named that were found, in the order train, validation, test.

    Dialogues in no part are left out, unless there are no others: then they are `train`.
    """
    names = sorted({each for each in found if each is not None}, key=_place)
    return {name: name for name in names} if names else {None: WHOLE}


def divided(dialogues: Iterable[Dialogue], split: Split | None) -> dict[str, tuple[Dialogue, ...]]:
    """Return the dialogues by part, in the order train, validation, test or of the folds."""
    found: dict[str | None, list[Dialogue]] = {}
    for dialogue in dialogues:
        found.setdefault(part_name(dialogue, split), []).append(dialogue)
    return {name: tuple(found.get(part, ())) for part, name in names_of(found).items()}


def sizes(dialogues: Iterable[Dialogue], splits: Mapping[str, Split]) -> dict[str, dict[str, int]]:
    """Return how many dialogues each part of each split has, named as the split names them."""
    everything = tuple(dialogues)
    found = {}
    for name in sorted(splits):
        scripts = splits[name].scripts
        parts = Counter(part for each in everything if (part := scripts.get(each.script)))
        found[name] = {part: parts[part] for part in sorted(parts, key=_place)}
    return found


def _place(part: str) -> tuple[int, str]:
    return PARTS.index(part) if part in PARTS else len(PARTS), part
