"""Withdrawal: the words leave everything, the tombstone stays, an interrupted run is completed."""

import json
import subprocess
import sys
import warnings
from functools import partial
from pathlib import Path

import msgspec
import pytest

import hookline
from builders import SCRIPT, a_corpus, a_record, a_translated_twin, a_translation, a_twin, write
from hookline.errors import NothingFoundError, UnknownNameError
from hookline.examples import LAYER
from hookline.lock import hashes
from hookline.model import ChangelogNote, dialogue_from
from hookline.releasing.forms import changelog_file, lock_file
from hookline.releasing.standing import entries_of, standing
from hookline.render.changelog import changelog_page
from hookline.surroundings import CorpusOnDisk
from hookline.withdrawing import plan, withdraw
from releases import OTHER, OTHER_TWIN, begin, commit, prepare
from test_cli import hookline as command

SCAM_ID = f"{SCRIPT}/en-scam"
WORDS = "The courier wants 19.90 more."
DAY = "2026-11-23"
TOMB = {"id": SCAM_ID, "version": "0.2.0", "date": DAY, "reason": "privacy"}
NOTE = {
    "dialogue": SCAM_ID,
    "version": "0.1.0",
    "part": "text",
    "note": f"It said: {WORDS}",
    "by": "editor",
    "date": "2026-11-22",
}
LISTED = ("/annotation/layers", ["m1"])


def a_released_corpus(folder: Path) -> Path:
    """Return a corpus of a scam with a layer and notes, and another; all of it is released."""
    root = a_corpus(folder, a_record(LISTED), OTHER, LAYER, {"changes": [NOTE]})
    prepare(root)
    (entry,) = entries_of(root)
    notes = (
        ChangelogNote(dialogue=SCAM_ID, part="text", note=NOTE["note"]),
        ChangelogNote(dialogue=OTHER["id"], part="text", note=f"As in: {WORDS}"),
        ChangelogNote(dialogue=OTHER["id"], part="labels", note="A question, not a refusal."),
    )
    entries = [msgspec.structs.replace(entry, notes=notes)]
    write(root / "changelog.json", changelog_file(entries))
    manifest = hookline.load(root).manifest
    assert manifest is not None
    write(root / "CHANGELOG.md", changelog_page(manifest, entries))
    return root


