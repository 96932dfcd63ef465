"""`fix` and `fmt`: a dialogue file as it should be, as far as that is certain."""

import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from hookline.errors import NothingFoundError
from hookline.files import Homes, canonical, laid_out, read_bytes
from hookline.findings import Finding, Hit, RuleInfo
from hookline.judging import RULES, Judge
from hookline.language import Language, Phrase, filled
from hookline.model import dialogue_from
from hookline.places import Source
from hookline.reading import Record, files_of
from hookline.rules import CATALOGUE
from hookline.rules import file as file_rules
from hookline.rules.waiver import judged as waived
from hookline.shape import REQUIRED, UNKNOWN_FIELD, is_valid, shape_hits
from hookline.snippets import located

_BOM = "\ufeff"
_MOST_PASSES = 4
"""One mended place lets another be found: a span in a text that is composed."""
Left = tuple[Finding, ...]
FIXES: tuple[RuleInfo, ...] = tuple(info for info in CATALOGUE if info.fix)


class Mended(NamedTuple):
    """What becomes of one file.

    Attributes:
        before: the text as it is, with a byte order mark and other bytes as they are.
        after: the text as it should be; `before` where nothing can be done.
        rules: what was mended, by rule; empty where nothing was to do.
        refusal: why the file is none that is mended.
        relabel: whether layers that were made on the old text are out of date.
    """

    before: str
    after: str
    rules: tuple[str, ...] = ()
    refusal: Phrase | None = None
    relabel: bool = False

    @property
    def changed(self) -> bool:
        """Tell whether the file is to be written."""
        return bool(self.rules)

    @property
    def data(self) -> bytes:
        """The bytes to write."""
        return self.after.encode("utf-8", "surrogateescape")

    def unseen(self) -> Iterator[Phrase]:
        """Yield what changes and is not seen in lines of text."""
        if self.before.startswith(_BOM) and not self.after.startswith(_BOM):
            yield Phrase("byte order mark taken out")
        for name, ends in (("CRLF", r"\r\n"), ("CR", r"\r(?!\n)")):
            if re.search(ends, self.before) and not re.search(ends, self.after):
                yield Phrase("line ends: {found} → LF", {"found": name})
        if self.after.endswith("\n") and not self.before.endswith(("\n", "\r")):
            yield Phrase("newline added at the end")

    def diff(self, name: str) -> Iterator[str]:
        """Yield the lines of a unified diff; it is empty where only what is unseen changes."""
        lines = [_lines(text.removeprefix(_BOM)) for text in (self.before, self.after)]
        names = (f"a/{name}", f"b/{name}")
        for line in difflib.unified_diff(lines[0], lines[1], *names, n=1, lineterm=""):
            yield from line.split("\n")


def _lines(text: str) -> list[str]:
    """Return the lines of a text; the last one says, as in git, if it has no end."""
    *lines, last = re.split(r"\r\n?|\n", text)
    return [*lines, f"{last}\n\\ No newline at end of file"] if last else lines


def dialogue_files(path: Path) -> list[Path]:
    """Return the dialogue files that a path stands for.

    Raises:
        UnreadableFileError: the path is missing or cannot be listed.
        NothingFoundError: there is no dialogue file.
    """
    found = [each for each in files_of(path) if each == path or _is_dialogue(each)]
    if not found:
        raise NothingFoundError(Phrase("there is no dialogue in {path}", {"path": str(path)}))
    return found


def mended_file(path: Path, *, only_form: bool = False) -> Mended:
    """Return what becomes of a file.

    Args:
        path: a dialogue file.
        only_form: whether only its form is mended (`fmt`), and not what it says (`fix`).

    Raises:
        UnreadableFileError: the path is missing or cannot be opened.
    """
    if path.suffix.lower() == ".jsonl":
        return Mended("", "", refusal=Phrase("lines of a JSONL file are not mended"))
    if not _is_dialogue(path):
        return Mended("", "", refusal=Phrase("only dialogue files are mended"))
    data = read_bytes(path, file_rules.MAX_BYTES + 1)
    return mended(data, Homes().dialogue_id(path), only_form=only_form)


