"""Faults listed from the format and the labels' definitions alone.

They were listed by somebody who had not seen the rules: what `docs/` and `schema/` say must not be,
and how files of this kind break in the hands of contributors, tools and maintainers. All numbers,
names and addresses are invented or are the reserved examples of their standards.
"""

import hashlib
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

from faults import ESCORT, FRIEND, LOAN, Fault, at, by, edit, edit_file, first, raw, write

Raw = dict[str, Any]
Change = Callable[[Raw], object]
Apply = Callable[[Path], None]

LOAN_R = LOAN + "/zh-resisted"
FRIEND_R = FRIEND + "/zh-resisted"
FRIEND_EN = FRIEND + "/en-scam"
ESCORT_EN = ESCORT + "/en-scam"
GHOST = "loan-nobody-wrote-this/zh-scam"
ZERO = "0" * 64

FORM = {
    "byte-order-mark",
    "crlf",
    "default-medium-written",
    "empty-spans-written",
    "empty-waivers-written",
    "escaped-chinese",
    "keys-of-dialogue-out-of-order",
    "keys-of-turn-out-of-order",
    "no-final-newline",
    "not-nfc",
    "other-indentation",
    "turn-over-several-lines",
    "two-final-newlines",
    "whole-amount-with-point",
}
"""Faults of form alone: a finding about the form is the right one for these."""

DIALOGUE_KEYS = [
    "$schema",
    "id",
    "schema_version",
    "language",
    "label",
    "scam_type",
    "title",
    "translation_of",
    "contrast_of",
    "provenance",
    "speakers",
    "turns",
    "ending",
    "annotation",
    "waivers",
]
TURN_KEYS = [
    "speaker",
    "channel",
    "medium",
    "minute",
    "text",
    "stage",
    "response",
    "demand",
    "payment",
    "payout",
    "spans",
]


# How a fault comes in


def reorder(value: Raw, keys: list[str]) -> None:
    """Put the keys of an object into the order of the format, unknown ones last."""
    known = {key: value[key] for key in keys if key in value}
    rest = {key: each for key, each in value.items() if key not in known}
    value.clear()
    value.update(known | rest)


def top(**fields: object) -> Change:
    """Return what sets fields of the dialogue."""

    def change(value: Raw) -> None:
        value.update(fields)
        reorder(value, DIALOGUE_KEYS)

    return change


def turn(index: int, **fields: object) -> Change:
    """Return what sets fields of one turn."""

    def change(value: Raw) -> None:
        value["turns"][index].update(fields)
        reorder(value["turns"][index], TURN_KEYS)

    return change


def within(*path: str | int, **fields: object) -> Change:
    """Return what sets fields of an object somewhere inside."""

    def change(value: Raw) -> None:
        place: Any = value
        for step in path:
            place = place[step]
        place.update(fields)

    return change


def gone(*path: str | int) -> Change:
    """Return what takes a member or item away."""

    def change(value: Raw) -> None:
        place: Any = value
        for step in path[:-1]:
            place = place[step]
        del place[path[-1]]

    return change


def say(index: int, more: str) -> Change:
    """Return what adds words at the end of a turn's text."""

    def change(value: Raw) -> None:
        value["turns"][index]["text"] += more

    return change


def several(*changes: Change) -> Change:
    """Return what makes several changes that are one fault together."""

    def change(value: Raw) -> None:
        for each in changes:
            each(value)

    return change


def both(script: str, kind: str, change: Change) -> Apply:
    """Return what changes an original and its translation alike."""

    def apply(root: Path) -> None:
        for language in ("zh", "en"):
            edit(f"{script}/{language}-{kind}", change)(root)

    return apply


def swap(old: str, new: str) -> Callable[[bytes], bytes]:
    """Return what replaces the first occurrence of a text in bytes."""
    return lambda data: data.replace(old.encode(), new.encode(), 1)


def load(root: Path, dialogue: str) -> Raw:
    """Read one dialogue."""
    value: Raw = json.loads(at(root, dialogue).read_text(encoding="utf-8"))
    return value


def move(old: str, new: str) -> Apply:
    """Return what moves a file within the corpus and leaves it as it is."""

    def apply(root: Path) -> None:
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        (root / old).rename(root / new)

    return apply


def remove(*names: str) -> Apply:
    """Return what deletes files of the corpus."""

    def apply(root: Path) -> None:
        for name in names:
            (root / name).unlink()

    return apply


