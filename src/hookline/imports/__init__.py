"""Conversations that people have on paper → drafts of dialogues, one module a format."""

from importlib import import_module
from pathlib import Path

from hookline.drafts import Draft, UnusableTextError, decoded, without_escapes
from hookline.files import read_bytes
from hookline.language import Phrase

MOST_BYTES = 4 * 1024 * 1024
_TABLES = (".csv", ".tsv")


def read_draft(path: Path) -> Draft:
    """Read a conversation: a table if the name ends in .csv or .tsv, else a transcript.

    Raises:
        UnreadableFileError: the path is missing or cannot be opened.
        UnusableTextError: there is no conversation in it.
    """
    data = read_bytes(path, MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UnusableTextError(Phrase("{path} has more than 4 MB", {"path": str(path)}))
    text, notes = decoded(data)
    text, escaped = without_escapes(text)
    name = "turns_csv" if path.suffix.lower() in _TABLES else "transcript"
    draft: Draft = import_module(f"hookline.imports.{name}").read(text)
    if not draft.lines:
        message = "there is no conversation in {path}: a line is written as “name: text”"
        raise UnusableTextError(Phrase(message, {"path": str(path)}))
    return Draft(draft.lines, (*notes, *escaped, *draft.notes))
