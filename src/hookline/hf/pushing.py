"""Publishing a hub folder as a dataset repository of the Hugging Face hub.

A version is published once: its tag is set after the upload, and a tag that is there already is
never moved. The upload is one commit, so that an interrupted one leaves the repository as it was.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from hookline.errors import BadInputError, HubError, UnknownNameError
from hookline.hf.parcels import Item, Parcel
from hookline.language import Phrase

if TYPE_CHECKING:
    from huggingface_hub import HfApi

Gate = Literal["auto", "manual"]
MAIN = "main"
PATIENCE = 60.0
"""Seconds that the hub may take to answer, or to take a piece of an upload."""
_NETWORK = ("httpx", "httpx2", "httpcore", "httpcore2", "requests", "urllib3", "hf_xet")
_OUTSIDE = (".gitattributes",)  # the hub writes it by itself
_TYPE = "dataset"
_STATUS = {
    401: "the hub does not accept the token; `hf auth login` stores a new one",
    403: "the token may not write to {repo}; it needs write access there",
    404: "there is no dataset {repo} on the hub, or the token may not see it",
    409: "the hub has something else under the name {repo}, or of this name in it",
    429: "the hub asks to wait: too many requests; try again later",
}

_BRANCH = re.compile(r"(?!.*(?:\.\.|//|/\.))[0-9A-Za-z_][0-9A-Za-z_./-]*(?<![./])")
"""Names that git takes, and some that it takes are left out (git-check-ref-format)."""


class Shipment(msgspec.Struct, frozen=True):
    """What goes where.

    Attributes:
        repo: OWNER/NAME.
        revision: the branch.
        urls: for each item of the parcel, where it can be fetched afterwards.
    """

    parcel: Parcel
    repo: str
    revision: str
    urls: tuple[str, ...]

    @property
    def tag(self) -> str:
        """The tag that is set after the upload: the version of the corpus."""
        return self.parcel.version


class Receipt(msgspec.Struct, frozen=True):
    """What came of it.

    Attributes:
        url: of the dataset.
        commit: that the tag stands at.
        new: whether something was published; False where all of it was there before.
    """

    url: str
    commit: str
    new: bool


def shipment(parcel: Parcel, repo: str, revision: str = MAIN) -> Shipment:
    """Return what would go where; nothing is asked of the network.

    Raises:
        UnknownNameError: `repo` is no name of a repository, or `revision` none of a branch.
    """
    from huggingface_hub import hf_hub_url  # noqa: PLC0415 - heavy, opens late
    from huggingface_hub.errors import HFValidationError  # noqa: PLC0415
    from huggingface_hub.utils import validate_repo_id  # noqa: PLC0415

    try:
        validate_repo_id(repo)
    except HFValidationError:
        repo_is_good = False
    else:
        repo_is_good = repo.count("/") == 1
    if not repo_is_good:
        message = Phrase("{repo!r} is no name of a dataset; it is OWNER/NAME", {"repo": repo})
        raise UnknownNameError(message)
    if not _BRANCH.fullmatch(revision):
        message = Phrase("{name!r} is no name of a branch", {"name": revision})
        raise UnknownNameError(message)
    urls = (
        hf_hub_url(repo, each.name, repo_type=_TYPE, revision=revision) for each in parcel.items
    )
    return Shipment(parcel, repo, revision, tuple(urls))


def push(goods: Shipment, *, private: bool = True, gated: Gate | None = None) -> Receipt:
    """Publish: make the repository where there is none, upload in one commit, set the tag.

    Files of the branch that are not in the parcel are taken away by the same commit.

    Args:
        goods: what goes where.
        private: whether a repository that is made now is private; one that exists stays as it is.
        gated: whether readers must ask for access, and be let in by rule or by hand; None leaves
            it as it is.

    Raises:
        BadInputError: the tag is there with other content; nothing was uploaded.
        HubError: there is no token or no network, or the hub refuses.
    """
    from huggingface_hub import CommitOperationAdd, HfApi, get_token  # noqa: PLC0415
    from huggingface_hub.utils import get_session  # noqa: PLC0415

    token = get_token()
    if not token:
        message = Phrase("there is no token for the hub: set HF_TOKEN, or log in: hf auth login")
        raise HubError(message)
    api = HfApi(token=token)
    repo, revision = goods.repo, goods.revision
    with _refusals(repo, token):
        get_session().timeout = PATIENCE
        url = str(api.create_repo(repo, repo_type=_TYPE, private=private, exist_ok=True))
        if gated:
            api.update_repo_settings(repo, repo_type=_TYPE, gated=gated)
        refs = api.list_repo_refs(repo, repo_type=_TYPE)
        tagged = {each.name: each.target_commit for each in refs.tags}
        if goods.tag in tagged:
            _must_be_the_same(api, goods)
            return Receipt(url, tagged[goods.tag], new=False)
        if revision not in {MAIN, *(each.name for each in refs.branches)}:
            api.create_branch(repo, repo_type=_TYPE, branch=revision, exist_ok=True)
        sent = [
            CommitOperationAdd(path_in_repo=each.name, path_or_fileobj=each.path)
            for each in goods.parcel.items
        ]
        done = api.create_commit(
            repo,
            [*_leftovers(api, goods), *sent],
            commit_message=f"Version {goods.tag}",
            repo_type=_TYPE,
            revision=revision,
        )
        api.create_tag(repo, repo_type=_TYPE, tag=goods.tag, revision=done.oid)
    return Receipt(url, str(done.oid), new=True)


def quiet_unless_watched() -> None:
    """Let the hub's library show its progress only where a terminal looks on."""
    from huggingface_hub.utils import disable_progress_bars  # noqa: PLC0415

    if not sys.stderr.isatty():
        disable_progress_bars()


