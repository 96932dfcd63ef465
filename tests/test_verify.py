"""`verify`: each kind of damage to a release is found, wherever it is."""

import json
import os
import random
import shutil
import stat
import struct
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from builders import a_twin
from hookline import __version__
from hookline.corpus import Corpus, load
from hookline.datasheet import marks, numbers, renewed
from hookline.errors import NothingFoundError, UnreadableFileError
from hookline.exports import SUFFIXES
from hookline.files import canonical
from hookline.model import dialogue_from
from hookline.resources import corpus_folder
from hookline.verifying import Verdict, pages, verify
from hookline.verifying.openers import OPENERS, opened
from releases import a_release, summed_anew, told_anew, zipped
from test_cli import hookline

SEED = 20261123
PLACES = 12


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release that is not damaged, and its ZIP; both are copied before they are."""
    out = a_release(tmp_path_factory.mktemp("whole"))
    zipped(out)
    return out


@pytest.fixture
def release(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / whole.name))


@pytest.fixture
def archive(whole: Path, tmp_path: Path) -> Path:
    name = f"{whole.name}.zip"
    return Path(shutil.copy(whole.parent / name, tmp_path / name))


def checked(path: Path) -> Verdict:
    return verify(path, programs=False)


def faults(path: Path) -> set[tuple[str, str]]:
    return {(each.check, each.path) for each in checked(path).faults}


def files(release: Path) -> list[Path]:
    return sorted(each for each in release.rglob("*") if each.is_file())


def flipped(path: Path, at: int, bit: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1 << bit
    path.write_bytes(data)


def test_a_whole_release_is_opened_with_every_program(whole: Path) -> None:
    code, out, err = hookline("verify", whole, "--format", "json")
    found = json.loads(out)
    assert (code, err, found["faults"]) == (0, "", [])
    assert (found["name"], found["version"], found["ok"]) == ("small", "0.1.0", True)
    programs = {(each["path"], each["program"].partition(" ")[0]) for each in found["opened"]}
    missing = {each["why"].partition(" ")[0] for each in found["not_checked"]}
    everything = {
        ("exports/hookline.jsonl", "json"),
        ("exports/hookline.jsonl", "hookline"),
        ("exports/hookline.csv", "csv"),
        ("exports/hookline.csv", "pandas"),
        ("exports/hookline.sqlite", "sqlite3"),
        ("exports/hookline.conllup", "conllu"),
        ("exports/hookline.xlsx", "openpyxl"),
        ("exports/parquet", "pyarrow"),
        ("exports/hub", "datasets"),
        ("exports/chat", "datasets"),
        ("exports/convokit", "json"),
        ("exports/convokit", "convokit"),
        ("exports/croissant", "mlcroissant"),
    }
    assert {each for each in everything if each[1] not in missing} == programs
    assert missing <= {"convokit", "mlcroissant"}
    turns = {each["path"]: each["counts"].get("turns") for each in found["opened"]}
    assert {turns[name] for name in turns if "conll" not in name and "chat" not in name} == {36}


def test_a_whole_zip_is_as_it_was_released_and_nothing_is_unpacked_beside_it(
    archive: Path,
) -> None:
    assert checked(archive).faults == ()
    assert list(archive.parent.iterdir()) == [archive]


def test_a_flipped_bit_is_found_in_every_kind_of_file(release: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 - the same each time
    kinds = {f"{path.parent.name}/{path.suffix}": path for path in files(release)}
    for path in (*kinds.values(), *chance.sample(files(release), PLACES)):
        if size := path.stat().st_size:
            at, bit = chance.randrange(size), chance.randrange(8)
            flipped(path, at, bit)
            inside = path.relative_to(release).as_posix()
            assert checked(release).faults, (inside, at, bit)
            flipped(path, at, bit)
    assert checked(release).faults == ()


def test_a_flipped_bit_is_found_anywhere_in_a_zip(archive: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 - the same each time
    size = archive.stat().st_size
    headers = range(size - 4000, size)  # what is listed at the end
    starts = [archive.read_bytes().index(b"PK\x03\x04", chance.randrange(size // 2)) for _ in "abc"]
    for at in (
        *(chance.randrange(size) for _ in range(PLACES)),
        *chance.sample(headers, PLACES),
        *(start + chance.randrange(4, 30) for start in starts),
    ):
        bit = chance.randrange(8)
        flipped(archive, at, bit)
        try:
            found = bool(checked(archive).faults)
        except NothingFoundError:  # no longer a ZIP at all, which is told with exit code 3
            found = True
        assert found, (at, bit)
        flipped(archive, at, bit)
    assert checked(archive).faults == ()


def test_a_missing_file_is_found_wherever_it_was(release: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 - the same each time
    named = [release / "release.json", release / "SHA256SUMS"]
    for path in (*named, *chance.sample(files(release), PLACES)):
        data = path.read_bytes()
        path.unlink()
        inside = path.relative_to(release).as_posix()
        assert inside in {name for _, name in faults(release)}
        path.write_bytes(data)


def test_a_missing_file_is_found_where_the_digests_are_written_anew(release: Path) -> None:
    (release / "exports" / "parquet" / "turns.parquet").unlink()
    told_anew(release)
    assert ("exports", "exports/parquet/turns.parquet") in faults(release)
    (release / "corpus" / "dialogues" / "phone-sold-twice" / "en-scam.json").unlink()
    told_anew(release)
    assert ("corpus", "corpus/dialogues/phone-sold-twice/en-scam.json") in faults(release)


@pytest.mark.parametrize(
    "name", ["more.txt", "exports/hub/turns/more.parquet", "corpus/dialogues/x/.y", "corpus/z.json"]
)
def test_an_extra_file_is_found(name: str, release: Path) -> None:
    path = release / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"{}")
    assert {("digests", name), ("release", name)} <= faults(release)


def test_an_extra_export_is_found_where_the_digests_are_written_anew(release: Path) -> None:
    (release / "exports" / "hub" / "turns" / "more.parquet").write_bytes(b"PAR1")
    told_anew(release)
    assert faults(release) == {("exports", "exports/hub/turns/more.parquet")}


@pytest.mark.parametrize(
    ("check", "name"),
    [
        ("layout", "install.sh"),
        ("layout", "exports.json"),
        ("layout", "corpus/install.sh"),
        ("layout", "corpus/splits/.hidden.json"),
        ("layout", "corpus/dialogues/notes.txt"),
        ("layout", "corpus/DATASHEET.md"),
        ("layout", "schema/install.sh"),
        ("layout", "schema/more.schema.json"),
        ("exports", "exports/install.sh"),
        ("exports", "exports/parquet/install.sh"),
    ],
)
def test_what_no_release_has_is_found_though_the_digests_name_it(
    check: str, name: str, release: Path
) -> None:
    (release / name).parent.mkdir(exist_ok=True)
    (release / name).write_text("{}\n")
    told_anew(release)
    (fault,) = checked(release).faults
    assert (fault.check, fault.path) == (check, name)
    assert str(fault.problem) == "does not belong into a release"


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("schema/lock.schema.json", "is not the schema of this hookline"),
        ("schema/taxonomy.json", "is not the schema of this hookline"),
        ("CHANGELOG.md", "is not what corpus/changelog.json gives"),
        ("corpus/CHANGELOG.md", "is not what corpus/changelog.json gives"),
    ],
)
def test_a_replaced_page_is_found_though_its_digests_were_replaced_too(
    name: str, problem: str, release: Path
) -> None:
    if name == "corpus/CHANGELOG.md":
        shutil.copy(release / "CHANGELOG.md", release / name)
        told_anew(release)
        assert checked(release).faults == ()
    data = (release / name).read_bytes()
    (release / name).write_bytes(data + b"\n")
    told_anew(release)
    (fault,) = checked(release).faults
    assert (fault.check, fault.path, str(fault.problem)) == ("pages", name, problem)
    (release / name).unlink()
    told_anew(release)
    missing = set() if name == "corpus/CHANGELOG.md" else {("pages", name)}
    assert {each for each in faults(release) if each[0] == "pages"} == missing


def test_a_changelog_of_another_version_is_found(release: Path) -> None:
    path = release / "corpus" / "changelog.json"
    path.write_bytes(path.read_bytes().replace(b'"0.1.0"', b'"0.0.9"', 1))
    told_anew(release)
    assert ("pages", "corpus/changelog.json") in faults(release)


def test_a_number_of_a_datasheet_that_is_not_the_corpus_s_is_found(release: Path) -> None:
    page = release / "DATASHEET.md"
    values = numbers(load(release / "corpus"))
    page.write_text(renewed("# Of\n" + "".join(marks("numbers")), values), encoding="utf-8")
    told_anew(release)
    assert checked(release).faults == ()
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("| Scripts | 2 |", "| Scripts | 3 |"), encoding="utf-8")
    told_anew(release)
    (fault,) = checked(release).faults
    assert (fault.path, str(fault.problem)) == (
        "DATASHEET.md",
        "its numbers are not those of the corpus",
    )


def test_a_datasheet_of_a_corpus_without_scams_is_read() -> None:
    twin = dialogue_from(a_twin())
    assert "0 of 0 (0%)" in numbers(Corpus([twin]))["numbers"]


@pytest.mark.parametrize("where", ["checkout", "wheel"])
def test_another_licence_of_the_bundled_corpus_is_found(
    where: str, release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    licence = Path(__file__).parents[1] / "LICENSE-DATA"
    bundled = tmp_path / "bundled" / "corpus"
    shutil.copytree(release / "corpus", bundled)
    if where == "checkout":
        shutil.copy(licence, bundled.parent)
    monkeypatch.setattr(pages, "corpus_folder", lambda: bundled)
    (release / "LICENSE-DATA").write_bytes(licence.read_bytes())
    told_anew(release)
    assert checked(release).faults == ()
    (release / "LICENSE-DATA").write_text("All yours.\n")
    told_anew(release)
    assert faults(release) == {("pages", "LICENSE-DATA")}


@pytest.mark.parametrize(
    "name", ["layers/no-such/en-scam.m1.json", "layers/a/b/en-scam.m1.json", "splits/a/2026a.json"]
)
def test_a_layer_or_split_of_nothing_does_not_belong(name: str, release: Path) -> None:
    part = name.partition("/")[0]
    path = release / "corpus" / name
    path.parent.mkdir(parents=True)
    shutil.copy(min((corpus_folder() / part).rglob("*.json")), path)
    told_anew(release)
    assert ("layout", f"corpus/{name}") in faults(release)


def test_a_split_that_the_lock_does_not_hold_is_found(release: Path) -> None:
    path = release / "corpus" / "splits" / "mine.json"
    path.parent.mkdir()
    split = json.loads(min((corpus_folder() / "splits").glob("*.json")).read_bytes())
    scripts = {"phone-sold-twice": "train", "phone-deposit": "test"}
    path.write_text(json.dumps({**split, "name": "mine", "scripts": scripts}))
    told_anew(release)
    assert ("corpus", "corpus/splits/mine.json") in faults(release)


def relabelled(path: Path) -> None:
    """Write a Parquet file anew, every label turned round."""
    with pq.ParquetFile(path) as opened_file:
        table = opened_file.read()
    turned = ["benign" if each == "scam" else "scam" for each in table["label"].to_pylist()]
    at = table.column_names.index("label")
    pq.write_table(table.set_column(at, "label", pa.array(turned)), path)


@pytest.mark.parametrize("rewrite", [summed_anew, told_anew], ids=["sums", "sums and record"])
@pytest.mark.parametrize(
    "name",
    [
        "exports/parquet/turns*.parquet",
        "exports/hub/detect/train*.parquet",
        "exports/croissant/turns/train*.parquet",
    ],
)
def test_a_replaced_shard_is_found_though_its_digests_were_replaced_too(
    name: str, rewrite: Callable[[Path], None], release: Path
) -> None:
    (path,) = release.glob(name)
    relabelled(path)
    rewrite(release)
    assert ("exports", path.relative_to(release).as_posix()) in faults(release)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("exports/hookline.jsonl", b"The courier wants", b"The courier needs"),
        ("exports/hookline.csv", b"re-fee", b"threat"),
        ("exports/hookline.sqlite", b"The courier wants", b"The courier needs"),
        ("exports/hookline.conllup", b"re-fee", b"threat"),
        ("exports/chat/detect/train.jsonl", b"scam", b"spam"),
        ("exports/convokit/utterances.jsonl", b"The courier wants", b"The courier needs"),
        ("exports/croissant/croissant.json", b"scam", b"spam"),
        ("exports/hub/README.md", b"scam", b"spam"),
    ],
)
def test_a_replaced_export_is_found_though_its_digests_were_replaced_too(
    name: str, old: bytes, new: bytes, release: Path
) -> None:
    data = (release / name).read_bytes()
    assert old in data
    (release / name).write_bytes(data.replace(old, new, 1))
    told_anew(release)
    assert faults(release) == {("exports", name)}


def test_a_replaced_dialogue_is_found_by_the_lock_and_then_by_the_content(release: Path) -> None:
    name = "corpus/dialogues/phone-sold-twice/en-scam.json"
    raw = json.loads((release / name).read_bytes())
    raw["turns"][0]["text"] = "Do you have it still?"
    (release / name).write_text(canonical(dialogue_from(raw)), encoding="utf-8")
    told_anew(release)
    assert ("corpus", name) in faults(release)
    again = a_release(release.parent / "again", release / "corpus")
    shutil.copy(again / "corpus" / "lock.json", release / "corpus" / "lock.json")
    shutil.rmtree(release / "exports")
    shutil.copytree(again / "exports", release / "exports")
    told_anew(release)
    (fault,) = checked(release).faults
    assert str(fault.problem).startswith("content is ")


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("dialogues", 3, "dialogues is 3 in release.json, but 6 in the corpus"),
        ("turns", 99, "turns is 99 in release.json, but 36 in the corpus"),
        ("version", "0.2.0", "version is 0.2.0 in release.json, but 0.1.0 in the corpus"),
        ("splits", {"a": {"test": 1}}, 'splits is {"a":{"test":1}} in release.json, but {} in'),
    ],
)
def test_a_count_that_is_wrong_is_found(
    key: str, value: object, sentence: str, release: Path
) -> None:
    record = json.loads((release / "release.json").read_bytes())
    (release / "release.json").write_bytes(msgspec.json.encode({**record, key: value}))
    summed_anew(release)
    assert any(str(each.problem).startswith(sentence) for each in checked(release).faults)


def test_a_withdrawn_dialogue_that_is_still_there_is_found(release: Path) -> None:
    tomb = {"id": "phone-sold-twice/en-scam", "version": "0.1.0"}
    tomb |= {"date": "2026-11-23", "reason": "privacy"}
    (release / "corpus" / "withdrawn.json").write_bytes(msgspec.json.encode({"withdrawn": [tomb]}))
    told_anew(release)
    assert ("corpus", "corpus/dialogues/phone-sold-twice/en-scam.json") in faults(release)


def test_a_link_in_a_folder_is_found(release: Path) -> None:
    path = release / "LICENSE-DATA"
    path.unlink()
    path.symlink_to("/etc/hostname")
    (release / "exports" / "more").symlink_to("/tmp")  # noqa: S108 - never followed
    assert {("archive", "LICENSE-DATA"), ("archive", "exports/more")} <= faults(release)


def test_a_pipe_in_place_of_an_export_is_found_and_not_waited_for(release: Path) -> None:
    path = release / "exports" / "hookline.csv"
    path.unlink()
    os.mkfifo(path)
    found = verify(release)
    assert ("archive", "exports/hookline.csv") in {each[:2] for each in found.faults}
    assert "opening the exports" in {str(each.what) for each in found.not_checked}


def entry(name: str, mode: int = 0) -> zipfile.ZipInfo:
    found = zipfile.ZipInfo(name)
    found.external_attr = mode << 16
    return found


@pytest.mark.parametrize(
    ("name", "mode", "problem"),
    [
        ("hookline-corpus-0.1.0/../../out.txt", 0, "has a name that is not safe"),
        ("/tmp/out.txt", 0, "has a name that is not safe"),  # noqa: S108 - never written
        ("hookline-corpus-0.1.0\\..\\out.txt", 0, "has a name that is not safe"),
        ("C:/out.txt", 0, "has a name that is not safe"),
        ("hookline-corpus-0.1.0/\x1b[2J", 0, "has a name that is not safe"),
        ("hookline-corpus-0.1.0/link", stat.S_IFLNK | 0o777, "is a link or no regular file"),
        ("hookline-corpus-0.1.0/pipe", stat.S_IFIFO | 0o666, "is a link or no regular file"),
        ("hookline-corpus-0.1.0/release.json", 0, "stands in the ZIP twice"),
        ("elsewhere/out.txt", 0, "the ZIP holds more than one folder"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_dangerous_entry_is_found_and_not_unpacked(
    name: str, mode: int, problem: str, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = archive.parent / "room"
    room.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(room))
    with zipfile.ZipFile(archive, "a") as opened_zip:
        opened_zip.writestr(entry(name, mode), "/etc/passwd")
    before = sorted(archive.parent.iterdir())
    assert problem in {str(each.problem) for each in checked(archive).faults}
    assert sorted(archive.parent.iterdir()) == before
    assert list(room.iterdir()) == []
    assert not Path("/tmp/out.txt").exists()  # noqa: S108 - never written


def test_a_bomb_is_not_unpacked(archive: Path) -> None:
    with zipfile.ZipFile(archive, "a", zipfile.ZIP_DEFLATED) as opened_zip:
        opened_zip.writestr("hookline-corpus-0.1.0/bomb", bytes(1 << 28))
    found = {(each.path, str(each.problem)) for each in checked(archive).faults}
    name = "hookline-corpus-0.1.0/bomb"
    assert (name, "is compressed; a release is only stored") in found
    assert ("", "the ZIP would unpack to more than it holds") in found


def test_a_zip_that_claims_to_be_larger_than_it_is_is_damaged(archive: Path) -> None:
    data = bytearray(archive.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 20 : at + 28] = struct.pack("<II", 1 << 31, 1 << 31)
    archive.write_bytes(data)
    assert checked(archive).faults


@pytest.mark.parametrize("share", [0.2, 0.5, 0.999])
def test_half_a_zip_is_damaged_or_none(share: float, archive: Path) -> None:
    data = archive.read_bytes()
    archive.write_bytes(data[: int(len(data) * share)])
    assert checked(archive).faults


def test_a_release_is_compared_as_a_folder_and_as_a_zip(release: Path, archive: Path) -> None:
    assert hookline("diff", release, archive)[0] == 0
    path = release / "corpus" / "dialogues" / "phone-sold-twice" / "en-scam.json"
    path.write_bytes(path.read_bytes().replace(b"Do you still have it?", b"Do you have it?"))
    code, out, _ = hookline("diff", archive, release)
    assert (code, "phone-sold-twice/en-scam" in out) == (1, True)
    archive.write_bytes(archive.read_bytes()[:1000])
    code, _, err = hookline("diff", archive, release)
    assert (code, err) == (3, f"hookline: {archive} is a broken ZIP: File is not a zip file\n")


@pytest.mark.parametrize("kind", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_without_a_corpus_or_that_would_grow_is_not_compared(
    kind: int, tmp_path: Path, release: Path
) -> None:
    name = "a/x" if kind == zipfile.ZIP_STORED else "a/corpus/manifest.json"
    with zipfile.ZipFile(tmp_path / "a.zip", "w", kind) as other:
        other.writestr(name, bytes(1 << 20))
    code, _, err = hookline("diff", tmp_path / "a.zip", release)
    assert (code, "is a ZIP without a corpus in it" in err) == (3, True)


def test_what_is_no_release_is_told(tmp_path: Path) -> None:
    with pytest.raises(NothingFoundError, match="is no release"):
        verify(tmp_path)
    (tmp_path / "a.zip").write_bytes(b"nothing of that kind")
    with pytest.raises(NothingFoundError, match="is no release"):
        verify(tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as other:
        other.writestr("a/b.txt", "c")
    with pytest.raises(NothingFoundError, match="is no release"):
        verify(tmp_path / "b.zip")
    with pytest.raises(UnreadableFileError, match="there is no file or folder"):
        verify(tmp_path / "none")


@pytest.mark.parametrize(
    ("make", "code", "sentence"),
    [
        (lambda _path: None, 3, "there is no file or folder"),
        (Path.mkdir, 3, "is no release: there is no release.json in it"),
        (os.mkfifo, 3, "x: it is not a regular file"),
        (lambda path: path.symlink_to("/dev/zero"), 3, "x: it is not a regular file"),
        (lambda path: path.write_bytes(b""), 3, "is no release: it is no ZIP"),
        (lambda path: path.write_bytes(b"PK\x03"), 3, "is no release: it is no ZIP"),
        (lambda path: path.write_bytes(b"PK\x03\x04"), 3, "is no release: it is no ZIP"),
        (lambda path: path.write_text("PKW is a car, and no ZIP at all"), 3, "it is no ZIP"),
    ],
)
def test_what_cannot_be_verified_exits_3(
    make: Callable[[Path], None], code: int, sentence: str, tmp_path: Path
) -> None:
    make(tmp_path / "x")
    found, _, err = hookline("verify", tmp_path / "x")
    assert (found, sentence in err) == (code, True)


def test_damage_is_told_in_both_languages_harmless_and_exits_1(release: Path) -> None:
    os.rename(release / "CHANGELOG.md", release / "\x1b[31mCHANGELOG.md")  # noqa: PTH104
    shutil.rmtree(release / "exports")
    told = hookline("verify", release)
    assert told[0] == 1
    assert "✗ CHANGELOG.md: is missing, but SHA256SUMS names it\n" in told[1]
    assert "\x1b" not in told[1]
    assert f"{len(files(release))} files" in told[1]
    assert "; faults: " in told[1]
    said = hookline("verify", release, "--language", "zh")[1]
    assert "✗ CHANGELOG.md：SHA256SUMS 里有，却找不到\n" in said


def test_another_version_of_the_writer_is_said_and_its_content_compared(release: Path) -> None:
    record = json.loads((release / "release.json").read_bytes())
    table = release / "exports" / "parquet" / "turns.parquet"
    with pq.ParquetFile(table) as opened_file:
        rows, about = opened_file.read(), opened_file.metadata.metadata
    with pq.ParquetWriter(table, rows.schema, compression="gzip", store_schema=False) as writer:
        writer.write_table(rows)
        writer.add_key_value_metadata({key: each for key, each in about.items() if key != b"x"})
    readme = release / "exports" / "hub" / "README.md"
    readme.write_text(readme.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    told_anew(release, {**record, "pyarrow": "25.0.0"})
    found = checked(release)
    assert found.faults == ()
    assert [str(each.what) for each in found.not_checked] == [
        "the digests in exports/hub/README.md"
    ]
    told_anew(release, {**record, "ruleset": "9.0.0"})
    assert ("corpus", "release.json") in faults(release)
    assert any("hookline 9.0.0" in str(each.why) for each in checked(release).not_checked)


def test_exports_that_were_only_loaded_are_not_called_as_they_were_released(
    release: Path,
) -> None:
    lock = release / "corpus" / "lock.json"
    written_by = f'"ruleset": "{__version__}"'
    for path in (lock, release / "release.json"):
        text = path.read_text(encoding="utf-8")
        assert written_by in text
        path.write_text(text.replace(written_by, '"ruleset": "9.0.0"'), encoding="utf-8")
    (release / "schema" / "older.schema.json").write_text("{}\n")
    told_anew(release)
    code, out, _ = hookline("verify", release)
    last = out.splitlines()[-1]
    assert (code, "as it was released" in last) == (0, False)
    assert last.endswith("but what the exports hold was only loaded and counted")
    assert json.loads(hookline("verify", release, "--format", "json")[1])["compared"] is False
    assert "只加载并计数" in hookline("verify", release, "--language", "zh")[1]


HEAVY = {"hub", "chat", "croissant"}
"""Opened in a process of their own, by `test_a_shard_that_does_not_load_is_told`."""


@pytest.mark.parametrize("name", sorted(OPENERS.keys() - HEAVY))
def test_a_broken_export_is_a_problem_of_the_program_that_opens_it(
    name: str, release: Path
) -> None:
    place = release / "exports" / (f"hookline{SUFFIXES[name]}" if name in SUFFIXES else name)
    inside = [place] if place.is_file() else [each for each in place.rglob("*") if each.is_file()]
    for path in inside:
        path.write_bytes(b"\x00{broken" + path.read_bytes()[: path.stat().st_size // 2])
    found = list(opened(name, place))
    assert all("problem" in each or each.get("missing") for each in found)


@pytest.mark.parametrize("where", ["index", "escaped", "vectors", "file"])
def test_pickled_data_is_not_opened(
    where: str, release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = release / "exports" / "convokit"
    index = json.loads((folder / "index.json").read_bytes())
    if where == "file":
        (folder / "x-bin.p").write_bytes(b"")
    elif where == "vectors":
        index["vectors"] = ["x"]
    else:
        index["speakers-index"]["../../x"] = ["bin"]
    text = json.dumps(index)
    text = text.replace('"bin"', '"\\u0062in"') if where == "escaped" else text
    (folder / "index.json").write_text(text, encoding="utf-8")
    monkeypatch.setitem(sys.modules, "convokit", None)  # importing it would say so
    (found,) = (each for each in opened("convokit", folder) if each["program"] != "json")
    assert "it holds pickled data" in found["problem"]


def test_a_shard_that_does_not_load_is_told(release: Path) -> None:
    for name in ("hub/detect/train*.parquet", "chat/stage/train.jsonl"):
        (path,) = (release / "exports").glob(name)
        path.write_bytes(b"PAR1 nothing")
    found = {(each.check, each.path) for each in verify(release).faults}
    assert {("opened", "exports/hub"), ("opened", "exports/chat")} <= found
