"""Parquet that an export wrote, read back as Arrow: categories become numbers by Arrow itself.

The other half of the door to pyarrow: `arrow` makes tables of dialogues, this reads them again.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hookline.arrow import arrow_type, schema
from hookline.errors import BadInputError, UnreadableFileError, UnwritableFolderError
from hookline.language import Phrase, verbatim
from hookline.views import VIEWS, view
from hookline.views.columns import Category, Column, ListOf, Record

IN_MEMORY = 1 << 28
"""Bytes of a part that are held in memory; what is larger is written out and mapped."""


def version_in(path: Path) -> str | None:
    """Return the version of the corpus that a Parquet file was written from; None where none is.

    Raises:
        UnreadableFileError: the file is missing or cannot be opened.
        BadInputError: it is no Parquet.
    """
    with _opened(path) as file:
        found: dict[bytes, bytes] = file.metadata.metadata or {}
    return found[b"hookline.version"].decode() if b"hookline.version" in found else None


def rows_in(path: Path) -> int:
    """Return how many rows a Parquet file holds.

    Raises:
        UnreadableFileError: the file is missing or cannot be opened.
        BadInputError: it is no Parquet.
    """
    with _opened(path) as file:
        return int(file.metadata.num_rows)


def stored_tables(
    path: Path, name: str, among: tuple[str, Iterable[str]] | None = None
) -> Iterator[Any]:
    """Yield the row groups of a Parquet file as tables of a view, categories as text.

    Args:
        path: the file.
        name: the view.
        among: a column, and the values that it must have one of.

    Raises:
        UnreadableFileError: the file is missing or cannot be opened.
        BadInputError: it is no Parquet, or not of this view.
    """
    wanted = schema(view(name))
    with _opened(path) as file:
        lost = [each for each in wanted.names if each not in file.schema_arrow.names]
        if lost:
            values = {"path": path, "view": name, "columns": ", ".join(lost)}
            template = "{path} is not of the view {view}: it has no column {columns}"
            raise BadInputError(Phrase(template, values))
        for other in VIEWS:  # that has all columns of this one, but a row for something else
            names = schema(other).names
            if names != wanted.names and set(names) == set(file.schema_arrow.names):
                values = {"path": path, "view": name, "other": other.name}
                template = "{path} is not of the view {view} but of {other}"
                raise BadInputError(Phrase(template, values))
        values_kept = pa.array(sorted(among[1]), pa.string()) if among else None
        for number in range(file.num_row_groups):
            with _refusals(path):
                found = file.read_row_group(number, columns=wanted.names)
            try:
                found = found.select(wanted.names).cast(wanted)
            except pa.ArrowException as error:
                values = {"path": path, "view": name, "problem": verbatim(str(error))}
                template = "{path} is not of the view {view}: {problem}"
                raise BadInputError(Phrase(template, values)) from error
            if among:
                found = found.filter(pc.is_in(found[among[0]], value_set=values_kept))
            yield found


def numbered(table: Any, name: str) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return a table of a view with every category as its number, from 0 in published order.

    Raises:
        BadInputError: a category has a value that this version does not know.
    """
    columns = []
    for column in view(name).columns:
        chunks = [_numbered(each, column, column.type) for each in table[column.name].chunks]
        columns.append(pa.chunked_array(chunks) if chunks else pa.array([], _type(column.type)))
    return pa.table(columns, names=table.column_names)


