"""`Corpus`: open the bundled corpus, a folder or a JSONL file; iterate, select, make tables."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from hookline.about import About, about_corpus, summary, top_files
from hookline.errors import (
    InvalidCorpusError,
    NothingFoundError,
    UnknownNameError,
    UnreadableFileError,
)
from hookline.files import corpus_root, is_folder
from hookline.language import Language, Phrase
from hookline.model import Dialogue, dialogue_from
from hookline.reading import files_of, records
from hookline.resources import corpus_folder
from hookline.rules.file import READABLE, parse
from hookline.splits import chosen, divided
from hookline.streams import Stream
from hookline.tombstones import told, warn_of
from hookline.validation import validate_paths
from hookline.views import view

if TYPE_CHECKING:
    import pandas as pd


class Corpus(Stream):
    """Dialogues in memory in the order of their ids, with what is told of them.

    Attributes:
        dialogues: every `Dialogue`.
    """

    def __init__(
        self, dialogues: Iterable[Dialogue], about: About | None = None, by: str | None = None
    ) -> None:
        self.dialogues = tuple(sorted(dialogues, key=lambda dialogue: dialogue.id))
        super().__init__(self.dialogues.__iter__, about or About(), by)
        self._by_id = {dialogue.id: dialogue for dialogue in self.dialogues}

    def __len__(self) -> int:
        return len(self.dialogues)

    def __contains__(self, dialogue_id: object) -> bool:
        return dialogue_id in self._by_id

    def __getitem__(self, dialogue_id: str) -> Dialogue:
        """Return the dialogue of an id.

        Raises:
            UnknownNameError: there is none; the sentence says so where it was withdrawn.
        """
        try:
            return self._by_id[dialogue_id]
        except KeyError:
            if dialogue_id in self.about.withdrawn:
                raise UnknownNameError(told(self.about.withdrawn[dialogue_id])) from None
            values = {"name": dialogue_id}
            message = Phrase("there is no dialogue {name!r} in this corpus", values)
            raise UnknownNameError(message) from None

    def __repr__(self) -> str:
        version = f" {self.manifest.version}" if self.manifest else ""
        return f"<Corpus{version}: {len(self)} dialogues>"

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all dialogues, sorted."""
        return tuple(self._by_id)

    def select(
        self,
        *,
        label: str | None = None,
        language: str | None = None,
        scam_type: str | None = None,
        script: str | None = None,
    ) -> "Corpus":
        """Return the dialogues that have all the given values."""
        wanted = {
            name: value
            for name, value in (
                ("label", label),
                ("language", language),
                ("scam_type", scam_type),
                ("script", script),
            )
            if value is not None
        }
        some = (
            dialogue
            for dialogue in self.dialogues
            if all(getattr(dialogue, name) == value for name, value in wanted.items())
        )
        return self.with_dialogues(some)

    def divided(self, name: str | None = None) -> "dict[str, Corpus]":
        """Return the parts of a split: train, validation and test, or the folds from fold_1 on.

        Args:
            name: a split of the corpus; by default that of `by`. Without any split everything is
                in `train`.

        Raises:
            UnknownNameError: there is no such split.
        """
        parts = divided(self.dialogues, chosen(self.splits, name or self.by))
        return {part: self.with_dialogues(dialogues) for part, dialogues in parts.items()}

    def divided_by(self, name: str | None) -> "Corpus":
        """Return the same dialogues, divided by another split where none is named.

        Raises:
            UnknownNameError: there is no such split.
        """
        chosen(self.splits, name)
        return Corpus(self.dialogues, self.about, name)

    def with_dialogues(self, dialogues: Iterable[Dialogue]) -> "Corpus":
        """Return other dialogues with the same manifest, sources and splits."""
        return Corpus(dialogues, self.about, self.by)

    def to_pandas(self, name: str = "turns") -> "pd.DataFrame":
        """Return a view as a data frame, one column for each column of the view.

        Raises:
            UnknownNameError: there is no such view.
        """
        import pandas as pd  # noqa: PLC0415 - heavy, opens late

        whole = {"integer": "Int64", "number": "Float64"}
        columns = view(name).columns
        frame = pd.DataFrame(list(self.rows(name)), columns=[column.name for column in columns])
        types = {
            column.name: whole[column.type]
            for column in columns
            if isinstance(column.type, str) and column.type in whole
        }
        return frame.astype(types)


def load(path: str | Path | None = None, *, language: Language = "en") -> Corpus:
    """Load a corpus.

    Args:
        path: a folder, a JSONL file or a single dialogue; the bundled corpus where it is None.
        language: what the findings are written in that an error carries.

    Returns:
        A `Corpus`, whose every dialogue has the schema's shape. Withdrawn dialogues are not in it,
        and a `WithdrawnWarning` names them.

    Raises:
        UnreadableFileError: the path is missing or cannot be opened.
        NothingFoundError: there is no dialogue at the path.
        InvalidCorpusError: the data is bad; the error carries the report.
    """
    place = Path(path) if path is not None else corpus_folder()
    files = files_of(place)
    root = corpus_root(place if is_folder(place) else place.parent)
    report = validate_paths([*files, *top_files(root)], rules=False, language=language)
    if report.unreadable:
        unread = (each for each in report.findings if each.rule == READABLE.id)
        raise UnreadableFileError(next(unread).message)
    if not report.ok:
        raise InvalidCorpusError(summary(place, report), report)
    dialogues = [
        dialogue_from(parse(record.data).value)
        for path in files
        for record in records(path)
        if record.kind == "dialogue"
    ]
    about = about_corpus(root, language)
    kept = [each for each in dialogues if each.id not in about.withdrawn]
    if not kept:
        nothing = Phrase("there is no dialogue in {path}", {"path": place})
        raise NothingFoundError(told(about.withdrawn[dialogues[0].id]) if dialogues else nothing)
    warn_of(about.withdrawn)
    return Corpus(kept, about)
