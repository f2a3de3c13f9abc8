"""Delivery to the bot's webhook: in order within a lane, again after a refusal, until the update expires."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

from tests.telegram_fake.updates import Queue, Queued

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Webhook:
    """Posts to `target`, which stands for the public address that the bot has named. Waits are shortened for tests.

    An answer may carry a call of the Bot API: it goes to `carried`, and its result to nobody.
    """

    def __init__(
        self,
        queue: Queue,
        target: Callable[[], str],
        secret: str,
        carried: Callable[[dict[str, Any]], Awaitable[None]],
        first_wait: float = 0.01,
    ) -> None:
        self._queue = queue
        self._target = target
        self._secret = secret
        self._carried = carried
        self._first_wait = first_wait
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._main = asyncio.create_task(self._run())
        self.statuses: list[int] = []

    async def close(self) -> None:
        tasks = [self._main, *self._lanes.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self) -> None:
        async with aiohttp.ClientSession() as session:
            while True:
                changed = self._queue.changed
                for lane, first in self._queue.first_of_lanes().items():
                    if lane not in self._lanes or self._lanes[lane].done():
                        self._lanes[lane] = asyncio.create_task(self._deliver(session, first))
                await changed.wait()

    async def _deliver(self, session: aiohttp.ClientSession, first: Queued) -> None:
        wait = self._first_wait
        while first in self._queue.first_of_lanes().values():
            if 200 <= await self._status(session, first) < 300:
                break
            await asyncio.sleep(wait)
            wait = min(wait * 2, 120 * self._first_wait)
        self._lanes.pop(first.lane, None)
        self._queue.remove(first)

    async def _status(self, session: aiohttp.ClientSession, first: Queued) -> int:
        headers = {SECRET_HEADER: self._secret} if self._secret else {}
        try:
            async with session.post(self._target(), json=first.update, headers=headers) as answer:
                status, body = answer.status, await answer.read()
            if status == 200 and body:
                await self._carried(json.loads(body))
        except aiohttp.ClientError:
            status = 599
        self.statuses.append(status)
        return status
