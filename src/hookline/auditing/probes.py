"""What each probe may see of a dialogue, and when that is too much."""

import re
from collections.abc import Callable

import msgspec

from hookline.auditing.material import Sample

KEYWORDS = (
    "骗", "诈骗", "转账", "汇款", "验证码", "公安", "派出所", "警察", "报警", "保证金", "手续费",
    "解冻", "冻结", "安全账户", "贷款", "征信", "流水", "刷单", "返利", "投资", "收益", "中奖",
    "客服", "退款", "银行卡", "密码", "二维码", "扫码", "马上", "立即", "今天", "违约", "起诉",
    "法院", "曝光", "押金", "定金", "会员", "充值", "红包", "先付", "到账", "放款", "保密",
    "scam", "fraud", "police", "transfer", "bank", "account", "code", "verify", "fee", "deposit",
    "refund", "urgent", "immediately", "today", "gift card", "loan", "credit", "insurance",
    "investment", "profit", "prize", "winner", "arrest", "warrant", "court", "secret", "password",
    "payment", "crypto", "bitcoin", "customs", "tax", "frozen", "safe account", "guarantee",
)  # fmt: skip
"""Words that lists of scam indicators name, in police advice and in filters."""
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_SPACE = re.compile(r"\s+")


class Probe(msgspec.Struct, frozen=True):
    """One thing that a model is shown.

    Attributes:
        seen: a sample → the text that character n-grams are taken of, or numbers.
        goal: the highest AUROC that is fine; None where the figure is only reported.
        means: what a higher one means.
        change: what to do then.
    """

    name: str
    title: str
    seen: Callable[[Sample], str | tuple[float, ...]]
    goal: float | None
    means: str
    change: str


def _first(count: int) -> Callable[[Sample], str]:
    return lambda sample: "\n".join(sample.texts[:count])


def _lengths(sample: Sample) -> tuple[float, ...]:
    sizes = [len(text) for text in sample.texts] or [0]
    letters = sorted(set(sample.speakers))
    shares = [
        sum(len(t) for s, t in zip(sample.speakers, sample.texts, strict=True) if s == letter)
        for letter in letters[:2]
    ]
    whole = sum(sizes) or 1
    share = (shares[0] / whole) if shares else 0.0
    return (
        float(len(sizes)),
        float(sum(sizes)),
        sum(sizes) / len(sizes),
        float(max(sizes)),
        float(sizes[0]),
        float(sizes[-1]),
        share,
    )


def _tags(sample: Sample) -> str:
    return f"{''.join(sample.speakers)} last{sample.speakers[-1:]} {len(set(sample.speakers))}"


def _marks(sample: Sample) -> str:
    """Return punctuation and digits alone: words become one letter, digits another."""
    bare = (_DIGIT.sub("0", _WORD.sub("w", text)) for text in sample.texts)
    return "\n".join(_SPACE.sub(" ", text) for text in bare)


def _keywords(sample: Sample) -> tuple[float, ...]:
    whole = "\n".join(sample.texts).lower()
    return tuple(float(whole.count(word)) for word in KEYWORDS)


PROBES = (
    Probe(
        "first-turn",
        "the first turn only",
        _first(1),
        0.60,
        "the opening line gives the label away",
        "open scams and honest dialogues alike; rewrite the openings with the words below",
    ),
    Probe(
        "first-three",
        "the first three turns",
        _first(3),
        None,
        "the label shows before anything has happened",
        "let both sides go on alike for longer",
    ),
    Probe(
        "lengths",
        "turn and character lengths only",
        _lengths,
        0.60,
        "scams and honest dialogues differ in length",
        "give each pair about the same number of turns and characters",
    ),
    Probe(
        "speakers",
        "speaker tags only",
        _tags,
        0.60,
        "who speaks when gives the label away",
        "vary who opens, who ends and how many speak, alike on both sides",
    ),
    Probe(
        "marks",
        "punctuation and digits only",
        _marks,
        0.60,
        "typing habits give the label away",
        "let both sides write alike: question marks, digits, placeholders, emoticons",
    ),
    Probe(
        "keywords",
        "a list of keywords",
        _keywords,
        0.75,
        "a list of words does what a detector should do",
        "let honest people use the words of scams, and scammers those of everyday life",
    ),
    Probe(
        "whole",
        "the whole text by character n-grams",
        lambda sample: "\n".join(sample.texts),
        None,
        "what a simple model reaches without shortcuts and with them",
        "nothing to change: this is the figure that a detector has to beat",
    ),
)
