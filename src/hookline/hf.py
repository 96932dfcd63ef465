"""Loading into Hugging Face `datasets`: the only module that knows that library."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from hookline.corpus import load
from hookline.errors import UnknownNameError
from hookline.language import Phrase
from hookline.views import view
from hookline.views.columns import Category, Column, ListOf, Record

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


def load_dataset(
    name: str = "turns",
    *,
    split: str | None = None,
    by: str | None = None,
    path: str | Path | None = None,
) -> "datasets.DatasetDict | datasets.Dataset":
    """Load a view of a corpus as a dataset: offline, in memory, with no cache to go stale.

    Args:
        name: a view: `dialogues`, `turns`, `detect`, `stage` or `ids`.
        split: one part: train, validation, test, or fold_1 to fold_5; a corpus without splits has
            everything in `train`.
        by: the split of the corpus that divides it, such as `folds-2026a`; by default the last one
            with train, validation and test.
        path: as for `hookline.load`; the bundled corpus where it is None.

    Returns:
        A `DatasetDict` by part, or one `Dataset` where `split` is given.

    Raises:
        UnknownNameError: there is no such view, split or part.
        HooklineError: the corpus cannot be loaded.
    """
    import datasets  # noqa: PLC0415 - heavy, opens late

    chosen = view(name)
    parts = load(path).divided(by)
    if split not in (None, *parts):
        values = {"split": split, "known": ", ".join(parts)}
        message = Phrase("there is no split {split!r}; this corpus has {known}", values)
        raise UnknownNameError(message)
    info = datasets.DatasetInfo(description=chosen.description, features=features(name))
    data = {}
    for part in parts if split is None else (split,):
        rows = list(parts[part].rows(name))
        columns = {
            each.name: [_encoded(row[each.name], each.type) for row in rows]
            for each in chosen.columns
        }
        data[part] = datasets.Dataset.from_dict(columns, features=features(name), info=info)
    return data[split] if split else datasets.DatasetDict(data)


def _feature(column_type: Any) -> Any:  # noqa: ANN401 - the type of a Column
    import datasets  # noqa: PLC0415 - heavy, opens late

    if isinstance(column_type, Category):
        return datasets.ClassLabel(names=list(column_type.names()))
    if isinstance(column_type, ListOf):
        return datasets.List(_feature(column_type.item))
    if isinstance(column_type, Record):
        return {each.name: _feature(each.type) for each in column_type.fields}
    return datasets.Value(_PLAIN[column_type])


def _encoded(value: Any, column_type: Any) -> Any:  # noqa: ANN401 - a value of that type
    """Return a value with every category as its number."""
    if value is None:
        return None
    if isinstance(column_type, Category):
        return column_type.names().index(value)
    if isinstance(column_type, ListOf):
        return [_encoded(each, column_type.item) for each in value]
    if isinstance(column_type, Record):
        fields: tuple[Column, ...] = column_type.fields
        return {each.name: _encoded(value[each.name], each.type) for each in fields}
    return value
