"""A stand-in for the Hugging Face hub on localhost: the few routes that a push uses, in memory."""

import base64
import hashlib
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

Files = dict[str, tuple[str, bytes]]
"""By path: `lfs` or `regular`, and the content."""


class Hub:
    """What the stand-in holds, and what it was asked.

    Attributes:
        repos: by OWNER/NAME: commits (id → files), branches and tags (name → commit), settings.
        asked: method and path of every request, with its Authorization header.
        fault: a status that is given instead of an answer, and a pattern of the paths it is for.
        silent: seconds to wait before any answer.
    """

    def __init__(self) -> None:
        self.repos: dict[str, dict[str, Any]] = {}
        self.blobs: dict[str, bytes] = {}
        self.asked: list[tuple[str, str]] = []
        self.tokens: set[str | None] = set()
        self.fault: tuple[int, str] | None = None
        self.silent = 0.0
        self.url = ""

    def files(self, repo: str, revision: str) -> Files:
        found = self.repos[repo]
        commit = {**found["branches"], **found["tags"]}.get(revision, revision)
        files: Files = found["commits"][commit]
        return files

    def paths(self, method: str) -> list[str]:
        return [path for name, path in self.asked if name == method]

    def answer(self, method: str, path: str, body: bytes) -> tuple[int, Any]:
        for verb, pattern, respond in ROUTES:
            match = re.fullmatch(pattern, path)
            if verb == method and match:
                names = {key: unquote(value) for key, value in match.groupdict().items()}
                if "repo" in names and names["repo"] not in self.repos:
                    return 404, {"error": "Repository not found"}
                return respond(self, body, **names)
        return 404, {"error": f"no such route: {method} {path}"}


def _create(hub: Hub, body: bytes) -> tuple[int, Any]:
    asked = json.loads(body)
    repo = f"{asked['organization']}/{asked['name']}"
    answer = {"url": f"{hub.url}/datasets/{repo}"}
    if repo in hub.repos:
        return 409, {**answer, "error": "You already created this dataset repo"}
    private = asked.get("private", asked.get("visibility") == "private")
    start: Files = {".gitattributes": ("regular", b"*.parquet filter=lfs\n")}
    hub.repos[repo] = {
        "private": private,
        "type": asked["type"],
        "gated": False,
        "commits": {"0" * 40: start},
        "branches": {"main": "0" * 40},
        "tags": {},
    }
    return 200, answer


def _settings(hub: Hub, body: bytes, repo: str) -> tuple[int, Any]:
    hub.repos[repo].update(json.loads(body))
    return 200, {}


def _refs(hub: Hub, _body: bytes, repo: str) -> tuple[int, Any]:
    told = {
        kind: [
            {"name": name, "ref": f"refs/{kind}/{name}", "targetCommit": commit}
            for name, commit in hub.repos[repo][kind].items()
        ]
        for kind in ("branches", "tags")
    }
    return 200, {**told, "converts": []}


def _tree(hub: Hub, _body: bytes, repo: str, revision: str) -> tuple[int, Any]:
    entries: list[dict[str, Any]] = []
    for path, (mode, data) in sorted(hub.files(repo, revision).items()):
        whole = b"blob %d\0" % len(data) + data
        blob = hashlib.sha1(whole, usedforsecurity=False).hexdigest()
        entry: dict[str, Any] = {"type": "file", "path": path, "size": len(data), "oid": blob}
        if mode == "lfs":
            digest = hashlib.sha256(data).hexdigest()
            entry["oid"] = "f" * 40  # that of the pointer
            entry["lfs"] = {"oid": digest, "size": len(data), "pointerSize": 132}
        entries.append(entry)
    return 200, entries


def _revision(hub: Hub, _body: bytes, repo: str, revision: str) -> tuple[int, Any]:
    commit = hub.repos[repo]["branches"].get(revision, revision)
    return 200, {"id": repo, "sha": commit, "private": True, "tags": [], "xetEnabled": False}


def _preupload(_hub: Hub, body: bytes, repo: str, revision: str) -> tuple[int, Any]:  # noqa: ARG001
    return 200, {
        "files": [
            {
                "path": each["path"],
                "uploadMode": "lfs" if each["path"].endswith(".parquet") else "regular",
                "shouldIgnore": False,
            }
            for each in json.loads(body)["files"]
        ]
    }


