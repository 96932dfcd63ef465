"""Near-duplicates: dialogues and turns that say nearly the same, within and across scripts.

Character shingles (3 for Han, 5 for Latin), MinHash with banding to find candidates, then the exact
Jaccard similarity of the shingles (Broder 1997).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from hookline.auditing.material import Sample

LEAST = 0.5
_PERMUTATIONS, _BANDS = 125, 25
_HAN = re.compile("[\u4e00-\u9fff]")
_QUIET = re.compile(r"[\W_]+")
_LONG_ENOUGH = {3: 12, 5: 30}


class Pair(msgspec.Struct, frozen=True):
    """Two dialogues that are alike; `likeness` is the Jaccard similarity of their shingles."""

    first: str
    second: str
    likeness: float
    same_group: bool
    parts: tuple[str, str] = ("", "")


class Repeated(msgspec.Struct, frozen=True):
    """A turn that stands word for word in more than one group."""

    text: str
    groups: tuple[str, ...]


def plain(text: str) -> str:
    """Return text without what typing varies: case, blanks, punctuation."""
    return _QUIET.sub("", text.lower())


def size_for(text: str) -> int:
    """Return the length of shingles for a text: 3 for Han, 5 for Latin."""
    return 3 if len(_HAN.findall(text)) * 3 > len(text) else 5


def shingles(text: str) -> set[str]:
    """Return the character shingles of a text."""
    bare = plain(text)
    size = size_for(bare)
    return {bare[at : at + size] for at in range(max(1, len(bare) - size + 1))}


def near_duplicates(
    samples: Sequence[Sample], split: Mapping[str, str] | None = None
) -> list[Pair]:
    """Return the pairs of dialogues that are alike, the most alike first.

    Args:
        samples: the dialogues.
        split: the part that each group belongs to, where there is a split.
    """
    from rensa import RMinHashLSH  # noqa: PLC0415 - heavy

    sets = [shingles("\n".join(each.texts)) for each in samples]
    index = RMinHashLSH(threshold=LEAST, num_perm=_PERMUTATIONS, num_bands=_BANDS)
    found: list[Pair] = []
    for number, words in enumerate(sets):
        drawn = sketch(words)
        for other in index.query(drawn):
            likeness = alike(words, sets[other])
            if likeness >= LEAST:
                one, two = samples[other], samples[number]
                found.append(paired(one.id, one.group, two.id, two.group, likeness, split))
        index.insert(number, drawn)
    return ranked(found)


def sketch(words: set[str]) -> Any:  # noqa: ANN401 - rensa has no types
    """Return the MinHash of shingles."""
    from rensa import RMinHash  # noqa: PLC0415 - heavy

    drawn = RMinHash(num_perm=_PERMUTATIONS, seed=1)
    drawn.update(sorted(words))
    return drawn


def bands(words: set[str]) -> Iterator[tuple[int, ...]]:
    """Yield the bands of the sketch of shingles; texts that share one are candidates."""
    digest = sketch(words).digest()
    width = _PERMUTATIONS // _BANDS
    for start in range(0, _PERMUTATIONS, width):
        yield (start, *digest[start : start + width])


def alike(one: set[str], other: set[str]) -> float:
    """Return the Jaccard similarity of shingles."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def paired(  # noqa: PLR0917 - a pair, one and the other
    first: str,
    first_group: str,
    second: str,
    second_group: str,
    likeness: float,
    split: Mapping[str, str] | None,
) -> Pair:
    """Return a pair of two dialogues that are alike, and the parts of a split that they are in."""
    parts = (split.get(first_group, ""), split.get(second_group, "")) if split else ("", "")
    return Pair(first, second, likeness, first_group == second_group, parts)


def ranked(pairs: Iterable[Pair]) -> list[Pair]:
    """Return pairs in the order that they are shown in: the most alike first."""
    return sorted(pairs, key=lambda pair: (-pair.likeness, pair.first, pair.second))


def repeated_turns(samples: Sequence[Sample]) -> list[Repeated]:
    """Return turns of some length that stand in more than one group, the longest first."""
    groups: dict[str, dict[str, None]] = defaultdict(dict)
    words: dict[str, str] = {}
    for sample in samples:
        for text in sample.texts:
            bare = plain(text)
            if len(bare) >= _LONG_ENOUGH[size_for(bare)]:
                groups[bare][sample.group] = None
                words.setdefault(bare, text)
    found = [
        Repeated(words[bare], tuple(names)) for bare, names in groups.items() if len(names) > 1
    ]
    return sorted(found, key=lambda each: (-len(each.text), each.text))


def across(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs whose dialogues belong to different groups."""
    return [pair for pair in pairs if not pair.same_group]


def divided(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs that stand in different parts of a split."""
    return [pair for pair in pairs if pair.parts[0] != pair.parts[1]]
