"""Every column of every view is described, in both languages, as `datasets` has it."""

from typing import Any

import datasets
import pytest

from hookline.hf import describe, features
from hookline.language import chinese
from hookline.views import VIEWS

NAMES = [each.name for each in VIEWS]


def flat(feature: Any, name: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return type and values of a feature of `datasets` and of what is in it, by name."""
    listed = isinstance(feature, datasets.List)
    item = feature.feature if listed else feature
    kind = "struct" if isinstance(item, dict) else item.dtype
    values: tuple[str, ...] = ()
    if isinstance(item, datasets.ClassLabel):
        kind, values = "class_label", tuple(item.names)
    found = {name: (f"list of {kind}" if listed else kind, values)}
    for key, inner in item.items() if isinstance(item, dict) else ():
        found |= flat(inner, f"{name}[].{key}")
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_description_has_the_type_and_values_that_datasets_has(name: str) -> None:
    expected: dict[str, tuple[str, tuple[str, ...]]] = {}
    for column, feature in features(name).items():
        expected |= flat(feature, column)
    assert {each.column: (each.type, each.values) for each in describe(name)} == expected


@pytest.mark.parametrize("name", NAMES)
def test_every_column_is_described_in_both_languages(name: str) -> None:
    told = {each.meaning for each in describe(name)}
    assert all(told)
    assert sorted(told - chinese().keys()) == []
    assert all(each.chinese != each.meaning for each in describe(name))


def test_every_view_is_described_in_both_languages() -> None:
    assert sorted({each.description for each in VIEWS} - chinese().keys()) == []
