"""Open the exports with the programs that they are for, each in an environment of its own.

    python scripts/check_clients.py                 # every client
    python scripts/check_clients.py convokit --environments DIR

An environment is made where there is none, with the client from the package index; hookline is not
installed in it. What a client reads is compared with the corpus. Exit code 0 where everything is
as expected, 1 where something is not, 3 where an environment cannot be made.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from environments import checked, python_of
from hookline.corpus import Corpus
from hookline.exports import SUFFIXES, exporter

PAGE = Path(__file__).resolve().parent.parent / "docs" / "exports.md"


class Client(NamedTuple):
    """A program that opens an export.

    Attributes:
        installs: what pip is given, one call after the other.
        program: run with the exports' paths; prints one JSON object of figures.
        expected: the figures that the corpus gives.
        formats: what is exported for it; by default the format of its name.
    """

    installs: tuple[tuple[str, ...], ...]
    program: str
    expected: Callable[[Corpus], dict[str, Any]]
    formats: tuple[str, ...] = ()


_CONVOKIT = """
import importlib.metadata, json, os, sys, tempfile
import convokit
corpus = convokit.Corpus(filename=sys.argv[1])
chains = [each.get_utterance_ids() for each in corpus.iter_conversations()]
replies = all(
    [one.reply_to for one in each.get_chronological_utterance_list()]
    == [None, *each.get_utterance_ids()[:-1]]
    for each in corpus.iter_conversations()
)
utterances = list(corpus.iter_utterances())
with tempfile.TemporaryDirectory() as folder:
    corpus.dump("again", base_path=folder)
    again = convokit.Corpus(filename=os.path.join(folder, "again"))
    same = {each.id: (each.text, dict(each.meta)) for each in again.iter_utterances()} == {
        each.id: (each.text, dict(each.meta)) for each in utterances
    }
print(json.dumps({
    "version": importlib.metadata.version("convokit"),
    "conversations": len(chains),
    "utterances": len(utterances),
    "speakers": len(list(corpus.iter_speakers())),
    "scams": sum(each.meta["label"] == "scam" for each in corpus.iter_conversations()),
    "test": sum(each.meta["split"] == "test" for each in corpus.iter_conversations()),
    "fees": sum(each.meta["stage"] == "fee" for each in utterances),
    "cues": sum(len(each.meta["spans"]) for each in utterances),
    "marked": all(
        each.text[span["start"]:span["end"]] == span["text"]
        for each in utterances for span in each.meta["spans"]
    ),
    "a turn replies to the one before": replies,
    "trees": all(each.check_integrity(verbose=False) for each in corpus.iter_conversations()),
    "the same when dumped and opened again": same,
    "canary": corpus.meta["canary"],
}))
"""


def _convokit(corpus: Corpus) -> dict[str, Any]:
    turns = [turn for each in corpus for turn in each.turns]
    return {
        "conversations": len(corpus),
        "utterances": len(turns),
        "speakers": sum(len(each.speakers) for each in corpus),
        "scams": len(corpus.select(label="scam")),
        "test": len(corpus.divided().get("test", ())),
        "fees": sum(turn.stage == "fee" for turn in turns),
        "cues": sum(len(turn.spans) for turn in turns),
        "marked": True,
        "a turn replies to the one before": True,
        "trees": True,
        "the same when dumped and opened again": True,
        "canary": corpus.manifest.canary if corpus.manifest else None,
    }


_CROISSANT = """
import hashlib, importlib.metadata, json, logging, os, sys
import mlcroissant
logging.disable(logging.WARNING)
place = os.path.join(sys.argv[1], "croissant.json")
opened = lambda: mlcroissant.Dataset(place)
told = opened().metadata
def sums(file):
    with open(os.path.join(sys.argv[1], file.content_url), "rb") as stream:
        return hashlib.sha256(stream.read()).hexdigest() == file.sha256
one = opened()
detect = list(one.records("detect"))
turns = list(one.records("turns"))
parts = {}
for part in [each["splits/name"] for each in one.records("splits")]:
    some = list(opened().records("detect", filters={"detect/split": part}))
    assert {each["detect/split"].decode() for each in some} == {part}
    parts[part] = len(some)
