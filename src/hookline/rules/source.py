"""The bibliography: each source once, each of some use."""

from collections.abc import Iterator
from functools import partial

from hookline.examples import SCAM, Bad, patched
from hookline.findings import Hit, Level, Severity, firm
from hookline.model import Source
from hookline.rules.base import Part, PartRule, Surroundings

_info = partial(firm, "source", Level.CORPUS)


def _twice(part: Part, _around: Surroundings) -> Iterator[Hit]:
    seen: dict[tuple[str, str, str], str] = {}
    for pointer, source in part.entries:
        if not isinstance(source, Source):
            continue
        keys = [(source.title.casefold(), source.publisher.casefold(), source.date)]
        keys += [("", "", source.url)] if source.url else []
        for key in keys:
            first = seen.setdefault(key, source.id)
            if first != source.id:
                yield Hit(f"{pointer}/id", {"id": source.id, "first": first})
                break


def _unused(part: Part, around: Surroundings) -> Iterator[Hit]:
    idle = [
        (pointer, source.id)
        for pointer, source in part.entries
        if isinstance(source, Source) and source.id not in around.cited
    ]
    begun = len(idle) < len(part.entries)  # in a new corpus nothing is cited yet
    if idle and begun and around.is_whole():
        for pointer, source_id in idle:
            yield Hit(f"{pointer}/id", {"id": source_id})


_BULLETIN = {
    "title": "Bulletin",
    "publisher": "Police",
    "date": "2020",
    "language": "en",
    "kind": "advisory",
    "taken": "The method.",
}

RULES: tuple[PartRule, ...] = (
    PartRule(
        _info(
            "once",
            "No source is listed under two ids.",
            "the source {id} is listed already, as {first}",
            "Scripts that retell one case would seem to retell two, and may be divided by a split.",
            "Keep one of the two ids, and cite it everywhere.",
            Bad(
                "/sources/1/id",
                (("/sources/-", {"id": "bulletin-again"} | _BULLETIN),),
                on="sources",
                also=(patched(SCAM, ("/provenance/sources/-", "bulletin-again")),),
            ),
            severity=Severity.WARNING,
        ),
        _twice,
    ),
    PartRule(
        _info(
            "cited",
            "Once sources are cited, each of them is.",
            "no dialogue cites the source {id}",
            "A bibliography tells where the corpus comes from, and this comes from elsewhere.",
            "Cite it where its facts are used, or take it out.",
            Bad(
                "/sources/1/id",
                (("/sources/-", {"id": "leaflet"} | _BULLETIN | {"title": "Leaflet"}),),
                on="sources",
            ),
            severity=Severity.INFO,
        ),
        _unused,
    ),
)
