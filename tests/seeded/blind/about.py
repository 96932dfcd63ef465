"""What is told about dialogues: provenance, sources, annotators, waivers, manifest."""

from seeded.seeding import (
    CASE,
    FRIEND,
    LOAN_R,
    Apply,
    Fault,
    Raw,
    both,
    edit,
    edit_file,
    gone,
    top,
    within,
)


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


FAULTS = (
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
