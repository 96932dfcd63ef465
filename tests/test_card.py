"""The hub folder's README: a dataset card that the hub's own library reads."""

from pathlib import Path
from typing import Any

import huggingface_hub
import pytest

import hookline
from builders import a_corpus, a_record
from hookline.exports import exporter
from hookline.exports.access import FIELDS
from hookline.hf import describe
from hookline.views import VIEWS


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory) -> huggingface_hub.DatasetCard:
    out = tmp_path_factory.mktemp("card") / "hub"
    exporter("hub")(hookline.load(), out)
    card: huggingface_hub.DatasetCard = huggingface_hub.DatasetCard.load(out / "README.md")
    return card


def test_the_card_is_read_as_one_of_a_dataset(card: huggingface_hub.DatasetCard) -> None:
    data: Any = card.data
    assert (data.license, data.language) == ("cc-by-4.0", ["en", "zh"])
    assert data.pretty_name == "hookline"
    written: Any = huggingface_hub.DatasetCard(str(card)).data
    assert written.to_dict() == data.to_dict()


def test_a_gated_repository_asks_what_the_hub_can_ask(card: huggingface_hub.DatasetCard) -> None:
    data: Any = card.data
    told = data.to_dict()
    assert {key for key in told if key.startswith("extra_gated_")} == {
        "extra_gated_heading",
        "extra_gated_prompt",
        "extra_gated_fields",
        "extra_gated_button_content",
    }
    for field in told["extra_gated_fields"].values():
        if isinstance(field, dict):
            assert field.keys() == {"type", "options"}
            assert field["type"] == "select"
            assert all(each.keys() == {"label", "value"} for each in field["options"])
        else:
            assert field in FIELDS
    assert "not a condition" in told["extra_gated_prompt"]
    assert all(isinstance(told[f"extra_gated_{each}"], str) for each in ("heading", "prompt"))


def test_another_corpus_asks_nothing_of_its_own(tmp_path: Path) -> None:
    exporter("hub")(hookline.load(a_corpus(tmp_path, a_record())), tmp_path / "hub")
    text = (tmp_path / "hub" / "README.md").read_text(encoding="utf-8")
    assert "extra_gated" not in text


def test_the_card_describes_every_column(card: huggingface_hub.DatasetCard) -> None:
    for view in VIEWS:
        assert f"### {view.name}\n" in card.text
        for each in describe(view.name):
            assert (
                f"| `{each.column}` | {each.type} | {each.meaning} | {each.chinese} |" in card.text
            )
