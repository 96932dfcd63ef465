"""Bytes → shape → rules → `Report`. Bad data is a finding, never an exception."""

import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

from hookline.errors import NothingFoundError, UnreadableFileError
from hookline.files import corpus_root, default_corpus, files_below, kind_of, read_bytes
from hookline.findings import Finding, Hit, Location, NotRun, Report, RuleInfo
from hookline.model import Dialogue, dialogue_from
from hookline.positions import Scan, scan
from hookline.rules import CORPUS_RULES, DIALOGUE_RULES, Facts, facts_of
from hookline.rules import file as file_rules
from hookline.shape import UNKNOWN_FIELD, Engine, is_valid, shape_hits
from hookline.surroundings import CorpusOnDisk

STDIN = Path("-")
Progress = Callable[[int, int], None]


class _Record(NamedTuple):
    """One JSON text: a file, or a line of a JSONL file (then `line` says which)."""

    path: Path
    line: int
    data: bytes
    kind: str


class _Pending(NamedTuple):
    """What is kept of a dialogue until corpus rules run."""

    record: _Record
    facts: Facts
    root: Path | None


def validate(
    path: str | Path | None = None, *, engine: Engine = "jsonschema-rs", rules: bool = True
) -> Report:
    """Validate a file, a folder or a JSONL file.

    Args:
        path: the working directory's corpus, else the bundled one, where it is None.
        engine: the JSON Schema engine; both judge alike, `jsonschema` slowly.
        rules: whether to go on from the schema to the rules.

    Returns:
        A `Report`; bad data never raises.
    """
    return validate_paths([Path(path) if path else default_corpus()], engine=engine, rules=rules)


