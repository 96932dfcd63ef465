"""Croissant 1.1: `croissant.json` (JSON-LD with the RAI fields) and the Parquet that it describes.

The Parquet files are those of the hub folder, byte for byte, so that `croissant.json` may be laid
beside them there. Record sets: `detect` (one record a dialogue), `turns`, and `splits`.

What is left out: the other views. Creator, citation and RAI fields are those of the hookline
corpus; a corpus of another name gets none. No corpus states a URL or a date of publication, which
Croissant asks for: whoever publishes the folder adds `url` and `datePublished`.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hookline.exports.rai import RAI
from hookline.shards import Shard, write_shards
from hookline.streams import Stream
from hookline.views import view
from hookline.views.columns import Category, Column, ListOf, Record, View
from hookline.writing import Together

VIEWS = {"detect": ("id",), "turns": ("id", "turn")}
"""What is written, and the columns that name a row."""
LABELS = ("label", "stage", "response", "spans")
"""The columns that are labels."""

_PLAIN = {
    "text": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "flag": "sc:Boolean",
}
_PARTS = {"train": "cr:TrainingSplit", "validation": "cr:ValidationSplit", "test": "cr:TestSplit"}
_TERMS = (
    "annotation arrayShape citeAs column containedIn equivalentProperty excludes extract field "
    "fileObject fileProperty fileSet format includes isArray isLiveDataset jsonPath key md5 "
    "parentField path readLines recordSet references regex repeated replace samplingRate "
    "sdVersion separator source subField transform unArchive value"
)
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    **{term: f"cr:{term}" for term in _TERMS.split()},
}
_CREATOR = {"@type": "sc:Organization", "name": "The hookline authors"}
_LICENCES = {"CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/"}


def write(stream: Stream, out: Path) -> list[Path]:
    """Write the folder; return the paths written.

    Raises:
        UnwritableFolderError: the operating system refuses.
    """
    languages: set[str] = set()
    with Together(opened_by=out / "croissant.json") as together:
        noted = stream.noting(lambda dialogue: languages.add(dialogue.language))
        shards = write_shards(noted, out, [view(name) for name in VIEWS], together)
        parts = list(dict.fromkeys(each.part for each in shards))
        told = {
            **_dataset(stream, languages),
            "distribution": [
                *(_file(each) for each in shards),
                *(_files(name) for name in VIEWS),
            ],
            "recordSet": [_splits(parts), *(_records(view(name), parts) for name in VIEWS)],
        }
        text = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
        together.open(out / "croissant.json").stream.write(text.encode())
    return together.paths


def _dataset(stream: Stream, languages: Iterable[str]) -> dict[str, Any]:
    manifest = stream.manifest
    name = manifest.name if manifest else "dialogues"
    ours = name == "hookline"  # what is told of its making holds of this corpus alone
    title = manifest.title if manifest else name
    version = manifest.version if manifest else "0.0.0"
    licence = manifest.licence if manifest else "CC-BY-4.0"
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "name": name,
        "alternateName": title,
        "description": manifest.description if manifest else title,
        "conformsTo": [
            "http://mlcommons.org/croissant/1.1",
            *(["http://mlcommons.org/croissant/RAI/1.0"] if ours else []),
        ],
        "license": _LICENCES.get(licence, f"https://spdx.org/licenses/{licence}"),
        **({"creator": _CREATOR} if ours else {}),
        "inLanguage": sorted(languages),
        "keywords": ["scam", "fraud", "dialogue", "synthetic", "annotation"],
        "isLiveDataset": False,
        "version": version,
        **({"citeAs": _citation(title, version)} if ours else {}),
        **({f"rai:{key}": value for key, value in RAI.items()} if ours else {}),
    }


def _citation(title: str, version: str) -> str:
    fields = {"title": title, "author": f"{{{_CREATOR['name']}}}", "version": version}
    return f"@misc{{hookline, {', '.join(f'{key}={{{each}}}' for key, each in fields.items())}}}"


def _file(shard: Shard) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": shard.path,
        "name": shard.path,
        "contentUrl": shard.path,
        "contentSize": f"{shard.size} B",
        "encodingFormat": "application/x-parquet",
        "sha256": shard.sha256,
    }


def _files(name: str) -> dict[str, Any]:
    return {
        "@type": "cr:FileSet",
        "@id": f"{name}-files",
        "name": f"{name}-files",
        "description": f"The Parquet files of {name}, some for each part of the split.",
        "encodingFormat": "application/x-parquet",
        "includes": f"{name}/*.parquet",
    }


def _splits(parts: list[str]) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": "splits",
        "name": "splits",
        "description": "The parts of the split; whole scripts are divided.",
        "dataType": "cr:Split",
        "key": {"@id": "splits/name"},
        "field": [
            {"@type": "cr:Field", "@id": "splits/name", "name": "name", "dataType": "sc:Text"},
            {
                "@type": "cr:Field",
                "@id": "splits/url",
                "name": "url",
                "dataType": ["sc:URL", "cr:Split"],
            },
        ],
        "data": [
            {"splits/name": part, "splits/url": _PARTS.get(part, "cr:Split")} for part in parts
        ],
    }


def _records(of: View, parts: list[str]) -> dict[str, Any]:
    # no reference to splits/name: mlcroissant 1.1 joins it, and a second reading gives no record;
    # of the pattern it makes a glob when it is asked for one part, and `.+` is all it knows
    files = {"fileSet": {"@id": f"{of.name}-files"}}
    path = rf"^{of.name}/({'|'.join(parts)})-.+\.parquet$"
    split = {
        "@type": "cr:Field",
        "@id": f"{of.name}/split",
        "name": "split",
        "description": "part of the split",
        "dataType": ["sc:Text", "cr:Split"],
        "source": {
            **files,
            "extract": {"fileProperty": "fullpath"},
            "transform": {"regex": path},
        },
    }
    return {
        "@type": "cr:RecordSet",
        "@id": of.name,
        "name": of.name,
        "description": of.description,
        "key": [{"@id": f"{of.name}/{each}"} for each in VIEWS[of.name]],
        "field": [split, *(_field(of.name, each, files) for each in of.columns)],
    }


def _field(above: str, column: Column, files: dict[str, Any]) -> dict[str, Any]:
    """Return a column as a field; a list of records as a field with fields of its own."""
    name, kind = column.name, column.type
    source = {**files, "extract": {"column": name}}
    told: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{above}/{name}",
        "name": name,
        "description": column.description,
    }
    if not isinstance(kind, ListOf):
        return {**told, "dataType": _type(column), "source": source}
    told |= {"isArray": True, "arrayShape": "-1"}
    if not isinstance(kind.item, Record):
        return {**told, "dataType": _type(Column(name, kind.item, "")), "source": source}
    return {
        **told,
        **({"dataType": "cr:Label"} if name in LABELS else {}),
        "subField": [
            {
                "@type": "cr:Field",
                "@id": f"{above}/{name}/{each.name}",
                "name": each.name,
                "description": each.description,
                "dataType": _type(each),
                "source": {**source, "transform": {"jsonPath": each.name}},
            }
            for each in kind.item.fields
        ],
    }


def _type(column: Column) -> str | list[str]:
    plain = "sc:Text" if isinstance(column.type, Category) else _PLAIN[column.type]
    return [plain, "cr:Label"] if column.name in LABELS else plain
