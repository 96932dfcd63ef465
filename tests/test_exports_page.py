"""What docs/exports.md says of the exports is so."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from hookline.building import build
from hookline.cli import COMMANDS
from hookline.exports import FORMATS
from hookline.exports.conll import COLUMNS
from hookline.resources import corpus_folder

PAGE = Path(__file__).resolve().parent.parent / "docs" / "exports.md"
TEXT = PAGE.read_text(encoding="utf-8")
ELSEWHERE = ("convokit", "croissant")
"""Formats that `scripts/check_clients.py` opens in environments of their own."""
LINES = dict(re.findall(r"^\| `([a-z]+)` \| `(import [^`]+)` \|", TEXT, re.MULTILINE))


CHINESE = PAGE.with_name("exports.zh.md").read_text(encoding="utf-8")


def shown(text: str) -> tuple[list[str], ...]:
    """Return what a page must show in every language: rows with what opens them, blocks, parts."""
    opened = re.findall(r"^(\| `[a-z]+` \| `[^`]+`)", text, re.MULTILINE)
    blocks = re.findall(r"^```(?:sh|python|sql)\n.*?^```", text, re.MULTILINE | re.DOTALL)
    columns = re.findall(r"^\| `([A-Z:]+)` \|", text, re.MULTILINE)
    return opened, blocks, columns, re.findall(r"^#+(?= )", text, re.MULTILINE)


def test_the_chinese_page_keeps_step() -> None:
    assert shown(CHINESE) == shown(TEXT)
    assert len(shown(TEXT)[0]) == len(FORMATS)
    for text in (TEXT, CHINESE):
        rows = re.findall(r"^\| `[a-z]+` .*$", text, re.MULTILINE)
        assert all(len(re.findall(r"(?<!\\)\|", row)) == 5 for row in rows)


def test_the_help_of_the_page_is_that_of_the_commands() -> None:
    named = set(re.findall(r"hookline ([a-z]+)", TEXT + CHINESE))
    assert named <= set(COMMANDS)
    assert {"export", "import", "build"} <= named


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("exports") / "build"
    build(corpus_folder(), out)
    return out


def test_the_page_has_a_line_for_every_format() -> None:
    assert [*LINES, *ELSEWHERE] == list(FORMATS)
    for name in ELSEWHERE:
        assert f"| `{name}` | `" in TEXT


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
@pytest.mark.parametrize("name", LINES)
def test_the_line_opens_the_format(
    name: str, built: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(built)
    opening, _, expression = LINES[name].partition("; ")
    scope: dict[str, object] = {}
    exec(opening, scope)  # noqa: S102 - our own page
    if name in {"hub", "chat"}:
        expression = expression.replace(")", f", cache_dir={str(tmp_path)!r})")
    opened = eval(expression, scope)  # noqa: S307 - our own page
    assert len(list(opened)) > 0


def test_the_queries_of_the_page_find_something(built: Path) -> None:
    (queries,) = re.findall(r"^```sql\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    with closing(sqlite3.connect(built / "hookline.sqlite")) as base:
        for query in queries.splitlines():
            assert len(base.execute(query).fetchall()) > 0


def test_the_page_names_every_column_of_conll() -> None:
    assert re.findall(r"^\| `([A-Z:]+)` \|", TEXT, re.MULTILINE) == list(COLUMNS)


def test_the_page_names_every_table_and_view_of_the_database(built: Path) -> None:
    with closing(sqlite3.connect(built / "hookline.sqlite")) as base:
        found = base.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        assert all(f"`{name}`" in TEXT for (name,) in found)
