"""What a corpus may change of what was released, and rules that came after a release."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from builders import REMOVED, a_corpus, a_record, a_twin, findings, write
from hookline import validate
from hookline.examples import LOCK, LOCKED, MANIFEST, SCRIPT, SPLIT, TREE, patched, place_of
from hookline.findings import Severity
from hookline.judging import RULES
from hookline.lock import hashes
from hookline.model import Lock, Split, dialogue_from
from hookline.rules.change import State, least_version
from hookline.surroundings import CorpusOnDisk
from hookline.versions import newer
from test_rules import RELEASED

SCAM_ID = f"{SCRIPT}/en-scam"
IN_LOCK = f"/dialogues/{SCRIPT}~1en-scam"
NEXT = patched(MANIFEST, ("/version", "0.2.0"))
NOTE = {
    "dialogue": SCAM_ID,
    "version": "0.2.0",
    "part": "text",
    "note": "The target says it as people say it.",
    "by": "maintainer",
    "date": "2026-11-23",
}


def released(folder: Path, *records: dict[str, Any]) -> Path:
    """Write the released tree, or what became of it."""
    return a_corpus(folder, *(TREE[each] for each in RELEASED), *records)


def test_the_hashes_of_the_example_lock_are_those_of_its_dialogue() -> None:
    found = hashes(dialogue_from(TREE["scam"]))
    assert {name: LOCKED[name] for name in ("text", "labels", "meta")} == {
        "text": found.text,
        "labels": found.labels,
        "meta": found.meta,
    }


def test_a_note_of_the_next_version_allows_the_change(tmp_path: Path) -> None:
    base = released(tmp_path / "base")
    changed = a_record(("/turns/5/text", "You said that post was free."))
    now = released(tmp_path / "now", changed, NEXT, {"changes": [NOTE]})
    assert findings(validate(now, base=base)) == []
    old = {"changes": [{**NOTE, "version": "0.1.0"}]}
    again = released(tmp_path / "again", changed, NEXT, old)
    assert findings(validate(again, base=base)) == [("change/text-noted", "")]


def test_a_removed_dialogue_with_a_tombstone_is_allowed(tmp_path: Path) -> None:
    gone = patched(LOCK, (f"/dialogues/{SCRIPT}~1en-gone", LOCKED))
    base = released(tmp_path / "base", gone)
    tomb = {"id": f"{SCRIPT}/en-gone", "version": "0.2.0", "date": "2026-11-23", "reason": "error"}
    now = released(tmp_path / "now", gone, NEXT, {"withdrawn": [tomb]})
    assert findings(validate(now, base=base)) == []


def test_a_base_without_a_lock_is_said_to_have_released_nothing(tmp_path: Path) -> None:
    base = a_corpus(tmp_path / "base", TREE["scam"])
    now = a_corpus(tmp_path / "now", a_record(("/turns/5/text", "You said that.")))
    report = validate(now, base=base)
    assert report.findings == ()
    assert [each.why for each in report.not_run] == [
        "the base has no lock.json: nothing of it is released"
    ]


def test_a_base_that_is_no_corpus_is_told_and_ends_with_3(tmp_path: Path) -> None:
    now = a_corpus(tmp_path / "now", TREE["scam"])
    report = validate(now, base=tmp_path / "nothing")
    assert report.exit_code() == 3
    assert [each.what for each in report.not_run] == ["the comparison with the base"]


def a_state(**changes: Any) -> State:
    found = hashes(dialogue_from(TREE["scam"]))
    state = State(
        version="0.1.0",
        lock=msgspec.convert(LOCK, Lock),
        hashes={SCAM_ID: found},
        waivers={},
        splits={"v1": msgspec.convert(SPLIT, Split)},
        withdrawn={},
        notes=(),
    )
    return msgspec.structs.replace(state, **changes)


FOUND = hashes(dialogue_from(TREE["scam"]))
OTHER = msgspec.structs.replace(FOUND, text="0" * 64)
META = msgspec.structs.replace(FOUND, meta="0" * 64)
ONE = msgspec.convert({**LOCK, "version": "1.2.3"}, Lock)
EMPTIED = msgspec.structs.replace(ONE, dialogues={})
"""A lock after a withdrawal: it holds no hash of what was withdrawn."""
MOVED = msgspec.convert(patched(SPLIT, (f"/scripts/{SCRIPT}", "test")), Split)


@pytest.mark.parametrize(
    ("lock", "splits", "changes", "least"),
    [
        (ONE, True, {}, None),
        (ONE, True, {"hashes": {SCAM_ID: META}}, "1.2.4"),
        (ONE, True, {"hashes": {SCAM_ID: OTHER}}, "2.0.0"),
        (ONE, False, {"hashes": {SCAM_ID: OTHER}}, "1.3.0"),
        (ONE, False, {"hashes": {SCAM_ID: FOUND, "new/en-scam": FOUND}}, "1.3.0"),
        (ONE, True, {"hashes": {SCAM_ID: FOUND, "new/en-scam": FOUND}}, "1.3.0"),
        (ONE, False, {"hashes": {}}, "2.0.0"),
        (ONE, False, {"hashes": {}, "withdrawn": {SCAM_ID: "1.3.0"}}, "1.3.0"),
        (ONE, True, {"hashes": {}, "withdrawn": {SCAM_ID: "1.3.0"}}, "2.0.0"),
        (EMPTIED, False, {"hashes": {}, "withdrawn": {SCAM_ID: "1.3.0"}}, "1.3.0"),
        (EMPTIED, True, {"hashes": {}, "withdrawn": {SCAM_ID: "1.3.0"}}, "2.0.0"),
        (EMPTIED, True, {"hashes": {}, "withdrawn": {SCAM_ID: "1.2.3"}}, None),
        (ONE, True, {"splits": {"v1": MOVED}}, "2.0.0"),
        (ONE, True, {"splits": {}}, "2.0.0"),
        (ONE, False, {"splits": {"v2": MOVED}}, "1.3.0"),
        (msgspec.convert(LOCK, Lock), True, {"splits": {"v1": MOVED}}, "0.2.0"),
        (None, True, {"hashes": {}}, None),
    ],
)
def test_the_least_version_follows_what_was_changed(
    lock: Lock | None, splits: bool, changes: dict[str, Any], least: str | None
) -> None:
    base = a_state(lock=lock)
    if lock and not splits:
        base = a_state(lock=msgspec.structs.replace(lock, splits={}), splits={})
    now = msgspec.structs.replace(base, **changes)
    assert least_version(base, now) == least


@pytest.mark.parametrize(
    ("version", "other", "expected"),
    [
        ("0.2.0", "0.1.9", True),
        ("0.10.0", "0.9.0", True),
        ("1.0.0", "1.0.0", False),
        ("1.0.0", "1.0.0-rc.1", True),
        ("1.0.0-rc.1", "1.0.0", False),
        ("0.9.9", "1.0.0-rc.1", False),
    ],
)
def test_versions_are_ordered_as_numbers(version: str, other: str, expected: bool) -> None:
    assert newer(version, other) is expected


def test_a_rule_newer_than_a_dialogue_warns_until_its_labels_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = RULES["money/minor-digits"]
    newer_rule = msgspec.structs.replace(rule, since="0.2.0")
    monkeypatch.setitem(RULES, rule.id, newer_rule)
    bad = a_record(
        ("/turns/4/demand/amount", 19.905), ("/turns/4/text", "The courier wants 19.905 more.")
    )
    found = CorpusOnDisk(a_corpus(tmp_path / "one", bad)).hashes(SCAM_ID)
    assert found is not None
    locked = patched(
        LOCK,
        (f"/dialogues/{SCRIPT}~1en-scam/text", found.text),
        (f"/dialogues/{SCRIPT}~1en-scam/labels", found.labels),
    )
    root = a_corpus(tmp_path / "two", bad, SPLIT, locked)
    (finding,) = validate(root).findings
    assert (finding.rule, finding.severity) == (rule.id, Severity.WARNING)
    relabelled = patched(bad, ("/turns/5/response", "question"))
    write(root / place_of(bad), relabelled)
    found_now = {each.rule: each.severity for each in validate(root).findings}
    assert found_now == {rule.id: Severity.ERROR, "change/labels-noted": Severity.ERROR}
    unreleased = a_corpus(tmp_path / "three", bad, SPLIT, {**LOCK, "dialogues": {}})
    (finding,) = validate(unreleased).findings
    assert finding.severity is Severity.ERROR


def test_what_endangers_people_is_never_eased(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = RULES["privacy/url"]
    monkeypatch.setitem(RULES, rule.id, msgspec.structs.replace(rule, since="9.0.0"))
    bad = a_record(("/turns/0/text", "see https://hookline-pay.com/x"))
    found = CorpusOnDisk(a_corpus(tmp_path / "one", bad)).hashes(SCAM_ID)
    assert found is not None
    locked = patched(
        LOCK,
        (f"/dialogues/{SCRIPT}~1en-scam/text", found.text),
        (f"/dialogues/{SCRIPT}~1en-scam/labels", found.labels),
    )
    (finding,) = validate(a_corpus(tmp_path / "two", bad, SPLIT, locked)).findings
    assert finding.severity is Severity.ERROR


def test_a_script_cannot_stand_on_two_sides_of_one_split(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, TREE["scam"])
    text = '{"name": "v1", "version": "0.1.0", "scripts": {"%s": "train", "%s": "test"}}'
    write(root / "splits" / "v1.json", text % (SCRIPT, SCRIPT))
    assert ("file/duplicate-key", f"/scripts/{SCRIPT}") in findings(validate(root))


def test_labels_in_a_layer_count_as_labels(tmp_path: Path) -> None:
    alone = CorpusOnDisk(a_corpus(tmp_path / "a", TREE["scam"])).hashes(SCAM_ID)
    layered = CorpusOnDisk(a_corpus(tmp_path / "b", TREE["scam"], TREE["layer"])).hashes(SCAM_ID)
    assert alone is not None
    assert layered is not None
    assert (alone.text, alone.meta) == (layered.text, layered.meta)
    assert alone.labels != layered.labels


@pytest.mark.parametrize(
    ("name", "edit", "pointer"),
    [
        (
            "lock.json",
            (f"/dialogues/{SCRIPT}~1en-scam/text", "x"),
            f"/dialogues/{SCRIPT}~1en-scam/text",
        ),
        ("splits/v1.json", (f"/scripts/{SCRIPT}", "dev"), f"/scripts/{SCRIPT}"),
        ("splits/v1.json", ("/scripts", {"Bad Name": "test"}), "/scripts"),
        ("withdrawn.json", ("/withdrawn/-", {"id": "a/b"}), "/withdrawn/0"),
        ("changes.json", ("/changes", REMOVED), ""),
    ],
)
def test_the_files_around_a_release_have_their_shape(
    name: str, edit: Any, pointer: str, tmp_path: Path
) -> None:
    root = released(tmp_path)
    for which in RELEASED:
        if place_of(TREE[which]) == name:
            write(root / name, patched(TREE[which], edit))
    for engine in ("jsonschema-rs", "jsonschema"):
        report = validate(root, engine=engine)
        assert pointer in {each.location.pointer for each in report.findings}
        assert {each.rule.partition("/")[0] for each in report.findings} == {"shape"}


def test_a_twin_added_later_needs_no_note(tmp_path: Path) -> None:
    base = released(tmp_path / "base")
    now = released(tmp_path / "now", a_twin(), NEXT)
    assert findings(validate(now, base=base)) == []


@pytest.mark.parametrize(
    ("base", "sentence"),
    [
        ("bose/corpus", "there is no file or folder bose/corpus"),
        ("", "no base is named: the path is empty"),
        ("empty", "there is no corpus in empty"),
    ],
)
def test_a_base_that_is_none_is_told_even_below_a_corpus(
    base: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = a_corpus(tmp_path, TREE["scam"])
    (root / "empty").mkdir()
    released(root / "base")
    monkeypatch.chdir(root)
    report = validate(root / "dialogues", base=base)
    (found,) = [each for each in report.findings if each.rule == "file/readable"]
    assert (found.message, report.exit_code()) == (sentence, 3)
    assert found.suggestion == ("base/corpus" if base.startswith("bose") else None)
