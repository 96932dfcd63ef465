"""Shape and closed lists: fields, types and words that the schema knows."""

from seeded.seeding import FRIEND_R, LOAN_R, Fault, edit, gone, top, turn, within

FAULTS = (
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
