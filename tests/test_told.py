"""Endings that somebody tells, turns that somebody sends, texts that somebody types."""

from typing import Any

import pytest

from builders import REMOVED, a_record, a_translation, a_twin
from hookline.examples import Edit
from hookline.model import dialogue_from
from hookline.rules import triggered

LAST = "/turns/5/text"


def broken(record: dict[str, Any]) -> set[str]:
    """Return the rules on one dialogue that a record breaks."""
    dialogue = dialogue_from(record)
    return {rule.info.id for rule in triggered(dialogue) for _ in rule.check(dialogue)}


def messages(record: dict[str, Any], rule_id: str) -> list[str]:
    """Return what one rule says of a record, in English."""
    dialogue = dialogue_from(record)
    rules = [rule for rule in triggered(dialogue) if rule.info.id == rule_id]
    return [
        rule.info.message.format(**hit.values) for rule in rules for hit in rule.check(dialogue)
    ]


@pytest.mark.parametrize(
    ("ending", "edit", "is_told"),
    [
        ("reported", ("/turns/5/response", "report"), True),
        ("reported", ("/turns/5/response", "refuse"), False),
        ("refused", ("/turns/5/response", "refuse"), True),
        ("refused", ("/turns/5/response", "report"), True),
        ("refused", ("/turns/5/response", "doubt"), False),
        ("stopped", ("/turns/5/response", "stall"), True),
        ("stopped", ("/turns/5/medium", "image"), True),
        ("stopped", ("/turns/5/medium", "notice"), True),
        ("stopped", ("/turns/0/response", "stall"), False),
        ("stopped", ("/turns/5/response", "refuse"), False),
    ],
)
def test_an_ending_is_told_by_a_turn(ending: str, edit: Edit, is_told: bool) -> None:
    assert ("label/ending-told" not in broken(a_record(("/ending", ending), edit))) == is_told


def test_a_third_party_may_stop_a_dialogue() -> None:
    clerk = {"speaker": "C", "channel": "in_person", "text": "Do not send that."}
    record = a_record(
        ("/ending", "stopped"),
        ("/speakers/-", {"id": "C", "role": "third_party"}),
        ("/turns/-", clerk),
    )
    assert broken(record) == set()


def test_the_counterpart_of_a_twin_may_refuse() -> None:
    assert broken(a_twin(("/ending", "refused"))) == set()


@pytest.mark.parametrize(
    ("channel", "medium", "is_carried"),
    [
        ("phone", "call", True),
        ("phone", "voice", True),
        ("phone", "image", False),
        ("sms", "image", True),
        ("sms", "call", False),
        ("email", "file", True),
        ("email", "call", False),
        ("in_person", "image", True),
    ],
)
def test_a_channel_carries_what_it_can(channel: str, medium: str, is_carried: bool) -> None:
    record = a_record(("/turns/5/channel", channel), ("/turns/5/medium", medium))
    assert ("turn/medium" not in broken(record)) == is_carried


def test_a_short_message_may_be_sent_twice() -> None:
    there = {"speaker": "A", "channel": "marketplace", "text": "Hi?"}
    assert broken(a_record(("/turns/0", there), ("/turns/-", there), ("/turns/-", there))) == set()


@pytest.mark.parametrize(("count", "is_usual"), [(5, False), (6, True), (45, True), (46, False)])
def test_a_dialogue_has_a_usual_number_of_turns(count: int, is_usual: bool) -> None:
    turns = a_record()["turns"][:5]
    while len(turns) < count:
        turns.append({"speaker": "A", "channel": "marketplace", "text": f"Well {len(turns)}"})
    assert ("turn/count" not in broken(a_record(("/turns", turns)))) == is_usual


def test_a_scam_without_any_stage_is_told_once() -> None:
    edits = [(f"/turns/{number}/stage", REMOVED) for number in (1, 2, 4)]
    found = broken(a_record(*edits))
    assert "stage/none" in found
    assert "stage/no-lure" not in found


@pytest.mark.parametrize(
    "text",
    ["AT&T; Q&A", "50 < 60", "Save 5% {not now, dear}", "<3 thanks", "I {think", "a>b"],
)
def test_what_people_type_is_no_markup(text: str) -> None:
    assert "text/markup" not in broken(a_record((LAST, text)))


@pytest.mark.parametrize(
    "text", ["R&amp;D", "a&#39;s", "{amount} now", "${NAME}", "{{ name }}", "a<br/>b", "<b>now</b>"]
)
def test_what_a_template_leaves_is_markup(text: str) -> None:
    assert broken(a_record((LAST, text))) == {"text/markup"}


@pytest.mark.parametrize(
    ("text", "is_headed"),
    [
        ("A: post was free.", True),
        ("A：post was free.", True),
        ("Speaker A: post was free.", True),
        ("target: post was free.", True),
        ("Target: post was free.", True),
        ("B: post was free.", False),
        ("Well: post was free.", False),
        ("A or B: post was free.", False),
    ],
)
def test_a_text_does_not_say_who_speaks_it(text: str, is_headed: bool) -> None:
    assert ("text/speaker" in broken(a_record((LAST, text)))) == is_headed


@pytest.mark.parametrize(
    ("text", "is_left"),
    [
        ("You said on the platform that post was free.", True),
        ("You said – on the platform – that post was free.", True),
        ("OK, thanks", False),
        ("iPhone 15 Pro Max", False),
        ("他说 You said on the platform that post was free", False),
    ],
)
def test_a_chinese_turn_is_in_chinese(text: str, is_left: bool) -> None:
    assert ("text/untranslated" in broken(a_translation((LAST, text)))) == is_left


def test_a_name_in_chinese_is_no_chinese_turn() -> None:
    assert broken(a_record((LAST, "支付宝?"))) == set()


def test_a_dialogue_in_the_other_language_is_told_once() -> None:
    record = a_translation(("/language", "en"))
    assert broken(record) == {"text/language"}
    assert messages(record, "text/language") == ["the language is en, but 6 of 6 turns are in zh"]
    assert broken(a_record(("/language", "zh"))) == {"text/language"}


def test_a_span_that_cuts_no_placeholder_is_let_be() -> None:
    span = {"start": 13, "end": 25, "cue": "authority", "text": "ask [NAME_1]"}
    record = a_record(("/turns/1/text", "Yes, as new, ask [NAME_1]."), ("/turns/1/spans/0", span))
    assert broken(record) == set()


def test_a_picture_that_is_marked_whole_is_let_be() -> None:
    span = {"start": 0, "end": 28, "cue": "too_good", "text": "Yes, as new, half the price."}
    assert broken(a_record(("/turns/1/medium", "image"), ("/turns/1/spans/0", span))) == set()
