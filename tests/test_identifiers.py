"""Identifiers are found however they are written, and what only looks like one is not."""

import pytest

from hookline.identifiers import find, masked_text


@pytest.mark.parametrize(
    ("said", "kind", "value"),
    [
        ("加V abc12345", "handle", "abc12345"),
        ("telegram @abcdefg", "handle", "@abcdefg"),
        ("LINE id: abc_123", "handle", "abc_123"),
        ("打一三八一二三四五六七八吧", "phone-number", "13812345678"),
        ("幺三八 零零一三 八零零零", "phone-number", "138 0013 8000"),
        ("１３８１２３４５６７８", "phone-number", "13812345678"),
        ("١٣٨١٢٣٤٥٦٧٨", "phone-number", "13812345678"),
        ("𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖", "phone-number", "13812345678"),
        ("①③⑧①②③④⑤⑥⑦⑧", "phone-number", "13812345678"),
        ("上evil点com看", "url", "evil点com"),
        ("(see https://evil-pay.com/x)", "url", "https://evil-pay.com/x"),
        ("看 https://evil-pay.com/a_(b).", "url", "https://evil-pay.com/a_(b)"),
    ],
)
def test_an_identifier_is_found_however_it_is_written(said: str, kind: str, value: str) -> None:
    assert [(each.kind.name, each.value) for each in find(said)] == [(kind, value)]


@pytest.mark.parametrize(
    "said",
    [
        "一二三四五六七八九十",
        "二〇一九年六月二十八日",
        "下午3点cc会到",
        "例如example点com",
        "①②③④⑤⑥⑦⑧⑨",
        "online at 5, line 12 is ok, room12 now",
        "加V就行",
        "signal is 5 bars",
    ],
)
def test_what_only_looks_like_an_identifier_is_none(said: str) -> None:
    assert find(said) == ()


def test_a_bracket_behind_a_link_is_not_masked() -> None:
    assert masked_text("(https://evil-pay.com/x)") == "(ht******************/x)"
