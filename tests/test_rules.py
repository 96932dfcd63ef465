"""Every rule has a bad example that breaks it and nothing else."""

from pathlib import Path
from typing import Any

import pytest

from builders import GOOD, REMOVED, SCRIPT, a_corpus, a_record, a_translation, a_twin, judged
from hookline import validate
from hookline.identifiers import masked, masked_text
from hookline.model import dialogue_from
from hookline.rules import CORPUS_RULES, DIALOGUE_RULES

SPAN = {"start": 14, "end": 28, "cue": "too_good", "text": "half the price"}
TEXT = "/turns/0/text"
RULE_IDS = [
    *(rule.info.id for rule in DIALOGUE_RULES),
    *(rule.info.id for rule in CORPUS_RULES),
]

ALONE: list[tuple[str, str, list[tuple[str, Any]]]] = [
    ("label/scam-type", "/label", [("/scam_type", REMOVED)]),
    ("label/twin", "/contrast_of", [("/contrast_of", f"{SCRIPT}/en-benign")]),
    ("label/ending", "/ending", [("/ending", "settled")]),
    ("speaker/known", "/turns/5/speaker", [("/turns/5/speaker", "C")]),
    ("speaker/order", "/speakers", [("/speakers/-", {"id": "C", "role": "third_party"})]),
    (
        "speaker/role",
        "/speakers",
        [
            ("/speakers/0/role", "third_party"),
            ("/turns/3", GOOD["turns"][1]),
            ("/turns/4/stage", "fee"),
            ("/turns/5/response", REMOVED),
        ],
    ),
    ("stage/scammer-only", "/turns/0/stage", [("/turns/0/stage", "lure")]),
    ("stage/re-fee-needs-payment", "/turns/2/stage", [("/turns/2/stage", "re-fee")]),
    ("stage/fee-after-payment", "/turns/4/stage", [("/turns/4/stage", "fee")]),
    ("stage/fee-needs-demand", "/turns/1/stage", [("/turns/1/stage", "fee")]),
    ("response/target-only", "/turns/1/response", [("/turns/1/response", "doubt")]),
    ("response/payment-complies", "/turns/3/payment", [("/turns/3/response", "doubt")]),
    ("span/in-text", "/turns/1/spans/0/end", [("/turns/1/spans/0/end", 99)]),
    ("span/text-equal", "/turns/1/spans/0", [("/turns/1/spans/0", SPAN)]),
    (
        "span/order",
        "/turns/1/spans/1/start",
        [("/turns/1/spans/-", {"start": 22, "end": 27, "cue": "too_good", "text": "price"})],
    ),
    (
        "span/side",
        "/turns/0/spans",
        [("/turns/0/spans", [{"start": 0, "end": 2, "cue": "urgency", "text": "Is"}])],
    ),
    (
        "money/side",
        "/turns/0/demand",
        [("/turns/0/demand", {"id": "d9", "pretext": "other", "currency": "GBP"})],
    ),
    ("money/demand-unique", "/turns/4/demand/id", [("/turns/4/demand/id", "d1")]),
    ("money/payment-demand", "/turns/3/payment/demand", [("/turns/3/payment/demand", "d2")]),
    ("money/revises", "/turns/4/demand/revises", [("/turns/4/demand/revises", "d7")]),
    ("money/minor-digits", "/turns/4/demand/amount", [("/turns/4/demand/amount", 19.905)]),
    ("privacy/phone-number", TEXT, [(TEXT, "我的号码是138 0013 8000哦")]),
    ("privacy/id-card", TEXT, [(TEXT, "证号11010519491231002X收到")]),
    ("privacy/bank-card", TEXT, [(TEXT, "卡6222 0200 0000 0000 000 转过来")]),
    ("privacy/email", TEXT, [(TEXT, "写信到someone@hookline-mail.com吧")]),
    ("privacy/url", TEXT, [(TEXT, "打开https://pay.hookline-pay.com/x点确认")]),
    ("privacy/handle", TEXT, [(TEXT, "加我QQ号:34567890")]),
    ("privacy/long-number", TEXT, [(TEXT, "账号是98765432109876")]),
]
BENIGN: list[tuple[str, str, list[tuple[str, Any]]]] = [
    ("stage/benign", "/turns/1/stage", [("/turns/1/stage", "lure")]),
    ("label/scam-type", "/scam_type", [("/scam_type", "shopping")]),
    ("speaker/role", "/speakers/1/role", [("/speakers/-", {"id": "C", "role": "scammer"})]),
    ("contrast/twin", "/contrast_of", [("/contrast_of", "phone-deposit/xx")]),
    (
        "contrast/speakers",
        "/speakers",
        [
            ("/speakers/-", {"id": "C", "role": "third_party"}),
            ("/turns/-", {"speaker": "C", "channel": "marketplace", "text": "Hello."}),
        ],
    ),
]
TRANSLATED: list[tuple[str, str, list[tuple[str, Any]]]] = [
    ("translation/original", "/translation_of", [("/translation_of", "phone-deposit/no")]),
    ("translation/turns", "/turns", [("/turns/5", REMOVED)]),
    ("translation/aligned", "/turns/1/stage", [("/turns/1/stage", REMOVED)]),
    ("translation/same-story", "/ending", [("/ending", "realised")]),
    ("corpus/source-known", "/provenance/sources/0", [("/provenance/sources/0", "buletin-2020")]),
    ("corpus/annotator-known", "/annotation/layers/0", [("/annotation/layers/0", "m2")]),
]


def test_the_good_corpus_is_clean(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(), a_translation(), a_twin())
    assert judged(root) == []


