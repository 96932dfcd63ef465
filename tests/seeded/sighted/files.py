"""Files: bytes, JSON, shape."""

import json
import re
from pathlib import Path

from seeded.seeding import FRIEND, LOAN, Apply, Fault, at, by, edit, raw
from seeded.sighted.parts import L, demand, drop, payment, plain, put, replaced, span, whole

BOM, GBK = b"\xef\xbb\xbf", "gbk"


def bracketed(data: bytes) -> bytes:
    return data.replace(b"}\n  ],", b"},\n  ],", 1)


def renamed(old: str, new: str) -> Apply:
    def apply(root: Path) -> None:
        at(root, new).parent.mkdir(parents=True, exist_ok=True)
        at(root, old).rename(at(root, new))

    return apply


FAULTS: tuple[Fault, ...] = (
    # bytes and JSON
    Fault("gbk", "a file was saved as GBK", "error",
          raw(L, lambda data: data.decode().encode(GBK, "ignore"))),
    Fault("utf-16", "a file was saved as UTF-16", "error",
          raw(L, lambda data: data.decode().encode("utf-16"))),
    Fault("bom", "an editor put a byte order mark in front", "error", raw(L, lambda d: BOM + d)),
    Fault("truncated", "half of the file is missing", "error", raw(L, lambda d: d[: len(d) // 2])),
    Fault("empty-file", "the file is empty", "error", raw(L, lambda _: b"")),
    Fault("only-blanks", "the file holds blanks alone", "error", raw(L, lambda _: b" \n")),
    Fault("no-comma", "a comma between two turns is missing", "error",
          raw(L, lambda d: d.replace(b"},\n    {", b"}\n    {", 1))),
    Fault("comma-after-last", "a comma stands after the last turn", "error", raw(L, bracketed)),
    Fault("single-quotes", "a text is in single quotes", "error",
          raw(L, lambda d: d.replace(b'"zh"', b"'zh'", 1))),
    Fault("full-width-quotes", "a text is in curly quotes", "error",
          replaced('"zh"', "“zh”", L)),
    Fault("full-width-comma", "a comma is full-width", "error", replaced('",\n', '"，\n', L)),
    Fault("comment", "there is a comment in the JSON", "error",
          raw(L, lambda d: b"// todo\n" + d)),
    Fault("nan", "an amount is NaN", "error",
          raw(L, lambda d: re.sub(rb'"amount": [0-9]+', b'"amount": NaN', d, count=1))),
    Fault("huge-number", "an amount is no finite number", "error",
          raw(L, lambda d: re.sub(rb'"amount": [0-9]+', b'"amount": 1e999', d, count=1))),
    Fault("leading-zero", "an amount has a leading zero", "error",
          raw(L, lambda d: re.sub(rb'"amount": ', b'"amount": 0', d, count=1))),
    Fault("line-break-in-text", "a text holds a raw line break", "error",
          replaced('"title": "', '"title": "\n', L)),
    Fault("lone-surrogate", "a text holds half of an emoji", "error",
          replaced('"title": "', '"title": "\\ud83d', L)),
    Fault("nul", "a NUL byte stands in the file", "error",
          raw(L, lambda d: d.replace(b'"title": "', b'"title": "\x00', 1))),
    Fault("duplicate-key", "a field stands twice", "error",
          replaced('"language": "zh"', '"language": "zh", "language": "en"', L)),
    Fault("duplicate-key-in-turn", "a turn has two texts", "error",
          replaced('"channel": "phone"', '"channel": "phone", "channel": "qq"', L)),
    Fault("two-documents", "two records stand in one file", "error", raw(L, lambda d: d + d)),
    Fault("a-list", "the file holds a list of dialogues", "error",
          raw(L, lambda d: b"[" + d + b"]")),
    Fault("deep-nesting", "brackets are nested without end", "error",
          raw(L, lambda d: d.replace(b'"turns": [', b'"turns": ' + b"[" * 500, 1))),
    Fault("crlf", "lines end as on Windows", "warning",
          raw(L, lambda d: d.replace(b"\n", b"\r\n"))),
    Fault("other-indentation", "a tool has laid the file out anew", "warning",
          raw(L, lambda d: json.dumps(json.loads(d), indent=8).encode())),
    Fault("escaped-chinese", "a tool has escaped all Chinese", "warning",
          raw(L, lambda d: json.dumps(json.loads(d), indent=2).encode())),
    Fault("no-final-newline", "the last line has no end", "warning", raw(L, lambda d: d[:-1])),
    Fault("wrong-folder", "a file lies in the folder of another script", "error",
          renamed(f"{LOAN}/zh-resisted", f"{FRIEND}/zh-refused")),
    Fault("wrong-name", "a file's name is not its variant", "error",
          renamed(L, f"{LOAN}/zh-scam-2")),
    # shape
    Fault("no-language", "the language is missing", "error", edit(L, drop(whole, "language"))),
    Fault("no-turns", "there are no turns", "error", edit(L, put(whole, turns=[]))),
    Fault("no-speakers", "there are no speakers", "error", edit(L, put(whole, speakers=[]))),
    Fault("no-text", "a turn has no text", "error", edit(L, drop(plain, "text"))),
    Fault("no-ending", "the ending is missing", "error", edit(L, drop(whole, "ending"))),
    Fault("misspelt-field", "a field is misspelt", "error",
          replaced('"ending"', '"endng"', L)),
    Fault("unknown-field", "a field that nobody knows", "error", edit(L, put(whole, mood="sad"))),
    Fault("unknown-in-turn", "a turn has a field that nobody knows", "error",
          edit(L, put(plain, emotion="angry"))),
    Fault("unknown-stage", "a stage that is not in the list", "error",
          edit(L, put(plain, stage="refee"))),
    Fault("unknown-response", "a response that is not in the list", "error",
          edit(L, lambda v: by(v, "target").update(response="agree"))),
    Fault("unknown-cue", "a cue that is not in the list", "error", edit(L, put(span, cue="hurry"))),
    Fault("unknown-channel", "a channel that is not in the list", "error",
          edit(L, put(plain, channel="fax"))),
    Fault("unknown-role", "a role that is not in the list", "error",
          edit(L, lambda v: v["speakers"][0].update(role="victim"))),
    Fault("unknown-type", "a scam type that is not in the list", "error",
          edit(L, put(whole, scam_type="loan"))),
    Fault("unknown-pretext", "a pretext that is not in the list", "error",
          edit(L, put(demand, pretext="fee"))),
    Fault("unknown-currency", "a currency that is not in the list", "error",
          edit(L, put(demand, currency="RMB"))),
    Fault("unknown-method", "a way of paying that is not in the list", "error",
          edit(L, put(payment, method="cheque"))),
    Fault("chinese-label", "a closed list is answered in Chinese", "error",
          edit(L, put(whole, label="诈骗"))),
    Fault("text-is-number", "a text is a number", "error", edit(L, put(plain, text=5))),
    Fault("amount-is-text", "an amount is a text", "error", edit(L, put(demand, amount="2000"))),
    Fault("amount-with-comma", "an amount is written with a comma", "error",
          edit(L, put(demand, amount="2,000"))),
    Fault("negative-amount", "an amount is negative", "error", edit(L, put(demand, amount=-5))),
    Fault("zero-amount", "nothing is asked", "error", edit(L, put(demand, amount=0))),
    Fault("null-field", "a field is null", "error", edit(L, put(whole, title=None))),
    Fault("negative-minute", "a minute is negative", "error", edit(L, put(plain, minute=-1))),
    Fault("half-a-minute", "a minute is no whole number", "error",
          edit(L, put(plain, minute=1.5))),
    Fault("capital-id", "an id has capitals", "error", edit(L, put(whole, id=L.upper()))),
    Fault("number-as-speaker", "speakers have numbers", "error",
          edit(L, lambda v: v["speakers"][0].update(id="1"))),
    Fault("other-schema", "the file claims another schema version", "error",
          edit(L, put(whole, schema_version="2.0.0"))),
    Fault("too-long-text", "a turn holds a whole book", "error",
          edit(L, put(plain, text="啊" * 100_000))),
)  # fmt: skip
