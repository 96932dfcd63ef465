"""What `hookline diff --format json` writes is what its published schema says."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from builders import REMOVED, a_corpus, a_record, a_translation, a_twin, write
from hookline import differ, model, wording
from hookline.differ import difference
from hookline.examples import LAYER, LOCK, LOCKED, MANIFEST, SCRIPT, SPLIT, TREE, patched
from hookline.render.difference import as_json
from hookline.resources import schema_folder
from hookline.sides import side
from test_changes import NEXT, NOTE, released
from test_diff import under_attack
from test_differ import TOMB

SCHEMA = json.loads((schema_folder() / "diff.schema.json").read_text(encoding="utf-8"))
REPORT = json.loads((schema_folder() / "report.schema.json").read_text(encoding="utf-8"))
STRUCTS = {
    "field": differ.Field,
    "piece": wording.Piece,
    "added": differ.Added,
    "gone": differ.Gone,
    "changed": differ.Changed,
    "turn": differ.TurnChange,
    "note": model.ChangeNote,
    "split": differ.SplitChange,
    "bump": differ.Bump,
}


def problems(value: Any) -> list[str]:
    return [each.json_path for each in Draft202012Validator(SCHEMA).iter_errors(value)]


def cases(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield pairs of corpora that differ in every way there is."""
    root = released(folder / "same")
    yield root, root
    yield root, write(folder / "loose.json", a_record(("/title", "Another")))
    yield under_attack(folder / "attack")
    gone = patched(LOCK, (f"/dialogues/{SCRIPT}~1en-gone", LOCKED))
    yield released(folder / "gone", gone), released(folder / "kept")
    yield (
        a_corpus(folder / "two", a_record(), a_twin()),
        a_corpus(folder / "other", a_translation(), {"withdrawn": [TOMB]}),
    )
    edits = (
        ("/turns/5/text", "You said the post was free."),
        ("/turns/4/demand/amount", 29.9),
        ("/turns/0", REMOVED),
        ("/title", "Another"),
        ("/speakers/1/persona", "shop"),
    )
    moved = patched(SPLIT, (f"/scripts/{SCRIPT}", "validation"))
    sources = patched(TREE["sources"], ("/sources/0/publisher", "The police"))
    more = (a_record(*edits), a_twin(), NEXT, moved, LAYER, {"changes": [NOTE]})
    after = released(folder / "after", *more, patched(MANIFEST, ("/title", "Another")))
    write(after / "sources.json", sources)
    yield released(folder / "before"), after
    split = patched(SPLIT, ("/name", "v2"))
    yield released(folder / "one"), released(folder / "split", split)


def outputs(folder: Path) -> Iterator[Any]:
    for before, after in cases(folder):
        found = difference(side(str(before)), side(str(after)))
        for language in ("en", "zh"):
            yield json.loads(as_json(found, language))


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    for each in value if isinstance(value, list) else ():
        yield from keys(each)


def described(node: Any) -> Iterator[tuple[str, str]]:
    """Yield every property of a schema with its description, its own or that it refers to."""
    if isinstance(node, dict):
        for name, each in node.get("properties", {}).items():
            target = each.get("$ref", "").rpartition("/")[2]
            text = each.get("description") or SCHEMA["$defs"].get(target, {}).get("description")
            yield name, text or ""
        node = list(node.values())
    for each in node if isinstance(node, list) else ():
        yield from described(each)


def test_the_schema_is_valid_2020_12() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == REPORT["$id"].replace("report", "diff")


def test_every_difference_is_what_the_schema_says(tmp_path: Path) -> None:
    seen: set[str] = set()
    for value in outputs(tmp_path):
        assert problems(value) == []
        seen.update(keys(value))
    named = {name for name, _ in described(SCHEMA)}
    assert named <= seen  # so each field was there to be judged


def test_the_schema_names_the_fields_that_there_are_and_no_other() -> None:
    for name, struct in STRUCTS.items():
        fields = set(struct.__struct_fields__)
        assert set(SCHEMA["$defs"][name]["properties"]) == fields, name
        assert set(SCHEMA["$defs"][name]["required"]) == fields, name
    top = {"same", "language", *differ.Difference.__struct_fields__}
    assert set(SCHEMA["properties"]) == set(SCHEMA["required"]) == top


def test_every_field_is_described_in_both_languages() -> None:
    found = list(described(SCHEMA))
    assert len(found) > 40
    for name, text in found:
        assert re.match(r"[A-Za-z]", text), name
        assert re.search(r"[\u4e00-\u9fff].*。$", text), name
    for node in SCHEMA["$defs"].values():
        assert re.search(r"[\u4e00-\u9fff]", node["description"])


def test_the_examples_of_the_schema_are_valid() -> None:
    def walk(node: Any) -> None:
        if isinstance(node, dict):
            for example in node.get("examples", ()):
                whole = {"$defs": SCHEMA["$defs"], **node}
                assert list(Draft202012Validator(whole).iter_errors(example)) == []
            node = list(node.values())
        for each in node if isinstance(node, list) else ():
            walk(each)

    walk({key: value for key, value in SCHEMA.items() if key != "examples"})


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("same",), "no", "$.same"),
        (("versions",), ["0.1.0"], "$.versions"),
        (("mood",), "sad", "$"),
        (
            ("changed", 0, "turns", 0, "words", 0, "what"),
            "lost",
            "$.changed[0].turns[0].words[0].what",
        ),
        (("changed", 0, "parts", 0), "tone", "$.changed[0].parts[0]"),
    ],
)
def test_what_no_difference_has_is_refused(
    path: tuple[Any, ...], value: Any, place: str, tmp_path: Path
) -> None:
    before, after = under_attack(tmp_path)
    whole = json.loads(as_json(difference(side(str(before)), side(str(after))), "en"))
    node = whole
    for each in path[:-1]:
        node = node[each]
    node[path[-1]] = value
    assert problems(whole) == [place]
