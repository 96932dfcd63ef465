"""What docs/hugging-face.md shows runs."""

import re
import shlex
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

from standin import a_hub
from test_cli import hookline
from test_push import TOKEN

PAGE = Path(__file__).resolve().parent.parent / "docs" / "hugging-face.md"


def test_the_python_of_the_page_runs() -> None:
    document = Sybil([PythonCodeBlockParser()]).parse(PAGE)
    for example in document.examples():
        example.evaluate()
    found = document.namespace
    assert found["train"].num_rows > 0
    assert set(found["chinese"]) == {"train", "validation", "test"}
    assert set(found["folds"]) == {f"fold_{number}" for number in range(1, 6)}
    assert "stages" in [each.column for each in found["stages"]]


def test_the_commands_of_the_page_publish(tmp_path: Path) -> None:
    text = PAGE.read_text(encoding="utf-8")
    (block,) = re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    with a_hub() as hub:
        for line in block.splitlines():
            program, *words = shlex.split(line)
            assert program == "hookline"
            code, out, err = hookline(
                *words, cwd=tmp_path, HF_ENDPOINT=hub.url, HF_TOKEN=TOKEN, HF_HUB_DISABLE_XET="1"
            )
            assert code == 0, err
        assert out.startswith("published: ")
        assert "README.md" in hub.files("OWNER/NAME", "0.2.0")


@pytest.mark.parametrize("page", ["views.md", "benchmarks.md"])
def test_the_pages_that_it_links_to_exist(page: str) -> None:
    assert f"]({page}" in PAGE.read_text(encoding="utf-8")
    assert (PAGE.parent / page).is_file()
