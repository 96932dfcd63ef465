"""What is said and by whom: text, speakers, labels, time, privacy."""

from seeded.seeding import Change, Fault, Raw, by, edit, first
from seeded.sighted.parts import ENGLISH, TWIN, E, F, L, drop, plain, put, said, stage, whole


def lone_lure(value: Raw) -> None:
    for turn in value["turns"]:
        if turn.get("stage") == "lure":
            del turn["stage"]


def without(role: str) -> Change:
    def change(value: Raw) -> None:
        for speaker in value["speakers"]:
            if speaker["role"] == role:
                speaker["role"] = "third_party"

    return change


FAULTS: tuple[Fault, ...] = (
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
)  # fmt: skip
