"""Differences of two labellings, settled: the sheet tells not whose, the reasons are kept."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from builders import GOOD, a_corpus, a_record, a_translation, a_twin, judged, write
from hookline.examples import ABOUT
from hookline.files import canonical
from hookline.labelling import layers_of
from hookline.model import Dialogue, Layer, TurnLabels, dialogue_from
from hookline.settling import differences, settle, sheet
from hookline.sheets import BadSheetError, frozen
from test_cli import hookline

DAY = "2026-11-26"
WHO = ("m1", "m2", "m3")
SCAM = dialogue_from(GOOD)
TRANSLATED = dialogue_from(a_translation())
Row = dict[str, str]


def said(dialogue: Dialogue, annotator: str, turn: int = 0, **labels: Any) -> Layer:
    """Return a dialogue's own labels as a layer, with some labels of one turn replaced."""
    layer = frozen(dialogue, annotator, DAY)
    turns = {each.turn: each for each in layer.turns}
    turns[turn] = msgspec.structs.replace(turns.get(turn, TurnLabels(turn=turn)), **labels)
    return msgspec.structs.replace(layer, turns=tuple(turns[at] for at in sorted(turns)))


def a_sheet(second: Layer, change: Callable[[Row], object] = dict) -> bytes:
    found = sheet(differences(SCAM, said(SCAM, "m1"), second))
    rows = list(csv.DictReader(io.StringIO(found.decode("utf-8-sig"), newline="")))
    for row in rows:
        row["note"] = "The turn names the harm itself."
        row["settled"] = "one" if row["one"] == "threat" else "two"
        change(row)
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


def layers(*each: Layer) -> dict[str, dict[str, Layer]]:
    found: dict[str, dict[str, Layer]] = {"m1": {}, "m2": {}}
    for layer in each:
        found[layer.annotator][layer.dialogue] = layer
    return found


def test_only_what_differs_is_on_the_sheet() -> None:
    second = said(SCAM, "m2", 4, stage="threat")
    found = list(differences(SCAM, said(SCAM, "m1"), second))
    assert [(each.turn, each.field, sorted(each.words)) for each in found] == [
        (4, "stage", ["re-fee", "threat"])
    ]


def test_a_span_that_is_cut_otherwise_with_the_same_cue_is_no_difference() -> None:
    (span,) = SCAM.turns[1].spans
    cut = msgspec.structs.replace(span, start=span.start + 1)
    second = said(SCAM, "m2", 1, spans=(cut,))
    assert list(differences(SCAM, said(SCAM, "m1"), second)) == []


def test_what_was_settled_goes_into_the_dialogue_and_its_translation() -> None:
    second = said(SCAM, "m2", 4, stage="threat")
    both = layers(said(SCAM, "m1"), second, said(TRANSLATED, "m1"), said(TRANSLATED, "m2"))
    found = settle(a_sheet(second), {each.id: each for each in (TRANSLATED, SCAM)}, both, WHO, DAY)
    assert [each.turns[4].stage for each in found.dialogues] == ["threat", "threat"]
    assert all(each.annotation.adjudicated for each in found.dialogues)
    assert [layer.annotator for layer in found.layers] == ["m3", "m3"]
    assert found.layers[0].notes[0].note == "The turn names the harm itself."


def test_a_dialogue_on_which_both_agree_is_settled_without_a_note() -> None:
    both = layers(said(SCAM, "m1"), said(SCAM, "m2"))
    empty = a_sheet(said(SCAM, "m2", 4, stage="threat")).splitlines(keepends=True)[0]
    found = settle(empty, {SCAM.id: SCAM}, both, WHO, DAY)
    assert found.layers == ()
    assert found.dialogues[0].annotation.layers == ("m1", "m2")


def test_a_translation_keeps_what_both_say_of_its_original() -> None:
    other = said(TRANSLATED, "m2", 4, stage="threat")
    both = layers(said(SCAM, "m1"), said(SCAM, "m2"), said(TRANSLATED, "m1"), other)
    empty = a_sheet(said(SCAM, "m2", 4, stage="threat")).splitlines(keepends=True)[0]
    found = settle(empty, {each.id: each for each in (SCAM, TRANSLATED)}, both, WHO, DAY)
    assert found.dialogues[1].turns[4].stage == "re-fee"
    assert found.layers[0].notes[0].note == (
        "The labels of the original hold, on which both labellings agree."
    )


def test_a_demand_that_only_the_second_sees_is_left_to_a_hand() -> None:
    second = said(SCAM, "m2", 1, demand=SCAM.turns[2].demand)
    found = settle(a_sheet(second), {SCAM.id: SCAM}, layers(said(SCAM, "m1"), second), WHO, DAY)
    (left,) = found.left
    assert left.values["turn"] == 2
    assert found.dialogues[0].turns[1].demand is None


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda row: row.update(settled="m1"), "settled is neither one nor two"),
        (lambda row: row.update(note="so"), "the note does not say why"),
        (lambda row: row.update(turn="3"), "nothing differs there"),
    ],
)
def test_a_row_that_settles_nothing_is_told(change: Callable[[Row], object], problem: str) -> None:
    second = said(SCAM, "m2", 4, stage="threat")
    both = layers(said(SCAM, "m1"), second)
    with pytest.raises(BadSheetError) as caught:
        settle(a_sheet(second, change), {SCAM.id: SCAM}, both, WHO, DAY)
    assert str(caught.value.problems[0].values["problem"]) == problem


def test_settle_writes_the_sheet_and_takes_it_back(tmp_path: Path) -> None:
    people = [*ABOUT["annotators.json"]["annotators"]]
    people += [{**people[0], "id": name} for name in ("m2", "m3")]
    root = a_corpus(tmp_path, a_record(), a_translation(), a_twin())
    write(root / "annotators.json", {"annotators": people})
    for layer in (said(SCAM, "m1"), said(SCAM, "m2", 4, stage="threat")):
        write(root / "layers" / f"{layer.dialogue}.{layer.annotator}.json", canonical(layer))
    out = tmp_path / "differences.csv"
    assert hookline("settle", out, "--annotator", "m3", "--corpus", root)[0] == 0
    text = out.read_text(encoding="utf-8-sig")
    assert "m1" not in text
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    rows[0] |= {"settled": "one" if rows[0]["one"] == "threat" else "two", "note": "Harm is named."}
    with out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    code, told, _ = hookline("settle", out, "--annotator", "m3", "--corpus", root)
    assert (code, told.splitlines()[-1]) == (0, "1 dialogues settled, 1 with notes")
    assert set(layers_of(root)) == {"m1", "m2", "m3"}
    assert ("layer/listed", "/annotation/layers") not in judged(root)
