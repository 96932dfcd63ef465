"""Rows on an engine: the door to Daft. What is asked of it is little, and asked in our words."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from hookline.scale.rows import OnMeeting, OnRow, OnRows, Row

_OnValues = Callable[[list[Any]], list[list[dict[str, Any]]]]
_GROUPS = 256
"""How many groups a function is given at once."""


class Table:
    """Rows that an engine holds; nothing is done before `rows` or `kept` asks for it.

    Attributes:
        frame: the same as Daft's DataFrame, of the columns of `Row`.
    """

    def __init__(self, engine: "Engine", frame: Any) -> None:  # noqa: ANN401 - Daft's DataFrame
        self._engine, self.frame = engine, frame

    def each(self, function: OnRow) -> "Table":
        """Return what a function yields for each row."""
        return self._made(
            self._engine.mapped(
                self.frame.select(_struct().alias("row")), _on_each(function), size=1
            )
        )

    def grouped(self, function: OnRows, by: tuple[str, ...] = ("corpus", "group")) -> "Table":
        """Return what a function yields for the rows that have the same values, in no order."""
        groups = self.frame.select(*by, _struct().alias("row")).groupby(*by)
        listed = groups.agg(_column("row").list_agg()).select("row")
        return self._made(self._engine.mapped(listed, _on_group(function), size=_GROUPS))

    def only(self, *kinds: str) -> "Table":
        """Return the rows of some kinds."""
        return self._made(self.frame.where(_column("kind").is_in(list(kinds))))

    def plus(self, *others: "Table") -> "Table":
        """Return these rows and those of others."""
        frame = self.frame
        for other in others:
            frame = frame.concat(other.frame)
        return self._made(frame)

    def firsts(self, by: tuple[str, ...] = ("kind", "corpus", "key"), least: int = 1) -> "Table":
        """Return a row for those that have the same values: the least order, any group and data.

        Args:
            by: the columns that are the same.
            least: how many rows there must be of it.
        """
        rest = [name for name in Row._fields if name not in by and name != "order"]
        groups = self.frame.groupby(*by).agg(
            _column("order").min(),
            *(_column(name).any_value() for name in rest),
            _column("order").count().alias("count"),
        )
        return self._made(groups.where(_column("count") >= least).select(*Row._fields))

    def answered(self, by: "Table", on: tuple[str, ...] = ("corpus", "key")) -> "Table":
        """Return, for each row that asks, order and data of those that have the same values."""
        answers = by.frame.select(*on, _column("order"), _column("data"))
        asked = self.frame.exclude("order", "data")
        return self._made(asked.join(answers, on=list(on)).select(*Row._fields))

    def met(self, by: "Table", function: OnMeeting, own: str = "key") -> "Table":
        """Return what a function yields for each row and the data of those with its key.

        Args:
            by: whose `key` is looked up, and whose `data` is given.
            function: what is done with a row and such data.
            own: the column of these rows that holds the key.
        """
        theirs = by.frame.select(_column("key").alias("their_key"), _column("data").alias("met"))
        joined = self.frame.join(theirs, left_on=own, right_on="their_key")
        pairs = joined.select(_struct("met").alias("row"))
        return self._made(self._engine.mapped(pairs, _on_meeting(function), size=_GROUPS))

    def paired(self) -> "Table":
        """Return a row for each two groups that have a key in common: one as `group`, one as `key`.

        No list of the groups of a key is made, however many there are.
        """
        own = self.frame.select("kind", "group", "key").distinct()
        shared = own.groupby("key").agg(_column("group").count().alias("count"))
        shared = shared.where(_column("count") > 1).select("key")
        own = own.join(shared, on="key", how="semi")
        other = own.select("key", _column("group").alias("other"))
        pairs = own.join(other, on="key").where(_column("group") < _column("other"))
        distinct = pairs.select("kind", "group", _column("other").alias("key")).distinct()
        blank = self._engine.table([Row("")]).frame.select("corpus", "order", "data")
        return self._made(distinct.join(blank, how="cross").select(*Row._fields))

    def sorted(self) -> "Table":
        """Return the rows in the order of their keys."""
        return self._made(self.frame.sort("key"))

    def without(self, other: "Table", on: tuple[str, ...] = ("corpus", "key")) -> "Table":
        """Return the rows whose values no row of another table has."""
        return self._made(self.frame.join(other.frame, on=list(on), how="anti"))

    def kept(self) -> "Table":
        """Return the same rows, worked out once: on disk, or where the cluster keeps them."""
        return self._made(self._engine.kept(self.frame))

    def rows(self) -> Iterator[Row]:
        """Yield the rows, in no order."""
        for each in self.frame.select(*Row._fields).iter_rows():
            yield Row(**each)

    def _made(self, frame: Any) -> "Table":  # noqa: ANN401 - Daft's DataFrame
        return Table(self._engine, frame)


class Engine:
    """Daft, on its own runner or on a cluster.

    Attributes:
        scratch: a folder for what is kept; None where a cluster keeps it.
        processes: how many work on this machine, where there is no cluster.
    """

    def __init__(self, scratch: Path | None, processes: int) -> None:
        self.scratch, self.processes = scratch, processes
        self._count = 0

    def table(self, rows: Iterable[Row], partitions: int = 1) -> Table:
        """Return rows of this process as a table.

        Args:
            rows: what it holds.
            partitions: in how many parts a cluster works on it.
        """
        import daft  # noqa: PLC0415 - heavy

        columns = zip(Row._fields, zip(*rows, strict=True), strict=False)
        empty: dict[str, list[Any]] = {name: [] for name in Row._fields}
        frame = daft.from_pydict(empty | {name: list(values) for name, values in columns})
        frame = frame.select(*(_column(name).cast(each) for name, each in _types().items()))
        if self.scratch is None and partitions > 1:
            frame = frame.into_partitions(partitions)
        return Table(self, frame)

    def mapped(self, frame: Any, function: "_OnValues", size: int) -> Any:  # noqa: ANN401
        """Return a frame of what a function makes of the values of a frame's column `row`.

        Args:
            frame: Daft's DataFrame.
            function: values → for each a list of rows.
            size: how many values it is given at once.
        """
        import daft  # noqa: PLC0415 - heavy

        made = daft.DataType.list(daft.DataType.struct(_types()))
        here = Path.cwd()

        def work(column: Any) -> list[list[dict[str, Any]]]:  # noqa: ANN401 - Daft's Series
            if Path.cwd() != here:  # a cluster's processes start elsewhere
                with suppress(OSError):  # where paths are absolute it does not matter
                    os.chdir(here)
            return function(column.to_pylist())

        class Worker:
            @daft.method.batch(return_dtype=made, batch_size=size)  # type: ignore[untyped-decorator]
            def work(self, column: Any) -> list[list[dict[str, Any]]]:  # noqa: ANN401
                return work(column)

        if self.scratch is None or self.processes == 1:
            run = daft.func.batch(return_dtype=made, batch_size=size)(work)
        else:
            pool = daft.cls(Worker, use_process=True, max_concurrency=self.processes)
            run = pool().work
        lists = frame.select(run(_column("row")).alias("row"))
        filled = lists.where(daft.functions.list_count(_column("row")) > 0)
        return filled.explode("row").select(_column("row").unnest())

    def kept(self, frame: Any) -> Any:  # noqa: ANN401 - Daft's DataFrame
        """Return a frame that is worked out now, and only once."""
        import daft  # noqa: PLC0415 - heavy

        if self.scratch is None:
            return frame.collect()
        self._count += 1
        folder = self.scratch / str(self._count)
        frame.write_parquet(str(folder))
        return daft.read_parquet(f"{folder}/*.parquet")


def _column(name: str) -> Any:  # noqa: ANN401 - Daft's Expression
    from daft import col  # noqa: PLC0415 - heavy

    return col(name)


def _struct(*more: str) -> Any:  # noqa: ANN401 - Daft's Expression
    """Return the columns of a row, and more, as one."""
    from daft.functions import to_struct  # noqa: PLC0415 - heavy

    return to_struct(**{name: _column(name) for name in (*Row._fields, *more)})


def _types() -> dict[str, Any]:
    from daft import DataType  # noqa: PLC0415 - heavy

    kinds = {name: DataType.string() for name in Row._fields}
    return kinds | {"data": DataType.binary()}


def _on_each(function: OnRow) -> _OnValues:
    def work(values: list[Any]) -> list[list[dict[str, Any]]]:
        return [[made._asdict() for made in function(Row(**each))] for each in values]

    return work


def _on_group(function: OnRows) -> _OnValues:
    def work(values: list[Any]) -> list[list[dict[str, Any]]]:
        return [
            [made._asdict() for made in function([Row(**each) for each in group])]
            for group in values
        ]

    return work


def _on_meeting(function: OnMeeting) -> _OnValues:
    def work(values: list[Any]) -> list[list[dict[str, Any]]]:
        return [
            [made._asdict() for made in function(Row(**each), met)]
            for each in values
            for met in (each.pop("met"),)
        ]

    return work
