"""What a view is made of: columns with their types, and where in a dialogue each value stands."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from operator import attrgetter
from typing import Any

import msgspec

from hookline.model import Dialogue, Layer
from hookline.taxonomy import taxonomy

NONE = "none"
Labelled = tuple[Dialogue, Sequence[Layer]]
"""A dialogue and the annotators' layers of it, which few views need."""


class Category(msgspec.Struct, frozen=True):
    """A column that holds one of the ids of a closed list.

    Attributes:
        closed_list: its name in the taxonomy.
        or_none: whether the value `none` stands first, for turns without a label.
    """

    closed_list: str
    or_none: bool = False

    def names(self) -> tuple[str, ...]:
        """Return the values in their published order, which is the order of their numbers."""
        ids = taxonomy().ids(self.closed_list)
        return (NONE, *ids) if self.or_none else ids


class ListOf(msgspec.Struct, frozen=True):
    """A column that holds a list."""

    item: Any


class Record(msgspec.Struct, frozen=True):
    """A column that holds named fields."""

    fields: tuple["Column", ...]


class Level(msgspec.Struct, frozen=True):
    """What of a dialogue the values of a column are taken from, one thing for each row.

    Attributes:
        things: the things of one dialogue; columns of one view have levels of equal length.
        layered: whether the annotators' layers are needed for it.
    """

    name: str
    things: Callable[[Dialogue, Sequence[Layer]], Sequence[Any]]
    layered: bool = False

    def of(self, labelled: Iterable[Labelled]) -> list[Any]:
        """Return the things of some dialogues, one after the other."""
        each = (self.things(dialogue, layers) for dialogue, layers in labelled)
        return list(chain.from_iterable(each))


DIALOGUE = Level("dialogue", lambda dialogue, _layers: (dialogue,))


class Column(msgspec.Struct, frozen=True):
    """One column of a view, or one field of a record in it.

    Attributes:
        type: `text`, `integer`, `number`, `flag`, a `Category`, a `ListOf` or a `Record`.
        get: takes the value out of a thing; by default its attribute of the column's name.
        within: the attribute of the thing that holds the value; null where that is None.
        level: the things that it is taken from. A field is taken from the things in its list,
            which its level names where all of them, one after the other, are one.
    """

    name: str
    type: Any
    description: str
    get: Callable[[Any], Any] | None = None
    level: Level = DIALOGUE
    within: str = ""

    def values(self, things: Iterable[Any]) -> list[Any]:
        """Return the value of each thing; lists and records are not yet plain."""
        get = self.get or attrgetter(self.name)
        if not self.within:
            return list(map(get, things))
        held = map(attrgetter(self.within), things)
        return [None if each is None else get(each) for each in held]

    def plain(self, things: Iterable[Any]) -> list[Any]:
        """Return the value of each thing as plain data: numbers, texts, lists, dicts, None."""
        return _plain(self.type, self.values(things))

    def at(self, level: Level) -> "Column":
        """Return the same column of things of another level."""
        return msgspec.structs.replace(self, level=level)


class View(msgspec.Struct, frozen=True):
    """A table of the corpus: its columns, and through their levels the rows of a dialogue."""

    name: str
    description: str
    columns: tuple[Column, ...]

    @property
    def layered(self) -> bool:
        """Whether its rows are made of the annotators' layers."""
        return any(column.level.layered for column in self.columns)

    def rows_of(self, *labelled: Labelled) -> Iterator[dict[str, Any]]:
        """Yield the rows that some dialogues give, as plain data by column."""
        things: dict[str, list[Any]] = {}
        for level in (column.level for column in self.columns):
            if level.name not in things:
                things[level.name] = level.of(labelled)
        names = [column.name for column in self.columns]
        values = [column.plain(things[column.level.name]) for column in self.columns]
        for row in zip(*values, strict=True):
            yield dict(zip(names, row, strict=True))


def record_of(columns: Iterable[Column], thing: Any) -> dict[str, Any]:  # noqa: ANN401 - see Level
    """Return the values of one thing by column, as plain data."""
    return {column.name: column.plain((thing,))[0] for column in columns}


def _plain(column_type: Any, values: list[Any]) -> list[Any]:  # noqa: ANN401 - see Column
    if isinstance(column_type, ListOf):
        items = iter(_plain(column_type.item, list(chain.from_iterable(values))))
        return [list(islice(items, len(each))) for each in values]
    if isinstance(column_type, Record):
        names = [each.name for each in column_type.fields]
        rows = zip(*(each.plain(values) for each in column_type.fields), strict=True)
        return [dict(zip(names, row, strict=True)) for row in rows]
    return values
