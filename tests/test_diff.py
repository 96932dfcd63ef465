"""`hookline diff`: exit codes, git, the four formats, each under attack."""

import json
import os
import re
import subprocess
from pathlib import Path

import cmarkgfm  # type: ignore[import-untyped]
import pytest
from cmarkgfm.cmark import Options  # type: ignore[import-untyped]

from builders import a_corpus, a_record, a_translation, a_twin, write
from hookline.examples import SCRIPT
from hookline.render.safe import flat
from test_changes import released
from test_cli import hookline
from test_render_formats import ATTACK, HIDDEN, Page

SCAM_ID = f"{SCRIPT}/en-scam"
FORBIDDEN = (
    "  change/text-noted  the text of phone-deposit/en-scam differs from release 0.1.0, "
    "and no note in changes.json says why"
)
SCHEMA_ADMITS = "".join(each for each in ATTACK if each not in "\x00\ud800")
SHOWN = flat(SCHEMA_ADMITS)


def two(folder: Path, text: str = "You said the post was free.") -> tuple[Path, Path]:
    """Write a released corpus, and what became of it: one text changed, a dialogue added."""
    changed = a_record(("/turns/5/text", text))
    return released(folder / "a"), released(folder / "b", changed, a_twin(("/title", text)))


def under_attack(folder: Path) -> tuple[Path, Path]:
    """Write two corpora, the later of which attacks whoever shows its text, titles and personas."""
    short = SCHEMA_ADMITS[:100]
    attack = a_record(
        ("/title", short),
        ("/speakers/1/persona", short),
        ("/turns/5/text", SCHEMA_ADMITS),
    )
    after = a_corpus(folder / "b", attack, a_twin(("/title", short)))
    return a_corpus(folder / "a", a_record()), after


def git(folder: Path, *arguments: str) -> None:
    names = {f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER")
             for what in ("NAME", "EMAIL")}  # fmt: skip
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True,
                   env={**os.environ, **names})  # fmt: skip


def test_a_corpus_and_itself_are_the_same_and_exit_0(tmp_path: Path) -> None:
    root = released(tmp_path)
    code, out, err = hookline("diff", root, root)
    assert (code, err) == (0, "")
    assert "Forbidden changes\n  none\n" in out
    assert out.endswith("\n✓ no difference\n")


def test_corpora_that_differ_exit_1_and_tell_what_it_comes_to(tmp_path: Path) -> None:
    before, after = two(tmp_path)
    code, out, _ = hookline("diff", before, after)
    assert code == 1
    assert out.splitlines() == [
        "Added",
        "  phone-deposit/en-benign  benign en  You said the post was free.",
        "",
        "Changed",
        "  phone-deposit/en-scam  text",
        "    turn 5 A  You said {+the +}post was free.",
        "",
        "Compared",
        f"  before  {before}  0.1.0",
        f"  after  {after}  0.1.0",
        "",
        "Counts",
        "  dialogues: 1 → 2 (+1)",
        "  scripts: 1",
        "  turns: 6 → 12 (+6)",
        "  characters: 141 → 280 (+139)",
        "  translations: 0",
        "  label benign: 0 → 1 (+1)",
        "  language en: 1 → 2 (+1)",
        "  response comply: 1 → 3 (+2)",
        "  response none: 1 → 2 (+1)",
        "  cue too_good: 1 → 2 (+1)",
        "  ending settled: 0 → 1 (+1)",
        "",
        "Forbidden changes",
        FORBIDDEN,
        "",
        "Version",
        "  at least 0.2.0 after 0.1.0; the second has 0.1.0, which is too low",
        "    major  text or labels changed inside a split: 1",
        "    minor  dialogues added: 1",
        "    before 1.0 a minor version says what a major one says later",
        "",
        "✗ 1 added, 0 gone, 1 changed; forbidden changes: 1",
    ]


@pytest.mark.parametrize("arguments", [(), ("a",), ("a", "b", "--format", "xml")])
def test_wrong_usage_exits_2(arguments: tuple[str, ...]) -> None:
    assert hookline("diff", *arguments)[0] == 2


def test_what_is_not_there_exits_3(tmp_path: Path) -> None:
    root = released(tmp_path)
    code, out, err = hookline("diff", root, "nowhere", cwd=tmp_path)
    assert (code, out) == (3, "")
    assert err == "hookline: there is no file, folder or revision nowhere\n"


def test_what_is_not_valid_is_not_compared_and_exits_3(tmp_path: Path) -> None:
    root = released(tmp_path / "a")
    bad = write(tmp_path / "bad.json", a_record(("/turns/1/stage", "refee")))
    code, _, err = hookline("diff", root, bad)
    assert code == 3
    words = "is not valid, and is not compared; hookline validate says why"
    assert err == f"hookline: {bad} {words}\n"


def test_an_export_as_jsonl_is_compared_with_its_corpus(tmp_path: Path) -> None:
    root = released(tmp_path / "a", a_translation())
    export = tmp_path / "a.jsonl"
    hookline("export", "jsonl", export, "--corpus", root)
    code, out, _ = hookline("diff", root, export)
    assert code == 0
    assert out.count("  unknown: one of the two is no corpus folder, ") == 2


