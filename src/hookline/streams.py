"""`Stream`: the dialogues of a corpus one by one, read anew each time they are asked for."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, NoReturn

from hookline.about import About, about_corpus, summary
from hookline.errors import InvalidCorpusError, NothingFoundError
from hookline.files import Homes, corpus_root, is_folder
from hookline.findings import Hit, Report
from hookline.gate import decoded
from hookline.judging import Judge
from hookline.labelling import layers_of_dialogue
from hookline.language import Language, Phrase
from hookline.model import Dialogue, Layer, Manifest, Source, Split, dialogue_from
from hookline.reading import Record, files_of, records
from hookline.resources import corpus_folder
from hookline.rules.file import MAX_BYTES, UNIQUE_ID, parse
from hookline.splits import chosen, names_of, part_name
from hookline.tombstones import warn_of
from hookline.validation import Progress, validate_paths
from hookline.views import rows


class Stream:
    """Dialogues one by one, in memory that does not grow with their number.

    Attributes:
        about: what is told of their corpus.
        by: the split that divides them where none is named; None for the last that is not one
            of folds.
    """

    def __init__(
        self, dialogues: Callable[[], Iterator[Dialogue]], about: About, by: str | None = None
    ) -> None:
        self.about = about
        self.by = by
        self._dialogues = dialogues

    def __iter__(self) -> Iterator[Dialogue]:
        return self._dialogues()

    @property
    def manifest(self) -> Manifest | None:
        """The manifest of the corpus; None outside one."""
        return self.about.manifest

    @property
    def sources(self) -> tuple[Source, ...]:
        """The bibliography of the corpus."""
        return self.about.sources

    @property
    def splits(self) -> Mapping[str, Split]:
        """The splits of the corpus by name."""
        return self.about.splits

    @property
    def root(self) -> Path | None:
        """The folder of the corpus; None outside one."""
        return self.about.root

    def rows(self, name: str = "turns") -> Iterator[dict[str, Any]]:
        """Yield the rows of a view.

        Raises:
            UnknownNameError: there is no such view.
        """
        return rows(name, self, self.layers)

    def layers(self, dialogue: Dialogue) -> tuple[Layer, ...]:
        """Return the annotators' layers of a dialogue, sorted by annotator.

        Raises:
            UnreadableFileError: a layer cannot be read.
        """
        return layers_of_dialogue(self.root, dialogue) if self.root else ()

    def part_of(self, dialogue: Dialogue, name: str | None = None) -> str | None:
        """Return the part of a split that a dialogue is in; None where its script is in none.

        Without any split everything is in `train`.

        Raises:
            UnknownNameError: there is no such split.
        """
        return part_name(dialogue, chosen(self.splits, name or self.by))

    def parts(self) -> tuple[str, ...]:
        """Return the names of the parts that a dialogue may be in."""
        split = chosen(self.splits, self.by)
        scripts = split.scripts.values() if split else ()
        return tuple(names_of(part.replace("-", "_") for part in scripts).values())

    def where(self, keep: Callable[[Dialogue], bool], limit: int | None = None) -> "Stream":
        """Return the dialogues that are wanted, the first `limit` of them."""
        return Stream(lambda: islice(filter(keep, self), limit), self.about, self.by)

    def noting(self, note: Callable[[Dialogue], object]) -> "Stream":
        """Return the same dialogues; each is noted as it goes by."""

        def noted() -> Iterator[Dialogue]:
            for dialogue in self:
                note(dialogue)
                yield dialogue

        return Stream(noted, self.about, self.by)

    def divided_by(self, name: str | None) -> "Stream":
        """Return the same dialogues, divided by another split where none is named.

        Raises:
            UnknownNameError: there is no such split.
        """
        chosen(self.splits, name)
        return Stream(self._dialogues, self.about, name)


def stream(
    path: str | Path | None = None,
    *,
    language: Language = "en",
    progress: Progress | None = None,
) -> Stream:
    """Open a corpus whose dialogues are read one by one, as often as they are asked for.

    Of a folder they come in the order of their ids, of a JSONL file as they stand there.

    Args:
        path: a folder, a JSONL file or a single dialogue; the bundled corpus where it is None.
        language: what the findings are written in that an error carries.
        progress: called with the bytes that were read and the bytes in all.

    Returns:
        A `Stream`, without withdrawn dialogues; a `WithdrawnWarning` names them. While it is read,
        `InvalidCorpusError` tells of the first dialogue that has not the schema's shape, or the id
        of another.

    Raises:
        UnreadableFileError: the path is missing or cannot be opened.
        NothingFoundError: there is no dialogue at the path.
        InvalidCorpusError: what is told beside the dialogues is bad.
    """
    place = Path(path) if path is not None else corpus_folder()
    homes = Homes()
    files = [each for each in files_of(place) if homes.kind(each) == "dialogue"]
    files.sort(key=lambda each: homes.dialogue_id(each) or str(each))
    about = about_corpus(corpus_root(place if is_folder(place) else place.parent), language)
    reading = _Reading(files, homes, language, progress)

    def kept(some: Iterable[Dialogue] = reading) -> Iterator[Dialogue]:
        return (each for each in some if each.id not in about.withdrawn)

    if next(kept(_Reading(files, homes, language)), None) is None:
        raise NothingFoundError(Phrase("there is no dialogue in {path}", {"path": place}))
    warn_of(about.withdrawn)
    return Stream(kept, about)


class _Reading:
    """The dialogues of some files, read each time that they are iterated."""

    def __init__(
        self,
        files: list[Path],
        homes: Homes,
        language: Language,
        progress: Progress | None = None,
    ) -> None:
        self.files = files
        self.homes = homes
        self.language = language
        self.progress = progress

    def __iter__(self) -> Iterator[Dialogue]:
        whole = sum(path.stat().st_size for path in self.files) if self.progress else None
        done = 0
        seen = array("q")  # 8 bytes a dialogue, so that ids can be compared at the end
        for path in self.files:
            expected = self.homes.dialogue_id(path)
            for record in records(path, homes=self.homes):
                dialogue = decoded(record.data) if len(record.data) <= MAX_BYTES else None
                if dialogue is None or expected not in (None, dialogue.id):
                    dialogue = self._closely(record)
                seen.append(hash(dialogue.id))
                yield dialogue
                done += len(record.data) + 1
                if self.progress:
                    self.progress(done, whole)
        self._must_differ(seen)

    def _closely(self, record: Record) -> Dialogue:
        """Return a dialogue that the quick way did not take, or say what is wrong with it."""
        if record.line:
            judged = Judge("jsonschema-rs", rules=False, language=self.language).judge(
                record, None, in_corpus=False
            )
            report = Report(findings=judged.findings, not_run=judged.not_run, files=1)
        else:
            report = validate_paths([record.path], rules=False, language=self.language)
        if not report.ok:
            raise InvalidCorpusError(summary(record.path, report), report)
        return dialogue_from(parse(record.data).value)

    def _must_differ(self, hashes: "array[int]") -> None:
        doubled = {one for one, other in pairwise(sorted(hashes)) if one == other}
        if not doubled:
            return
        first: dict[str, str] = {}
        for path in self.files:
            for record in records(path, homes=self.homes):
                dialogue = decoded(record.data) or self._closely(record)
                if hash(dialogue.id) not in doubled:
                    continue
                if dialogue.id in first:
                    self._refuse(
                        record, Hit("/id", {"id": dialogue.id, "first": first[dialogue.id]})
                    )
                first[dialogue.id] = record.place

    def _refuse(self, record: Record, hit: Hit) -> NoReturn:
        judge = Judge("jsonschema-rs", rules=False, language=self.language)
        report = Report(findings=tuple(judge.located(record, [(UNIQUE_ID, hit)])), files=1)
        raise InvalidCorpusError(summary(record.path, report), report)
