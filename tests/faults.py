"""Faults that contributors, broken tools and careless maintainers bring into a corpus.

Each seeds one fault into a throw-away copy of the corpus. What is listed follows from the format,
the labels' definitions and the ways in which such files break; the level is how serious its owner
would find it at least.
"""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

CORPUS = Path(__file__).parents[1] / "corpus"
LOAN = "loan-three-reasons-to-pay-again"
ESCORT = "escort-one-more-transfer"
FRIEND = "friend-money-by-tonight"
Raw = dict[str, Any]


class Fault(NamedTuple):
    """A kind of fault: what is wrong, how serious at least, and how it comes about."""

    name: str
    what: str
    level: str
    apply: Callable[[Path], object]


FORM = {"crlf", "other-indentation", "escaped-chinese", "no-final-newline"}
"""Faults of form alone; for the others a finding about the form does not count."""


def healthy_copy(root: Path) -> Path:
    """Copy the corpus with the three scripts that the faults are seeded into."""
    apart = shutil.ignore_patterns("dialogues", "layers", "splits")
    shutil.copytree(CORPUS, root, ignore=apart)
    for script in (LOAN, ESCORT, FRIEND):
        shutil.copytree(CORPUS / "dialogues" / script, root / "dialogues" / script)
    return root


def at(root: Path, dialogue: str) -> Path:
    return root / "dialogues" / f"{dialogue}.json"


def write(path: Path, value: Any) -> None:
    """Write JSON as the corpus writes it: a line for each turn and speaker."""
    members = []
    for key, each in value.items():
        text = json.dumps(each, ensure_ascii=False)
        if key in ("speakers", "turns", "waivers", "sources", "annotators") and each:
            rows = ",\n".join(f"    {json.dumps(row, ensure_ascii=False)}" for row in each)
            text = f"[\n{rows}\n  ]"
        members.append(f"  {json.dumps(key)}: {text}")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{\n" + ",\n".join(members) + "\n}\n", encoding="utf-8")


def edit(dialogue: str, change: Callable[[Raw], object]) -> Callable[[Path], None]:
    """Return what changes the JSON of one dialogue."""

    def apply(root: Path) -> None:
        path = at(root, dialogue)
        value = json.loads(path.read_text(encoding="utf-8"))
        change(value)
        write(path, value)

    return apply


def edit_file(name: str, change: Callable[[Raw], object]) -> Callable[[Path], None]:
    """Return what changes the JSON of a file beside the dialogues."""

    def apply(root: Path) -> None:
        path = root / name
        value = json.loads(path.read_text(encoding="utf-8"))
        change(value)
        write(path, value)

    return apply


