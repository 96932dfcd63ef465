"""Load the corpus into Hugging Face `datasets`, in the two ways that work since datasets 4.

    python scripts/load_with_datasets.py

1. `hookline.load_dataset(view)`: from the installed package, offline.
2. `datasets.load_dataset(folder, view)`: from a folder that `hookline export hub` wrote; it needs
   no hookline where it is loaded.
"""

import tempfile
from collections import Counter
from pathlib import Path

import datasets

import hookline
from hookline.exports import exporter


def main() -> None:
    """Print the stages of both ways, and the first dialogue of the view for detectors."""
    turns = hookline.load_dataset("turns", split="train")
    stage = turns.features["stage"]
    print("from the package:", dict(Counter(stage.int2str(turns["stage"]))))

    datasets.disable_progress_bars()
    with tempfile.TemporaryDirectory() as folder:
        exporter("hub")(hookline.load(), Path(folder, "hub"))
        again = datasets.load_dataset(
            f"{folder}/hub", "turns", split="train", cache_dir=f"{folder}/cache"
        )
        stage = again.features["stage"]
        print("from the folder: ", dict(Counter(stage.int2str(again["stage"]))))

    first = hookline.load_dataset("detect", split="train")[0]
    print(f"\n{first['id']} (label {first['label']}):\n{first['text'][:200]} …")


if __name__ == "__main__":
    main()
