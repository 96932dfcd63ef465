"""JSON text → `Dialogue` in one pass, where its shape is beyond doubt; the schema decides the rest.

The types that are decoded into are compiled from the published schema, so that the two cannot
drift apart: each is a subclass of its model whose fields carry the schema's bounds, and a keyword
that the compiler does not know is an error. What they refuse is no finding yet; the JSON Schema
engine judges it. What they accept the engine accepts, too: `scripts/fuzz_validate.py` shows.
"""

from functools import cache
from string import ascii_uppercase
from sys import intern
from typing import Annotated, Any, Literal

import msgspec

from hookline import model
from hookline.shape import schema

_MODELS: dict[str, type[msgspec.Struct]] = {
    "": model.Dialogue,
    "provenance": model.Provenance,
    "speakers": model.Speaker,
    "annotation": model.Annotation,
    "waivers": model.Waiver,
    "turn": model.Turn,
    "span": model.Span,
    "demand": model.Demand,
    "payment": model.Payment,
    "payout": model.Payout,
}
_BOUNDS = {
    "minLength": "min_length",
    "maxLength": "max_length",
    "minItems": "min_length",
    "maxItems": "max_length",
    "minimum": "ge",
    "maximum": "le",
    "exclusiveMinimum": "gt",
    "exclusiveMaximum": "lt",
    "pattern": "pattern",
}
_SILENT = {"type", "description", "title", "examples", "markdownEnumDescriptions", "$comment"}
_A_LETTER = r"^[A-Z]$(?!\n)"
_TYPES = {"string": str, "integer": int, "number": float, "boolean": bool}


def decoded(text: str | bytes) -> model.Dialogue | None:
    """Return the dialogue of a JSON text that surely has the schema's shape and no field twice.

    None says only that a closer look is needed: the text may well be valid.
    """
    raw = text.encode() if isinstance(text, str) else text
    if b"\\" in raw and b"\\u003" in raw:  # may be a colon
        return None
    try:
        dialogue = _decoder().decode(raw)
    except (msgspec.DecodeError, RecursionError, ValueError):
        return None
    lists = (dialogue.provenance.sources, dialogue.annotation.layers)
    if any(len(set(each)) < len(each) for each in lists if each):
        return None
    # Of a field that stands twice one is dropped, and its colon with it.
    colons = _encode(dialogue).count(b":")
    return dialogue if raw.count(b":") == colons else None


_encode = msgspec.json.Encoder().encode


@cache
def _decoder() -> msgspec.json.Decoder[model.Dialogue]:
    whole = schema("dialogue")
    return msgspec.json.Decoder(_compiled(whole, "", whole["$defs"]))


def _compiled(  # noqa: PLR0911 - one for each kind of part
    part: dict[str, Any], name: str, parts: dict[str, Any]
) -> Any:  # noqa: ANN401
    """Return the type of a part of the schema; `name` is the field or definition that it is of."""
    if "$ref" in part:
        name = part["$ref"].removeprefix("#/$defs/")
        return _compiled(parts[name], name, parts)
    if "enum" in part or "const" in part:
        values = part.get("enum", [part.get("const")])
        return Literal[tuple(map(intern, values))]  # a default is left out where it is the same one
    if part["type"] == "object":
        return _struct(part, name, parts)
    if part.get("pattern") == _A_LETTER:
        return Literal[tuple(ascii_uppercase)]
    bounds = {_BOUNDS[key]: value for key, value in part.items() if key in _BOUNDS}
    if left := set(part) - set(_BOUNDS) - _SILENT - {"items", "uniqueItems"}:
        message = f"the schema keyword {', '.join(sorted(left))} is not compiled"
        raise NotImplementedError(message)
    bare: Any = _TYPES.get(part["type"])
    if part["type"] == "array":
        bare = tuple[_compiled(part["items"], name, parts), ...]  # type: ignore[misc]
    if not bounds:
        return bare
    meta = msgspec.Meta(**bounds)
    if part["type"] == "number":
        return Annotated[int, meta] | Annotated[float, meta]
    return Annotated[bare, meta]


def _struct(part: dict[str, Any], name: str, parts: dict[str, Any]) -> Any:  # noqa: ANN401
    base = _MODELS[name]
    fields: list[Any] = []
    for field in msgspec.structs.fields(base):
        kind = _compiled(part["properties"][field.encode_name], field.encode_name, parts)
        if field.required:
            fields.append((field.name, kind))
        else:
            default = msgspec.field(default=field.default, name=field.encode_name)
            fields.append((field.name, kind, default))
    return msgspec.defstruct(
        base.__name__,
        fields,
        bases=(base,),
        frozen=True,
        kw_only=True,
        omit_defaults=True,
        forbid_unknown_fields=True,
        gc=False,
        namespace={"__reduce__": _reduced},
    )


def _reduced(part: msgspec.Struct) -> tuple[Any, ...]:
    """Pickle as the model that a compiled type is of: other processes cannot import the type."""
    values = {name: getattr(part, name) for name in part.__struct_fields__}
    return _restored, (type(part).__mro__[1], values)


def _restored(of: type[msgspec.Struct], values: dict[str, Any]) -> msgspec.Struct:
    return of(**values)