def everything_in(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def withdrawn(root: Path, *ids: str, reason: str = "privacy") -> None:
    withdraw(plan(root, ids or (SCAM_ID,), reason, DAY))


def test_a_withdrawn_dialogue_leaves_its_tombstone_and_nothing_else(tmp_path: Path) -> None:
    root = a_released_corpus(tmp_path)
    found = CorpusOnDisk(root).hashes(SCAM_ID)
    assert found is not None
    before = everything_in(root)
    code, out, _ = command(
        "withdraw", SCAM_ID, "--reason", "privacy", "--date", DAY, "--corpus", root
    )
    assert (code, out.splitlines()[0]) == (0, f"{SCAM_ID}: withdrawn, from version 0.2.0 on")
    assert out.splitlines()[-1].endswith(f"hookline validate {root} --fail-on warning")
    after = everything_in(root)
    assert json.loads(after["withdrawn.json"]) == {"withdrawn": [TOMB]}
    assert before.keys() - after.keys() == {
        f"dialogues/{SCAM_ID}.json",
        f"layers/{SCAM_ID}.m1.json",
    }
    assert json.loads(after["manifest.json"])["version"] == "0.2.0"
    assert json.loads(after["changes.json"]) == {"changes": []}
    (entry,) = entries_of(root)
    assert [each.note for each in entry.notes] == ["A question, not a refusal."]
    assert f"`{SCRIPT}`: en-scam" in after["CHANGELOG.md"].decode()
    assert list(json.loads(after["lock.json"])["dialogues"]) == [OTHER["id"]]
    lock = CorpusOnDisk(root).lock
    assert lock is not None
    assert after["lock.json"] == lock_file(lock)
    left = b"".join(after.values())
    for needle in (found.text, found.labels, LAYER["text_sha256"], "It said", "As in"):
        assert needle.encode() not in left.replace(before[f"dialogues/{OTHER['id']}.json"], b"")
    assert not (root / "dialogues" / SCRIPT).exists()


def test_a_corpus_is_valid_after_a_withdrawal(tmp_path: Path) -> None:
    root = a_released_corpus(tmp_path)
    withdrawn(root)
    assert hookline.validate(root).findings == ()


def test_the_release_before_is_still_compared(tmp_path: Path) -> None:
    base = a_released_corpus(tmp_path / "base")
    now = a_released_corpus(tmp_path / "now")
    withdrawn(now)
    assert hookline.validate(now, base=base).findings == ()
    manifest = json.loads((now / "manifest.json").read_text())
    write(now / "manifest.json", {**manifest, "version": "0.1.0"})
    found = {each.rule for each in hookline.validate(now, base=base).findings}
    assert found == {"change/version", "about/version-ahead"}


def test_the_next_release_is_whole_and_holds_nothing_of_what_was_withdrawn(
    tmp_path: Path,
) -> None:
    marker = "Meet me behind the old water mill, bring fifty."
    everyone = (
        a_record(("/turns/2/text", marker)),
        a_translation(),
        a_twin(),
        a_translated_twin(),
        OTHER,
        OTHER_TWIN,
    )
    root = a_corpus(tmp_path / "work", *everyone)
    gone = {f"{SCRIPT}/{each}" for each in ("en-scam", "zh-scam", "en-benign", "zh-benign")}
    texts = {turn["text"] for each in everyone[:-2] for turn in each["turns"]}
    texts -= {turn["text"] for each in everyone[-2:] for turn in each["turns"]}
    digests = {part for each in gone for part in secrets_of(root, each)}
    digests -= {part for each in everyone[-2:] for part in secrets_of(root, each["id"])}
    begin(root)
    before = words_in(released(root, tmp_path / "before"))
    assert {each for each in (*texts, *digests) if each not in before} == set()
    command_in = partial(command, cwd=root.parent)
    kin = ("--with-translations", "--with-twins")
    assert command_in("withdraw", SCAM_ID, "--reason", "privacy", *kin)[0] == 0
    told = command_in("release")[1]
    assert "withdrawn outside every split: 4 (minor)" in told
    assert "the next version is at least 0.2.0" in told
    found = released(root, tmp_path / "after")
    assert found.name == "small-corpus-0.2.0"
    entry, _ = entries_of(root)
    assert {(each.id, each.reason) for each in entry.withdrawn} == {
        (each, "privacy") for each in gone
    }
    for path in (found, found.parent / f"{found.name}.zip"):
        code, out, _ = command("verify", path)
        assert code == 0, out
    after = words_in(found)
    assert {each for each in (*texts, *digests) if each in after} == set()


@pytest.mark.filterwarnings("ignore::hookline.WithdrawnWarning")
def test_outside_git_a_withdrawal_counts_though_the_lock_has_lost_the_dialogue(
    tmp_path: Path,
) -> None:
    root = a_corpus(tmp_path, a_record(), a_twin(), OTHER, OTHER_TWIN)
    prepare(root)
    withdrawn(root, SCAM_ID, f"{SCRIPT}/en-benign")
    stand = standing(root)
    assert [(each.what, each.count) for each in stand.reasons] == [
        ("withdrawn outside every split", 2)
    ]
    assert stand.least == "0.2.0"
    entry = prepare(root).entry
    assert entry.version == "0.2.0"
    assert [(each.id, each.reason) for each in entry.withdrawn] == [
        (f"{SCRIPT}/en-benign", "privacy"),
        (SCAM_ID, "privacy"),
    ]


def secrets_of(root: Path, dialogue_id: str) -> tuple[str, str]:
    hashed = CorpusOnDisk(root).hashes(dialogue_id)
    assert hashed is not None
    return hashed.text, hashed.labels


def released(root: Path, out: Path) -> Path:
    """Prepare, commit and build a release by the commands; return its folder."""
    prepare = ("release", "prepare", "--date", DAY)
    build = ("release", "build", "--any-pyarrow", "--out", out)
    assert command(*prepare, cwd=root.parent)[0] == 0
    commit(root)
    code, told, err = command(*build, cwd=root.parent)
    assert code == 0, err
    return Path(told.splitlines()[0])


def test_nothing_that_is_built_holds_words_or_hash_of_a_withdrawn_dialogue(tmp_path: Path) -> None:
    marker = "Meet me behind the old water mill, bring fifty."
    told = a_record(LISTED, ("/turns/2/text", marker))
    root = a_corpus(tmp_path, told, OTHER)
    digest = hashes(dialogue_from(told)).text
    hookline_build = ("build", "--corpus", root, "--out")
    write(root / "dialogues" / f"{SCAM_ID}.json", a_record(("/turns/2/text", marker)))
    assert command(*hookline_build, tmp_path / "before")[0] == 0
    assert held(tmp_path / "before", marker)
    withdrawn(root)
    code, _, err = command(*hookline_build, tmp_path / "after")
    assert code == 0
    assert err.count("withdrawn from this corpus") == 1
    assert not held(tmp_path / "after", marker)
    assert not held(tmp_path / "after", digest)
    assert not held(root, marker)


def held(folder: Path, words: str) -> bool:
    return words in words_in(folder)


def words_in(folder: Path) -> str:
    """Return all that files hold, and Parquet and workbooks also as their readers see them."""
    import pandas as pd  # noqa: PLC0415

    found = []
    for path in folder.rglob("*"):
        found.append(path.read_text(errors="replace") if path.is_file() else "")
        if path.suffix == ".parquet":
            found.append(pd.read_parquet(path).to_json(force_ascii=False))
        elif path.suffix == ".xlsx":
            found.append(pd.read_excel(path).to_json(force_ascii=False))
    return "\n".join(found)


def test_a_translation_and_a_twin_are_not_left_behind(tmp_path: Path) -> None:
    everyone = (a_record(), a_translation(), a_twin(), a_translated_twin(), OTHER)
    root = a_corpus(tmp_path, *everyone)
    before = everything_in(root)
    call = ("withdraw", SCAM_ID, "--reason", "error", "--corpus", root)
    code, _, err = command(*call)
    assert code == 2
    assert f"{SCRIPT}/zh-scam, which cannot stay alone: add --with-translations" in err
    code, _, err = command(*call, "--with-translations")
    assert code == 2
    assert f"{SCRIPT}/en-benign, {SCRIPT}/zh-benign. Add --with-twins" in err
    assert everything_in(root) == before
    code, out, _ = command(*call, "--with-translations", "--with-twins", "--dry-run")
    assert (code, out.count("would be removed: ")) == (0, 4)
    assert everything_in(root) == before
    assert command(*call, "--with-translations", "--with-twins")[0] == 0
    assert len(json.loads((root / "withdrawn.json").read_text())["withdrawn"]) == 4
    assert hookline.validate(root).ok


def test_for_privacy_the_original_of_a_translation_goes_too(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(), a_translation(), OTHER)
    call = ("withdraw", f"{SCRIPT}/zh-scam", "--corpus", root, "--reason")
    assert f"told by {SCAM_ID}," in command(*call, "privacy")[2]
    assert command(*call, "error")[0] == 0
    assert (root / "dialogues" / f"{SCAM_ID}.json").exists()


@pytest.mark.parametrize("steps", range(7))
def test_an_interrupted_withdrawal_is_seen_and_completed(steps: int, tmp_path: Path) -> None:
    root = a_released_corpus(tmp_path / "one")
    whole = a_released_corpus(tmp_path / "other")
    withdrawn(whole)
    before = everything_in(root)
    planned = plan(root, (SCAM_ID,), "privacy", DAY)
    assert [path.name for path, _ in planned.rewritten] == [
        "manifest.json",
        "withdrawn.json",
        "lock.json",
        "changes.json",
        "changelog.json",
        "CHANGELOG.md",
    ]
    withdraw(msgspec.structs.replace(planned, removed=(), rewritten=planned.rewritten[:steps]))
    if steps < 2:
        assert hookline.validate(root).ok
        assert SCAM_ID in hookline.load(root)
        assert not before.keys() ^ everything_in(root).keys()
    else:
        report = hookline.validate(root)
        assert "corpus/withdrawn-reused" in {each.rule for each in report.findings}
        assert any("run hookline withdraw" in each.hint for each in report.findings)
        with pytest.warns(hookline.WithdrawnWarning):
            assert hookline.load(root).ids() == (OTHER["id"],)
        with pytest.raises(NothingFoundError, match="was withdrawn on 2026-11-23"):
            hookline.load(root / "dialogues" / f"{SCAM_ID}.json")
        assert command("build", "--corpus", root, "--out", tmp_path / "built")[0] == 1
        assert not (tmp_path / "built").exists()
    code = command("withdraw", SCAM_ID, "--reason", "privacy", "--date", DAY, "--corpus", root)[0]
    assert code == 0
    assert everything_in(root) == everything_in(whole)


def test_what_a_killed_run_left_in_hidden_files_goes_too(tmp_path: Path) -> None:
    root = a_released_corpus(tmp_path)
    names = (f"dialogues/{SCRIPT}/.en-scam.json.0a1b2c3d", ".changelog.json.0a1b2c3d")
    for name in names:
        write(root / name, WORDS)
    withdrawn(root)
    assert not any((root / name).exists() for name in names)


def test_a_second_withdrawal_changes_nothing(tmp_path: Path) -> None:
    root = a_released_corpus(tmp_path)
    withdrawn(root)
    before = everything_in(root)
    code, out, _ = command("withdraw", SCAM_ID, "--reason", "error", "--corpus", root)
    assert (code, out) == (
        0,
        "everything of it was withdrawn before; the tombstones stay as they are\n",
    )
    assert everything_in(root) == before


def test_files_that_still_hold_the_words_are_listed(tmp_path: Path) -> None:
    root = a_released_corpus(tmp_path / "work")
    sheet = write(tmp_path / "work" / "sheet.csv", "1,The courier wants 19.90 more.\n")
    write(tmp_path / "work" / "else.csv", "1,Nothing of that kind.\n")
    told = write(tmp_path / "work" / "CHANGELOG.md", f"- {NOTE['note']}\n")
    out = command("withdraw", SCAM_ID, "--reason", "error", "--corpus", root)[1]
    lines = [each for each in out.splitlines() if each.startswith("still holds its words: ")]
    assert {f"still holds its words: {each}" for each in (sheet, told)} <= set(lines)
    assert not any("else.csv" in each for each in lines)


def test_load_warns_and_every_asking_is_answered(tmp_path: Path) -> None:
    root = a_released_corpus(tmp_path)
    withdrawn(root)
    with pytest.warns(hookline.WithdrawnWarning) as caught:
        corpus = hookline.load(root)
    assert [str(each.message) for each in caught] == [
        f"withdrawn from this corpus, and no longer to be used: {SCAM_ID} (a person's privacy)"
    ]
    assert caught[0].filename == __file__
    sentence = f"{SCAM_ID} was withdrawn on {DAY}, from version 0.2.0 on: a person's privacy"
    for asked in (corpus, corpus.select(label="scam")):
        with pytest.raises(UnknownNameError, match=sentence):
            asked[SCAM_ID]
    code, out, err = command("show", SCAM_ID, "--corpus", root)
    assert (code, out) == (2, "")
    assert err.splitlines()[-1] == f"hookline: {sentence}"


def test_the_command_line_says_in_one_line_what_was_withdrawn(tmp_path: Path) -> None:
    root = a_released_corpus(tmp_path)
    withdrawn(root)
    code, _, err = command("stats", "--corpus", root)
    assert code == 0
    assert err == (
        "hookline: withdrawn from this corpus, and no longer to be used: "
        f"{SCAM_ID} (a person's privacy)\n"
    )
    err = command("stats", "--corpus", root, LC_ALL="zh_CN.UTF-8")[2]
    assert err == f"hookline: 已从本语料库撤回，请勿再用：{SCAM_ID}（涉及个人隐私）\n"


def test_a_corpus_without_tombstones_does_not_warn(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(), {"withdrawn": []})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(hookline.load(root)) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["phone-depsit/en-scam", "--reason", "error"], 2, f"Did you mean {SCAM_ID}?"),
        (["../../x/y", "--reason", "error"], 2, "There is no dialogue '../../x/y'."),
        ([SCAM_ID], 2, "Missing option '--reason'"),
        ([SCAM_ID, "--reason", "bored"], 2, "'bored' is not one of"),
    ],
)
def test_what_cannot_be_withdrawn_is_told(
    arguments: list[str], code: int, sentence: str, tmp_path: Path
) -> None:
    root = a_released_corpus(tmp_path)
    before = everything_in(root)
    found = command("withdraw", *arguments, "--corpus", root)
    assert found[0] == code
    assert sentence in found[2]
    assert everything_in(root) == before


def test_the_bundled_corpus_is_not_withdrawn_from_unasked(tmp_path: Path) -> None:
    call = ("withdraw", "friend-money-by-tonight/en-scam", "--reason", "error", "--dry-run")
    code, _, err = command(*call, cwd=tmp_path)
    assert code == 2
    assert "There is no corpus here to withdraw from: name one with --corpus." in err


def test_a_broken_file_beside_the_dialogues_is_left_alone(tmp_path: Path) -> None:
    root = a_released_corpus(tmp_path)
    write(root / "changes.json", b"{")
    code, _, err = command("withdraw", SCAM_ID, "--reason", "error", "--corpus", root)
    assert code == 1
    assert "changes.json is not valid; hookline validate says why" in err
    assert (root / "dialogues" / f"{SCAM_ID}.json").exists()


@pytest.mark.parametrize("name", ["withdraw", "build"])
def test_a_command_that_is_killed_leaves_nothing_half_written(name: str) -> None:
    script = Path(__file__).parent.parent / "scripts" / "kill_anywhere.py"
    done = subprocess.run(
        [sys.executable, script, name, "--points", "4", "--seed", "3"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "wrong: 0" in done.stdout