@pytest.mark.parametrize(("rule", "pointer", "edits"), ALONE)
def test_a_rule_of_one_dialogue_finds_its_bad_example_and_nothing_else(
    rule: str, pointer: str, edits: list[tuple[str, Any]], tmp_path: Path
) -> None:
    root = a_corpus(tmp_path, a_record(*edits))
    assert judged(root) == [(rule, pointer)]


@pytest.mark.parametrize(("rule", "pointer", "edits"), TRANSLATED)
def test_a_rule_of_translations_finds_its_bad_example_and_nothing_else(
    rule: str, pointer: str, edits: list[tuple[str, Any]], tmp_path: Path
) -> None:
    root = a_corpus(tmp_path, a_record(), a_translation(*edits))
    assert judged(root) == [(rule, pointer)]


@pytest.mark.parametrize(("rule", "pointer", "edits"), BENIGN)
def test_a_rule_of_twins_finds_its_bad_example(
    rule: str, pointer: str, edits: list[tuple[str, Any]], tmp_path: Path
) -> None:
    root = a_corpus(tmp_path, a_record(), a_twin(*edits))
    found = judged(root)
    if rule == "speaker/role":  # a scammer who never speaks breaks the order of speakers as well
        assert found == [
            ("speaker/order", "/speakers"),
            ("contrast/speakers", "/speakers"),
            ("speaker/role", "/speakers/2/role"),
        ]
    else:
        assert found == [(rule, pointer)]


def test_every_rule_has_a_bad_example() -> None:
    shown = {rule for rule, _, _ in (*ALONE, *BENIGN, *TRANSLATED)}
    assert shown == set(RULE_IDS)


def test_rule_ids_are_unique() -> None:
    assert len(RULE_IDS) == len(set(RULE_IDS))


def test_span_past_the_end_of_its_turn_is_told_with_its_numbers(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(("/turns/1/spans/0/end", 99)))
    (finding,) = validate(root).findings
    assert finding.message == "span ends at 99 but the turn has 28 characters"


def test_a_span_that_slipped_is_told_where_it_belongs(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(("/turns/1/spans/0", SPAN)))
    (finding,) = validate(root).findings
    assert finding.suggestion == "start 13, end 27"


@pytest.mark.parametrize(
    "text",
    [
        "mail to someone@example.com",
        "see https://example.org/help",
        "test card 4111 1111 1111 1111",
        "号码[PHONE_1] QQ[QQ_1]",
        "一共15959元，2000、2000、5299、6660",
        "微信 15959元收到了",
        "QQ about it tonight",
        "2026-11-22 14:56",
        "20240115那天",
        "金额12345678元",
        "我欠1000000",
        "微信12000，支付宝3000",
        "qq 10000人",
        "call +44 7700 900123 or 212-555-0123",
        "合同.pdf 和 协议.docx",
        "Well... ok.so what",
        "https://docs.example.com/pay",
        "证号110105194912310021",  # a wrong check digit; still a long number, see below
    ],
)
def test_what_is_reserved_or_harmless_is_no_identifier(text: str) -> None:
    dialogue = dialogue_from(a_record((TEXT, text)))
    broken = {rule.info.id for rule in DIALOGUE_RULES for _ in rule.check(dialogue)}
    assert broken == ({"privacy/long-number"} if text.startswith("证号") else set())


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("打0898-66778899问", "phone-number"),
        ("打400-820-8820", "phone-number"),
        ("138.1234.5678", "phone-number"),
        ("+8613812345678", "phone-number"),
        ("+1 415 550 2671", "phone-number"),
        ("(415) 867-5309", "phone-number"),
        ("点t.cn/abc123", "url"),
        ("上dk-loan.cn申请", "url"),
        ("https://example.com.hookline-evil.ru/pay", "url"),
        ("https://hookline-evil.ru/example.com", "url"),
        ("user@example.com.cn", "email"),
        ("微信号 abc_defgh", "handle"),
        ("加wx:loan2019", "handle"),
        ("扣扣 1234567", "handle"),
        ("卡号 6222 0212 3456 7890 123", "bank-card"),
        ("No.62220212345678901", "long-number"),
    ],
)
def test_what_looks_real_is_found(text: str, rule: str) -> None:
    dialogue = dialogue_from(a_record((TEXT, text)))
    broken = {each.info.id for each in DIALOGUE_RULES for _ in each.check(dialogue)}
    assert broken == {f"privacy/{rule}"}


def test_identifiers_are_masked_in_every_message(tmp_path: Path) -> None:
    text = "call 13800138000 now"
    span = {"start": 0, "end": 4, "cue": "urgency", "text": "13800138000"}
    root = a_corpus(tmp_path, a_record(("/turns/1/text", text), ("/turns/1/spans/0", span)))
    messages = " ".join(each.message for each in validate(root).findings)
    assert "13800138000" not in messages
    assert "13*******00" in messages
    assert masked_text("a@hookline-mail.com, 5") == "a@***************om, 5"


def test_full_width_digits_do_not_hide_a_number() -> None:
    text = "１３８００１３８０００"
    dialogue = dialogue_from(a_record((TEXT, text)))
    broken = {rule.info.id for rule in DIALOGUE_RULES for _ in rule.check(dialogue)}
    assert broken == {"privacy/phone-number"}


def test_identifiers_are_masked_in_messages() -> None:
    assert masked("13800138000") == "13*******00"
    dialogue = dialogue_from(a_record((TEXT, "13800138000")))
    hits = [hit for rule in DIALOGUE_RULES for hit in rule.check(dialogue)]
    assert [hit.values for hit in hits] == [{"masked": "13*******00"}]
