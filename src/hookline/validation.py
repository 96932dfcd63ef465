"""Bytes → shape → rules → `Report`. Bad data is a finding, never an exception."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any, NamedTuple

from hookline.errors import NothingFoundError, UnreadableFileError
from hookline.files import corpus_root, place_in, strangers_below
from hookline.findings import Finding, Hit, Level, Location, NotRun, Report, RuleInfo
from hookline.identifiers import masked_text
from hookline.language import Language, Phrase, filled
from hookline.model import Dialogue, Layer, dialogue_from, layer_from
from hookline.positions import Scan, scan
from hookline.reading import STDIN, Record, files_of, records
from hookline.resources import corpus_folder
from hookline.rules import CATALOGUE, CORPUS_RULES, LAYER_RULES, Facts, facts_of, triggered
from hookline.rules import file as file_rules
from hookline.rules.waiver import judged
from hookline.shape import UNKNOWN_FIELD, Engine, is_valid, shape_hits
from hookline.snippets import located
from hookline.surroundings import CorpusOnDisk

_CATALOGUE = {info.id: info for info in CATALOGUE}
Progress = Callable[[int, int], None]


class _Pending(NamedTuple):
    """What is kept of a dialogue until corpus rules run."""

    record: Record
    dialogue: Dialogue
    facts: Facts
    root: Path
    hits: list[tuple[RuleInfo, Hit]]


def validate(
    path: str | Path | None = None,
    *,
    engine: Engine = "jsonschema-rs",
    rules: bool = True,
    language: Language = "en",
) -> Report:
    """Validate a file, a folder or a JSONL file.

    Args:
        path: the bundled corpus where it is None.
        engine: the JSON Schema engine; both judge alike, `jsonschema` slowly.
        rules: whether to go on from the schema to the rules.
        language: what the sentences are written in.

    Returns:
        A `Report`; bad data never raises.
    """
    paths = [Path(path) if path else corpus_folder()]
    return validate_paths(paths, engine=engine, rules=rules, language=language)


def validate_paths(
    paths: Iterable[Path],
    *,
    engine: Engine = "jsonschema-rs",
    rules: bool = True,
    language: Language = "en",
    stdin: IO[bytes] | None = None,
    progress: Progress | None = None,
) -> Report:
    """Validate files and folders; `-` is standard input.

    Args:
        paths: what to judge.
        engine: the JSON Schema engine.
        rules: whether to go on from the schema to the rules.
        language: what the sentences are written in.
        stdin: what `-` reads.
        progress: called with files done and files in all.

    Returns:
        A `Report`; bad data never raises.
    """
    run = _Run(engine, rules=rules, language=language)
    files = run.expand(paths)
    for done, path in enumerate(files):
        if progress:
            progress(done, len(files))
        run.judge_file(path, stdin)
    run.judge_corpus()
    if progress:
        progress(len(files), len(files))
    return run.report()


class _Run:
    """One validation: collects findings while files go by."""

    def __init__(self, engine: Engine, *, rules: bool, language: Language) -> None:
        self.engine = engine
        self.language = language
        self.rules = rules
        self.findings: list[Finding] = []
        self.not_run: dict[NotRun, None] = {}
        self.files = self.dialogues = self.unreadable = self.waived = 0
        self.pending: list[_Pending] = []
        self.seen: dict[tuple[Path | None, str], str] = {}
        self.roots: dict[Path, Path | None] = {}
        self.corpora: dict[Path, CorpusOnDisk] = {}

    def expand(self, paths: Iterable[Path]) -> list[Path]:
        """Return the files of all paths, each once; what is missing becomes a finding."""
        files: dict[Path, Path] = {}
        for path in paths:
            try:
                for each in files_of(path):
                    files.setdefault(each.absolute().parent.resolve() / each.name, each)
                for each in strangers_below(path) if path != STDIN else ():
                    record = Record(each, 0, b"", "dialogue")
                    self._skip(
                        record, Phrase("everything"), Phrase("the name does not end in .json")
                    )
            except (UnreadableFileError, NothingFoundError) as error:
                self._unreadable(path, error.sentence)
        return list(files.values())

    def judge_file(self, path: Path, stdin: IO[bytes] | None) -> None:
        """Judge every record of one file."""
        try:
            for record in records(path, stdin):
                self._judge(record)
        except (UnreadableFileError, NothingFoundError) as error:
            self._unreadable(path, error.sentence)
        else:
            self.files += 1

    def _unreadable(self, path: Path, problem: Phrase) -> None:
        self.unreadable += 1
        record = Record(path, 0, b"", "dialogue")
        self._add(record, file_rules.READABLE, Hit("", {"problem": problem}))

    def _judge(self, record: Record) -> None:
        parsed = file_rules.parse(record.data)
        if parsed.spots:
            scanned = scan(parsed.text)
            for spot in parsed.spots:
                self._add(record, spot.info, spot.hit, scanned, (spot.offset, spot.offset + 1))
        if not parsed.readable:
            what = Phrase("schema and rules")
            self._skip(record, what, Phrase("the file is not readable as JSON"))
            return
        if record.kind == "dialogue":
            self.dialogues += 1
        try:
            valid = is_valid(parsed.value, record.kind, self.engine)
        except (ValueError, RecursionError):  # an engine gives up on a bomb of brackets
            valid = False
        if not valid:
            self._judge_shape(record, parsed.value, scan(parsed.text))
        elif record.kind == "dialogue":
            self._judge_dialogue(record, dialogue_from(parsed.value), parsed.text)
        elif record.kind == "layer" and self.rules:
            self._judge_layer(record, layer_from(parsed.value), parsed.text)

    def _judge_shape(self, record: Record, value: Any, scanned: Scan) -> None:  # noqa: ANN401
        if deep := file_rules.too_deep(scanned):
            self._add(record, deep.info, deep.hit, scanned, (0, 1))
            return
        hits = shape_hits(value, record.kind, self.engine, most=file_rules.MOST_FINDINGS)
        for info, hit in hits:
            stretch = scanned.stretch(hit.pointer, key=info is UNKNOWN_FIELD)
            self._add(record, info, hit, scanned, stretch)
        if record.kind == "dialogue" and self.rules:
            self._skip(record, Phrase("rules"), Phrase("the file does not have the schema's shape"))

    def _judge_dialogue(self, record: Record, dialogue: Dialogue, text: str) -> None:
        root = self._root(record.path)
        hits = list(self._identity_hits(record, dialogue, root))
        if self.rules:
            for rule in triggered(dialogue):
                found = islice(rule.check(dialogue), file_rules.MOST_FINDINGS)
                hits += [(rule.info, hit) for hit in found]
            if root is not None:
                self._await_corpus(record, dialogue, root, hits)
                return
            what = Phrase("the checks of twin, original, sources and annotators")
            why = Phrase(
                "the file belongs to no corpus (no manifest.json beside dialogues/ above it)"
            )
            self._skip(record, what, why)
            hits = self._unwaived(dialogue, hits, frozenset({Level.DIALOGUE}))
        self._add_located(record, hits, text)

    def _judge_layer(self, record: Record, layer: Layer, text: str) -> None:
        root = self._root(record.path)
        if root is None:
            return
        surroundings = self._corpus(root)
        dialogue = surroundings.dialogue(layer.dialogue)
        hits = [
            (rule.info, hit)
            for rule in LAYER_RULES
            for hit in rule.check(layer, dialogue, surroundings)
        ]
        self._add_located(record, hits, text)

    def _corpus(self, root: Path) -> CorpusOnDisk:
        if root not in self.corpora:
            self.corpora[root] = CorpusOnDisk(root)
        return self.corpora[root]

    def _unwaived(
        self, dialogue: Dialogue, hits: list[tuple[RuleInfo, Hit]], levels: frozenset[Level]
    ) -> list[tuple[RuleInfo, Hit]]:
        if not dialogue.waivers:
            return hits
        kept, waived = judged(dialogue.waivers, hits, _CATALOGUE, levels)
        self.waived += waived
        return kept

    def _root(self, path: Path) -> Path | None:
        if path == STDIN:
            return None
        if path.parent not in self.roots:
            self.roots[path.parent] = corpus_root(path.parent)
        return self.roots[path.parent]

    def _identity_hits(
        self, record: Record, dialogue: Dialogue, root: Path | None
    ) -> Iterator[tuple[RuleInfo, Hit]]:
        inside = place_in(root, record.path) if root and not record.line else None
        if inside and inside.startswith("dialogues/"):
            expected = inside.removeprefix("dialogues/").removesuffix(".json")
            if expected != dialogue.id:
                values = {"id": dialogue.id, "expected": expected}
                yield file_rules.PATH_IS_ID, Hit("/id", values)
                return  # a copy that kept its id must not accuse the original
        first = self.seen.setdefault((root, dialogue.id), record.place)
        if first != record.place:
            yield file_rules.UNIQUE_ID, Hit("/id", {"id": dialogue.id, "first": first})

    def _await_corpus(
        self, record: Record, dialogue: Dialogue, root: Path, hits: list[tuple[RuleInfo, Hit]]
    ) -> None:
        facts = facts_of(dialogue)
        self._corpus(root).add(facts)
        self.pending.append(_Pending(record, dialogue, facts, root, hits))

    def judge_corpus(self) -> None:
        """Run the rules that look at more than one dialogue."""
        levels = frozenset({Level.DIALOGUE, Level.CORPUS})
        for record, dialogue, facts, root, hits in self.pending:
            surroundings = self.corpora[root]
            for what, why in surroundings.gaps(facts):
                self._skip(record, what, why)
            for rule in CORPUS_RULES:
                hits.extend((rule.info, hit) for hit in rule.check(facts, surroundings))
            if kept := self._unwaived(dialogue, hits, levels):
                self._add_located(record, kept, file_rules.parse(record.data).text)

    def _skip(self, record: Record, what: Phrase, why: Phrase) -> None:
        words = [filled(each.template, each.values, self.language) for each in (what, why)]
        self.not_run[NotRun(file=record.name, what=words[0], why=words[1])] = None

    def _add_located(self, record: Record, hits: list[tuple[RuleInfo, Hit]], text: str) -> None:
        if hits:
            scanned = scan(text)
            for info, hit in hits:
                stretch = scanned.stretch(hit.pointer, within=hit.within)
                self._add(record, info, hit, scanned, stretch)

    def _add(
        self,
        record: Record,
        info: RuleInfo,
        hit: Hit,
        scanned: Scan | None = None,
        stretch: tuple[int, int] = (0, 1),
    ) -> None:
        location, snippet = Location(file=record.name), None
        if scanned:
            location, snippet = located(
                scanned, stretch, file=record.name, line=record.line, pointer=hit.pointer
            )
        self.findings.append(
            Finding(
                rule=info.id,
                severity=info.severity,
                message=masked_text(filled(info.message, hit.values, self.language)),
                location=location,
                hint=filled(info.hint, hit.values, self.language),
                suggestion=hit.suggestion,
                snippet=snippet,
            )
        )

    def report(self) -> Report:
        """Return everything found, sorted by file and place."""
        ordered = sorted(
            self.findings,
            key=lambda each: (each.location.file, each.location.line, each.location.column),
        )
        return Report(
            findings=tuple(ordered),
            not_run=tuple(self.not_run),
            files=self.files,
            dialogues=self.dialogues,
            unreadable=self.unreadable,
            waived=self.waived,
            language=self.language,
        )
