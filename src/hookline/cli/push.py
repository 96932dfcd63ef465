"""`hookline push`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hookline.cli.options import say
from hookline.cli.speech import spoken
from hookline.language import Phrase, filled

if TYPE_CHECKING:
    from hookline.hf.pushing import Gate, Receipt, Shipment


@click.command(epilog="Example: hookline push build/hub example/hookline --dry-run")
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("repo", metavar="OWNER/NAME")
@click.option("--dry-run", is_flag=True, help="Only show what would go where; ask no network.")
@click.option(
    "--private/--public",
    default=True,
    show_default=True,
    help="Who sees a repository that is made now; one that exists stays as it is.",
)
@click.option(
    "--gated",
    type=click.Choice(["auto", "manual"]),
    help="Readers must ask for access, and are let in at once (auto) or by hand (manual).",
)
@click.option("--revision", default="main", show_default=True, help="The branch to upload to.")
def command(
    folder: Path, repo: str, *, dry_run: bool, private: bool, gated: "Gate | None", revision: str
) -> None:
    """Publish a hub folder as a dataset of the Hugging Face hub.

    FOLDER is what hookline export hub wrote; it is looked through first. All files go up in one
    commit, and a tag with the version of the corpus is set after it. A version that is published
    is not changed: other content under the same version is refused.

    The token is that of HF_TOKEN or of hf auth login; it is never shown.
    """
    from hookline.hf.parcels import parcel  # noqa: PLC0415 - opens late
    from hookline.hf.pushing import push, quiet_unless_watched, shipment  # noqa: PLC0415

    goods = shipment(parcel(folder), repo, revision)
    if dry_run:
        say(_plan(goods))
        return
    quiet_unless_watched()
    say([_outcome(goods, push(goods, private=private, gated=gated))])


def _plan(goods: "Shipment") -> list[str]:
    """Return the lines on what would go where."""
    lines = []
    for item, url in zip(goods.parcel.items, goods.urls, strict=True):
        values = {"name": item.name, "size": f"{item.size:,}", "digest": item.sha256}
        lines += [_line(Phrase("{name}: {size} bytes, SHA-256 {digest}", values)), f"  {url}"]
    values = {
        "count": f"{len(goods.parcel.items):,}",
        "size": f"{goods.parcel.size:,}",
        "repo": goods.repo,
        "revision": goods.revision,
        "tag": goods.tag,
    }
    whole = "{count} files, {size} bytes, to {repo}, branch {revision}; then the tag {tag}"
    return [*lines, _line(Phrase(whole, values)), _line(Phrase("nothing was sent: a dry run"))]


def _outcome(goods: "Shipment", receipt: "Receipt") -> str:
    values = {"url": receipt.url, "tag": goods.tag, "commit": receipt.commit[:12]}
    new = Phrase("published: {url}, tag {tag} at {commit}", values)
    old = Phrase("nothing to do: {url} has all of it, tag {tag} at {commit}", values)
    return _line(new if receipt.new else old)


def _line(words: Phrase) -> str:
    from hookline.render.safe import one_line  # noqa: PLC0415 - opens late

    return one_line(filled(words.template, words.values, spoken()))
