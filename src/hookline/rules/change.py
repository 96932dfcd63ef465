"""What a corpus may change of what it was: compared with a base, usually the branch to merge into.

Released is what the base's lock holds; what is not released may change freely.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Literal

import msgspec

from hookline.examples import (
    LOCK,
    LOCKED,
    MANIFEST,
    SCAM,
    SCRIPT,
    Bad,
    patched,
)
from hookline.findings import Hit, Level, RuleInfo, Severity, firm
from hookline.lock import Hashes
from hookline.model import ChangeNote, Lock, Split, Waiver
from hookline.versions import newer, order

MANIFEST_FILE = "manifest.json"


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What rules on changes see of a corpus.

    Attributes:
        lock: what was released last; None before the first release.
        hashes: of every dialogue that has the schema's shape.
        waivers: of every dialogue that has some.
        splits: by name.
        withdrawn: the first version without each dialogue that has a tombstone, by id.
    """

    version: str
    lock: Lock | None
    hashes: Mapping[str, Hashes]
    waivers: Mapping[str, tuple[Waiver, ...]]
    splits: Mapping[str, Split]
    withdrawn: Mapping[str, str]
    notes: tuple[ChangeNote, ...]


class Changed(msgspec.Struct, frozen=True):
    """A hit and the file, within the corpus, that it stands in."""

    file: str
    hit: Hit


Weight = Literal["major", "minor", "patch"]


class Reason(msgspec.Struct, frozen=True):
    """One kind of change that the version must tell of, and how often it occurs.

    Attributes:
        weight: what it raises from 1.0 on.
        template: an English sentence about `{count}`.
    """

    weight: Weight
    template: str
    count: int

    @property
    def what(self) -> str:
        """The kind of change alone, in English."""
        return self.template.removesuffix(": {count}")


class ChangeRule(msgspec.Struct, frozen=True):
    """A rule that compares a corpus with its base."""

    info: RuleInfo
    check: Callable[[State, State], Iterator[Changed]]


_info = partial(firm, "change", Level.CHANGE)


def parts_changed(base: State, now: State) -> Iterator[tuple[str, str]]:
    """Yield id and part (`text`, `labels`, `meta`) of every released dialogue that was changed."""
    for dialogue_id, locked in base.lock.dialogues.items() if base.lock else ():
        found = now.hashes.get(dialogue_id)
        for part in ("text", "labels", "meta") if found else ():
            if getattr(found, part) != getattr(locked, part):
                yield dialogue_id, part


def _noted(part: str) -> Callable[[State, State], Iterator[Changed]]:
    def check(base: State, now: State) -> Iterator[Changed]:
        released = base.lock.version if base.lock else ""
        noted = {
            note.dialogue
            for note in now.notes
            if note.part == part and newer(note.version, released)
        }
        for dialogue_id, changed in parts_changed(base, now):
            if changed == part and dialogue_id not in noted:
                values = {"id": dialogue_id, "version": released}
                yield Changed(f"dialogues/{dialogue_id}.json", Hit("", values))

    return check


def published(base: State) -> Mapping[str, Mapping[str, str]]:
    """Return the splits that may not change: those of the lock, without one all there are."""
    if base.lock is not None:
        return base.lock.splits
    return {name: split.scripts for name, split in base.splits.items()}


def _removed(base: State, now: State) -> Iterator[Changed]:
    for dialogue_id in base.lock.dialogues if base.lock else ():
        if dialogue_id not in now.hashes and dialogue_id not in now.withdrawn:
            yield Changed(MANIFEST_FILE, Hit("", {"id": dialogue_id}))


def _moved(base: State, now: State) -> Iterator[Changed]:
    for name, scripts in published(base).items():
        if name not in now.splits:
            yield Changed(MANIFEST_FILE, Hit("", {"split": name, "script": "*"}))
            continue
        after = now.splits[name].scripts
        for script in sorted({*scripts, *after}):
            if scripts.get(script) != after.get(script):
                pointer = f"/scripts/{script}" if script in after else "/scripts"
                hit = Hit(pointer, {"split": name, "script": script})
                yield Changed(f"splits/{name}.json", hit)


def _version(base: State, now: State) -> Iterator[Changed]:
    least = least_version(base, now)
    if least and order(now.version) < order(least):
        released = base.lock.version if base.lock else ""
        values = {"found": now.version, "released": released, "least": least}
        yield Changed(MANIFEST_FILE, Hit("/version", values, least))


def _waived(base: State, now: State) -> Iterator[Changed]:
    for dialogue_id, waivers in now.waivers.items():
        before = {(each.rule, each.pointer) for each in base.waivers.get(dialogue_id, ())}
        for number, each in enumerate(waivers):
            if (each.rule, each.pointer) not in before:
                hit = Hit(f"/waivers/{number}", {"rule": each.rule})
                yield Changed(f"dialogues/{dialogue_id}.json", hit)


def gone(base: State, now: State) -> set[str]:
    """Return ids that went since the release; those of withdrawn ones may have left its lock."""
    released = base.lock.version if base.lock else None
    buried = {
        each for each, version in now.withdrawn.items() if released and newer(version, released)
    }
    return {
        each for each in (base.lock.dialogues if base.lock else ()) if each not in now.hashes
    } | buried


