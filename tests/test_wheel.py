"""The wheel carries corpus and schema: it works in an empty folder with the network off."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import hookline

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = """
import socket, sys

def refuse(*_arguments):
    raise OSError("the network is off")

socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
import hookline
from hookline.cli import run

assert hookline.__file__.startswith(sys.argv[1]), hookline.__file__
print(len(hookline.load()), hookline.validate().ok)
print(hookline.load_dataset("turns")["train"].features["stage"].names)
print(len(hookline.load().to_pandas("turns")))
for command in (["validate"], ["stats"], ["show", "friend-money-by-tonight/en-scam"],
                ["build", "--out", "out"]):
    print(command[0], run(command), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation"]
    subprocess.run(
        [*command, "--quiet", "--wheel-dir", str(folder), str(ROOT)], check=True, timeout=300
    )
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_holds_corpus_and_schemas(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    prefix = "hookline/bundled"
    assert f"{prefix}/corpus/manifest.json" in names
    assert f"{prefix}/schema/taxonomy.json" in names
    assert f"{prefix}/corpus/dialogues/friend-money-by-tonight/zh-scam.json" in names
    assert "hookline/py.typed" in names


def test_the_wheel_works_outside_the_checkout_with_the_network_off(
    wheel: Path, tmp_path: Path
) -> None:
    site, empty = tmp_path / "site", tmp_path / "empty"
    empty.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(site)],
        cwd=empty,
        env={**os.environ, "PYTHONPATH": str(site), "HF_HOME": str(empty / "hf")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    corpus = hookline.load()
    turns = sum(len(dialogue.turns) for dialogue in corpus)
    names = "['none', 'lure', 'fee', 're-fee', 'threat']"
    assert done.stdout.startswith(f"{len(corpus)} True\n{names}\n{turns}\n")
    ends = [line for line in done.stderr.splitlines() if not line.startswith("corpus:")]
    assert ends == ["validate 0", "stats 0", "show 0", "build 0"]
    assert (empty / "out" / "hub" / "README.md").is_file()
