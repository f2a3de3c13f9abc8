"""Clients that hold a connection and give or take nothing, or a byte now and then."""

import select
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

HEAD = b"POST /api/conversations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
BODY = HEAD + b"Content-Length: 99\r\n\r\n{"
MUCH = b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n" * 400
"""So many answers that no buffer of the system's takes them all."""

KINDS: dict[str, tuple[bytes, bytes]] = {
    "no bytes": (b"", b""),
    "half a head": (HEAD, b""),
    "a head by the byte": (HEAD + b"X-Slow: ", b"x"),
    "half a body": (BODY, b""),
    "a body by the byte": (BODY, b" "),
    "an answer that nobody reads": (MUCH, b""),
}
"""What each kind sends at once, and then again and again."""

GLANCE = 0.25


class Slow:
    """One of them. It never reads."""

    def __init__(self, address: str, kind: str) -> None:
        at = urlsplit(address)
        self.kind = kind
        first, self._more = KINDS[kind]
        self.line = socket.socket()
        self.line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.line.connect((at.hostname, at.port))
        self.line.setblocking(False)
        self._send(first)

    def drip(self) -> None:
        self._send(self._more)

    def gone(self) -> bool:
        """Whether the server has hung up."""
        watch = select.poll()
        watch.register(self.line, select.POLLRDHUP | select.POLLHUP | select.POLLERR)
        return bool(watch.poll(0))

    def _send(self, piece: bytes) -> None:
        with suppress(OSError):
            self.line.send(piece)


@contextmanager
def slow_clients(address: str, of_each: int) -> Iterator[list[Slow]]:
    """So many of each kind, who let go in the end."""
    clients = [Slow(address, kind) for kind in KINDS for _ in range(of_each)]
    try:
        yield clients
    finally:
        for each in clients:
            each.line.close()


def held_after(clients: list[Slow], seconds: float, meanwhile: Callable[[], object]) -> list[Slow]:
    """Those that the server still holds. `meanwhile` is done over and over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not all(each.gone() for each in clients):
        for each in clients:
            each.drip()
        meanwhile()
        time.sleep(GLANCE)
    return [each for each in clients if not each.gone()]
