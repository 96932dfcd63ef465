"""The XLSX export, as openpyxl and pandas read it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

import hookline
from builders import a_corpus, a_record
from hookline.errors import BadInputError
from hookline.exports import exporter, xlsx
from hookline.views import view

CORPUS = hookline.load()


def written(folder: Path, text: str) -> Path:
    root = a_corpus(folder, a_record(("/turns/0/text", text)))
    (path,) = exporter("xlsx")(hookline.load(root), folder / "x.xlsx")
    return path


def first_cell(path: Path) -> Any:
    sheet = openpyxl.load_workbook(path)["turns"]
    names = [cell.value for cell in sheet[1]]
    return sheet.cell(row=2, column=names.index("text") + 1)


def test_pandas_reads_every_turn(tmp_path: Path) -> None:
    (path,) = exporter("xlsx")(CORPUS, tmp_path / "turns.xlsx")
    frame = pd.read_excel(path, keep_default_na=False, na_values=[""])
    expected = CORPUS.to_pandas("turns")
    assert list(frame.columns) == [column.name for column in view("turns").columns]
    for name in ("id", "text", "stage", "response", "turn", "label", "role"):
        assert frame[name].tolist() == expected[name].tolist()
    for name in ("payment_amount", "minute", "canary", "scam_type"):
        assert frame[name].dropna().tolist() == expected[name].dropna().tolist()


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "@SUM", "-", "\t=1", "＝1"])
def test_a_formula_is_a_text_that_stays_one_when_edited(text: str, tmp_path: Path) -> None:
    cell = first_cell(written(tmp_path, text))
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@pytest.mark.parametrize(
    "text",
    ['a "b", <c> & d\n e ', "付了", " x", "😀", "]]>", "<r><t>half</t></r>", "<r></is></c></r>"],
)
def test_a_text_comes_out_as_it_is(text: str, tmp_path: Path) -> None:
    cell = first_cell(written(tmp_path, text))
    assert (cell.value, cell.quotePrefix) == (text, False)


def test_what_xml_does_not_hold_is_escaped_as_the_standard_has_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(written(tmp_path, "a\rb\x07_x0041_x0042_\ufffe")) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "a_x000D_b_x0007__x005F_x0041_x005F_x0042__xFFFE_<" in sheet


def test_turns_that_one_sheet_does_not_take_go_on_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "ROWS", 4)
    sheets = pd.read_excel(written(tmp_path, "Hello"), sheet_name=None)
    assert {name: len(frame) for name, frame in sheets.items()} == {"turns": 4, "turns 2": 2}


def test_a_cell_that_a_sheet_does_not_take_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "_LONGEST", 50)
    with pytest.raises(BadInputError, match=r"cell [A-Z]+2 is longer than 50, the most that XLSX"):
        written(tmp_path, "x" * 51)
    assert not (tmp_path / "x.xlsx").exists()


def test_the_file_tells_no_time_and_is_stored_as_it_is(tmp_path: Path) -> None:
    with zipfile.ZipFile(written(tmp_path, "Hello")) as book:
        parts = book.infolist()
    assert {part.date_time for part in parts} == {(1980, 1, 1, 0, 0, 0)}
    assert {part.compress_type for part in parts} == {zipfile.ZIP_STORED}
    assert {part.flag_bits & 0x08 for part in parts} == {0}  # sizes stand before what they are of


def test_the_sheet_is_laid_out_for_people(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path, "Is it still there? " * 10))
    sheet = book["turns"]
    column = first_cell(tmp_path / "x.xlsx").column_letter
    assert sheet.freeze_panes == "A2"
    assert {cell.font.bold for cell in sheet[1]} == {True}
    assert sheet.column_dimensions[column].width == 60
    assert sheet[f"{column}2"].alignment.wrap_text
    assert (sheet.row_dimensions[2].height, sheet.row_dimensions[3].height) == (60, None)


def test_the_bytes_depend_on_no_time_zone_hash_seed_or_locale(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(("/turns/0/text", "=1")))
    found = set()
    for number, zone in enumerate(("America/St_Johns", "Asia/Shanghai")):
        out = tmp_path / f"{number}.xlsx"
        command: list[str | Path] = [
            sys.executable,
            "-m",
            "hookline",
            "export",
            "xlsx",
            out,
            "--corpus",
            root,
        ]
        zoned = {"TZ": zone, "PYTHONHASHSEED": str(number), "LC_ALL": ("C", "zh_CN")[number % 2]}
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, **zoned})
        found.add(out.read_bytes())
    assert len(found) == 1
