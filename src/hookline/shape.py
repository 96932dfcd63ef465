"""JSON Schema → findings in sentences. The only module that knows a JSON Schema engine.

Two engines judge alike: `jsonschema-rs` (fast, the default) and `jsonschema` (the reference).
What an engine reports is reduced to place and keyword; the sentence is made here, from the schema
and the value, so that it does not depend on the engine.
"""

import json
from collections.abc import Iterator
from functools import cache, partial
from itertools import islice
from typing import Any, Literal, NamedTuple

import msgspec

from hookline.examples import REMOVED, Bad
from hookline.findings import Hit, Level, RuleInfo, firm
from hookline.fixes import completed
from hookline.language import Phrase, nearest
from hookline.places import escape
from hookline.resources import schema_folder

Engine = Literal["jsonschema-rs", "jsonschema"]
ENGINES: tuple[Engine, ...] = ("jsonschema-rs", "jsonschema")

_TYPES = {
    "object": "an object {{…}}",
    "array": "a list […]",
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}
_BOUNDS = {
    "minimum": "at least {limit}",
    "maximum": "at most {limit}",
    "exclusiveMinimum": "more than {limit}",
    "exclusiveMaximum": "less than {limit}",
}
_NAMES = {dict: "an object", list: "a list", str: "a text", bool: "true or false", int: "a number"}


_LEAP_DAY = "-02-29"
"""What the patterns of dates hold, and no other does."""
_rule = partial(firm, "shape", Level.SHAPE)


_READERS = "Every reader of the corpus relies on the published schema."
REQUIRED = _rule(
    "required",
    "Every required field is there.",
    "the field {field} is missing",
    _READERS,
    "Add it; the schema says what belongs in.",
    Bad("/turns/4/demand", (("/turns/4/demand/id", REMOVED),)),
    fix=completed,
)
ADDED = Phrase("Add it, or let hookline fix do it.")
UNKNOWN_FIELD = _rule(
    "unknown-field",
    "No field is there that the schema does not know.",
    "there is no field {field} here",
    "A misspelt field is silently ignored by readers, and its content is lost.",
    "The fields that may stand here are: {known}.",
    Bad("/titel", (("/title", REMOVED), ("/titel", "A phone"))),
)
TYPE = _rule(
    "type",
    "Every value has the type that the schema says.",
    "{what} must be {expected}, not {found}",
    _READERS,
    "Change the value's type.",
    Bad("/turns/0/text", (("/turns/0/text", 7),)),
)
CLOSED_LIST = _rule(
    "closed-list",
    "Values of a closed list are taken from it.",
    "{value} is not one of the values of {what}",
    "The lists are closed so that labels of different people can be compared.",
    "The values are: {known}.",
    Bad("/turns/1/stage", (("/turns/1/stage", "refee"),)),
)
PATTERN = _rule(
    "pattern",
    "Ids, dates and the like have their form.",
    "{what} is written as {value}, which does not have the form {pattern}",
    _READERS,
    "An example: {example}.",
    Bad("/turns/2/demand/id", (("/turns/2/demand/id", "first"),)),
)
SIZE = _rule(
    "size",
    "Texts and lists are neither too short nor too long.",
    "{what} has {found}; {bound}",
    _READERS,
    "Make it longer or shorter.",
    Bad("/turns/0/text", (("/turns/0/text", ""),)),
)
NUMBER = _rule(
    "number",
    "Numbers are within their bounds.",
    "{what} is {found}; it must be {bound}",
    _READERS,
    "Correct the number.",
    Bad("/turns/2/demand/amount", (("/turns/2/demand/amount", 0),)),
)
REPEATED = _rule(
    "repeated",
    "Lists of names hold each name once.",
    "{what} holds the same value twice",
    _READERS,
    "Leave one of the two out.",
    Bad("/annotation/layers", (("/annotation/layers", ["m1", "m1"]),)),
)

RULES = (REQUIRED, UNKNOWN_FIELD, TYPE, CLOSED_LIST, PATTERN, SIZE, NUMBER, REPEATED)