texts = sorted(each["detect/text"] for each in detect)
print(json.dumps({
    "version": importlib.metadata.version("mlcroissant"),
    "conforms to": told.ctx.conforms_to.value,
    "errors": sorted(told.ctx.issues.errors),
    "warnings": sorted(each.rpartition("] ")[2] for each in told.ctx.issues.warnings),
    "RAI fields": sum(key.startswith("rai:") for key in told.to_json()),
    "checksums that hold": sum(map(sums, told.file_objects)),
    "detect": len(detect),
    "detect, read a second time": len(list(one.records("detect"))),
    "detect by part": parts,
    "scams": sum(each["detect/label"] == b"scam" for each in detect),
    "texts": hashlib.sha256(b"\\0".join(texts)).hexdigest()[:16],
    "turns": len(turns),
    "fees": sum(each["turns/stage"] == b"fee" for each in turns),
    "cues": sum(len(each["turns/spans"]) for each in turns),
}))
"""


def _croissant(corpus: Corpus) -> dict[str, Any]:
    turns = [turn for each in corpus for turn in each.turns]
    texts = sorted(row["text"].encode() for row in corpus.rows("detect"))
    parts = corpus.divided()
    undated = 'Property "https://schema.org/datePublished" is recommended, but does not exist.'
    return {
        "conforms to": "http://mlcommons.org/croissant/1.1",
        "errors": [],
        "warnings": [undated],  # the corpus states no date
        "RAI fields": 15,
        "checksums that hold": 2 * len(parts),
        "detect": len(corpus),
        "detect, read a second time": len(corpus),
        "detect by part": {part: len(some) for part, some in parts.items()},
        "scams": len(corpus.select(label="scam")),
        "texts": hashlib.sha256(b"\0".join(texts)).hexdigest()[:16],
        "turns": len(turns),
        "fees": sum(turn.stage == "fee" for turn in turns),
        "cues": sum(len(turn.spans) for turn in turns),
    }


_DUCKDB = """
import hashlib, json, pathlib, sys
import duckdb, duckdb_extension_sqlite_scanner
sqlite, parquet, table = sys.argv[1:]
(extension,) = pathlib.Path(duckdb_extension_sqlite_scanner.__file__).parent.rglob("*_extension")
duckdb.sql(f"LOAD '{extension}'")
# the lines of docs/exports.md, where hookline.sqlite and parquet/ are
SHOWN
one = lambda query: duckdb.sql(query).fetchone()[0]
def texts(of):
    found = sorted(text for (text,) in duckdb.sql(f"SELECT text FROM {of}").fetchall())
    return hashlib.sha256("\\0".join(found).encode()).hexdigest()[:16]
names = ("dialogues", "speakers", "turns", "spans", "all_turns", "all_spans", "money")
turns = f"'{parquet}/turns.parquet'"
print(json.dumps({
    "version": duckdb.__version__,
    "sqlite": {name: one(f"SELECT count(*) FROM hookline.{name}") for name in names},
    "sqlite, scams": one("SELECT count(*) FROM hookline.dialogues WHERE label = 'scam'"),
    "sqlite, fees": one("SELECT count(*) FROM hookline.all_turns WHERE stage = 'fee'"),
    "sqlite, texts": texts("hookline.turns"),
    "parquet, dialogues": one(f"SELECT count(*) FROM '{parquet}/dialogues.parquet'"),
    "parquet, turns": one(f"SELECT count(*) FROM {turns}"),
    "parquet, fees": one(f"SELECT count(*) FROM {turns} WHERE stage = 'fee'"),
    "parquet, cues": one(f"SELECT sum(len(spans)) FROM {turns}"),
    "parquet, texts": texts(turns),
    "csv, turns": one(f"SELECT count(*) FROM read_csv('{table}')"),
}))
"""
_DATASETTE = """
import hashlib, importlib.metadata, json, subprocess, sys
def got(path):
    command = [sys.executable, "-m", "datasette", sys.argv[1], "--get", "/hookline" + path]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
def one(query):
    (row,) = got(".json?_shape=arrays&sql=" + query.replace(" ", "+"))["rows"]
    return row[0]
names = ("dialogues", "speakers", "turns", "spans", "all_turns", "all_spans", "money")
told = got(".json")
print(json.dumps({
    "version": importlib.metadata.version("datasette"),
    "sqlite": {name: one(f"select count(*) from {name}") for name in names},
    "sqlite, scams": one("select count(*) from dialogues where label = 'scam'"),
    "sqlite, fees": one("select count(*) from all_turns where stage = 'fee'"),
    "views": sorted(each["name"] for each in told["views"]),
    "a page": len(got("/all_turns.json?_size=50&_shape=array&stage=re-fee")),
}))
"""
_LIBREOFFICE = """
import csv, hashlib, json, pathlib, shutil, subprocess, sys
office = shutil.which("soffice") or sys.exit("no soffice: apt-get install libreoffice-calc")
def texts(path, *more):
    out = pathlib.Path("converted")
    # comma, quote, UTF-8, from the first row, cells as they are
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"
    command = [office, "--headless", *more, "--convert-to", form, "--outdir", out, path]
    subprocess.run(command, check=True, capture_output=True)
    made = out / pathlib.Path(path).with_suffix(".csv").name
    with made.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    found = sorted(row["text"] for row in rows)
    fees = sum(row["stage"] == "fee" for row in rows)
    return [len(rows), fees, hashlib.sha256("\\0".join(found).encode()).hexdigest()[:16]]
