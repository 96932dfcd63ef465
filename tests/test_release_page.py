"""What docs/releasing.md shows is what can be done."""

import os
import re
import subprocess
import sys
from pathlib import Path

from hookline.releasing.assembling import Order, assembled
from releases import prepare
from test_release import in_git, ready

PAGE = Path(__file__).resolve().parent.parent / "docs" / "releasing.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_the_commands_of_the_page_lead_to_a_release(tmp_path: Path) -> None:
    in_git(tmp_path)
    (tmp_path / "DATASHEET.md").write_text("A sheet.\n", encoding="utf-8")
    (block,) = re.findall(r"^```sh\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    who = {f"GIT_{role}_{key}": "a@example.com" for role in ("AUTHOR", "COMMITTER")
           for key in ("NAME", "EMAIL")}  # fmt: skip
    done = subprocess.run(
        ["bash", "-e", "-c", block],
        cwd=tmp_path,
        env={**os.environ, **who, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].endswith("  small-corpus-0.1.0.zip")
    assert (tmp_path / "dist" / "small-corpus-0.1.0" / "release.json").is_file()


def test_the_page_names_everything_that_is_prepared_and_built(tmp_path: Path) -> None:
    root = in_git(tmp_path / "a")
    written = {path.relative_to(tmp_path / "a").as_posix() for path in prepare(root, "0.4.0").files}
    assert [each for each in written if f"`{each}`" not in TEXT] == []
    assembled(Order(root=ready(tmp_path / "b")), tmp_path / "out")
    tops = {path.name + "/" * path.is_dir() for path in (tmp_path / "out").iterdir()}
    assert [each for each in tops if f"`{each}`" not in TEXT] == []


def test_the_files_that_the_page_links_to_exist() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", TEXT)
    assert [link for link in links if not (PAGE.parent / link).is_file()] == []
