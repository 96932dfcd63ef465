"""The `datasets.Features` of every view, and what each column means."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from hookline.language import said
from hookline.taxonomy import taxonomy
from hookline.views import view
from hookline.views.columns import Category, Column, ListOf, Record

if TYPE_CHECKING:
    import datasets

_PLAIN = {"text": "string", "integer": "int64", "number": "float64", "flag": "bool"}


class Described(msgspec.Struct, frozen=True):
    """What is known of one column of a view.

    Attributes:
        column: its name; fields of lists are named with their list, such as `turns[].stage`.
        type: its `datasets` type: `string`, `int64`, `float64`, `bool`, `class_label`, `struct`,
            or `list of` one of these.
        values: what a class label may be, in the order of the numbers; empty for other types.
        closed_list: name of the list in the taxonomy that the values are of, else None.
        meaning: what it holds, in English.
        chinese: the same in Chinese.
    """

    column: str
    type: str
    values: tuple[str, ...]
    closed_list: str | None
    meaning: str
    chinese: str


def features(name: str) -> "datasets.Features":
    """Return the `datasets.Features` of a view; closed lists become `ClassLabel`.

    Raises:
        UnknownNameError: there is no such view.
    """
    import datasets  # noqa: PLC0415 - heavy, opens late

    return datasets.Features({each.name: _feature(each.type) for each in view(name).columns})


def describe(name: str) -> tuple[Described, ...]:
    """Return what each column of a view holds, those inside lists behind the list.

    >>> [each.column for each in describe("ids")]
    ['id', 'script', 'dialogue_id', 'script_id']

    Raises:
        UnknownNameError: there is no such view.
    """
    return tuple(_described(view(name).columns, ""))


def meaning_of(closed_list: str, value: str) -> tuple[str, str]:
    """Return the name of a value in English and Chinese; empty for `none`, which has none."""
    for term in taxonomy().terms(closed_list):
        if term.id == value:
            return term.name.en, term.name.zh
    return "", ""


def _described(columns: tuple[Column, ...], before: str) -> Iterator[Described]:
    for each in columns:
        item, listed = each.type, isinstance(each.type, ListOf)
        if isinstance(item, ListOf):
            item = item.item
        category = item if isinstance(item, Category) else None
        plain = "class_label" if category else "struct"
        if isinstance(item, str):
            plain = _PLAIN[item]
        name = f"{before}{each.name}"
        yield Described(
            column=name,
            type=f"list of {plain}" if listed else plain,
            values=category.names() if category else (),
            closed_list=category.closed_list if category else None,
            meaning=each.description,
            chinese=said(each.description, "zh"),
        )
        if isinstance(item, Record):
            yield from _described(item.fields, f"{name}[]." if listed else f"{name}.")


def _feature(column_type: Any) -> Any:  # noqa: ANN401 - the type of a Column
    import datasets  # noqa: PLC0415 - heavy, opens late

    if isinstance(column_type, Category):
        return datasets.ClassLabel(names=list(column_type.names()))
    if isinstance(column_type, ListOf):
        return datasets.List(_feature(column_type.item))
    if isinstance(column_type, Record):
        return {each.name: _feature(each.type) for each in column_type.fields}
    return datasets.Value(_PLAIN[column_type])
