"""Ports for the servers that tests start: below those that the system hands out by itself, none to two test workers."""

import os
import random
import socket
from collections.abc import Iterator

FIRST, LAST = 10_000, 32_767
"""Linux gives outgoing connections and servers without a wish a port from 32,768 on."""


def free_port() -> int:
    """A port that nobody listens at and that was not given before."""
    return next(port for port in _mine if _is_free(port))


def _share() -> Iterator[int]:
    """What one worker may take, from a place by chance on: runs side by side seldom meet."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    ports = range(FIRST + worker, LAST, workers)
    start = random.SystemRandom().randrange(len(ports))
    while True:
        yield from ports[start:]
        yield from ports[:start]


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


_mine = _share()
