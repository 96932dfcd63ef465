"""Hugging Face: loading and publishing. The only package that knows `datasets` and the hub."""

from hookline.columns import Described, describe
from hookline.hf.features import features
from hookline.hf.loading import load_dataset

__all__ = ["Described", "describe", "features", "load_dataset"]