def _batch(hub: Hub, body: bytes, repo: str) -> tuple[int, Any]:  # noqa: ARG001
    objects = [
        {**each, "actions": {"upload": {"href": f"{hub.url}/store/{each['oid']}", "header": {}}}}
        for each in json.loads(body)["objects"]
    ]
    return 200, {"transfer": "basic", "objects": objects}


def _store(hub: Hub, body: bytes, digest: str) -> tuple[int, Any]:
    assert hashlib.sha256(body).hexdigest() == digest
    hub.blobs[digest] = body
    return 200, {}


def _commit(hub: Hub, body: bytes, repo: str, revision: str) -> tuple[int, Any]:
    found = hub.repos[repo]
    files = dict(hub.files(repo, revision))
    for line in body.splitlines():
        asked = json.loads(line)
        value = asked["value"]
        if asked["key"] == "file":
            files[value["path"]] = ("regular", base64.b64decode(value["content"]))
        elif asked["key"] == "lfsFile":
            files[value["path"]] = ("lfs", hub.blobs[value["oid"]])
        elif asked["key"] == "deletedFile":
            del files[value["path"]]
    commit = f"{len(found['commits']):040x}"
    found["commits"][commit] = files
    found["branches"][revision] = commit
    return 200, {
        "success": True,
        "commitUrl": f"{hub.url}/datasets/{repo}/commit/{commit}",
        "commitOid": commit,
        "hookOutput": "",
    }


def _branch(hub: Hub, _body: bytes, repo: str, branch: str) -> tuple[int, Any]:
    hub.repos[repo]["branches"][branch] = hub.repos[repo]["branches"]["main"]
    return 200, {}


def _tag(hub: Hub, body: bytes, repo: str, revision: str) -> tuple[int, Any]:
    name = json.loads(body)["tag"]
    if name in hub.repos[repo]["tags"]:
        return 409, {"error": "Tag reference exists already"}
    hub.repos[repo]["tags"][name] = hub.repos[repo]["branches"].get(revision, revision)
    return 200, {}


def _validated(_hub: Hub, _body: bytes) -> tuple[int, Any]:
    return 200, {"errors": [], "warnings": []}


_REPO = "(?P<repo>[^/]+/[^/]+)"
_API = f"/api/datasets/{_REPO}"
ROUTES: tuple[tuple[str, str, Callable[..., tuple[int, Any]]], ...] = (
    ("POST", "/api/repos/create", _create),
    ("PUT", f"{_API}/settings", _settings),
    ("GET", f"{_API}/refs", _refs),
    ("GET", f"{_API}/tree/(?P<revision>[^/]+)", _tree),
    ("GET", f"{_API}/revision/(?P<revision>[^/]+)", _revision),
    ("POST", "/api/validate-yaml", _validated),
    ("POST", f"{_API}/preupload/(?P<revision>[^/]+)", _preupload),
    ("POST", rf"/datasets/{_REPO}\.git/info/lfs/objects/batch", _batch),
    ("PUT", "/store/(?P<digest>[0-9a-f]+)", _store),
    ("POST", f"{_API}/commit/(?P<revision>[^/]+)", _commit),
    ("POST", f"{_API}/branch/(?P<branch>[^/]+)", _branch),
    ("POST", f"{_API}/tag/(?P<revision>[^/]+)", _tag),
)


@contextmanager
def a_hub() -> Iterator[Hub]:
    """Serve a stand-in on a free port of localhost."""
    hub = Hub()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            path = urlsplit(self.path).path
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            hub.asked.append((self.command, path))
            hub.tokens.add(self.headers.get("Authorization"))
            time.sleep(hub.silent)
            if hub.fault and re.search(hub.fault[1], path):
                status, told = hub.fault[0], {"error": f"refused: {self.headers['Authorization']}"}
            else:
                status, told = hub.answer(self.command, path, body)
            data = json.dumps(told).encode()
            with suppress(BrokenPipeError, ConnectionResetError):  # the client has given up
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        do_GET = do_POST = do_PUT = _serve  # noqa: N815 - names that http.server looks up

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its signature
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    hub.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
