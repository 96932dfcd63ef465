"""What the rules found in one dialogue → its findings: corpus rules, waivers, what is older."""

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import NamedTuple

from hookline.files import shown
from hookline.findings import Finding, Hit, Level, NotRun, RuleInfo, Severity
from hookline.judging import RULES, Found, Judge, Judged, eased
from hookline.language import Phrase
from hookline.model import Waiver
from hookline.reading import Record
from hookline.rules import CORPUS_RULES, Facts
from hookline.rules import file as file_rules
from hookline.rules.change import ChangeRule, State
from hookline.rules.waiver import judged as waived
from hookline.surroundings import CorpusOnDisk
from hookline.versions import newer

_ALONE = frozenset({Level.DIALOGUE})
_IN_CORPUS = frozenset({Level.DIALOGUE, Level.CORPUS})

Seen = MutableMapping[tuple[str, str], tuple[Path, int]]
"""By corpus and id, the file and line of the first dialogue that has it."""


class Pending(NamedTuple):
    """What is kept of a dialogue until corpus rules run."""

    record: Record
    facts: Facts
    root: Path
    hits: tuple[Found, ...]
    waivers: tuple[Waiver, ...]


class Verdict(NamedTuple):
    """What became of one dialogue; `waived` findings are not among its findings."""

    findings: tuple[Finding, ...] = ()
    waived: int = 0
    not_run: tuple[NotRun, ...] = ()


def repeated(seen: Seen, corpus: str, record: Record, judged: Judged) -> tuple[Found, ...]:
    """Return what was found in a dialogue, and its id where another has it already.

    Args:
        seen: the ids so far; the dialogue's is added.
        corpus: where the id must be the only one.
        record: the dialogue.
        judged: what is known of it.
    """
    hits = judged.hits
    if judged.id is None or any(rule == file_rules.PATH_IS_ID.id for rule, _ in hits):
        return hits  # a copy that kept its id must not accuse the original
    here = (record.path, record.line)
    first = seen.setdefault((corpus, judged.id), here)
    if first is here:
        return hits
    place = Record(first[0], first[1], b"", record.kind).place
    values: Mapping[str, object] = {"id": judged.id, "first": place}
    return (*hits, (file_rules.UNIQUE_ID.id, Hit("/id", values)))


def homeless(judge: Judge, record: Record) -> NotRun:
    """Return what is said of a file that belongs to no corpus."""
    why = "the file belongs to no corpus (no manifest.json beside dialogues/ above it)"
    what = "the checks of twin, original, sources and annotators"
    return judge.skipped(record, Phrase(what), Phrase(why))


def settled_in_corpus(judge: Judge, pending: Pending, around: CorpusOnDisk) -> Verdict:
    """Return what becomes of a dialogue once all that stand around it are known."""
    record, facts = pending.record, pending.facts
    not_run = tuple(judge.skipped(record, what, why) for what, why in around.gaps(facts))
    found = list(pending.hits)
    for rule in CORPUS_RULES:
        found += [(rule.info.id, hit) for hit in rule.check(facts, around)]
    if not found and not pending.waivers:
        return Verdict(not_run=not_run)
    place = (around, facts.id)
    return settled(judge, record, found, pending.waivers, place)._replace(not_run=not_run)


def settled(
    judge: Judge,
    record: Record,
    hits: Iterable[Found],
    waivers: tuple[Waiver, ...],
    place: tuple[CorpusOnDisk, str] | None = None,
) -> Verdict:
    """Make findings of hits, less what is waived; rules newer than the dialogue only warn.

    Args:
        judge: whose words they are in.
        record: the dialogue.
        hits: what was found in it.
        waivers: its own.
        place: its corpus and id, where corpus rules ran.
    """
    found = [(RULES[rule], hit) for rule, hit in hits]
    accepted = 0
    if waivers:
        found, accepted = waived(waivers, found, RULES, _IN_CORPUS if place else _ALONE)
    if place and found:
        found = list(_ratcheted(found, *place))
    return Verdict(tuple(judge.located(record, found)), accepted)


def compared(
    judge: Judge, rules: tuple[ChangeRule, ...], root: Path, before: State, now: State
) -> Iterator[Finding]:
    """Yield what rules find that compare a corpus with an older state of it."""
    for rule in rules:
        for changed in rule.check(before, now):
            at = Record(shown(root / changed.file), 0, b"", "dialogue")
            yield from judge.located(at, [(rule.info, changed.hit)])


def _ratcheted(
    found: list[tuple[RuleInfo, Hit]], around: CorpusOnDisk, dialogue_id: str
) -> Iterator[tuple[RuleInfo, Hit]]:
    """Yield findings; errors of rules newer than the released, unchanged dialogue as warnings."""
    locked = around.lock.dialogues.get(dialogue_id) if around.lock else None
    for info, hit in found:
        judged_then = not locked or not newer(info.since, locked.ruleset)
        exempt = info.severity is not Severity.ERROR or not info.waivable
        if judged_then or exempt or locked is None:
            yield info, hit
            continue
        now = around.hashes(dialogue_id)
        yield (eased(info) if now and now.labels == locked.labels else info), hit
