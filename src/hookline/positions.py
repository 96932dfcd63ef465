"""JSON text → line and column of every value, duplicate keys, and where its grammar breaks.

Parsers of JSON give values without places and drop duplicate keys silently (RFC 8259 section 4
leaves both open). This scanner is only asked when something is wrong, so it favours clear
sentences over speed. It is iterative: deep nesting cannot exhaust the stack.
"""

import re
import unicodedata
from typing import NamedTuple

from hookline.language import Phrase
from hookline.places import Place, Source, escape

_SPACE = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(
    r'"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*"',
)
_STRING_START = re.compile(
    r'"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*'
)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WORD = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")
_SURROGATE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # a pair: fine
    r"|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})"  # a half of one: group 1
    r"|\\."
)
_FULL_WIDTH = {"，": ",", "：": ":", "“": '"', "”": '"', "｛": "{", "｝": "}", "［": "[", "］": "]"}
_LITERALS = {"true", "false", "null"}

DEEPEST = 64
"""Below this nesting no places are kept: the pointers of a bomb of brackets would fill memory."""


class Problem(NamedTuple):
    """Where the grammar of JSON is broken, and a sentence about it."""

    offset: int
    message: Phrase


class Scan(Source):
    """What is known of a JSON text that was walked to its end, or to where its grammar breaks.

    Attributes:
        places: by JSON Pointer (RFC 6901), down to `DEEPEST`; the first of duplicate keys.
        duplicates: pointer and offset of every key that stands again in its object.
        problem: the first break of the grammar; None for well-formed text.
        depth: the deepest nesting of arrays and objects.
    """

    def __init__(
        self,
        text: str,
        places: dict[str, Place],
        duplicates: list[tuple[str, int]],
        problem: Problem | None,
        depth: int,
    ) -> None:
        super().__init__(text)
        self.places = places
        self.duplicates = duplicates
        self.problem = problem
        self.depth = depth

    def place(self, pointer: str) -> Place | None:
        """Return where the value of a pointer stands; None where there is none."""
        return self.places.get(pointer)


class _BrokenError(Exception):
    def __init__(self, offset: int, template: str, **values: object) -> None:
        self.problem = Problem(offset, Phrase(template, values))


