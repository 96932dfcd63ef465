"""What partitions tell each other: rows of one form, whatever engine carries them."""

import pickle
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from hookline.reading import Record

_FILE, _LINE = 10, 12
ORDER = _FILE + _LINE
"""How long the text of `ordered` is."""


class Row(NamedTuple):
    """One thing that a partition tells.

    Attributes:
        kind: what it is about: a word of the function that tells it.
        corpus: the number of the corpus, as digits; empty outside any.
        group: what is looked at together: a script.
        key: what others ask for: an id, a hash, a source.
        order: where it stands in the run; texts that sort as the run goes.
        data: what is told, by `packed`.
    """

    kind: str
    corpus: str = ""
    group: str = ""
    key: str = ""
    order: str = ""
    data: bytes = b""


OnRow = Callable[[Row], Iterable[Row]]
OnRows = Callable[[list[Row]], Iterable[Row]]
OnMeeting = Callable[[Row, bytes], Iterable[Row]]


def packed(value: object) -> bytes:
    """Return a value as bytes."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def unpacked(data: bytes) -> Any:  # noqa: ANN401 - whatever was packed
    """Return the value of bytes that this run has packed."""
    return pickle.loads(data)  # noqa: S301 - our own bytes, never a file's


def ordered(file: int, record: Record | None = None) -> str:
    """Return where a file, or a record of it, stands in the run."""
    return f"{file:0{_FILE}}{record.line if record else 0:0{_LINE}}"


def plain(text: str) -> str:
    """Return a text as a key: an engine takes no half characters."""
    return text.encode("utf-8", "backslashreplace").decode()


def of_kind(rows: Iterable[Row], kind: str) -> Iterator[Row]:
    """Yield the rows of one kind."""
    return (row for row in rows if row.kind == kind)
