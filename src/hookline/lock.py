"""Three hashes of a dialogue: of its text, its labels and what else is said about it.

Every field belongs to exactly one of them, so that a release can say what changed. A hash is the
SHA-256 of the compact JSON of its fields in the published key order, whole amounts as integers.
"""

import hashlib
from collections.abc import Mapping

import msgspec

from hookline.model import Dialogue, Layer, Locked, with_whole_numbers

TEXT_FIELDS = ("id", "language", "speakers")
TEXT_TURN_FIELDS = ("speaker", "channel", "medium", "minute", "text")
LABEL_FIELDS = ("label", "scam_type", "ending", "annotation", "waivers")
LABEL_TURN_FIELDS = ("stage", "response", "demand", "payment", "payout", "spans")
META_FIELDS = (
    "schema_reference",
    "schema_version",
    "title",
    "translation_of",
    "contrast_of",
    "provenance",
    "canary",
)


class Hashes(msgspec.Struct, frozen=True):
    """The three hashes of a dialogue, as 64 hexadecimal digits each."""

    text: str
    labels: str
    meta: str


def hashes(dialogue: Dialogue, layers: tuple[Layer, ...] = ()) -> Hashes:
    """Return the hashes of a dialogue; its layers belong to its labels."""
    labels = _parts(dialogue, LABEL_FIELDS, LABEL_TURN_FIELDS)
    ordered = sorted(layers, key=lambda layer: layer.annotator)
    return Hashes(
        text=text_sha256(dialogue),
        labels=_digest([labels, *ordered]),
        meta=_digest(_parts(dialogue, META_FIELDS, ())),
    )


def content_digest(found: Mapping[str, Hashes | Locked]) -> str:
    """Return one SHA-256 of all dialogues: of a line each, by id, of id, text, labels and meta.

    It is the same whatever program writes the files of a release.
    """
    digest = hashlib.sha256()
    for name in sorted(found):
        digest.update(content_line(name, found[name]))
    return digest.hexdigest()


def content_line(name: str, each: Hashes | Locked) -> bytes:
    """Return what the digest of a corpus takes of one dialogue."""
    return f"{name} {each.text} {each.labels} {each.meta}\n".encode()


def text_sha256(dialogue: Dialogue) -> str:
    """Return the hash of what is said and who says it: what a labelling was made on."""
    return _digest(_parts(dialogue, TEXT_FIELDS, TEXT_TURN_FIELDS))


def _parts(dialogue: Dialogue, fields: tuple[str, ...], turn_fields: tuple[str, ...]) -> object:
    own = [getattr(dialogue, name) for name in fields]
    if not turn_fields:  # how many turns there are belongs to the text
        return own
    return [own, [[getattr(turn, name) for name in turn_fields] for turn in dialogue.turns]]


def _digest(value: object) -> str:
    plain = with_whole_numbers(msgspec.to_builtins(value))
    return hashlib.sha256(msgspec.json.encode(plain)).hexdigest()
