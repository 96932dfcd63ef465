"""What `datasets` finds in an export: the rows of each part, read anew."""

from pathlib import Path


def counted(folder: Path) -> dict[str, dict[str, int]]:
    """Load every configuration of a hub folder; return its rows by configuration and part."""
    import datasets  # noqa: PLC0415 - heavy, opens late

    found = {}
    for name in datasets.get_dataset_config_names(str(folder)):
        loaded = datasets.load_dataset(str(folder), name)
        found[name] = {str(part): some.num_rows for part, some in loaded.items()}
    return found


def counted_lines(folder: Path) -> dict[str, int]:
    """Load a folder of JSONL files, one a part; return its rows by part."""
    import datasets  # noqa: PLC0415 - heavy, opens late

    loaded = datasets.load_dataset("json", data_dir=str(folder))
    return {str(part): some.num_rows for part, some in loaded.items()}
