"""The part of a validation that an engine does: hand out, gather by script, put together."""

import uuid
from collections.abc import Iterable
from pathlib import Path

from hookline.errors import HooklineError, NothingFoundError
from hookline.language import Phrase
from hookline.reading import name_of
from hookline.rules import Facts
from hookline.scale.engine import Engine, Table
from hookline.scale.judging import Judging, Tally
from hookline.scale.pieces import Piece, Source, told
from hookline.scale.rows import ORDER, Row, of_kind, unpacked
from hookline.scale.settling import Settling, gathered
from hookline.surroundings import CorpusOnDisk
from hookline.validation import Run


class Partitioned:
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
        """Return each dialogue, and what others know that its script asks for.

        What is asked is kept first: an engine that knows how little it is brings it to all
        dialogues, and does not move them.
        """
        members = judged.only("member")
        if not self.roots:
            return members
        texts = judged.only("text")
        repeated = texts.answered(texts.firsts(("corpus", "key"), least=2).kept())
        needed = judged.only("need").kept().answered(members)
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