def raw(dialogue: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """Return what changes the bytes of one dialogue."""

    def apply(root: Path) -> None:
        path = at(root, dialogue)
        before = path.read_bytes()
        after = change(before)
        assert after != before
        path.write_bytes(after)

    return apply


def first(value: Raw, *fields: str) -> Raw:
    """Return the first turn that has the fields."""
    found: Raw = next(turn for turn in value["turns"] if all(field in turn for field in fields))
    return found


def by(value: Raw, role: str) -> Raw:
    """Return the first turn of a role."""
    ids = [speaker["id"] for speaker in value["speakers"] if speaker["role"] == role]
    found: Raw = next(turn for turn in value["turns"] if turn["speaker"] in ids)
    return found


def put(where: Callable[[Raw], Raw], **fields: Any) -> Callable[[Raw], None]:
    """Return a change that sets fields of a part."""

    def change(value: Raw) -> None:
        where(value).update(fields)

    return change


def drop(where: Callable[[Raw], Raw], field: str) -> Callable[[Raw], None]:
    def change(value: Raw) -> None:
        del where(value)[field]

    return change


def whole(value: Raw) -> Raw:
    return value


def plain(value: Raw) -> Raw:
    """Return a turn of a scammer without spans, whose text may be changed freely."""
    ids = [speaker["id"] for speaker in value["speakers"] if speaker["role"] == "scammer"]
    found: Raw = next(
        turn
        for turn in value["turns"]
        if turn["speaker"] in ids and not {"spans", "demand", "payout"} & set(turn)
    )
    return found


def said(extra: str, dialogue: str = f"{LOAN}/zh-scam") -> Callable[[Path], None]:
    """Return what adds words to a turn."""

    def change(value: Raw) -> None:
        plain(value)["text"] += extra

    return edit(dialogue, change)


def replaced(old: str, new: str, dialogue: str) -> Callable[[Path], None]:
    return raw(dialogue, lambda data: data.replace(old.encode(), new.encode(), 1))


def demand(value: Raw) -> Raw:
    found: Raw = first(value, "demand")["demand"]
    return found


def payment(value: Raw) -> Raw:
    found: Raw = first(value, "payment")["payment"]
    return found


def span(value: Raw) -> Raw:
    found: Raw = first(value, "spans")["spans"][0]
    return found


def turns(value: Raw, role: str, field: str) -> list[Raw]:
    ids = [speaker["id"] for speaker in value["speakers"] if speaker["role"] == role]
    return [turn for turn in value["turns"] if turn["speaker"] in ids and field in turn]


def second_demand(value: Raw) -> Raw:
    found: Raw = turns(value, "scammer", "demand")[1]["demand"]
    return found


def stage(old: str, new: str) -> Callable[[Raw], None]:
    def change(value: Raw) -> None:
        next(turn for turn in value["turns"] if turn.get("stage") == old)["stage"] = new

    return change


def lone_lure(value: Raw) -> None:
    for turn in value["turns"]:
        if turn.get("stage") == "lure":
            del turn["stage"]


def two_spans(value: Raw) -> None:
    turn = next(turn for turn in value["turns"] if len(turn.get("spans", ())) > 1)
    turn["spans"].reverse()


def overlapping(value: Raw) -> None:
    turn = first(value, "spans")
    one = turn["spans"][0]
    turn["spans"].insert(1, {**one, "cue": "fear"})


def without(role: str) -> Callable[[Raw], None]:
    def change(value: Raw) -> None:
        for speaker in value["speakers"]:
            if speaker["role"] == role:
                speaker["role"] = "third_party"

    return change


def copied(value: Raw) -> None:
    value["turns"].append(dict(value["turns"][-1], text=""))


def layered(change: Callable[[Raw], object]) -> Callable[[Path], None]:
    """Return what adds a second labelling that is damaged."""

    def apply(root: Path) -> None:
        from hookline.lock import text_sha256  # noqa: PLC0415 - the format names this hash
        from hookline.model import dialogue_from  # noqa: PLC0415

        name = f"{FRIEND}/zh-scam"
        dialogue = json.loads(at(root, name).read_text(encoding="utf-8"))
        value = {
            "schema_version": "1.0.0",
            "dialogue": name,
            "annotator": "m1",
            "guideline": "0.9",
            "date": "2026-11-22",
            "text_sha256": text_sha256(dialogue_from(dialogue)),
            "turns": [{"turn": 1, "response": "question"}],
        }
        path = root / "layers" / f"{name}.m1.json"
        write(path, value)
        change(value)
        write(path, value)

    return apply


def renamed(old: str, new: str) -> Callable[[Path], object]:
    def apply(root: Path) -> None:
        at(root, new).parent.mkdir(parents=True, exist_ok=True)
        at(root, old).rename(at(root, new))

    return apply


def doubled(root: Path) -> None:
    """Copy a dialogue into a script of its own, id and all."""
    value = json.loads(at(root, f"{FRIEND}/zh-resisted").read_text(encoding="utf-8"))
    value["id"] = "another-story/zh-scam"
    write(at(root, value["id"]), value)


def waived(**fields: Any) -> Callable[[Path], None]:
    waiver = {
        "rule": "money/paid-differs",
        "pointer": "/turns/36/payment/amount",
        "reason": "the published case has one yuan more",
        "by": "maintainer",
        "date": "2026-11-22",
        **fields,
    }
    return edit(f"{LOAN}/zh-scam", put(whole, waivers=[waiver]))


def bracketed(data: bytes) -> bytes:
    return data.replace(b"}\n  ],", b"},\n  ],", 1)


L, E, F = f"{LOAN}/zh-scam", f"{ESCORT}/zh-scam", f"{FRIEND}/zh-scam"
RESISTED = f"{FRIEND}/zh-resisted"
ENGLISH, TWIN = f"{FRIEND}/en-scam", f"{FRIEND}/zh-benign"
BOM, GBK = b"\xef\xbb\xbf", "gbk"

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
    # text
    Fault("empty-text", "a turn says nothing", "error", edit(L, put(plain, text=""))),
    Fault("blank-text", "a turn says blanks", "error", edit(L, put(plain, text=" 　"))),
    Fault("escape-sequence", "a text holds a terminal's escape sequence", "error",
          said("\x1b[31m")),
    Fault("right-to-left", "a text holds a mark that turns its direction", "error",
          said("\u202e")),
    Fault("zero-width", "a text holds characters that nobody sees", "error", said("\u200b")),
    Fault("soft-hyphen", "a text holds a soft hyphen", "error", said("\u00ad")),
    Fault("private-use", "a text holds a character of nobody's", "error", said("\ue000")),
    Fault("replacement", "a text lost a character on its way", "error", said("\ufffd")),
    Fault("mojibake-gbk", "a text was read in the wrong encoding", "error", said("锟斤拷")),
    Fault("mojibake-latin", "a text was read as Latin-1", "error", said("Ã©Ã¨", ENGLISH)),
    Fault("decomposed", "a letter and its accent are two characters", "error",
          said("cafe\u0301", ENGLISH)),
    Fault("half-width-comma", "Chinese is written with a Western comma", "warning",
          said("好,行")),
    Fault("half-width-question", "Chinese is written with a Western question mark", "warning",
          said("好吗?")),
    Fault("stray-bracket", "a bracket is neither placeholder nor emoticon", "warning",
          said("[他笑了", ENGLISH)),
    Fault("stage-direction", "a stage direction stands in brackets", "warning",
          said("[laughs out loud]", ENGLISH)),
    # speakers
    Fault("unknown-speaker", "a turn is spoken by nobody", "error",
          edit(L, put(plain, speaker="Z"))),
    Fault("silent-speaker", "a speaker never speaks", "error",
          edit(F, lambda v: v["speakers"].append({"id": "D", "role": "third_party"}))),
    Fault("speaker-twice", "two speakers have one id", "error",
          edit(L, lambda v: v["speakers"].append(dict(v["speakers"][0])))),
    Fault("order-of-speakers", "letters are not in the order of appearance", "error",
          edit(F, lambda v: v["speakers"].reverse())),
    Fault("scam-without-scammer", "nobody in a scam is a scammer", "error",
          edit(F, without("scammer"))),
    Fault("no-target", "nobody is addressed", "error", edit(F, without("target"))),
    Fault("scammer-in-benign", "a scammer in an honest dialogue", "error",
          edit(TWIN, lambda v: v["speakers"][0].update(role="scammer"))),
    # label and ending
    Fault("scam-without-type", "a scam has no type", "error", edit(L, drop(whole, "scam_type"))),
    Fault("benign-with-type", "an honest dialogue has a scam type", "error",
          edit(TWIN, put(whole, scam_type="loan_fee"))),
    Fault("scam-settled", "a scam ends as only honest dialogues do", "error",
          edit(L, put(whole, ending="settled"))),
    Fault("benign-realised", "an honest dialogue ends as only scams do", "error",
          edit(TWIN, put(whole, ending="realised"))),
    # stages and responses
    Fault("re-fee-first", "re-fee before anything was paid", "error",
          edit(F, stage("fee", "re-fee"))),
    Fault("fee-after-payment", "fee after something was paid", "error",
          edit(L, stage("re-fee", "fee"))),
    Fault("fee-before-demand", "fee before anything was asked", "error",
          edit(L, stage("lure", "fee"))),
    Fault("stage-of-target", "a stage on the target's turn", "error",
          edit(L, lambda v: by(v, "target").update(stage="lure"))),
    Fault("stage-in-benign", "a stage in an honest dialogue", "error",
          edit(TWIN, lambda v: by(v, "counterpart").update(stage="lure"))),
    Fault("no-lure", "a scam without a lure", "info", edit(L, lone_lure)),
    Fault("response-of-scammer", "a response on the scammer's turn", "error",
          edit(L, put(plain, response="doubt"))),
    Fault("paying-is-not-refusing", "a turn that pays is labelled refuse", "error",
          edit(L, lambda v: first(v, "payment").update(response="refuse"))),
    # money
    Fault("payment-of-nothing", "a payment answers a demand that is not there", "error",
          edit(L, put(payment, demand="d99"))),
    Fault("payment-before-demand", "a payment answers a demand that comes later", "error",
          edit(L, put(payment, demand="d3"))),
    Fault("payment-of-scammer", "a scammer pays", "error",
          edit(L, lambda v: plain(v).update(payment=dict(payment(v))))),
    Fault("demand-of-target", "the target makes a demand", "error",
          edit(L, lambda v: by(v, "target").update(demand={**demand(v), "id": "d9"}))),
    Fault("payout-of-target", "the target pays out", "error",
          edit(L, lambda v: by(v, "target").update(payout={"amount": 5, "currency": "CNY"}))),
    Fault("demand-twice", "two demands have one id", "error",
          edit(L, lambda v: [t["demand"].update(id="d1") for t in turns(v, "scammer", "demand")])),
    Fault("revises-nothing", "a demand revises one that is not there", "error",
          edit(RESISTED, put(second_demand, revises="d7"))),
    Fault("revises-itself", "a demand revises itself", "error",
          edit(RESISTED, put(second_demand, revises="d2"))),
    Fault("three-decimals", "an amount of tenths of a fen", "error",
          edit(L, put(demand, amount=2000.125))),
    Fault("other-currency", "asked in yuan, paid in dollars", "error",
          edit(L, put(payment, currency="USD"))),
    Fault("amount-slipped", "the demand says another amount than its text", "warning",
          edit(L, put(demand, amount=20000))),
    Fault("absurd-amount", "an amount that nobody has", "warning",
          edit(L, put(demand, amount=2_000_000_000))),
    Fault("paid-more", "more is paid than was asked", "info",
          edit(F, put(payment, amount=4900))),
    # spans
    Fault("span-past-end", "a span ends after its turn", "error", edit(L, put(span, end=900))),
    Fault("span-backwards", "a span ends before it starts", "error",
          edit(L, put(span, start=40, end=3))),
    Fault("span-shifted", "a span is one character off", "error",
          edit(L, lambda v: span(v).update(start=span(v)["start"] + 1, end=span(v)["end"] + 1))),
    Fault("span-other-words", "a span quotes other words", "error",
          edit(L, put(span, text="别的"))),
    Fault("spans-unordered", "spans are not in order", "error", edit(L, two_spans)),
    Fault("spans-overlap", "two spans overlap", "error", edit(L, overlapping)),
    Fault("span-of-target", "a cue on the target's words", "error",
          edit(L, lambda v: by(v, "target").update(
              spans=[{"start": 0, "end": 1, "cue": "fear", "text": by(v, "target")["text"][0]}]))),
    Fault("text-edited", "a text was edited and its spans were not", "error",
          edit(L, lambda v: first(v, "spans").update(text="改过了" + first(v, "spans")["text"]))),
    # time
    Fault("minute-back", "time runs backwards", "error",
          edit(E, lambda v: v["turns"][-1].update(minute=0))),
    # privacy
    Fault("mobile", "a Chinese mobile number", "error", said(" 13912345678")),
    Fault("mobile-spaced", "a mobile number in groups", "error", said(" 139 1234 5678")),
    Fault("mobile-in-words", "a mobile number right behind Chinese", "error",
          said("打13912345678找我")),
    Fault("mobile-full-width", "a mobile number in full-width digits", "error",
          said("１３９１２３４５６７８")),
    Fault("us-phone", "an American phone number", "error", said(" (212) 736-5000", ENGLISH)),
    Fault("uk-phone", "a British phone number", "error", said(" +44 7911 123456", ENGLISH)),
    Fault("landline", "a Chinese landline", "error", said(" 010-62781234")),
    Fault("id-card", "an identity card with a right checksum", "error",
          said(" 11010519491231002X")),
    Fault("bank-card", "a bank card that passes Luhn", "error", said(" 6222021234567890128")),
    Fault("iban", "an IBAN", "error", said(" DE89 3704 0044 0532 0130 00", ENGLISH)),
    Fault("e-mail", "an e-mail address", "error", said(" zhang.wei@163.com")),
    Fault("url", "a link", "error", said(" https://dai-kuan.cn/a")),
    Fault("bare-domain", "a domain without scheme", "error", said(" 打开 dai-kuan8.com 填一下")),
    Fault("qq", "a QQ number", "error", said(" 加QQ 384756123")),
    Fault("wechat-id", "a WeChat id", "error", said(" 微信号 zhangwei_8812")),
    Fault("phone-in-title", "a number in the title", "error",
          edit(L, put(whole, title="13912345678"))),
    Fault("phone-in-persona", "a number in a persona", "error",
          edit(L, lambda v: v["speakers"][0].update(persona="客服 13912345678"))),
    Fault("placeholder-unknown", "a placeholder of no kind", "error", said("[TELEPHONE_1]")),
    Fault("placeholder-unnumbered", "a placeholder without number", "error", said("[NAME]")),
    Fault("placeholder-gap", "placeholders skip a number", "warning", said("[COMPANY_7]")),
    Fault("placeholder-lower", "a placeholder in small letters", "error", said("[name_1]")),
    # translations
    Fault("turn-not-translated", "a translation lacks a turn", "error",
          edit(ENGLISH, lambda v: v["turns"].pop())),
    Fault("stage-differs", "a translation has another stage", "error",
          edit(ENGLISH, lambda v: by(v, "scammer").update(stage="threat"))),
    Fault("response-differs", "a translation has another response", "error",
          edit(ENGLISH, lambda v: first(v, "response").update(response="stall"))),
    Fault("demand-differs", "a translation asks another amount", "error",
          edit(ENGLISH, put(demand, amount=480))),
    Fault("payment-differs", "a translation pays another amount", "error",
          edit(ENGLISH, put(payment, amount=480))),
    Fault("channel-differs", "a translation is on another channel", "error",
          edit(ENGLISH, lambda v: v["turns"][3].update(channel="sms"))),
    Fault("original-missing", "the original is not there", "error",
          edit(ENGLISH, put(whole, translation_of=f"{FRIEND}/zh-gone"))),
    Fault("translates-itself", "a translation in the language of its original", "error",
          edit(ENGLISH, put(whole, language="zh"))),
    # contrast
    Fault("twin-missing", "the twin's scam is not there", "error",
          edit(TWIN, put(whole, contrast_of=f"{FRIEND}/zh-gone"))),
    Fault("twin-of-another", "the twin belongs to another script", "error",
          edit(TWIN, put(whole, contrast_of=L))),
    Fault("twin-in-other-language", "the twin speaks another language", "error",
          edit(TWIN, put(whole, contrast_of=ENGLISH))),
    Fault("twin-of-a-twin", "the twin names an honest dialogue", "error",
          edit(TWIN, put(whole, contrast_of=f"{FRIEND}/en-benign"))),
    Fault("short-twin", "the twin is half as long", "warning",
          edit(f"{ESCORT}/zh-benign", lambda v: v.update(turns=v["turns"][:20]))),
    Fault("scam-with-contrast", "a scam says that it is a twin", "error",
          edit(L, put(whole, contrast_of=F))),
    # layers
    Fault("layer-stale", "labels were made on another text", "error",
          layered(lambda v: v.update(text_sha256="0" * 64))),
    Fault("layer-annotator", "labels of somebody who is not in the list", "error",
          layered(lambda v: v.update(annotator="m7"))),
    Fault("layer-dialogue", "labels of a dialogue that is not there", "error",
          layered(lambda v: v.update(dialogue=f"{FRIEND}/zh-gone"))),
    Fault("layer-turn", "labels of a turn that is not there", "error",
          layered(lambda v: v["turns"].append({"turn": 99, "response": "doubt"}))),
    Fault("layer-turn-twice", "a turn is labelled twice by one annotator", "error",
          layered(lambda v: v["turns"].append({"turn": 1, "response": "doubt"}))),
    Fault("layer-stage", "a label that is not in the list", "error",
          layered(lambda v: v["turns"][0].update(response="agree"))),
    # waivers
    Fault("waiver-unused", "a waiver accepts nothing", "warning",
          waived(pointer="/turns/1/payment/amount")),
    Fault("waiver-unknown", "a waiver of a rule that is not there", "error",
          waived(rule="money/nothing")),
    Fault("waiver-reason", "a waiver with hardly a reason", "error", waived(reason="ok")),
    Fault("waiver-date", "a waiver of a day that is none", "error", waived(date="yesterday")),
    Fault("waiver-date-impossible", "a waiver of the 31st of February", "error",
          waived(date="2026-02-31")),
    Fault("waiver-reason-private", "a telephone number in the reason of a waiver", "error",
          waived(reason="打13812345678可以确认这个金额是公告原文")),
    Fault("waiver-privacy", "a waiver of what endangers people", "error",
          waived(rule="privacy/phone-number")),
    # the corpus
    Fault("same-text", "the same dialogue stands twice", "error", doubled),
    Fault("unknown-source", "a source that is not in the bibliography", "error",
          edit(L, lambda v: v["provenance"].update(sources=["police-2031"]))),
    Fault("retells-nothing", "a retold case without a source", "warning",
          edit(L, lambda v: v["provenance"].update(sources=[]))),
    Fault("unknown-layer", "labels are claimed that are not there", "error",
          edit(L, lambda v: v["annotation"].update(layers=["m9"]))),
    Fault("manifest-version", "the version of the corpus is none", "error",
          edit_file("manifest.json", lambda v: v.update(version="one"))),
    Fault("source-without-date", "a source has no date", "error",
          edit_file("sources.json", lambda v: v["sources"][0].pop("date"))),
    Fault("annotator-kind", "an annotator is of no kind", "error",
          edit_file("annotators.json", lambda v: v["annotators"][0].update(kind="robot"))),
    Fault("split-unknown-script", "a split names a script that is not there", "error",
          lambda root: write(root / "splits" / "x.json",
                             {"name": "x", "version": "0.1.0", "scripts": {"gone": "train"}})),
    Fault("split-name", "a split's name is not its file's", "error",
          lambda root: write(root / "splits" / "x.json",
                             {"name": "y", "version": "0.1.0", "scripts": {LOAN: "train"}})),
    Fault("split-part", "a split has a part that is none", "error",
          lambda root: write(root / "splits" / "x.json",
                             {"name": "x", "version": "0.1.0", "scripts": {LOAN: "training set"}})),
    Fault("withdrawn-back", "a withdrawn dialogue is back", "error",
          lambda root: write(root / "withdrawn.json",
                             {"withdrawn": [{"id": L, "version": "0.1.0", "date": "2026-11-01",
                                             "reason": "privacy"}]})),
)  # fmt: skip
