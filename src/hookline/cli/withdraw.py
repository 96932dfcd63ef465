"""`hookline withdraw`."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hookline.cli.labels import date_option, day
from hookline.cli.options import corpus_default, own_corpus_option, say
from hookline.cli.speech import meant, misuse, spoken
from hookline.language import filled

if TYPE_CHECKING:
    from hookline.withdrawing import Plan

_MOST = 20


@click.command(
    epilog="Example: hookline withdraw friend-money-by-tonight/en-scam --reason privacy --dry-run"
)
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.option(
    "--reason",
    required=True,
    type=click.Choice(["privacy", "licence", "duplicate", "error"]),
    help="Why; it stands in withdrawn.json for good.",
)
@click.option(
    "--with-translations",
    is_flag=True,
    help="Withdraw translations, too; for privacy also the original.",
)
@click.option("--with-twins", is_flag=True, help="Withdraw benign twins, too.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@date_option
@own_corpus_option
def command(
    ids: tuple[str, ...],
    reason: str,
    with_translations: bool,
    with_twins: bool,
    dry_run: bool,
    date: str | None,
    place: Path | None,
) -> None:
    """Take dialogues out of a corpus for good.

    The id goes into withdrawn.json and is never used again. The dialogue, its layers, its notes in
    changes.json and changelog.json, and its hashes in lock.json are removed; splits stay as they
    are. Where a run was interrupted, the same command completes it. Files beside the corpus that
    still hold its words are listed; git's history and what was published before are not changed.
    """
    from hookline.withdrawing import plan, remnants, withdraw  # noqa: PLC0415 - opens late

    root = _root(place)
    everything = _with_kin(root, ids, reason, translations=with_translations, twins=with_twins)
    planned = plan(root, everything, reason, day(date))
    say(_lines(planned, dry_run=dry_run))
    if not dry_run:
        withdraw(planned)
    say(_left(list(islice(remnants(planned), _MOST + 1))))
    say(_beside(root, everything) if reason == "privacy" else ())
    if not dry_run and not planned.done:
        from hookline.render.safe import one_line  # noqa: PLC0415 - opens late

        template = "what the others need now says: hookline validate {path} --fail-on warning"
        say([filled(template, {"path": one_line(str(root))}, spoken())])


def _root(place: Path | None) -> Path:
    from hookline.files import base_root, corpus_root, shown  # noqa: PLC0415 - opens late

    if place is not None:
        return shown(base_root(place))
    if corpus_root(Path.cwd()) is None:
        raise misuse("There is no corpus here to withdraw from: name one with --corpus.")
    return corpus_default()


def _with_kin(
    root: Path, ids: tuple[str, ...], reason: str, *, translations: bool, twins: bool
) -> tuple[str, ...]:
    """Return all dialogues that go, the named ones last."""
    from hookline.tombstones import tombstones_in  # noqa: PLC0415 - opens late
    from hookline.withdrawing import kin_of, known_ids  # noqa: PLC0415 - opens late

    known = known_ids(root)
    for each in ids:
        if each not in known:
            from hookline.language import nearest  # noqa: PLC0415 - only for a typing error

            near = nearest(each, sorted(known))
            raise misuse("There is no dialogue {name!r}.{hint}", name=each, hint=meant(near))
    before = tombstones_in(root)
    kin = kin_of(root, ids, reason)
    told = [each for each in kin.translations if each not in before]
    if told and not translations:
        template = (
            "The same story is told by {ids}, which cannot stay alone: add --with-translations."
        )
        raise misuse(template, ids=", ".join(told))
    twinned = [each for each in kin.twins if each not in before]
    if twinned and not twins:
        template = (
            "These name what is withdrawn as their scam twin: {ids}. Add --with-twins, or give "
            "them another contrast_of first."
        )
        raise misuse(template, ids=", ".join(twinned))
    return tuple(dict.fromkeys((*kin.twins, *kin.translations, *sorted(set(ids)))))


def _lines(planned: "Plan", *, dry_run: bool) -> Iterator[str]:
    from hookline.files import shown  # noqa: PLC0415 - opens late
    from hookline.render.safe import one_line  # noqa: PLC0415 - opens late

    for each in planned.tombstones:
        values = {"id": each.id, "version": each.version}
        done = "{id}: withdrawn, from version {version} on"
        template = "{id}: would be withdrawn, from version {version} on" if dry_run else done
        yield filled(template, values, spoken())
    if planned.done:
        yield filled(
            "everything of it was withdrawn before; the tombstones stay as they are", {}, spoken()
        )
    for path in (*(path for path, _ in planned.rewritten), *planned.removed):
        rewritten = "would be changed: {path}" if dry_run else "changed: {path}"
        removed = "would be removed: {path}" if dry_run else "removed: {path}"
        template = removed if path in planned.removed else rewritten
        yield filled(template, {"path": one_line(str(shown(path)))}, spoken())


def _beside(root: Path, ids: tuple[str, ...]) -> Iterator[str]:
    """Yield a line about the dialogues of the same scripts that stay."""
    from hookline.tombstones import tombstones_in  # noqa: PLC0415 - opens late
    from hookline.withdrawing import known_ids  # noqa: PLC0415 - opens late

    scripts = {each.partition("/")[0] for each in ids}
    stay = sorted(known_ids(root) - tombstones_in(root).keys() - set(ids))
    if same := [each for each in stay if each.partition("/")[0] in scripts]:
        template = "of the same script, look whether they tell of the same person: {ids}"
        yield filled(template, {"ids": ", ".join(same)}, spoken())


def _left(found: list[Path]) -> Iterator[str]:
    from hookline.files import shown  # noqa: PLC0415 - opens late
    from hookline.render.safe import one_line  # noqa: PLC0415 - opens late

    for path in found[:_MOST]:
        values = {"path": one_line(str(shown(path)))}
        yield filled("still holds its words: {path}", values, spoken())
    if len(found) > _MOST:
        yield filled("and more files", {}, spoken())
