"""`hookline release`, `release prepare` and `release build`."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hookline.cli import Group, finish
from hookline.cli.build import steps_bar
from hookline.cli.labels import day
from hookline.cli.options import own_corpus_option, paint, progress_bar, say, say_paths
from hookline.cli.speech import misuse, spoken
from hookline.language import filled, said

if TYPE_CHECKING:
    from hookline.model import Release
    from hookline.releasing.assembling import Order
    from hookline.releasing.preparing import Preparation
    from hookline.releasing.standing import Standing

_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+(?:-[0-9A-Za-z.]+)?")
_dry_option = click.option("--dry-run", "dry", is_flag=True, help="Write nothing.")


@click.group(
    cls=Group,
    invoke_without_command=True,
    epilog="Example: hookline release --dry-run",
)
@own_corpus_option
@click.option(
    "--dry-run",
    "dry",
    is_flag=True,
    help="Go through both steps elsewhere, and tell what they would write.",
)
@click.pass_context
def command(context: click.Context, place: Path | None, dry: bool) -> None:
    """Release a version of a corpus, in two steps with a commit between them.

    Without a step: tell where the corpus stands, and what the next step is. What is prepared is
    committed, and built from that commit, so that the commit that a release names is what was
    released.
    """
    if context.invoked_subcommand is not None:
        if place or dry:
            raise misuse("Name options after the step: hookline release prepare --dry-run.")
        return
    from hookline.releasing.standing import standing  # noqa: PLC0415 - opens late

    root = _root(place)
    stand = standing(root)
    say(_standing(stand, root))
    if dry:
        _rehearse(stand, root)


@command.command(epilog="Example: hookline release prepare --dry-run")
@click.option(
    "--version",
    metavar="X.Y.Z",
    help="The version of the release; by default the least that what has changed allows.",
)
@click.option("--date", default=None, metavar="DAY", help="When, as 2026-11-23; by default today.")
@own_corpus_option
@_dry_option
def prepare(version: str | None, date: str | None, place: Path | None, dry: bool) -> None:
    """Judge a corpus, and write its version, lock, changelog and the datasheet's numbers.

    Warnings count as errors. Everything is written together or not at all; commit it, then build.
    What is not committed yet can be prepared again.

    Exit code: 0 prepared, 1 the corpus is not fit for a release, 2 usage, 3 something could not be
    read or written.
    """
    from hookline.releasing.standing import standing  # noqa: PLC0415 - opens late
    from hookline.writing import write_together  # noqa: PLC0415 - opens late

    if version is not None and not _VERSION.fullmatch(version):
        raise misuse("{text!r} is no version; write it as 1.2.3.", text=version)
    root, when = _root(place), day(date)
    stand = standing(root)
    made = _prepared(stand, root, version, when)
    if dry:
        _tell_preparation(made)
        return
    say_paths(write_together((path, [data]) for path, data in made.files.items()))
    values = {"paths": " ".join(_paths(made, root)), "version": made.entry.version}
    say(
        (
            filled(
                'next: git add {paths} && git commit -m "Release corpus {version}"',
                values,
                spoken(),
            ),
            said("then: hookline release build", spoken()),
        )
    )


@command.command(epilog="Example: hookline release build --out dist")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("dist"),
    show_default=True,
    help="The folder to write to.",
)
@click.option("--no-git", is_flag=True, help="Build the folder as it is; no commit is named.")
@click.option(
    "--any-pyarrow",
    is_flag=True,
    help="Take another version of pyarrow than that of releases, which writes other bytes.",
)
@own_corpus_option
@_dry_option
def build(out: Path, no_git: bool, any_pyarrow: bool, place: Path | None, dry: bool) -> None:
    """Build what is prepared and committed: a folder with every export and digests, and its ZIP.

    The corpus is read from the commit that is checked out. A version that is there already is
    never written over: the same bytes are left, others are refused.

    Exit code: 0 built or there already, 1 not prepared, not committed or not fit for a release,
    2 usage, 3 something could not be read or written.
    """
    from hookline.releasing.assembling import Order  # noqa: PLC0415 - opens late
    from hookline.releasing.publishing import built  # noqa: PLC0415 - opens late
    from hookline.render.safe import one_line  # noqa: PLC0415 - opens late

    root = _root(place)
    order = Order(root=root, git=not no_git, any_pyarrow=any_pyarrow, language=spoken())
    if dry:
        _tell_release(_rehearsed(order))
        return
    with _told_findings(), steps_bar() as tell:
        made = built(order, out, tell)
    if not made.new:
        say([said("this release is there already, byte for byte:", spoken())])
    say_paths([made.folder, made.archive])
    say([f"{made.sha256}  {one_line(made.archive.name)}"])


def _root(place: Path | None) -> Path:
    """Return the corpus that is meant; the bundled one is not ours to release."""
    from hookline.files import base_root, corpus_root  # noqa: PLC0415 - opens late

    root = base_root(place) if place is not None else corpus_root(Path.cwd())
    if root is None:
        raise misuse("There is no corpus in or above the working directory: name one by --corpus.")
    return root


def _standing(stand: "Standing", root: Path) -> Iterator[str]:
    from hookline.files import shown  # noqa: PLC0415 - opens late
    from hookline.render.safe import one_line  # noqa: PLC0415 - opens late

    about = {"version": stand.manifest.version, "path": one_line(str(shown(root)))}
    told: list[tuple[str, dict[str, object]]] = [("version {version} in {path}", dict(about))]
    if stand.base is None:
        told.append(("nothing is released yet", {}))
    elif stand.reasons:
        told.append(("since the release of {version}:", {"version": stand.base.version}))
    else:
        template = "no dialogue and no split has changed since the release of {version}"
        told.append((template, {"version": stand.base.version}))
    for reason in stand.reasons if stand.base else ():
        words = filled(reason.template, {"count": f"{reason.count:,}"}, spoken())
        told.append(
            ("  {what} ({weight})", {"what": words, "weight": said(reason.weight, spoken())})
        )
    if stand.least and stand.base:
        told.append(("the next version is at least {least}", {"least": stand.least}))
    told += [("not prepared: {gap}", {"gap": gap}) for gap in stand.gaps]
    told += _next(stand)
    for template, values in told:
        yield filled(template, values, spoken())


def _next(stand: "Standing") -> Iterator[tuple[str, dict[str, object]]]:
    if stand.gaps:
        fixed = stand.base is None or stand.least or stand.only_pages
        command = "hookline release prepare"
        yield "next: {command}", {"command": command if fixed else command + " --version X.Y.Z"}
    elif stand.uncommitted:
        yield "prepared, but not committed: {count} files", {"count": len(stand.uncommitted)}
        yield "next: {command}", {"command": "git add, git commit"}
    else:
        yield "next: {command}", {"command": "hookline release build"}


def _prepared(stand: "Standing", root: Path, version: str | None, date: str) -> "Preparation":
    from hookline.releasing.preparing import prepared, version_of  # noqa: PLC0415 - opens late

    chosen = version_of(stand, version)
    with _told_findings(), progress_bar(said("validating", spoken())) as tell:
        return prepared(root, stand, version=chosen, date=date, language=spoken(), progress=tell)


def _tell_preparation(made: "Preparation") -> None:
    from hookline.files import shown  # noqa: PLC0415 - opens late
    from hookline.render.changelog import entry_lines  # noqa: PLC0415 - opens late

    say([said("prepare would write:", spoken())])
    say_paths(shown(each) for each in made.files)
    say(["", *entry_lines(made.entry, spoken())])


def _rehearsed(order: "Order") -> "Release":
    from hookline.releasing.publishing import rehearsed  # noqa: PLC0415 - opens late

    with _told_findings(), steps_bar() as tell:
        return rehearsed(order, tell)


def _tell_release(release: "Release") -> None:
    from hookline.releasing.publishing import name_of  # noqa: PLC0415 - opens late
    from hookline.render.safe import one_line  # noqa: PLC0415 - opens late

    values = {"name": name_of(release), "commit": release.commit or said("none", spoken())}
    say([filled("build would write {name} and its ZIP, of commit {commit}:", values, spoken())])
    say(f"{each.bytes:>12,}  {one_line(name)}" for name, each in release.files.items())
    whole = {
        "count": f"{len(release.files):,}",
        "bytes": f"{sum(each.bytes for each in release.files.values()):,}",
        "content": release.content,
    }
    say([filled("{count} files, {bytes} bytes; content {content}", whole, spoken())])


def _rehearse(stand: "Standing", root: Path) -> None:
    """Prepare and build a copy of the corpus, and tell what would be written."""
    import tempfile  # noqa: PLC0415 - opens late

    from hookline.releasing.assembling import Order  # noqa: PLC0415 - opens late
    from hookline.releasing.preparing import rehearsal  # noqa: PLC0415 - opens late

    if not stand.gaps:
        _tell_release(_rehearsed(Order(root=root, git=False, language=spoken())))
        return
    made = _prepared(stand, root, None, day(None))
    say([""])
    _tell_preparation(made)
    say([""])
    with tempfile.TemporaryDirectory(prefix="hookline-") as folder:
        copy = rehearsal(root, made, Path(folder).resolve())
        _tell_release(_rehearsed(Order(root=copy, git=False, language=spoken())))


def _paths(made: "Preparation", root: Path) -> Iterator[str]:
    """Yield what is to be committed, as an argument of git."""
    import shlex  # noqa: PLC0415 - opens late

    from hookline.files import shown  # noqa: PLC0415 - opens late
    from hookline.render.safe import one_line  # noqa: PLC0415 - opens late

    for path in (root, *(each for each in made.files if not each.is_relative_to(root))):
        yield one_line(shlex.quote(str(shown(path))))


@contextmanager
def _told_findings() -> Iterator[None]:
    """Show what keeps a corpus from a release, and end the command."""
    import msgspec  # noqa: PLC0415 - opens late

    from hookline.errors import InvalidCorpusError  # noqa: PLC0415 - opens late
    from hookline.findings import Severity  # noqa: PLC0415 - opens late
    from hookline.render import report as render  # noqa: PLC0415 - opens late
    from hookline.render.safe import one_line  # noqa: PLC0415 - opens late

    try:
        yield
    except InvalidCorpusError as error:
        found = tuple(each for each in error.report.findings if each.severity != Severity.INFO)
        say(render.text(msgspec.structs.replace(error.report, findings=found), paint))
        words = error.sentence
        told = one_line(filled(words.template, words.values, spoken()))
        click.echo(f"hookline: {told}", err=True)
        finish(error.report.exit_code(fail_on_warning=True))
