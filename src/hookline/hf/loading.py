"""`load_dataset`: a view of a corpus or of an export as a Hugging Face dataset."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hookline.arrow import BATCH, Batch
from hookline.errors import NothingFoundError, OtherVersionError, UnknownNameError
from hookline.hf.features import features
from hookline.hf.folders import Export, export_at
from hookline.language import Phrase
from hookline.model import Dialogue
from hookline.selection import must_be_known
from hookline.splits import names_of
from hookline.stored import Gathering, numbered, stored_tables, values_in
from hookline.streams import Stream, stream
from hookline.taxonomy import taxonomy
from hookline.views import view
from hookline.views.columns import View

if TYPE_CHECKING:
    import datasets

_NUMBERS = count()


def load_dataset(
    name: str = "turns",
    *,
    split: str | None = None,
    language: str | Iterable[str] | None = None,
    version: str | None = None,
    by: str | None = None,
    path: str | Path | None = None,
) -> "datasets.DatasetDict | datasets.Dataset":
    """Load a view of a corpus as a dataset: offline, and with no cache that could go stale.

    What is loaded is read anew each time. A part of up to 256 MB is held in memory; a larger one is
    written to a temporary folder, memory-mapped, and removed when Python ends.

    Args:
        name: a view: `dialogues`, `turns`, `detect`, `stage` or `ids`.
        split: one part: train, validation, test, or fold_1 to fold_5; a corpus without splits has
            everything in `train`.
        language: only dialogues in this language, `zh` or `en`, or in one of several.
        version: the version of the corpus that is expected, such as `0.2.0`; so a script says
            which data its figures are of.
        by: the split of the corpus that divides it, such as `folds-2026a`; by default the last one
            with train, validation and test. An export is divided already, and takes none.
        path: a corpus folder or JSONL file, as for `hookline.load`; a folder that
            `hookline export hub` or `hookline export parquet` wrote; or one Parquet file of the
            view. The bundled corpus where it is None.

    Returns:
        A `DatasetDict` by part, or one `Dataset` where `split` is given.

    Raises:
        UnknownNameError: there is no such view, split, part or language.
        OtherVersionError: the corpus has another version than the one expected, or says none.
        NothingFoundError: no dialogue is in the language.
        HooklineError: the corpus cannot be loaded.
    """
    import datasets  # noqa: PLC0415 - heavy, opens late

    chosen = view(name)
    languages = (language,) if isinstance(language, str) else language
    kept = None if languages is None else frozenset(languages)
    must_be_known("language", kept or (), taxonomy().ids("language"))
    export = export_at(Path(path), name) if path is not None else None
    if export:
        parts, found = tuple(export.parts(name)), export.version(name)
    else:
        corpus = stream(path).divided_by(by)
        parts, manifest = corpus.parts(), corpus.manifest
        found = manifest.version if manifest else None
    if export and by is not None:
        message = Phrase("{path} is divided already; `by` is for a corpus", {"path": export.place})
        raise UnknownNameError(message)
    if version not in (None, found):
        raise _other_version(path, found, str(version))
    if split not in (None, *parts):
        values = {"split": split, "known": ", ".join(parts)}
        message = Phrase("there is no split {split!r}; this corpus has {known}", values)
        raise UnknownNameError(message)
    info = datasets.DatasetInfo(
        description=chosen.description, features=features(name), version=found
    )
    gather = partial(Gathering, info.features.arrow_schema, partial(_temporary, name))
    if export:
        gathered = _of_export(export, chosen, parts if split is None else (split,), kept, gather)
    else:
        gathered = _of_corpus(corpus, chosen, split, kept, gather)
    data = {
        part: _dataset(some.result(), info, part)
        for part, some in gathered.items()
        if some.rows or kept is None
    }
    if not data:
        kinds = {"language": None if kept is None else ",".join(sorted(kept)), "part": split}
        told = " ".join(f"{kind}={value}" for kind, value in kinds.items() if value is not None)
        message = Phrase("no dialogue of this corpus has {wanted}", {"wanted": told})
        raise NothingFoundError(message)
    return data[split] if split else datasets.DatasetDict(data)


def _of_corpus(
    corpus: Stream,
    of: View,
    split: str | None,
    languages: frozenset[str] | None,
    gather: Callable[[], Gathering],
) -> dict[str, Gathering]:
    """Return the rows of each part, or of the one that is asked for, by one reading."""
    found: dict[str | None, Gathering] = {}
    waiting: dict[str | None, list[Dialogue]] = {}

    def write(part: str | None) -> None:
        some = waiting.pop(part)
        labelled = [(each, corpus.layers(each) if of.layered else ()) for each in some]
        found[part].add(numbered(Batch(labelled).table(of), of.name))

    for dialogue in corpus:
        part = corpus.part_of(dialogue)
        if part not in found:
            found[part] = gather()
        unwanted = split not in (None, part) and part is not None
        if unwanted or (languages is not None and dialogue.language not in languages):
            continue
        waiting.setdefault(part, []).append(dialogue)
        if len(waiting[part]) == BATCH:
            write(part)
    for part in tuple(waiting):
        write(part)
    names = {name: found[part] for part, name in names_of(found).items()}
    return names if split is None else {split: names.get(split) or gather()}


def _of_export(
    export: Export,
    of: View,
    parts: Iterable[str],
    languages: frozenset[str] | None,
    gather: Callable[[], Gathering],
) -> dict[str, Gathering]:
    """Return the rows of each part that is asked for."""
    found = {}
    for part in parts:
        found[part] = gather()
        for each in _read(export, of.name, part, languages):
            found[part].add(numbered(each, of.name))
    return found


def _read(export: Export, name: str, part: str, languages: frozenset[str] | None) -> Iterator[Any]:
    among: tuple[str, Iterable[str]] | None = None
    if languages is not None:
        among = ("language", languages)
        if name == "ids":  # has no language of its own; detect has the same ids
            paths = export.parts("detect").get(part, ())
            tables = (each for path in paths for each in stored_tables(path, "detect", among))
            among = ("id", values_in(tables, "id"))
    for path in export.parts(name)[part]:
        yield from stored_tables(path, name, among)


def _dataset(
    found: Any,  # noqa: ANN401 - a table or a path
    info: "datasets.DatasetInfo",
    part: str,
) -> "datasets.Dataset":
    import datasets  # noqa: PLC0415 - heavy, opens late

    split = datasets.NamedSplit(part)
    if isinstance(found, Path):
        return datasets.Dataset.from_file(str(found), info=info, split=split)
    return datasets.Dataset(found, info=info, split=split)


def _temporary(name: str) -> Path:
    """Return a path of its own in a folder that lives as long as this process."""
    return _folder(os.getpid()) / f"{name}-{next(_NUMBERS)}.arrow"


@cache
def _folder(process: int) -> Path:
    """Make a folder that goes when the process ends; a fork leaves that of its parent alone."""
    folder = Path(tempfile.mkdtemp(prefix="hookline-"))

    def remove() -> None:
        if os.getpid() == process:
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(remove)
    return folder


def _other_version(path: str | Path | None, found: str | None, expected: str) -> OtherVersionError:
    place = Phrase("the bundled corpus") if path is None else str(path)
    values = {"path": place, "found": found, "expected": expected}
    if found is None:
        template = "{path} does not say of which version of the corpus it is; {expected} is wanted"
        return OtherVersionError(Phrase(template, values))
    template = "{path} is version {found} of the corpus, and {expected} is wanted"
    return OtherVersionError(Phrase(template, values))
