"""One module a format; none knows another. Each is lossless or says what it leaves out."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from hookline.errors import UnknownNameError
from hookline.language import Phrase
from hookline.streams import Stream

Exporter = Callable[[Stream, Path], list[Path]]

FORMATS: dict[str, str] = {
    "jsonl": "one dialogue a line, lossless; OUT is a file",
    "csv": "one turn a row, for spreadsheets; OUT is a file",
    "parquet": "the views dialogues and turns; OUT is a folder",
    "hub": "a folder that datasets.load_dataset(OUT, VIEW) opens without hookline",
    "sqlite": "one database with tables and views to query; OUT is a file",
    "conll": "one token a line with stage and cue, in CoNLL-U Plus; OUT is a file",
    "chat": "messages for fine-tuning, tasks detect and stage; OUT is a folder",
    "xlsx": "one turn a row, for spreadsheets; OUT is a file",
    "convokit": "a folder that convokit.Corpus(filename=OUT) opens",
    "croissant": "a folder that mlcroissant opens by OUT/croissant.json: detect and turns",
}
SUFFIXES = {
    "jsonl": ".jsonl",
    "csv": ".csv",
    "sqlite": ".sqlite",
    "conll": ".conllup",
    "xlsx": ".xlsx",
}


def exporter(name: str) -> Exporter:
    """Return the function that writes a format; its module is loaded now.

    Raises:
        UnknownNameError: there is no such format.
    """
    if name not in FORMATS:
        values = {"name": name, "known": ", ".join(FORMATS)}
        message = Phrase("there is no format {name!r}; the formats are {known}", values)
        raise UnknownNameError(message)
    write: Exporter = import_module(f"hookline.exports.{name}").write
    return write
