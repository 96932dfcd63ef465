"""Bytes → a raw record: encoding, grammar of JSON, duplicate keys, bounds."""

import json
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

import msgspec

from hookline.examples import SCAM, Bad
from hookline.findings import Hit, Level, RuleInfo, Severity, firm
from hookline.fixes import unchanged
from hookline.language import Phrase, verbatim
from hookline.positions import DEEPEST, Scan, scan

MAX_BYTES = 16 * 1024 * 1024
MOST_FINDINGS = 1000
"""No more findings of a kind are made for one record; nobody reads them."""


_rule = partial(firm, "file", Level.FILE)


def _damaged(damage: Callable[[bytes], bytes | None]) -> Bad:
    return Bad("", damage=damage)


READABLE = _rule(
    "readable",
    "Every path that is given can be read.",
    "{problem}",
    "What cannot be read cannot be judged.",
    "Check the path and who may read it.",
    _damaged(lambda _data: None),
)
HOLDS_NOTHING = msgspec.structs.replace(
    READABLE, hint="Name a file or a folder that holds some, or the root of a corpus."
)
UTF8 = _rule(
    "utf8",
    "A file is UTF-8.",
    "byte {byte} at offset {offset} is not UTF-8; {guess}",
    "JSON is UTF-8 (RFC 8259 section 8.1); other encodings garble Chinese text.",
    "Save the file as UTF-8.",
    _damaged(lambda data: data.replace(b"Sent.", b"\xb8\xb6\xc1\xcb")),
)
BOM = _rule(
    "bom",
    "A file has no byte order mark.",
    "the file begins with a byte order mark",
    "Many JSON parsers refuse a byte order mark (RFC 8259 section 8.1).",
    "Save the file as UTF-8 without BOM.",
    _damaged(lambda data: b"\xef\xbb\xbf" + data),
    fix=unchanged,
)
SIZE = _rule(
    "size",
    "A record is no larger than 16 MiB.",
    "the record has more than {limit:,} bytes",
    "Bounded input keeps a broken file from taking all memory.",
    "Split it: one dialogue a file, or one a line of a .jsonl file.",
    _damaged(lambda data: data.replace(b"Sent.", b"x" * MAX_BYTES)),
)
JSON = _rule(
    "json",
    "A file is well-formed JSON (RFC 8259).",
    "{problem}",
    "A file that is not JSON cannot be read by anything.",
    "Mend the text at this place.",
    _damaged(lambda data: data.replace(b'"en",', b'"en"')),
)
NESTING = _rule(
    "nesting",
    "A document is nested 64 levels deep at most.",
    "the document is nested {depth} deep; at most {limit} levels are read",
    "No dialogue nests deeper than six levels, and deep nesting breaks parsers.",
    "Take the extra brackets out.",
    _damaged(lambda data: data.replace(b'"Sent."', b"[" * 200 + b"]" * 200)),
)
DUPLICATE_KEY = _rule(
    "duplicate-key",
    "No object has the same field twice.",
    "the field {key} stands here a second time",
    "Parsers keep one of the two and silently drop the other.",
    "Leave one of the two out.",
    Bad("/label", damage=lambda data: data.replace(b'"title"', b'"label": "scam",\n  "title"')),
)
PATH_IS_ID = _rule(
    "path-is-id",
    "The path of a dialogue is its id.",
    "the id is {id}, but the file's path says {expected}",
    "A dialogue is found by its id: corpus/dialogues/<script>/<variant>.json.",
    "Change the id, or move the file.",
    Bad("/id", (("/id", "phone-deposit/en-other"),)),
)
CANONICAL = _rule(
    "canonical",
    "A dialogue file of a corpus is in canonical form.",
    "the file is not in canonical form from here on",
    "In one form for all a diff shows what was changed, and nothing else.",
    "Run hookline fmt; docs/format.md describes the form.",
    _damaged(lambda data: data.replace(b'"id":', b'"id" :', 1)),
    severity=Severity.WARNING,
    fix=unchanged,
)
UNIQUE_ID = _rule(
    "unique-id",
    "No two dialogues have the same id.",
    "the id {id} was already used in {first}",
    "Labels, splits and scores refer to dialogues by id.",
    "Give each dialogue an id of its own.",
    Bad("/id", (("/id", "phone-deposit/en-scam"),), on="twin"),
)
STRANGER = _rule(
    "stranger",
    "Among the dialogues, layers and splits of a corpus lie files that end in .json only.",
    "the file's name does not end in .json, so that nothing reads it",
    "A dialogue under a wrong name is in no release, and a backup is taken for one.",
    "Rename it, or move it out of the folder.",
    Bad("", stray=f"dialogues/{SCAM['id']}.json.bak"),
    severity=Severity.WARNING,
)

RULES = (
    READABLE,
    UTF8,
    BOM,
    SIZE,
    JSON,
    NESTING,
    DUPLICATE_KEY,
    PATH_IS_ID,
    UNIQUE_ID,
    CANONICAL,
    STRANGER,
)


