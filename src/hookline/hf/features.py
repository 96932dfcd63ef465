"""The `datasets.Features` of every view."""

from typing import TYPE_CHECKING, Any

from hookline.views import view
from hookline.views.columns import Category, ListOf, Record

if TYPE_CHECKING:
    import datasets

_PLAIN = {"text": "string", "integer": "int64", "number": "float64", "flag": "bool"}


def features(name: str) -> "datasets.Features":
    """Return the `datasets.Features` of a view; closed lists become `ClassLabel`.

    Raises:
        UnknownNameError: there is no such view.
    """
    import datasets  # noqa: PLC0415 - heavy, opens late

    return datasets.Features({each.name: _feature(each.type) for each in view(name).columns})


def _feature(column_type: Any) -> Any:  # noqa: ANN401 - the type of a Column
    import datasets  # noqa: PLC0415 - heavy, opens late

    if isinstance(column_type, Category):
        return datasets.ClassLabel(names=list(column_type.names()))
    if isinstance(column_type, ListOf):
        return datasets.List(_feature(column_type.item))
    if isinstance(column_type, Record):
        return {each.name: _feature(each.type) for each in column_type.fields}
    return datasets.Value(_PLAIN[column_type])
