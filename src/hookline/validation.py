"""Paths → `Report`: every record is judged, then what only shows between them. Nothing raises."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from hookline.errors import HooklineError, NothingFoundError, UnreadableFileError
from hookline.files import Homes, base_root, nearest_path, strangers_below
from hookline.findings import Finding, Hit, NotRun, Report
from hookline.judging import Judge, Judged
from hookline.language import Language, Phrase
from hookline.parts import part_hits
from hookline.pool import judged_all
from hookline.reading import STDIN, Record, files_of, records
from hookline.resources import corpus_folder
from hookline.rules import CHANGE_RULES, RELEASE_RULES
from hookline.rules import file as file_rules
from hookline.rules.change import ChangeRule, State
from hookline.shape import Engine
from hookline.surroundings import CorpusOnDisk
from hookline.verdicts import (
    Pending,
    Verdict,
    compared,
    homeless,
    repeated,
    settled,
    settled_in_corpus,
)

Progress = Callable[[int, int | None], None]
"""Called with what is done and what there is in all (None where that is not known)."""


def validate(
    path: str | Path | None = None,
    *,
    engine: Engine = "jsonschema-rs",
    rules: bool = True,
    language: Language = "en",
    base: str | Path | None = None,
    jobs: int = 1,
) -> Report:
    """Validate a file, a folder or a JSONL file.

    Args:
        path: the bundled corpus where it is None.
        engine: the JSON Schema engine; both judge alike, `jsonschema` slowly.
        rules: whether to go on from the schema to the rules.
        language: what the sentences are written in.
        base: an older corpus; what changed since is judged, too.
        jobs: number of processes.

    Returns:
        A `Report`; bad data never raises.
    """
    return validate_paths(
        [Path(path) if path else corpus_folder()],
        engine=engine,
        rules=rules,
        language=language,
        base=base,
        jobs=jobs,
    )


def validate_paths(
    paths: Iterable[Path],
    *,
    engine: Engine = "jsonschema-rs",
    rules: bool = True,
    language: Language = "en",
    base: str | Path | None = None,
    jobs: int = 1,
    stdin: IO[bytes] | None = None,
    progress: Progress | None = None,
) -> Report:
    """Validate files and folders; `-` is standard input.

    Args:
        paths: what to judge.
        engine: the JSON Schema engine.
        rules: whether to go on from the schema to the rules.
        language: what the sentences are written in.
        base: an older corpus; what changed since is judged, too.
        jobs: number of processes.
        stdin: what `-` reads.
        progress: called with the bytes that are done and the bytes in all.

    Returns:
        A `Report`; bad data never raises.
    """
    run = Run(Judge(engine, rules, language))
    files = run.expand(paths)
    whole = _size(files)
    done = 0
    source = run.records(files, stdin)
    for record, judged in judged_all(run.judge, source, run.task, jobs=jobs):
        run.fold(record, judged)
        done += len(record.data)
        if progress:
            progress(done, whole)
    run.judge_corpora()
    run.judge_parts()
    if base is not None:
        run.judge_changes(base)
    else:
        run.judge_releases()
    return run.report()


def _size(files: list[Path]) -> int | None:
    try:
        return sum(path.stat().st_size for path in files)
    except OSError:
        return None


class Run:
    """One validation: collects findings while records go by.

    Attributes:
        judge: how records are judged.
        findings: what was found so far, in no order.
        not_run: the checks that did not run, in the order that this was found out.
        parts: what is no dialogue: record, raw value and corpus.
        corpora: what is known of each corpus, by its folder.
    """

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.findings: list[Finding] = []
        self.not_run: dict[NotRun, None] = {}
        self.files = self.dialogues = self.unreadable = self.waived = 0
        self.pending: list[Pending] = []
        self.parts: list[tuple[Record, Any, Path]] = []
        self.seen: dict[tuple[str, str], tuple[Path, int]] = {}
        self.homeless: Path | None = None
        self.homes = Homes()
        self.last: tuple[Path, Path | None, str] = (STDIN, None, "")
        self.corpora: dict[Path, CorpusOnDisk] = {}

    def expand(self, paths: Iterable[Path]) -> list[Path]:
        """Return the files of all paths, each once; what is missing becomes a finding."""
        files: dict[Path, Path] = {}
        for path in paths:
            try:
                for each in files_of(path):
                    files.setdefault(self.homes.real(each), each)
                for each in strangers_below(path) if path != STDIN else ():
                    stranger = Record(each, 0, b"", "dialogue")
                    found = self.judge.finding(stranger, file_rules.STRANGER, Hit(""))
                    self.findings.append(found)
            except (UnreadableFileError, NothingFoundError) as error:
                self.cannot_read(path, error)
        return list(files.values())

    def records(self, files: list[Path], stdin: IO[bytes] | None) -> Iterator[Record]:
        """Yield the records of all files; what cannot be read becomes a finding."""
        for path in files:
            try:
                yield from records(path, stdin, self.homes)
            except (UnreadableFileError, NothingFoundError) as error:
                self.cannot_read(path, error)
            else:
                self.files += 1

    def task(self, record: Record) -> tuple[str | None, bool]:
        """Return the id that a record's path stands for, and whether it belongs to a corpus."""
        in_corpus = self._root(record.path) is not None
        if not in_corpus or record.line or record.kind != "dialogue":
            return None, in_corpus
        return self.homes.dialogue_id(record.path), True

    def fold(self, record: Record, judged: Judged) -> None:
        """Take in what was found in one record."""
        if record.kind == "dialogue" and judged.readable:
            self.dialogues += 1
        self.findings += judged.findings
        for each in judged.not_run:
            self.not_run[each] = None
        root = self._root(record.path)
        if judged.value is not None and root is not None and self.judge.rules:
            self._corpus(root)
            self.parts.append((record.kept(), judged.value, root))
        if judged.id is None:
            return
        hits = repeated(self.seen, self.last[2], record, judged)
        if judged.facts is not None and root is not None:
            self._corpus(root).add(judged.facts)
            kept = record.kept()
            self.pending.append(Pending(kept, judged.facts, root, hits, judged.waivers))
            return
        if self.judge.rules and record.path is not self.homeless:
            self.homeless = record.path
            self.not_run[homeless(self.judge, record)] = None
        if hits or judged.waivers:
            self.take(settled(self.judge, record, hits, judged.waivers))

    def take(self, verdict: Verdict) -> None:
        """Take in what became of one dialogue."""
        self.findings += verdict.findings
        self.waived += verdict.waived
        for each in verdict.not_run:
            self.not_run[each] = None

    def judge_parts(self) -> None:
        """Run the rules on what is no dialogue, by what stands around it."""
        for record, value, root in self.parts:
            hits = list(part_hits(record.kind, value, record.path, self.corpora[root]))
            self.findings += self.judge.located(record, hits)

    def judge_releases(self) -> None:
        """Compare released dialogues with the lock of their own corpus."""
        whole = {root for record, _, root in self.parts if record.kind == "lock"}
        for root, around in self.corpora.items():
            if around.lock:
                self._compare(RELEASE_RULES, root, *around.released(whole=root in whole))

    def judge_corpora(self) -> None:
        """Run the rules that look at more than one dialogue."""
        for pending in self.pending:
            self.take(settled_in_corpus(self.judge, pending, self.corpora[pending.root]))

    def judge_changes(self, base: str | Path) -> None:
        """Run the rules that compare the corpora with an older one."""
        path = Path(base) if str(base) else Path("--base")
        record = Record(path, 0, b"", "manifest")
        try:
            old = base_root(base)
        except HooklineError as error:
            self._skip(record, Phrase("the comparison with the base"), error.sentence)
            meant = nearest_path(path) if str(base) else None
            self.cannot_read(path, error, meant)
            return
        before = CorpusOnDisk(old).state()
        if before.lock is None:
            why = Phrase("the base has no lock.json: nothing of it is released")
            self._skip(record, Phrase("the checks of released text, labels and ids"), why)
        for root in self.corpora:
            now = self._corpus(root).state()
            self._compare(CHANGE_RULES, root, before, now)

    def _compare(
        self, rules: tuple[ChangeRule, ...], root: Path, before: State, now: State
    ) -> None:
        self.findings += compared(self.judge, rules, root, before, now)

    def _corpus(self, root: Path) -> CorpusOnDisk:
        if root not in self.corpora:
            self.corpora[root] = CorpusOnDisk(root)
        return self.corpora[root]

    def _root(self, path: Path) -> Path | None:
        if path is not self.last[0]:  # the lines of a file share its path
            root = None if path == STDIN else self.homes.root(path)
            self.last = (path, root, str(root))
        return self.last[1]

    def cannot_read(self, path: Path, error: HooklineError, meant: str | None = None) -> None:
        """Take in that a path is missing, cannot be opened or holds nothing."""
        self.unreadable += 1
        record = Record(path, 0, b"", "dialogue")
        hit = Hit("", {"problem": error.sentence}, meant)
        empty = isinstance(error, NothingFoundError)
        info = file_rules.HOLDS_NOTHING if empty else file_rules.READABLE
        self.findings.append(self.judge.finding(record, info, hit))

    def _skip(self, record: Record, what: Phrase, why: Phrase) -> None:
        self.not_run[self.judge.skipped(record, what, why)] = None

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
            language=self.judge.language,
        )