class Spot(NamedTuple):
    """A finding of this level: it has a place in the text rather than a value's pointer."""

    info: RuleInfo
    offset: int
    hit: Hit


class Parsed(NamedTuple):
    """What came of the bytes of one record.

    Attributes:
        value: the raw JSON value; meaningless unless `readable`.
        text: the decoded text, without a byte order mark.
    """

    readable: bool
    value: Any
    text: str
    spots: tuple[Spot, ...]


def parse(data: bytes) -> Parsed:
    """Return the raw record of some bytes, and what is wrong with them as a file."""
    if len(data) > MAX_BYTES:
        hit = Hit("", {"limit": MAX_BYTES})
        return Parsed(readable=False, value=None, text="", spots=(Spot(SIZE, 0, hit),))
    spots: list[Spot] = []
    if data.startswith(b"\xef\xbb\xbf"):
        hint = Phrase("Save the file as UTF-8 without BOM; hookline fmt does.")
        spots.append(Spot(BOM, 0, Hit("", fixable=True, hint=hint)))
        data = data[3:]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        spots.append(_not_utf8(data, error, 3 if spots else 0))
        text = data.decode("utf-8", "replace")
        return Parsed(readable=False, value=None, text=text, spots=tuple(spots))
    try:
        value = msgspec.json.decode(text)
        repeated = _repeats_a_key(text)
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        spots.append(_not_json(scan(text), str(error)))
        return Parsed(readable=False, value=None, text=text, spots=tuple(spots))
    if repeated:
        spots += islice(_duplicates(scan(text)), MOST_FINDINGS)
    return Parsed(readable=True, value=value, text=text, spots=tuple(spots))


def too_deep(depth: int) -> Spot | None:
    """Return the finding for a document that is nested too deep."""
    if depth <= DEEPEST:
        return None
    return Spot(NESTING, 0, Hit("", {"depth": depth, "limit": DEEPEST}))


def depth_of(value: Any) -> int:  # noqa: ANN401 - a raw JSON value
    """Return how deep the lists and objects of a raw value are nested."""
    depth, layer = 0, [value]
    while layer := [each for each in layer if isinstance(each, (dict, list))]:
        depth += 1
        layer = [
            inner for each in layer for inner in (each.values() if isinstance(each, dict) else each)
        ]
    return depth


def text_of(data: bytes) -> str:
    """Return the text of a readable record."""
    return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")


def _not_utf8(data: bytes, error: UnicodeDecodeError, skipped: int) -> Spot:
    before = data[: error.start].decode("utf-8")
    guess = Phrase("it may be cut off or damaged")
    hint = Phrase(
        "If the file was cut off, fetch it whole once more; else correct the text at this place "
        "and save the file as UTF-8."
    )
    encoding = ""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        guess, encoding = Phrase("the file looks like UTF-16"), "UTF-16"
    elif error.reason != "unexpected end of data" and not _chinese(before) and _is_gbk(data):
        guess, encoding = Phrase("the file looks like GBK"), "GB18030"
    if encoding:
        words = (
            "Save the file as UTF-8: choose that encoding in your editor's “Save as”, or run "
            "iconv -f {encoding} -t UTF-8 old.json > new.json."
        )
        hint = Phrase(words, {"encoding": encoding})
    byte, offset = f"0x{data[error.start]:02X}", f"{error.start + skipped:,}"
    values = {"byte": byte, "offset": offset, "guess": guess}
    return Spot(UTF8, len(before), Hit("", values, hint=hint))


def _is_gbk(data: bytes) -> bool:
    """Tell whether bytes are Chinese text in GBK; the last character may be cut off."""
    try:
        return _chinese(getincrementaldecoder("gb18030")().decode(data))
    except UnicodeDecodeError:
        return False


def _chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def _not_json(scanned: Scan, error: str) -> Spot:
    if deep := too_deep(scanned.depth):
        return deep
    offset, problem = 0, verbatim(error)
    if scanned.problem:
        offset, problem = scanned.problem
    else:
        for place in scanned.places.values():
            written = scanned.text[place.start : place.end]
            if written[0] in "-0123456789" and _is_out_of_range(written):
                offset, problem = place.start, Phrase("this number is too large")
    return Spot(JSON, offset, Hit("", {"problem": problem}))


def _is_out_of_range(written: str) -> bool:
    longest = 300
    return abs(float(written)) == float("inf") or len(written) > longest


def _duplicates(scanned: Scan) -> Iterator[Spot]:
    for pointer, offset in scanned.duplicates:
        key = pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
        yield Spot(DUPLICATE_KEY, offset, Hit(pointer, {"key": key}))


def _repeats_a_key(text: str) -> bool:
    repeated = False

    def hook(pairs: list[tuple[str, Any]]) -> None:
        nonlocal repeated
        repeated = repeated or len({key for key, _ in pairs}) < len(pairs)

    json.loads(text, object_pairs_hook=hook)
    return repeated
