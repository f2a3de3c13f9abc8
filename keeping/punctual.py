"""uvicorn's HTTP protocol with limits: on how long a request may take to arrive and an answer to be taken, and on the
size of a head.

Without them anyone can hold connections for ever by sending half a request, or by reading none of an answer.
"""

import asyncio
import socket
import struct
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from keeping.gathering import Gathering

ARRIVAL_SECONDS = 15.0
GLANCE_SECONDS = 5.0
"""So often we look how much of our answers is still to be taken: from one time to the next it has to halve."""
LARGEST_HEAD = 64 * 1024
AT_ONCE = struct.pack("ii", 1, 0)


class PunctualProtocol(HttpToolsProtocol):
    """Hangs up on whoever is too slow."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._deadline: asyncio.TimerHandle | None = None
        self._head = 0
        """Bytes of a head that is still arriving; -1 while none is."""
        self._glance: asyncio.TimerHandle | None = None
        self._untaken = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(Gathering(transport, self.loop))  # type: ignore[arg-type]
        self._start_clock()
        self._glance = self.loop.call_later(GLANCE_SECONDS, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_clock()
        if self._glance is not None:
            self._glance.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._head >= 0:
            self._head += len(data)
        super().data_received(data)
        if self._head > LARGEST_HEAD:
            self.transport.abort()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._head = max(self._head, 0)
        if self._deadline is None:
            self._start_clock()

    def on_headers_complete(self) -> None:
        self._head = -1
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._stop_clock()
        super().on_message_complete()

    def _start_clock(self) -> None:
        self._deadline = self.loop.call_later(ARRIVAL_SECONDS, self._too_slow)

    def _stop_clock(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _too_slow(self) -> None:
        self._deadline = None
        self._hang_up()

    def _hang_up(self) -> None:
        """At once and for the system, too, which would otherwise go on offering what nobody takes."""
        line = self.transport.get_extra_info("socket")
        if line is not None:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
        self.transport.abort()

    def _look(self) -> None:
        """Asks the transport, not the answers: it may still hold something when all have ended."""
        before, self._untaken = self._untaken, self.transport.get_write_buffer_size()
        if before and self._untaken > before // 2:
            self._hang_up()
            return
        self._glance = self.loop.call_later(GLANCE_SECONDS, self._look)
