"""What stands around a dialogue: its corpus on disk, read as far as it is asked for."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from hookline.errors import UnreadableFileError
from hookline.files import dialogue_path, json_files, read_bytes
from hookline.language import Phrase
from hookline.lock import Hashes, hashes
from hookline.model import (
    ChangeNote,
    Dialogue,
    Layer,
    Lock,
    Manifest,
    Split,
    Withdrawal,
    dialogue_from,
)
from hookline.rules import Facts, facts_of
from hookline.rules.change import State
from hookline.rules.file import parse
from hookline.shape import is_valid

_Model = TypeVar("_Model")


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
        self._retelling: dict[str, dict[str, None]] = {}

    @cached_property
    def splits(self) -> tuple[Split, ...]:
        """Every split that can be read."""
        found = (self._read(path, "split", Split) for path in json_files(self.root / "splits"))
        return tuple(split for split in found if split)

    @cached_property
    def withdrawn(self) -> frozenset[str]:
        """The ids in `withdrawn.json`."""
        found = self._listed("withdrawn", Withdrawal)
        return frozenset(each.id for each in found)

    @cached_property
    def lock(self) -> Lock | None:
        """What was released last; None before the first release."""
        return self._read(self.root / "lock.json", "lock", Lock)

    def add(self, facts: Facts) -> None:
        """Add a dialogue that was judged in this run."""
        self._facts[facts.id] = facts
        self._texts.setdefault(facts.text_sha256, facts.id)
        for source in facts.sources if facts.basis == "retells" else ():
            self._retelling.setdefault(source, {})[facts.script] = None

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

    def has_script(self, script: str) -> bool:
        """Tell whether a script is in the corpus, or was withdrawn from it."""
        gone = any(each.startswith(f"{script}/") for each in self.withdrawn)
        return gone or (self.root / "dialogues" / script).is_dir()

    def first_with_text(self, text_sha256: str) -> str | None:
        """Return the id of the first judged dialogue that has these words."""
        return self._texts.get(text_sha256)

    def retelling(self, source: str) -> tuple[str, ...]:
        """Return the judged scripts that retell a source."""
        return tuple(self._retelling.get(source, ()))

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

    def hashes(self, dialogue_id: str) -> Hashes | None:
        """Return the hashes of a dialogue with its layers; None where it is missing or broken."""
        dialogue = self.dialogue(dialogue_id)
        if dialogue is None:
            return None
        folder = (self.root / "layers" / dialogue_id).parent
        paths = [
            path for path in json_files(folder) if path.name.startswith(f"{dialogue.variant}.")
        ]
        layers = (self._read(path, "layer", Layer) for path in paths)
        return hashes(dialogue, tuple(layer for layer in layers if layer))

    def state(self) -> State:
        """Return what rules on changes see of the corpus."""
        manifest = self._read(self.root / "manifest.json", "manifest", Manifest)
        found: dict[str, Hashes] = {}
        waivers: dict[str, Any] = {}
        for path in json_files(self.root / "dialogues"):
            dialogue_id = path.relative_to(self.root / "dialogues").with_suffix("").as_posix()
            if each := self.hashes(dialogue_id):
                found[dialogue_id] = each
                dialogue = self.dialogue(dialogue_id)
                waivers[dialogue_id] = dialogue.waivers if dialogue else ()
        return State(
            version=manifest.version if manifest else "0.0.0",
            lock=self.lock,
            hashes=found,
            waivers=waivers,
            splits={split.name: split for split in self.splits},
            withdrawn=self.withdrawn,
            notes=tuple(self._listed("changes", ChangeNote)),
        )

    def _ids(self, name: str) -> frozenset[str] | None:
        raw = self._raw(self.root / f"{name}.json", name)
        return None if raw is None else frozenset(each["id"] for each in raw[name])

    def _listed(self, name: str, model: type[_Model]) -> list[_Model]:
        raw: Mapping[str, Any] = self._raw(self.root / f"{name}.json", name) or {name: []}
        return msgspec.convert(raw[name], list[model])  # type: ignore[valid-type]

    def _read(self, path: Path, kind: str, model: type[_Model]) -> _Model | None:
        raw = self._raw(path, kind)
        return None if raw is None else msgspec.convert(raw, model)

    @staticmethod
    def _raw(path: Path, kind: str) -> Any:  # noqa: ANN401 - a raw JSON value
        try:
            parsed = parse(read_bytes(path))
            valid = parsed.readable and is_valid(parsed.value, kind)
        except (UnreadableFileError, ValueError, RecursionError):
            return None
        return parsed.value if valid else None
