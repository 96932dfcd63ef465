"""Sheets for blind labelling and back, and what two labellings have in common."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from builders import GOOD, a_corpus, a_record, a_translation, a_twin, judged, write
from hookline import load
from hookline.agreement import agreement, alpha
from hookline.examples import ABOUT
from hookline.files import canonical
from hookline.labelling import layers_of
from hookline.lock import text_sha256
from hookline.model import Dialogue, Layer, TurnLabels, dialogue_from
from hookline.sheets import BadSheetError, blank, digest, filled_in, frozen
from hookline.views import opaque
from test_cli import hookline

DIALOGUE = dialogue_from(GOOD)
WHO = {"annotator": "m2", "guideline": "1.0", "date": "2026-11-23"}
Row = dict[str, str]


def rows_of(data: bytes) -> list[Row]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def sheet(rows: list[Row]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


def filled(change: Callable[[list[Row]], object]) -> bytes:
    rows = rows_of(blank([DIALOGUE]))
    change(rows)
    return sheet(rows)


def test_a_sheet_shows_texts_roles_and_the_label_and_nothing_else() -> None:
    data = blank([DIALOGUE, dialogue_from(a_twin())])
    text = data.decode("utf-8-sig")
    first = rows_of(data)[0]
    assert list(first) == [
        "item", "turn", "label", "speaker", "role", "channel", "medium", "text",
        "stage", "response", "demand", "cues",
    ]  # fmt: skip
    assert all(not row[name] for row in rows_of(data) for name in list(first)[8:])
    for secret in ("phone-deposit", "A phone on a marketplace", "seller", "lure", "too_good"):
        assert secret not in text


def test_a_filled_sheet_becomes_a_layer_that_the_validator_accepts(tmp_path: Path) -> None:
    def fill(rows: list[Row]) -> None:
        rows[1] |= {"stage": "lure", "cues": "too_good: half the price | liking: Yes"}
        rows[2] |= {"stage": "fee", "demand": "booking_deposit 50 GBP"}
        rows[3] |= {"response": "comply", "stage": "none"}

    (layer,) = filled_in(filled(fill), [DIALOGUE], **WHO)
    assert layer.text_sha256 == text_sha256(DIALOGUE)
    assert [(each.turn, each.stage, each.response) for each in layer.turns] == [
        (1, "lure", None),
        (2, "fee", None),
        (3, None, "comply"),
    ]
    assert [(span.start, span.end, span.cue) for span in layer.turns[0].spans] == [
        (0, 3, "liking"),
        (13, 27, "too_good"),
    ]
    root = a_corpus(tmp_path, a_record(("/annotation/layers", ["m2"])), a_twin())
    about = ABOUT["annotators.json"]["annotators"][0]
    write(root / "annotators.json", {"annotators": [about, {**about, "id": "m2"}]})
    write(root / "layers" / f"{DIALOGUE.id}.m2.json", canonical(layer))
    assert judged(root) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda rows: rows[0].update(item="x"), "there is no item x in this corpus"),
        (lambda rows: rows[0].update(turn="99"), "there is no turn 99; the item has 6"),
        (lambda rows: rows.append(rows[0]), "this turn stands twice"),
        (lambda rows: rows[0].update(text="Hi"), "the text is not the one of the corpus"),
        (lambda rows: rows[1].update(stage="lur"), "lur is no stage; there is lure"),
        (lambda rows: rows[1].update(demand="rent of 5"), "rent of 5 is no demand"),
        (lambda rows: rows[1].update(demand="rentt 5 GBP"), "rentt is no pretext; there is rent"),
        (lambda rows: rows[1].update(cues="liking"), "liking is no cue; write cue: words"),
        (lambda rows: rows[1].update(cues="fear: the police"), "the police is not in the text"),
        (lambda rows: rows.pop(), "turn 5 of the item"),
    ],
)
def test_a_wrong_row_is_told_and_nothing_is_taken(
    change: Callable[[list[Row]], object], sentence: str
) -> None:
    with pytest.raises(BadSheetError) as error:
        filled_in(filled(change), [DIALOGUE], **WHO)
    assert any(sentence in str(each) for each in error.value.problems)


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"a,b\r\n1,2\r\n", b"\x00"])
def test_what_is_no_sheet_is_told_in_a_sentence(data: bytes) -> None:
    with pytest.raises(BadSheetError):
        filled_in(data, [DIALOGUE], **WHO)


def test_a_sheet_without_the_texts_is_enough() -> None:
    rows = [{"item": row["item"], "turn": row["turn"], "stage": "", "response": "", "demand": "",
             "cues": ""} for row in rows_of(blank([DIALOGUE]))]  # fmt: skip
    (layer,) = filled_in(sheet(rows), [DIALOGUE], **WHO)
    assert layer.turns == ()


def a_layer(annotator: str, **stages: str) -> Layer:
    turns = tuple(
        TurnLabels(turn=int(turn[1:]), stage=stage) for turn, stage in sorted(stages.items())
    )
    return Layer(
        schema_version="1.0.0",
        dialogue=DIALOGUE.id,
        annotator=annotator,
        guideline="1.0",
        date="2026-11-23",
        text_sha256=text_sha256(DIALOGUE),
        turns=turns,
    )


def test_alpha_of_two_categories_is_the_published_formula() -> None:
    # Krippendorff 2011, "Computing Krippendorff's alpha-reliability", B: two observers, binary
    first, second = "abbbbaaaab", "aabbbaabab"
    table: dict[tuple[str, str], int] = {}
    for pair in zip(first, second, strict=True):
        table[pair] = table.get(pair, 0) + 1
    apart, ones = 2, (first + second).count("a")
    expected = 1 - (20 - 1) * apart / (ones * (20 - ones))
    assert alpha(table) == pytest.approx(expected)
    assert alpha({("a", "a"): 5}) is None
    assert alpha({}) is None


def test_a_labelling_agrees_with_itself_wholly() -> None:
    layer = {DIALOGUE.id: frozen(DIALOGUE, "m1", "2026-11-23")}
    found = agreement([DIALOGUE], layer, layer)
    assert {each.what: each.value for each in found.measures} == {
        "stage": 1.0, "response": 1.0, "demand": 1.0, "cues": 1.0,
    }  # fmt: skip
    assert found.worst == ()


def test_a_difference_is_counted_where_it_is() -> None:
    first = {DIALOGUE.id: a_layer("m1", t1="lure", t2="fee", t4="re-fee")}
    second = {DIALOGUE.id: a_layer("m2", t1="lure", t2="fee", t4="fee")}
    found = agreement([DIALOGUE], first, second, by="stage")
    assert found.confusion["stage"]["re-fee"]["fee"] == 1
    assert [(unit.turn, unit.first, unit.second) for unit in found.worst] == [(4, "re-fee", "fee")]
    by_stage = {each.group: each.value for each in found.measures if each.what == "stage"}
    assert by_stage["lure"] == 1.0
    assert by_stage["re-fee"] is not None
    assert by_stage["re-fee"] < 0.5


def test_stages_count_on_scammers_turns_and_responses_on_targets() -> None:
    layer = {DIALOGUE.id: frozen(DIALOGUE, "m1", "2026-11-23")}
    units = {each.what: each.units for each in agreement([DIALOGUE], layer, layer).measures}
    roles = [role for _, _, role in DIALOGUE.numbered_turns()]
    assert units["stage"] == roles.count("scammer")
    assert units["response"] == roles.count("target")
    assert units["demand"] == len(roles)


def test_the_way_of_a_blind_labelling_from_freeze_to_agree(tmp_path: Path) -> None:
    root = a_corpus(tmp_path, a_record(), a_translation(), a_twin())
    about = ABOUT["annotators.json"]["annotators"][0]
    write(root / "annotators.json", {"annotators": [about, {**about, "id": "m2"}]})
    corpus = ("--corpus", root)
    first = about["id"]
    code, out, _ = hookline("freeze", "--annotator", first, *corpus)
    assert (code, out) == (0, f"3 layers of {first}\n")
    given = tmp_path / "blind.csv"
    told = hookline("sheet", given, *corpus)[1].splitlines()[-1]
    assert told == f"sha256 {digest(load(root))}"
    rows = rows_of(given.read_bytes())
    gold: dict[str, Dialogue] = {opaque(each.id): each for each in load(root)}
    for row in rows:
        turn = gold[row["item"]].turns[int(row["turn"])]
        row |= {"stage": turn.stage or "", "response": turn.response or ""}
    write(given, sheet(rows))
    code, out, _ = hookline("collect", given, "--annotator", "m2", "--guideline", "1.0", *corpus)
    assert (code, out.split(";")[0]) == (0, "3 layers of m2")
    assert told.split()[1] in out
    assert sorted(layers_of(root)) == sorted([first, "m2"])
    assert {each.annotation.layers for each in load(root)} == {(first, "m2")}
    found = json.loads(hookline("agree", "--format", "json", *corpus)[1])
    values = {each["what"]: each["value"] for each in found["measures"]}
    assert (values["stage"], values["response"], found["dialogues"]) == (1.0, 1.0, 2)
    assert values["demand"] < 1
    shown = hookline("agree", "--by", "type", *corpus)[1]
    assert "demand: " in shown
    assert "turns" in shown
    code, _, err = hookline("collect", given, "--annotator", "m2", "--guideline", "1.0", *corpus)
    assert (code, "are there already" in err) == (2, True)
    code, _, err = hookline("freeze", "--annotator", "m3", *corpus)
    assert (code, "There is no annotator 'm3'" in err) == (2, True)
    code, _, err = hookline("freeze", "--annotator", "m2", "--date", "today", *corpus)
    assert (code, "write it as 2026-11-23" in err) == (2, True)
