"""`validate` in partitions: the report of one process, put together by an engine."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from hookline.about import summary
from hookline.errors import (
    BadInputError,
    HooklineError,
    InvalidCorpusError,
    NothingFoundError,
    UnreadableFileError,
)
from hookline.findings import Report
from hookline.judging import Judge
from hookline.language import Language, Phrase, verbatim
from hookline.reading import STDIN, name_of
from hookline.resources import corpus_folder
from hookline.rules import Facts
from hookline.rules.file import HOLDS_NOTHING, READABLE
from hookline.scale.engine import Engine, Runner, Table, opened
from hookline.scale.judging import Judging, Tally
from hookline.scale.pieces import Piece, Source, counted, numbered, pieces_of, told
from hookline.scale.rows import ORDER, OnRow, Row, of_kind, unpacked
from hookline.scale.settling import Settling, gathered
from hookline.shape import Engine as SchemaEngine
from hookline.surroundings import CorpusOnDisk
from hookline.validation import Run

_UNREAD = {READABLE.id, HOLDS_NOTHING.id}


def validate(
    path: str | Path | None = None,
    *,
    runner: Runner = "daft",
    address: str | None = None,
    partitions: int | None = None,
    engine: SchemaEngine = "jsonschema-rs",
    rules: bool = True,
    language: Language = "en",
    base: str | Path | None = None,
) -> Report:
    """Validate a file, a folder or a JSONL file in partitions.

    Args:
        path: the bundled corpus where it is None; every machine of a cluster must see it.
        runner: `daft` is this machine, `ray` a Ray cluster.
        address: of the cluster; by default that of `RAY_ADDRESS`, else one of this machine alone.
        partitions: about how many; by default one for each 32 MiB.
        engine: the JSON Schema engine.
        rules: whether to go on from the schema to the rules.
        language: what the sentences are written in.
        base: an older corpus; what changed since is judged, too, in this process.

    Returns:
        The `Report` that `hookline.validate` gives; bad data never raises.

    Raises:
        EngineMissingError: Daft is not installed, or there is no such cluster.
    """
    return validate_paths(
        [Path(path) if path else corpus_folder()],
        runner=runner,
        address=address,
        partitions=partitions,
        engine=engine,
        rules=rules,
        language=language,
        base=base,
    )


def validate_paths(
    paths: Iterable[Path],
    *,
    runner: Runner = "daft",
    address: str | None = None,
    partitions: int | None = None,
    engine: SchemaEngine = "jsonschema-rs",
    rules: bool = True,
    language: Language = "en",
    base: str | Path | None = None,
) -> Report:
    """Validate files and folders in partitions; see `validate`.

    Raises:
        BadInputError: a path is `-`: standard input cannot be divided.
        EngineMissingError: Daft is not installed, or there is no such cluster.
    """
    wanted = list(paths)
    if STDIN in wanted:
        raise BadInputError(Phrase("standard input cannot be divided: give the path of a file"))
    with opened(runner, address) as opener:
        run = Run(Judge(engine, rules, language))
        sources, roots = sources_of(run, wanted)
        if sources:
            pieces = divided(opener, sources, partitions)
            _Partitioned(opener, run, sources, roots).judge(pieces, by_lock=base is None)
        if base is not None:
            run.judge_changes(base)
        else:
            run.judge_releases()
        return run.report()


class Checked(NamedTuple):
    """Files without a bad dialogue, in pieces; `roots` are the corpora that they belong to."""

    engine: Engine
    pieces: list[Piece]
    roots: tuple[Path, ...]

    def each(self, function: OnRow) -> Table:
        """Return what a function yields for each piece, worked out once."""
        return self.engine.table(told(self.pieces), len(self.pieces)).each(function).kept()


@contextmanager
def checked(
    path: str | Path | None,
    runner: Runner,
    address: str | None,
    partitions: int | None,
    language: Language,
) -> Iterator[Checked]:
    """Give the pieces of files whose dialogues all have the schema's shape, and an engine for them.

    Raises:
        UnreadableFileError: the path is missing or cannot be opened.
        InvalidCorpusError: the data is bad; the error carries the report.
        EngineMissingError: Daft is not installed, or there is no such cluster.
    """
    place = Path(path) if path is not None else corpus_folder()
    with opened(runner, address) as engine:
        run = Run(Judge("jsonschema-rs", rules=False, language=language))
        sources, roots = sources_of(run, [place])
        pieces = divided(engine, sources, partitions)
        if pieces:
            _Partitioned(engine, run, sources, roots).judge(pieces)
        report = run.report()
        if report.unreadable:
            unread = (each for each in report.findings if each.rule in _UNREAD)
            raise UnreadableFileError(verbatim(next(unread).message))
        if not report.ok:
            raise InvalidCorpusError(summary(place, report), report)
        yield Checked(engine, pieces, roots)


def sources_of(run: Run, paths: Iterable[Path]) -> tuple[list[Source], tuple[Path, ...]]:
    """Return the files of paths, and the corpora that they belong to."""
    roots: dict[Path, int] = {}
    sources = []
    for number, path in enumerate(run.expand(paths)):
        root = run.homes.root(path)
        corpus = None if root is None else roots.setdefault(root, len(roots))
        sources.append(Source(number, path, corpus))
    return sources, tuple(roots)


def divided(engine: Engine, sources: list[Source], partitions: int | None) -> list[Piece]:
    """Return the pieces of files, which know where their lines begin."""
    pieces = pieces_of(sources, partitions)
    if all(piece.stretch is None for piece in pieces):
        return pieces
    counts = engine.table(told(pieces), len(pieces)).each(counted)
    return numbered(pieces, counts.rows())


class _Partitioned:
    """The part of a run that an engine does."""

    def __init__(
        self, engine: Engine, run: Run, sources: list[Source], roots: tuple[Path, ...]
    ) -> None:
        self.engine, self.run, self.sources, self.roots = engine, run, sources, roots

    def judge(self, pieces: list[Piece], *, by_lock: bool = False) -> None:
        """Judge all files, and take in what was found."""
        handed = self.engine.table(told(pieces), len(pieces))
        judged = handed.each(Judging(self.run.judge)).kept()
        once = judged.only("skip", "licence", "twins", "cites").firsts()
        first = list(judged.only("finding", "tally", "read", "part").plus(once).rows())
        listing = frozenset(row.corpus for row in of_kind(first, "part") if row.key == "sources")
        settling = Settling(
            judge=self.run.judge,
            roots=self.roots,
            twinned=frozenset(row.corpus for row in of_kind(first, "twins")),
            listing=listing,
            by_lock=by_lock,
            run=uuid.uuid4().hex,
        )
        settled = self._gathered(judged).grouped(settling).kept()
        once = settled.only("skip").firsts()
        self._take(first, list(settled.only("finding", "tally").plus(once).rows()))
        self._corpora(judged, settled, first, listing)
        self.run.judge_parts()

    def _gathered(self, judged: Table) -> Table:
        """Return each dialogue, and what others know that its script asks for."""
        members = judged.only("member")
        if not self.roots:
            return members
        texts = judged.only("text")
        repeated = texts.answered(texts.firsts(("corpus", "key"), least=2))
        needed = judged.only("need").answered(members)
        gathered_rows = members.plus(judged.only("layer"), repeated, needed)
        if not any(CorpusOnDisk(root).splits for root in self.roots):
            return gathered_rows
        retells = judged.only("retells")
        scripts = retells.firsts(("kind", "corpus", "group", "key"))
        return gathered_rows.plus(retells.answered(scripts.grouped(gathered, ("corpus", "key"))))

    def _take(self, *told_rows: list[Row]) -> None:
        """Take in findings, what did not run, and how much there was."""
        rows = [row for some in told_rows for row in some]
        rows.sort(key=lambda row: row.order)
        run = self.run
        run.findings += [unpacked(row.data) for row in of_kind(rows, "finding")]
        run.not_run |= {unpacked(row.data): None for row in of_kind(rows, "skip")}
        for row in of_kind(rows, "tally"):
            tally: Tally = unpacked(row.data)
            run.files += tally.files
            run.dialogues += tally.dialogues
            run.waived += tally.waived
        self._take_files(of_kind(rows, "read"))

    def _take_files(self, rows: Iterable[Row]) -> None:
        """Count the files that were read in stretches; say which could not be read."""
        found: dict[int, bool] = {}
        failed: dict[int, HooklineError] = {}
        for row in rows:
            what = unpacked(row.data)
            number = int(row.key)
            if len(what) == 1:
                found[number] = found.get(number, False) or what[0]
            else:
                failed.setdefault(number, what[0](what[1]))
        for number, has_records in found.items():
            values = {"path": name_of(self.sources[number].path)}
            if not has_records:
                nothing = NothingFoundError(Phrase("there is no dialogue in {path}", values))
                failed.setdefault(number, nothing)
            self.run.files += number not in failed
        for number, error in sorted(failed.items()):
            self.run.cannot_read(self.sources[number].path, error)

    def _corpora(
        self, judged: Table, settled: Table, rows: list[Row], listing: frozenset[str]
    ) -> None:
        """Tell the corpora of the run what was found out about them."""
        rows = sorted(rows, key=lambda row: row.order)
        for row in of_kind(rows, "part"):
            record, value = unpacked(row.data)
            self.run.parts.append((record, value, self.roots[int(row.corpus)]))
        for number in sorted({row.corpus for row in rows if row.kind in {"part", "licence"}}):
            own = [row for row in rows if row.corpus == number]
            around = CorpusOnDisk(self.roots[int(number)])
            around.hear(
                cited=[row.key for row in of_kind(own, "cites")],
                licences={row.key: row.order[ORDER:] for row in of_kind(own, "licence")},
                others=self._beyond(judged, number, around),
                whole=number in listing and self._is_whole(settled, number, around),
            )
            self.run.corpora[around.root] = around

    def _is_whole(self, settled: Table, number: str, around: CorpusOnDisk) -> bool:
        stored = self.engine.table(Row("known", number, key=each) for each in around.stored())
        return not any(stored.without(settled.only("known")).rows())

    def _beyond(self, judged: Table, number: str, around: CorpusOnDisk) -> Iterable[Facts]:
        """Yield the facts of dialogues that the corpus names, where they have no file of it."""
        named = {note.dialogue for note in around.notes()}
        named |= set(around.lock.dialogues) if around.lock else set()
        asked = [Row("beyond", number, key=each) for each in named if not around.exists(each)]
        if asked:
            members = judged.only("member")
            for row in self.engine.table(asked).answered(members).rows():
                if facts := unpacked(row.data)[1].facts:
                    yield facts
