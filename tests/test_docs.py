"""Everything that the READMEs show is executed."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

from hookline import model
from test_cli import hookline

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh.md")
SET_UP = [
    "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/hookline build",
    "python3 -m venv .venv && .venv/bin/pip install '.[test]' && .venv/bin/pytest",
]


def blocks(name: str, language: str) -> list[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", READMES)
def test_the_python_of_a_readme_runs(name: str) -> None:
    document = Sybil([PythonCodeBlockParser()]).parse(ROOT / name)
    examples = list(document.examples())
    for example in examples:
        example.evaluate()
    assert len(examples) == 1
    assert document.namespace["asks"].num_rows > 0
    assert len(document.namespace["frame"]) == document.namespace["turns"].num_rows


@pytest.mark.parametrize("name", READMES)
def test_a_readme_has_exactly_the_two_set_up_commands(name: str) -> None:
    (block,) = blocks(name, "sh")
    assert block.splitlines() == SET_UP


@pytest.mark.parametrize("name", READMES)
def test_what_a_readme_shows_of_the_terminal_is_what_comes_out(name: str) -> None:
    (block,) = blocks(name, "console")
    command, _, shown = block.partition("\n")
    words = shlex.split(command)
    assert words[:2] == ["$", "hookline"]
    before, middle, after = shown.partition("\n")[0], *shown[2:].rpartition("…")[:2]
    assert (before, after) == ("…", "…")  # an excerpt
    assert middle in hookline(*words[2:], cwd=ROOT)[1]


@pytest.mark.parametrize("name", READMES)
def test_the_files_that_a_readme_links_to_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    assert links
    assert [link for link in links if not (ROOT / link).is_file()] == []


@pytest.mark.parametrize("name", READMES)
def test_a_readme_is_one_screen(name: str) -> None:
    assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= 60


@pytest.mark.parametrize("script", ["load_with_datasets.py", "load_with_pandas.py"])
def test_the_loading_examples_run(script: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / script],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "re-fee" in done.stdout


def test_the_published_key_order_is_that_of_the_model() -> None:
    text = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
    published = dict(re.findall(r"^\| (\w+) \| (`.*`) \|$", text, re.MULTILINE))
    for name, keys in published.items():
        struct = getattr(model, name.capitalize())
        expected = [field.encode_name for field in msgspec.structs.fields(struct)]
        assert re.findall("`([^`]+)`", keys) == expected
    assert len(published) == 10
