"""What may lie in a release at all: a file of any other path does not belong into it."""

import re
from collections.abc import Iterable, Iterator

from hookline import __version__
from hookline.corpus import Corpus
from hookline.datasheet import DATASHEET
from hookline.digests import ABOUT
from hookline.files import is_own
from hookline.language import Phrase
from hookline.model import Release
from hookline.releasing.standing import CHANGELOG, LICENCE
from hookline.resources import schema_folder
from hookline.verification import Fault

STRANGE = "does not belong into a release"
_TOPS = {*ABOUT, CHANGELOG, DATASHEET, LICENCE}
_SCHEMA = re.compile(r"[a-z]+\.schema\.json|taxonomy\.json")


def strange_faults(files: Iterable[str], release: Release | None) -> Iterator[Fault]:
    """Yield the files, by path, that no release has.

    Which schemas there are is known of this version of hookline alone; of another one their names
    are enough. What lies in `exports/` is told where the exports are written again.
    """
    ours = release is not None and of_this_version(release)
    names = {path.name for path in schema_folder().glob("*.json")}
    for inside in files:
        folder, _, rest = inside.partition("/")
        if folder == "corpus" and rest:
            belongs = rest == CHANGELOG or is_own(rest)
        elif folder == "schema" and rest:
            belongs = rest in names if ours else bool(_SCHEMA.fullmatch(rest))
        else:
            belongs = inside in _TOPS or (folder == "exports" and bool(rest))
        if not belongs:
            yield Fault("layout", inside, Phrase(STRANGE))


def stray_faults(files: Iterable[str], corpus: Corpus) -> Iterator[Fault]:
    """Yield the layers and splits that lie where no dialogue and no split of the corpus has one.

    Args:
        files: those of the release, by path.
        corpus: that of the release.
    """
    ids = {each.id for each in corpus}
    for inside in files:
        folder, _, rest = inside.removesuffix(".json").partition("/")
        part, _, name = rest.partition("/")
        layer = part == "layers" and name.rpartition(".")[0] not in ids
        split = part == "splits" and name not in corpus.splits
        if folder == "corpus" and (layer or split) and is_own(inside.removeprefix("corpus/")):
            yield Fault("layout", inside, Phrase(STRANGE))


def of_this_version(release: Release) -> bool:
    """Tell whether this version of hookline built a release, and gives the same bytes again."""
    return release.ruleset == __version__
