"""What is said of the files beside the dialogues, and of dialogues that belong together."""

from pathlib import Path

import pytest

from builders import (
    SCRIPT,
    a_corpus,
    a_record,
    a_translated_twin,
    a_translation,
    a_twin,
    judged,
    write,
)
from hookline import surroundings, validate
from hookline.clock import latest_day
from hookline.examples import LAYER, LOCK, LOCKED, SPLIT, TREE, Edit, Which, patched, place_of
from hookline.validation import validate_paths

GONE = {"id": f"{SCRIPT}/en-gone", "version": "0.1.0", "date": "2026-11-22", "reason": "error"}
NOTE = {
    "dialogue": f"{SCRIPT}/en-scam",
    "version": "0.2.0",
    "part": "text",
    "note": "The target says it as people say it.",
    "by": "maintainer",
    "date": "2026-11-22",
}
WITH_GONE = patched(LOCK, (f"/dialogues/{SCRIPT}~1en-gone", LOCKED))
FOLDS = {SCRIPT: "fold-1", "phone-sold-twice": "fold-2"}
OTHER = a_record(
    ("/id", "phone-sold-twice/en-scam"), ("/turns/0/text", "Do you still have the phone?")
)


@pytest.mark.parametrize(
    ("on", "edit", "rule", "pointer"),
    [
        ("sources", ("/sources/0/taken", "Case, 19900001234."), "phone-number", "/sources/0/taken"),
        ("sources", ("/sources/0/title", "a@mail.invalid"), "email", "/sources/0/title"),
        (
            "sources",
            ("/sources/0/publisher", "GB82 WEST 1234 5698 7654 32"),
            "iban",
            "/sources/0/publisher",
        ),
        (
            "annotators",
            ("/annotators/0/description", "11010519491231002X"),
            "id-card",
            "/annotators/0/description",
        ),
        ("manifest", ("/description", "ask someone@hookline-mail.com"), "email", "/description"),
    ],
)
def test_identifiers_outside_dialogues_are_found(
    on: Which, edit: Edit, rule: str, pointer: str, tmp_path: Path
) -> None:
    root = a_corpus(tmp_path, TREE["scam"], patched(TREE[on], edit))
    assert judged(root) == [(f"privacy/{rule}", pointer)]


def test_a_hotline_in_a_title_is_nobodys_number(tmp_path: Path) -> None:
    title = ("/sources/0/title", "第20240115号通告：请拨打0898-66778899或400-820-8820")
    assert judged(a_corpus(tmp_path, TREE["scam"], patched(TREE["sources"], title))) == []


def test_a_number_in_a_note_on_a_layer_is_found(tmp_path: Path) -> None:
    note = {"turn": 1, "field": "stage", "note": "See 13800138000.", "by": "m1"}
    root = a_corpus(
        tmp_path,
        a_record(("/annotation/layers", ["m1"])),
        patched(LAYER, ("/notes", [note])),
    )
    assert judged(root) == [("privacy/phone-number", "/notes/0/note")]


def test_released_text_that_differs_from_the_lock_is_told_without_a_base(tmp_path: Path) -> None:
    changed = a_record(("/turns/5/text", "You said that post was free."))
    root = a_corpus(tmp_path, changed, LOCK, SPLIT)
    assert judged(root) == [("change/text-noted", "")]
    assert judged(root / place_of(changed)) == [("change/text-noted", "")]
    write(root / "manifest.json", patched(TREE["manifest"], ("/version", "0.2.0")))
    write(root / "changes.json", {"changes": [NOTE]})
    assert judged(root) == []


def test_a_locked_dialogue_that_is_lost_is_told_without_a_base(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, TREE["scam"], SPLIT, WITH_GONE)
    assert judged(root) == [("change/id-removed", "")]
    assert judged(root / place_of(TREE["scam"])) == []


def test_a_published_split_that_has_moved_is_told_without_a_base(tmp_path: Path) -> None:
    moved = patched(SPLIT, (f"/scripts/{SCRIPT}", "test"))
    root = a_corpus(tmp_path, TREE["scam"], LOCK, moved)
    assert ("change/split-moved", f"/scripts/{SCRIPT}") in judged(root)
    assert "change/split-moved" not in dict(judged(root / place_of(TREE["scam"])))
    (root / place_of(moved)).unlink()
    assert judged(root) == [("change/split-moved", "")]


def test_a_dialogue_withdrawn_after_the_release_may_still_be_locked(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, TREE["scam"], SPLIT, WITH_GONE)
    write(root / "manifest.json", patched(TREE["manifest"], ("/version", "0.2.0")))
    write(root / "withdrawn.json", {"withdrawn": [{**GONE, "version": "0.2.0"}]})
    assert judged(root) == []


@pytest.mark.parametrize(
    ("date", "rule"),
    [
        ("2020-02", None),
        ("2020-02-29", None),
        ("2021-03", "day-ahead"),
        ("2021-02-03", "day-ahead"),
    ],
)
def test_days_are_compared_with_the_day_that_it_is(
    date: str, rule: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(surroundings, "latest_day", lambda: "2021-02-02")
    root = a_corpus(tmp_path, TREE["scam"], patched(TREE["sources"], ("/sources/0/date", date)))
    assert judged(root) == ([(f"about/{rule}", "/sources/0/date")] if rule else [])


def test_the_latest_day_is_a_day() -> None:
    assert latest_day() >= "2026-01-01"


@pytest.mark.parametrize("which", ["withdrawn", "changes", "lock"])
def test_versions_after_the_corpus_are_told(which: Which, tmp_path: Path) -> None:
    parts = {
        "withdrawn": {"withdrawn": [{**GONE, "version": "9.0.0"}]},
        "changes": {"changes": [{**NOTE, "version": "9.0.0"}]},
        "lock": {**LOCK, "version": "9.0.0"},
    }
    root = a_corpus(tmp_path, TREE["scam"], SPLIT, parts[which])
    assert [rule for rule, _ in judged(root)] == ["about/version-ahead"]


def test_a_split_of_folds_has_its_shape(tmp_path: Path) -> None:
    assert judged(a_corpus(tmp_path, TREE["scam"], OTHER, {**SPLIT, "scripts": FOLDS})) == []


def test_a_source_is_called_idle_only_where_the_whole_corpus_was_judged(tmp_path: Path) -> None:
    idle = TREE["sources"]["sources"][0] | {"id": "leaflet", "title": "Leaflet"}
    listed = patched(TREE["sources"], ("/sources/-", idle))
    root = a_corpus(tmp_path, TREE["scam"], OTHER, listed)
    assert judged(root) == [("source/cited", "/sources/1/id")]
    some = [root / "sources.json", root / place_of(OTHER)]
    assert validate_paths(some).findings == ()


def test_a_lone_file_is_judged_by_the_others_of_its_script(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, TREE["scam"], a_translation(), a_twin())
    path = root / place_of(a_twin())
    assert judged(path) == [("contrast/translated", "/contrast_of")]
    write(root / place_of(a_translated_twin()), a_translated_twin())
    assert judged(path) == []


def test_a_broken_twin_is_still_a_twin(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, TREE["scam"], a_twin(), OTHER)
    write(root / "dialogues" / "phone-sold-twice" / "en-benign.json", "{")
    assert ("contrast/script", "/id") not in judged(root)


def test_strangers_lie_beside_layers_and_splits_too(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, TREE["scam"])
    for name in ("layers/notes.txt", "splits/main.JSON"):
        write(root / name, "{}")
    found = validate(root).findings
    assert [each.rule for each in found] == ["file/stranger", "file/stranger"]
