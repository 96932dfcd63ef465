"""What each release of a corpus brought, as Markdown."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from hookline.language import Language, filled, said
from hookline.model import ChangelogEntry, Manifest
from hookline.render.markdown import escaped

_MOST = 500
"""Lines of one list; what is beyond stands in changelog.json."""
_LISTS = (
    ("Added", "added"),
    ("Text changed", "text"),
    ("Labels changed", "labels"),
    ("Something else changed", "meta"),
)


def changelog_page(manifest: Manifest, entries: Sequence[ChangelogEntry]) -> str:
    """Return the page of all releases, the newest first; in English, as the other pages."""
    head = (
        filled("# Changelog of the corpus {name}", {"name": manifest.name}),
        "",
        said("Written by `hookline release prepare` from `changelog.json`; not edited by hand."),
    )
    lines = (line for each in entries for line in ("", *entry_lines(each)))
    return "\n".join((*head, *lines)) + "\n"


def entry_lines(entry: ChangelogEntry, language: Language = "en") -> Iterator[str]:
    """Yield the lines about one release."""
    yield f"## {entry.version} ({entry.date})"
    yield ""
    counts = {name: f"{getattr(entry, name):,}" for name in ("dialogues", "scripts", "turns")}
    values = {**counts, "schema": entry.schema_version, "ruleset": entry.ruleset}
    template = (
        "{dialogues} dialogues of {scripts} scripts, {turns} turns; schema {schema}, judged by "
        "hookline {ruleset}."
    )
    yield filled(template, values, language)
    if entry.reasons:
        yield ""
    for reason in entry.reasons:
        words = filled(reason.what + ": {count}", {"count": f"{reason.count:,}"}, language)
        yield f"- {words} ({reason.weight})"
    for title, name in _LISTS:
        yield from _listed(said(title, language), list(_by_script(getattr(entry, name))), language)
    gone = [f"`{each.id}`: {each.reason or said('none', language)}" for each in entry.withdrawn]
    yield from _listed(said("Withdrawn", language), gone, language)
    splits = [f"`{each}`" for each in entry.splits]
    yield from _listed(said("Splits added", language), splits, language)
    notes = [f"`{each.dialogue}`, {each.part}: {escaped(each.note)}" for each in entry.notes]
    yield from _listed(said("Notes", language), notes, language)


def _by_script(ids: Sequence[str]) -> Iterator[str]:
    for script, some in groupby(ids, key=lambda each: each.partition("/")[0]):
        yield f"`{script}`: {', '.join(each.partition('/')[2] for each in some)}"


def _listed(title: str, lines: Sequence[str], language: Language) -> Iterator[str]:
    if not lines:
        return
    yield from ("", f"### {title}", "")
    yield from (f"- {each}" for each in lines[:_MOST])
    if len(lines) > _MOST:
        values = {"count": f"{len(lines) - _MOST:,}"}
        yield filled("- and {count} more, which `changelog.json` lists", values, language)
