"""Every rule can be explained, in the terminal and on its page."""

from pathlib import Path

import pytest

from hookline.findings import RuleInfo
from hookline.render.rule import bad, good, markdown, text
from hookline.rules import CATALOGUE, FAMILIES
from test_cli import hookline

PAGES = Path(__file__).resolve().parent.parent / "docs" / "rules"


@pytest.mark.parametrize("info", CATALOGUE, ids=lambda info: info.id)
def test_a_rule_shows_what_is_good_and_what_is_bad(info: RuleInfo) -> None:
    assert info.holds.endswith((".", ")"))
    assert good(info.bad) != bad(info.bad)
    shown = "\n".join([*text(info, lambda words, _style: words), *markdown(info)])
    assert shown.count(info.why) == 2
    assert shown.isprintable() or not set(shown) & set("\x00\x07\x1b\u202e\u200b")


def test_every_family_has_a_page_that_says_what_it_is_about() -> None:
    families = {info.id.partition("/")[0] for info in CATALOGUE}
    assert families == set(FAMILIES)
    assert {path.stem for path in PAGES.glob("*.md")} == families | {"README"}


def test_explain_shows_a_rule() -> None:
    code, out, _ = hookline("explain", "money/minor-digits")
    assert code == 0
    assert out.splitlines()[0] == "money/minor-digits  error, level dialogue, may be waived"
    assert "  Amounts have at most the decimal places of their currency." in out
    assert '"amount": 19.905' in out


@pytest.mark.parametrize("typed", ["stage/refee-needs-payment", "stage/refee", "re-fee"])
def test_explain_suggests_the_rule_that_was_meant(typed: str) -> None:
    code, _, err = hookline("explain", typed)
    assert code == 2
    assert "Did you mean stage/re-fee-needs-payment?" in err


def test_explain_without_a_rule_lists_all() -> None:
    assert len(hookline("explain")[1].splitlines()) == len(CATALOGUE)


def test_what_differs_is_marked_and_stands_side_by_side_in_a_wide_terminal() -> None:
    narrow = hookline("explain", "money/minor-digits", COLUMNS="80")[1].splitlines()
    assert any(line.startswith("  good  ≠ ") for line in narrow)
    assert any(line.startswith("  bad   ≠ ") for line in narrow)
    wide = hookline("explain", "money/minor-digits", COLUMNS="110")[1].splitlines()
    (head,) = [line for line in wide if line.startswith("  good")]
    assert head.split() == ["good", "│", "bad"]
    rows = [line for line in wide if " │ " in line]
    assert rows[1].startswith("  ≠ ")
    assert len({line.index(" │ ") for line in rows}) == 1
    assert all(len(line) <= 110 for line in rows)
