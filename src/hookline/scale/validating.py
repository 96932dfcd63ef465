"""`validate` in partitions: the report of one process, put together by an engine."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from hookline.about import summary
from hookline.errors import (
    BadInputError,
    InvalidCorpusError,
    UnreadableFileError,
)
from hookline.findings import Report
from hookline.judging import Judge
from hookline.language import Language, Phrase, verbatim
from hookline.reading import STDIN
from hookline.resources import corpus_folder
from hookline.rules.file import HOLDS_NOTHING, READABLE
from hookline.scale.engine import Engine, Table
from hookline.scale.gathering import Partitioned
from hookline.scale.pieces import Piece, Source, counted, numbered, pieces_of, told
from hookline.scale.rows import OnRow
from hookline.scale.runners import Runner, done_again, opened
from hookline.shape import Engine as SchemaEngine
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

    def judged() -> Report:
        run = Run(Judge(engine, rules, language))
        with opened(runner, address) as opener:
            sources, roots = sources_of(run, wanted)
            if sources:
                pieces = divided(opener, sources, partitions)
                Partitioned(opener, run, sources, roots).judge(pieces, by_lock=base is None)
        if base is not None:
            run.judge_changes(base)
        else:
            run.judge_releases()
        return run.report()

    return done_again(judged)


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
            Partitioned(engine, run, sources, roots).judge(pieces)
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
