"""A release in two steps: prepared in the corpus and committed, then built from that commit."""

PYARROW = "26.0.1"
"""The version of pyarrow that releases are built with: another writes other bytes (`[release]`)."""
