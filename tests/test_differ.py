"""What differs between two corpora: words, turns, labels, splits, forbidden changes, version."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_corpus, a_record, a_translation, a_twin, write
from hookline.differ import Added, Difference, Field, Gone, difference
from hookline.examples import LAYER, LOCK, LOCKED, MANIFEST, SCRIPT, SPLIT, TREE, patched
from hookline.sides import side
from hookline.wording import pairs, pieces
from test_changes import NOTE, released

SCAM_ID = f"{SCRIPT}/en-scam"
TOMB = {"id": SCAM_ID, "version": "0.2.0", "date": "2026-11-23", "reason": "privacy"}


def compared(before: Path, after: Path) -> Difference:
    return difference(side(str(before)), side(str(after)))


def marked(before: str, after: str) -> str:
    """Return the pieces of two texts, as `git diff --word-diff` writes them."""
    shown = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(shown[each.what].format(each.text) for each in pieces(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Pay now.", "Pay now.", "Pay now."),
        ("Pay 50 now.", "Pay 500 now.", "Pay [-50-]{+500+} now."),
        ("Please pay.", "Please pay today.", "Please pay{+ today+}."),
        ("付了。", "已经付了。", "{+已经+}付了。"),
        (
            "先付50，我给你留着。",
            "先付80，我帮你留着。",
            "先付[-50-]{+80+}，我[-给-]{+帮+}你留着。",
        ),
        ("合同签好了就剩保证金", "合同签好了只剩手续费", "合同签好了[-就剩保证金-]{+只剩手续费+}"),
        ("", "new", "{+new+}"),
    ],
)
def test_words_and_chinese_characters_that_differ_are_told_apart(
    before: str, after: str, expected: str
) -> None:
    assert marked(before, after) == expected


@given(st.text("ab 付了。，", max_size=30), st.text("ab 付了。，", max_size=30))
def test_pieces_make_up_both_texts(before: str, after: str) -> None:
    found = pieces(before, after)
    assert "".join(each.text for each in found if each.what != "new") == before
    assert "".join(each.text for each in found if each.what != "old") == after


def test_words_of_endless_texts_are_compared_in_bounded_time() -> None:
    before, after = "a b " * 2_500, "b c a " * 1_600
    found = pieces(f"start {before}", f"start {after}")
    assert [each.what for each in found] == ["same", "old", "new", "same"]


@given(st.lists(st.sampled_from(["one two", "one three", "付了", "x"]), max_size=8),
       st.lists(st.sampled_from(["one two", "one three", "付了", "x"]), max_size=8))  # fmt: skip
def test_pairs_name_every_text_once_and_in_order(old: list[str], new: list[str]) -> None:
    found = list(pairs(old, new))
    assert [one for one, _ in found if one is not None] == list(range(len(old)))
    assert [other for _, other in found if other is not None] == list(range(len(new)))


def test_a_turn_put_between_others_moves_them_and_is_added() -> None:
    old = ["Is it there?", "Yes, half the price.", "Sent."]
    new = ["Is it there?", "Wait.", "Yes, just half the price.", "Sent."]
    assert list(pairs(old, new)) == [(0, 0), (None, 1), (1, 2), (2, 3)]


def test_a_corpus_differs_in_nothing_from_itself(tmp_path: Path) -> None:
    root = released(tmp_path)
    found = compared(root, root)
    assert found.same
    assert found.forbidden == ()
    assert found.bump is not None
    assert (found.bump.least, found.bump.reasons) == (None, ())


def test_what_is_added_and_what_is_withdrawn_is_named(tmp_path: Path) -> None:
    before = a_corpus(tmp_path / "a", a_record(), a_twin())
    after = a_corpus(tmp_path / "b", a_translation(), {"withdrawn": [TOMB]})
    found = compared(before, after)
    assert found.added == (Added(f"{SCRIPT}/zh-scam", "scam", "zh", "平台上的手机"),)
    assert found.gone == (Gone(f"{SCRIPT}/en-benign", None), Gone(SCAM_ID, "privacy"))
    assert Field("dialogues", 2, 1) in found.counts
    assert Field("language.en", 2, 0) in found.counts


def test_a_changed_text_a_changed_label_and_changed_metadata_stand_on_their_turn(
    tmp_path: Path,
) -> None:
    edits = (
        ("/turns/5/text", "You said the post was free."),
        ("/turns/5/response", "question"),
        ("/turns/4/demand/amount", 29.9),
        ("/speakers/1/persona", "shop"),
        ("/title", "A telephone"),
        ("/provenance/method", "human"),
    )
    before = a_corpus(tmp_path / "a", a_record())
    (found,) = compared(before, a_corpus(tmp_path / "b", a_record(*edits))).changed
    assert found.parts == ("text", "labels", "meta")
    assert found.fields == (
        Field("speakers.B.persona", "seller", "shop"),
        Field("title", "A phone on a marketplace", "A telephone"),
        Field("provenance.method", "model", "human"),
    )
    asked, answered = found.turns
    assert (asked.before, asked.after, asked.speaker) == (4, 4, "B")
    assert asked.fields == (Field("demand.amount", 19.9, 29.9),)
    assert answered.fields == (Field("response", "doubt", "question"),)
    assert [(each.what, each.text) for each in answered.words] == [
        ("same", "You said "),
        ("new", "the "),
        ("same", "post was free."),
    ]


def test_a_layer_that_is_added_changes_the_labels(tmp_path: Path) -> None:
    before = a_corpus(tmp_path / "a", a_record())
    (found,) = compared(before, a_corpus(tmp_path / "b", a_record(), LAYER)).changed
    assert (found.parts, found.layers) == (("labels",), {"m1": "added"})


def test_a_dialogue_that_is_written_otherwise_does_not_differ(tmp_path: Path) -> None:
    before = a_corpus(tmp_path / "a", a_record())
    after = a_corpus(tmp_path / "b", a_record())
    path = after / "dialogues" / f"{SCAM_ID}.json"
    path.write_text(path.read_text(encoding="utf-8").replace("50,", "50.0,"), encoding="utf-8")
    assert compared(before, after).same


def test_a_file_of_the_corpus_that_differs_is_told(tmp_path: Path) -> None:
    after = a_corpus(tmp_path / "b", a_record(), patched(MANIFEST, ("/title", "Another")))
    sources = patched(TREE["sources"], ("/sources/0/publisher", "The police"))
    write(after / "sources.json", sources)
    found = compared(a_corpus(tmp_path / "a", a_record()), after)
    assert found.files == {
        "manifest.json": (Field("title", "A small corpus", "Another"),),
        "sources.json": (Field("sources.bulletin-2020.publisher", "Police", "The police"),),
    }
    assert not found.same


CHANGED_TEXT = a_record(("/turns/5/text", "You said that post was free."))
MOVED = patched(SPLIT, (f"/scripts/{SCRIPT}", "validation"))


@pytest.mark.parametrize(
    ("records", "rules"),
    [
        ((CHANGED_TEXT,), ["change/text-noted"]),
        ((CHANGED_TEXT, {"changes": [NOTE]}), []),
        ((a_record(("/turns/5/response", "question")),), ["change/labels-noted"]),
        ((MOVED,), ["change/split-moved"]),
        ((a_record(("/title", "Another")),), []),
    ],
)
def test_what_is_forbidden_to_a_release_is_told(
    records: tuple[dict[str, Any], ...], rules: list[str], tmp_path: Path
) -> None:
    found = compared(released(tmp_path / "a"), released(tmp_path / "b", *records))
    assert [each.rule for each in found.forbidden or ()] == rules


def test_a_released_id_that_has_gone_without_a_tombstone_is_forbidden(tmp_path: Path) -> None:
    gone = patched(LOCK, (f"/dialogues/{SCRIPT}~1en-gone", LOCKED))
    found = compared(released(tmp_path / "a", gone), released(tmp_path / "b"))
    assert [(each.rule, each.values) for each in found.forbidden or ()] == [
        ("change/id-removed", {"id": f"{SCRIPT}/en-gone"})
    ]


def test_a_split_that_moves_tells_the_parts_of_each_script(tmp_path: Path) -> None:
    found = compared(released(tmp_path / "a"), released(tmp_path / "b", MOVED))
    (split,) = found.splits or ()
    assert (split.name, split.what) == ("v1", "changed")
    assert split.scripts == (Field(SCRIPT, "train", "validation"),)


@pytest.mark.parametrize(
    ("records", "version", "least", "weights"),
    [
        ((a_record(("/title", "Another")),), "0.1.0", "0.1.1", ["patch"]),
        ((CHANGED_TEXT,), "0.1.0", "0.2.0", ["major"]),
        ((CHANGED_TEXT,), "1.0.0", "2.0.0", ["major"]),
        ((patched(SPLIT, ("/name", "v2")),), "1.0.0", "1.1.0", ["minor"]),
    ],
)
def test_the_version_that_follows_is_told_with_its_reasons(
    records: tuple[dict[str, Any], ...],
    version: str,
    least: str,
    weights: list[str],
    tmp_path: Path,
) -> None:
    lock = patched(LOCK, ("/version", version))
    before, after = released(tmp_path / "a", lock), released(tmp_path / "b", lock, *records)
    bump = compared(before, after).bump
    assert bump is not None
    assert (bump.released, bump.since, bump.least) == (True, version, least)
    assert [each.weight for each in bump.reasons] == weights


def test_without_a_lock_everything_is_counted_as_released(tmp_path: Path) -> None:
    found = compared(
        a_corpus(tmp_path / "a", a_record()), a_corpus(tmp_path / "b", a_record(), a_twin())
    )
    assert found.forbidden == ()
    assert found.bump is not None
    assert (found.bump.released, found.bump.least) == (False, "0.2.0")


def test_loose_dialogues_have_no_splits_no_version_and_nothing_forbidden(tmp_path: Path) -> None:
    root = released(tmp_path / "a")
    loose = write(tmp_path / "b.json", a_record(("/scam_type", "loan_fee")))
    found = compared(root, loose)
    assert (found.splits, found.files, found.forbidden, found.bump) == (None, None, None, None)
    assert found.versions == ("0.1.0", None)