def mended(data: bytes, expected: str | None = None, *, only_form: bool = False) -> Mended:
    """Return what becomes of the bytes of a dialogue file.

    What is certain is mended, whatever else is wrong with it; see `left_in` for that.

    Args:
        data: the bytes.
        expected: the id that its path stands for; a file without an id is given it.
        only_form: whether only its form is mended, and not what it says.
    """
    parsed = file_rules.parse(data)
    before = data.decode("utf-8", "surrogateescape")
    marked = any(spot.info is file_rules.BOM for spot in parsed.spots)
    rules = [file_rules.BOM.id] if marked else []
    value: Any = parsed.value
    if not parsed.readable or len(parsed.spots) > marked or not _is_record(value):
        return Mended(before, before.removeprefix(_BOM) if marked else before, tuple(rules))
    if _in_form(value) != before.removeprefix(_BOM):
        rules.append(file_rules.CANONICAL.id)
    if not only_form:
        value, further = _fixed(value, expected)
        rules += further
    after = _in_form(value)
    if after == before:
        return Mended(before, after)
    relabel = _text(value) != _text(parsed.value)
    return Mended(before, after, tuple(rules), relabel=relabel)


def left_in(
    mend: Mended, path: Path, language: Language, *, only_form: bool, written: bool
) -> Left:
    """Return what people must mend in a file.

    That are findings on its bytes and its shape and, unless only the form is mended, those of rules
    with a fix, where what is meant is not certain.

    Args:
        mend: what becomes of the file.
        path: the file.
        language: what is said of it in.
        only_form: whether only its form is mended.
        written: whether places are those in the text as it should be, or in that as it is.
    """
    record = Record(path, 0, mend.data, "dialogue")
    judge = Judge("jsonschema-rs", not only_form, language)
    judged = judge.judge(record, Homes().dialogue_id(path), in_corpus=False)
    found: list[tuple[RuleInfo, Hit]] = [(RULES[rule], hit) for rule, hit in judged.hits]
    kept, _ = waived(judged.waivers, found, RULES, frozenset())
    kept = [(info, hit) for info, hit in kept if info.fix and not only_form]
    findings = (*judged.findings, *judge.located(record, kept))
    if written or not judged.readable or not mend.changed:
        return findings
    return tuple(_placed(each, Source(mend.before.removeprefix(_BOM))) for each in findings)


def _placed(finding: Finding, source: Source) -> Finding:
    pointer = finding.location.pointer
    stretch = source.stretch(pointer, key=finding.rule == UNKNOWN_FIELD.id)
    location, snippet = located(
        source, stretch, file=finding.location.file, line=0, pointer=pointer
    )
    return msgspec.structs.replace(finding, location=location, snippet=snippet)


def refused(mend: Mended, language: Language) -> str | None:
    """Return why the file is not looked at, in a language."""
    why = mend.refusal
    return filled(why.template, why.values, language) if why else None


def _is_record(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, dict) and not file_rules.too_deep(file_rules.depth_of(value))


def _in_form(value: Any) -> str:  # noqa: ANN401
    """Return the canonical text of a raw record; of one that is misshapen, as far as it goes."""
    return canonical(dialogue_from(value)) if is_valid(value, "dialogue") else laid_out(value)


def _text(value: Any) -> list[Any]:  # noqa: ANN401
    turns = value.get("turns")
    turns = turns if isinstance(turns, list) else []
    return [turn.get("text") for turn in turns if isinstance(turn, dict)]


def _fixed(value: Any, expected: str | None) -> tuple[Any, list[str]]:  # noqa: ANN401
    rules: list[str] = []
    if expected and "id" not in value:
        first = {key: each for key, each in value.items() if key == "$schema"}
        value = {**first, "id": expected, **value}
        rules.append(REQUIRED.id)
    for _ in range(_MOST_PASSES):
        start = value
        for info in FIXES:
            after = info.fix(value) if info.fix else value
            if after != value and info is REQUIRED:
                hits = shape_hits(value, "dialogue")
                rules += [broken.id for broken, hit in hits if hit.fixable]
            elif after != value:
                rules.append(info.id)
            value = after
        if value == start:
            break
    return value, list(dict.fromkeys(rules))


def _is_dialogue(path: Path) -> bool:
    return Record(path, 0, b"", Homes().kind(path)).mendable
