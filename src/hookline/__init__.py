"""hookline: scam dialogues annotated by stage, and the toolkit around them.

>>> import hookline
>>> corpus = hookline.load()
>>> turns = corpus.to_pandas("turns")
"""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from hookline.corpus import Corpus, load
    from hookline.errors import HooklineError, InvalidCorpusError, WithdrawnWarning
    from hookline.findings import Finding, Report, Severity
    from hookline.hf import load_dataset
    from hookline.model import Demand, Dialogue, Payment, Payout, Span, Speaker, Turn
    from hookline.streams import Stream, stream
    from hookline.validation import validate

_HOMES = {
    "Corpus": "corpus",
    "Demand": "model",
    "Dialogue": "model",
    "Finding": "findings",
    "HooklineError": "errors",
    "InvalidCorpusError": "errors",
    "Payment": "model",
    "Payout": "model",
    "Report": "findings",
    "Severity": "findings",
    "Span": "model",
    "Speaker": "model",
    "Stream": "streams",
    "Turn": "model",
    "WithdrawnWarning": "errors",
    "load": "corpus",
    "load_dataset": "hf",
    "stream": "streams",
    "validate": "validation",
}

__all__ = [
    "Corpus",
    "Demand",
    "Dialogue",
    "Finding",
    "HooklineError",
    "InvalidCorpusError",
    "Payment",
    "Payout",
    "Report",
    "Severity",
    "Span",
    "Speaker",
    "Stream",
    "Turn",
    "WithdrawnWarning",
    "__version__",
    "load",
    "load_dataset",
    "stream",
    "validate",
]


def __getattr__(name: str) -> object:
    """Find a public name when it is first used, so that importing hookline costs nothing."""
    if name not in _HOMES:
        message = f"module 'hookline' has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module(f"hookline.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
