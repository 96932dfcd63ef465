"""Views as Arrow tables and Parquet bytes: the door to pyarrow.

Categories are written as plain strings: dictionary-encoded columns do not load under every
version of `datasets`, and the label names travel in the folder's README.
"""

import io
from collections.abc import Iterable
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from hookline.model import Dialogue
from hookline.views import Category, ListOf, Record, rows, view

_PLAIN = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "flag": pa.bool_()}
ROW_GROUP = 2000


def arrow_type(column_type: Any) -> Any:  # noqa: ANN401 - the type of a Column; pyarrow has no types
    """Return the Arrow type of a column's type."""
    if isinstance(column_type, Category):
        return pa.string()
    if isinstance(column_type, ListOf):
        return pa.list_(arrow_type(column_type.item))
    if isinstance(column_type, Record):
        return pa.struct([(each.name, arrow_type(each.type)) for each in column_type.fields])
    return _PLAIN[column_type]


def table(name: str, dialogues: Iterable[Dialogue]) -> Any:  # noqa: ANN401 - pyarrow has no types
    """Return a view of dialogues as a `pyarrow.Table`."""
    schema = pa.schema([(each.name, arrow_type(each.type)) for each in view(name).columns])
    return pa.Table.from_pylist(list(rows(name, dialogues)), schema=schema)


def parquet(name: str, dialogues: Iterable[Dialogue], metadata: dict[str, str]) -> bytes:
    """Return a view of dialogues as the bytes of a Parquet file.

    Args:
        name: the view.
        dialogues: what its rows are made of.
        metadata: key-value pairs of the file, such as corpus version and canary.
    """
    stream = io.BytesIO()
    data = table(name, dialogues)
    with pq.ParquetWriter(stream, data.schema, compression="zstd", store_schema=False) as writer:
        writer.write_table(data, row_group_size=ROW_GROUP)
        writer.add_key_value_metadata(metadata)
    return stream.getvalue()