said = subprocess.run([office, "--version"], check=True, capture_output=True, text=True).stdout
# every column of the CSV as text, as a person chooses it who wants no number made of a text
as_text = "/".join(f"{number}/2" for number in range(1, 40))
print(json.dumps({
    "version": said.split()[1],
    "xlsx": texts(sys.argv[1]),
    "csv": texts(sys.argv[2], "--infilter=CSV:44,34,76,1," + as_text),
}))
"""


def shown(client: str) -> str:
    """Return the lines of Python that the page of exports shows for a client."""
    blocks = re.findall(
        r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    return "".join(block for block in blocks if block.startswith(f"import {client}\n"))


def _joined(texts: list[str]) -> str:
    return hashlib.sha256("\0".join(sorted(texts)).encode()).hexdigest()[:16]


def _base(corpus: Corpus) -> dict[str, Any]:
    turns = [turn for each in corpus for turn in each.turns]
    spans = sum(len(turn.spans) for turn in turns)
    money = sum((turn.demand, turn.payment, turn.payout).count(None) for turn in turns)
    return {
        "sqlite": {
            "dialogues": len(corpus),
            "speakers": sum(len(each.speakers) for each in corpus),
            "turns": len(turns),
            "spans": spans,
            "all_turns": len(turns),
            "all_spans": spans,
            "money": 3 * len(turns) - money,
        },
        "sqlite, scams": len(corpus.select(label="scam")),
        "sqlite, fees": sum(turn.stage == "fee" for turn in turns),
    }


def _duckdb(corpus: Corpus) -> dict[str, Any]:
    base = _base(corpus)
    turns = [turn for each in corpus for turn in each.turns]
    texts = _joined([turn.text for turn in turns])
    return {
        **base,
        "sqlite, texts": texts,
        "parquet, dialogues": len(corpus),
        "parquet, turns": len(turns),
        "parquet, fees": base["sqlite, fees"],
        "parquet, cues": base["sqlite"]["spans"],
        "parquet, texts": texts,
        "csv, turns": len(turns),
    }


def _datasette(corpus: Corpus) -> dict[str, Any]:
    views = ["all_parts", "all_spans", "all_turns", "layer_stages", "money"]
    return {**_base(corpus), "views": views, "a page": 50}


def _libreoffice(corpus: Corpus) -> dict[str, Any]:
    turns = [turn for each in corpus for turn in each.turns]
    fees = sum(turn.stage == "fee" for turn in turns)
    figures = [len(turns), fees, _joined([turn.text for turn in turns])]
    return {"xlsx": figures, "csv": figures}


CLIENTS = {
    # torch first: convokit draws it in, and its own requirement would take a far larger build
    "convokit": Client((("torch==2.13.0",), ("convokit",)), _CONVOKIT, _convokit),
    "croissant": Client((("mlcroissant", "pyarrow"),), _CROISSANT, _croissant),
    # extensions.duckdb.org is not asked: the package brings the extension, signed by DuckDB
    "duckdb": Client(
        (("duckdb-extension-sqlite-scanner",),),
        _DUCKDB.replace("SHOWN\n", shown("duckdb")),
        _duckdb,
        ("sqlite", "parquet", "csv"),
    ),
    "datasette": Client((("datasette",),), _DATASETTE, _datasette, ("sqlite",)),
    "libreoffice": Client((), _LIBREOFFICE, _libreoffice, ("xlsx", "csv")),
}


def check(name: str, environments: Path, corpus: Corpus) -> bool:
    """Print what a client reads of its export; return whether it is what the corpus holds.

    Raises:
        subprocess.CalledProcessError: pip cannot install the client.
    """
    client = CLIENTS[name]
    python = python_of(environments / name, client.installs)
    with tempfile.TemporaryDirectory() as folder:
        outs = []
        for form in client.formats or (name,):
            outs.append(Path(folder, f"hookline{SUFFIXES[form]}" if form in SUFFIXES else form))
            exporter(form)(corpus, outs[-1])
        begun = time.monotonic()
        done = subprocess.run(  # noqa: S603 - our own program
            [python, "-I", "-c", client.program, *outs],
            capture_output=True,
            text=True,
            check=False,
            cwd=folder,
            env={**os.environ, "HOME": folder},  # convokit writes its settings there
        )
        taken = time.monotonic() - begun
    if done.returncode:
        print(f"{name}: cannot open it\n{done.stderr}")
        return False
    found = json.loads(done.stdout.splitlines()[-1])
    print(f"{name} {found.pop('version')}, {taken:.0f} s")
    expected = client.expected(corpus)
    for key in sorted({*found, *expected}, key=[*expected, *found].index):
        good = found.get(key) == expected.get(key)
        print(f"  {key}: {found.get(key)}" + ("" if good else f", expected {expected.get(key)}"))
    return bool(found == expected)


if __name__ == "__main__":
    sys.exit(checked((__doc__ or "").partition("\n")[0], "client", CLIENTS, check))
