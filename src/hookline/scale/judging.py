"""A piece of the files → what is wrong in it, and what others must know. Knows no engine."""

from collections.abc import Iterator

import msgspec

from hookline.errors import NothingFoundError, UnreadableFileError
from hookline.files import Homes
from hookline.findings import Finding, NotRun
from hookline.judging import Judge, Judged
from hookline.model import layer_from
from hookline.reading import Record
from hookline.rules import Facts
from hookline.scale.pieces import Piece, Source
from hookline.scale.rows import Row, ordered, packed, plain, unpacked
from hookline.verdicts import homeless


class Tally(msgspec.Struct, frozen=True):
    """What is added up over the run."""

    files: int = 0
    dialogues: int = 0
    waived: int = 0


class Judging(msgspec.Struct, frozen=True):
    """The function of a piece: judge its records one by one.

    Attributes:
        judge: how records are judged.
    """

    judge: Judge

    def __call__(self, row: Row) -> Iterator[Row]:
        """Yield what a piece tells.

        `finding` and `skip` are for the report, `tally` and `read` are added up, `part` is a file
        beside the dialogues; `member` and `layer` go to their group, `text`, `need` and `retells`
        ask for what others know; `cites`, `licence` and `twins` are known of the corpus.
        """
        piece: Piece = unpacked(row.data)
        homes = Homes()
        files = dialogues = 0
        once: dict[tuple[str, ...], Row] = {}
        for source in piece.sources:
            found = False
            try:
                for record in piece.records(source, homes):
                    found = True
                    judged = self._judged(source, record, homes)
                    dialogues += record.kind == "dialogue" and judged.readable
                    yield from self._told(source, record, judged)
                    for each in self._told_once(source, record, judged):
                        once.setdefault(each[:4], each)
            except (UnreadableFileError, NothingFoundError) as error:
                yield _read(source, type(error), error.sentence)
                continue
            if piece.stretch is None:
                files += 1
            else:
                yield _read(source, found)
        yield from once.values()
        yield Row("tally", data=packed(Tally(files, dialogues)))

    def _judged(self, source: Source, record: Record, homes: Homes) -> Judged:
        in_corpus = source.corpus is not None
        expected = None
        if in_corpus and not record.line and record.kind == "dialogue":
            expected = homes.dialogue_id(record.path)
        return self.judge.judge(record, expected, in_corpus=in_corpus)

    def _told(self, source: Source, record: Record, judged: Judged) -> Iterator[Row]:
        order = ordered(source.number, record)
        yield from findings(f"1{order}a", judged.findings)
        if judged.value is not None and source.corpus is not None and self.judge.rules:
            yield _part(source.name, order, record.kept(), judged.value)
        if judged.id is None:
            return
        facts = judged.facts
        kept = judged._replace(findings=(), not_run=(), value=None)
        member = packed((record.kept(), kept))
        group = facts.script if facts else judged.id
        yield Row("member", source.name, group, judged.id, order, member)
        if facts is None:
            return
        yield Row("text", source.name, group, facts.text_sha256, order + facts.id)
        for other in (facts.translation_of, facts.contrast_of):
            if other and not other.startswith(f"{group}/"):
                yield Row("need", source.name, group, other, order)

    def _told_once(self, source: Source, record: Record, judged: Judged) -> Iterator[Row]:
        order = ordered(source.number, record)
        yield from skips(f"1{order}", judged.not_run)
        if judged.id is None:
            return
        if judged.facts is not None:
            yield from _about(source.name, order, judged.facts)
        elif self.judge.rules:
            yield from skips(f"1{order}9", [homeless(self.judge, record)])


def findings(order: str, found: tuple[Finding, ...]) -> Iterator[Row]:
    """Yield findings as rows, in their order."""
    for number, each in enumerate(found):
        yield Row("finding", order=f"{order}{number:06}", data=packed(each))


def skips(order: str, not_run: tuple[NotRun, ...] | list[NotRun]) -> Iterator[Row]:
    """Yield what did not run as rows; the same sentence has the same key."""
    for number, each in enumerate(not_run):
        key = plain(f"{each.file}\n{each.what}\n{each.why}")
        yield Row("skip", key=key, order=f"{order}{number:06}", data=packed(each))


def _about(corpus: str, order: str, facts: Facts) -> Iterator[Row]:
    """Yield what a dialogue adds to what is known of its corpus."""
    yield Row("licence", corpus, key=plain(facts.licence), order=order + facts.id)
    if facts.label == "benign":
        yield Row("twins", corpus)
    for source in facts.sources:
        yield Row("cites", corpus, key=source)
        if facts.basis == "retells":
            yield Row("retells", corpus, facts.script, source, order)


def _part(corpus: str, order: str, record: Record, value: object) -> Row:
    if record.kind != "layer":
        return Row("part", corpus, key=record.kind, order=order, data=packed((record, value)))
    dialogue = layer_from(value).dialogue
    script = dialogue.partition("/")[0]
    return Row("layer", corpus, script, dialogue, order, packed((record, value)))


def _read(source: Source, *what: object) -> Row:
    """Return whether a stretch had a record, or why a file could not be read."""
    return Row("read", key=str(source.number), order=ordered(source.number), data=packed(what))
