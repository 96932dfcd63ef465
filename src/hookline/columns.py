"""What the columns of a view hold, flat and in both languages: for pages, cards and programs."""

from collections.abc import Iterator

import msgspec

from hookline.language import said
from hookline.views import view
from hookline.views.columns import Category, Column, ListOf, Record

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


def describe(name: str) -> tuple[Described, ...]:
    """Return what each column of a view holds, those inside lists behind the list.

    >>> [each.column for each in describe("ids")]
    ['id', 'script', 'dialogue_id', 'script_id']

    Raises:
        UnknownNameError: there is no such view.
    """
    return tuple(_described(view(name).columns, ""))


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
