"""A table that was exported comes back into the dialogues, whatever saved it in between."""

import csv
import datetime as dt
import io
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings, strategies

import hookline
from builders import a_corpus, a_record, a_twin, write
from hookline.exports import exporter
from hookline.files import laid_out, read_bytes
from hookline.language import chinese
from hookline.resources import corpus_folder
from hookline.returning import NEEDED
from hookline.rules.file import parse
from test_cli import hookline as run

ID = a_record()["id"]
HOSTILE = (
    "=HYPERLINK(1)",
    "'=1",
    "'tis",
    "@SUM",
    '"quoted", a\ncomma',
    "_x000D__x0041_",
    " ",
    "<r>",
)


def text_of(root: Path, dialogue: str = ID) -> str:
    return (root / "dialogues" / f"{dialogue}.json").read_text(encoding="utf-8")


def exported(root: Path, form: str = "csv") -> Path:
    (path,) = exporter(form)(hookline.load(root), root.parent / f"turns.{form}")
    return path


def a_table(
    folder: Path, *cells: tuple[int, str, Any], encoding: str = "utf-8-sig", between: str = ","
) -> tuple[Path, Path]:
    """Return a corpus and its table in CSV, with cells (turn, column, value) that were edited."""
    root = a_corpus(folder, a_record(), a_twin())
    path = exported(root.resolve())
    with io.StringIO(path.read_text(encoding="utf-8-sig"), newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["id"] == ID]
    for turn, column, value in cells:
        rows[turn][column] = value
    with path.open("w", encoding=encoding, newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), delimiter=between)
        writer.writeheader()
        writer.writerows(rows)
    return root, path


def imported(root: Path, path: Path, *more: str, locale: str = "C.UTF-8") -> tuple[int, list[str]]:
    code, out, err = run("import", path, "--corpus", root, *more, LC_ALL=locale)
    assert err == ""
    return code, out.splitlines()


