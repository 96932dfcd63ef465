"""A report as SARIF 2.1.0, which code hosts and editors read.

Sources: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", errata 01;
GitHub's documentation, "SARIF support for code scanning" (it refuses more than 25,000 results).
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any
from urllib.parse import quote_from_bytes

from hookline import __version__
from hookline.findings import Finding, Location, NotRun, Report, RuleInfo, Severity
from hookline.language import Language, filled, said
from hookline.render.safe import escaped_json, one_line
from hookline.render.words import advice
from hookline.rules import CATALOGUE

MOST_RESULTS = 25_000
_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ORDER = tuple(_LEVELS)
_NUMBERS = {info.id: number for number, info in enumerate(CATALOGUE)}
_UNESCAPED = "/-._~"


def sarif(report: Report) -> str:
    """Return a report as a SARIF log of one run; of too many results the worst are kept."""
    language = report.language
    findings = sorted(report.findings, key=lambda each: _ORDER.index(each.severity))
    notices = [_not_run(each, language) for each in report.not_run]
    if len(findings) > MOST_RESULTS:
        left_out = {"count": f"{len(findings) - MOST_RESULTS:,}"}
        notices.append(_notice(filled("{count} more findings are left out.", left_out, language)))
    run = {
        "tool": {
            "driver": {
                "name": "hookline",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(info, language) for info in CATALOGUE],
            }
        },
        "language": language,
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not report.unreadable,
                "toolExecutionNotifications": notices,
            }
        ],
        "results": list(_results(findings[:MOST_RESULTS], language)),
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return escaped_json(json.dumps(log, ensure_ascii=False, indent=2))


def _rule(info: RuleInfo, language: Language) -> dict[str, Any]:
    return {
        "id": info.id,
        "shortDescription": _message(said(info.holds, language)),
        "fullDescription": _message(said(info.why, language)),
        "help": _message(re.sub(r"\{[a-z]+\}", "…", said(info.hint, language))),
        "defaultConfiguration": {"level": _LEVELS[info.severity]},
        "properties": {"tags": sorted({info.level.value, info.id.split("/")[0]})},
    }


def _results(findings: list[Finding], language: Language) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for finding in findings:
        place = finding.location
        key = json.dumps([finding.rule, place.file, place.pointer])
        seen[key] += 1
        result: dict[str, Any] = {
            "ruleId": finding.rule,
            "level": _LEVELS[finding.severity],
            "message": _message(_sentence(finding, language)),
            "locations": [_location(place)],
            "partialFingerprints": {"hooklinePlace/v1": _fingerprint(key, seen[key])},
        }
        if finding.rule in _NUMBERS:
            result["ruleIndex"] = _NUMBERS[finding.rule]
        yield result


def _sentence(finding: Finding, language: Language) -> str:
    more = advice(finding, language)
    return f"{finding.message} ({more})" if more else finding.message


def _fingerprint(key: str, number: int) -> str:
    """Return what stays the same when lines move; the number tells apart findings of one value."""
    return hashlib.sha256(f"{key} {number}".encode()).hexdigest()[:32]


def _location(place: Location) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": _artifact(place.file),
            "region": {
                "startLine": place.line,
                "startColumn": place.column,
                "endLine": place.end_line,
                "endColumn": place.end_column,
            },
        }
    }
    if place.pointer:
        name = one_line(place.pointer)
        location["logicalLocations"] = [{"fullyQualifiedName": name}]
    return location


def _artifact(file: str) -> dict[str, str]:
    """Return where a file is: relative to the root of the sources unless its path is absolute."""
    path = PurePath(file)
    named = path.as_posix().encode("utf-8", "surrogatepass")
    if path.is_absolute():
        return {"uri": "file://" + quote_from_bytes(named, safe=_UNESCAPED)}
    return {"uri": quote_from_bytes(named, safe=_UNESCAPED), "uriBaseId": "%SRCROOT%"}


def _not_run(check: NotRun, language: Language) -> dict[str, Any]:
    words = "not run: {what}: {why}"
    notice = _notice(filled(words, {"what": check.what, "why": check.why}, language))
    notice["locations"] = [{"physicalLocation": {"artifactLocation": _artifact(check.file)}}]
    return notice


def _notice(text: str) -> dict[str, Any]:
    return {"level": "warning", "message": _message(text)}


def _message(text: str) -> dict[str, str]:
    """Return a message that holds no link: its grammar makes `[words](place)` one."""
    return {"text": one_line(text).strip().replace("](", "] (")}
