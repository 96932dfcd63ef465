"""`hookline push`, with the hub's own client, against a stand-in for the hub on localhost."""

import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import hookline as package
from builders import a_corpus, a_record, a_twin, write_parquet
from hookline.errors import BadInputError, UnreadableFileError
from hookline.exports import exporter
from hookline.hf.parcels import parcel
from standin import Hub, a_hub
from test_cli import ENVIRONMENT, hookline

TOKEN = "hf_secretsecretsecret"  # noqa: S105 - of nobody
REPO = "someone/hookline"
CHINESE = "zh_CN.UTF-8"


@pytest.fixture
def hub() -> Iterator[Hub]:
    with a_hub() as served:
        yield served


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return a_folder(tmp_path)


def a_folder(place: Path, text: str = "Is the phone still there?") -> Path:
    corpus = package.load(a_corpus(place, a_record(("/turns/0/text", text)), a_twin()))
    exporter("hub")(corpus, place / "hub")
    return place / "hub"


def push(
    hub: Hub, *arguments: str | Path, token: str = TOKEN, locale: str = "C.UTF-8"
) -> tuple[int, str, str]:
    code, out, err = hookline(
        "push",
        *arguments,
        HF_ENDPOINT=hub.url,
        HF_TOKEN=token,
        HF_HOME="/nowhere",
        HF_HUB_DISABLE_XET="1",
        LC_ALL=locale,
    )
    assert TOKEN not in out + err
    return code, out, err


