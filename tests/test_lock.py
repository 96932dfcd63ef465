"""Every field of a dialogue belongs to exactly one hash."""

from typing import Any

import msgspec
import pytest

from builders import a_record
from hookline import lock
from hookline.model import Dialogue, Turn, dialogue_from


def test_every_field_belongs_to_exactly_one_hash() -> None:
    fields = [*lock.TEXT_FIELDS, *lock.LABEL_FIELDS, *lock.META_FIELDS, "turns"]
    assert sorted(fields) == sorted(field.name for field in msgspec.structs.fields(Dialogue))
    of_turns = [*lock.TEXT_TURN_FIELDS, *lock.LABEL_TURN_FIELDS]
    assert sorted(of_turns) == sorted(field.name for field in msgspec.structs.fields(Turn))


@pytest.mark.parametrize(
    ("pointer", "value", "changed"),
    [
        ("/turns/0/text", "Hello?", "text"),
        ("/speakers/0/persona", "a student", "text"),
        ("/turns/1/stage", "fee", "labels"),
        ("/turns/4/demand/amount", 20, "labels"),
        ("/ending", "cut_off", "labels"),
        ("/title", "Another", "meta"),
        ("/provenance/sources", [], "meta"),
    ],
)
def test_a_change_shows_in_its_hash_and_in_no_other(pointer: str, value: Any, changed: str) -> None:
    before = lock.hashes(dialogue_from(a_record()))
    after = lock.hashes(dialogue_from(a_record((pointer, value))))
    differing = [
        name for name in ("text", "labels", "meta") if getattr(before, name) != getattr(after, name)
    ]
    assert differing == [changed]


def test_how_a_number_or_a_default_is_written_changes_nothing() -> None:
    edits: list[tuple[str, Any]] = [("/turns/2/demand/amount", 50.0), ("/turns/0/medium", "text")]
    assert lock.hashes(dialogue_from(a_record(*edits))) == lock.hashes(dialogue_from(a_record()))
