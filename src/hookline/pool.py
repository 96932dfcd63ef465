"""Many records judged in order, by this process or by several."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from hookline.judging import Judge, Judged
from hookline.reading import Record

if TYPE_CHECKING:
    from concurrent.futures import Future

Task = Callable[[Record], tuple[str | None, bool]]
_BATCH = 200
_AHEAD = 3
"""Batches for each process that wait for their turn: enough to keep it busy, few enough to hold."""


def judged_all(
    judge: Judge, records: Iterable[Record], task: Task, *, jobs: int = 1
) -> Iterator[tuple[Record, Judged]]:
    """Yield each record and what is known of it, in the order of the records.

    Args:
        judge: how they are judged.
        records: read while they are asked for.
        task: the id that a record's path stands for, and whether it belongs to a corpus.
        jobs: number of processes.
    """
    if jobs <= 1:
        for record in records:
            expected, in_corpus = task(record)
            yield record, judge.judge(record, expected, in_corpus=in_corpus)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - heavy

    stream = iter(records)
    with ProcessPoolExecutor(jobs) as pool:
        waiting: deque[tuple[list[Record], Future[list[Judged]]]] = deque()
        try:
            while True:
                while len(waiting) < jobs * _AHEAD and (batch := list(islice(stream, _BATCH))):
                    asked = [(record, *task(record)) for record in batch]
                    waiting.append((batch, pool.submit(_judged, judge, asked)))
                if not waiting:
                    return
                batch, future = waiting.popleft()
                yield from zip(batch, future.result(), strict=True)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _judged(judge: Judge, asked: list[tuple[Record, str | None, bool]]) -> list[Judged]:
    return [judge.judge(record, expected, in_corpus=known) for record, expected, known in asked]
