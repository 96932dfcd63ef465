"""The walk of CONTRIBUTING works as it stands; jobs on pull requests cannot be turned on us."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
GUIDES = ("CONTRIBUTING.md", "CONTRIBUTING.zh.md")
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TRUSTED = ("actions/checkout", "actions/setup-python", "actions/upload-artifact",
           "actions/download-artifact", "actions/github-script", "./base")  # fmt: skip
WRITTEN = {
    "(Here the scammer opens the talk.)": "Hi, it is still for sale, as new.",
    "(Here the honest side opens it.)": "Hi, yes, I still have it, as new.",
}


def walk(guide: str) -> list[str]:
    """Return the commands of a guide's walk."""
    block = re.search(r"```sh\n(.*?)```", (ROOT / guide).read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    return [line for line in block[1].splitlines() if not line.startswith("#")]


@pytest.mark.parametrize("guide", GUIDES)
def test_the_ten_minute_walk_works_as_it_stands(guide: str, tmp_path: Path) -> None:
    for folder in ("corpus", "schema"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shown = ""
    for command in walk(guide):
        program, *arguments = command.split()
        assert program == "hookline"
        done = subprocess.run(
            [sys.executable, "-m", "hookline", *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        shown = done.stdout
        if arguments[0] == "new":
            write_the_texts(tmp_path / "corpus" / "dialogues" / arguments[1])
        if arguments[0] == "validate":
            assert "0 errors, 0 warnings" in done.stdout
    assert "as new" in shown


def write_the_texts(bundle: Path) -> None:
    """Do what the walk leaves to people: write in an editor, and mark a cue by its text alone."""
    for path in bundle.glob("*.json"):
        record = json.loads(path.read_text(encoding="utf-8"))
        turn = record["turns"][0]
        turn["text"] = WRITTEN[turn["text"]]
        turn["spans"] = [{"cue": "too_good", "text": "as new"}]
        path.write_text(json.dumps(record, indent=4), encoding="utf-8")


def test_both_guides_tell_the_same_walk_in_one_screen() -> None:
    commands = [walk(guide) for guide in GUIDES]
    assert commands[0] == commands[1]
    for guide in GUIDES:
        lines = (ROOT / guide).read_text(encoding="utf-8").splitlines()
        assert len(lines) <= 50
        assert all(len(line) <= 100 for line in lines)


@pytest.mark.parametrize("guide", GUIDES)
def test_the_guides_lead_somewhere(guide: str) -> None:
    text = (ROOT / guide).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#]+)", text)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
    for word in ("Developer Certificate of Origin" if guide == GUIDES[0] else "DCO",
                 "withdrawn.json", "CC BY 4.0"):  # fmt: skip
        assert word in text


def loaded(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def steps() -> list[dict[str, Any]]:
    found = list(loaded(ROOT / "action.yml")["runs"]["steps"])
    for path in WORKFLOWS:
        for job in loaded(path)["jobs"].values():
            found += job["steps"]
    return found


def test_the_job_that_reads_a_pull_request_can_write_nothing() -> None:
    workflow = loaded(ROOT / ".github" / "workflows" / "validate.yml")
    assert workflow["permissions"] == {"contents": "read"}
    assert all("permissions" not in job for job in workflow["jobs"].values())
    assert "pull_request_target" not in json.dumps({str(key): 1 for key in workflow[True]})
    checkouts = [
        step for step in steps() if str(step.get("uses", "")).startswith("actions/checkout")
    ]
    assert len(checkouts) == 2
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)
    (judged,) = [step for step in steps() if step.get("uses") == "./base"]
    assert judged["with"]["hookline"] == "./base"


def test_the_job_that_comments_takes_no_code_of_the_pull_request() -> None:
    workflow = loaded(ROOT / ".github" / "workflows" / "comment.yml")
    assert workflow["permissions"] == {}
    (job,) = workflow["jobs"].values()
    assert job["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert not any("run" in step or "checkout" in step["uses"] for step in job["steps"])


def test_no_text_of_strangers_is_pasted_into_a_script() -> None:
    for step in steps():
        assert "${{" not in step.get("run", "")
        assert "${{" not in str(step.get("with", {}).get("script", ""))
        uses = step.get("uses", "./base")
        assert uses.partition("@")[0] in TRUSTED


def test_the_hooks_call_commands_that_there_are() -> None:
    from hookline.cli import COMMANDS  # noqa: PLC0415 - only here

    hooks = loaded(ROOT / ".pre-commit-hooks.yaml")
    assert {hook["id"] for hook in hooks} == {"hookline-fmt", "hookline-validate"}
    for hook in hooks:
        program, command = hook["entry"].split()
        assert (program, command in COMMANDS) == ("hookline", True)
        assert re.match(hook["files"], "corpus/dialogues/a/zh-scam.json")
        assert not re.match(hook["files"], "schema/taxonomy.json")


@pytest.mark.parametrize(
    ("kind", "paths"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.github-actions", [ROOT / "action.yml"]),
    ],
)
def test_github_takes_what_is_written_for_it(kind: str, paths: list[Path]) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", kind, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", ["dialogue.yml", "takedown.yml"])
def test_a_form_has_what_github_asks_of_it(name: str) -> None:
    form = loaded(ROOT / ".github" / "ISSUE_TEMPLATE" / name)
    assert {"name", "description", "body"} <= form.keys()
    ids = [part["id"] for part in form["body"] if part["type"] != "markdown"]
    assert len(ids) == len(set(ids)) > 0
    for part in form["body"]:
        assert part["type"] in {"markdown", "dropdown", "input", "textarea", "checkboxes"}
        if part["type"] == "dropdown":
            assert len(part["attributes"]["options"]) > 1
        if part["type"] != "markdown":
            assert re.search("[一-鿿]", part["attributes"]["label"])


def test_a_report_that_is_too_long_for_a_comment_is_cut_and_posted(tmp_path: Path) -> None:
    script = loaded(ROOT / ".github" / "workflows" / "comment.yml")["jobs"]["comment"]["steps"][1]
    if not (node := shutil.which("node")):
        pytest.skip("there is no node")
    report = tmp_path / "report"
    report.mkdir()
    (report / "number").write_text("7\n")
    (report / "report.md").write_text("好 line\n" * 60_000)
    stubs = """
        const context = {repo: {owner: "o", repo: "r"}};
        const core = {notice: console.log};
        const issues = {createComment: (asked) => console.log(JSON.stringify(asked))};
        const pulls = {get: async () => ({data: {head: {sha: "x"}}})};
        const github = {rest: {issues, pulls}, paginate: async () => []};
    """
    code = f"{stubs}(async () => {{{script['with']['script']}}})();"

    def printed() -> str:
        command, environment = [node, "-e", code], {"HEAD_SHA": "x"}
        return subprocess.check_output(command, cwd=tmp_path, env=environment, text=True)

    body = json.loads(printed())["body"]
    assert 60_000 < len(body) < 65_536
    assert body.endswith("好 line\n\n…\n\nThe report is cut here.")
    (report / "report.md").unlink()
    assert printed() == "there is no report: the validator did not run\n"


def test_the_number_of_a_pull_request_is_kept_though_nothing_was_installed(tmp_path: Path) -> None:
    (said,) = [step for step in steps() if "NUMBER" in step.get("env", {})]
    subprocess.run(["bash", "-ec", said["run"]], cwd=tmp_path, env={"NUMBER": "7"}, check=True)
    assert (tmp_path / "report" / "number").read_text() == "7\n"
