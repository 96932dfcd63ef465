"""A verdict on a release → lines for a terminal, or JSON."""

from collections.abc import Callable, Iterator

import msgspec

from hookline.language import Language, Phrase, filled
from hookline.render.safe import one_line
from hookline.verification import Verdict

_MOST = 50


def lines(
    verdict: Verdict, paint: Callable[[str, str], str], language: Language = "en"
) -> Iterator[str]:
    """Yield what was found: faults, what was not checked, and the sum of it.

    Args:
        verdict: what was found.
        paint: colours a text.
        language: what the sentences are written in.
    """
    for fault in verdict.faults[:_MOST]:
        whole = Phrase("{path}: {problem}", {"path": fault.path, "problem": fault.problem})
        words = whole if fault.path else fault.problem
        yield f"{paint('✗', 'red')} {one_line(_said(words, language))}"
    if (rest := len(verdict.faults) - _MOST) > 0:
        yield filled("and {count} more", {"count": f"{rest:,}"}, language)
    for each in verdict.not_checked:
        words = Phrase("not checked: {what}: {why}", {"what": each.what, "why": each.why})
        yield one_line(_said(words, language))
    programs = sorted({each.program for each in verdict.opened})
    if programs:
        values = {"programs": ", ".join(programs)}
        yield one_line(filled("opened with {programs}", values, language))
    about = {
        "name": verdict.name or "?",
        "version": verdict.version or "?",
        "files": f"{verdict.files:,}",
        "bytes": f"{verdict.bytes:,}",
        "faults": f"{len(verdict.faults):,}",
    }
    good = "{name} {version}: {files} files, {bytes} bytes, as it was released"
    bad = "{name} {version}: {files} files, {bytes} bytes; faults: {faults}"
    loaded = (
        "{name} {version}: {files} files, {bytes} bytes; corpus and digests are as released, but "
        "what the exports hold was only loaded and counted"
    )
    fine = good if verdict.compared else loaded
    mark = paint("✓", "green") if verdict.ok else paint("✗", "red")
    yield f"{mark} {one_line(filled(fine if verdict.ok else bad, about, language))}"


def as_json(verdict: Verdict, language: Language = "en") -> str:
    """Return a verdict as JSON, its sentences in a language."""
    value = {
        "name": verdict.name,
        "version": verdict.version,
        "ok": verdict.ok,
        "files": verdict.files,
        "bytes": verdict.bytes,
        "compared": verdict.compared,
        "faults": [
            {"check": each.check, "path": each.path, "message": _said(each.problem, language)}
            for each in verdict.faults
        ],
        "opened": [each._asdict() for each in verdict.opened],
        "not_checked": [
            {"what": _said(each.what, language), "why": _said(each.why, language)}
            for each in verdict.not_checked
        ],
    }
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()


def _said(words: Phrase, language: Language) -> str:
    return filled(words.template, words.values, language)
