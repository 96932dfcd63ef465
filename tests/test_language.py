"""Every sentence exists in Chinese: same names in braces, nothing missing, nothing left over."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import hookline.language as language_module
from builders import a_corpus
from hookline import validate
from hookline.columns import describe
from hookline.examples import TREE
from hookline.findings import Level
from hookline.language import Phrase, chinese, filled, preferred, said
from hookline.positions import scan
from hookline.rules import CATALOGUE
from hookline.views import VIEWS
from test_rules import RELEASED, a_broken_tree
from test_validation import BAD_FILES

SOURCE = Path(language_module.__file__).parent
CATALOGUED = {
    words for info in CATALOGUE for words in (info.holds, info.message, info.why, info.hint)
}

PRINTERS = ("echo", "_say", "print", "Text", "add_column", "add_task", "progress_bar", "UsageError")
NO_SENTENCES = {
    "__init__.py: hookline: …",
    "__init__.py: hookline.cli.…",
    "build.py: hookline: …",
    "dialogue.py: bold …",
    "github.py: hookline …",
    "page.py: default-src 'none'; style-src 'sha256-…'; base-uri 'none'; form-action 'none'",
    "labels.py: ….json",
    "release.py: hookline: …",
    "rule.py: To mend it: …",  # of the pages in docs/, which are in English
    "rule.py: …, level …, since …. …",
    "settle.py: ….json",
    "sheet.py: sha256 …",
    "speech.py: click.…",
    "validate.py: hookline.render.…",
}
"""F-strings with words that are names or markup; a sentence belongs into the catalogue."""


def literals() -> set[str]:
    """Return every text in the code, docstrings aside."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def spoken_literals() -> set[str]:
    """Return the texts that are handed straight to what translates."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[1] if name == "_BrokenError" else node.args[0]
            known = ("Phrase", "said", "filled", "told", "misuse", "_BrokenError")
            if name in known and isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.add(first.value)
    return found


def written_out(path: Path) -> Iterator[str]:
    """Yield the f-strings of a module that hold a word, and words that are printed as they are."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            parts = (getattr(each, "value", "") for each in node.values)
            text = "".join(each if isinstance(each, str) else "…" for each in parts)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            text = str(node.args[0].value) if name in PRINTERS else ""
        else:
            continue
        if re.search("[A-Za-z]{3,}", text) and "<" not in text:
            yield text


def names(template: str) -> list[str]:
    return sorted(set(re.findall(r"(?<!\{)\{([a-z_]+)", template)))


def test_every_sentence_of_a_rule_exists_in_chinese() -> None:
    assert sorted(CATALOGUED - chinese().keys()) == []


def test_every_phrase_in_the_code_exists_in_chinese() -> None:
    assert sorted(spoken_literals() - chinese().keys()) == []


def test_no_sentence_of_a_command_or_a_table_goes_past_the_catalogue() -> None:
    shown = [*SOURCE.glob("cli/*.py"), *SOURCE.glob("render/*.py")]
    found = {f"{path.name}: {each}" for path in shown for each in written_out(path)}
    assert sorted(found - NO_SENTENCES) == []


def test_nothing_is_translated_that_is_said_nowhere() -> None:
    outside = {"permission denied", "is a directory", "no such file or directory",
               "file name too long", "too many levels of symbolic links", "embedded null byte",
               "not a directory", "input/output error", "no space left on device",
               "read-only file system", "file exists"}  # fmt: skip
    columns = {each.meaning for of in VIEWS for each in describe(of.name)}
    assert sorted(chinese().keys() - CATALOGUED - literals() - columns - outside) == []


@pytest.mark.parametrize("english", sorted(chinese()))
def test_a_translation_has_the_names_of_its_sentence(english: str) -> None:
    assert names(chinese()[english]) == names(english)


@pytest.mark.parametrize("info", CATALOGUE, ids=lambda info: info.id)
def test_a_finding_speaks_chinese_throughout(
    info: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missed: list[str] = []

    def noting(english: str, language: str = "en") -> str:
        if language == "zh" and english not in chinese():
            missed.append(english)
        return said(english, language)  # type: ignore[arg-type]

    monkeypatch.setattr(language_module, "said", noting)
    place = a_broken_tree(tmp_path, info)  # type: ignore[arg-type]
    base = None
    if info.level is Level.CHANGE:  # type: ignore[attr-defined]
        extra = info.bad.base  # type: ignore[attr-defined]
        base = a_corpus(tmp_path / "base", *(TREE[each] for each in RELEASED), *extra)
    report = validate(place, language="zh", base=base)
    assert missed == []
    assert report.language == "zh"
    assert all(re.search("[一-鿿]", each.message) for each in report.findings)
    assert all(re.search("[一-鿿]", each.hint) for each in report.findings)


@pytest.mark.parametrize("data", [one[1] for one in BAD_FILES], ids=[one[0] for one in BAD_FILES])
def test_a_bad_file_is_told_in_chinese(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(data)
    messages = [each.message for each in validate(path, language="zh").findings]
    assert messages
    assert all(re.search("[一-鿿]", message) for message in messages)


def test_a_phrase_within_a_phrase_is_translated_too() -> None:
    seen = scan('{"a"，1}').problem
    assert seen is not None
    assert str(seen.message) == (
        "a colon is expected, but the full-width character ， (JSON needs ,) stands here"
    )
    assert filled(seen.message.template, seen.message.values, "zh") == (
        "这里应是冒号，却是全角字符 ，（JSON 要用 ,）"
    )


def test_what_has_no_translation_stays_english() -> None:
    assert said("nobody says this", "zh") == "nobody says this"
    assert str(Phrase("{one} or {other}", {"one": Phrase("null"), "other": 1})) == "null or 1"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "zh_TW"}, "zh"),
        ({"LC_ALL": "", "LANG": "ZH"}, "zh"),
    ],
)
def test_the_language_follows_the_locale(environment: dict[str, str], expected: str) -> None:
    assert preferred(environment) == expected
