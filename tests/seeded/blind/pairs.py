"""Pairs: translations and twins."""

from pathlib import Path

from seeded.seeding import (
    ESCORT,
    ESCORT_EN,
    FRIEND,
    FRIEND_EN,
    FRIEND_R,
    LOAN,
    LOAN_R,
    Apply,
    Fault,
    Raw,
    both,
    edit,
    first,
    gone,
    load,
    move,
    remove,
    top,
    turn,
    within,
)


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

FAULTS = (
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
