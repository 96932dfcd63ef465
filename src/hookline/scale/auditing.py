"""`audit`'s near-duplicates in partitions: the pairs of one process, by joins of an engine."""

from collections.abc import Mapping
from pathlib import Path

from hookline.auditing.likeness import Pair, ranked
from hookline.language import Language
from hookline.scale.likening import Pairing, compared, sketched, with_one
from hookline.scale.rows import unpacked
from hookline.scale.runners import Runner
from hookline.scale.validating import checked


def near_duplicates(
    path: str | Path | None = None,
    *,
    split: Mapping[str, str] | None = None,
    runner: Runner = "daft",
    address: str | None = None,
    partitions: int | None = None,
    language: Language = "en",
) -> list[Pair]:
    """Return the pairs of dialogues that are alike, the most alike first.

    Args:
        path: a folder or JSONL file; the bundled corpus where it is None.
        split: the part that each script belongs to, where there is a split.
        runner: `daft` is this machine, `ray` a Ray cluster.
        address: of the cluster; by default that of `RAY_ADDRESS`, else one of this machine alone.
        partitions: about how many; by default one for each 32 MiB.
        language: what the findings are written in that an error carries.

    Raises:
        UnreadableFileError: the path is missing or cannot be opened.
        InvalidCorpusError: the data is bad; the error carries the report.
        EngineMissingError: Daft is not installed, or there is no such cluster.
    """
    with checked(path, runner, address, partitions, language) as files:
        drawn = files.each(sketched)
        words = drawn.only("words").firsts(("kind", "key"))
        pairing = Pairing(split)
        candidates = drawn.only("band").paired().answered(words, ("key",))
        alike = candidates.met(words, compared, own="group")
        samples = drawn.only("sample")
        across = alike.met(samples, with_one, own="group").met(samples, pairing)
        found = across.plus(samples.met(samples, pairing.within))
        return ranked(unpacked(row.data) for row in found.rows())
