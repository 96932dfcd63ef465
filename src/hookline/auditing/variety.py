"""How varied a corpus is: distinct-n (Li et al. 2016) and compression ratio (Shaib et al. 2024)."""

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from hookline.auditing.material import Sample

_TOKEN = re.compile("[\u4e00-\u9fff]|[^\\W_\u4e00-\u9fff]+")


class Variety(msgspec.Struct, frozen=True):
    """How varied the texts of one part are.

    Attributes:
        distinct: share of distinct n-grams of tokens among all, for n = 1, 2, 3; a token is a Han
            character or a word. It falls with size: compare parts of like size only.
        compression: bytes divided by the bytes that zlib makes of them; higher repeats more.
    """

    part: str
    tokens: int
    distinct: tuple[float, float, float]
    compression: float


def variety(samples: Iterable[Sample]) -> Iterator[Variety]:
    """Yield the variety of each part."""
    parts: dict[str, list[str]] = {}
    for sample in samples:
        parts.setdefault(sample.part, []).append("\n".join(sample.texts))
    for part, texts in sorted(parts.items()):
        tokens = [_TOKEN.findall(text.lower()) for text in texts]
        raw = "\n".join(texts).encode("utf-8", "surrogatepass")
        yield Variety(
            part=part,
            tokens=sum(map(len, tokens)),
            distinct=(_distinct(tokens, 1), _distinct(tokens, 2), _distinct(tokens, 3)),
            compression=len(raw) / len(zlib.compress(raw, 9)) if raw else 1.0,
        )


def _distinct(texts: Sequence[Sequence[str]], size: int) -> float:
    grams = [
        tuple(tokens[at : at + size]) for tokens in texts for at in range(len(tokens) - size + 1)
    ]
    return len(set(grams)) / len(grams) if grams else 0.0
