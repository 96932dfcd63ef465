"""Views as Arrow tables and Parquet files: the door to pyarrow.

Tables are made column by column, some thousand dialogues at a time, so that memory stays flat.
Categories are written as plain strings: dictionary-encoded columns do not load under every
version of `datasets`, and the label names travel in the folder's README.
"""

import hashlib
from collections.abc import Mapping, Sequence
from itertools import accumulate, chain
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from hookline.views.columns import DIALOGUE, Category, Column, Labelled, Level, ListOf, Record, View

BATCH = 2000
"""Dialogues a row group, so that readers need little memory and begin soon."""
_PLAIN = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "flag": pa.bool_()}


def arrow_type(column_type: Any) -> Any:  # noqa: ANN401 - the type of a Column; pyarrow has no types
    """Return the Arrow type of a column's type."""
    if isinstance(column_type, Category):
        return pa.string()
    if isinstance(column_type, ListOf):
        return pa.list_(arrow_type(column_type.item))
    if isinstance(column_type, Record):
        return pa.struct([(each.name, arrow_type(each.type)) for each in column_type.fields])
    return _PLAIN[column_type]


def schema(of: View) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return the `pyarrow.Schema` of a view."""
    return pa.schema([(each.name, arrow_type(each.type)) for each in of.columns])


class Batch:
    """Some dialogues as tables; a column that two views share is made once."""

    def __init__(self, labelled: Sequence[Labelled]) -> None:
        self._labelled = labelled
        self._things: dict[str, list[Any]] = {}
        self._arrays: dict[int, tuple[Column, Any]] = {}

    def table(self, of: View) -> Any:  # noqa: ANN401 - pyarrow has no types
        """Return a view of the dialogues as a `pyarrow.Table`."""
        return pa.Table.from_arrays([self._column(each) for each in of.columns], schema=schema(of))

    def _column(self, column: Column) -> Any:  # noqa: ANN401 - pyarrow has no types
        if id(column) not in self._arrays:
            array = self._array(column.type, column.values(self._of(column.level)))
            self._arrays[id(column)] = (column, array)  # which keeps the id its own
        return self._arrays[id(column)][1]

    def _of(self, level: Level) -> list[Any]:
        if level.name not in self._things:
            self._things[level.name] = level.of(self._labelled)
        return self._things[level.name]

    def _array(self, column_type: Any, values: list[Any]) -> Any:  # noqa: ANN401 - see Column
        if not isinstance(column_type, ListOf):
            return pa.array(values, arrow_type(column_type))
        items = list(chain.from_iterable(values))
        offsets = pa.array(accumulate(map(len, values), initial=0), pa.int32())
        if not isinstance(column_type.item, Record):
            return pa.ListArray.from_arrays(offsets, self._array(column_type.item, items))
        fields = column_type.item.fields
        arrays = [
            self._array(each.type, each.values(items))
            if each.level is DIALOGUE
            else self._column(
                each
            )  # the same things, one after the other, are a level of their own
            for each in fields
        ]
        names = [each.name for each in fields]
        return pa.ListArray.from_arrays(offsets, pa.StructArray.from_arrays(arrays, names))


class ParquetFile:
    """A Parquet file that is written batch by batch.

    Attributes:
        rows: how many it has so far.
    """

    def __init__(self, stream: IO[bytes], of: View, metadata: Mapping[str, str]) -> None:
        self.view = of
        self.rows = 0
        self._metadata = dict(metadata)
        self._sink = _Sink(stream)
        self._writer = pq.ParquetWriter(
            self._sink, schema(of), compression="zstd", store_schema=False
        )

    @property
    def size(self) -> int:
        """How many bytes it has so far."""
        return self._sink.size

    @property
    def sha256(self) -> str:
        """The hash of those bytes, as 64 hexadecimal digits."""
        return self._sink.digest.hexdigest()

    def write(self, batch: Batch) -> None:
        """Add the rows of some dialogues, as one row group."""
        table = batch.table(self.view)
        self.rows += table.num_rows
        self._writer.write_table(table, row_group_size=max(1, table.num_rows))

    def close(self) -> None:
        """Write what stands at the end of the file."""
        self._writer.add_key_value_metadata(self._metadata)
        self._writer.close()


class _Sink:
    """A stream that knows what was written to it; a writer's last words after it are not heard."""

    closed = False

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.digest = hashlib.sha256()
        self.size = 0

    def write(self, data: Any) -> int:  # noqa: ANN401 - any buffer
        if self.stream.closed:  # an export that was stopped
            return len(data)
        self.digest.update(data)
        self.size += len(data)
        return self.stream.write(data)

    def tell(self) -> int:
        return self.size

    def flush(self) -> None:
        """Do nothing: the stream is flushed by whoever closes it."""


def version() -> str:
    """Return the version of pyarrow, which the bytes of Parquet files follow."""
    return str(pa.__version__)


def same_tables(one: Path, other: Path) -> bool:
    """Tell whether two Parquet files hold the same rows, schema and key-value metadata.

    Raises:
        pyarrow.ArrowException: one of them is no Parquet file.
    """
    with pq.ParquetFile(one) as first, pq.ParquetFile(other) as second:
        if not first.schema_arrow.equals(second.schema_arrow, check_metadata=True):
            return False
        if first.metadata.num_rows != second.metadata.num_rows:
            return False
        pairs = zip(first.iter_batches(BATCH), second.iter_batches(BATCH), strict=False)
        return all(ours.equals(theirs) for ours, theirs in pairs)


def rows_in(path: Path) -> int:
    """Read a Parquet file to its end; return how many rows it has.

    Raises:
        pyarrow.ArrowException: it is no Parquet file, or is damaged.
    """
    with pq.ParquetFile(path) as opened:
        return sum(each.num_rows for each in opened.iter_batches(BATCH))
