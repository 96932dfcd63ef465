"""An engine without an engine: the same questions, answered by lists of this process."""

import pickle
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from hookline.scale.rows import OnMeeting, OnRow, OnRows, Row


def values(row: Row, by: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(getattr(row, name) for name in by)


class Lists:
    def __init__(self, rows: Iterable[Row]) -> None:
        self.held = list(rows)

    def each(self, function: OnRow) -> "Lists":
        crossed = pickle.loads(pickle.dumps(function))  # noqa: S301 - as an engine does it
        return Lists(made for row in self.held for made in crossed(row))

    def grouped(self, function: OnRows, by: tuple[str, ...] = ("corpus", "group")) -> "Lists":
        crossed = pickle.loads(pickle.dumps(function))  # noqa: S301 - as an engine does it
        found = self.groups(by).values()
        return Lists(made for rows in found for made in crossed(rows[::-1]))

    def only(self, *kinds: str) -> "Lists":
        return Lists(row for row in self.held if row.kind in kinds)

    def plus(self, *others: "Lists") -> "Lists":
        return Lists([*self.held, *(row for other in others for row in other.held)])

    def firsts(self, by: tuple[str, ...] = ("kind", "corpus", "key"), least: int = 1) -> "Lists":
        found = self.groups(by).values()
        return Lists(
            rows[-1]._replace(order=min(row.order for row in rows))
            for rows in found
            if len(rows) >= least
        )

    def answered(self, by: "Lists", on: tuple[str, ...] = ("corpus", "key")) -> "Lists":
        answers = by.groups(on)
        return Lists(
            row._replace(order=each.order, data=each.data)
            for row in self.held
            for each in answers.get(values(row, on), ())
        )

    def met(self, by: "Lists", function: OnMeeting, own: str = "key") -> "Lists":
        theirs = by.groups(("key",))
        return Lists(
            made
            for row in self.held
            for each in theirs.get(values(row, (own,)), ())
            for made in function(row, each.data)
        )

    def paired(self) -> "Lists":
        pairs = {
            (one.group, two.group)
            for rows in self.groups(("key",)).values()
            for one in rows
            for two in rows
            if one.group < two.group
        }
        return Lists(Row("band", group=one, key=two) for one, two in pairs)

    def sorted(self) -> "Lists":
        return Lists(sorted(self.held, key=lambda row: row.key, reverse=True))

    def without(self, other: "Lists", on: tuple[str, ...] = ("corpus", "key")) -> "Lists":
        had = other.groups(on)
        return Lists(row for row in self.held if values(row, on) not in had)

    def kept(self) -> "Lists":
        return self

    def rows(self) -> Iterator[Row]:
        return iter(self.held[::-1])

    def groups(self, by: tuple[str, ...]) -> dict[tuple[str, ...], list[Row]]:
        groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in self.held:
            groups[values(row, by)].append(row)
        return groups


class LocalEngine:
    def table(self, rows: Iterable[Row], partitions: int = 1) -> Lists:
        assert partitions >= 1
        return Lists(rows)


@contextmanager
def opened(_runner: str, _address: str | None = None) -> Iterator[LocalEngine]:
    yield LocalEngine()