def _leftovers(api: "HfApi", goods: Shipment) -> list[Any]:
    """Return what takes away the files of a branch that are no longer there."""
    from huggingface_hub import CommitOperationDelete  # noqa: PLC0415

    kept = {*_OUTSIDE, *(each.name for each in goods.parcel.items)}
    there = api.list_repo_files(goods.repo, repo_type=_TYPE, revision=goods.revision)
    return [CommitOperationDelete(path_in_repo=name) for name in there if name not in kept]


def _must_be_the_same(api: "HfApi", goods: Shipment) -> None:
    """Raise where the tag of this version stands at other content than the parcel's."""
    ours = {each.name: each for each in goods.parcel.items}
    there = api.list_repo_tree(goods.repo, repo_type=_TYPE, revision=goods.tag, recursive=True)
    theirs = {
        each.path: each for each in there if hasattr(each, "blob_id") and each.path not in _OUTSIDE
    }
    different = sorted(ours.keys() ^ theirs.keys()) or [
        name for name, item in sorted(ours.items()) if not _same(item, theirs[name])
    ]
    if different:
        values = {"repo": goods.repo, "version": goods.tag, "file": different[0]}
        template = (
            "{repo} has version {version} already, and {file} is another there: what was "
            "published is not changed; give the corpus a new version"
        )
        raise BadInputError(Phrase(template, values))


def _same(item: Item, there: Any) -> bool:  # noqa: ANN401 - RepoFile
    if there.lfs:
        return bool(there.lfs.sha256 == item.sha256)
    return bool(there.blob_id == item.blob)


@contextmanager
def _refusals(repo: str, token: str) -> Iterator[None]:
    """Turn what the hub's library raises into a plain sentence, without the token in it."""
    try:
        yield
    except Exception as error:
        sentence = _sentence(error, repo, token)
        if sentence is None:
            raise
        raise HubError(sentence) from None  # the cause may hold the token


def _sentence(error: BaseException, repo: str, token: str) -> Phrase | None:
    """Return what is to be said of an error of the hub or the network; None of any other."""
    from huggingface_hub.errors import OfflineModeIsEnabled  # noqa: PLC0415

    seen: BaseException | None = error
    while seen is not None:
        status = getattr(getattr(seen, "response", None), "status_code", None)
        if isinstance(status, int):
            values = {"repo": repo, "status": status, "said": _told(seen, token)}
            other = "the hub answers {status}: {said}"
            return Phrase(_STATUS.get(status, other), values)
        if isinstance(seen, OfflineModeIsEnabled):
            return Phrase("HF_HUB_OFFLINE is set: nothing can be published")
        if isinstance(seen, TimeoutError) or "Timeout" in type(seen).__name__:
            return Phrase("the hub did not answer in time; try again later")
        libraries = {kind.__module__.partition(".")[0] for kind in type(seen).__mro__}
        if isinstance(seen, ConnectionError) or libraries & {*_NETWORK}:
            return Phrase("the hub cannot be reached: {said}", {"said": _told(seen, token)})
        seen = seen.__cause__ or seen.__context__
    return None


def _told(error: BaseException, token: str) -> str:
    """Return the first line of what an error says, without the token."""
    words = getattr(error, "server_message", None) or str(error) or type(error).__name__
    return str(words).replace(token, "…").strip().partition("\n")[0][:200]