def test_revisions_in_git_are_compared_without_a_checkout(tmp_path: Path) -> None:
    root = released(tmp_path)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    write(root / "dialogues" / f"{SCAM_ID}.json", a_record(("/title", "Another")))
    change = "title: [-A phone on a marketplace-] → {+Another+}"
    for name in ("git:HEAD", "HEAD"):
        code, out, _ = hookline("diff", name, "corpus", cwd=tmp_path)
        assert code == 1
        assert change in out
    git(tmp_path, "commit", "-qam", "second")
    code, out, _ = hookline("diff", "HEAD~1", "git:HEAD", cwd=root / "dialogues")
    assert code == 1
    assert change in out
    assert hookline("diff", "HEAD", "corpus", cwd=tmp_path)[0] == 0


@pytest.mark.parametrize("name", ["git:--output=owned", "git:", "git:nothing", "git:HEAD:corpus"])
def test_what_is_no_revision_is_refused(name: str, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    code, _, err = hookline("diff", name, name, cwd=tmp_path)
    assert code == 3
    assert err == f"hookline: git knows no revision {name[4:]} here\n"
    assert not (tmp_path / "owned").exists()


def test_a_revision_without_a_corpus_is_told(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "first")
    code, _, err = hookline("diff", "HEAD", "HEAD", cwd=tmp_path)
    assert (code, err) == (3, "hookline: there is no corpus in the revision HEAD\n")


def test_a_link_in_a_revision_is_not_followed(tmp_path: Path) -> None:
    root = released(tmp_path / "it")
    secret = write(tmp_path / "secret.json", a_twin())
    (root / "dialogues" / SCRIPT / "en-benign.json").symlink_to(secret)
    git(tmp_path / "it", "init", "-q")
    git(tmp_path / "it", "add", ".")
    git(tmp_path / "it", "commit", "-qm", "first")
    out = hookline("diff", "HEAD", "HEAD", cwd=tmp_path / "it")[1]
    assert "  dialogues: 1\n" in out


def test_the_terminal_shows_an_attack_as_text(tmp_path: Path) -> None:
    out = hookline("diff", *under_attack(tmp_path))[1]
    assert not HIDDEN.search(out)
    assert "\n::" not in out
    assert "‹U+001B›[31m ‹U+202E› ‹U+000A›::error::" in out


def test_json_escapes_what_hides_and_gives_back_the_text(tmp_path: Path) -> None:
    out = hookline("diff", "--format", "json", *under_attack(tmp_path))[1]
    assert not HIDDEN.search(out)
    found = json.loads(out)
    words = found["changed"][0]["turns"][0]["words"]
    assert "".join(each["text"] for each in words if each["what"] != "old") == SCHEMA_ADMITS
    assert found["same"] is False
    assert found["forbidden"] == []
    assert found["bump"]["reasons"][0] == {
        "weight": "minor",
        "count": 1,
        "message": "dialogues added: 1",
    }


def test_markdown_shows_an_attack_as_text_that_nobody_is_mentioned_in(tmp_path: Path) -> None:
    out = hookline("diff", "--format", "markdown", *under_attack(tmp_path))[1]
    assert not HIDDEN.search(out)
    page = cmarkgfm.github_flavored_markdown_to_html(out, options=Options.CMARK_OPT_UNSAFE)
    tags = set(re.findall(r"<([a-z0-9]+)", page))
    assert tags <= {"p", "strong", "ul", "li", "code", "del", "ins", "span", "br"}
    prose = re.sub(r"<[^>]*>", "", page)
    assert not re.search(r"[@#][a-z0-9]|GH-[0-9]|www\.|https?://[a-z]|deadbeef1", prose)
    assert "<ins>" in page


def test_html_loads_nothing_and_shows_an_attack_as_text(tmp_path: Path) -> None:
    out = hookline("diff", "--format", "html", *under_attack(tmp_path))[1]
    page = Page(out)
    assert not {"script", "img", "a", "iframe", "link", "object", "form", "base"} & page.tags
    assert {name for name, _ in page.attributes} == {
        "charset", "class", "content", "dir", "http-equiv", "lang", "name",
    }  # fmt: skip
    policy = dict(page.attributes)["content"]
    assert "default-src 'none'" in out
    assert policy
    assert not HIDDEN.search(out)
    assert "‹U+001B›[31m" in page.prose


def test_markdown_of_a_flood_fits_a_comment(tmp_path: Path) -> None:
    text = "word " * 1_900
    edits = [(f"/turns/{number}/text", f"{number} {text}") for number in range(6)]
    records = [a_record(*edits), a_twin(*edits)]
    before = a_corpus(tmp_path / "a", a_record(), a_twin())
    out = hookline("diff", "--format", "markdown", before, a_corpus(tmp_path / "b", *records))[1]
    assert len(out) < 65_536
    assert re.search(r"^[0-9]+ more lines are left out$", out, re.MULTILINE)


def test_a_difference_is_told_in_chinese(tmp_path: Path) -> None:
    before = released(tmp_path / "a", a_translation())
    changed = a_translation(("/turns/2/text", "先付80，我帮你留着。"))
    out = hookline("diff", before, released(tmp_path / "b", changed), LC_ALL="zh_CN.UTF-8")[1]
    assert "    第 2 轮 B  先付[-50-]{+80+}，我[-给-]{+帮+}你留着。\n" in out
    assert "不允许的改动\n  无\n" in out
    assert out.endswith("\n✗ 新增 0 段，减少 0 段，改动 1 段；不允许的改动：0 处\n")
