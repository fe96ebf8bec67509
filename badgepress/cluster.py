"""The workers of a Dask cluster, as a crew: the optional package `distributed` talks to them.

Whoever reaches a scheduler can run any program on its workers, and workers can on this machine.
"""

import asyncio
import logging
import re
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError, Executor, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from badgepress.refusal import Refusal
from badgepress.workers import Crew

if TYPE_CHECKING:
    from distributed import Client

_ADDRESS = re.compile(r"(tcp|tls)://[^/\s]+:\d{1,5}")
_ANSWER = 15.0
"""Seconds in which a scheduler and its workers must answer."""
_RETURN = 30.0
"""Seconds in which workers must come back: a nanny starts one anew that died."""
_ENVIRONMENT = "install the same badgepress on all machines, and start scheduler and workers anew"


def crew_at(address: str) -> Crew:
    """The workers of the scheduler at an address such as `tcp://192.0.2.1:8786`.

    Raises `Refusal` where nobody there can work.
    """
    if not _ADDRESS.fullmatch(address):
        raise Refusal(
            f"'{address}' is no address of a scheduler — write it as 'dask scheduler' shows it,"
            " such as tcp://192.0.2.1:8786",
            2,
        )
    try:
        import distributed  # noqa: F401
    except ImportError:
        raise Refusal(
            "--scheduler needs the package 'distributed', here and on all machines of the cluster"
            " — install it beside badgepress: python -m pip install distributed",
            2,
        ) from None
    cluster = _Cluster(address)
    cluster.check()
    return Crew(cluster.opened, cluster.watch)


class _Cluster:
    """A scheduler and what is known of it."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._client: Client | None = None
        self._last_seen = 0.0
        """When there were workers."""

    def check(self) -> None:
        """Raise `Refusal` unless a scheduler answers that has workers, all with the engine."""
        with _quiet():
            try:
                # In a thread of its own: whoever calls may have an event loop that runs.
                with ThreadPoolExecutor(1) as thread:
                    thread.submit(asyncio.run, self._check()).result()
            except (OSError, TypeError, ValueError, RuntimeError) as error:
                reason = str(error) or f"nothing is heard within {_ANSWER:.0f} seconds"
                raise Refusal(
                    f"There is no scheduler at {self._address}: {reason} — start one there with"
                    " 'dask scheduler', or mend the address"
                ) from None

    async def _check(self) -> None:
        from distributed import Client

        waited = time.monotonic() + _ANSWER
        while not (await self._identity())["workers"]:
            if time.monotonic() > waited:
                raise Refusal(
                    f"The scheduler at {self._address} has no workers — start some, on each"
                    f" machine: dask worker {self._address} --nworkers auto --nthreads 1"
                )
            await asyncio.sleep(0.5)
        async with Client(self._address, asynchronous=True, set_as_default=False) as client:
            try:
                async with asyncio.timeout(4 * _ANSWER):  # each imports the engine
                    answers = await client.run(_ready, on_error="return")
                    answers["the scheduler"] = await _scheduler_ready(client)
            except TimeoutError:
                raise self._refusal("its workers do not answer", "start them anew") from None
        for who, answer in answers.items():
            if answer is not True:
                where = who if who == "the scheduler" else f"the worker at {who}"
                raise Refusal(
                    f"Badgepress cannot be used by {where}: {_last_line(answer)} — {_ENVIRONMENT}"
                )

    async def _identity(self) -> Mapping[str, Any]:
        """What answers there. Raises `OSError`, `TypeError` for TLS that is not set up."""
        from distributed import Security
        from distributed.core import rpc

        keys = Security().get_connection_args("client")
        async with asyncio.timeout(_ANSWER), rpc(self._address, connection_args=keys) as there:
            found: dict[str, Any] = await there.identity()
        if found.get("type") != "Scheduler":
            raise OSError(f"a {str(found.get('type')).lower()} answers")
        return found

    @contextmanager
    def opened(self) -> Iterator[Executor]:
        """While the block runs, what is submitted is done there.

        Raises `Refusal` where that fails by the cluster's fault.
        """
        from distributed import Client
        from distributed.scheduler import KilledWorker

        self._last_seen = time.monotonic()
        with _quiet():
            try:
                with Client(self._address, timeout=_ANSWER, set_as_default=False) as client:
                    self._client = client
                    yield client.get_executor()
            except KilledWorker as error:
                reason = f"several workers died over the same part ({_last_line(error)})"
                raise self._refusal(reason, "see what they say before they die") from None
            except ImportError as error:
                raise self._refusal(f"a worker has no badgepress ({error})", _ENVIRONMENT) from None
            except (OSError, CancelledError):
                raise self._refusal("it is gone", "start it, and build again") from None
            finally:
                self._client = None

    def watch(self) -> None:
        """Raise `Refusal` when all workers are gone, and none comes back."""
        assert self._client is not None  # noqa: S101 - asked while it is open
        try:
            workers = self._client.sync(self._identity)["workers"]
        except OSError:
            workers = {}  # it may be busy
        if workers:
            self._last_seen = time.monotonic()
        elif time.monotonic() > self._last_seen + _RETURN:
            raise self._refusal("all workers are gone", "start some, and build again")

    def _refusal(self, what: str, advice: str) -> Refusal:
        return Refusal(f"The scheduler at {self._address} did not make the site: {what} — {advice}")


def _ready() -> bool:
    """Asked on each worker: whether it has what it needs."""
    import badgepress.mkdocs_elsewhere  # noqa: F401

    return True


async def _scheduler_ready(client: "Client") -> Any:
    try:
        return await client.run_on_scheduler(_ready)
    except Exception as error:  # whatever it was, it is told
        return error


def _last_line(error: object) -> str:
    """What an error says, which may have come as its representation."""
    line = (str(error).strip().splitlines() or [type(error).__name__])[-1]
    return re.sub(r"""^\w+\((["'])(.*)\1\)$""", r"\2", line)


@contextmanager
def _quiet() -> Iterator[None]:
    """While the block runs, nobody but badgepress tells what is wrong with a cluster."""
    names = [*logging.root.manager.loggerDict, "distributed", "tornado", "asyncio"]
    loggers = [
        logging.getLogger(n) for n in names if n.startswith(("distributed", "tornado", "asy"))
    ]
    before = [logger.disabled for logger in loggers]
    for logger in loggers:
        logger.disabled = True
    try:
        yield
    finally:
        for logger, disabled in zip(loggers, before, strict=True):
            logger.disabled = disabled
