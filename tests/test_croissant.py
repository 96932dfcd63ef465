"""The Croissant folder: what it tells of its files.

`scripts/check_clients.py croissant` validates and loads it with mlcroissant itself.
"""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

import hookline
from builders import a_corpus, a_record, a_twin
from hookline.exports import exporter

CORPUS = hookline.load()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("croissant") / "out"
    exporter("croissant")(CORPUS, out)
    return out


def told(folder: Path) -> Any:
    return json.loads((folder / "croissant.json").read_text(encoding="utf-8"))


def records(folder: Path, name: str) -> Any:
    (found,) = (each for each in told(folder)["recordSet"] if each["@id"] == name)
    return found


def test_croissant_says_which_versions_it_conforms_to(folder: Path) -> None:
    assert told(folder)["conformsTo"] == [
        "http://mlcommons.org/croissant/1.1",
        "http://mlcommons.org/croissant/RAI/1.0",
    ]


def test_croissant_has_the_checksum_and_size_of_every_file(folder: Path) -> None:
    files = [each for each in told(folder)["distribution"] if each["@type"] == "cr:FileObject"]
    assert sorted(each["contentUrl"] for each in files) == sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet")
    )
    for each in files:
        data = (folder / each["contentUrl"]).read_bytes()
        assert each["sha256"] == hashlib.sha256(data).hexdigest()
        assert each["contentSize"] == f"{len(data)} B"


def test_croissant_fits_beside_the_files_of_the_hub_folder(folder: Path, tmp_path: Path) -> None:
    exporter("hub")(CORPUS, tmp_path / "hub")
    for path in folder.rglob("*.parquet"):
        assert (tmp_path / "hub" / path.relative_to(folder)).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("name", ["detect", "turns"])
def test_croissant_tells_every_column_and_the_part(folder: Path, name: str) -> None:
    fields = [each["name"] for each in records(folder, name)["field"]]
    assert fields == ["split", *next(CORPUS.rows(name))]


def test_croissant_reads_the_part_from_the_path_of_the_file(folder: Path) -> None:
    pattern = records(folder, "detect")["field"][0]["source"]["transform"]["regex"]
    found = [
        re.findall(pattern, f"detect/{part}-00000-of-00002.parquet") for part in CORPUS.divided()
    ]
    assert found == [["train"], ["validation"], ["test"]]
    assert re.sub(r"\(.*\)", "", pattern) == r"^detect/-.+\.parquet$"  # all that a glob can say
    assert [each["splits/url"] for each in records(folder, "splits")["data"]] == [
        "cr:TrainingSplit",
        "cr:ValidationSplit",
        "cr:TestSplit",
    ]


def test_croissant_says_what_is_a_label(folder: Path) -> None:
    label = [each["name"] for each in records(folder, "turns")["field"] if "Label" in str(each)]
    assert label == ["label", "stage", "response", "spans"]


def test_croissant_says_that_no_person_has_checked(folder: Path) -> None:
    some = told(folder)
    assert "No person has checked" in some["rai:dataAnnotationProtocol"]
    assert some["rai:annotatorDemographics"] == ["None: the annotators are models."]


def test_croissant_of_a_corpus_without_splits_has_one_part(tmp_path: Path) -> None:
    corpus = hookline.load(a_corpus(tmp_path, a_record(), a_twin()))
    exporter("croissant")(corpus, tmp_path / "out")
    assert records(tmp_path / "out", "splits")["data"] == [
        {"splits/name": "train", "splits/url": "cr:TrainingSplit"}
    ]


def test_croissant_tells_nothing_of_the_making_of_another_corpus(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record())
    exporter("croissant")(hookline.load(root), tmp_path / "out")
    some = told(tmp_path / "out")
    assert some["name"] == "small"
    assert not [key for key in some if key.startswith("rai:") or key in ("creator", "citeAs")]
