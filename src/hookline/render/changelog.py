"""What each release of a corpus brought, as a page in Markdown."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from hookline.model import ChangelogEntry, Manifest
from hookline.render.markdown import escaped

_MOST = 500
"""Lines of one list; what is beyond stands in changelog.json."""
_LISTS = (
    ("Added", "added"),
    ("Text changed", "text"),
    ("Labels changed", "labels"),
    ("Changed in what is neither text nor labels", "meta"),
)


def changelog_page(manifest: Manifest, entries: Sequence[ChangelogEntry]) -> str:
    """Return the page of all releases, the newest first."""
    head = (
        f"# Changelog of the corpus {manifest.name}",
        "",
        "Written by `hookline release prepare` from `changelog.json`; not to be edited by hand.",
    )
    lines = (line for each in entries for line in ("", *entry_lines(each)))
    return "\n".join((*head, *lines)) + "\n"


def entry_lines(entry: ChangelogEntry) -> Iterator[str]:
    """Yield the lines about one release."""
    yield f"## {entry.version} ({entry.date})"
    yield ""
    yield (
        f"{entry.dialogues:,} dialogues of {entry.scripts:,} scripts, {entry.turns:,} turns; "
        f"schema {entry.schema_version}, judged by hookline {entry.ruleset}."
    )
    if entry.reasons:
        yield ""
    for reason in entry.reasons:
        yield f"- {reason.what}: {reason.count:,} ({reason.weight})"
    for title, name in _LISTS:
        yield from _listed(title, list(_by_script(getattr(entry, name))))
    gone = [f"`{each.id}`: {each.reason or 'no reason given'}" for each in entry.withdrawn]
    yield from _listed("Withdrawn", gone)
    yield from _listed("Splits added", [f"`{each}`" for each in entry.splits])
    notes = [f"`{each.dialogue}`, {each.part}: {escaped(each.note)}" for each in entry.notes]
    yield from _listed("Why", notes)


def _by_script(ids: Sequence[str]) -> Iterator[str]:
    for script, some in groupby(ids, key=lambda each: each.partition("/")[0]):
        yield f"`{script}`: {', '.join(each.partition('/')[2] for each in some)}"


def _listed(title: str, lines: Sequence[str]) -> Iterator[str]:
    if not lines:
        return
    yield from ("", f"### {title}", "")
    yield from (f"- {each}" for each in lines[:_MOST])
    if len(lines) > _MOST:
        yield f"- and {len(lines) - _MOST:,} more, which `changelog.json` lists"
