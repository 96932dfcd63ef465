"""The layers of a corpus: read, and written where they belong."""

from collections.abc import Iterable
from pathlib import Path

from hookline.errors import UnknownNameError, UnreadableFileError
from hookline.files import canonical, json_files, read_bytes
from hookline.language import Phrase
from hookline.model import Dialogue, Layer, layer_from
from hookline.rules.file import parse
from hookline.shape import is_valid
from hookline.writing import write_together

Layers = dict[str, dict[str, Layer]]
"""By annotator, then by dialogue id."""


def layers_of(root: Path) -> Layers:
    """Read every layer of a corpus.

    Raises:
        UnreadableFileError: a layer cannot be read, or has not the schema's shape.
    """
    found: Layers = {}
    for path in json_files(root / "layers"):
        layer = _read(path)
        found.setdefault(layer.annotator, {})[layer.dialogue] = layer
    return found


def layers_of_dialogue(root: Path, dialogue: Dialogue) -> tuple[Layer, ...]:
    """Read the layers of one dialogue of a corpus, in the order of their annotators.

    Raises:
        UnreadableFileError: a layer cannot be read, or has not the schema's shape.
    """
    folder = root / "layers" / dialogue.script
    paths = sorted(folder.glob(f"{dialogue.variant}.*.json"))
    return tuple(sorted(map(_read, paths), key=lambda layer: layer.annotator))


def has_layers(root: Path | None) -> bool:
    """Tell whether a corpus has any layer."""
    return root is not None and any((root / "layers").glob("*/*.json"))


def _read(path: Path) -> Layer:
    parsed = parse(read_bytes(path))
    if not parsed.readable or not is_valid(parsed.value, "layer"):
        message = Phrase("{path} is no layer; hookline validate says why", {"path": path})
        raise UnreadableFileError(message)
    return layer_from(parsed.value)


def pair_of(layers: Layers, named: tuple[str, ...] = ()) -> tuple[str, str]:
    """Return two annotators: the named ones, else those who share most dialogues.

    Raises:
        UnknownNameError: there are not two, or a named one labelled nothing.
    """
    known = ", ".join(sorted(layers)) or "nobody"
    for name in named:
        if name not in layers:
            values = {"name": name, "known": known}
            message = Phrase("there is no layer of {name!r}; there is {known}", values)
            raise UnknownNameError(message)
    if len(named) == 2:  # noqa: PLR2004 - a pair
        return named[0], named[1]
    names = sorted(layers)
    pairs = [
        (one, other)
        for at, one in enumerate(names)
        for other in names[at + 1 :]
        if not named or named[0] in (one, other)
    ]
    if not pairs:
        message = Phrase("two annotators are needed; there is {known}", {"known": known})
        raise UnknownNameError(message)
    return max(pairs, key=lambda pair: len(layers[pair[0]].keys() & layers[pair[1]].keys()))


def path_of(root: Path, layer: Layer) -> Path:
    """Return where a layer belongs."""
    return root / "layers" / f"{layer.dialogue}.{layer.annotator}.json"


def write_layers(root: Path, layers: Iterable[Layer]) -> list[Path]:
    """Write layers into a corpus; return the paths written.

    Raises:
        UnwritableFolderError: the operating system refuses.
    """
    return write_together((path_of(root, each), [canonical(each).encode()]) for each in layers)
