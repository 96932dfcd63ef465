"""Several processes find what one finds, in the same order."""

import json
from pathlib import Path

import pytest

from builders import a_corpus, a_record, a_translation, a_twin, write
from hookline import validate
from hookline.examples import LAYER


def many_lines() -> str:
    lines = []
    for number in range(450):
        edits = [("/id", f"script-{number}/en-scam")]
        if number % 50 == 7:
            edits.append(("/title", 7))  # type: ignore[arg-type]
        if number % 60 == 9:
            edits.append(("/turns/1/spans/0/end", 99))  # type: ignore[arg-type]
        if number == 440:
            edits = [("/id", "script-3/en-scam")]
        lines.append(json.dumps(a_record(*edits)))
    return "\n".join([*lines, "{", ""])


@pytest.mark.parametrize("jobs", [2, 3])
def test_lines_are_judged_alike_by_several_processes(jobs: int, tmp_path: Path) -> None:
    path = write(tmp_path / "many.jsonl", many_lines())
    alone = validate(path)
    assert len(alone.findings) == 9 + 8 + 1 + 1
    assert validate(path, jobs=jobs) == alone


def test_a_corpus_is_judged_alike_by_several_processes(tmp_path: Path) -> None:
    bad = a_translation(("/turns/4/stage", "threat"), ("/provenance/sources/0", "nothing"))
    listed = ("/annotation/layers", ["m1"])
    root = a_corpus(tmp_path, a_record(listed), bad, a_twin(("/contrast_of", "a/b")), LAYER)
    alone = validate(root)
    assert len(alone.findings) == 3
    assert validate(root, jobs=2, language="zh").count is not None
    assert validate(root, jobs=2) == alone


def test_waivers_cross_from_one_process_to_another(tmp_path: Path) -> None:
    waiver = {
        "rule": "money/implausible",
        "pointer": "/turns/4/demand/amount",
        "reason": "The amount is printed in the bulletin itself.",
        "by": "maintainer",
        "date": "2026-11-23",
    }
    root = a_corpus(tmp_path, a_record(("/waivers", [waiver])))
    alone = validate(root)
    assert [each.rule for each in alone.findings] == ["waiver/unused"]
    assert validate(root, jobs=2) == alone


def test_lines_take_no_more_memory_than_the_longest(tmp_path: Path) -> None:
    import tracemalloc  # noqa: PLC0415 - only here

    line = json.dumps(a_record())
    path = write(tmp_path / "many.jsonl", "\n".join([line] * 4000))
    validate(write(tmp_path / "one.jsonl", line))
    tracemalloc.start()
    validate(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < path.stat().st_size
