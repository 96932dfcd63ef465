"""Text that was read in a wrong encoding is found; what people write is not."""

import pytest

from hookline.mojibake import may_remain, remains

SAID = "你好，请问最近需要资金周转吗"


@pytest.mark.parametrize("errors", ["ignore", "replace"])
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("utf-8", "cp1252"),
        ("utf-8", "latin-1"),
        ("utf-8", "gbk"),
        ("utf-8", "gb18030"),
        ("utf-8", "big5"),
        ("gbk", "big5"),
        ("gbk", "latin-1"),
        ("gbk", "cp1252"),
    ],
)
def test_chinese_that_was_read_in_a_wrong_encoding_is_found(
    written: str, read: str, errors: str
) -> None:
    broken = SAID.encode(written).decode(read, errors)
    assert remains(broken) is not None
    assert may_remain(broken)


def test_the_stretch_is_what_was_read_wrongly() -> None:
    said = "客服说：" + "资金周转".encode().decode("gbk")
    assert remains(said) == (4, 10)


@pytest.mark.parametrize(
    "said",
    [
        SAID,
        "您好，這邊是客服，請問您最近需要資金週轉嗎？",
        "骉犇焱淼燚，纾绀渭骣，饕餮魑魅",
        "ㄏㄏ，注音是ㄅㄆㄇㄈ",
        "CAFÉ… « É » déjà, où ? “café”…",
        "Müßiggänger, ÄÄÄÄÄÄÄÄÄÄ, nãããããããão",
        "£50 – naïve façade",
    ],
)
def test_what_people_write_is_no_remains(said: str) -> None:
    assert remains(said) is None