@pytest.fixture(scope="module", params=["csv", "xlsx"])
def table(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("tables") / f"turns.{request.param}"
    exporter(request.param)(hookline.load(), out)
    return out


def test_the_bundled_corpus_comes_back_byte_for_byte(table: Path, tmp_path: Path) -> None:
    root = tmp_path / "corpus"
    files = {each.id: text_of(corpus_folder(), each.id) for each in hookline.load()}
    for name in ("manifest.json", "sources.json", "annotators.json"):
        write(root / name, read_bytes(corpus_folder() / name))
    for name, text in files.items():  # everything that the table holds is taken out
        raw = parse(text.encode()).value
        raw["turns"] = [
            {"speaker": each["speaker"], "channel": "phone", "text": "x"}
            for each in raw["turns"][:3]
        ]
        write(root / "dialogues" / f"{name}.json", laid_out(raw))
    code, out = imported(root, table)
    assert (code, out[-1].partition(",")[0]) == (0, f"✓ dialogues written: {len(files)}")
    assert {name: text_of(root, name) for name in files} == files
    code, out = imported(root, table)
    assert out == [f"✓ dialogues unchanged: {len(files)}; there is nothing to write"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(
    strategies.one_of(
        strategies.sampled_from(HOSTILE),
        strategies.text(
            strategies.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1
        ),
        strategies.text("'=+-@\t\r\n,;\"_x0F<>&r/", min_size=1),
    )
)
def test_any_text_comes_back(form: str, tmp_path: Path, text: str) -> None:
    from hookline.imports.grid import read_grid  # noqa: PLC0415
    from hookline.returning import put_back  # noqa: PLC0415

    root = a_corpus(tmp_path, a_record(("/turns/0/text", text)))
    path = exported(root, form)
    grid = read_grid(path)
    assert grid.rows[0].cells["text"] == text
    found = put_back(grid, root, "en")
    assert (found.same, found.problems) == (1, ())


@pytest.mark.parametrize(
    ("encoding", "between"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("gb18030", "\t"), ("gb18030", ","), ("utf-16", "\t")],
)
def test_an_edit_is_shown_and_written(encoding: str, between: str, tmp_path: Path) -> None:
    edit = (0, "text", "Is the phone still with you, 小王?")
    root, path = a_table(tmp_path, edit, encoding=encoding, between=between)
    before = text_of(root)
    code, out = imported(root, path, "--dry-run")
    assert code == 0
    assert "    turn 0 A  Is the phone still [-there-]{+with you, 小王+}?" in out
    assert out[-1] == "✓ dialogues that would change: 1, unchanged: 0; nothing is written"
    assert text_of(root) == before
    assert imported(root, path)[0] == 0
    assert text_of(root) == before.replace("still there?", "still with you, 小王?")


def test_turns_whose_rows_are_gone_are_taken_out_only_when_it_is_said(tmp_path: Path) -> None:
    root, path = a_table(tmp_path)
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    before = text_of(root)
    code, out = imported(root, path)
    assert code == 1
    assert (
        f"✗ turns.csv, row 2, column turn: turns of {ID} have no row: 5; --remove takes them out"
        in out
    )
    assert text_of(root) == before
    code, out = imported(root, path, "--remove")
    assert (code, out[-1].partition(",")[0]) == (0, "✓ dialogues written: 1")
    assert text_of(root).count('"speaker"') == before.count('"speaker"') - 1


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-8-sig"])
def test_a_table_in_ascii_alone_is_read_however_it_was_saved(encoding: str, tmp_path: Path) -> None:
    root, path = a_table(tmp_path, encoding=encoding)
    assert path.read_bytes().removeprefix(b"\xef\xbb\xbf").isascii()
    assert imported(root, path) == (0, ["✓ dialogues unchanged: 1; there is nothing to write"])


def test_a_span_moves_with_its_words(tmp_path: Path) -> None:
    old = next(
        (number, turn["text"], turn["spans"][0])
        for number, turn in enumerate(a_record()["turns"])
        if turn.get("spans")
    )
    root, path = a_table(tmp_path, (old[0], "text", f"Well, {old[1]}"))
    assert imported(root, path)[0] == 0
    (after,) = (each for each in hookline.load(root) if each.id == ID)
    assert after.turns[old[0]].spans[0].start == old[2]["start"] + 6


def test_a_row_without_a_number_follows_the_one_above_and_the_order_of_rows_does_not_count(
    tmp_path: Path,
) -> None:
    root, path = a_table(tmp_path)
    with io.StringIO(path.read_text(encoding="utf-8-sig"), newline="") as stream:
        head, *rows = csv.reader(stream)
    new = list(rows[1])
    new[head.index("turn")] = ""
    new[head.index("text")] = "Really as new."
    new[head.index("spans")] = ""
    rows = [*rows[2:], rows[0], rows[1], new]
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([head, *rows])
    code, out_lines = imported(root, path)
    assert code == 0, out_lines
    (after,) = (each for each in hookline.load(root) if each.id == ID)
    old = [turn["text"] for turn in a_record()["turns"]]
    assert [turn.text for turn in after.turns] == [*old[:2], "Really as new.", *old[2:]]


@pytest.mark.parametrize(
    ("cell", "column", "problem"),
    [
        ((1, "stage", "refee"), "stage", '"refee" is not one of the values of stage'),
        ((0, "turn", "x"), "turn", "x is no position of a turn"),
        ((1, "turn", "0"), "turn", "this turn stands twice"),
        ((0, "spans", "[{"), "spans", "the spans are no JSON"),
        ((0, "spans", "[" * 100_000), "spans", "the spans are no JSON"),
        ((0, "speaker", "Z"), "speaker", "the dialogue has no speaker Z; it has A, B"),
        ((0, "label", "benign"), "label", "label is scam in the dialogue, and is changed in its"),
        ((0, "role", "scammer"), "role", "role is target in the dialogue, and is changed in its"),
        ((0, "id", "no/such"), "id", "there is no dialogue no/such in this corpus; hookline new"),
        ((0, "id", "../../x"), "id", "there is no dialogue ../../x in this corpus; hookline new"),
        ((0, "id", ID[:-1]), "id", f"there is no dialogue {ID[:-1]} in this corpus; did you mean"),
        ((0, "id", ""), "id", "the row names no dialogue"),
        ((0, "demand_amount", "much"), "demand_amount", "amount"),
        ((0, "text", ""), "", "text"),
    ],
)
def test_a_bad_cell_is_told_with_its_place(
    cell: tuple[int, str, str], column: str, problem: str, tmp_path: Path
) -> None:
    root, path = a_table(tmp_path, cell)
    before = text_of(root)
    code, out = imported(root, path)
    row = cell[0] + 2
    place = f"✗ turns.csv, row {row}, column {column}: " if column else f"✗ turns.csv, row {row}: "
    assert any(line.startswith(place) and problem in line for line in out), out
    assert (code, out[-1]) == (1, "✗ nothing is written: cells are wrong")
    assert text_of(root) == before
    code, out = imported(root, path, locale="zh_CN.UTF-8")
    where = f"✗ turns.csv 第 {row} 行 {column} 列：" if column else f"✗ turns.csv 第 {row} 行："
    assert any(line.startswith(where) for line in out)
    assert out[-1] == "✗ 没有写入：有单元格不对"


def test_what_a_spreadsheet_makes_of_numbers_and_dates(tmp_path: Path) -> None:
    edits = (("/turns/0/text", "5.30"), ("/turns/1/text", "007"))
    root = a_corpus(tmp_path, a_record(*edits))
    path = exported(root, "xlsx")
    before = text_of(root)
    book = openpyxl.load_workbook(path)
    sheet = book["turns"]
    names = [cell.value for cell in sheet[1]]
    text, minute = names.index("text") + 1, names.index("minute") + 1
    sheet.cell(2, text).value, sheet.cell(3, text).value = 5.3, 7
    book.save(path)
    assert imported(root, path)[1] == ["✓ dialogues unchanged: 1; there is nothing to write"]
    sheet.cell(2, text).value, sheet.cell(3, minute).value = "#NAME?", "2026-05-30"
    sheet.cell(2, text).data_type = "e"
    sheet.cell(4, text).value = dt.date(2026, 5, 30)
    book.save(path)
    code, out = imported(root, path)
    assert code == 1
    assert (
        "✗ turns.xlsx (turns), row 2, column text: the spreadsheet computed it and failed"
        in str(out)
    )
    assert "row 4, column text: the spreadsheet made a date or time of it (2026-05-30" in str(out)
    assert text_of(root) == before


def test_thousands_and_decimal_commas_are_amounts(tmp_path: Path) -> None:
    number, demand = next(
        (number, turn["demand"])
        for number, turn in enumerate(a_record()["turns"])
        if turn.get("demand")
    )
    for written in (f"{demand['amount']},00", f"{demand['amount']}.0", f" {demand['amount']} "):
        root, path = a_table(tmp_path, (number, "demand_amount", written))
        assert imported(root, path)[1][-1].startswith("✓ dialogues unchanged: 1"), written


def test_a_table_that_lacks_columns_is_told(tmp_path: Path) -> None:
    root, path = a_table(tmp_path)
    path.write_text("id,turn,text\r\n", encoding="utf-8")
    code, out = imported(root, path)
    assert code == 1
    lacking = [each for each in NEEDED if each not in ("id", "turn", "text")]
    assert out == [f"✗ the table has no column {each}" for each in lacking]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_column_that_stands_twice_is_told(form: str, tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record())
    path = exported(root, form)
    before = text_of(root)
    if form == "csv":
        lines = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([[*line, line[lines[0].index("text")]] for line in lines])
    else:
        book = openpyxl.load_workbook(path)
        book.worksheets[0].cell(1, book.worksheets[0].max_column + 1, " Text")
        book.save(path)
    code, _, err = run("import", path, "--corpus", root)
    assert code == 1
    assert "the table has the column text twice; take one out" in err
    assert text_of(root) == before


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"PK\x03\x04 and nothing", "cannot be read as XLSX"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Excel file; save it as .xlsx"),
        (b"\x81", "the file is neither UTF-8 nor GBK text"),
    ],
)
def test_a_file_that_is_no_table_is_told(data: bytes, told: str, tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record())
    path = write(tmp_path / "turns.xlsx", data)
    code, _, err = run("import", path, "--corpus", root)
    assert code == 1
    assert told in err


def test_without_openpyxl_the_way_out_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hookline.errors import BadInputError  # noqa: PLC0415
    from hookline.imports.grid import read_grid  # noqa: PLC0415

    path = exported(a_corpus(tmp_path, a_record()), "xlsx")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(BadInputError, match="pip install openpyxl; or save the table as CSV"):
        read_grid(path)


def test_the_bundled_corpus_is_not_written_to(tmp_path: Path) -> None:
    _, path = a_table(tmp_path)
    code, _, err = run("import", path, cwd=tmp_path.parent)
    assert code == 2
    assert "There is no corpus in or above the working directory" in err


def test_everything_that_is_said_exists_in_chinese() -> None:
    import ast  # noqa: PLC0415

    for module in ("returning.py", "imports/grid.py", "cli/import_.py"):
        tree = ast.parse((Path(hookline.__file__).parent / module).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Phrase", "said"):
                template = node.args[0]
                if isinstance(template, ast.Constant):
                    assert template.value in chinese()
