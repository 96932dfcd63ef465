"""Positions against a slow oracle, and a sentence for every break of the grammar."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from json_source_map import calculate

from hookline.places import Source
from hookline.positions import scan

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8)
)


def values(keys: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    return st.recursive(
        LEAVES,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
        max_leaves=12,
    )


VALUES = values(st.text(max_size=6))
# The oracle neither undoes escapes in keys nor escapes / and ~, so its pointers are wrong there.
PLAIN_KEYS = st.text("aé名 1", max_size=6)


@given(values(PLAIN_KEYS), st.sampled_from([None, 0, 2]))
def test_places_agree_with_the_oracle(value: Any, indent: int | None) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    scanned = scan(text)
    assert scanned.problem is None
    expected = {
        pointer: (entry.value_start.position, entry.value_end.position)
        for pointer, entry in calculate(text).items()
    }
    assert {name: (each.start, each.end) for name, each in scanned.places.items()} == expected


@given(VALUES)
def test_the_text_at_a_place_is_the_value_of_its_pointer(value: Any) -> None:
    text = json.dumps(value, indent=1)
    for pointer, place in scan(text).places.items():
        found = value
        for token in pointer.split("/")[1:]:
            key = token.replace("~1", "/").replace("~0", "~")
            found = found[int(key)] if isinstance(found, list) else found[key]
        assert json.loads(text[place.start : place.end]) == found


@given(st.text(max_size=40))
def test_any_text_is_well_formed_exactly_when_python_says_so(text: str) -> None:
    def refuse(word: str) -> None:
        raise ValueError(word)

    try:
        json.loads(text, parse_constant=refuse)
        well_formed = True
    except ValueError:
        well_formed = False
    assert (scan(text).problem is None) == well_formed


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("", 1, 1, "the file is empty; a JSON object is expected"),
        ('{"a": 1,}', 1, 8, "there is a comma before the closing }"),
        ('{\n "a": 1\n "b": 2}', 2, 8, "a comma is missing here"),
        ('{"a" 1}', 1, 5, "a colon is expected, but '1' stands here"),
        ('{"a": tru}', 1, 7, "tru is not a JSON value; text needs quotes"),
        ('{"a": 01}', 1, 7, "a number has a leading zero"),
        ("[1, 2", 1, 6, "the file ends before the closing ]"),
        ("[1}", 1, 3, "] is expected, but } stands here"),
        ('{"a": "b\nc"}', 1, 7, "the text that begins here is not closed by a double quote"),
        ('{"a": "\\x"}', 1, 8, "a backslash here begins no escape that JSON knows"),
        ('{"a": "\t"}', 1, 8, "the character U+0009 inside a string must be escaped"),
        ('{"a": "\\ud83d"}', 1, 8, "\\ud83d is half of a character (a lone surrogate)"),
        ("{} {}", 1, 4, "the document has ended, but '{' follows"),
        (
            '{"a": 1，"b": 2}',
            1,
            8,
            "a comma is expected, but the full-width character ， (JSON needs ,) stands here",
        ),
        (
            "{'a': 1}",
            1,
            2,
            (
                "a field name in double quotes is expected, but a single quote (JSON needs double "
                "quotes) stands here"
            ),
        ),
    ],
)
def test_a_break_of_the_grammar_is_told_where_it_is(
    text: str, line: int, column: int, message: str
) -> None:
    scanned = scan(text)
    assert scanned.problem
    assert str(scanned.problem.message) == message
    assert scanned.line_column(scanned.problem.offset) == (line, column)


def test_columns_count_characters_not_bytes() -> None:
    assert scan('{"名": "值", "b": 1}').locate("/b") == (1, 17)


def test_every_repeated_key_is_told() -> None:
    scanned = scan('{"a": 1, "b": {"x": 1, "x": 2}, "a": 3}')
    assert scanned.duplicates == [("/b/x", 23), ("/a", 32)]


def test_a_missing_pointer_leads_to_its_nearest_parent() -> None:
    assert scan('{"a": {"b": 1}}').locate("/a/c/d") == (1, 7)


def test_deep_nesting_does_not_exhaust_the_stack() -> None:
    assert scan("[" * 100_000 + "]" * 100_000).depth == 100_000


@given(VALUES, st.sampled_from([None, 1]))
def test_one_place_looked_up_is_the_place_that_the_walk_finds(
    value: Any, indent: int | None
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    source, scanned = Source(text), scan(text)
    for pointer, place in scanned.places.items():
        assert source.place(pointer) == place
        assert source.place(f"{pointer}/nothing") == scanned.place(f"{pointer}/nothing")
    assert source.line_starts == scanned.line_starts
