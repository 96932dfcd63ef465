"""Where one machine is not enough: `validate`, `export` and `audit` in partitions, on an engine.

What is done with one partition knows of no engine; `engine` alone knows Daft.
"""

from hookline.scale.validating import validate, validate_paths

__all__ = ["validate", "validate_paths"]
