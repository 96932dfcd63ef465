"""Where the bundled schemas and the bundled corpus lie.

In an installed wheel they are inside the package; in a checkout they are the folders of the
repository, so that an edit is seen at once.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _bundled(name: str) -> Path:
    inside = _PACKAGE / "bundled" / name
    return inside if inside.is_dir() else _PACKAGE.parent.parent / name


def schema_folder() -> Path:
    """Return the folder of the JSON Schemas and of `taxonomy.json`."""
    return _bundled("schema")


def corpus_folder() -> Path:
    """Return the folder of the bundled corpus (the one that holds `manifest.json`)."""
    return _bundled("corpus")