def contents(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_a_dry_run_shows_every_file_and_asks_no_network(hub: Hub, folder: Path) -> None:
    code, out, err = push(hub, folder, REPO, "--dry-run", token="")
    assert (code, err) == (0, "")
    assert hub.asked == []
    lines = out.splitlines()
    for (name, data), about, url in zip(
        sorted(contents(folder).items()), lines[::2], lines[1::2], strict=False
    ):
        digest = hashlib.sha256(data).hexdigest()
        assert about == f"{name}: {len(data):,} bytes, SHA-256 {digest}"
        assert url == f"  {hub.url}/datasets/{REPO}/resolve/main/{name}"
    count, size = len(contents(folder)), sum(map(len, contents(folder).values()))
    assert lines[2 * count :] == [
        f"{count} files, {size:,} bytes, to {REPO}, branch main; then the tag 0.1.0",
        "nothing was sent: a dry run",
    ]


def test_what_is_pushed_is_there_under_the_tag_of_its_version(hub: Hub, folder: Path) -> None:
    code, out, err = push(hub, folder, REPO)
    assert (code, err) == (0, "")
    assert out == f"published: {hub.url}/datasets/{REPO}, tag 0.1.0 at 000000000000\n"
    there = {name: data for name, (_, data) in hub.files(REPO, "0.1.0").items()}
    assert there == {**contents(folder), ".gitattributes": there[".gitattributes"]}
    assert hub.files(REPO, "0.1.0") == hub.files(REPO, "main")
    assert hub.repos[REPO]["private"]
    assert hub.repos[REPO]["type"] == "dataset"
    assert hub.repos[REPO]["gated"] is False
    assert len(hub.repos[REPO]["commits"]) == 2  # the start, and one for all files
    assert hub.paths("POST")[-1].endswith(f"/tag/{1:040x}")


def test_switches_of_the_repository_are_passed_on(hub: Hub, folder: Path) -> None:
    code, _, _ = push(hub, folder, REPO, "--public", "--gated", "manual", "--revision", "next")
    assert code == 0
    assert not hub.repos[REPO]["private"]
    assert hub.repos[REPO]["gated"] == "manual"
    assert sorted(hub.files(REPO, "main")) == [".gitattributes"]
    assert "README.md" in hub.files(REPO, "next")
    before = [path for _, path in hub.asked].index(f"/api/datasets/{REPO}/settings")
    assert not any("commit" in path for _, path in hub.asked[:before])  # gated before it is filled


def test_the_same_once_more_is_nothing_to_do(hub: Hub, folder: Path) -> None:
    push(hub, folder, REPO)
    asked = len(hub.asked)
    code, out, _ = push(hub, folder, REPO)
    assert code == 0
    assert out.startswith("nothing to do: ")
    assert not any("commit" in path for _, path in hub.asked[asked:])


@pytest.mark.parametrize("what", ["text", "readme", "extra"])
def test_a_published_version_is_not_changed(what: str, hub: Hub, tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    push(hub, folder, REPO)
    before = dict(hub.files(REPO, "0.1.0"))
    changed = {"readme": "README.md", "extra": "LICENSE", "text": "README.md"}[what]
    if what == "text":
        a_folder(tmp_path, "Is it gone?")
    elif what == "readme":
        with (folder / "README.md").open("a") as stream:
            stream.write("more\n")
    else:
        (folder / "LICENSE").write_text("mine\n")
    code, _, err = push(hub, folder, REPO)
    assert code == 1
    assert err == (
        f"hookline: {REPO} has version 0.1.0 already, and {changed} is another there: what was "
        "published is not changed; give the corpus a new version\n"
    )
    assert "已有 0.1.0 版" in push(hub, folder, REPO, locale=CHINESE)[2]
    assert hub.files(REPO, "0.1.0") == hub.files(REPO, "main") == before


def test_a_new_version_takes_away_what_is_no_longer_there(hub: Hub, folder: Path) -> None:
    push(hub, folder, REPO)
    hub.repos[REPO]["tags"] = {"0.0.0": hub.repos[REPO]["tags"]["0.1.0"]}
    hub.files(REPO, "main")["old.parquet"] = ("lfs", b"PAR1")
    assert push(hub, folder, REPO)[0] == 0
    assert set(hub.files(REPO, "0.1.0")) == {*contents(folder), ".gitattributes"}


def test_an_upload_that_was_cut_off_before_the_tag_is_finished_by_the_next(
    hub: Hub, folder: Path
) -> None:
    hub.fault = (500, "/tag/")
    code, _, err = push(hub, folder, REPO)
    assert code == 3
    assert err.startswith("hookline: the hub answers 500: ")
    assert hub.repos[REPO]["tags"] == {}
    hub.fault = None
    assert push(hub, folder, REPO)[0] == 0
    assert set(hub.files(REPO, "0.1.0")) == {*contents(folder), ".gitattributes"}


@pytest.mark.parametrize(
    ("status", "where", "message", "chinese"),
    [
        (401, "create", "the hub does not accept the token; `hf auth login`", "不接受这个令牌"),
        (403, "commit/", f"the token may not write to {REPO}; it needs write", "它需要写权限"),
        (404, "refs", f"there is no dataset {REPO} on the hub, or the token", "没有数据集"),
        (409, "tag/", f"the hub has something else under the name {REPO}", "与此冲突"),
        (418, "preupload", "the hub answers 418: ", "返回 418"),
    ],
)
def test_what_the_hub_refuses_is_told_in_a_sentence(
    status: int, where: str, message: str, chinese: str, hub: Hub, folder: Path
) -> None:
    hub.fault = (status, where)
    code, out, err = push(hub, folder, REPO)
    assert (code, out) == (3, "")
    assert err.startswith(f"hookline: {message}")
    assert len(err.splitlines()) == 1
    assert chinese in push(hub, folder, REPO, locale=CHINESE)[2]
    assert "0.1.0" not in hub.repos.get(REPO, {"tags": ()})["tags"]


def test_a_hub_that_is_not_there_is_told(hub: Hub, folder: Path) -> None:
    hub.url = "http://127.0.1.0:9"
    code, _, err = push(hub, folder, REPO)
    assert code == 3
    assert re.match("hookline: the hub cannot be reached: .*refused", err)


def test_a_hub_that_does_not_answer_is_told(hub: Hub, folder: Path) -> None:
    hub.silent = 3
    program = (
        "import sys\n"
        "from hookline.hf import pushing\n"
        "from hookline.cli import run\n"
        "pushing.PATIENCE = 0.2\n"
        f"sys.exit(run(['push', {str(folder)!r}, {REPO!r}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env={**ENVIRONMENT, "HF_ENDPOINT": hub.url, "HF_TOKEN": TOKEN, "LC_ALL": "C.UTF-8"},
    )
    assert done.returncode == 3
    assert done.stderr == "hookline: the hub did not answer in time; try again later\n"


def test_without_a_token_the_way_to_one_is_told(hub: Hub, folder: Path) -> None:
    code, _, err = push(hub, folder, REPO, token="")
    assert code == 3
    assert err.endswith("no token for the hub: set HF_TOKEN, or log in: hf auth login\n")
    assert hub.asked == []


def test_the_token_goes_to_the_hub_and_is_never_shown(hub: Hub, folder: Path) -> None:
    hub.fault = (422, "refs")  # the stand-in repeats the token in its answer
    code, _, err = push(hub, folder, REPO)
    assert code == 3
    assert "refused: Bearer …" in err
    assert hub.tokens - {None} == {f"Bearer {TOKEN}"}  # some requests need none


def test_offline_nothing_is_published(hub: Hub, folder: Path) -> None:
    code, _, err = hookline(
        "push", folder, REPO, HF_TOKEN=TOKEN, HF_ENDPOINT=hub.url, HF_HUB_OFFLINE="1"
    )
    assert code == 3
    assert err == "hookline: HF_HUB_OFFLINE is set: nothing can be published\n"


@pytest.mark.parametrize("repo", ["hookline", "a/b/c", "a b/c", "someone/ho..k", ""])
def test_a_name_that_is_none_is_told(repo: str, hub: Hub, folder: Path) -> None:
    code, _, err = push(hub, folder, repo)
    assert code == 2
    assert err == f"hookline: {repo!r} is no name of a dataset; it is OWNER/NAME\n"


def test_a_folder_that_is_no_export_is_refused(hub: Hub, tmp_path: Path) -> None:
    code, _, err = push(hub, a_corpus(tmp_path, a_record()), REPO)
    assert code == 1
    assert "is no hub folder: `hookline export hub " in err
    (tmp_path / "README.md").write_text("---\nlicense: mit\n---\n")
    code, _, err = push(hub, tmp_path, REPO)
    assert (code, hub.asked) == (1, [])
    assert "its README has no `configs` and `dataset_info`" in err
    with pytest.raises(UnreadableFileError):
        parcel(tmp_path / "none")


def test_a_file_that_is_missing_damaged_or_strange_is_refused(folder: Path) -> None:
    path = folder / "turns" / "train-00000-of-00001.parquet"
    whole = path.read_bytes()
    path.unlink()
    with pytest.raises(UnreadableFileError, match=r"cannot read .*train-0.*parquet: no such file"):
        parcel(folder)
    path.write_bytes(whole[:100])
    with pytest.raises(BadInputError, match=r"train-0.*parquet is damaged"):
        parcel(folder)
    path.write_bytes(whole)
    (folder / "turns" / "train-old.parquet").write_bytes(whole)
    with pytest.raises(BadInputError, match=r"train-old.parquet is in the folder, but its README"):
        parcel(folder)


def test_a_link_is_refused(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("none of the hub's business", encoding="utf-8")
    (folder / "LICENSE").symlink_to(secret)
    with pytest.raises(BadInputError, match="LICENSE is a link: lay the file itself there"):
        parcel(folder)
    (folder / "LICENSE").unlink()
    (folder / "turns").rename(tmp_path / "elsewhere")
    (folder / "turns").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BadInputError, match=r"turns/train-.*parquet is a link"):
        parcel(folder)


def test_rows_and_versions_that_are_not_those_of_the_readme_are_refused(folder: Path) -> None:
    corpus = package.load(folder.parent / "corpus")
    path = folder / "turns" / "train-00000-of-00001.parquet"
    some = list(corpus)[:1]
    write_parquet(path, "turns", some, "0.1.0")
    with pytest.raises(BadInputError, match=r"turns has 6 rows in train; its README says 12"):
        parcel(folder)
    write_parquet(path, "turns", corpus, "0.2.0")
    with pytest.raises(BadInputError, match=r"several versions: 0\.1\.0, 0\.2\.0"):
        parcel(folder)


def test_other_rows_of_the_same_number_are_refused(folder: Path) -> None:
    path = folder / "turns" / "train-00000-of-00001.parquet"
    corpus = package.load(folder.parent / "corpus")
    write_parquet(path, "turns", [corpus.dialogues[0]] * 2, "0.1.0")
    with pytest.raises(BadInputError, match="the files of turns are not those that its README"):
        parcel(folder)


@pytest.mark.parametrize("name", ["", "a b", "a..b", "/a", "a/", "-x", "a//b", "a.", "@{-1}"])
def test_a_branch_that_cannot_be_is_told(name: str, hub: Hub, folder: Path) -> None:
    code, _, err = push(hub, folder, REPO, "--dry-run", "--revision", name)
    assert code == 2
    assert err == f"hookline: {name!r} is no name of a branch\n"


def test_hidden_files_are_not_sent_and_a_licence_is(folder: Path) -> None:
    (folder / ".cache").mkdir()
    (folder / ".cache" / "secret").write_text("x")
    (folder / "LICENSE-DATA").write_text("CC BY 4.0\n")
    names = [each.name for each in parcel(folder).items]
    assert "LICENSE-DATA" in names
    assert not any(name.startswith(".") for name in names)
