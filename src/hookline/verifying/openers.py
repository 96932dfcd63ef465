"""Open an export with the public programs that it is for, and count what they find.

Run as a program of its own, `python -m hookline.verifying.openers NAME PATH`, so that a damaged
file that breaks a reader breaks nothing else; it prints one JSON array of what it read. Each entry
is `{"program", "counts"}`, or `{"program", "missing": true}` where the program is not installed.
"""

import csv
import importlib.metadata
import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

Counts = dict[str, int]
"""`dialogues` and `turns`, and dialogues by part as `part train`."""


def _jsonl(path: Path) -> Iterator[tuple[str, Callable[[], Counts]]]:
    def plain() -> Counts:
        with path.open(encoding="utf-8") as lines:
            records = [json.loads(line) for line in lines]
        return {
            "dialogues": len({each["id"] for each in records}),
            "turns": sum(len(each["turns"]) for each in records),
        }

    def ours() -> Counts:
        from hookline.corpus import load  # noqa: PLC0415 - opens late

        corpus = load(path)
        return {"dialogues": len(corpus), "turns": sum(len(each.turns) for each in corpus)}

    yield "json", plain
    yield "hookline", ours


def _csv(path: Path) -> Iterator[tuple[str, Callable[[], Counts]]]:
    def plain() -> Counts:
        csv.field_size_limit(1 << 30)
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream, strict=True))
        return {"dialogues": len({each["id"] for each in rows}), "turns": len(rows)}

    def frame() -> Counts:
        import pandas as pd  # noqa: PLC0415 - opens late

        rows = pd.read_csv(path)
        return {"dialogues": int(rows["id"].nunique()), "turns": len(rows)}

    yield "csv", plain
    yield "pandas", frame


def _xlsx(path: Path) -> Iterator[tuple[str, Callable[[], Counts]]]:
    def book() -> Counts:
        import openpyxl  # noqa: PLC0415 - opens late

        sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
        rows = sheet.iter_rows(values_only=True)
        column = list(next(rows)).index("id")
        ids = [each[column] for each in rows]
        return {"dialogues": len(set(ids)), "turns": len(ids)}

    yield "openpyxl", book


def _sqlite(path: Path) -> Iterator[tuple[str, Callable[[], Counts]]]:
    def base() -> Counts:
        place = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(place, uri=True)) as opened:
            told = [row[0] for row in opened.execute("PRAGMA integrity_check")]
            if told != ["ok"]:
                message = f"integrity_check: {told[0]}"
                raise ValueError(message)
            (dialogues,) = opened.execute("SELECT count(*) FROM dialogues").fetchone()
            (turns,) = opened.execute("SELECT count(*) FROM all_turns").fetchone()
        return {"dialogues": dialogues, "turns": turns}

    yield "sqlite3", base


def _conll(path: Path) -> Iterator[tuple[str, Callable[[], Counts]]]:
    def sentences() -> Counts:
        import conllu  # noqa: PLC0415 - opens late

        with path.open(encoding="utf-8") as stream:
            return {"dialogues": sum(1 for _ in conllu.parse_incr(stream))}

    yield "conllu", sentences


def _parquet(path: Path) -> Iterator[tuple[str, Callable[[], Counts]]]:
    def tables() -> Counts:
        from hookline.arrow import rows_in  # noqa: PLC0415 - opens late

        found = {
            name: sum(rows_in(each) for each in path.glob(f"{name}*.parquet"))
            for name in ("dialogues", "turns")
        }
        if sorted(found) != sorted({each.stem.partition("-")[0] for each in path.iterdir()}):
            message = "there are tables that are neither dialogues nor turns"
            raise ValueError(message)
        return found

    yield "pyarrow", tables


def _hub(path: Path) -> Iterator[tuple[str, Callable[[], Counts]]]:
    def views() -> Counts:
        from hookline.hf.counting import counted  # noqa: PLC0415 - opens late

        found = counted(path)
        parts = {f"part {part}": count for part, count in found["dialogues"].items()}
        for name in ("detect", "stage", "ids"):
            if found[name] != found["dialogues"]:
                message = f"the parts of {name} are not those of dialogues"
                raise ValueError(message)
        totals = {name: sum(found[name].values()) for name in ("dialogues", "turns")}
        return totals | parts

    yield "datasets", views


def _chat(path: Path) -> Iterator[tuple[str, Callable[[], Counts]]]:
    def messages(task: str) -> Counts:
        from hookline.hf.counting import counted_lines  # noqa: PLC0415 - opens late

        parts = counted_lines(path / task)
        return {
            "dialogues": sum(parts.values()),
            **{f"part {part}": count for part, count in parts.items()},
        }

    for task in sorted(each.name for each in path.iterdir()):
        yield "datasets", partial(messages, task)


def _convokit(path: Path) -> Iterator[tuple[str, Callable[[], Counts]]]:
    def documented() -> Counts:
        told = json.loads((path / "conversations.json").read_bytes())
        for name in ("corpus.json", "index.json", "speakers.json"):
            json.loads((path / name).read_bytes())
        with (path / "utterances.jsonl").open(encoding="utf-8") as lines:
            utterances = [json.loads(line) for line in lines]
        if {each["conversation_id"] for each in utterances} != told.keys():
            message = "utterances and conversations do not belong together"
            raise ValueError(message)
        return {"dialogues": len(told), "turns": len(utterances)}

    def program() -> Counts:
        index = json.loads((path / "index.json").read_bytes())
        kinds = [
            kind for each in index.values() if isinstance(each, dict) for kind in each.values()
        ]
        if index.get("vectors") or any("bin" in kind for kind in kinds) or any(path.rglob("*.p")):
            message = "it holds pickled data, which may run any program when it is opened"
            raise ValueError(message)
        import convokit  # noqa: PLC0415 - opens late

        corpus = convokit.Corpus(filename=str(path))
        return {
            "dialogues": len(list(corpus.iter_conversations())),
            "turns": len(list(corpus.iter_utterances())),
        }

    yield "json", documented
    yield "convokit", program


def _croissant(path: Path) -> Iterator[tuple[str, Callable[[], Counts]]]:
    def program() -> Counts:
        import mlcroissant  # noqa: PLC0415 - opens late

        described = mlcroissant.Dataset(str(path / "croissant.json"))
        return {
            "dialogues": sum(1 for _ in described.records("detect")),
            "turns": sum(1 for _ in described.records("turns")),
        }

    yield "mlcroissant", program


OPENERS: dict[str, Callable[[Path], Iterator[tuple[str, Callable[[], Counts]]]]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "parquet": _parquet,
    "hub": _hub,
    "sqlite": _sqlite,
    "conll": _conll,
    "chat": _chat,
    "xlsx": _xlsx,
    "convokit": _convokit,
    "croissant": _croissant,
}


def opened(name: str, path: Path) -> Iterator[dict[str, Any]]:
    """Yield what each program reads of an export, or why it cannot."""
    for program, count in OPENERS[name](path):
        entry: dict[str, Any] = {"program": _named(program)}
        try:
            entry["counts"] = count()
        except ModuleNotFoundError as error:
            if error.name != program:
                raise
            entry["missing"] = True
        except Exception as error:  # noqa: BLE001 - a damaged file may break its reader in any way
            entry["problem"] = f"{type(error).__name__}: {error}"[:300]
        yield entry


def _named(program: str) -> str:
    try:
        return f"{program} {importlib.metadata.version(program)}"
    except importlib.metadata.PackageNotFoundError:
        return program


if __name__ == "__main__":
    print(json.dumps(list(opened(sys.argv[1], Path(sys.argv[2])))))  # noqa: T201
