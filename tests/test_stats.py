"""What `stats` tells those who plan a corpus."""

from pathlib import Path

from builders import a_corpus, a_record, a_translation, a_twin
from hookline import load
from hookline.spread import Lengths, spread
from test_cli import hookline


def test_the_spread_of_a_small_corpus_is_counted(tmp_path: Path) -> None:
    resisted = a_record(("/id", "phone-deposit/en-resisted"), ("/ending", "refused"))
    root = a_corpus(tmp_path, a_record(), a_translation(), a_twin(), resisted)
    found = spread(load(root))
    assert found.lengths == {"benign": Lengths(6, 6, 6), "scam": Lengths(6, 6, 6)}
    assert found.demands == {0: 0, 1: 0, 2: 3}
    assert found.pretexts == {"booking_deposit": 3, "shipping": 3}
    assert "rent" in found.unused_pretexts
    assert (found.scams, found.with_threat, found.threat_types) == (3, 0, 0)
    assert (found.without_payment, found.re_fee_chains, found.several_scammers) == (0, 0, 0)
    assert found.original_languages == {"en": 1}
    assert found.resisted_endings == {"refused": 1}


def test_a_chain_of_revisions_is_one_demand_and_threats_are_counted_by_type(
    tmp_path: Path,
) -> None:
    edits = (("/turns/4/demand/revises", "d1"), ("/turns/4/stage", "threat"))
    several = ("/speakers/0/role", "scammer")
    root = a_corpus(tmp_path, a_record(*edits, several))
    found = spread(load(root))
    assert found.demands == {0: 0, 1: 1}
    assert (found.with_threat, found.threat_types, found.several_scammers) == (1, 1, 1)


def test_two_demands_behind_the_first_payment_are_a_chain(tmp_path: Path) -> None:
    third = {"id": "d3", "pretext": "insurance", "amount": 5, "currency": "GBP"}
    turn = {"speaker": "B", "channel": "sms", "text": "And 5.", "stage": "re-fee", "demand": third}
    root = a_corpus(tmp_path, a_record(("/turns/-", turn)))
    assert spread(load(root)).re_fee_chains == 1


def test_the_spread_is_shown_and_given_as_json(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record())
    out = hookline("stats", "--corpus", root, LC_ALL="C.UTF-8")[1]
    assert "  turns, scam: 6 to 6, median 6\n" in out
    assert "  scams with a threat: 0 of 1, in 0 types\n" in out
    assert "  demands a scam: 0: 0, 1: 0, 2: 1\n" in out
    chinese = hookline("stats", "--corpus", root, LC_ALL="zh_CN.UTF-8")[1]
    assert "  话轮数，scam：6 到 6，中位数 6\n" in chinese
    given = hookline("stats", "--format", "json", "--corpus", root)[1]
    assert '"lengths": {' in given
    assert '"median": 6' in given
