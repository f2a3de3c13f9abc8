"""`vara actions --workers N`: so many processes listen at one address, and one that ends is begun again.

Each is `python -m actions` with a socket of its own handed down, and the system spreads the connections among them.
They end with the one that watches them, however that ends.
"""

import asyncio
import logging
import os
import signal
import socket
import sys
from collections.abc import Coroutine
from functools import partial
from typing import Any

from keeping.errors import VaraError
from keeping.tied import ending_with

LEAVING_SECONDS = 8.0
"""A worker finishes the calls in hand in less; whoever takes longer is ended."""
PAUSE_SECONDS = 1.0
"""Before another is begun, so that one that cannot run does not spin."""
BAD_INPUT = 2
"""A worker ends with it when it has said what an operator must change: all the others would say the same."""

log = logging.getLogger(__name__)


def listening(host: str, port: int, workers: int) -> list[socket.socket]:
    """A socket at the same address for each worker. Raises VaraError.

    Of a single socket the first to look takes all connections that wait, and the others have nothing to do.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    server = partial(socket.create_server, (host, port), family=family, backlog=2048)
    try:
        server().close()  # a socket to be shared would join those of another program
        return [server(reuse_port=True) for _ in range(workers)]
    except OSError as problem:
        raise VaraError(f"Nothing can listen at {host}, port {port}: {problem.strerror}.") from None


async def watch(sockets: list[socket.socket], arguments: list[str]) -> int:
    """Keeps a worker running at each of the sockets until it is told to leave. The status to exit with."""
    leaving = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, leaving.set)
    statuses = await asyncio.gather(*(_kept_up(each, arguments, leaving) for each in sockets))
    return max(statuses)


async def _kept_up(own: socket.socket, arguments: list[str], leaving: asyncio.Event) -> int:
    while not leaving.is_set():
        worker = await _begun(own, arguments)
        await _either(worker.wait(), leaving.wait())
        if worker.returncode is None:
            await _ended(worker)
        elif worker.returncode == BAD_INPUT:
            leaving.set()
            return BAD_INPUT
        else:
            log.warning("a worker ended (%s); another one begins", worker.returncode)
            await _either(asyncio.sleep(PAUSE_SECONDS), leaving.wait())
    return 0


async def _begun(own: socket.socket, arguments: list[str]) -> asyncio.subprocess.Process:
    """In a session of its own: what a terminal sends goes to the one that watches alone."""
    handed = ("--socket", str(own.fileno()))
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "actions", *arguments, *handed),
        pass_fds=(own.fileno(),),
        start_new_session=True,
        preexec_fn=ending_with(os.getpid()),
    )


async def _either(*awaited: Coroutine[Any, Any, object]) -> None:
    """Until one of them is done; the others are given up."""
    tasks = [asyncio.create_task(each) for each in awaited]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for each in tasks:
        each.cancel()


async def _ended(worker: asyncio.subprocess.Process) -> None:
    worker.terminate()
    try:
        async with asyncio.timeout(LEAVING_SECONDS):
            await worker.wait()
    except TimeoutError:
        worker.kill()
        await worker.wait()