def add(name: str, content: str) -> Apply:
    """Return what puts a file into the corpus."""

    def apply(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")

    return apply


def add_json(name: str, value: Raw) -> Apply:
    """Return what puts a JSON file into the corpus."""
    return add(name, json.dumps(value, ensure_ascii=False, indent=2) + "\n")


# Form and encoding


def other_indentation(data: bytes) -> bytes:
    return (json.dumps(json.loads(data), ensure_ascii=False, indent=4) + "\n").encode()


def escaped_chinese(data: bytes) -> bytes:
    text = data.decode()
    return "".join(c if ord(c) < 128 else f"\\u{ord(c):04x}" for c in text).encode()


def as_gbk(data: bytes) -> bytes:
    return data.decode().encode("gb18030")


def mojibake(data: bytes) -> bytes:
    """Read the Chinese of one title as if it were Latin-1."""
    wrong = "变速箱".encode().decode("latin-1")
    return data.replace("变速箱".encode(), wrong.encode(), 1)


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


FORM_FAULTS = (
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


# Files and folders


def copied_as(new: str, change: Change = lambda value: None) -> Apply:
    """Return what copies the resisted loan dialogue to another id, with its id changed."""

    def apply(root: Path) -> None:
        value = load(root, LOAN_R)
        value["id"] = new
        change(value)
        write(at(root, new), value)

    return apply


def first_turn_shorter(value: Raw) -> None:
    """Make a near copy: one word of one turn differs, no span is touched."""
    value["turns"][27]["text"] = value["turns"][27]["text"].replace("炷香", "根香")


def shouting(root: Path) -> None:
    """Give the file a suffix that a search for .json passes over."""
    move(f"dialogues/{LOAN_R}.json", f"dialogues/{LOAN_R}.JSON")(root)


FILE_FAULTS = (
    Fault(
        "id-of-another-variant",
        "the id differs from the path",
        "error",
        edit(LOAN_R, top(id=LOAN + "/zh-refused")),
    ),
    Fault(
        "id-of-another-script",
        "the id names another script",
        "error",
        edit(LOAN_R, top(id=FRIEND + "/zh-other")),
    ),
    Fault(
        "id-of-an-existing-dialogue",
        "two files have one id",
        "error",
        edit(LOAN_R, top(id=FRIEND_R)),
    ),
    Fault(
        "text-under-two-ids",
        "the same text stands under two ids",
        "error",
        copied_as(LOAN + "/zh-resisted-2"),
    ),
    Fault(
        "text-under-two-scripts",
        "the same text stands in two scripts, which may land in two parts of a split",
        "error",
        copied_as("loan-gearbox/zh-resisted"),
    ),
    Fault(
        "near-copy-under-another-id",
        "a copy with one changed word stands under another id",
        "warning",
        copied_as("loan-gearbox/zh-resisted", first_turn_shorter),
    ),
    Fault(
        "dialogue-a-folder-too-deep",
        "a dialogue lies in a folder below its script",
        "warning",
        move(f"dialogues/{LOAN_R}.json", f"dialogues/{LOAN}/old/zh-resisted.json"),
    ),
    Fault(
        "dialogue-outside-a-script",
        "a dialogue lies directly in dialogues/",
        "warning",
        move(f"dialogues/{LOAN_R}.json", "dialogues/zh-resisted.json"),
    ),
    Fault("suffix-in-capitals", "a dialogue ends in .JSON and is passed over", "warning", shouting),
    Fault(
        "backup-file-left",
        "an editor's backup lies among the dialogues",
        "warning",
        add(f"dialogues/{LOAN_R}.json.bak", "{}\n"),
    ),
    Fault(
        "note-among-dialogues",
        "a file that is no dialogue lies in a script's folder",
        "info",
        add(f"dialogues/{LOAN}/notes.txt", "待办\n"),
    ),
    Fault("manifest-lost", "the manifest is missing", "error", remove("manifest.json")),
    Fault(
        "sources-lost",
        "sources.json is missing, its ids are cited",
        "error",
        remove("sources.json"),
    ),
)


# Shape and closed lists


SHAPE_FAULTS = (
    Fault(
        "unknown-field-in-turn",
        "a turn has a field of its writer's own",
        "error",
        edit(LOAN_R, turn(5, note="有客")),
    ),
    Fault(
        "misspelt-field",
        "response is spelt reponse",
        "error",
        edit(LOAN_R, turn(21, reponse="verify")),
    ),
    Fault("no-title", "the title is missing", "error", edit(LOAN_R, gone("title"))),
    Fault("no-ending", "the ending is missing", "error", edit(LOAN_R, gone("ending"))),
    Fault("no-turns", "there are no turns", "error", edit(LOAN_R, top(turns=[]))),
    Fault(
        "no-channel", "a turn has no channel", "error", edit(LOAN_R, gone("turns", 5, "channel"))
    ),
    Fault(
        "no-method-of-payment",
        "a payment has no method",
        "error",
        edit(LOAN_R, gone("turns", 15, "payment", "method")),
    ),
    Fault(
        "stage-null", "a turn without stage says null", "error", edit(FRIEND_R, turn(0, stage=None))
    ),
    Fault(
        "stage-misspelt", "a stage is called refee", "error", edit(LOAN_R, turn(18, stage="refee"))
    ),
    Fault(
        "stage-in-capitals",
        "a stage is written Threat",
        "error",
        edit(LOAN_R, turn(26, stage="Threat")),
    ),
    Fault(
        "response-not-listed",
        "a response is called agree",
        "error",
        edit(LOAN_R, turn(6, response="agree")),
    ),
    Fault(
        "channel-not-listed",
        "a channel is called alipay",
        "error",
        edit(LOAN_R, turn(9, channel="alipay")),
    ),
    Fault(
        "medium-not-listed",
        "a medium is called video",
        "error",
        edit(LOAN_R, turn(8, medium="video")),
    ),
    Fault(
        "role-not-listed",
        "a role is called victim",
        "error",
        edit(LOAN_R, within("speakers", 1, role="victim")),
    ),
    Fault(
        "cue-not-listed",
        "a cue is called trust",
        "error",
        edit(LOAN_R, within("turns", 2, "spans", 0, cue="trust")),
    ),
    Fault(
        "pretext-not-listed",
        "a pretext is called deposit",
        "error",
        edit(LOAN_R, within("turns", 11, "demand", pretext="deposit")),
    ),
    Fault(
        "method-not-listed",
        "a method is called alipay",
        "error",
        edit(LOAN_R, within("turns", 15, "payment", method="alipay")),
    ),
    Fault(
        "currency-not-iso",
        "a currency is called RMB, which ISO 4217 does not know",
        "error",
        edit(LOAN_R, within("turns", 16, "demand", currency="RMB")),
    ),
    Fault(
        "ending-not-listed", "an ending is called paid", "error", edit(LOAN_R, top(ending="paid"))
    ),
    Fault(
        "scam-type-not-listed",
        "a scam type is called phishing",
        "error",
        edit(LOAN_R, top(scam_type="phishing")),
    ),
    Fault(
        "language-with-region",
        "the language is zh-CN",
        "error",
        edit(LOAN_R, top(language="zh-CN")),
    ),
    Fault(
        "schema-version-ahead",
        "the schema version is unknown",
        "error",
        edit(LOAN_R, top(schema_version="1.1.0")),
    ),
    Fault(
        "licence-of-another-kind",
        "the licence is not the corpus's",
        "error",
        edit(LOAN_R, within("provenance", licence="CC-BY-NC-4.0")),
    ),
    Fault(
        "amount-as-text",
        "an amount is a string",
        "error",
        edit(LOAN_R, within("turns", 15, "payment", amount="680")),
    ),
    Fault(
        "amount-zero",
        "a demand of nothing",
        "error",
        edit(LOAN_R, within("turns", 16, "demand", amount=0)),
    ),
    Fault(
        "amount-negative",
        "a payment below zero",
        "error",
        edit(LOAN_R, within("turns", 15, "payment", amount=-680)),
    ),
    Fault(
        "minute-true",
        "a minute is true, which some languages take for 1",
        "error",
        edit(FRIEND_R, turn(1, minute=True)),
    ),
    Fault("minute-fraction", "a minute is 4.5", "error", edit(FRIEND_R, turn(1, minute=4.5))),
    Fault("minute-negative", "a minute is below zero", "error", edit(FRIEND_R, turn(0, minute=-1))),
    Fault("text-empty", "a turn says nothing", "error", edit(LOAN_R, turn(23, text=""))),
    Fault(
        "demand-id-d0",
        "a demand has the id d0",
        "error",
        edit(LOAN_R, within("turns", 16, "demand", id="d0")),
    ),
    Fault(
        "newline-in-guideline",
        "the guideline's version ends in a newline, which a careless pattern lets pass",
        "error",
        edit(LOAN_R, within("annotation", guideline="0.9\n")),
    ),
    Fault(
        "adjudicated-as-text",
        "adjudicated is a string",
        "error",
        edit(LOAN_R, within("annotation", adjudicated="no")),
    ),
    Fault(
        "speaker-in-small-letter",
        "a turn's speaker is b",
        "error",
        edit(LOAN_R, turn(23, speaker="b")),
    ),
    Fault(
        "title-too-long",
        "the title is a summary of 130 characters",
        "error",
        edit(LOAN_R, top(title="变速箱" * 44)),
    ),
)


# Text


def every_mark_half_width(value: Raw) -> None:
    value["turns"][19]["text"] = "哪家银行要的?"


def sentence_of_other_script(root: Path) -> None:
    """Let the friend say what the loan's voice says."""
    words = load(root, LOAN_R)["turns"][22]["text"]
    edit(FRIEND_R, turn(17, text=words))(root)


def copied_turn(value: Raw) -> None:
    value["turns"].insert(9, dict(value["turns"][8]))


def only_five(value: Raw) -> None:
    value["turns"] = [value["turns"][count] for count in (0, 1, 4, 5, 18)]
    value["speakers"].pop()
    value["ending"] = "refused"


def fifty_turns(value: Raw) -> None:
    """Let the chat run on to fifty turns."""
    while len(value["turns"]) < 50:
        count = len(value["turns"])
        minute = 44 + count
        speaker = "AB"[count % 2]
        text = f"第{count}遍了 {'还是那句' if speaker == 'A' else '不借'}"
        value["turns"].append({"speaker": speaker, "channel": "qq", "minute": minute, "text": text})


TEXT_FAULTS = (
    Fault("text-blank", "a turn holds only blanks", "error", edit(LOAN_R, turn(23, text="　 "))),
    Fault("blank-at-end", "a text ends in a blank", "warning", edit(LOAN_R, say(23, " "))),
    Fault("newline-at-end", "a text ends in a newline", "warning", edit(LOAN_R, say(23, "\n"))),
    Fault(
        "zero-width-space",
        "an invisible character stands in a text",
        "warning",
        edit(LOAN_R, say(23, "嗯\u200b好")),
    ),
    Fault(
        "direction-override",
        "a text holds a direction override",
        "warning",
        edit(LOAN_R, say(23, "嗯\u202e好")),
    ),
    Fault(
        "control-character",
        "a text holds a control character",
        "warning",
        edit(LOAN_R, say(23, "\x07")),
    ),
    Fault(
        "replacement-character",
        "a broken character stands in a text",
        "warning",
        edit(LOAN_R, say(23, "\ufffd")),
    ),
    Fault(
        "private-use-character",
        "a platform's own emoticon code",
        "warning",
        edit(LOAN_R, say(23, "\ue415")),
    ),
    Fault("mojibake-title", "a title was decoded wrongly", "warning", raw(LOAN_R, mojibake)),
    Fault(
        "half-width-mark",
        "a half-width question mark in Chinese",
        "warning",
        edit(LOAN_R, every_mark_half_width),
    ),
    Fault(
        "entity-left",
        "an HTML entity is left in a text",
        "warning",
        edit(LOAN_R, say(23, "&nbsp;")),
    ),
    Fault(
        "template-variable-left",
        "a template's variable is left",
        "warning",
        edit(LOAN_R, say(23, "{amount}元")),
    ),
    Fault(
        "picture-in-brackets",
        "what is seen in a picture stands in brackets",
        "warning",
        edit(LOAN_R, turn(12, text="[微信收款码，680元]")),
    ),
    Fault(
        "speaker-in-text",
        "a text begins with its speaker's letter",
        "warning",
        edit(LOAN_R, turn(19, text="B：哪家银行要的？")),
    ),
    Fault(
        "english-turn-in-chinese",
        "a turn of a Chinese dialogue is in English",
        "warning",
        edit(LOAN_R, turn(22, text="Madam, there is no loan application under your name at all.")),
    ),
    Fault(
        "language-against-text",
        "a Chinese dialogue says that it is English",
        "error",
        edit(FRIEND_R, top(language="en")),
    ),
    Fault(
        "sentence-from-another-script",
        "a long sentence is reused in another script",
        "warning",
        sentence_of_other_script,
    ),
    Fault(
        "turn-twice-running",
        "a tool wrote the same turn twice",
        "warning",
        edit(LOAN_R, copied_turn),
    ),
    Fault("too-few-turns", "a dialogue has five turns", "warning", edit(FRIEND_R, only_five)),
    Fault("too-many-turns", "a dialogue has fifty turns", "warning", edit(FRIEND_R, fifty_turns)),
)


# Speakers, channels and time


def letters_with_a_gap(value: Raw) -> None:
    value["speakers"][2]["id"] = "D"
    value["turns"][17]["speaker"] = "D"


def letters_swapped(value: Raw) -> None:
    """Let B speak first and A second."""
    for each in value["speakers"] + value["turns"]:
        key = "id" if "id" in each else "speaker"
        each[key] = {"A": "B", "B": "A"}.get(each[key], each[key])


def listed_out_of_order(value: Raw) -> None:
    value["speakers"].reverse()


def nobody_is_target(value: Raw) -> None:
    """Make the target a bystander and take away what only a target may have."""
    value["speakers"][1]["role"] = "third_party"
    for each in value["turns"]:
        each.pop("response", None)


def no_scammer(value: Raw) -> None:
    """Make the scammer a bystander and take away what only a scammer may have."""
    value["speakers"][0]["role"] = "third_party"
    for each in value["turns"]:
        for key in ("stage", "demand", "spans"):
            each.pop(key, None)


def speaker_twice(value: Raw) -> None:
    value["speakers"].append(dict(value["speakers"][2]))


def silent_speaker(value: Raw) -> None:
    value["speakers"].append({"id": "D", "role": "third_party", "persona": "钓友"})


PEOPLE_FAULTS = (
    Fault(
        "silent-speaker", "a listed speaker never speaks", "warning", edit(FRIEND_R, silent_speaker)
    ),
    Fault(
        "unlisted-speaker",
        "a turn's speaker is not listed",
        "error",
        edit(LOAN_R, turn(22, speaker="E")),
    ),
    Fault(
        "speaker-listed-twice", "one letter is listed twice", "error", edit(FRIEND_R, speaker_twice)
    ),
    Fault(
        "letters-with-a-gap",
        "the letters run A, B, D",
        "warning",
        edit(FRIEND_R, letters_with_a_gap),
    ),
    Fault(
        "letters-not-by-appearance", "B speaks before A", "warning", edit(FRIEND_R, letters_swapped)
    ),
    Fault(
        "speakers-listed-out-of-order",
        "the list runs C, B, A",
        "warning",
        edit(FRIEND_R, listed_out_of_order),
    ),
    Fault(
        "nobody-is-target", "a dialogue has no target", "error", edit(FRIEND_R, nobody_is_target)
    ),
    Fault("scam-without-scammer", "a scam has no scammer", "error", edit(FRIEND_R, no_scammer)),
    Fault(
        "counterpart-in-scam",
        "a scam has an honest counterpart",
        "error",
        edit(FRIEND_R, within("speakers", 2, role="counterpart")),
    ),
    Fault(
        "scammer-in-benign",
        "a benign dialogue has a scammer",
        "error",
        both(FRIEND, "benign", within("speakers", 2, role="scammer")),
    ),
    Fault(
        "minute-goes-back",
        "a minute is earlier than the one before",
        "error",
        edit(LOAN_R, turn(24, minute=248)),
    ),
    Fault(
        "first-minute-not-zero",
        "the first turn is not minute 0",
        "warning",
        edit(LOAN_R, turn(0, minute=3)),
    ),
    Fault(
        "picture-in-a-phone-call",
        "a picture is sent by telephone",
        "warning",
        edit(LOAN_R, turn(8, channel="phone")),
    ),
    Fault(
        "call-by-sms",
        "live speech goes through text messages",
        "warning",
        edit(LOAN_R, turn(5, channel="sms")),
    ),
)


# Stages, responses, ending


def no_stage_at_all(value: Raw) -> None:
    for each in value["turns"]:
        each.pop("stage", None)


def stage_on_notice(value: Raw) -> None:
    """Make the bank's clerk a notice of its app and give that notice a stage."""
    value["speakers"][3]["role"] = "system"
    value["turns"][22].update(medium="notice", stage="lure")
    reorder(value["turns"][22], TURN_KEYS)


LABEL_FAULTS = (
    Fault(
        "stage-on-target",
        "a target's turn has a stage",
        "error",
        edit(LOAN_R, turn(9, stage="lure")),
    ),
    Fault(
        "stage-on-third-party",
        "a clerk's turn has a stage",
        "error",
        edit(LOAN_R, turn(22, stage="re-fee")),
    ),
    Fault(
        "stage-on-notice",
        "a notice of a real app has a stage",
        "error",
        edit(LOAN_R, stage_on_notice),
    ),
    Fault(
        "stage-in-benign",
        "a turn of a benign dialogue has a stage",
        "error",
        both(FRIEND, "benign", turn(9, stage="fee")),
    ),
    Fault(
        "re-fee-before-payment",
        "a turn is re-fee though nothing is paid",
        "error",
        edit(LOAN_R, turn(14, stage="re-fee")),
    ),
    Fault(
        "fee-after-payment",
        "a turn is fee though something was paid",
        "error",
        edit(LOAN_R, turn(18, stage="fee")),
    ),
    Fault(
        "fee-before-demand",
        "a turn is fee before anything is asked",
        "warning",
        edit(LOAN_R, turn(10, stage="fee")),
    ),
    Fault(
        "demand-on-lure",
        "a turn with a demand is lure",
        "error",
        edit(LOAN_R, turn(11, stage="lure")),
    ),
    Fault(
        "demand-without-stage",
        "a scammer's demand has no stage",
        "error",
        edit(LOAN_R, gone("turns", 16, "stage")),
    ),
    Fault(
        "lure-while-ask-pending",
        "a turn is lure while an ask is pending",
        "warning",
        edit(LOAN_R, turn(14, stage="lure")),
    ),
    Fault(
        "threat-at-once",
        "a loan begins with a threat, an unusual order",
        "warning",
        edit(LOAN_R, turn(0, stage="threat")),
    ),
    Fault(
        "scam-without-stages",
        "no turn of a scam has a stage",
        "warning",
        edit(LOAN_R, no_stage_at_all),
    ),
    Fault(
        "response-on-scammer",
        "a scammer's turn has a response",
        "error",
        edit(LOAN_R, turn(25, response="stall")),
    ),
    Fault(
        "response-on-third-party",
        "a clerk's turn has a response",
        "error",
        edit(LOAN_R, turn(22, response="doubt")),
    ),
    Fault(
        "payment-with-doubt",
        "a turn that pays is not comply",
        "error",
        edit(LOAN_R, turn(15, response="doubt")),
    ),
    Fault(
        "payment-without-response",
        "a turn that pays has no response",
        "error",
        edit(LOAN_R, gone("turns", 15, "response")),
    ),
    Fault(
        "scam-settled",
        "a scam ends in settled, which is for honest ones",
        "error",
        edit(LOAN_R, top(ending="settled")),
    ),
    Fault(
        "benign-cut-off",
        "a benign dialogue ends as the scammer vanishes",
        "error",
        both(FRIEND, "benign", top(ending="cut_off")),
    ),
    Fault(
        "reported-by-nobody",
        "the ending is reported, no turn reports",
        "warning",
        edit(LOAN_R, top(ending="reported")),
    ),
    Fault(
        "refused-by-nobody",
        "the ending is refused, no turn refuses",
        "warning",
        edit(LOAN_R, gone("turns", 27, "response")),
    ),
    Fault(
        "stopped-by-nobody",
        "the ending is stopped, no third party or system speaks",
        "warning",
        edit(FRIEND_R, several(gone("turns", 17), gone("speakers", 2))),
    ),
    Fault("scam-without-type", "a scam has no scam type", "error", edit(LOAN_R, gone("scam_type"))),
    Fault(
        "benign-with-type",
        "a benign dialogue has a scam type",
        "error",
        both(FRIEND, "benign", top(scam_type="friend_impersonation")),
    ),
)


# Money


def pay_early(value: Raw) -> None:
    """Let the payment come before the demand that it answers."""
    turns = value["turns"]
    fee = turns[11]["demand"]
    early = turns[15].pop("payment")
    turn(11, demand={"id": "d1", "pretext": "insurance", "currency": "CNY"})(value)
    turn(13, response="comply", payment=early | {"demand": "d2"})(value)
    turn(14, stage="re-fee", demand=fee | {"id": "d2"})(value)
    turns[16]["demand"]["id"] = "d3"


def two_revise_one(value: Raw) -> None:
    extra = {"id": "d3", "pretext": "legal_emergency", "currency": "CNY"}
    turn(14, demand=extra | {"revises": "d1"})(value)


def pay_what_was_replaced(value: Raw) -> None:
    paid = {"demand": "d1", "amount": 200, "currency": "CNY", "method": "phone_credit"}
    turn(11, text="话费200给你充了 啥车啊要三千", response="comply", payment=paid)(value)
    for each in value["turns"][12:]:
        if each.get("stage") == "fee":
            each["stage"] = "re-fee"


def ids_swapped(value: Raw) -> None:
    """Number the demands against their order."""
    value["turns"][11]["demand"]["id"] = "d2"
    value["turns"][15]["payment"]["demand"] = "d2"
    value["turns"][16]["demand"]["id"] = "d1"


def revises_a_later_one(value: Raw) -> None:
    value["turns"][4]["demand"]["revises"] = "d2"
    del value["turns"][10]["demand"]["revises"]


def nothing_new(value: Raw) -> None:
    same = {"id": "d3", "pretext": "bank_flow", "amount": 3600, "currency": "CNY"}
    turn(18, demand=same | {"method": "bank_transfer", "revises": "d2"})(value)


def all_in_yen(value: Raw) -> None:
    """Let all money be yen, with half a yen once."""
    for each in value["turns"]:
        for key in ("demand", "payment"):
            if key in each:
                each[key]["currency"] = "JPY"
    value["turns"][16]["demand"]["amount"] = 3600.5


PAYOUT = {"amount": 680, "currency": "CNY", "method": "wallet_transfer"}
PAYMENT = {"demand": "d1", "amount": 680, "currency": "CNY", "method": "qr_code"}
INSURANCE = {"id": "d3", "pretext": "insurance", "currency": "CNY"}

MONEY_FAULTS = (
    Fault(
        "payment-before-demand",
        "a payment answers a demand that comes later",
        "error",
        edit(LOAN_R, pay_early),
    ),
    Fault(
        "payment-of-unknown-demand",
        "a payment answers no demand of the dialogue",
        "error",
        edit(LOAN_R, within("turns", 15, "payment", demand="d7")),
    ),
    Fault(
        "two-demands-one-id",
        "two demands have one id",
        "error",
        edit(LOAN_R, within("turns", 16, "demand", id="d1")),
    ),
    Fault(
        "demand-numbers-jump",
        "the demands are d1 and d3",
        "warning",
        edit(LOAN_R, within("turns", 16, "demand", id="d3")),
    ),
    Fault(
        "demand-numbers-backwards", "the second demand is d1", "warning", edit(LOAN_R, ids_swapped)
    ),
    Fault(
        "revises-unknown",
        "a demand revises one that does not exist",
        "error",
        edit(FRIEND_R, within("turns", 10, "demand", revises="d4")),
    ),
    Fault(
        "revises-itself",
        "a demand revises itself",
        "error",
        edit(FRIEND_R, within("turns", 10, "demand", revises="d2")),
    ),
    Fault(
        "revises-a-later-one",
        "a demand revises one that comes later",
        "error",
        edit(FRIEND_R, revises_a_later_one),
    ),
    Fault(
        "two-revise-one",
        "two demands revise the same one",
        "warning",
        edit(FRIEND_R, two_revise_one),
    ),
    Fault(
        "revises-what-is-paid",
        "a new demand revises one that was paid in full",
        "warning",
        edit(LOAN_R, within("turns", 16, "demand", revises="d1")),
    ),
    Fault(
        "revises-nothing", "a revised demand changes nothing", "warning", edit(LOAN_R, nothing_new)
    ),
    Fault(
        "payment-of-replaced-demand",
        "a payment answers a demand that was replaced",
        "warning",
        edit(FRIEND_R, pay_what_was_replaced),
    ),
    Fault(
        "payment-in-other-currency",
        "asked in yuan, paid in dollars",
        "warning",
        edit(LOAN_R, within("turns", 15, "payment", currency="USD")),
    ),
    Fault(
        "second-currency",
        "the second demand of a yuan story is in dollars",
        "info",
        edit(LOAN_R, within("turns", 16, "demand", currency="USD")),
    ),
    Fault(
        "amount-three-decimals",
        "an amount in yuan has three decimals",
        "error",
        edit(LOAN_R, within("turns", 16, "demand", amount=3600.125)),
    ),
    Fault("half-a-yen", "an amount in yen has a decimal", "error", edit(LOAN_R, all_in_yen)),
    Fault(
        "demand-on-target",
        "a target's turn has a demand",
        "error",
        edit(LOAN_R, turn(17, demand=INSURANCE)),
    ),
    Fault(
        "demand-on-third-party",
        "a clerk's turn has a demand",
        "error",
        edit(LOAN_R, turn(22, demand=INSURANCE)),
    ),
    Fault(
        "payment-on-scammer",
        "a scammer's turn has a payment",
        "error",
        edit(LOAN_R, turn(18, payment=PAYMENT)),
    ),
    Fault(
        "payment-on-third-party",
        "a clerk's turn has a payment",
        "error",
        edit(LOAN_R, turn(22, payment=PAYMENT)),
    ),
    Fault(
        "payout-on-target",
        "a target's turn has a payout",
        "error",
        edit(LOAN_R, turn(17, payout=PAYOUT)),
    ),
    Fault(
        "payout-on-third-party",
        "a clerk's turn has a payout",
        "error",
        edit(LOAN_R, turn(22, payout=PAYOUT)),
    ),
    Fault(
        "more-out-than-in",
        "a scam pays out more than it takes",
        "info",
        edit(LOAN_R, turn(25, payout=PAYOUT | {"amount": 9000})),
    ),
    Fault(
        "amount-implausible",
        "a loan's fee is 68 million",
        "warning",
        edit(LOAN_R, within("turns", 11, "demand", amount=68000000)),
    ),
    Fault(
        "demand-digits-swapped",
        "the text asks 3600, the demand says 6300",
        "info",
        edit(LOAN_R, within("turns", 16, "demand", amount=6300)),
    ),
    Fault(
        "payment-digits-swapped",
        "the text pays 680, the payment says 860",
        "info",
        edit(LOAN_R, within("turns", 15, "payment", amount=860)),
    ),
)


# Spans


def spans_reversed(value: Raw) -> None:
    value["turns"][0]["spans"].reverse()


def spans_overlap(value: Raw) -> None:
    """Widen the first of two spans into the second."""
    text = value["turns"][0]["text"]
    value["turns"][0]["spans"][0].update(end=24, text=text[13:24])


def span_twice(value: Raw) -> None:
    spans = value["turns"][2]["spans"]
    spans.append(spans[0] | {"cue": "disarming"})


def utf16_offsets(value: Raw) -> None:
    """Put an emoji first and count it as two, as a browser does."""
    place = value["turns"][18]
    place["text"] = "😂" + place["text"]
    for each in place["spans"]:
        each.update(start=each["start"] + 2, end=each["end"] + 2)


def byte_offsets(value: Raw) -> None:
    """Count the offsets of a span in bytes of UTF-8."""
    place = value["turns"][18]
    for each in place["spans"]:
        for key in ("start", "end"):
            each[key] = len(place["text"][: each[key]].encode())


def inclusive_end(value: Raw) -> None:
    value["turns"][18]["spans"][0]["end"] -= 1


def one_too_far(value: Raw) -> None:
    span = value["turns"][18]["spans"][0]
    span.update(start=span["start"] - 1, end=span["end"] - 1)


def past_the_end(value: Raw) -> None:
    value["turns"][18]["spans"][0]["end"] += 3


def half_a_placeholder(value: Raw) -> None:
    text = value["turns"][4]["text"]
    value["turns"][4]["spans"][0].update(end=22, text=text[9:22])


def blank_in_span(value: Raw) -> None:
    text = value["turns"][18]["text"]
    value["turns"][18]["spans"][0].update(start=13, text=text[13:23])


def part_of_a_file(value: Raw) -> None:
    text = value["turns"][10]["text"]
    value["turns"][10]["spans"][0].update(start=0, end=9, text=text[:9])


def mark(value: Raw, place: Raw) -> None:
    """Mark the first four characters of a turn."""
    place["spans"] = [{"start": 0, "end": 4, "cue": "urgency", "text": place["text"][:4]}]


def mark_target(value: Raw) -> None:
    mark(value, first(value, "payment"))


def mark_third_party(value: Raw) -> None:
    mark(value, by(value, "third_party"))


def no_cue_in_twin(value: Raw) -> None:
    for each in value["turns"]:
        each.pop("spans", None)


SPAN_FAULTS = (
    Fault(
        "span-off-by-one",
        "both offsets of a span are one too small",
        "error",
        edit(LOAN_R, one_too_far),
    ),
    Fault(
        "span-end-inclusive",
        "a span's end names its last character",
        "error",
        edit(LOAN_R, inclusive_end),
    ),
    Fault("span-past-the-end", "a span ends behind its text", "error", edit(LOAN_R, past_the_end)),
    Fault(
        "span-in-utf16",
        "offsets behind an emoji count UTF-16 units",
        "error",
        edit(LOAN_R, utf16_offsets),
    ),
    Fault("span-in-bytes", "offsets count bytes", "error", edit(LOAN_R, byte_offsets)),
    Fault(
        "span-turned-round",
        "a span ends before it starts",
        "error",
        edit(LOAN_R, within("turns", 18, "spans", 0, start=23, end=14)),
    ),
    Fault(
        "span-text-stale",
        "a typo was mended in the turn, not in the span",
        "error",
        edit(LOAN_R, within("turns", 18, "spans", 0, text="系统只给开30分钟")),
    ),
    Fault("spans-overlap", "two spans overlap", "error", edit(LOAN_R, spans_overlap)),
    Fault("span-with-two-cues", "one clause is marked twice", "error", edit(LOAN_R, span_twice)),
    Fault(
        "spans-out-of-order", "the later span stands first", "warning", edit(LOAN_R, spans_reversed)
    ),
    Fault(
        "span-on-target", "a cue is marked in a target's turn", "error", edit(LOAN_R, mark_target)
    ),
    Fault(
        "span-on-third-party",
        "a cue is marked in a clerk's turn",
        "error",
        edit(LOAN_R, mark_third_party),
    ),
    Fault(
        "span-begins-with-blank",
        "a span takes in the blank before it",
        "info",
        edit(LOAN_R, blank_in_span),
    ),
    Fault(
        "span-cuts-placeholder",
        "a span ends inside a placeholder",
        "warning",
        edit(LOAN_R, half_a_placeholder),
    ),
    Fault(
        "span-on-part-of-a-file",
        "only part of a file's text is marked",
        "warning",
        edit(LOAN_R, part_of_a_file),
    ),
    Fault(
        "twin-without-cues",
        "no cue is marked in a twin",
        "info",
        both(FRIEND, "benign", no_cue_in_twin),
    ),
)


# Privacy: invented numbers and the examples of the standards


def leak(name: str, what: str, words: str, level: str = "error") -> Fault:
    """Return the fault that a scammer's turn of the friend's dialogue ends in the words."""
    return Fault(name, what, level, edit(FRIEND_R, say(8, words)))


PRIVACY_FAULTS = (
    leak("phone-number", "a mobile number is written out", " 打我19900001234"),
    leak(
        "phone-in-full-width-digits",
        "a mobile number in full-width digits",
        " 打我１９９００００１２３４",
    ),
    leak("phone-with-gaps", "a mobile number in groups", " 打我199 0000 1234"),
    leak(
        "phone-with-country-code", "a mobile number with +86 and hyphens", " 打我+86-199-0000-1234"
    ),
    leak(
        "phone-in-chinese-numerals",
        "a mobile number in Chinese numerals",
        " 打我一九九零零零零一二三四",
        "warning",
    ),
    leak("landline", "a landline number with its area code", " 打店里0898-60001234"),
    leak(
        "identity-card",
        "an identity card number with the right checksum",
        " 身份证11010519491231002X",
    ),
    leak("bank-card", "a bank card number with the right check digit", " 卡号6200000000000005"),
    leak("bank-card-in-groups", "a bank card number in groups of four", " 卡号6200 0000 0000 0005"),
    leak("qq-number", "a QQ number is written out", " 加QQ1000000001"),
    leak("wechat-id", "a WeChat id is written out", " 微信号wxid_a0b0c0d0e0f012"),
    leak("e-mail", "an e-mail address is written out", " 发到laohan.diaoyu@mail.invalid"),
    leak("link", "a link is written out", " 看这个https://pay.invalid/s/8f2k"),
    leak("bare-domain", "an address without its scheme", " 上huafei.invalid交"),
    leak("licence-plate", "a licence plate is written out", " 车牌琼A0X0X0"),
    leak(
        "street-address",
        "a street with house and flat number",
        " 住人民大道168号3栋502室",
        "warning",
    ),
    leak(
        "wallet-address",
        "a wallet's address is written out",
        " 打到0x00112233445566778899aabbccddeeff00112233",
    ),
    leak("handle", "an account's handle is written out", " 电报搜@laohan_fish88", "warning"),
    leak(
        "placeholder-of-unknown-type",
        "a placeholder's type is not listed",
        " 打我[TEL_1]",
        "warning",
    ),
    leak("placeholder-without-number", "a placeholder has no number", " 打我[PHONE]", "warning"),
    leak(
        "placeholder-in-small-letters",
        "a placeholder in small letters",
        " 打我[phone_1]",
        "warning",
    ),
    leak(
        "placeholder-in-full-width",
        "a placeholder in Chinese brackets",
        " 打我【PHONE_1】",
        "warning",
    ),
    leak(
        "placeholder-not-closed", "a placeholder's bracket is missing", " 打我[PHONE_1", "warning"
    ),
    leak(
        "placeholder-number-jumps", "the first of a type is number 2", " 打我[PHONE_2]", "warning"
    ),
    Fault(
        "phone-in-persona",
        "a mobile number stands in a persona",
        "error",
        edit(FRIEND_R, within("speakers", 0, persona="老韩 19900001234")),
    ),
    Fault(
        "e-mail-in-title",
        "an e-mail address stands in a title",
        "error",
        edit(FRIEND_R, top(title="找laohan@mail.invalid")),
    ),
    Fault(
        "phone-in-english",
        "a telephone number is written out in English",
        "error",
        edit(FRIEND_EN, say(25, " call me on (202) 555-0142")),
    ),
    Fault(
        "iban-in-english",
        "an account number with right check digits",
        "error",
        edit(FRIEND_EN, say(25, " it's GB82 WEST 1234 5698 7654 32")),
    ),
    Fault(
        "phone-in-source",
        "a mobile number stands in a source",
        "error",
        edit_file(
            "sources.json", within("sources", 0, taken="Case and caller's number 19900001234.")
        ),
    ),
    Fault(
        "e-mail-of-annotator",
        "an annotator's e-mail address is given",
        "error",
        edit_file("annotators.json", within("annotators", 0, description="Ask m1@mail.invalid")),
    ),
)


# Translations and twins


def span_lost(value: Raw) -> None:
    del first(value, "spans")["spans"]


def chinese_left(root: Path) -> None:
    """Leave one turn of a translation untranslated."""
    words = load(root, FRIEND + "/zh-scam")["turns"][25]["text"]
    edit(FRIEND_EN, turn(25, text=words))(root)


def other_placeholder(value: Raw) -> None:
    """Let the translation number a placeholder otherwise."""
    for each in value["turns"]:
        if "[BANK_CARD_1]" in each["text"]:
            each["text"] = each["text"].replace("[BANK_CARD_1]", "[ID_CARD_1]")


def turns_exchanged(value: Raw) -> None:
    turns = value["turns"]
    turns[5], turns[6] = turns[6], turns[5]


TALK = {
    "zh": "对了 阳台的花开了|浇水了没|浇了 隔天一回|猫又上柜子了|随它去|昨儿下雨了"
    "|我没听见|早市还开着|买点葱|你爱吃的那种|行 回见",
    "en": "oh the balcony's in bloom|did you water it|every other day|cat's on the cupboard again"
    "|let her be|it rained last night|slept through it|market's still open|get some leeks"
    "|the kind you like|right, bye then",
}


def chat_on(value: Raw) -> None:
    """Let the twin chat on for eleven turns."""
    for count, words in enumerate(TALK[value["language"]].split("|")):
        new = {"speaker": "AB"[count % 2], "channel": "qq", "minute": 410 + count, "text": words}
        value["turns"].append(new)


def talk_more(value: Raw) -> None:
    """Let everybody in the twin say twice as much."""
    words = TALK[value["language"]].split("|")
    for count, each in enumerate(value["turns"]):
        if "medium" not in each:
            each["text"] += " " + words[count % 11] + " " + words[(count + count // 11 + 5) % 11]


def fourth_speaker(value: Raw) -> None:
    words = {"zh": "下一位", "en": "next please"}[value["language"]]
    value["speakers"].append({"id": "D", "role": "third_party"})
    value["turns"].append({"speaker": "D", "channel": "in_person", "minute": 410, "text": words})


def twin_of(kind: str) -> Apply:
    """Return what makes the friend's twins twins of another dialogue in their language."""

    def change(value: Raw) -> None:
        value["contrast_of"] = kind.format(value["language"])

    return both(FRIEND, "benign", change)


def variant_without_language(root: Path) -> None:
    move(f"dialogues/{LOAN_R}.json", f"dialogues/{LOAN}/resisted.json")(root)
    edit(LOAN + "/resisted", top(id=LOAN + "/resisted"))(root)


BENIGN_ZH = FRIEND + "/zh-benign"
CASE = "hainan-police-2019-06-28"

PAIR_FAULTS = (
    Fault(
        "translation-lost-a-turn",
        "a turn is missing in a translation",
        "error",
        edit(FRIEND_EN, gone("turns", 25)),
    ),
    Fault(
        "translation-lost-a-demand",
        "a demand is missing in a translation",
        "error",
        edit(ESCORT_EN, gone("turns", 39, "demand")),
    ),
    Fault(
        "translation-lost-revises",
        "a translation forgets that a demand revises another",
        "error",
        edit(ESCORT_EN, gone("turns", 35, "demand", "revises")),
    ),
    Fault(
        "translation-asks-otherwise",
        "a translated demand has another amount",
        "error",
        edit(FRIEND_EN, within("turns", 9, "demand", amount=4880)),
    ),
    Fault(
        "translation-pays-otherwise",
        "a translated payment has another method",
        "error",
        edit(FRIEND_EN, within("turns", 24, "payment", method="wallet_transfer")),
    ),
    Fault(
        "translation-other-stage",
        "a translated turn has another stage",
        "error",
        edit(ESCORT_EN, turn(19, stage="re-fee")),
    ),
    Fault(
        "translation-other-response",
        "a translated turn has another response",
        "warning",
        edit(FRIEND_EN, turn(14, response="doubt")),
    ),
    Fault(
        "translation-other-speaker",
        "a translated turn has another speaker",
        "error",
        edit(FRIEND_EN, turn(25, speaker="B")),
    ),
    Fault(
        "translation-other-minute",
        "a translated turn has another minute",
        "warning",
        edit(FRIEND_EN, turn(26, minute=34)),
    ),
    Fault(
        "translation-other-channel",
        "a translated turn has another channel",
        "warning",
        edit(FRIEND_EN, turn(25, channel="whatsapp")),
    ),
    Fault(
        "translation-other-medium",
        "a translated picture is text",
        "warning",
        edit(FRIEND_EN, gone("turns", 19, "medium")),
    ),
    Fault(
        "translation-other-role",
        "a speaker has another role in translation",
        "error",
        edit(FRIEND_EN, within("speakers", 2, role="system")),
    ),
    Fault(
        "translation-other-type",
        "a translation has another scam type",
        "error",
        edit(FRIEND_EN, top(scam_type="family_emergency")),
    ),
    Fault(
        "translation-other-ending",
        "a translation ends otherwise",
        "error",
        edit(FRIEND_EN, top(ending="open")),
    ),
    Fault(
        "translation-other-basis",
        "a translation has another basis",
        "warning",
        edit(FRIEND_EN, within("provenance", basis="method")),
    ),
    Fault(
        "translation-turns-exchanged",
        "two turns of a translation are exchanged",
        "error",
        edit(FRIEND_EN, turns_exchanged),
    ),
    Fault(
        "translation-lost-a-cue",
        "a cue is missing in a translation",
        "info",
        edit(FRIEND_EN, span_lost),
    ),
    Fault(
        "translation-other-placeholder",
        "a card number became an identity card",
        "warning",
        edit(ESCORT_EN, other_placeholder),
    ),
    Fault("translation-left-in-chinese", "a turn was left untranslated", "warning", chinese_left),
    Fault(
        "translation-of-nothing",
        "a translation's original does not exist",
        "error",
        edit(FRIEND_EN, top(translation_of=FRIEND + "/zh-scan")),
    ),
    Fault(
        "translation-of-itself",
        "a translation names itself",
        "error",
        edit(FRIEND_EN, top(translation_of=FRIEND_EN)),
    ),
    Fault(
        "translation-of-translation",
        "two dialogues translate each other",
        "error",
        edit(FRIEND + "/zh-scam", top(translation_of=FRIEND_EN)),
    ),
    Fault(
        "translation-of-other-script",
        "a translation names another script's scam",
        "error",
        edit(FRIEND_EN, top(translation_of=ESCORT + "/zh-scam")),
    ),
    Fault(
        "translation-in-same-language",
        "original and translation are Chinese",
        "error",
        edit(FRIEND_R, top(translation_of=FRIEND + "/zh-scam")),
    ),
    Fault(
        "translation-not-named",
        "an English version does not name its original",
        "warning",
        edit(FRIEND_EN, gone("translation_of")),
    ),
    Fault(
        "twin-of-nothing",
        "the scam that a twin names does not exist",
        "error",
        twin_of(FRIEND + "/{}-scan"),
    ),
    Fault(
        "twin-of-other-script",
        "a twin names another script's scam",
        "error",
        twin_of(ESCORT + "/{}-scam"),
    ),
    Fault(
        "twin-of-benign",
        "a twin names a benign dialogue",
        "error",
        edit(BENIGN_ZH, top(contrast_of=FRIEND + "/en-benign")),
    ),
    Fault(
        "twin-of-itself",
        "a twin names itself",
        "error",
        edit(BENIGN_ZH, top(contrast_of=BENIGN_ZH)),
    ),
    Fault(
        "twin-in-other-language",
        "a Chinese twin names the English scam",
        "error",
        edit(BENIGN_ZH, top(contrast_of=FRIEND_EN)),
    ),
    Fault(
        "twin-of-nobody",
        "a benign dialogue is nobody's twin",
        "error",
        both(FRIEND, "benign", gone("contrast_of")),
    ),
    Fault(
        "scam-is-a-twin",
        "a scam says that it is a twin",
        "error",
        edit(FRIEND_R, top(contrast_of=FRIEND + "/zh-scam")),
    ),
    Fault(
        "twin-a-third-longer",
        "a twin has a third more turns than its scam",
        "warning",
        both(FRIEND, "benign", chat_on),
    ),
    Fault(
        "twin-talks-twice-as-much",
        "a twin's texts are twice as long",
        "warning",
        both(FRIEND, "benign", talk_more),
    ),
    Fault(
        "twin-with-fourth-speaker",
        "a twin has a speaker more than its scam",
        "warning",
        both(FRIEND, "benign", fourth_speaker),
    ),
    Fault(
        "script-without-twin",
        "a script has no benign dialogue",
        "warning",
        remove(f"dialogues/{FRIEND}/zh-benign.json", f"dialogues/{FRIEND}/en-benign.json"),
    ),
    Fault(
        "twin-without-translation",
        "a twin is not translated",
        "warning",
        remove(f"dialogues/{FRIEND}/en-benign.json"),
    ),
    Fault(
        "label-against-variant",
        "a dialogue called resisted says benign",
        "error",
        edit(FRIEND_R, top(label="benign")),
    ),
    Fault(
        "variant-without-language",
        "a variant is called resisted, without its language",
        "warning",
        variant_without_language,
    ),
)


# Provenance, sources, annotators, waivers, manifest


def waive(**fields: str) -> Apply:
    """Return what adds a waiver to the loan's dialogue."""
    waiver = {
        "rule": "money/implausible",
        "pointer": "/turns/11/demand",
        "reason": "公开案例中的金额就是这样，已经逐项核对过原文，不改",
        "by": "editor",
        "date": "2026-01-15",
    }
    return edit(LOAN_R, top(waivers=[waiver | fields]))


def source(**fields: str) -> Apply:
    """Return what adds a source like the first one, with some fields changed."""

    def change(value: Raw) -> None:
        value["sources"].append(value["sources"][0] | fields)

    return edit_file("sources.json", change)


def same_annotator(value: Raw) -> None:
    value["annotators"].append(value["annotators"][0] | {"kind": "human"})


ABOUT_FAULTS = (
    Fault(
        "source-unknown",
        "a cited source is not listed",
        "error",
        edit(LOAN_R, within("provenance", sources=["hainan-police-2019-06-29"])),
    ),
    Fault(
        "source-cited-twice",
        "a source is cited twice",
        "error",
        edit(LOAN_R, within("provenance", sources=[CASE, CASE])),
    ),
    Fault(
        "retells-nothing",
        "a dialogue retells a case and cites none",
        "error",
        edit(LOAN_R, within("provenance", basis="retells", sources=[])),
    ),
    Fault(
        "method-of-nothing",
        "a dialogue uses a method and cites none",
        "warning",
        edit(LOAN_R, within("provenance", sources=[])),
    ),
    Fault(
        "invented-with-source",
        "an invented dialogue cites a source",
        "warning",
        edit(LOAN_R, within("provenance", basis="invented")),
    ),
    Fault(
        "basis-not-listed",
        "a basis is called based_on",
        "error",
        edit(LOAN_R, within("provenance", basis="based_on")),
    ),
    Fault(
        "twin-cites-scam-source",
        "an invented twin cites its scam's source",
        "warning",
        both(FRIEND, "benign", within("provenance", sources=[CASE])),
    ),
    Fault("source-id-twice", "two sources have one id", "error", source(title="另一篇")),
    Fault(
        "source-under-two-ids",
        "one source is listed under two ids",
        "warning",
        source(id="hainan-police-again"),
    ),
    Fault(
        "source-never-cited",
        "a listed source is cited nowhere",
        "info",
        source(id="unused-2020", title="无人引用", date="2020-01-02"),
    ),
    Fault(
        "source-date-impossible",
        "a source is of 31 June",
        "error",
        edit_file("sources.json", within("sources", 0, date="2019-06-31")),
    ),
    Fault(
        "source-date-ahead",
        "a source is of the year 2091",
        "warning",
        edit_file("sources.json", within("sources", 0, date="2091-06-28")),
    ),
    Fault(
        "source-kind-not-listed",
        "a source's kind is blog",
        "error",
        edit_file("sources.json", within("sources", 0, kind="blog")),
    ),
    Fault(
        "source-without-taken",
        "a source does not say what was taken",
        "error",
        edit_file("sources.json", gone("sources", 0, "taken")),
    ),
    Fault(
        "source-link-broken",
        "a source's address is no link",
        "error",
        edit_file("sources.json", within("sources", 0, url="example.com/a b")),
    ),
    Fault(
        "annotator-twice",
        "two annotators have one id",
        "error",
        edit_file("annotators.json", same_annotator),
    ),
    Fault(
        "annotator-kind-not-listed",
        "an annotator's kind is llm",
        "error",
        edit_file("annotators.json", within("annotators", 0, kind="llm")),
    ),
    Fault(
        "annotator-without-language",
        "an annotator has no language",
        "error",
        edit_file("annotators.json", within("annotators", 0, languages=[])),
    ),
    Fault(
        "waiver-points-nowhere",
        "a waiver's place does not exist",
        "warning",
        waive(pointer="/turns/99/demand"),
    ),
    Fault(
        "waiver-pointer-malformed",
        "a waiver's place is no JSON Pointer",
        "warning",
        waive(pointer="turns[11].demand"),
    ),
    Fault(
        "waiver-of-unknown-rule",
        "a waiver names a rule that does not exist",
        "warning",
        waive(rule="money/too-muhc"),
    ),
    Fault("waiver-of-nothing", "a waiver accepts what is not found", "info", waive()),
    Fault("waiver-reason-short", "a waiver's reason is one word", "error", waive(reason="没问题")),
    Fault(
        "waiver-reason-padded",
        "a waiver's reason is twenty blanks",
        "warning",
        waive(reason=" " * 24),
    ),
    Fault(
        "waiver-date-impossible", "a waiver is of 30 February", "error", waive(date="2026-02-30")
    ),
    Fault(
        "canary-lost",
        "the manifest has no canary",
        "error",
        edit_file("manifest.json", gone("canary")),
    ),
    Fault(
        "version-with-v",
        "the corpus version is v0.1.0",
        "error",
        edit_file("manifest.json", within(version="v0.1.0")),
    ),
    Fault(
        "manifest-licence-differs",
        "the manifest has another licence than the dialogues",
        "warning",
        edit_file("manifest.json", within(licence="CC0-1.0")),
    ),
)


# Layers


def text_hash(value: Raw) -> str:
    """Return the SHA-256 of a dialogue's text as the format describes it."""
    keys = ("speaker", "channel", "medium", "minute", "text")
    turns = [{key: each[key] for key in keys if key in each} for each in value["turns"]]
    text = {key: value[key] for key in ("id", "language", "speakers")} | {"turns": turns}
    compact = json.dumps(text, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(compact.encode()).hexdigest()


def layer(change: Change, name: str = f"{FRIEND_R}.m1", listed: bool = True) -> Apply:
    """Return what adds a layer of the friend's dialogue by m1, changed."""

    def apply(root: Path) -> None:
        dialogue = load(root, FRIEND_R)
        if listed:
            edit(FRIEND_R, within("annotation", layers=["m1"]))(root)
        labels = ("stage", "response", "demand", "payment", "payout", "spans")
        turns = []
        for count, each in enumerate(dialogue["turns"]):
            found = {key: each[key] for key in labels if key in each}
            if found:
                turns.append({"turn": count} | found)
        value = {
            "$schema": "../../../schema/layer.schema.json",
            "schema_version": "1.0.0",
            "dialogue": FRIEND_R,
            "annotator": "m1",
            "guideline": "0.9",
            "date": "2026-01-15",
            "text_sha256": text_hash(dialogue),
            "turns": turns,
        }
        change(value)
        write(root / "layers" / f"{name}.json", value)

    return apply


def layer_turn_twice(value: Raw) -> None:
    value["turns"].insert(1, dict(value["turns"][0]))


def layer_stage_on_target(value: Raw) -> None:
    next(each for each in value["turns"] if "response" in each)["stage"] = "fee"


def layer_span_off(value: Raw) -> None:
    span = next(each for each in value["turns"] if "spans" in each)["spans"][0]
    span.update(start=span["start"] + 1, end=span["end"] + 1)


def healthy(value: Raw) -> None:
    """Change nothing."""


LAYER_FAULTS = (
    Fault(
        "layer-without-file",
        "a listed layer has no file",
        "error",
        edit(LOAN_R, within("annotation", layers=["m1"])),
    ),
    Fault(
        "layer-of-unknown-annotator",
        "a layer's annotator is not listed",
        "error",
        edit(LOAN_R, within("annotation", layers=["m9"])),
    ),
    Fault(
        "layer-not-listed",
        "a layer exists that its dialogue does not list",
        "error",
        layer(healthy, listed=False),
    ),
    Fault(
        "layer-of-other-text",
        "a layer was made on another text",
        "error",
        layer(within(text_sha256=ZERO)),
    ),
    Fault(
        "layer-in-wrong-place",
        "a layer names another dialogue than its path",
        "error",
        layer(within(dialogue=LOAN_R)),
    ),
    Fault(
        "layer-under-wrong-name",
        "a layer names another annotator than its path",
        "error",
        layer(within(annotator="m2")),
    ),
    Fault(
        "layer-of-no-dialogue",
        "a layer's dialogue does not exist",
        "error",
        layer(within(dialogue=GHOST), f"{GHOST}.m1", False),
    ),
    Fault(
        "layer-turn-too-far",
        "a layer labels a turn that does not exist",
        "error",
        layer(within("turns", -1, turn=20)),
    ),
    Fault("layer-turn-twice", "a layer labels a turn twice", "error", layer(layer_turn_twice)),
    Fault(
        "layer-stage-on-target",
        "a layer gives a target's turn a stage",
        "error",
        layer(layer_stage_on_target),
    ),
    Fault("layer-span-off-by-one", "a layer's span is off by one", "error", layer(layer_span_off)),
    Fault(
        "layer-date-impossible", "a layer is of month 13", "error", layer(within(date="2026-13-01"))
    ),
    Fault(
        "adjudicated-without-layers",
        "nothing was labelled twice, yet it is settled",
        "warning",
        edit(LOAN_R, within("annotation", adjudicated=True)),
    ),
)


# Splits, withdrawn ids, released corpus


def split(version: str = "0.1.0", name: str = "main", **parts: str) -> Apply:
    """Return what adds a split, three parts for three scripts unless told otherwise."""
    scripts = {ESCORT: "train", FRIEND: "train", LOAN: "test"}
    scripts |= {key.replace("_", "-"): part for key, part in parts.items()}
    return add_json("splits/main.json", {"name": name, "version": version, "scripts": scripts})


def split_without_loan(root: Path) -> None:
    scripts = {ESCORT: "train", FRIEND: "test"}
    add_json("splits/main.json", {"name": "main", "version": "0.1.0", "scripts": scripts})(root)


def script_in_two_parts(root: Path) -> None:
    """Write a script into train and test of one split, as a merge does."""
    split()(root)
    path = root / "splits" / "main.json"
    text = path.read_text(encoding="utf-8")
    line = f'    "{LOAN}": "train",\n'
    path.write_text(text.replace(f'    "{ESCORT}"', line + f'    "{ESCORT}"'), encoding="utf-8")


def withdraw(dialogue: str, **fields: str) -> Raw:
    entry = {"id": dialogue, "version": "0.1.0", "date": "2026-01-15", "reason": "error"}
    return entry | fields


def withdrawn(*entries: Raw) -> Apply:
    """Return what writes the list of withdrawn ids."""
    return add_json("withdrawn.json", {"withdrawn": list(entries)})


def note(**fields: str) -> Apply:
    """Return what writes one change note."""
    entry = {
        "dialogue": LOAN_R,
        "version": "0.1.0",
        "part": "labels",
        "note": "Turn 25 is re-fee now: it keeps the ask alive.",
        "by": "editor",
        "date": "2026-01-15",
    }
    return add_json("changes.json", {"changes": [entry | fields]})


def lock(dialogues: Raw, version: str = "0.1.0") -> Apply:
    """Return what writes a lock."""
    return add_json("lock.json", {"version": version, "ruleset": "0.1.0", "dialogues": dialogues})


LOCKED = {"text": ZERO, "labels": ZERO, "meta": ZERO, "first_release": "0.1.0", "ruleset": "0.1.0"}


def locked_and_withdrawn(root: Path) -> None:
    lock({GHOST: LOCKED})(root)
    withdrawn(withdraw(GHOST))(root)


RELEASE_FAULTS = (
    Fault(
        "split-of-unknown-script",
        "a split names a script that does not exist",
        "warning",
        split(loan_nobody_wrote_this="test"),
    ),
    Fault("split-without-script", "a split forgets a script", "warning", split_without_loan),
    Fault("script-in-two-parts", "a script is in train and in test", "error", script_in_two_parts),
    Fault(
        "split-part-not-listed",
        "a part is called dev",
        "error",
        split(friend_money_by_tonight="dev"),
    ),
    Fault(
        "split-under-wrong-name",
        "a split's name differs from its file's",
        "error",
        split(name="main-2"),
    ),
    Fault(
        "split-of-dialogues",
        "a split names a dialogue, not a script",
        "error",
        split(**{LOAN_R: "test"}),
    ),
    Fault(
        "split-version-ahead",
        "a split is of a version after the corpus's",
        "warning",
        split(version="9.0.0"),
    ),
    Fault(
        "withdrawn-yet-there", "a withdrawn id is used again", "error", withdrawn(withdraw(LOAN_R))
    ),
    Fault(
        "withdrawn-twice",
        "an id is withdrawn twice",
        "warning",
        withdrawn(withdraw(GHOST), withdraw(GHOST, reason="takedown")),
    ),
    Fault(
        "withdrawn-with-text",
        "a tombstone keeps what the dialogue said",
        "error",
        withdrawn(withdraw(GHOST, text="喂，您好")),
    ),
    Fault(
        "withdrawn-for-other-reason",
        "a reason for withdrawal is not listed",
        "error",
        withdrawn(withdraw(GHOST, reason="boredom")),
    ),
    Fault(
        "withdrawn-in-future-version",
        "an id is withdrawn in a version after the corpus's",
        "warning",
        withdrawn(withdraw(GHOST, version="9.0.0")),
    ),
    Fault(
        "withdrawn-date-impossible",
        "an id was withdrawn on 31 April",
        "error",
        withdrawn(withdraw(GHOST, date="2026-04-31")),
    ),
    Fault(
        "note-on-unknown-dialogue",
        "a change note is on no dialogue",
        "warning",
        note(dialogue=GHOST),
    ),
    Fault("note-too-short", "a change note says nothing", "error", note(note="fixed")),
    Fault(
        "note-on-meta", "a change note is on neither text nor labels", "error", note(part="meta")
    ),
    Fault(
        "note-in-future-version",
        "a change note is of a version after the corpus's",
        "warning",
        note(version="9.0.0"),
    ),
    Fault(
        "note-date-impossible", "a change note is of 31 November", "error", note(date="2026-11-31")
    ),
    Fault(
        "phone-in-note",
        "a mobile number stands in a change note",
        "error",
        note(note="Asked for by the caller, 19900001234."),
    ),
    Fault(
        "released-text-changed",
        "a released text differs from its lock, without a note",
        "error",
        lock({LOAN_R: LOCKED}),
    ),
    Fault(
        "released-dialogue-lost",
        "a locked dialogue is gone and not withdrawn",
        "error",
        lock({GHOST: LOCKED}),
    ),
    Fault(
        "lock-ahead-of-manifest",
        "the lock is of a version after the corpus's",
        "warning",
        lock({}, "9.0.0"),
    ),
    Fault(
        "lock-hash-in-capitals",
        "a hash is in capital letters",
        "error",
        lock({LOAN_R: LOCKED | {"meta": "A" * 64}}),
    ),
    Fault(
        "lock-without-hash",
        "a locked dialogue has two hashes",
        "error",
        lock({LOAN_R: {key: LOCKED[key] for key in LOCKED if key != "meta"}}),
    ),
    Fault(
        "withdrawn-yet-locked",
        "a withdrawn dialogue is still in the lock",
        "warning",
        locked_and_withdrawn,
    ),
)


FAULTS: tuple[Fault, ...] = (
    *FORM_FAULTS,
    *FILE_FAULTS,
    *SHAPE_FAULTS,
    *TEXT_FAULTS,
    *PEOPLE_FAULTS,
    *LABEL_FAULTS,
    *MONEY_FAULTS,
    *SPAN_FAULTS,
    *PRIVACY_FAULTS,
    *PAIR_FAULTS,
    *ABOUT_FAULTS,
    *LAYER_FAULTS,
    *RELEASE_FAULTS,
)
