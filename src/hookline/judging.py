"""One record → what is wrong with it, seen by itself; the same in this process and in another."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

import msgspec

from hookline.files import canonical
from hookline.findings import Finding, Hit, Location, NotRun, RuleInfo, Severity
from hookline.gate import decoded
from hookline.identifiers import masked_text
from hookline.language import Language, Phrase, filled
from hookline.model import Dialogue, Waiver, dialogue_from
from hookline.places import Source
from hookline.positions import scan
from hookline.reading import Record
from hookline.rules import CATALOGUE, Facts, facts_of, triggered
from hookline.rules import file as file_rules
from hookline.shape import ADDED, REQUIRED, UNKNOWN_FIELD, Engine, is_valid, shape_hits
from hookline.snippets import located

RULES = {info.id: info for info in CATALOGUE}
Found = tuple[str, Hit]
"""The id of a rule, and what it yielded."""


class Judged(NamedTuple):
    """What is known of one record.

    Attributes:
        findings: what is wrong with it as a file, and its shape.
        hits: what the rules on one dialogue found; waivers are not yet considered.
        id: of a dialogue that has the schema's shape, None of what has not.
        facts: where the dialogue belongs to a corpus.
        value: the raw record, where it is no dialogue and has its shape.
        readable: whether it is JSON.
    """

    findings: tuple[Finding, ...] = ()
    not_run: tuple[NotRun, ...] = ()
    hits: tuple[Found, ...] = ()
    id: str | None = None
    waivers: tuple[Waiver, ...] = ()
    facts: Facts | None = None
    value: Any = None
    readable: bool = True


class Judge(NamedTuple):
    """How records are judged.

    Attributes:
        rules: whether to go on from the schema to the rules.
    """

    engine: Engine
    rules: bool
    language: Language

    def judge(self, record: Record, expected: str | None, *, in_corpus: bool) -> Judged:
        """Return what is known of a record.

        Args:
            record: what to judge.
            expected: the id that its path stands for, if it has one.
            in_corpus: whether the facts that corpus rules need are wanted.
        """
        if record.kind == "dialogue" and self.engine == "jsonschema-rs":
            dialogue = decoded(record.data)
            if dialogue is not None and len(record.data) <= file_rules.MAX_BYTES:
                return self._dialogue(record, dialogue, expected, in_corpus=in_corpus)
        return self._closely(record, expected, in_corpus=in_corpus)

    def _closely(self, record: Record, expected: str | None, *, in_corpus: bool) -> Judged:
        parsed = file_rules.parse(record.data)
        findings: list[Finding] = []
        if parsed.spots:
            scanned = scan(parsed.text)
            for spot in parsed.spots:
                place = (spot.offset, spot.offset + 1)
                findings.append(self.finding(record, spot.info, spot.hit, scanned, place))
        if not parsed.readable:
            why = Phrase("the file is not readable as JSON")
            skipped = self.skipped(record, Phrase("schema and rules"), why)
            return Judged(tuple(findings), (skipped,), readable=False)
        doubled = any(spot.info is file_rules.DUPLICATE_KEY for spot in parsed.spots)
        try:
            valid = is_valid(parsed.value, record.kind, self.engine)
        except (ValueError, RecursionError):  # an engine gives up on a bomb of brackets
            valid = False
        if not valid:
            source = Source(parsed.text)
            findings += self._misshapen(record, parsed.value, expected, source, doubled=doubled)
            if record.kind != "dialogue" or not self.rules:
                return Judged(tuple(findings))
            why = Phrase("the file does not have the schema's shape")
            return Judged(tuple(findings), (self.skipped(record, Phrase("rules"), why),))
        if record.kind != "dialogue":
            return Judged(tuple(findings), value=parsed.value)
        dialogue = dialogue_from(parsed.value)
        judged = self._dialogue(record, dialogue, expected, in_corpus=in_corpus)
        if doubled:
            hits = tuple((rule, _left(hit)) for rule, hit in judged.hits)
            judged = judged._replace(hits=hits)
        return judged._replace(findings=tuple(findings) or judged.findings)

    def _misshapen(
        self,
        record: Record,
        value: Any,  # noqa: ANN401 - a raw JSON value
        expected: str | None,
        scanned: Source,
        *,
        doubled: bool,
    ) -> Iterator[Finding]:
        if deep := file_rules.too_deep(file_rules.depth_of(value)):
            yield self.finding(record, deep.info, deep.hit, scanned, (0, 1))
            return
        hits = shape_hits(value, record.kind, self.engine, most=file_rules.MOST_FINDINGS)
        for info, hit in hits:
            found = hit
            if expected and info is REQUIRED and (hit.pointer, hit.values["field"]) == ("", "id"):
                found = Hit(hit.pointer, hit.values, expected, fixable=True, hint=ADDED)
            found = _left(found) if doubled else found
            stretch = scanned.stretch(hit.pointer, key=info is UNKNOWN_FIELD)
            yield self.finding(record, info, found, scanned, stretch)

    def _dialogue(
        self, record: Record, dialogue: Dialogue, expected: str | None, *, in_corpus: bool
    ) -> Judged:
        chosen = triggered(dialogue) if self.rules else ()
        if not chosen and expected is None and not in_corpus:
            return Judged((), (), (), dialogue.id, dialogue.waivers)
        hits: list[Found] = []
        findings: tuple[Finding, ...] = ()
        if expected is not None:
            if expected != dialogue.id:
                values = {"id": dialogue.id, "expected": expected}
                hits.append((file_rules.PATH_IS_ID.id, Hit("/id", values)))
            if self.rules:
                findings = tuple(self._formatted(record, dialogue))
        for rule in chosen:
            found = islice(rule.check(dialogue), file_rules.MOST_FINDINGS)
            hits += [(rule.info.id, hit) for hit in found]
        facts = facts_of(dialogue) if in_corpus and self.rules else None
        return Judged(findings, (), tuple(hits), dialogue.id, dialogue.waivers, facts)

    def _formatted(self, record: Record, dialogue: Dialogue) -> Iterator[Finding]:
        wanted = canonical(dialogue)
        if wanted.encode() == record.data:
            return
        text = file_rules.text_of(record.data)
        pairs = enumerate(zip(text, wanted, strict=False))
        shorter = min(len(text), len(wanted))
        first = next((at for at, (one, other) in pairs if one != other), shorter)
        scanned = Source(text)
        hit = Hit("", fixable=True)
        yield self.finding(record, file_rules.CANONICAL, hit, scanned, (first, first + 1))

    def located(self, record: Record, hits: list[tuple[RuleInfo, Hit]]) -> Iterator[Finding]:
        """Yield findings of hits, whose places are looked up in the record's text."""
        if hits:
            scanned = Source(file_rules.text_of(record.again()))
            for info, hit in hits:
                stretch = scanned.stretch(hit.pointer, within=hit.within)
                yield self.finding(record, info, hit, scanned, stretch)

    def finding(
        self,
        record: Record,
        info: RuleInfo,
        hit: Hit,
        scanned: Source | None = None,
        stretch: tuple[int, int] = (0, 1),
    ) -> Finding:
        """Return a finding in words, with its place."""
        location, snippet = Location(file=record.name), None
        if scanned:
            location, snippet = located(
                scanned, stretch, file=record.name, line=record.line, pointer=hit.pointer
            )
        mends = hit.fixable and record.mendable
        hint = Phrase(info.hint, hit.values)
        if hit.hint and mends == hit.fixable:
            hint = hit.hint
        return Finding(
            rule=info.id,
            severity=info.severity,
            message=masked_text(filled(info.message, hit.values, self.language)),
            location=location,
            hint=filled(hint.template, hint.values, self.language),
            suggestion=hit.suggestion,
            snippet=snippet,
            fixable=mends,
        )

    def skipped(self, record: Record, what: Phrase, why: Phrase) -> NotRun:
        """Return what is said of checks that did not run."""
        words = [filled(each.template, each.values, self.language) for each in (what, why)]
        return NotRun(file=record.name, what=words[0], why=words[1])


def _left(hit: Hit) -> Hit:
    """Return what `fix` leaves alone, since it cannot tell which of two fields is meant."""
    return msgspec.structs.replace(hit, fixable=False, hint=None)


def eased(info: RuleInfo) -> RuleInfo:
    """Return a rule as a warning, for dialogues that are older than it."""
    return msgspec.structs.replace(info, severity=Severity.WARNING)
