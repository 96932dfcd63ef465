"""The schema judged by two engines alike; defects told in sentences."""

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import GOOD, REMOVED, a_record
from hookline.resources import corpus_folder, schema_folder
from hookline.shape import ENGINES, is_valid, schema, shape_hits

KINDS = ("dialogue", "layer", "manifest", "sources", "annotators", "taxonomy")


def told(value: Any, engine: Any = "jsonschema-rs") -> list[tuple[str, str, str, str | None]]:
    return [
        (info.id, hit.pointer, info.message.format_map(hit.values), hit.suggestion)
        for info, hit in shape_hits(value, "dialogue", engine)
    ]


BAD: list[tuple[list[tuple[str, Any]], tuple[str, str, str, str | None]]] = [
    (
        [("/label", "fraud")],
        ("shape/closed-list", "/label", '"fraud" is not one of the values of label', None),
    ),
    (
        [("/turns/1/stage", "refee")],
        (
            "shape/closed-list",
            "/turns/1/stage",
            '"refee" is not one of the values of stage',
            "re-fee",
        ),
    ),
    (
        [("/turns/0/text", 7)],
        ("shape/type", "/turns/0/text", "text must be a text, not a number", None),
    ),
    ([("/title", REMOVED)], ("shape/required", "", "the field title is missing", None)),
    (
        [("/title", REMOVED), ("/titel", "x")],
        ("shape/unknown-field", "/titel", 'there is no field "titel" here', "title"),
    ),
    ([("/turns", [])], ("shape/size", "/turns", "turns has 0 entries; at least 1 is needed", None)),
    (
        [("/turns/2/demand/amount", 0)],
        (
            "shape/number",
            "/turns/2/demand/amount",
            "amount is 0; it must be more than 0",
            None,
        ),
    ),
    (
        [("/turns/0/speaker", "B\n")],
        (
            "shape/pattern",
            "/turns/0/speaker",
            'speaker is written as "B\\n", which does not have the form ^[A-Z]$(?!\\n)',
            None,
        ),
    ),
    (
        [("/annotation/layers", ["m1", "m1"])],
        ("shape/repeated", "/annotation/layers", "layers holds the same value twice", None),
    ),
]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("edits", "expected"), BAD)
def test_a_defect_is_told_alike_by_both_engines(
    edits: list[tuple[str, Any]], expected: tuple[str, str, str, str | None], engine: Any
) -> None:
    assert expected in told(a_record(*edits), engine)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("value", [GOOD, None, [], {}, 1, "x", {"turns": [[]]}])
def test_good_and_hopeless_records_are_judged_alike(value: Any, engine: Any) -> None:
    assert is_valid(value, "dialogue", engine) == (value is GOOD)


JUNK = (
    st.none()
    | st.booleans()
    | st.integers(-5, 30_000)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5)
    | st.sampled_from(["A", "re-fee", "d1", "zh", "2.0", [], {}, 2.0, "2019-06-28\n"])
)
POINTERS = [
    "/id", "/label", "/title", "/speakers/0/id", "/speakers/1/role", "/turns/0/text",
    "/turns/1/stage", "/turns/1/spans/0/end", "/turns/1/spans/0/cue", "/turns/2/demand/amount",
    "/turns/2/demand/id", "/turns/3/payment/method", "/turns/0/minute", "/turns/0/nothing",
    "/provenance/sources", "/annotation/adjudicated", "/waivers", "/turns/4",
]  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(POINTERS), JUNK), min_size=1, max_size=3))
def test_both_engines_agree_on_mutated_records(edits: list[tuple[str, Any]]) -> None:
    record = a_record()
    for pointer, value in edits:
        try:
            record = a_record((pointer, value), base=record)
        except (KeyError, IndexError, TypeError, ValueError):
            continue
    fast, slow = told(record), told(record, "jsonschema")
    assert [each[:3] for each in fast] == [each[:3] for each in slow]
    assert is_valid(record, "dialogue") == (fast == [])


@pytest.mark.parametrize("kind", KINDS)
def test_the_schemas_are_valid_2020_12(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(kind))
    assert schema(kind)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def properties(node: Any) -> list[tuple[str, dict[str, Any]]]:
    if isinstance(node, list):
        return [each for one in node for each in properties(one)]
    if not isinstance(node, dict):
        return []
    own = list(node["properties"].items()) if isinstance(node.get("properties"), dict) else []
    return own + [each for one in node.values() for each in properties(one)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_property_has_a_description_that_an_editor_shows(kind: str) -> None:
    whole = schema(kind)
    for name, each in properties(whole):
        target = whole["$defs"][each["$ref"].rpartition("/")[2]] if "$ref" in each else {}
        assert each.get("description") or target.get("description"), name


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kind", ["manifest", "sources", "annotators"])
def test_the_files_of_the_corpus_have_their_shape(kind: str, engine: Any) -> None:
    value = json.loads((corpus_folder() / f"{kind}.json").read_text(encoding="utf-8"))
    assert is_valid(value, kind, engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_taxonomy_has_its_shape(engine: Any) -> None:
    value = json.loads((schema_folder() / "taxonomy.json").read_text(encoding="utf-8"))
    assert is_valid(value, "taxonomy", engine)


def test_a_layer_has_its_shape() -> None:
    layer = {
        "schema_version": "1.0.0",
        "dialogue": "phone-deposit/en-scam",
        "annotator": "m2",
        "guideline": "0.9",
        "date": "2026-11-22",
        "text_sha256": "0" * 64,
        "turns": [{"turn": 1, "stage": "lure"}],
        "notes": [{"turn": 1, "field": "stage", "note": "It names a business.", "by": "m1"}],
    }
    assert is_valid(layer, "layer")
    assert not is_valid({**layer, "text_sha256": "x"}, "layer")
