"""Form and encoding: what tools and editors do to a file."""

import json
import unicodedata

from seeded.seeding import FRIEND_R, LOAN_R, Fault, Raw, edit, raw, swap, top, turn, within


def other_indentation(data: bytes) -> bytes:
    return (json.dumps(json.loads(data), ensure_ascii=False, indent=4) + "\n").encode()


def escaped_chinese(data: bytes) -> bytes:
    text = data.decode()
    return "".join(c if ord(c) < 128 else f"\\u{ord(c):04x}" for c in text).encode()


def as_gbk(data: bytes) -> bytes:
    return data.decode().encode("gb18030")


def cut_off(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3].decode(errors="ignore").encode()


def conflict(data: bytes) -> bytes:
    line = b'  "ending": "refused",\n'
    other = b'  "ending": "reported",\n'
    both_sides = b"<<<<<<< HEAD\n" + line + b"=======\n" + other + b">>>>>>> labels\n"
    return data.replace(line, both_sides, 1)


def in_a_list(data: bytes) -> bytes:
    return b"[\n" + data.rstrip() + b"\n]\n"


def turn_over_lines(data: bytes) -> bytes:
    return swap('{"speaker": "A", "channel"', '{"speaker": "A",\n     "channel"')(data)


def not_nfc(value: Raw) -> None:
    value["turns"][8]["text"] += " " + unicodedata.normalize("NFD", "café")


def keys_reversed(value: Raw) -> None:
    value["turns"][0] = dict(reversed(value["turns"][0].items()))


def ending_first(value: Raw) -> None:
    rest = {key: each for key, each in value.items() if key != "ending"}
    ending = value["ending"]
    value.clear()
    value.update({"ending": ending} | rest)


FAULTS = (
    Fault(
        "crlf",
        "the lines end in CR LF",
        "warning",
        raw(LOAN_R, lambda b: b.replace(b"\n", b"\r\n")),
    ),
    Fault(
        "other-indentation",
        "the file is indented by four",
        "warning",
        raw(LOAN_R, other_indentation),
    ),
    Fault(
        "escaped-chinese", "Chinese is written as escapes", "warning", raw(LOAN_R, escaped_chinese)
    ),
    Fault("no-final-newline", "the last newline is missing", "warning", raw(LOAN_R, bytes.rstrip)),
    Fault(
        "two-final-newlines",
        "an empty line at the end",
        "warning",
        raw(LOAN_R, lambda b: b + b"\n"),
    ),
    Fault(
        "byte-order-mark",
        "an editor put a byte order mark before the file",
        "warning",
        raw(LOAN_R, lambda b: b"\xef\xbb\xbf" + b),
    ),
    Fault(
        "turn-over-several-lines",
        "a turn is broken over lines",
        "warning",
        raw(LOAN_R, turn_over_lines),
    ),
    Fault(
        "not-nfc", "a letter is written decomposed, not in NFC", "warning", edit(FRIEND_R, not_nfc)
    ),
    Fault(
        "keys-of-turn-out-of-order",
        "keys of a turn in another order",
        "warning",
        edit(LOAN_R, keys_reversed),
    ),
    Fault(
        "keys-of-dialogue-out-of-order",
        "the ending stands first",
        "warning",
        edit(LOAN_R, ending_first),
    ),
    Fault(
        "default-medium-written",
        "medium text is spelt out",
        "warning",
        edit(LOAN_R, turn(6, medium="text")),
    ),
    Fault(
        "empty-spans-written",
        "a turn has an empty list of spans",
        "warning",
        edit(LOAN_R, turn(6, spans=[])),
    ),
    Fault(
        "empty-waivers-written",
        "an empty list of waivers is kept",
        "warning",
        edit(LOAN_R, top(waivers=[])),
    ),
    Fault(
        "whole-amount-with-point",
        "a whole amount is written as 680.0",
        "warning",
        edit(LOAN_R, within("turns", 15, "payment", amount=680.0)),
    ),
    Fault("saved-as-gbk", "the file is not UTF-8 but GB 18030", "error", raw(LOAN_R, as_gbk)),
    Fault("file-cut-off", "the last third of the file is lost", "error", raw(LOAN_R, cut_off)),
    Fault("file-empty", "the file is empty", "error", raw(LOAN_R, lambda _: b"")),
    Fault(
        "trailing-comma",
        "a comma before the closing brace",
        "error",
        raw(LOAN_R, swap("false}\n}", "false},\n}")),
    ),
    Fault(
        "merge-conflict", "the marks of a merge conflict are left", "error", raw(LOAN_R, conflict)
    ),
    Fault(
        "dialogue-in-a-list",
        "the file holds a list with the dialogue",
        "error",
        raw(LOAN_R, in_a_list),
    ),
    Fault(
        "key-twice-in-a-turn",
        "a turn has two stages, so that readers see only the last",
        "error",
        raw(LOAN_R, swap('"stage": "threat"', '"stage": "re-fee", "stage": "threat"')),
    ),
    Fault(
        "key-twice-in-dialogue",
        "the dialogue has two titles",
        "error",
        raw(LOAN_R, swap('  "title"', '  "title": "修车",\n  "title"')),
    ),
    Fault(
        "amount-not-a-number",
        "an amount is NaN",
        "error",
        raw(LOAN_R, swap('"amount": 680', '"amount": NaN')),
    ),
    Fault(
        "amount-infinite",
        "an amount overflows",
        "error",
        raw(LOAN_R, swap('"amount": 680', '"amount": 1e999')),
    ),
    Fault(
        "lone-surrogate",
        "half of an emoji is left in a text",
        "error",
        raw(FRIEND_R, swap("郑哥 忙啥呢", "郑哥 忙啥呢\\ud83d")),
    ),
    Fault(
        "comment-in-json",
        "somebody left a comment",
        "error",
        raw(LOAN_R, swap('  "turns"', '  // 待改\n  "turns"')),
    ),
)
