"""getUpdates: waits for news, gives way to a newer poller, and refuses while a webhook is set."""

import asyncio
from collections.abc import Callable
from typing import Any

from tests.telegram_fake.refusals import OTHER_POLLER, WEBHOOK_ACTIVE, Refusal
from tests.telegram_fake.updates import Queue


class Poller:
    def __init__(self, queue: Queue, webhook_set: Callable[[], bool]) -> None:
        self._queue = queue
        self._webhook_set = webhook_set
        self._newest = 0
        self._interrupted = asyncio.Event()
        self.polls = 0

    def interrupt(self) -> None:
        """Ends the poll that waits, as a newer poller or a webhook does."""
        self._newest += 1
        self._interrupted.set()
        self._interrupted = asyncio.Event()

    async def poll(self, offset: int, limit: int, timeout: int) -> list[dict[str, Any]]:  # noqa: ASYNC109
        if self._webhook_set():
            raise Refusal(409, WEBHOOK_ACTIVE)
        self.polls += 1
        self.interrupt()
        mine = self._newest
        if offset:
            self._queue.confirm_below(offset)
        end = asyncio.get_running_loop().time() + timeout
        while not self._queue.head(1):
            left = end - asyncio.get_running_loop().time()
            if left <= 0:
                return []
            await self._something(left)
            if mine != self._newest:
                raise Refusal(409, OTHER_POLLER)
        return self._queue.head(limit)

    async def _something(self, seconds: float) -> None:
        waits = [asyncio.create_task(event.wait()) for event in (self._queue.changed, self._interrupted)]
        try:
            await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()
