"""A folder for the Hugging Face hub: Parquet and a README that says how it loads.

`datasets` ≥ 4 refuses loading scripts, so the README's `configs` and `dataset_info` do the work.
The cache key of `datasets` ignores what is in the files; therefore each configuration carries a
digest of its content in `description`, and the version.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from hookline.columns import describe
from hookline.exports.access import ACCESS
from hookline.labelling import has_layers
from hookline.shards import Shard, digest_of, write_shards
from hookline.streams import Stream
from hookline.views import VIEWS
from hookline.views.columns import Category, ListOf, Record, View
from hookline.writing import Together

_PLAIN = {"text": "string", "integer": "int64", "number": "float64", "flag": "bool"}


def write(stream: Stream, out: Path) -> list[Path]:
    """Write the folder; return the paths written.

    Raises:
        UnreadableFileError: a layer of the corpus cannot be read.
        UnwritableFolderError: the operating system refuses.
    """
    languages: Counter[str] = Counter()
    views = [view for view in VIEWS if not view.layered or has_layers(stream.root)]
    version = stream.manifest.version if stream.manifest else "0.0.0"
    with Together(opened_by=out / "README.md") as together:
        noted = stream.noting(lambda dialogue: languages.update([dialogue.language]))
        shards = write_shards(noted, out, views, together)
        infos, configs = [], []
        for view in views:
            parts: dict[str, list[Shard]] = {}
            for shard in shards:
                if shard.view == view.name:
                    parts.setdefault(shard.part, []).append(shard)
            infos.append({"config_name": view.name, "version": version, **_info(view, parts)})
            configs.append({"config_name": view.name, "version": version, **_files(view, parts)})
        card = _card(stream, views, languages, {"dataset_info": infos, "configs": configs})
        together.open(out / "README.md").stream.write(card.encode())
    return together.paths


def _info(view: View, parts: Mapping[str, Sequence[Shard]]) -> dict[str, Any]:
    sizes = {part: sum(each.size for each in some) for part, some in parts.items()}
    digest = digest_of(each.sha256 for some in parts.values() for each in some)
    return {
        "description": f"{view.description} Content {digest}.",
        "features": [_feature(each.name, each.type) for each in view.columns],
        "splits": [
            {
                "name": part,
                "num_bytes": sizes[part],
                "num_examples": sum(each.rows for each in some),
            }
            for part, some in parts.items()
        ],
        "download_size": sum(sizes.values()),
        "dataset_size": sum(sizes.values()),
    }


def _files(view: View, parts: Mapping[str, Sequence[Shard]]) -> dict[str, Any]:
    files = {part: [each.path for each in some] for part, some in parts.items()}
    return {
        "data_files": [
            {"split": part, "path": paths if len(paths) > 1 else paths[0]}
            for part, paths in files.items()
        ],
        **({"default": True} if view.name == "turns" else {}),
    }


def _feature(name: str, column_type: Any) -> dict[str, Any]:  # noqa: ANN401 - type of a Column
    if isinstance(column_type, Category):
        names = {str(number): each for number, each in enumerate(column_type.names())}
        return {"name": name, "dtype": {"class_label": {"names": names}}}
    if isinstance(column_type, ListOf):
        item = column_type.item
        if isinstance(item, Record):
            return {"name": name, "list": [_feature(one.name, one.type) for one in item.fields]}
        inner = _feature("item", item)["dtype"]
        return {"name": name, "list": inner if isinstance(inner, str) else {"dtype": inner}}
    return {"name": name, "dtype": _PLAIN[column_type]}


def _columns(name: str) -> list[str]:
    """Return the lines on what each column of a view holds."""
    rows = [
        f"| `{each.column}` | {each.type} | {each.meaning} | {each.chinese} |"
        for each in describe(name)
    ]
    return [f"### {name}", "", "| column | type | meaning | 含义 |", "|---|---|---|---|", *rows, ""]


def _card(
    stream: Stream, views: Sequence[View], languages: Counter[str], told: Mapping[str, Any]
) -> str:
    header = {
        "license": "cc-by-4.0",
        "language": sorted(languages),
        "pretty_name": "hookline",
        "tags": ["scam", "fraud", "dialogue", "synthetic"],
        "task_categories": ["text-classification", "token-classification"],
        **(ACCESS if stream.manifest and stream.manifest.name == "hookline" else {}),
        **told,
    }
    front = yaml.safe_dump(header, allow_unicode=True, sort_keys=False)
    lines = [
        "# hookline: scam dialogues annotated by stage",
        "",
        (
            f"{languages.total()} dialogues. The scams follow published facts, their benign twins "
            "are invented; all texts and labels are model-made, and no person has checked them."
        ),
        "",
        "| configuration | what a row is | columns |",
        "|---|---|---|",
        *(
            f"| `{view.name}` | {view.description} | "
            f"{', '.join(column.name for column in view.columns)} |"
            for view in views
        ),
        "",
        *(line for view in views for line in _columns(view.name)),
        (
            "Whole scripts are divided, so that a story, its translation and its twin never stand "
            "on both sides; where you divide further, divide by `script`, too."
        ),
    ]
    if stream.manifest:
        lines += ["", f"Canary: {stream.manifest.canary}"]
    return f"---\n{front}---\n" + "\n".join(lines) + "\n"
