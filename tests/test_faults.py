"""Every seeded fault is found, with at least the level that its owner gives it.

Those that the documents allow or leave to the audit are not found, and say why.
"""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from hookline import validate
from hookline.findings import Report, Severity
from seeded import BLIND, FORM, ON_PURPOSE, SIGHTED, Fault, healthy_copy

SEVERITIES = tuple(Severity)
Found = Counter[tuple[str, Severity]]
TO_FIND = tuple(fault for fault in BLIND if fault.name not in ON_PURPOSE)
LET_BE = tuple(fault for fault in BLIND if fault.name in ON_PURPOSE)


def cases(*faults: Fault) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("fault", faults, ids=lambda fault: fault.name)


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return healthy_copy(tmp_path_factory.mktemp("healthy") / "corpus")


@pytest.fixture(scope="module")
def before(healthy: Path) -> Found:
    return found(validate(healthy))


def found(report: Report) -> Found:
    return Counter((each.rule, each.severity) for each in report.findings)


def told(fault: Fault, healthy: Path, before: Found, root: Path) -> Found:
    """Return what is found of a fault; the form counts only where the fault is one of form."""
    fault.apply(shutil.copytree(healthy, root))
    new = found(validate(root)) - before
    return Counter(key for key in new if key[0] != "file/canonical" or fault.name in FORM)


def is_told(new: Found, fault: Fault) -> bool:
    least = SEVERITIES.index(Severity(fault.level))
    return any(SEVERITIES.index(severity) <= least for _, severity in new)


@pytest.mark.parametrize("faults", [SIGHTED, BLIND], ids=["sighted", "blind"])
def test_names_of_faults_are_unique_in_their_list(faults: tuple[Fault, ...]) -> None:
    assert len({fault.name for fault in faults}) == len(faults)


def test_what_is_let_be_on_purpose_is_listed() -> None:
    assert sorted(fault.name for fault in LET_BE) == sorted(ON_PURPOSE)


@cases(*SIGHTED)
def test_a_fault_of_the_author_of_the_rules_is_found(
    fault: Fault, healthy: Path, before: Found, tmp_path: Path
) -> None:
    new = told(fault, healthy, before, tmp_path / "corpus")
    assert is_told(new, fault), new


@cases(*TO_FIND)
def test_a_fault_listed_without_sight_of_the_rules_is_found(
    fault: Fault, healthy: Path, before: Found, tmp_path: Path
) -> None:
    new = told(fault, healthy, before, tmp_path / "corpus")
    assert is_told(new, fault), new


@cases(*LET_BE)
def test_what_is_let_be_on_purpose_is_not_found(
    fault: Fault, healthy: Path, before: Found, tmp_path: Path
) -> None:
    assert told(fault, healthy, before, tmp_path / "corpus") == Counter()
