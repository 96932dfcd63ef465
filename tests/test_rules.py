"""Every rule has a bad example that breaks it and nothing else."""

import copy
import json
import re
from pathlib import Path

import pytest

from builders import a_corpus, a_record, a_translated_twin, a_translation, a_twin, judged, write
from hookline import validate
from hookline.examples import TREE, Edit, Which, patched, place_of
from hookline.findings import Level, RuleInfo
from hookline.identifiers import masked, masked_text
from hookline.model import dialogue_from
from hookline.rules import CATALOGUE, triggered

SPAN = {"start": 14, "end": 28, "cue": "too_good", "text": "half the price"}
TEXT = "/turns/0/text"
RELEASED: list[Which] = ["scam", "manifest", "split", "withdrawn", "changes", "lock"]


def test_the_good_corpus_is_clean(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(), a_translation(), a_twin(), a_translated_twin())
    assert judged(root) == []


def test_a_release_that_has_not_changed_is_clean(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, *(TREE[each] for each in RELEASED))
    assert validate(root, base=root).findings == ()


def a_broken_tree(folder: Path, info: RuleInfo) -> Path:
    """Write the tree with a rule's bad example in it; return what is to be validated.

    Rules on one dialogue are shown on it and what it refers to: what a change breaks elsewhere (a
    translation that no longer agrees) is the business of other rules.
    """
    bad = info.bad
    kept: list[Which] = ["scam"] if bad.on == "scam" else ["scam", bad.on]
    if info.level is Level.CHANGE:
        kept = RELEASED
    before = copy.deepcopy(TREE)
    records = [bad.record() if which == bad.on else TREE[which] for which in kept]
    root = a_corpus(folder, *records, *bad.also)
    assert before == TREE, "an example never changes the tree"
    path = root / place_of(TREE[bad.on])
    written = root / place_of(bad.record())
    if written != path and info.id in ("file/path-is-id", "split/name"):
        written.rename(path)
    if bad.stray:
        write(root / bad.stray, "{}")
    if bad.damage:
        data = bad.damage(path.read_bytes())
        if data is None:
            path.unlink()
            return path
        path.write_bytes(data)
    return root


@pytest.mark.parametrize("info", CATALOGUE, ids=lambda info: info.id)
def test_the_bad_example_of_a_rule_breaks_it_and_nothing_else(
    info: RuleInfo, tmp_path: Path
) -> None:
    place = a_broken_tree(tmp_path, info)
    if info.id == "file/unique-id":
        record = a_record()
        place = write(tmp_path / "two.jsonl", f"{json.dumps(record)}\n{json.dumps(record)}\n")
    base = None
    if info.level is Level.CHANGE:
        base = a_corpus(tmp_path / "base", *(TREE[each] for each in RELEASED), *info.bad.base)
    report = validate(place, base=base)
    assert [(each.rule, each.location.pointer) for each in report.findings] == [
        (info.id, info.bad.at)
    ]
    (finding,) = report.findings
    assert finding.severity is info.severity
    assert "{" not in finding.message + finding.hint or info.level is Level.SHAPE


@pytest.mark.parametrize("info", CATALOGUE, ids=lambda info: info.id)
def test_a_rule_says_what_why_and_how(info: RuleInfo) -> None:
    family, _, name = info.id.partition("/")
    assert re.fullmatch("[a-z]+/[a-z0-9-]+", info.id)
    assert info.why.endswith(".")
    assert info.hint.endswith((".", "}."))
    assert not info.message.endswith((".", "!"))
    assert not (info.waivable and family in ("privacy", "file", "shape", "change"))
    assert name


def test_rule_ids_are_unique() -> None:
    ids = [info.id for info in CATALOGUE]
    assert len(ids) == len(set(ids))
    assert len(ids) >= 45


@pytest.mark.parametrize(
    ("on", "rule", "pointer", "edit"),
    [
        ("twin", "label/scam-type", "/scam_type", ("/scam_type", "shopping")),
        ("twin", "contrast/twin", "/contrast_of", ("/contrast_of", "phone-deposit/zh-scam")),
        ("translation", "translation/original", "/translation_of", ("/language", "en")),
    ],
)
def test_the_other_ways_to_break_a_rule_are_found(
    on: Which, rule: str, pointer: str, edit: Edit, tmp_path: Path
) -> None:
    records = [patched(TREE[each], edit) if each == on else TREE[each] for each in TREE]
    assert (rule, pointer) in judged(a_corpus(tmp_path, *records))


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
    broken = {rule.info.id for rule in triggered(dialogue) for _ in rule.check(dialogue)}
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
    broken = {each.info.id for each in triggered(dialogue) for _ in each.check(dialogue)}
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
    broken = {rule.info.id for rule in triggered(dialogue) for _ in rule.check(dialogue)}
    assert broken == {"privacy/phone-number"}


def test_identifiers_are_masked_in_messages() -> None:
    assert masked("13800138000") == "13*******00"
    dialogue = dialogue_from(a_record((TEXT, "13800138000")))
    hits = [hit for rule in triggered(dialogue) for hit in rule.check(dialogue)]
    assert [hit.values for hit in hits] == [{"masked": "13*******00"}]
