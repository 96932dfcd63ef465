"""The quick way (gate, glance) never passes over what the thorough way finds."""

import copy
import json
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import GOOD, a_translation, a_twin
from hookline.examples import patched
from hookline.gate import decoded
from hookline.model import dialogue_from
from hookline.rules import DIALOGUE_RULES, triggered
from hookline.shape import is_valid

PAYOUT = {"amount": 5, "currency": "GBP", "method": "bank_transfer"}
RECORDS = (GOOD, a_translation(), a_twin(), a_twin(("/turns/4/payout", PAYOUT)))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": st.text(min_size=1, max_size=40)
    | st.sampled_from(
        [
            "付了，50。",
            "Pay 60 now.",
            "[NAME_2]",
            "call 13800138000",
            "加V abc12345",
            "一三八一二三四五六七八",
            "浣犲ソ锛",
            "斕疑ㄛ③恀",
            " ",
            "a,b",
            "[x",
            "A: Sent.",
            "target：好",
            "R&amp;D",
            "{amount}",
            " Sent.",
            "Sent.\n",
            "Yes, as new, half the price.",
            "你在平台上说过是包邮的。",
        ]
    ),
    "speaker": st.sampled_from("ABC"),
    "stage": st.sampled_from(["lure", "fee", "re-fee", "threat"]),
    "response": st.sampled_from(["comply", "doubt", "question"]),
    "minute": st.integers(0, 9),
    "medium": st.sampled_from(["text", "call", "image", "card"]),
    "channel": st.sampled_from(["phone", "sms", "email", "wechat"]),
    "amount": st.sampled_from([50, 50.5, 0.001, 60, 10**8]),
    "scam_type": st.sampled_from(["sextortion", "loan_fee"]),
    "currency": st.sampled_from(["CNY", "GBP", "JPY"]),
    "start": st.integers(0, 40),
    "end": st.integers(0, 40),
    "label": st.sampled_from(["scam", "benign"]),
    "ending": st.sampled_from(["settled", "realised", "open", "refused", "reported", "stopped"]),
    "role": st.sampled_from(["scammer", "counterpart", "target", "third_party"]),
    "revises": st.just("d1"),
    "demand": st.just("d2"),
    "id": st.sampled_from(["d1", "d2", "A", "B"]),
    "language": st.sampled_from(["zh", "en"]),
}


def objects(value: Any, pointer: str = "") -> list[tuple[str, dict[str, Any]]]:
    """Return every object within a value with its JSON Pointer."""
    found = [(pointer, value)] if isinstance(value, dict) else []
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in pairs if isinstance(value, dict | list) else ():
        if isinstance(each, dict | list):
            found += objects(each, f"{pointer}/{key}")
    return found


@st.composite
def edited(draw: st.DrawFn) -> Any:
    """A good dialogue with one to three fields changed, added or taken out."""
    record = copy.deepcopy(draw(st.sampled_from(RECORDS)))
    for _ in range(draw(st.integers(1, 3))):
        pointer, members = draw(st.sampled_from(objects(record)))
        fields = sorted(set(members) & set(VALUES)) or ["speaker"]
        if pointer.startswith("/turns/"):
            fields += ["stage", "response", "minute", "medium"]
        field = draw(st.sampled_from(fields))
        record = patched(record, (f"{pointer}/{field}", draw(VALUES[field])))
    return record


@settings(max_examples=400, deadline=None)
@given(edited())
def test_no_rule_finds_what_its_glance_passes_over(record: dict[str, Any]) -> None:
    if not is_valid(record, "dialogue"):
        return
    dialogue = dialogue_from(record)
    chosen = {rule.info.id for rule in triggered(dialogue)}
    finding = {rule.info.id for rule in DIALOGUE_RULES if any(True for _ in rule.check(dialogue))}
    assert finding <= chosen


@settings(max_examples=400, deadline=None)
@given(edited())
def test_the_gate_accepts_only_what_the_schema_accepts(record: dict[str, Any]) -> None:
    quick = decoded(json.dumps(record))
    assert quick is None or is_valid(record, "dialogue")
    if quick is not None:
        assert msgspec.to_builtins(quick) == msgspec.to_builtins(dialogue_from(record))


def test_a_good_dialogue_passes_the_gate_and_no_rule_looks_closer() -> None:
    whole = a_twin(("/turns/4/demand/amount", 20), ("/turns/4/text", "And 20 for the courier."))
    dialogue = decoded(json.dumps(whole))
    assert dialogue is not None
    assert triggered(dialogue) == ()
