"""What stands around a dialogue: its corpus on disk, read as far as it is asked for."""

import copy
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from hookline.clock import latest_day
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
from hookline.rules.base import Script
from hookline.rules.change import State
from hookline.rules.file import parse
from hookline.shape import is_valid

_Model = TypeVar("_Model")


class CorpusOnDisk:
    """The surroundings of the dialogues of one corpus.

    Attributes:
        sources: ids in `sources.json`; None where that is missing or broken.
        annotators: ids in `annotators.json`; None where that is missing or broken.
        has_twins: whether a judged dialogue is benign.
        cited: the sources that judged dialogues cite.
        licences: of judged dialogues, with the first that has each.
        today: the day, in ISO 8601, up to which dates are past.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.sources = self._ids("sources")
        self.annotators = self._ids("annotators")
        self.today = latest_day()
        self._dialogues = str(root / "dialogues")
        self._forget()

    def _forget(self) -> None:
        self._whole = False
        self.has_twins = False
        self.cited: set[str] = set()
        self.licences: dict[str, str] = {}
        self._judged: dict[str, dict[str, None]] = {}
        self._scripts: dict[str, Script] = {}
        self._facts: dict[str, Facts | None] = {}
        self._texts: dict[str, str] = {}
        self._retelling: dict[str, dict[str, None]] = {}

    def afresh(self) -> "CorpusOnDisk":
        """Return the same corpus with no dialogue judged; its lists are not read again."""
        for name in ("splits", "withdrawn", "_manifest", "lock"):
            getattr(self, name)  # from now on it is kept
        other = copy.copy(self)
        other._forget()  # noqa: SLF001 - of the same class
        return other

    @cached_property
    def splits(self) -> tuple[Split, ...]:
        """Every split that can be read."""
        found = (self._read(path, "split", Split) for path in json_files(self.root / "splits"))
        return tuple(split for split in found if split)

    @cached_property
    def withdrawn(self) -> frozenset[str]:
        """The ids in `withdrawn.json`."""
        return frozenset(each.id for each in self.tombstones())

    def tombstones(self) -> list[Withdrawal]:
        """Return what `withdrawn.json` says."""
        return self._listed("withdrawn", Withdrawal)

    @cached_property
    def _manifest(self) -> Manifest | None:
        return self._read(self.root / "manifest.json", "manifest", Manifest)

    @property
    def version(self) -> str | None:
        """The corpus's version; None where the manifest is missing or broken."""
        return self._manifest.version if self._manifest else None

    @property
    def canary(self) -> str | None:
        """The corpus's canary; None where the manifest is missing or broken."""
        return self._manifest.canary if self._manifest else None

    @cached_property
    def lock(self) -> Lock | None:
        """What was released last; None before the first release."""
        return self._read(self.root / "lock.json", "lock", Lock)

    def add(self, facts: Facts) -> None:
        """Add a dialogue that was judged in this run."""
        self._facts[facts.id] = facts
        self._texts.setdefault(facts.text_sha256, facts.id)
        self._judged.setdefault(facts.script, {})[facts.id] = None
        self.has_twins = self.has_twins or facts.label == "benign"
        self.cited.update(facts.sources)
        self.licences.setdefault(facts.licence, facts.id)
        for source in facts.sources if facts.basis == "retells" else ():
            self._retelling.setdefault(source, {})[facts.script] = None

    def hear(
        self,
        *,
        has_twins: bool = False,
        whole: bool = False,
        cited: Iterable[str] = (),
        licences: Mapping[str, str] | None = None,
        others: Iterable[Facts] = (),
        texts: Mapping[str, str] | None = None,
        retelling: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        """Take in what was found out elsewhere about dialogues that are not added here.

        Args:
            has_twins: whether any is benign.
            whole: whether every dialogue of the corpus was judged.
            cited: the sources that they cite.
            licences: of dialogues, with the first that has each.
            others: the facts of dialogues that are named here.
            texts: by the hash of their words, the first dialogue that has them.
            retelling: by source, the scripts that retell it, in the order of the run.
        """
        self.has_twins = self.has_twins or has_twins
        self._whole = whole
        self.cited.update(cited)
        self.licences |= licences or {}
        self._facts |= {facts.id: facts for facts in others}
        self._texts |= texts or {}
        self._retelling |= {
            source: dict.fromkeys(scripts) for source, scripts in (retelling or {}).items()
        }

    def notes(self) -> list[ChangeNote]:
        """Return what `changes.json` says."""
        return self._listed("changes", ChangeNote)

    def known(self) -> tuple[str, ...]:
        """Return the ids that were judged or looked up."""
        return tuple(self._facts)

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

    def has_layer(self, dialogue_id: str, annotator: str) -> bool:
        """Tell whether an annotator's layer of a dialogue exists, be it broken."""
        return (self.root / "layers" / f"{dialogue_id}.{annotator}.json").exists()

    def script(self, script: str) -> Script:
        """Return how the dialogues of a script, judged or on disk, belong together."""
        if script not in self._scripts:
            self._scripts[script] = self._bundled(script)
        return self._scripts[script]

    def _bundled(self, script: str) -> Script:
        judged = self._judged.get(script, {})
        try:
            names = os.listdir(f"{self._dialogues}/{script}")  # noqa: PTH208 - once for each script
        except OSError:
            names = []
        stored = [f"{script}/{name[:-5]}" for name in names if name.endswith(".json")]
        ids = frozenset((*judged, *stored))
        known = [facts for each in ids if (facts := self.facts(each))]
        translations: dict[str, dict[str, str]] = {}
        for facts in known:
            if facts.translation_of:
                translations.setdefault(facts.translation_of, {})[facts.language] = facts.id
        return Script(
            ids=ids,
            first=min(judged, default=""),
            complete=len(known) == len(ids),
            has_benign=any(facts.label == "benign" for facts in known),
            twinned=frozenset(facts.contrast_of for facts in known if facts.contrast_of),
            translations=translations,
        )

    def is_whole(self) -> bool:
        """Tell whether every dialogue of the corpus was judged."""
        return self._whole or all(each in self._facts for each in self.stored())

    def stored(self) -> list[str]:
        """Return the ids of all dialogues on disk, be they broken, sorted."""
        return [self._id_at(path) for path in json_files(self.root / "dialogues")]

    def _id_at(self, path: Path) -> str:
        return path.relative_to(self.root / "dialogues").with_suffix("").as_posix()

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
        return None if dialogue is None else hashes(dialogue, self.layers(dialogue))

    def layers(self, dialogue: Dialogue) -> tuple[Layer, ...]:
        """Return the layers of a dialogue that can be read."""
        folder = (self.root / "layers" / dialogue.id).parent
        paths = [
            path for path in json_files(folder) if path.name.startswith(f"{dialogue.variant}.")
        ]
        found = (self._read(path, "layer", Layer) for path in paths)
        return tuple(layer for layer in found if layer)

    def state(self) -> State:
        """Return what rules on changes see of the corpus."""
        found: dict[str, Hashes] = {}
        waivers: dict[str, Any] = {}
        for path in json_files(self.root / "dialogues"):
            dialogue_id = self._id_at(path)
            if each := self.hashes(dialogue_id):
                found[dialogue_id] = each
                dialogue = self.dialogue(dialogue_id)
                waivers[dialogue_id] = dialogue.waivers if dialogue else ()
        return State(
            version=self.version or "0.0.0",
            lock=self.lock,
            hashes=found,
            waivers=waivers,
            splits={split.name: split for split in self.splits},
            withdrawn={each.id: each.version for each in self.tombstones()},
            notes=tuple(self.notes()),
        )

    def released(self, *, whole: bool) -> tuple[State, State]:
        """Return what the lock says of the judged dialogues, and what they are.

        Args:
            whole: whether locked dialogues that do not exist are among them, and locked splits.
        """
        locked = self.lock.dialogues if self.lock else {}
        judged = {each for ids in self._judged.values() for each in ids if each in locked}
        lost = {each for each in locked if whole and not self.exists(each)}
        now = State(
            version=self.version or "0.0.0",
            lock=self.lock,
            hashes={each: found for each in judged if (found := self.hashes(each))},
            waivers={},
            splits={split.name: split for split in self.splits},
            withdrawn={each.id: each.version for each in self.tombstones()},
            notes=tuple(self.notes()),
        )
        kept = {each: entry for each, entry in locked.items() if each in lost | set(now.hashes)}
        lock = self.lock
        if lock:
            known = now.splits.keys()
            splits = {
                name: scripts
                for name, scripts in lock.splits.items()
                if whole and (name in known or not self._split_path(name).exists())
            }
            lock = msgspec.structs.replace(lock, dialogues=kept, splits=splits)
        return msgspec.structs.replace(now, lock=lock), now

    def _split_path(self, name: str) -> Path:
        return self.root / "splits" / f"{name}.json"

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
