"""`fix` and `fmt`: a dialogue file as it should be, as far as that is certain."""

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from hookline.errors import NothingFoundError
from hookline.files import Homes, canonical, read_bytes
from hookline.findings import RuleInfo
from hookline.language import Language, Phrase, filled
from hookline.lock import text_sha256
from hookline.model import dialogue_from
from hookline.reading import files_of
from hookline.rules import CATALOGUE
from hookline.rules import file as file_rules
from hookline.shape import is_valid, shape_hits

FIXES: tuple[RuleInfo, ...] = tuple(info for info in CATALOGUE if info.fix)


class Mended(NamedTuple):
    """What becomes of one file.

    Attributes:
        before: the text as it is.
        after: the text as it should be; None where nothing is done.
        rules: what was mended, by rule; empty where nothing was to do.
        refusal: why nothing is done.
        relabel: whether layers that were made on the old text are out of date.
    """

    before: str
    after: str | None
    rules: tuple[str, ...] = ()
    refusal: Phrase | None = None
    relabel: bool = False

    @property
    def changed(self) -> bool:
        """Tell whether the file is to be written."""
        return bool(self.rules)

    def diff(self, name: str) -> Iterator[str]:
        """Yield the lines of a unified diff."""
        after = self.after if self.after is not None else self.before
        lines = [text.splitlines() for text in (self.before, after)]
        names = (f"a/{name}", f"b/{name}")
        yield from difflib.unified_diff(lines[0], lines[1], *names, n=1, lineterm="")


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
        return Mended("", None, refusal=Phrase("lines of a JSONL file are not mended"))
    if not _is_dialogue(path):
        return Mended("", None, refusal=Phrase("only dialogue files are mended"))
    data = read_bytes(path, file_rules.MAX_BYTES + 1)
    return mended(data, Homes().dialogue_id(path), only_form=only_form)


def mended(data: bytes, expected: str | None = None, *, only_form: bool = False) -> Mended:
    """Return what becomes of the bytes of a dialogue file.

    Args:
        data: the bytes.
        expected: the id that its path stands for; a file without an id is given it.
        only_form: whether only its form is mended, and not what it says.
    """
    parsed = file_rules.parse(data)
    barred = [spot for spot in parsed.spots if spot.info is not file_rules.BOM]
    if barred or not isinstance(parsed.value, dict):
        why = Phrase("{rule}: mend it by hand", {"rule": barred[0].info.id if barred else "type"})
        return Mended(parsed.text, None, refusal=why)
    value: Any = parsed.value
    rules: list[str] = []
    if not only_form:
        value, rules = _fixed(value, expected)
    if not is_valid(value, "dialogue"):
        left = sum(1 for _ in shape_hits(value, "dialogue"))
        template = "{count} errors against the schema are left to mend by hand"
        return Mended(parsed.text, None, refusal=Phrase(template, {"count": left}))
    dialogue = dialogue_from(value)
    after = canonical(dialogue)
    if after.encode() == data:
        return Mended(parsed.text, after)
    if parsed.spots:
        rules.append(file_rules.BOM.id)
    if not rules:
        rules.append(file_rules.CANONICAL.id)
    before = dialogue_from(parsed.value) if is_valid(parsed.value, "dialogue") else None
    relabel = before is not None and text_sha256(before) != text_sha256(dialogue)
    return Mended(parsed.text, after, tuple(rules), relabel=relabel)


def refused(mend: Mended, language: Language) -> str | None:
    """Return why nothing is done, in a language."""
    why = mend.refusal
    return filled(why.template, why.values, language) if why else None


def _fixed(value: Any, expected: str | None) -> tuple[Any, list[str]]:  # noqa: ANN401
    rules: list[str] = []
    if expected and "id" not in value:
        value = {"id": expected, **value}
        rules.append("shape/required")
    for info in FIXES:
        after = info.fix(value) if info.fix else value
        if after != value:
            rules.append(info.id)
        value = after
    return value, list(dict.fromkeys(rules))


def _is_dialogue(path: Path) -> bool:
    return path.suffix.lower() == ".json" and Homes().kind(path) == "dialogue"
