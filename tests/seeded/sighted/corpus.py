"""What stands between dialogues: translations, twins, layers, waivers, the corpus."""

import json
from pathlib import Path
from typing import Any

from seeded.seeding import (
    ESCORT,
    FRIEND,
    LOAN,
    Apply,
    Change,
    Fault,
    at,
    by,
    edit,
    edit_file,
    first,
    write,
)
from seeded.sighted.parts import ENGLISH, TWIN, F, L, demand, payment, put, whole


def layered(change: Change) -> Apply:
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


def doubled(root: Path) -> None:
    """Copy a dialogue into a script of its own, id and all."""
    value = json.loads(at(root, f"{FRIEND}/zh-resisted").read_text(encoding="utf-8"))
    value["id"] = "another-story/zh-scam"
    write(at(root, value["id"]), value)


def waived(**fields: Any) -> Apply:
    waiver = {
        "rule": "money/paid-differs",
        "pointer": "/turns/36/payment/amount",
        "reason": "the published case has one yuan more",
        "by": "maintainer",
        "date": "2026-11-22",
        **fields,
    }
    return edit(f"{LOAN}/zh-scam", put(whole, waivers=[waiver]))


FAULTS: tuple[Fault, ...] = (
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
    Fault("waiver-of-february-31", "a waiver of the 31st of February", "error",
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