class _Break(NamedTuple):
    """Where and by which keyword a value breaks its schema, told alike by both engines."""

    path: tuple[str | int, ...]
    keyword: str
    limit: Any
    schema: dict[str, Any]


@cache
def schema(kind: str) -> dict[str, Any]:
    """Return a bundled schema: `dialogue`, `layer`, `manifest`, `sources`, `annotators`, …."""
    text = (schema_folder() / f"{kind}.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@cache
def _fast(kind: str) -> Any:  # noqa: ANN401 - the engine has no published type
    import jsonschema_rs  # noqa: PLC0415 - opens late

    return jsonschema_rs.Draft202012Validator(schema(kind))


@cache
def _reference(kind: str) -> Any:  # noqa: ANN401 - the engine has no published type
    import jsonschema  # noqa: PLC0415 - opens late

    return jsonschema.Draft202012Validator(schema(kind))


def is_valid(value: Any, kind: str, engine: Engine = "jsonschema-rs") -> bool:  # noqa: ANN401
    """Tell whether a raw JSON value has the shape of its kind."""
    validator = _fast(kind) if engine == "jsonschema-rs" else _reference(kind)
    return bool(validator.is_valid(value))


def shape_hits(
    value: Any,  # noqa: ANN401 - a raw JSON value
    kind: str,
    engine: Engine = "jsonschema-rs",
    *,
    most: int = 1000,
) -> Iterator[tuple[RuleInfo, Hit]]:
    """Yield the breaks of the schema, at most `most`, in the order of the document's pointers."""
    breaks = _fast_breaks(value, kind) if engine == "jsonschema-rs" else _slow_breaks(value, kind)
    seen = set()
    mended = None
    for each in sorted(
        islice(breaks, most), key=lambda one: ([str(step) for step in one.path], one.keyword)
    ):
        if (each.path, each.keyword) not in seen:
            seen.add((each.path, each.keyword))
            for info, hit in _told(each, _resolve(value, each.path)):
                if kind == "dialogue" and info in (REQUIRED, TYPE, NUMBER):
                    mended = mended or completed(value)
                    yield info, _fixable(each, hit, value, mended)
                else:
                    yield info, hit


def _fixable(each: _Break, hit: Hit, value: Any, mended: Any) -> Hit:  # noqa: ANN401
    """Return the hit, with what is said where `fix` mends it."""
    before, after = _resolve(value, each.path), _resolve(mended, each.path)
    if "field" in hit.values:
        if hit.values["field"] in after:
            return msgspec.structs.replace(hit, fixable=True, hint=ADDED)
        return hit
    return msgspec.structs.replace(hit, fixable=(type(before), before) != (type(after), after))


def _fast_breaks(value: Any, kind: str) -> Iterator[_Break]:  # noqa: ANN401
    validator = _fast(kind)
    if validator.is_valid(value):
        return
    whole = schema(kind)
    for error in validator.iter_errors(value):
        place = list(error.schema_path)
        yield _Break(
            tuple(error.instance_path),
            str(place[-1]),
            _resolve(whole, place),
            _resolve(whole, place[:-1]),
        )


def _slow_breaks(value: Any, kind: str) -> Iterator[_Break]:  # noqa: ANN401
    for error in _reference(kind).iter_errors(value):
        path = tuple(error.absolute_path)
        yield _Break(path, str(error.validator), error.validator_value, dict(error.schema))


def _resolve(value: Any, path: Any) -> Any:  # noqa: ANN401
    for step in path:
        value = value[step]
    return value


def _pointer(path: tuple[str | int, ...]) -> str:
    return "".join(f"/{escape(str(step))}" for step in path)


def _told(each: _Break, found: Any) -> Iterator[tuple[RuleInfo, Hit]]:  # noqa: ANN401
    pointer = _pointer(each.path)
    what = _what(each.path)
    if each.keyword in ("required", "additionalProperties"):
        yield from _fields(each, found, pointer)
    elif each.keyword in ("enum", "const"):
        known = each.limit if each.keyword == "enum" else [each.limit]
        values = {"value": _shown(found), "what": what, "known": ", ".join(map(str, known))}
        yield CLOSED_LIST, Hit(pointer, values, _close(found, known))
    elif each.keyword == "type":
        wanted = each.limit if isinstance(each.limit, list) else [each.limit]
        expected = _either([Phrase(_TYPES[name]) for name in wanted])
        values = {"what": what, "expected": expected, "found": _named(found)}
        yield TYPE, Hit(pointer, values)
    elif each.keyword == "pattern":
        example = _shown((each.schema.get("examples") or ["…"])[0])
        form = Phrase("of a date in the calendar") if _LEAP_DAY in each.limit else each.limit
        values = {"what": what, "value": _shown(found), "pattern": form, "example": example}
        yield PATTERN, Hit(pointer, values)
    elif each.keyword in ("minLength", "maxLength", "minItems", "maxItems"):
        yield SIZE, Hit(pointer, {"what": what, **_sizes(each, found)})
    elif each.keyword in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
        bound = Phrase(_BOUNDS[each.keyword], {"limit": each.limit})
        yield NUMBER, Hit(pointer, {"what": what, "found": _shown(found), "bound": bound})
    elif each.keyword == "uniqueItems":
        yield REPEATED, Hit(pointer, {"what": what})
    else:
        values = {"what": what, "value": _shown(found), "pattern": each.keyword, "example": "-"}
        yield PATTERN, Hit(pointer, values)


def _fields(each: _Break, found: Any, pointer: str) -> Iterator[tuple[RuleInfo, Hit]]:  # noqa: ANN401
    """Tell missing and unknown fields; one misspelt field is told once, as unknown."""
    known = list(each.schema.get("properties", {}))
    unknown = [name for name in found if name not in known]
    missing = [name for name in each.schema.get("required", ()) if name not in found]
    meant = {name: _close(name, [one for one in known if one not in found]) for name in unknown}
    if each.keyword == "required":
        misspelt = (
            set(meant.values()) if each.schema.get("additionalProperties") is False else set()
        )
        for name in missing:
            if name not in misspelt:
                yield REQUIRED, Hit(pointer, {"field": name})
    else:
        for name in unknown:
            values = {"field": _shown(name), "known": ", ".join(known)}
            yield UNKNOWN_FIELD, Hit(f"{pointer}/{escape(name)}", values, meant[name])


def _sizes(each: _Break, found: Any) -> dict[str, Phrase]:  # noqa: ANN401
    count = Phrase("{count} entries", {"count": len(found)})
    if len(found) == 1:
        count = Phrase("1 entry")
    if isinstance(found, str):
        count = Phrase("{count} characters", {"count": len(found)})
        if len(found) == 1:
            count = Phrase("1 character")
    needed = "at least {limit} are needed" if each.limit > 1 else "at least 1 is needed"
    allowed = "at most {limit} are allowed" if each.limit > 1 else "at most 1 is allowed"
    bound = needed if each.keyword.startswith("min") else allowed
    return {"found": count, "bound": Phrase(bound, {"limit": each.limit})}


def _what(path: tuple[str | int, ...]) -> str | Phrase:
    names = [str(step) for step in path if isinstance(step, str)]
    return names[-1] if names else Phrase("the document")


def _either(phrases: list[Phrase]) -> Phrase:
    """Return phrases joined by "or"."""
    first, *rest = phrases
    for each in rest:
        first = Phrase("{one} or {other}", {"one": first, "other": each})
    return first


def _named(value: Any) -> Phrase:  # noqa: ANN401
    if value is None:
        return Phrase("null")
    return Phrase(_NAMES.get(type(value), "a number"))


def _shown(value: Any) -> str:  # noqa: ANN401
    limit = 60
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= limit else f"{text[:limit]}…"


def _close(word: Any, known: list[Any]) -> str | None:  # noqa: ANN401
    """Return the known word that was probably meant."""
    if not isinstance(word, str):
        return None
    words = {str(each).lower(): str(each) for each in known}
    plain = word.lower().strip().replace(" ", "_")
    near = nearest(plain, words, 0.7)
    return words[near] if near else None
