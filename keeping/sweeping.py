"""What was erased leaves the disk as well: the store is asked to write its append-only file anew.

Until then the file still holds it, sealed, and its key, wrapped. Asked at once, then once for all that was erased
during a rest, so that it costs a large store little.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

REST_OF_EMBEDDED = 1.0
REST_OF_REDIS = 60.0
"""Seconds between two rewrites: a Redis of one's own may be large and serve others."""


class Sweeping:
    """`rewrite` asks for one, and tells whether that is settled; if not, it is asked again after `rest` seconds."""

    def __init__(self, rewrite: Callable[[], Awaitable[bool]], rest: float) -> None:
        self._rewrite = rewrite
        self._rest = rest
        self._free_at = 0.0
        self._wished = False
        self._task: asyncio.Task[None] | None = None

    def wish(self) -> None:
        """Something was erased."""
        self._wished = True
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work())

    async def close(self) -> None:
        """What was wished for and not asked yet is asked now."""
        if self._task is None or self._task.done():
            return
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task
        await self._rewrite()

    async def _work(self) -> None:
        while self._wished:
            await asyncio.sleep(max(0.0, self._free_at - time.monotonic()))
            self._wished = False
            self._free_at = time.monotonic() + self._rest
            if not await self._rewrite():
                self._wished = True
