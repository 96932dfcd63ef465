"""What stands around a dialogue: its corpus on disk, read as far as it is asked for."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hookline.errors import UnreadableFileError
from hookline.files import dialogue_path, read_bytes
from hookline.language import Phrase
from hookline.model import Dialogue, dialogue_from
from hookline.rules import Facts, facts_of
from hookline.rules.file import parse
from hookline.shape import is_valid


class CorpusOnDisk:
    """The surroundings of the dialogues of one corpus.

    Attributes:
        sources: ids in `sources.json`; None where that is missing or broken.
        annotators: ids in `annotators.json`; None where that is missing or broken.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.sources = self._ids("sources")
        self.annotators = self._ids("annotators")
        self._facts: dict[str, Facts | None] = {}
        self._texts: dict[str, str] = {}

    def add(self, facts: Facts) -> None:
        """Add a dialogue that was judged in this run."""
        self._facts[facts.id] = facts
        self._texts.setdefault(facts.text_sha256, facts.id)

    def facts(self, dialogue_id: str) -> Facts | None:
        """Return the facts of a dialogue of the corpus; None where it is missing or broken."""
        if dialogue_id not in self._facts:
            dialogue = self.dialogue(dialogue_id)
            self._facts[dialogue_id] = None if dialogue is None else facts_of(dialogue)
        return self._facts[dialogue_id]

    def dialogue(self, dialogue_id: str) -> Dialogue | None:
        """Read a dialogue of the corpus; None where it is missing or broken."""
        raw = self._raw(dialogue_path(self.root, dialogue_id), "dialogue")
        return None if raw is None else dialogue_from(raw)

    def exists(self, dialogue_id: str) -> bool:
        """Tell whether a dialogue exists in the corpus, be it broken."""
        known = self._facts.get(dialogue_id) is not None
        return known or dialogue_path(self.root, dialogue_id).exists()

    def first_with_text(self, text_sha256: str) -> str | None:
        """Return the id of the first judged dialogue that has these words."""
        return self._texts.get(text_sha256)

    def gaps(self, facts: Facts) -> Iterator[tuple[Phrase, Phrase]]:
        """Yield the checks of a dialogue that cannot run, and why."""
        for name, known in (("sources", self.sources), ("annotators", self.annotators)):
            if known is None:
                what = Phrase("the check of {file}", {"file": f"{name}.json"})
                why = Phrase("{file} of the corpus is missing or broken", {"file": f"{name}.json"})
                yield what, why
        for other in (facts.translation_of, facts.contrast_of):
            if other and self.exists(other) and not self.facts(other):
                what = Phrase("the comparison with {other}", {"other": other})
                yield what, Phrase("that dialogue is broken")

    def _ids(self, name: str) -> frozenset[str] | None:
        raw = self._raw(self.root / f"{name}.json", name)
        return None if raw is None else frozenset(each["id"] for each in raw[name])

    @staticmethod
    def _raw(path: Path, kind: str) -> Any:  # noqa: ANN401 - a raw JSON value
        try:
            parsed = parse(read_bytes(path))
            valid = parsed.readable and is_valid(parsed.value, kind)
        except (UnreadableFileError, ValueError, RecursionError):
            return None
        return parsed.value if valid else None