class _Frame:
    """An array or object that is not closed yet."""

    __slots__ = ("index", "is_object", "key_start", "keys", "pointer", "start")

    def __init__(self, pointer: str, start: int, key_start: int, *, is_object: bool) -> None:
        self.pointer = pointer
        self.start = start
        self.key_start = key_start
        self.is_object = is_object
        self.index = 0
        self.keys: set[str] = set()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.places: dict[str, Place] = {}
        self.duplicates: list[tuple[str, int]] = []
        self.depth = 0

    def document(self) -> None:
        """Walk one JSON document and what stands behind it."""
        self._skip()
        if self.at == len(self.text):
            raise _BrokenError(0, "the file is empty; a JSON object is expected")
        stack: list[_Frame] = []
        pointer, key_start = "", -1
        while True:
            opened = self._value(pointer, key_start)
            if opened:
                stack.append(opened)
                self.depth = max(self.depth, len(stack))
            following = self._close_or_continue(stack, just_opened=opened is not None)
            if following is None:
                break
            pointer, key_start = following
        self._skip()
        if self.at < len(self.text):
            raise _BrokenError(
                self.at, "the document has ended, but {seen} follows", seen=self._seen()
            )

    def _skip(self) -> None:
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def _seen(self) -> Phrase:
        if self.at >= len(self.text):
            return Phrase("the end of the file")
        character = self.text[self.at]
        values: dict[str, object] = {"found": character}
        template = "'{found}'"
        if character in _FULL_WIDTH:
            values["needed"] = _FULL_WIDTH[character]
            template = "the full-width character {found} (JSON needs {needed})"
        elif unicodedata.decimal(character, None) is not None and not character.isascii():
            values["needed"] = unicodedata.decimal(character)
            template = "the full-width digit {found} (JSON needs {needed})"
        elif self.text.startswith(("//", "/*", "#"), self.at):
            template = "a comment (JSON has none)"
        elif character == "'":
            template = "a single quote (JSON needs double quotes)"
        elif character < " " or not character.isprintable():
            values["found"] = f"U+{ord(character):04X}"
            template = "the character {found}"
        return Phrase(template, values)

    def _value(self, pointer: str, key_start: int) -> _Frame | None:
        """Read a scalar, or open an array or object and return its frame."""
        self._skip()
        start = self.at
        character = self.text[start : start + 1]
        if character in ("{", "["):
            self.at += 1
            return _Frame(pointer, start, key_start, is_object=character == "{")
        if character == '"':
            self._string()
        elif match := _NUMBER.match(self.text, start):
            self.at = match.end()
            if self.text[self.at : self.at + 1].isdigit():
                raise _BrokenError(start, "a number has a leading zero")
        elif match := _WORD.match(self.text, start):
            if match.group() not in _LITERALS:
                raise _BrokenError(
                    start, "{word} is not a JSON value; text needs quotes", word=match.group()
                )
            self.at = match.end()
        else:
            seen = self._seen()
            raise _BrokenError(start, "a value is expected, but {seen} stands here", seen=seen)
        self.places.setdefault(pointer, Place(start, self.at, key_start))
        return None

    def _string(self) -> str:
        start = self.at
        match = _STRING.match(self.text, start)
        if match is None:
            begun = _STRING_START.match(self.text, start)
            self.at = begun.end() if begun else start
            seen = self.text[self.at : self.at + 1]
            if seen == "\\":
                raise _BrokenError(self.at, "a backslash here begins no escape that JSON knows")
            if seen and seen not in "\r\n":
                inside = self._seen()
                raise _BrokenError(self.at, "{seen} inside a string must be escaped", seen=inside)
            message = "the text that begins here is not closed by a double quote"
            if "”" in self.text[start : self.at]:
                message = (
                    "the text that begins here is not closed by a double quote "
                    "(the full-width quote ” does not close it)"
                )
            raise _BrokenError(start, message)
        self.at = match.end()
        if "\\u" in match.group():
            for escaped in _SURROGATE.finditer(match.group()):
                if escaped.group(1):
                    message = "{half} is half of a character (a lone surrogate)"
                    raise _BrokenError(start + escaped.start(1), message, half=escaped.group(1))
        return match.group()[1:-1]

    def _close_or_continue(
        self, stack: list[_Frame], *, just_opened: bool
    ) -> tuple[str, int] | None:
        """Go on to the next value; return its pointer and key, or None when all is closed."""
        while stack:
            frame = stack[-1]
            last = self.at
            self._skip()
            closer = "}" if frame.is_object else "]"
            character = self.text[self.at : self.at + 1]
            if character == closer:
                self.at += 1
                place = Place(frame.start, self.at, frame.key_start)
                self.places.setdefault(frame.pointer, place)
                stack.pop()
                just_opened = False
                continue
            if not just_opened:
                self._comma(last, closer)
            deeper = len(stack) > DEEPEST
            if frame.is_object:
                pointer, key_start = self._key(frame)
                return (frame.pointer if deeper else pointer), key_start
            frame.index += 1
            return (frame.pointer if deeper else f"{frame.pointer}/{frame.index - 1}"), -1
        return None

    def _comma(self, last: int, closer: str) -> None:
        if self.at >= len(self.text):
            message = "the file ends before the closing {closer}"
            raise _BrokenError(self.at, message, closer=closer)
        if self.text[self.at] != ",":
            character = self.text[self.at]
            if character in _FULL_WIDTH:
                message = "a comma is expected, but {seen} stands here"
                raise _BrokenError(self.at, message, seen=self._seen())
            if character in "}]":
                message = "{closer} is expected, but {seen} stands here"
                raise _BrokenError(self.at, message, closer=closer, seen=character)
            raise _BrokenError(last, self._missing_comma(last), seen=self._seen())
        comma = self.at
        self.at += 1
        self._skip()
        if self.text[self.at : self.at + 1] == closer:
            message = "there is a comma before the closing {closer}"
            raise _BrokenError(comma, message, closer=closer)

    def _missing_comma(self, last: int) -> str:
        """Tell what is wrong where a value is followed neither by a comma nor by a closer."""
        follower = self.text[self.at]
        if follower in '"{[-0123456789':
            return "a comma is missing here"
        if self.text[last - 1] == '"':
            return (
                "the text ends here, but more follows; a double quote inside a text is written "
                'as \\"'
            )
        return "a comma or the end of the value is expected, but {seen} stands here"

    def _key(self, frame: _Frame) -> tuple[str, int]:
        key_start = self.at
        if self.text[self.at : self.at + 1] != '"':
            message = "a field name in double quotes is expected, but {seen} stands here"
            raise _BrokenError(self.at, message, seen=self._seen())
        key = self._string()
        if "\\" in key:
            key = _unescaped(key)
        pointer = f"{frame.pointer}/{escape(key)}"
        if key in frame.keys:
            self.duplicates.append((pointer, key_start))
        frame.keys.add(key)
        after = self.at
        self._skip()
        if self.text[self.at : self.at + 1] != ":":
            if self.at < len(self.text) and self.text[self.at] in _FULL_WIDTH:
                after = self.at
            message = "a colon is expected, but {seen} stands here"
            raise _BrokenError(after, message, seen=self._seen())
        self.at += 1
        return pointer, key_start


def _unescaped(key: str) -> str:
    simple = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}

    def replaced(match: re.Match[str]) -> str:
        code = match.group(1)
        if code[0] == "u":
            return chr(int(code[1:], 16))
        return simple.get(code, code)

    halves = re.sub(r"\\(u[0-9a-fA-F]{4}|.)", replaced, key)
    return halves.encode("utf-16", "surrogatepass").decode("utf-16")


def scan(text: str) -> Scan:
    """Return places, duplicate keys and the first break of the grammar of a JSON text.

    Places are complete up to the break. Grammar: RFC 8259; a lone surrogate escape, which the
    grammar admits, is a break as well since it is no character.
    """
    scanner = _Scanner(text)
    problem = None
    try:
        scanner.document()
    except _BrokenError as broken:
        problem = broken.problem
    return Scan(text, scanner.places, scanner.duplicates, problem, scanner.depth)
