"""What stands around a dialogue: its corpus on disk, read as far as it is asked for."""

from pathlib import Path
from typing import Any

from hookline.errors import UnreadableFileError
from hookline.files import dialogue_path, read_bytes
from hookline.model import dialogue_from
from hookline.rules import Facts, facts_of
from hookline.rules.file import parse
from hookline.shape import is_valid


class CorpusOnDisk:
    """The surroundings of dialogues that share a root; None is the place outside any corpus.

    Attributes:
        problem: why they cannot be looked at; empty where they can.
    """

    def __init__(self, root: Path | None) -> None:
        self.root = root
        self._facts: dict[str, Facts | None] = {}
        self.problem = "the file belongs to no corpus (no manifest.json above it)"
        self.sources: frozenset[str] = frozenset()
        self.annotators: frozenset[str] = frozenset()
        if root is not None:
            self.problem = ""
            self.sources = self._ids("sources")
            self.annotators = self._ids("annotators")

    def add(self, facts: Facts) -> None:
        """Add a dialogue that was judged in this run."""
        self._facts[facts.id] = facts

    def facts(self, dialogue_id: str) -> Facts | None:
        """Return the facts of a dialogue of the corpus; None where it is missing or broken."""
        if dialogue_id not in self._facts and self.root is not None:
            raw = self._raw(dialogue_path(self.root, dialogue_id), "dialogue")
            self._facts[dialogue_id] = None if raw is None else facts_of(dialogue_from(raw))
        return self._facts.get(dialogue_id)

    def _ids(self, name: str) -> frozenset[str]:
        path = (self.root or Path()) / f"{name}.json"
        raw = self._raw(path, name)
        if raw is None:
            self.problem = f"{path.name} of the corpus is missing or broken"
            return frozenset()
        return frozenset(each["id"] for each in raw[name])

    @staticmethod
    def _raw(path: Path, kind: str) -> Any:  # noqa: ANN401 - a raw JSON value
        try:
            parsed = parse(read_bytes(path))
        except UnreadableFileError:
            return None
        return parsed.value if parsed.readable and is_valid(parsed.value, kind) else None