def validate_paths(
    paths: Iterable[Path],
    *,
    engine: Engine = "jsonschema-rs",
    rules: bool = True,
    stdin: IO[bytes] | None = None,
    progress: Progress | None = None,
) -> Report:
    """Validate files and folders; `-` is standard input.

    Args:
        paths: what to judge.
        engine: the JSON Schema engine.
        rules: whether to go on from the schema to the rules.
        stdin: what `-` reads.
        progress: called with files done and files in all.

    Returns:
        A `Report`; bad data never raises.
    """
    run = _Run(engine, rules=rules)
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

    def __init__(self, engine: Engine, *, rules: bool) -> None:
        self.engine = engine
        self.rules = rules
        self.findings: list[Finding] = []
        self.not_run: dict[tuple[str, str, str], None] = {}
        self.files = self.dialogues = self.unreadable = 0
        self.pending: list[_Pending] = []
        self.seen: dict[tuple[Path | None, str], str] = {}
        self.roots: dict[Path, Path | None] = {}
        self.corpora: dict[Path | None, CorpusOnDisk] = {}

    def expand(self, paths: Iterable[Path]) -> list[Path]:
        """Return the files of all paths, each once; what is missing becomes a finding."""
        files: dict[Path, None] = {}
        for path in paths:
            if path == STDIN or path.is_file():
                files[path] = None
                continue
            try:
                files.update(dict.fromkeys(files_below(path)))
            except (UnreadableFileError, NothingFoundError) as error:
                self._unreadable(path, str(error))
        return list(files)

    def _unreadable(self, path: Path, problem: str) -> None:
        self.unreadable += 1
        record = _Record(path, 0, b"", "dialogue")
        self._add(record, file_rules.READABLE, 1, 1, Hit("", {"problem": problem}))

    def judge_file(self, path: Path, stdin: IO[bytes] | None) -> None:
        """Judge every record of one file."""
        try:
            for record in _records(path, stdin):
                self._judge(record)
        except UnreadableFileError as error:
            self._unreadable(path, str(error))
        else:
            self.files += 1

    def _judge(self, record: _Record) -> None:
        parsed = file_rules.parse(record.data)
        for spot in parsed.spots:
            self._add(record, spot.info, spot.line, spot.column, spot.hit)
        if not parsed.readable:
            self._skip(record, "schema and rules", "the file is not readable as JSON")
            return
        if record.kind == "dialogue":
            self.dialogues += 1
        if not is_valid(parsed.value, record.kind, self.engine):
            self._judge_shape(record, parsed.value, scan(parsed.text))
            return
        if record.kind == "dialogue":
            self._judge_dialogue(record, dialogue_from(parsed.value), parsed.text)

    def _judge_shape(self, record: _Record, value: Any, scanned: Scan) -> None:  # noqa: ANN401
        if deep := file_rules.too_deep(scanned):
            self._add(record, deep.info, deep.line, deep.column, deep.hit)
            return
        for info, hit in shape_hits(value, record.kind, self.engine):
            at_key = info is UNKNOWN_FIELD
            place = scanned.locate_key(hit.pointer) if at_key else scanned.locate(hit.pointer)
            self._add(record, info, *place, hit)
        if record.kind == "dialogue" and self.rules:
            self._skip(record, "rules", "the file does not have the schema's shape")

    def _judge_dialogue(self, record: _Record, dialogue: Dialogue, text: str) -> None:
        root = self._root(record.path)
        hits = list(self._identity_hits(record, dialogue, root))
        if self.rules:
            for rule in DIALOGUE_RULES:
                hits += [(rule.info, hit) for hit in rule.check(dialogue)]
            self._await_corpus(record, dialogue, root)
        if hits:
            scanned = scan(text)
            for info, hit in hits:
                self._add(record, info, *scanned.locate(hit.pointer), hit)

    def _root(self, path: Path) -> Path | None:
        if path == STDIN:
            return None
        if path.parent not in self.roots:
            self.roots[path.parent] = corpus_root(path.parent)
        return self.roots[path.parent]

    def _await_corpus(self, record: _Record, dialogue: Dialogue, root: Path | None) -> None:
        surroundings = self.corpora.setdefault(root, CorpusOnDisk(root))
        if surroundings.problem:
            what = "the checks of twin, original, sources and annotators"
            self._skip(record, what, surroundings.problem)
        else:
            facts = facts_of(dialogue)
            surroundings.add(facts)
            self.pending.append(_Pending(record, facts, root))

    def _identity_hits(
        self, record: _Record, dialogue: Dialogue, root: Path | None
    ) -> Iterator[tuple[RuleInfo, Hit]]:
        dialogues = root / "dialogues" if root else None
        resolved = record.path.resolve()
        if dialogues and not record.line and resolved.is_relative_to(dialogues):
            expected = resolved.relative_to(dialogues).with_suffix("").as_posix()
            if expected != dialogue.id:
                values = {"id": dialogue.id, "expected": expected}
                yield file_rules.PATH_IS_ID, Hit("/id", values)
        place = f"{record.path}:{record.line}" if record.line else str(record.path)
        first = self.seen.setdefault((root, dialogue.id), place)
        if first != place:
            yield file_rules.UNIQUE_ID, Hit("/id", {"id": dialogue.id, "first": first})

    def judge_corpus(self) -> None:
        """Run the rules that look at more than one dialogue."""
        for each in self.pending:
            surroundings = self.corpora[each.root]
            hits = [
                (rule.info, hit)
                for rule in CORPUS_RULES
                for hit in rule.check(each.facts, surroundings)
            ]
            if hits:
                scanned = scan(file_rules.parse(each.record.data).text)
                for info, hit in hits:
                    self._add(each.record, info, *scanned.locate(hit.pointer), hit)

    def _skip(self, record: _Record, what: str, why: str) -> None:
        self.not_run[(str(record.path), what, why)] = None

    def _add(self, record: _Record, info: RuleInfo, line: int, column: int, hit: Hit) -> None:
        location = Location(
            file="<stdin>" if record.path == STDIN else str(record.path),
            line=record.line or line,
            column=column,
            pointer=hit.pointer,
        )
        self.findings.append(
            Finding(
                rule=info.id,
                severity=info.severity,
                message=info.message.format_map(hit.values),
                location=location,
                hint=info.hint.format_map(hit.values) if "{" in info.hint else info.hint,
                suggestion=hit.suggestion,
            )
        )

    def report(self) -> Report:
        """Return everything found, sorted by file and place."""
        place = [(each.location.file, each.location.line) for each in self.findings]
        order = sorted(
            range(len(place)), key=lambda at: (*place[at], self.findings[at].location.column)
        )
        return Report(
            findings=tuple(self.findings[at] for at in order),
            not_run=tuple(
                NotRun(file=file, what=what, why=why) for file, what, why in self.not_run
            ),
            files=self.files,
            dialogues=self.dialogues,
            unreadable=self.unreadable,
        )


def _records(path: Path, stdin: IO[bytes] | None) -> Iterator[_Record]:
    if path == STDIN:
        data = (stdin or io.BytesIO()).read()
        yield from (
            _lines(path, data) if _looks_like_lines(data) else [_Record(path, 0, data, "dialogue")]
        )
    elif path.suffix == ".jsonl":
        yield from _lines(path, read_bytes(path))
    else:
        yield _Record(path, 0, read_bytes(path), kind_of(path))


def _looks_like_lines(data: bytes) -> bool:
    """Tell JSONL from one document: its first line is a whole object and another follows."""
    first, _, rest = data.lstrip().partition(b"\n")
    return bool(rest.strip()) and first.startswith(b"{") and first.rstrip().endswith(b"}")


def _lines(path: Path, data: bytes) -> Iterator[_Record]:
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.strip():
            yield _Record(path, number, line.rstrip(b"\r"), "dialogue")
