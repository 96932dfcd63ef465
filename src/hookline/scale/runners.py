"""Where an engine runs: on this machine, or on a Ray cluster that is reached or started here."""

import os
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal, TypeVar

from hookline.errors import HooklineError
from hookline.language import Phrase, verbatim
from hookline.scale.engine import Engine

Runner = Literal["daft", "ray"]
_Made = TypeVar("_Made")
_QUIET = {"SCARF_NO_ANALYTICS": "1", "RAY_USAGE_STATS_ENABLED": "0"}
"""Neither Daft nor Ray tells its makers that it runs."""
_ATTEMPTS = 3
_PATIENCE = 10
"""Seconds that a cluster has to answer."""


class EngineMissingError(HooklineError):
    """The engine is not installed, or its cluster cannot be reached."""


@contextmanager
def opened(runner: Runner, address: str | None = None) -> Iterator[Engine]:
    """Open an engine; what it keeps on disk goes when it is closed.

    Args:
        runner: `daft` is this machine, `ray` a cluster.
        address: of the cluster; by default that of `RAY_ADDRESS`, else one of this machine alone.

    Raises:
        EngineMissingError: the engine is not installed, or there is no such cluster.
    """
    os.environ.update(_QUIET)
    if not sys.stderr.isatty():
        os.environ["DAFT_PROGRESS_BAR"] = "0"
    try:
        if runner == "ray":
            _reach(address)
        _choose("ray" if runner == "ray" else "native")
    except ImportError as error:
        message = Phrase("Daft is not installed: pip install 'hookline[scale]'")
        raise EngineMissingError(message) from error
    with tempfile.TemporaryDirectory(prefix="hookline-") as scratch:
        yield Engine(None if runner == "ray" else Path(scratch), os.cpu_count() or 1)


def done_again(work: Callable[[], _Made]) -> _Made:
    """Return what some work gives; it is begun anew where a cluster has lost a part of it.

    Daft has what a lost process was doing done by another, but what a lost machine had already
    finished is gone with it.
    """
    for _ in range(_ATTEMPTS - 1):
        try:
            return work()
        except Exception as error:
            if not _is_loss(error):
                raise
    return work()


def _is_loss(error: Exception) -> bool:
    """Tell whether a cluster has lost what a machine had finished."""
    if "ray" not in sys.modules:
        return False
    from ray.exceptions import ObjectLostError  # noqa: PLC0415 - heavy

    return isinstance(error, ObjectLostError)


def _choose(name: str) -> None:
    """Choose Daft's runner, which it lets a process do once.

    Raises:
        EngineMissingError: the process has chosen the other one.
    """
    import daft  # noqa: PLC0415 - heavy
    from daft.exceptions import DaftCoreException  # noqa: PLC0415 - heavy

    with suppress(DaftCoreException):
        if name == "ray":
            daft.set_runner_ray(noop_if_initialized=True)
        else:
            daft.set_runner_native()
    if (other := daft.get_or_infer_runner_type()) != name:
        values = {"other": other, "name": name}
        template = "Daft runs on {other} in this process; on {name} it runs in another one"
        raise EngineMissingError(Phrase(template, values))


def _reach(address: str | None) -> None:
    """Connect to a cluster, or start one on this machine.

    Raises:
        EngineMissingError: there is no such cluster.
    """
    import ray  # noqa: PLC0415 - heavy

    if ray.is_initialized():
        return
    try:
        _knock(address or os.environ.get("RAY_ADDRESS", ""))
        ray.init(
            address,
            logging_level="warning",
            log_to_driver=False,
            include_dashboard=None if address else False,
            runtime_env={"env_vars": _QUIET},
        )
    except (OSError, ValueError, RuntimeError) as error:
        values = {"address": address or "RAY_ADDRESS", "reason": verbatim(str(error))}
        message = Phrase("the Ray cluster {address} cannot be reached: {reason}", values)
        raise EngineMissingError(message) from error


def _knock(address: str) -> None:
    """See that somebody answers at `host:port`, where Ray itself would try for minutes.

    Raises:
        OSError: nobody does.
    """
    host, colon, port = address.removeprefix("ray://").rpartition(":")
    if colon and port.isdigit():
        socket.create_connection((host, int(port)), timeout=_PATIENCE).close()
