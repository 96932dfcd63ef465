"""Text: what is typed into turns and titles."""

from pathlib import Path

from seeded.seeding import FRIEND_R, LOAN_R, Fault, Raw, edit, load, raw, say, top, turn


def mojibake(data: bytes) -> bytes:
    """Read the Chinese of one title as if it were Latin-1."""
    wrong = "变速箱".encode().decode("latin-1")
    return data.replace("变速箱".encode(), wrong.encode(), 1)


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


FAULTS = (
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
