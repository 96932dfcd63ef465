"""What was gathered of a script → what becomes of its dialogues. Knows no engine."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

from hookline.findings import Finding
from hookline.judging import Judge, Judged
from hookline.parts import part_hits
from hookline.rules import RELEASE_RULES
from hookline.scale.judging import Tally, findings, skips
from hookline.scale.rows import ORDER, Row, of_kind, packed, unpacked
from hookline.surroundings import CorpusOnDisk
from hookline.verdicts import (
    Pending,
    Seen,
    Verdict,
    compared,
    repeated,
    settled,
    settled_in_corpus,
)


class Settling(msgspec.Struct, frozen=True):
    """The function of a group: all dialogues of a script, or all of one id outside any corpus.

    Attributes:
        judge: how records are judged.
        roots: the corpora of the run.
        twinned: the numbers of those that have a benign dialogue.
        listing: the numbers of those of which it is asked whether all was judged.
        by_lock: whether dialogues are compared with the lock of their own corpus.
        run: what is read of a corpus is kept for this run.
    """

    judge: Judge
    roots: tuple[Path, ...]
    twinned: frozenset[str]
    listing: frozenset[str]
    by_lock: bool
    run: str

    def __call__(self, rows: list[Row]) -> Iterator[Row]:
        """Yield `finding`, `skip` and `tally`; `known` of each id that was looked at."""
        around = self._around(rows) if rows[0].corpus else None
        for order, verdict in self._verdicts(rows, around):
            yield from findings(f"{order}b", verdict.findings)
            yield from skips(order, verdict.not_run)
            if verdict.waived:
                yield Row("tally", data=packed(Tally(waived=verdict.waived)))
        if around is None:
            return
        for row in of_kind(rows, "layer"):
            yield from findings(f"3{row.order}", tuple(self._layer(row, around)))
        if around.lock and self.by_lock:
            states = around.released(whole=False)
            found = compared(self.judge, RELEASE_RULES, around.root, *states)
            yield from findings("4", tuple(found))
        if rows[0].corpus in self.listing:
            yield from (Row("known", rows[0].corpus, key=each) for each in around.known())

    def _around(self, rows: list[Row]) -> CorpusOnDisk:
        """Return what stands around a script: its corpus, and what other partitions know."""
        corpus = rows[0].corpus
        around = corpus_of(self.roots[int(corpus)], self.run).afresh()
        others = sorted((row.order, row.data) for row in of_kind(rows, "need"))
        judged: list[Judged] = [unpacked(data)[1] for _, data in others]
        around.hear(
            has_twins=corpus in self.twinned,
            others=[each.facts for each in judged if each.facts],
            texts={row.key: row.order[ORDER:] for row in of_kind(rows, "text")},
            retelling={row.key: unpacked(row.data) for row in of_kind(rows, "retells")},
        )
        return around

    def _verdicts(
        self, rows: list[Row], around: CorpusOnDisk | None
    ) -> Iterator[tuple[str, Verdict]]:
        seen: Seen = {}
        waiting: list[tuple[str, Pending, CorpusOnDisk]] = []
        for order, data in sorted((row.order, row.data) for row in of_kind(rows, "member")):
            record, judged = unpacked(data)
            hits = repeated(seen, rows[0].corpus, record, judged)
            if judged.facts is not None and around is not None:
                around.add(judged.facts)
                pending = Pending(record, judged.facts, around.root, hits, judged.waivers)
                waiting.append((f"2{order}", pending, around))
            elif hits or judged.waivers:
                yield f"1{order}", settled(self.judge, record, hits, judged.waivers)
        for order, pending, corpus in waiting:
            yield order, settled_in_corpus(self.judge, pending, corpus)

    def _layer(self, row: Row, around: CorpusOnDisk) -> Iterator[Finding]:
        record, value = unpacked(row.data)
        hits = list(part_hits(record.kind, value, record.path, around))
        yield from self.judge.located(record, hits)


def gathered(rows: list[Row]) -> list[Row]:
    """Return the scripts that retell a source, as one row."""
    scripts = dict.fromkeys(row.group for row in sorted(rows, key=lambda row: row.order))
    return [rows[0]._replace(data=packed(tuple(scripts)))]


@lru_cache(maxsize=8)
def corpus_of(root: Path, _run: str) -> CorpusOnDisk:
    """Return what is read of a corpus on disk, kept while a run goes on."""
    return CorpusOnDisk(root)
