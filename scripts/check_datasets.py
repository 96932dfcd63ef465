"""Open the hub export with several versions of `datasets`, each in an environment of its own.

    python scripts/check_datasets.py                 # every version
    python scripts/check_datasets.py 2.21 newest --environments DIR

An environment is made where there is none, from the package index; hookline is not installed in it.
Every configuration and part is loaded, and streamed: label names, numbers of rows and the digest of
all rows must be those of the corpus. Then a text of the corpus is changed, exported into the same
folder and loaded with the same cache: a stale row would give the digest of before. Exit code 0
where everything is as expected, 1 where something is not, 3 where an environment cannot be made.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from environments import checked, python_of
from hookline.corpus import Corpus
from hookline.exports import exporter
from hookline.hf import describe
from hookline.labelling import has_layers
from hookline.views import VIEWS
from hookline.views.columns import Category, Column, ListOf, Record

VERSIONS: dict[str, tuple[str, ...]] = {
    "2.21": ("datasets==2.21.*", "pyarrow==17.*", "huggingface_hub==0.24.*", "numpy<2"),
    "3.6": ("datasets==3.6.*", "pyarrow==20.*", "huggingface_hub==0.32.*"),
    "4.0": ("datasets==4.0.*", "pyarrow==21.*", "huggingface_hub==0.34.*"),
    "newest": ("datasets",),
}
"""What pip is given: each version with the pyarrow and huggingface_hub of its time."""

PROGRAM = """
import hashlib, importlib.metadata, json, sys
import datasets
datasets.disable_progress_bars()
folder, cache = sys.argv[1:]

def labels(feature, name):
    if hasattr(feature, "names"):
        return {name: list(feature.names)}
    if isinstance(feature, dict):
        inner = {key: labels(value, f"{name}.{key}" if name else key)
                 for key, value in feature.items()}
        return {key: value for each in inner.values() for key, value in each.items()}
    if isinstance(feature, list):
        return labels(feature[0], f"{name}[]")
    return labels(feature.feature, f"{name}[]") if hasattr(feature, "feature") else {}

def digest(rows):
    lines = [json.dumps(row, sort_keys=True) for row in rows]
    return [len(lines), hashlib.sha256("\\n".join(lines).encode()).hexdigest()[:16]]

found = {
    "versions": {name: importlib.metadata.version(name)
                 for name in ("datasets", "pyarrow", "huggingface_hub")},
    "configurations": sorted(datasets.get_dataset_config_names(folder)),
}
for name in found["configurations"]:
    loaded = datasets.load_dataset(folder, name, cache_dir=cache)
    streamed = datasets.load_dataset(folder, name, streaming=True)
    (features,) = {json.dumps(labels(part.features, "")): 0 for part in loaded.values()}
    found[name] = {
        "labels": json.loads(features),
        "loaded": {part: digest(rows) for part, rows in loaded.items()},
        "streamed": {part: digest(rows) for part, rows in streamed.items()},
    }
print(json.dumps(found))
"""


def expected(corpus: Corpus) -> dict[str, Any]:
    """Return the figures that the corpus gives."""
    views = [view for view in VIEWS if not view.layered or has_layers(corpus.root)]
    found: dict[str, Any] = {"configurations": sorted(view.name for view in views)}
    parts = corpus.divided()
    for view in views:
        rows = {
            part: _digest(_numbered(row, view.columns) for row in some.rows(view.name))
            for part, some in parts.items()
        }
        found[view.name] = {
            "labels": {
                each.column + ("[]" if each.type.startswith("list") else ""): list(each.values)
                for each in describe(view.name)
                if each.values
            },
            "loaded": rows,
            "streamed": rows,
        }
    return found


def _numbered(row: dict[str, Any], columns: Iterable[Column]) -> dict[str, Any]:
    return {each.name: _number(row[each.name], each.type) for each in columns}


def _number(value: Any, column_type: Any) -> Any:  # noqa: ANN401 - a value of a row
    """Return a value with every category as its number."""
    if value is None:
        return None
    if isinstance(column_type, Category):
        return column_type.names().index(value)
    if isinstance(column_type, ListOf):
        return [_number(each, column_type.item) for each in value]
    if isinstance(column_type, Record):
        return _numbered(value, column_type.fields)
    return value


def _digest(rows: Iterable[dict[str, Any]]) -> list[int | str]:
    lines = [json.dumps(row, sort_keys=True) for row in rows]
    return [len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]]


def changed(corpus: Corpus) -> Corpus:
    """Return the corpus with one character of one text changed; no length and no count differs."""
    first, *others = corpus
    opening, *rest = first.turns
    text = opening.text[:-1] + ("?" if opening.text[-1] != "?" else "!")
    turns = (msgspec.structs.replace(opening, text=text), *rest)
    return corpus.with_dialogues([msgspec.structs.replace(first, turns=turns), *others])


def check(name: str, environments: Path, corpus: Corpus) -> bool:
    """Print what a version of `datasets` loads; return whether it is what the corpus holds.

    Raises:
        subprocess.CalledProcessError: pip cannot install it.
    """
    python = python_of(environments / f"datasets-{name}", [VERSIONS[name]])
    good = True
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "hookline-hub")
        for round_, each in (("as it is", corpus), ("changed, same folder and cache", None)):
            current = each or changed(corpus)
            exporter("hub")(current, folder)
            begun = time.monotonic()
            done = subprocess.run(  # noqa: S603 - our own program
                [python, "-I", "-c", PROGRAM, folder, Path(place, "cache")],
                capture_output=True,
                text=True,
                check=False,
                cwd=place,
                env={**os.environ, "HF_HOME": place, "HF_HUB_OFFLINE": "1"},
            )
            if done.returncode:
                print(f"datasets {name}: cannot open it\n{done.stderr}")
                return False
            found = json.loads(done.stdout.splitlines()[-1])
            versions = ", ".join(f"{key} {value}" for key, value in found.pop("versions").items())
            print(f"{versions}: {round_}, {time.monotonic() - begun:.0f} s", flush=True)
            good &= _compared(found, expected(current))
    return good


def _compared(found: dict[str, Any], wanted: dict[str, Any]) -> bool:
    """Print the figures of each configuration, and what differs; return whether nothing does."""
    for key in sorted({*found, *wanted}):
        got, want = found.get(key), wanted.get(key)
        if key == "configurations" or not isinstance(got, dict) or not isinstance(want, dict):
            print(f"  {key}: {got}" if got == want else f"  {key}: {got}, expected {want}")
            continue
        parts = {
            part: f"{rows} {digest}" + (", streamed the same" if same else "")
            for part, (rows, digest) in got["loaded"].items()
            for same in [got["streamed"].get(part) == [rows, digest]]
        }
        told = "; ".join(f"{part} {words}" for part, words in parts.items())
        print(f"  {key}: {len(got['labels'])} columns of labels; {told}")
        for kind in ("labels", "loaded", "streamed"):
            if got[kind] != want[kind]:
                print(f"    {kind}: {got[kind]}, expected {want[kind]}")
    return found == wanted


if __name__ == "__main__":
    sys.exit(checked((__doc__ or "").partition("\n")[0], "version", VERSIONS, check))
