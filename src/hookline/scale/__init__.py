"""Where one machine is not enough: `validate`, `export` and `audit` in partitions, on an engine.

What is done with one partition knows of no engine; `engine` alone knows Daft.
"""

from hookline.scale.auditing import near_duplicates
from hookline.scale.exporting import Exported, export
from hookline.scale.validating import validate, validate_paths

__all__ = ["Exported", "export", "near_duplicates", "validate", "validate_paths"]
