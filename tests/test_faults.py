"""Every seeded fault is found, with at least the level that its owner gives it."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from faults import FAULTS, FORM, Fault, healthy_copy
from hookline import validate
from hookline.findings import Report, Severity

SEVERITIES = tuple(Severity)
Found = Counter[tuple[str, Severity]]


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return healthy_copy(tmp_path_factory.mktemp("healthy") / "corpus")


@pytest.fixture(scope="module")
def before(healthy: Path) -> Found:
    return found(validate(healthy))


def found(report: Report) -> Found:
    return Counter((each.rule, each.severity) for each in report.findings)


def test_names_of_faults_are_unique() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_seeded_fault_is_found(
    fault: Fault, healthy: Path, before: Found, tmp_path: Path
) -> None:
    root = shutil.copytree(healthy, tmp_path / "corpus")
    fault.apply(root)
    new = found(validate(root)) - before
    least = SEVERITIES.index(Severity(fault.level))
    told = [key for key in new if key[0] != "file/canonical" or fault.name in FORM]
    assert any(SEVERITIES.index(severity) <= least for _, severity in told), new