def reasons(base: State, now: State) -> Iterator[Reason]:
    """Yield why the version must rise, the weightiest first.

    Semantic Versioning 2.0, counted on what readers compare scores by: major for a change inside
    a named split, of its membership, or an id that went without a tombstone; minor for dialogues
    or splits added, and for text or labels changed or withdrawn outside every split; patch for the
    rest.
    """
    locked = base.lock.dialogues if base.lock else {}
    fixed = published(base)
    inside = {script for scripts in fixed.values() for script in scripts}
    changed = list(parts_changed(base, now))
    said = {dialogue_id for dialogue_id, part in changed if part != "meta"}
    left = gone(base, now)
    buried = left & now.withdrawn.keys()
    within = {each for each in said | left if each.partition("/")[0] in inside}
    counts: tuple[tuple[Weight, str, int], ...] = (
        ("major", "text or labels changed inside a split: {count}", len(said & within)),
        ("major", "gone from a split: {count}", len(left & within)),
        ("major", "gone without a tombstone: {count}", len(left - buried)),
        ("major", "changes of published splits: {count}", sum(1 for _ in _moved(base, now))),
        ("minor", "dialogues added: {count}", len(set(now.hashes) - set(locked))),
        ("minor", "splits added: {count}", len(set(now.splits) - set(fixed))),
        ("minor", "text or labels changed outside every split: {count}", len(said - within)),
        ("minor", "withdrawn outside every split: {count}", len(buried - within)),
        ("patch", "changed in what is neither text nor labels: {count}",
         len({each for each, part in changed if part == "meta"})),
    )  # fmt: skip
    yield from (Reason(*each) for each in counts if each[2])


def least_version(base: State, now: State) -> str | None:
    """Return the least version that a corpus may have after its changes; None without a release.

    Before 1.0 a minor version says what a major one says later (item 4 of the standard).
    """
    weights = {each.weight for each in reasons(base, now)} if base.lock else ()
    if base.lock is None or not weights:
        return None
    major, minor, patch = order(base.lock.version)[:3]
    if "major" in weights and major:
        return f"{major + 1}.0.0"
    if weights != {"patch"}:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}"


_NEXT = patched(MANIFEST, ("/version", "0.2.0"))
_WAIVER = {
    "rule": "money/implausible",
    "pointer": "/turns/4/demand/amount",
    "reason": "The amount is printed in the bulletin itself.",
    "by": "maintainer",
    "date": "2026-11-23",
}
_DEAR = (
    ("/turns/4/demand/amount", 199_000_000),
    ("/turns/4/text", "The courier wants 199,000,000 more."),
)

RULES: tuple[ChangeRule, ...] = (
    ChangeRule(
        _info(
            "text-noted",
            "Released text changes only with a note.",
            "the text of {id} differs from release {version}, and no note in changes.json says why",
            "Scores on the old text and the new one are not the same scores.",
            "Add a note with part text and the next version to changes.json, or bring the text "
            "back.",
            Bad("", (("/turns/5/text", "You said that post was free."),), also=(_NEXT,)),
        ),
        _noted("text"),
    ),
    ChangeRule(
        _info(
            "labels-noted",
            "Released labels change only with a note.",
            "the labels of {id} differ from release {version}, and no note in changes.json says "
            "why",
            "Scores on the old labels and the new ones are not the same scores.",
            "Add a note with part labels and the next version to changes.json, or bring the labels "
            "back.",
            Bad("", (("/turns/5/response", "question"),), also=(_NEXT,)),
        ),
        _noted("labels"),
    ),
    ChangeRule(
        _info(
            "id-removed",
            "A released id goes only with a tombstone.",
            "the dialogue {id} was released, but it is gone, and withdrawn.json does not name it",
            "Whoever looks for the dialogue must learn that it was withdrawn.",
            "Bring it back, or add its id to withdrawn.json.",
            Bad(
                "",
                (("/version", "0.2.0"),),
                on="manifest",
                base=(patched(LOCK, (f"/dialogues/{SCRIPT}~1en-gone", LOCKED)),),
            ),
        ),
        _removed,
    ),
    ChangeRule(
        _info(
            "split-moved",
            "A published split never changes.",
            "the published split {split} has changed: {script}",
            "Scores under one name must be on the same dialogues.",
            "Bring it back, and publish the new assignment under a new name.",
            Bad(
                f"/scripts/{SCRIPT}",
                ((f"/scripts/{SCRIPT}", "validation"),),
                on="split",
                also=(_NEXT,),
            ),
        ),
        _moved,
    ),
    ChangeRule(
        _info(
            "version",
            "The version says how much has changed since the release.",
            "the version is {found}, but what changed since {released} needs at least {least}",
            "Readers learn from the version whether their scores still compare.",
            "Raise the version in manifest.json.",
            Bad("/version", (("/title", "A telephone on a marketplace"),)),
            severity=Severity.WARNING,
        ),
        _version,
    ),
    ChangeRule(
        _info(
            "waiver-added",
            "Every new waiver is looked at.",
            "this waiver of {rule} is new",
            "A waiver accepts what a rule finds; somebody else should agree.",
            "Nothing is to be done; reviewers see it here.",
            Bad(
                "/waivers/0",
                (*_DEAR, ("/waivers", [_WAIVER])),
                also=(_NEXT,),
                base=(patched(SCAM, *_DEAR), patched(LOCK, ("/dialogues", {}))),
            ),
            severity=Severity.WARNING,
        ),
        _waived,
    ),
)
RELEASE_RULES = RULES[:4]
"""What a corpus must keep of its own lock, whatever it is compared with."""
