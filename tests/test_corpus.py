"""The bundled corpus: what was published is in it, and nobody's data is."""

import json
import re
import unicodedata
from collections import Counter

import pytest

import hookline
from hookline.labelling import layers_of
from hookline.ledger import ledger
from hookline.settling import differences
from hookline.sheets import frozen
from hookline.spread import spread
from hookline.taxonomy import GUIDELINE

CORPUS = hookline.load()
SCAMS = [each for each in CORPUS if each.label == "scam"]
PUBLISHED = {
    "loan-three-reasons-to-pay-again": 15_959,
    "escort-one-more-transfer": 43_124,
    "friend-money-by-tonight": 4_800,
}


def amounts(dialogue: hookline.Dialogue, kind: str) -> list[float]:
    return [each.amount for turn in dialogue.turns if (each := getattr(turn, kind))]


def test_the_corpus_is_clean() -> None:
    report = hookline.validate()
    assert {each.severity for each in report.findings} <= {hookline.Severity.INFO}
    assert report.not_run == ()


def test_each_script_is_a_full_bundle() -> None:
    bundles: dict[str, set[str]] = {}
    for dialogue in CORPUS:
        bundles.setdefault(dialogue.script, set()).add(dialogue.variant)
    always = {"zh-scam", "en-scam", "zh-benign", "en-benign"}
    assert all(always <= variants for variants in bundles.values())
    assert sum("zh-resisted" in variants for variants in bundles.values()) >= 2
    assert len(CORPUS) >= 14


@pytest.mark.parametrize("script", PUBLISHED)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_was_paid_is_what_was_published(script: str, language: str) -> None:
    dialogue = CORPUS[f"{script}/{language}-scam"]
    assert ledger(dialogue).paid == {"CNY": PUBLISHED[script] * 100}
    assert dialogue.provenance.basis == "retells"


def test_the_loan_was_asked_and_paid_as_published() -> None:
    loan = CORPUS["loan-three-reasons-to-pay-again/zh-scam"]
    assert amounts(loan, "demand") == [2000, 2000, 5298, 6660]
    assert amounts(loan, "payment") == [2000, 2000, 5299, 6660]
    methods = [turn.payment.method for turn in loan.turns if turn.payment]
    assert methods == ["qr_code", "qr_code", "qr_code", "bank_transfer"]
    channels = list(dict.fromkeys(turn.channel for turn in loan.turns))
    assert channels == ["phone", "qq"]
    pretexts = [turn.demand.pretext for turn in loan.turns if turn.demand]
    assert pretexts[:2] == ["security_deposit", "remark_missing"]


def test_the_escort_was_asked_for_in_the_published_order() -> None:
    escort = CORPUS["escort-one-more-transfer/zh-scam"]
    pretexts = [turn.demand.pretext for turn in escort.turns if turn.demand]
    order = [
        "booking_deposit",
        "safety_fee",
        "travel_fee",
        "health_guarantee",
        "breach_penalty",
    ]
    assert list(dict.fromkeys(pretexts))[:5] == order
    assert "threat" in {turn.stage for turn in escort.turns}


def test_the_friend_was_paid_by_qr_code() -> None:
    friend = CORPUS["friend-money-by-tonight/zh-scam"]
    (payment,) = (turn.payment for turn in friend.turns if turn.payment)
    assert (payment.amount, payment.method) == (4800, "qr_code")


def test_no_text_holds_a_long_number_a_mail_address_or_a_link() -> None:
    for dialogue in CORPUS:
        for turn in dialogue.turns:
            assert not re.search(r"[0-9]{6,}|@|https?:|www\.", turn.text), dialogue.id


def test_brackets_hold_placeholders_or_emoticons() -> None:
    known = re.compile("[\u4e00-\u9fff]{1,4}|[A-Z][a-z]+|[A-Z_]+_[1-9]")
    for dialogue in CORPUS:
        for turn in dialogue.turns:
            for inside in re.findall(r"\[([^\]]*)\]", turn.text):
                assert known.fullmatch(inside), dialogue.id


def test_chinese_is_typed_with_full_width_punctuation() -> None:
    for dialogue in CORPUS.select(language="zh"):
        for turn in dialogue.turns:
            assert not re.search("[\u4e00-\u9fff][,?!;:]|[,?!;:][\u4e00-\u9fff]", turn.text)


def test_texts_are_nfc() -> None:
    for dialogue in CORPUS:
        for turn in dialogue.turns:
            assert unicodedata.is_normalized("NFC", turn.text), dialogue.id


def test_every_stage_and_every_kind_of_response_occurs() -> None:
    stages = Counter(turn.stage for each in SCAMS for turn in each.turns)
    assert {"lure", "fee", "re-fee", "threat"} <= set(stages)
    responses = {turn.response for each in CORPUS for turn in each.turns}
    assert len(responses - {None}) == 8


def test_twins_are_comparable_in_length_and_in_speakers() -> None:
    for twin in CORPUS.select(label="benign"):
        assert twin.contrast_of
        scam = CORPUS[twin.contrast_of]
        sizes = [sum(len(turn.text) for turn in each.turns) for each in (scam, twin)]
        assert max(sizes) / min(sizes) < 1.15, twin.id
        assert len(twin.speakers) == len(scam.speakers)


def test_annotations_say_what_was_done() -> None:
    assert CORPUS.root
    layers = layers_of(CORPUS.root)
    assert {each.provenance.method for each in CORPUS} == {"model"}
    for dialogue in CORPUS:
        about = dialogue.annotation
        assert (about.guideline, about.adjudicated) == (GUIDELINE, True)
        assert about.layers == tuple(who for who in sorted(layers) if dialogue.id in layers[who])
        settled = frozen(dialogue, "m3", "2026-11-26").turns
        assert layers["m3"][dialogue.id].turns == settled, dialogue.id
    annotators = json.loads((CORPUS.root / "annotators.json").read_text(encoding="utf-8"))
    assert {each["kind"] for each in annotators["annotators"]} == {"model"}


def test_each_difference_is_settled_with_a_note_of_its_own() -> None:
    assert CORPUS.root
    layers = layers_of(CORPUS.root)
    for dialogue in CORPUS:
        if dialogue.translation_of:
            continue
        pair = layers["m1"][dialogue.id], layers["m2"][dialogue.id]
        apart = {(each.turn, each.field) for each in differences(dialogue, *pair)}
        notes = layers["m3"][dialogue.id].notes
        assert {(note.turn, note.field) for note in notes} == apart, dialogue.id


def test_the_spread_is_as_it_was_planned() -> None:
    found = spread(CORPUS)
    scripts = Counter(
        each.scam_type
        for each in SCAMS
        if each.variant.endswith("-scam") and not each.translation_of
    )
    assert (
        min(scripts[each] for each in ("loan_fee", "escort_deposit", "friend_impersonation")) >= 8
    )
    assert sum(count >= 2 for count in scripts.values()) >= 15
    assert sum(scripts.values()) >= 48
    assert found.original_languages["en"] * 3 >= sum(scripts.values())
    assert (min(found.demands), max(found.demands)) == (0, 7)
    assert found.unused_pretexts == ("other",)
    assert 0.25 <= found.with_threat / found.scams <= 0.45
    assert found.threat_types >= 6
    assert found.without_payment / found.scams >= 0.20
    assert found.re_fee_chains / found.scams >= 0.25
    assert found.several_scammers / found.scams >= 0.15
    assert all(8 <= lengths.shortest < lengths.longest <= 45 for lengths in found.lengths.values())
