"""Writes that leave together: the system takes as much time for one as a turn of conversation takes for thinking."""

import asyncio
from typing import Any

MOST_HELD = 64 * 1024
"""Bytes that wait for others; more leave at once, so that whoever writes hears when the other side is slow."""


class Gathering:
    """A transport. What is written in one turn of the event loop leaves at its end, in one piece.

    What waits for that is not counted as untaken: the other side has not seen it yet.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._held: list[bytes] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        if not self._held:
            self._loop.call_soon(self._leave)
        self._held.append(data)
        if sum(map(len, self._held)) > MOST_HELD:
            self._leave()

    def close(self) -> None:
        self._leave()
        self._transport.close()

    def abort(self) -> None:
        self._held.clear()
        self._transport.abort()

    def _leave(self) -> None:
        held, self._held = self._held, []
        if held:
            self._transport.write(b"".join(held))
