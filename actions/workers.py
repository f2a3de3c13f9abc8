"""`vara actions --workers N`: so many processes share one listening socket, and one that ends is begun again.

Each is `python -m actions` with the socket handed down. They end with the one that watches them, however that ends.
"""

import asyncio
import logging
import os
import signal
import socket
import sys
from collections.abc import Coroutine
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


def listening(host: str, port: int) -> socket.socket:
    """A socket that all workers share: who is free takes the next connection. Raises VaraError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as problem:
        raise VaraError(f"Nothing can listen at {host}, port {port}: {problem.strerror}.") from None


async def watch(shared: socket.socket, arguments: list[str], workers: int) -> int:
    """Keeps so many workers running until it is told to leave. The status to exit with."""
    leaving = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, leaving.set)
    statuses = await asyncio.gather(*(_kept_up(shared, arguments, leaving) for _ in range(workers)))
    return max(statuses)


async def _kept_up(shared: socket.socket, arguments: list[str], leaving: asyncio.Event) -> int:
    while not leaving.is_set():
        worker = await _begun(shared, arguments)
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


async def _begun(shared: socket.socket, arguments: list[str]) -> asyncio.subprocess.Process:
    """In a session of its own: what a terminal sends goes to the one that watches alone."""
    handed = ("--socket", str(shared.fileno()))
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "actions", *arguments, *handed),
        pass_fds=(shared.fileno(),),
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