class Gathering:
    """Tables of one schema, gathered in memory until they are large, then in a file.

    Args:
        schema: the Arrow schema of the result, to which each table is cast.
        place: gives the path to write to; called only where it is needed.
        most: bytes from which on tables are written out; afterwards one is held at a time.
    """

    def __init__(
        self,
        schema: Any,  # noqa: ANN401 - pyarrow has no types
        place: Callable[[], Path],
        most: int | None = None,
    ) -> None:
        self.rows = 0
        self._schema = schema
        self._place = place
        self._most = IN_MEMORY if most is None else most
        self._held: list[Any] = []
        self._size = 0
        self._path: Path | None = None
        self._writer: Any = None

    def add(self, table: Any) -> None:  # noqa: ANN401 - pyarrow has no types
        """Take one more table.

        Raises:
            UnwritableFolderError: the operating system refuses, as where the disk is full.
        """
        self._held.append(table.cast(self._schema))
        self.rows += table.num_rows
        self._size += table.nbytes
        if self._path is None and self._size > self._most:
            self._path = self._place()
        if self._path is not None:
            with _refusals(self._path, writing=True):
                self._writer = self._writer or pa.ipc.new_stream(self._path, self._schema)
                for each in self._held:
                    self._writer.write_table(each)
            self._held = []

    def result(self) -> Any:  # noqa: ANN401 - pyarrow has no types
        """Return a `pyarrow.Table`, or the `Path` of an Arrow stream; nothing can be added then."""
        if self._writer is not None:
            self._writer.close()
            return self._path
        return pa.concat_tables(self._held or [self._schema.empty_table()])


def values_in(tables: Iterable[Any], column: str) -> frozenset[str]:
    """Return the values that a column of text has in tables."""
    return frozenset(value for table in tables for value in table[column].to_pylist())


def _type(column_type: Any) -> Any:  # noqa: ANN401 - the type of a Column
    """Return the Arrow type of a column whose categories are numbers."""
    if isinstance(column_type, Category):
        return pa.int64()
    if isinstance(column_type, ListOf):
        return pa.list_(_type(column_type.item))
    if isinstance(column_type, Record):
        return pa.struct([(each.name, _type(each.type)) for each in column_type.fields])
    return arrow_type(column_type)


def _numbered(array: Any, column: Column, column_type: Any) -> Any:  # noqa: ANN401 - pyarrow has no types
    if isinstance(column_type, Category):
        return _numbers(array, column, column_type)
    if isinstance(column_type, ListOf) and _type(column_type) != arrow_type(column_type):
        whole = array if array.offset == 0 else pa.concat_arrays([array])
        items = _numbered(whole.values, column, column_type.item)
        mask = whole.is_null() if whole.null_count else None
        return pa.ListArray.from_arrays(whole.offsets, items, mask=mask)
    if isinstance(column_type, Record) and _type(column_type) != arrow_type(column_type):
        names = [each.name for each in column_type.fields]
        fields = [_numbered(array.field(each.name), each, each.type) for each in column_type.fields]
        mask = array.is_null() if array.null_count else None
        return pa.StructArray.from_arrays(fields, names, mask=mask)
    return array


def _numbers(array: Any, column: Column, category: Category) -> Any:  # noqa: ANN401 - pyarrow has no types
    names = pa.array(category.names(), pa.string())
    numbers = pc.index_in(array, value_set=names)
    if numbers.null_count != array.null_count:
        strange = pc.and_(numbers.is_null(), array.is_valid())
        values = {"column": column.name, "value": array.filter(strange)[0].as_py()}
        template = "column {column} has {value!r}, which this version of hookline does not know"
        raise BadInputError(Phrase(template, values))
    return numbers.cast(pa.int64())


@contextmanager
def _refusals(path: Path, *, writing: bool = False) -> Iterator[None]:
    """Turn what pyarrow raises about a file into errors of ours."""
    try:
        yield
    except (pa.ArrowException, OSError) as error:
        values: dict[str, object] = {"path": path}
        if isinstance(error, OSError) and error.errno is not None:
            reason = verbatim(os.strerror(error.errno).lower())
            values["reason"] = reason
            if writing:
                raise UnwritableFolderError(
                    Phrase("cannot write {path}: {reason}", values)
                ) from error
            raise UnreadableFileError(Phrase("cannot read {path}: {reason}", values)) from error
        raise BadInputError(Phrase("{path} is damaged, or no Parquet", values)) from error


def _opened(path: Path) -> Any:  # noqa: ANN401 - pyarrow has no types
    with _refusals(path):
        return pq.ParquetFile(path)
