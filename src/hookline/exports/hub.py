"""A folder for the Hugging Face hub: Parquet and a README that says how it loads.

`datasets` ≥ 4 refuses loading scripts, so the README's `configs` and `dataset_info` do the work.
The cache key of `datasets` ignores what is in the files; therefore each configuration carries a
digest of its content in `description`, and the version.
"""

import hashlib
from pathlib import Path
from typing import Any

import yaml

from hookline.arrow import parquet
from hookline.corpus import Corpus
from hookline.views import VIEWS, Category, ListOf, Record
from hookline.writing import write_together

_PLAIN = {"text": "string", "integer": "int64", "number": "float64", "flag": "bool"}


def write(corpus: Corpus, out: Path) -> list[Path]:
    """Write the folder; return the paths written.

    Raises:
        UnwritableFolderError: the operating system refuses.
    """
    manifest = corpus.manifest
    version = manifest.version if manifest else "0.0.0"
    canary = manifest.canary if manifest else ""
    files: list[tuple[Path, list[bytes]]] = []
    infos, configs = [], []
    parts = corpus.divided()
    about = {"hookline.version": version, "canary": canary}
    for view in VIEWS:
        written = {part: parquet(view.name, some, about) for part, some in parts.items()}
        files += [(out / view.name / f"{part}.parquet", [written[part]]) for part in parts]
        digest = hashlib.sha256(b"".join(written.values())).hexdigest()[:16]
        size = sum(map(len, written.values()))
        infos.append(
            {
                "config_name": view.name,
                "description": f"{view.description} Content {digest}.",
                "version": version,
                "features": [_feature(each.name, each.type) for each in view.columns],
                "splits": [
                    {
                        "name": part,
                        "num_bytes": len(written[part]),
                        "num_examples": sum(1 for _ in some.rows(view.name)),
                    }
                    for part, some in parts.items()
                ],
                "download_size": size,
                "dataset_size": size,
            }
        )
        configs.append(
            {
                "config_name": view.name,
                "version": version,
                "data_files": [
                    {"split": part, "path": f"{view.name}/{part}.parquet"} for part in parts
                ],
                **({"default": True} if view.name == "turns" else {}),
            }
        )
    files.append((out / "README.md", [_card(corpus, infos, configs).encode()]))
    return write_together(files)


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


def _card(corpus: Corpus, infos: list[dict[str, Any]], configs: list[dict[str, Any]]) -> str:
    header = {
        "license": "cc-by-4.0",
        "language": sorted({dialogue.language for dialogue in corpus}),
        "pretty_name": "hookline",
        "tags": ["scam", "fraud", "dialogue", "synthetic"],
        "task_categories": ["text-classification", "token-classification"],
        "dataset_info": infos,
        "configs": configs,
    }
    front = yaml.safe_dump(header, allow_unicode=True, sort_keys=False)
    lines = [
        "# hookline: scam dialogues annotated by stage",
        "",
        (
            f"{len(corpus)} dialogues. The scams follow published facts, their benign twins are "
            "invented; all texts and labels are model-made, and no person has checked the labels."
        ),
        "",
        "| configuration | what a row is | columns |",
        "|---|---|---|",
        *(
            f"| `{view.name}` | {view.description} | "
            f"{', '.join(column.name for column in view.columns)} |"
            for view in VIEWS
        ),
        "",
        (
            "Whole scripts are divided, so that a story, its translation and its twin never stand "
            "on both sides; where you divide further, divide by `script`, too."
        ),
    ]
    if corpus.manifest:
        lines += ["", f"Canary: {corpus.manifest.canary}"]
    return f"---\n{front}---\n" + "\n".join(lines) + "\n"
