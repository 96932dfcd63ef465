"""The closed lists: complete, in both languages, equal to what the schema accepts."""

import re
from typing import get_args

import pytest

from hookline.errors import UnknownNameError
from hookline.shape import schema
from hookline.taxonomy import LanguageId, minor_digits, taxonomy

EXPECTED = {
    "label": "benign scam",
    "stage": "lure fee re-fee threat",
    "response": "report refuse verify doubt haggle stall question comply",
    "cue": "authority urgency scarcity social_proof liking reciprocity commitment too_good secrecy "
    "fear guilt credibility_prop disarming unverifiable channel_shift data_harvest refund_promise "
    "complicity",
    "role": "scammer counterpart target third_party system",
    "medium": "text voice call image file card notice",
    "channel": "phone sms email wechat qq whatsapp telegram social dating_app marketplace game "
    "meeting_app in_person",
    "method": "qr_code bank_transfer wallet_transfer red_packet card_payment gift_card crypto cash "
    "phone_credit platform_topup",
    "pretext": "security_deposit handling_fee bank_flow credit_repair unfreeze remark_missing "
    "late_penalty prepayment insurance certificate booking_deposit safety_fee travel_fee "
    "health_guarantee breach_penalty medical_emergency legal_emergency loan_between_people top_up "
    "task_payment investment margin_or_tax_on_gain upgrade_membership customs_or_tax fine "
    "safe_account verification_transfer training_or_equipment goods_or_service shipping rent "
    "refund_reversal hush_money recovery_fee donation debt_due other",
    "ending": "realised cut_off refused stopped reported open settled",
    "basis": "retells method invented",
    "scam_type": "loan_fee escort_deposit friend_impersonation task_rebate investment "
    "refund_service authority_impersonation credit_repair shopping leader_impersonation game_trade "
    "romance sextortion rental_deposit job_fee prize_fee tech_support family_emergency recovery",
}
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("name", EXPECTED)
def test_the_list_holds_the_settled_values_in_order(name: str) -> None:
    assert taxonomy().ids(name) == tuple(EXPECTED[name].split())


@pytest.mark.parametrize("name", sorted(taxonomy().lists))
def test_every_term_is_named_and_defined_in_both_languages(name: str) -> None:
    for term in taxonomy().terms(name):
        assert term.name.en
        assert term.name.zh
        assert not CHINESE.search(term.definition.en)
        assert CHINESE.search(term.definition.zh)


@pytest.mark.parametrize("name", ["stage", "response", "cue"])
def test_what_people_label_has_two_examples_and_a_near_miss_in_both_languages(name: str) -> None:
    for term in taxonomy().terms(name):
        assert term.examples
        assert term.near_miss
        assert len(set(term.examples.en)) == len(set(term.examples.zh)) == 2
        assert term.near_miss.en.text not in term.examples.en
        assert CHINESE.search(term.near_miss.zh.why)


def test_every_scam_type_has_advice_and_mappings() -> None:
    for term in taxonomy().terms("scam_type"):
        assert term.advice
        assert term.mappings is not None
        assert CHINESE.search(term.advice.zh)


def test_mappings_name_the_classes_of_others() -> None:
    loan = taxonomy().term("scam_type", "loan_fee").mappings
    assert loan
    assert loan.mitre_f3 is None  # F3 has no advance-fee technique
    assert loan.cn_police == "贷款、代办信用卡类"
    assert loan.ftc == "Advance-Fee Credit"


def test_the_enums_of_the_schema_are_the_lists() -> None:
    for kind in ("dialogue", "layer", "sources", "annotators"):
        for name, entry in schema(kind)["$defs"].items():
            if "enum" in entry:
                assert tuple(entry["enum"]) == taxonomy().ids(name)
                assert len(entry["markdownEnumDescriptions"]) == len(entry["enum"])


def test_the_languages_are_those_that_names_exist_in() -> None:
    assert set(taxonomy().ids("language")) == set(get_args(LanguageId))


def test_minor_digits_follow_iso_4217() -> None:
    assert [minor_digits(each) for each in ("CNY", "JPY", "KWD")] == [2, 0, 3]


def test_an_unknown_list_or_term_is_told_in_a_sentence() -> None:
    with pytest.raises(UnknownNameError, match="there is no list 'stages'"):
        taxonomy().terms("stages")
    with pytest.raises(UnknownNameError, match="there is no stage 'refee'"):
        taxonomy().term("stage", "refee")
