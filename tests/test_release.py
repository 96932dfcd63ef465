"""A release in two steps: prepared and committed, then built from that commit, the same bytes."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from builders import a_corpus, a_record, a_translation, a_twin, findings, write
from hookline import __version__, load, validate
from hookline.digests import digests_below, listed, read_release
from hookline.errors import (
    BadInputError,
    HooklineError,
    InvalidCorpusError,
    UnwritableFolderError,
)
from hookline.examples import LOCKED, MANIFEST, SCRIPT, SPLIT, patched, place_of
from hookline.lock import content_digest, hashes
from hookline.releasing import PYARROW
from hookline.releasing.assembling import Order, assembled
from hookline.releasing.preparing import version_of
from hookline.releasing.publishing import Built, built
from hookline.releasing.standing import gaps, standing
from hookline.surroundings import CorpusOnDisk
from releases import DAY, begin, commit, git, prepare
from test_cli import hookline

SCAM_ID = f"{SCRIPT}/en-scam"
CHANGED = a_record(("/turns/5/text", "You said that post was free."))
NOTE = {
    "dialogue": SCAM_ID,
    "version": "0.2.0",
    "part": "text",
    "note": "The target says it as people say it.",
    "by": "maintainer",
    "date": "2026-11-23",
}


def in_git(folder: Path, *records: dict[str, Any]) -> Path:
    """Write a small corpus into a repository, committed, and return its root."""
    folder.mkdir(parents=True, exist_ok=True)
    root = a_corpus(folder, *(records or (a_record(), a_twin(), SPLIT)))
    begin(root)
    return root


def ready(folder: Path) -> Path:
    """Return a small corpus that is prepared and committed."""
    root = in_git(folder)
    prepare(root)
    commit(root)
    return root


def raw(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_a_first_release_has_the_version_of_the_manifest_and_locks_everything(
    tmp_path: Path,
) -> None:
    root = in_git(tmp_path)
    before = (root / "manifest.json").read_bytes()
    prepare(root)
    lock = raw(root / "lock.json")
    assert (root / "manifest.json").read_bytes() == before
    assert (lock["version"], lock["ruleset"]) == ("0.1.0", __version__)
    assert lock["splits"] == {"v1": {SCRIPT: "train"}}
    found = hashes(load(root)[SCAM_ID])
    assert lock["dialogues"][SCAM_ID] == {
        "text": found.text,
        "labels": found.labels,
        "meta": found.meta,
        "first_release": "0.1.0",
        "ruleset": __version__,
    }
    assert findings(validate(root)) == []


def test_the_parts_of_a_split_are_counted_under_their_own_names(tmp_path: Path) -> None:
    folds = {"name": "folds", "version": "0.1.0", "scripts": {SCRIPT: "fold-1"}}
    root = in_git(tmp_path / "a", a_record(), a_twin(), SPLIT, folds)
    prepare(root)
    release = assembled(Order(root=root, git=False, any_pyarrow=True), tmp_path / "out")
    assert release.splits == {"folds": {"fold-1": 2}, "v1": {"train": 2}}


def test_the_changelog_says_what_is_new_for_programs_and_for_people(tmp_path: Path) -> None:
    root = in_git(tmp_path)
    prepare(root)
    (entry,) = raw(root / "changelog.json")["changelog"]
    assert entry["added"] == [f"{SCRIPT}/en-benign", SCAM_ID]
    assert (entry["dialogues"], entry["scripts"], entry["turns"]) == (2, 1, 12)
    assert (root / "CHANGELOG.md").read_text(encoding="utf-8") == (
        "# Changelog of the corpus small\n\n"
        "Written by `hookline release prepare` from `changelog.json`; not edited by hand.\n\n"
        f"## 0.1.0 ({DAY})\n\n"
        f"2 dialogues of 1 scripts, 12 turns; schema 1.0.0, judged by hookline {__version__}.\n\n"
        "- dialogues added: 2 (minor)\n"
        "- splits added: 1 (minor)\n\n"
        "### Added\n\n"
        f"- `{SCRIPT}`: en-benign, en-scam\n\n"
        "### Splits added\n\n"
        "- `v1`\n"
    )


def test_a_changed_text_raises_the_version_and_keeps_what_was_known_of_the_dialogue(
    tmp_path: Path,
) -> None:
    root = ready(tmp_path)
    lock = patched(
        raw(root / "lock.json"),
        (f"/dialogues/{SCRIPT}~1en-scam/first_release", "0.0.9"),
        (f"/dialogues/{SCRIPT}~1en-scam/ruleset", "0.0.8"),
    )
    write(root / "lock.json", lock)
    commit(root)
    write(root / place_of(CHANGED), CHANGED)
    write(root / "changes.json", {"changes": [NOTE]})
    assert prepare(root).entry.version == "0.2.0"
    assert raw(root / "manifest.json")["version"] == "0.2.0"
    locked = raw(root / "lock.json")["dialogues"][SCAM_ID]
    assert (locked["first_release"], locked["ruleset"]) == ("0.0.9", "0.0.8")
    assert locked["text"] != LOCKED["text"]
    newest, first = raw(root / "changelog.json")["changelog"]
    assert (newest["version"], first["version"]) == ("0.2.0", "0.1.0")
    assert newest["text"] == [SCAM_ID]
    assert newest["reasons"] == [
        {"weight": "major", "what": "text or labels changed inside a split", "count": 1}
    ]
    assert newest["notes"] == [{name: NOTE[name] for name in ("dialogue", "part", "note")}]
    assert findings(validate(root)) == []


def test_a_released_text_that_was_changed_without_a_note_is_not_prepared(tmp_path: Path) -> None:
    root = ready(tmp_path)
    write(root / place_of(CHANGED), CHANGED)
    before = digests_below(root)
    with pytest.raises(InvalidCorpusError) as caught:
        prepare(root)
    assert findings(caught.value.report) == [("change/text-noted", "")]
    assert digests_below(root) == before


def test_a_warning_is_enough_to_refuse_and_names_the_file_of_the_corpus(tmp_path: Path) -> None:
    sources = {"sources": [{**raw(in_git(tmp_path / "x") / "sources.json")["sources"][0],
                            "date": "2999"}]}  # fmt: skip
    less = a_record(("/turns/3/payment/amount", 51))
    root = in_git(tmp_path / "a", less, a_twin())
    write(root / "sources.json", sources)
    assert "money/paid-differs" in {each.rule for each in validate(root).findings}
    code, out, err = hookline("release", "prepare", "--corpus", root)
    assert code == 1
    assert f"{root}/sources.json\n" in out
    assert "about/day-ahead" in out
    assert "money/paid-differs" not in out
    assert err == f"hookline: {root} has errors or warnings; a release has neither\n"
    assert not (root / "lock.json").exists()


def test_what_is_not_committed_can_be_prepared_again(tmp_path: Path) -> None:
    root = in_git(tmp_path)
    prepare(root)
    write(root / place_of(CHANGED), CHANGED)
    made = prepare(root)
    assert made.entry.version == "0.1.0"
    assert len(raw(root / "changelog.json")["changelog"]) == 1
    page = (root / "CHANGELOG.md").read_bytes()
    assert tuple(gaps(load(root), CorpusOnDisk(root).state(), None, page)) == ()


WRITTEN = ("changelog.json", "CHANGELOG.md", "DATASHEET.md", "manifest.json", "lock.json")


@pytest.mark.parametrize("git_there", [True, False])
@pytest.mark.parametrize("again", [True, False])
@pytest.mark.parametrize("done", range(len(WRITTEN)))
def test_a_preparation_that_stops_between_two_files_is_not_built_and_is_completed(
    done: int, again: bool, git_there: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def a_changed_corpus(name: str) -> Path:
        root = a_corpus(tmp_path / name, a_record(), a_twin())
        sheet = "<!-- numbers: begin -->\n<!-- numbers: end -->\n"
        (root.parent / "DATASHEET.md").write_text(sheet, encoding="utf-8")
        if again:
            prepare(root)
        if git_there:
            begin(root)
        if again:
            write(root / place_of(CHANGED), CHANGED)
            write(root / "changes.json", {"changes": [NOTE]})
        return root

    root, whole = a_changed_corpus("stopped"), a_changed_corpus("whole")
    written = [path.name for path in prepare(whole).files]
    assert written == [each for each in WRITTEN if again or each != "manifest.json"]
    before = content(root.parent)
    moved: list[Path] = []

    def replace(path: Path, target: Path) -> Path:
        if target.is_relative_to(root.parent):
            if len(moved) == stop:
                raise OSError(errno.EIO, "Input/output error")
            moved.append(target)
        return real(path, target)

    stop, real = min(done, len(written) - 1), Path.replace
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        with pytest.raises(UnwritableFolderError):
            prepare(root)
    left = content(root.parent)
    changed = sum(before.get(name) != data for name, data in left.items())
    assert changed == stop
    assert standing(root).gaps
    with pytest.raises((BadInputError, InvalidCorpusError), match=r"not prepared|has errors"):
        built(Order(root=root, git=False, any_pyarrow=True), tmp_path / "out")
    prepare(root)
    assert content(root.parent) == content(whole.parent)


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }


def test_a_preparation_writes_nothing_the_second_time(tmp_path: Path) -> None:
    root = in_git(tmp_path)
    assert {path.name for path in prepare(root).files} == {
        "lock.json",
        "changelog.json",
        "CHANGELOG.md",
    }
    assert prepare(root).files == {}


@pytest.mark.parametrize(
    ("asked", "version", "sentence"),
    [
        (None, "0.2.0", ""),
        ("0.2.0", "0.2.0", ""),
        ("1.0.0", "1.0.0", ""),
        ("0.1.1", "", "0.1.1 is too low: what has changed since 0.1.0 needs 0.2.0"),
        ("0.1.0", "", "0.1.0 is too low: what has changed since 0.1.0 needs 0.2.0"),
    ],
)
def test_a_version_may_be_more_than_is_needed_but_not_less(
    asked: str | None, version: str, sentence: str, tmp_path: Path
) -> None:
    root = ready(tmp_path)
    write(root / place_of(a_translation()), a_translation())
    stand = standing(root)
    if sentence:
        with pytest.raises(BadInputError, match=sentence):
            version_of(stand, asked)
    else:
        assert version_of(stand, asked) == version


def test_the_version_that_the_manifest_has_already_counts(tmp_path: Path) -> None:
    root = ready(tmp_path)
    write(root / place_of(a_translation()), a_translation())
    write(root / "manifest.json", patched(MANIFEST, ("/version", "0.3.0")))
    assert version_of(standing(root), None) == "0.3.0"


def test_where_nothing_has_changed_only_a_later_version_is_released(tmp_path: Path) -> None:
    root = ready(tmp_path)
    stand = standing(root)
    with pytest.raises(BadInputError, match=r"no split has changed since .*: there is nothing"):
        version_of(stand, None)
    with pytest.raises(BadInputError, match=r"is not later than .*, which is released"):
        version_of(stand, "0.1.0")
    assert version_of(stand, "0.1.1") == "0.1.1"


def test_a_page_that_is_out_of_date_is_written_anew_without_a_new_version(tmp_path: Path) -> None:
    root = ready(tmp_path)
    page = (root / "CHANGELOG.md").read_bytes()
    (root / "CHANGELOG.md").write_text("x", encoding="utf-8")
    assert prepare(root).files == {root / "CHANGELOG.md": page}
    assert standing(root).gaps == ()


def test_another_hookline_needs_a_version_of_its_own(tmp_path: Path) -> None:
    root = ready(tmp_path)
    write(root / "lock.json", patched(raw(root / "lock.json"), ("/ruleset", "0.0.1")))
    commit(root)
    told = hookline("release", cwd=root)[1]
    assert told.endswith("next: hookline release prepare --version X.Y.Z\n")
    assert hookline("release", "prepare", cwd=root)[0] == 1
    assert prepare(root, "0.1.1").entry.version == "0.1.1"
    assert standing(root).gaps == ()


def test_the_datasheet_beside_the_corpus_gets_its_numbers(tmp_path: Path) -> None:
    root = in_git(tmp_path)
    sheet = tmp_path / "DATASHEET.md"
    sheet.write_text("Version <!-- version: begin -->x<!-- version: end -->.", encoding="utf-8")
    assert sheet in prepare(root, "0.4.0").files
    text = "Version <!-- version: begin -->0.4.0<!-- version: end -->."
    assert sheet.read_text(encoding="utf-8") == text


def test_the_manifest_keeps_its_form(tmp_path: Path) -> None:
    root = in_git(tmp_path)
    text = json.dumps({**MANIFEST, "title": 'The "version": "1"'}, indent=7, ensure_ascii=False)
    (root / "manifest.json").write_text(text, encoding="utf-8")
    prepare(root, "0.4.0")
    expected = text.replace('"version": "0.1.0"', '"version": "0.4.0"')
    assert (root / "manifest.json").read_text(encoding="utf-8") == expected


def test_a_release_holds_the_corpus_as_committed_exports_schemas_and_digests(
    tmp_path: Path,
) -> None:
    root = ready(tmp_path / "a")
    (tmp_path / "a" / "LICENSE-DATA").write_text("CC BY 4.0\n", encoding="utf-8")
    commit(root)
    made = built(Order(root=root), tmp_path / "out")
    release = made.release
    assert made.folder == tmp_path / "out" / "small-corpus-0.1.0"
    names = {name for name in release.files if not name.startswith("exports/")}
    assert {each for each in names if not each.startswith("schema/")} == {
        "CHANGELOG.md",
        "LICENSE-DATA",
        *(f"corpus/{path.relative_to(root).as_posix()}" for path in root.rglob("*.json")),
    }
    assert {"schema/taxonomy.json", "schema/release.schema.json"} <= names
    for name in ("hookline.jsonl", "hookline.sqlite", "hub/README.md", "parquet/turns.parquet"):
        assert f"exports/{name}" in release.files
    assert release.commit == git(root.parent, "rev-parse", "HEAD").strip()
    assert (release.version, release.ruleset, release.date) == ("0.1.0", __version__, DAY)
    assert (release.dialogues, release.turns) == (2, 12)
    assert release.splits == {"v1": {"train": 2}}
    assert release.content == content_digest(CorpusOnDisk(root).state().hashes)
    assert read_release(made.folder / "release.json") == release
    assert load(made.folder).ids() == load(root).ids()
    assert findings(validate(made.folder)) == []


def test_the_digests_are_those_that_sha256sum_checks(tmp_path: Path) -> None:
    made = built(Order(root=ready(tmp_path / "a")), tmp_path / "out")
    found = digests_below(made.folder)
    sums, wrong = listed((made.folder / "SHA256SUMS").read_bytes())
    assert wrong == []
    del found["SHA256SUMS"]
    assert list(sums) == sorted(found)
    assert sums == {name: each.sha256 for name, each in found.items()}
    del found["release.json"]
    assert found == made.release.files
    if shutil.which("sha256sum"):
        command = ["sha256sum", "--quiet", "--strict", "-c", "SHA256SUMS"]
        subprocess.run(command, cwd=made.folder, check=True)


def test_the_zip_is_stored_sorted_and_tells_no_time_and_no_mode(tmp_path: Path) -> None:
    made = built(Order(root=ready(tmp_path / "a")), tmp_path / "out")
    with zipfile.ZipFile(made.archive) as book:
        parts = book.infolist()
        book.extractall(tmp_path / "unpacked")
    names = [each.filename for each in parts]
    assert names == sorted(names)
    assert {(each.compress_type, each.date_time, each.external_attr >> 16) for each in parts} == {
        (zipfile.ZIP_STORED, (2026, 1, 15, 0, 0, 0), 0o100644)
    }
    assert digests_below(tmp_path / "unpacked" / made.folder.name) == digests_below(made.folder)


def test_a_release_that_is_there_already_is_left_and_half_of_one_is_completed(
    tmp_path: Path,
) -> None:
    order, out = Order(root=ready(tmp_path / "a")), tmp_path / "out"
    first = built(order, out)
    again = built(order, out)
    assert (first.new, again.new, again.sha256) == (True, False, first.sha256)
    shutil.rmtree(first.folder)
    assert built(order, out).new
    assert digests_below(first.folder).keys() >= first.release.files.keys()
    assert sorted(path.name for path in out.iterdir()) == [
        "small-corpus-0.1.0",
        "small-corpus-0.1.0.zip",
    ]


def test_other_bytes_under_the_same_version_are_refused(tmp_path: Path) -> None:
    root, out = ready(tmp_path / "a"), tmp_path / "out"
    made = built(Order(root=root), out)
    before = (made.folder / "release.json").read_bytes()
    git(root.parent, "commit", "-q", "--allow-empty", "-m", "Something else")
    with pytest.raises(BadInputError, match="a version is released once, from one commit"):
        built(Order(root=root), out)
    assert (made.folder / "release.json").read_bytes() == before
    git(root.parent, "checkout", "-q", "HEAD~1")
    (made.folder / "CHANGELOG.md").write_text("x", encoding="utf-8")
    with pytest.raises(BadInputError, match=r"there already with another CHANGELOG\.md"):
        built(Order(root=root), out)
    shutil.rmtree(made.folder)
    made.archive.write_bytes(b"x")
    with pytest.raises(BadInputError, match=r"\.zip is there already, and differs"):
        built(Order(root=root), out)
    assert made.archive.read_bytes() == b"x"
    assert not made.folder.exists()


def refusal(order: Order, folder: Path) -> str:
    with pytest.raises(HooklineError) as caught:
        assembled(order, folder / "release")
    return str(caught.value)


def test_only_what_is_prepared_and_committed_is_built(tmp_path: Path) -> None:
    root = in_git(tmp_path / "a")
    end = "; run hookline release prepare, and commit it"
    told = refusal(Order(root=root), tmp_path / "1")
    assert told == f"{root} is not prepared: it has no lock.json{end}"
    prepare(root)
    told = refusal(Order(root=root), tmp_path / "2")
    assert told.startswith("corpus/CHANGELOG.md (and 2 more) differs from the commit")
    commit(root)
    titled = a_record(("/title", "A telephone"))
    write(root / place_of(titled), titled)
    told = refusal(Order(root=root), tmp_path / "3")
    assert told.startswith(f"corpus/{place_of(titled)} differs from the commit")
    commit(root)
    told = refusal(Order(root=root), tmp_path / "4")
    assert told == f"{root} is not prepared: 1 dialogues are not as lock.json says{end}"
    write(root / place_of(titled), a_record())
    write(root / "splits" / "v2.json", patched(SPLIT, ("/name", "v2")))
    commit(root)
    told = refusal(Order(root=root), tmp_path / "5")
    assert told == f"{root} is not prepared: the splits are not as lock.json says{end}"


@pytest.mark.parametrize(
    ("file", "edit", "gap"),
    [
        ("lock.json", ("/version", "0.0.9"),
         "its version is 0.1.0, but lock.json is of 0.0.9"),
        ("lock.json", ("/ruleset", "9.0.0"),
         f"lock.json was written by hookline 9.0.0, and this is {__version__}"),
        ("changelog.json", ("/changelog", []), "changelog.json does not begin with 0.1.0"),
        ("changelog.json", ("/changelog/0/turns", 7), "CHANGELOG.md is out of date"),
    ],
)  # fmt: skip
def test_lock_changelog_and_version_must_agree(
    file: str, edit: Any, gap: str, tmp_path: Path
) -> None:
    root = ready(tmp_path)
    write(root / file, patched(raw(root / file), edit))
    assert str(standing(root).gaps[0]) == gap


def test_a_folder_outside_git_is_built_only_where_that_is_asked_for(tmp_path: Path) -> None:
    root = a_corpus(tmp_path / "a", a_record(), a_twin())
    prepare(root)
    told = refusal(Order(root=root), tmp_path)
    assert told.startswith(f"{root} is not committed in git: commit it first, or")
    assert built(Order(root=root, git=False), tmp_path / "out").release.commit is None


def test_another_pyarrow_is_refused_unless_it_is_allowed_and_then_recorded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = ready(tmp_path / "a")
    monkeypatch.setattr("hookline.releasing.assembling.installed", lambda _name: "17.0.0")
    told = refusal(Order(root=root), tmp_path / "1")
    assert told.startswith(f"releases are built with pyarrow {PYARROW}, and this is 17.0.0")
    made = assembled(Order(root=root, any_pyarrow=True), tmp_path / "2")
    assert made.pyarrow == "17.0.0"


def test_the_extra_for_releases_has_the_pyarrow_of_releases() -> None:
    path = Path(__file__).parents[1] / "pyproject.toml"
    extras = tomllib.loads(path.read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert extras["release"] == [f"pyarrow=={PYARROW}"]


@pytest.mark.parametrize("step", range(1, 13))
def test_a_build_that_is_stopped_leaves_nothing(step: int, tmp_path: Path) -> None:
    root, out = ready(tmp_path / "a"), tmp_path / "out"

    def stop(_what: object, done: float, _steps: int) -> None:
        if done == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        built(Order(root=root), out, stop)
    assert not out.exists()


BUILD = [sys.executable, "-m", "hookline", "release", "build"]


@pytest.mark.parametrize("sign", ["corpus", "exports/hookline.csv", "release.json", "*.zip"])
def test_a_build_that_is_killed_leaves_nothing_that_is_taken_for_a_release(
    sign: str, tmp_path: Path
) -> None:
    root, out = ready(tmp_path / "a"), tmp_path / "out"
    process = subprocess.Popen(
        [*BUILD, "--out", str(out)], cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    pattern = f".hookline-*/{sign}" if sign == "*.zip" else f".hookline-*/*/{sign}"
    deadline = time.monotonic() + 120
    while process.poll() is None and not any(out.glob(pattern)) and time.monotonic() < deadline:
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.wait()
    for path in out.iterdir():
        if path.name.startswith("."):
            continue
        if path.is_dir():
            sums, _ = listed((path / "SHA256SUMS").read_bytes())
            found = digests_below(path)
            assert sums == {each: found[each].sha256 for each in found if each != "SHA256SUMS"}
        else:
            with zipfile.ZipFile(path) as book:
                assert book.testzip() is None
    assert isinstance(built(Order(root=root), out), Built)


def test_a_build_is_the_same_bytes_in_another_place_zone_locale_and_umask(tmp_path: Path) -> None:
    places = (
        ("a", {"TZ": "UTC", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8"}, 0o022),
        ("b/语料 库", {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "2", "LC_ALL": "zh_CN.UTF-8",
                    "COLUMNS": "30"}, 0o077),
    )  # fmt: skip
    found = []
    for name, environment, umask in places:
        root = ready(tmp_path / name)
        subprocess.run(
            [*BUILD, "--out", "dist", "--corpus", root],
            cwd=root if name == "a" else tmp_path / name,
            env={**os.environ, **environment},
            umask=umask,
            check=True,
            capture_output=True,
        )
        (archive,) = (root if name == "a" else tmp_path / name).glob("dist/*.zip")
        found.append(archive.read_bytes())
    assert found[0] == found[1]


def test_the_command_leads_from_one_step_to_the_next(tmp_path: Path) -> None:
    root = in_git(tmp_path)
    assert hookline("release", cwd=tmp_path)[1] == (
        "version 0.1.0 in corpus\nnothing is released yet\n"
        "not prepared: it has no lock.json\nnext: hookline release prepare\n"
    )
    code, out, _ = hookline("release", "prepare", "--date", DAY, cwd=tmp_path)
    assert code == 0
    assert out.splitlines()[-2:] == [
        'next: git add corpus && git commit -m "Release corpus 0.1.0"',
        "then: hookline release build",
    ]
    out = hookline("release", cwd=tmp_path)[1]
    assert "prepared, but not committed: 3 files\n" in out
    commit(root)
    assert hookline("release", cwd=tmp_path)[1].endswith("next: hookline release build\n")
    code, out, _ = hookline("release", "build", cwd=tmp_path)
    assert code == 0
    assert out.splitlines()[:2] == ["dist/small-corpus-0.1.0", "dist/small-corpus-0.1.0.zip"]
    write(root / place_of(a_translation()), a_translation())
    out = hookline("release", cwd=tmp_path, LC_ALL="zh_CN.UTF-8")[1]
    assert out == (
        "corpus 的版本是 0.1.0\n自 0.1.0 发布以来：\n  新增对话：1 段（minor）\n"
        "下一个版本至少是 0.2.0\n尚未准备：1 段对话与 lock.json 不符\n"
        "下一步：hookline release prepare\n"
    )


@pytest.mark.parametrize("step", [[], ["prepare"], ["build", "--no-git"]])
def test_a_dry_run_tells_what_would_be_written_and_writes_nothing(
    step: list[str], tmp_path: Path
) -> None:
    root = in_git(tmp_path / "a")
    if "build" in step:
        prepare(root)
    before = digests_below(tmp_path)
    code, out, err = hookline("release", *step, "--dry-run", cwd=root)
    assert (code, err) == (0, "")
    assert ("lock.json" in out) != ("build" in step and "corpus/lock.json" not in out)
    assert ("exports/hookline.jsonl" in out) == (step != ["prepare"])
    assert digests_below(tmp_path) == before


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["prepare", "--version", "2"], "'2' is no version; write it as 1.2.3."),
        (["prepare", "--date", "soon"], "'soon' is no day; write it as 2026-11-23."),
        (["prepair"], "There is no command 'prepair'. Did you mean prepare?"),
        (["--dry-run", "build"], "Name options after the step"),
    ],
)
def test_a_wrong_call_is_told_in_a_sentence(
    arguments: list[str], sentence: str, tmp_path: Path
) -> None:
    root = a_corpus(tmp_path, a_record())
    code, _, err = hookline("release", *arguments, cwd=root)
    assert code == 2
    assert sentence in err


def test_outside_a_corpus_the_command_asks_for_one(tmp_path: Path) -> None:
    code, _, err = hookline("release", cwd=tmp_path)
    assert code == 2
    assert "There is no corpus in or above the working directory: name one by --corpus." in err
    assert hookline("release", "--corpus", tmp_path / "nowhere")[0] == 3
