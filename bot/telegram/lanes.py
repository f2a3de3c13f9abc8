"""Chats side by side, each in order; and what becomes of an update whose turn fails."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar
from weakref import WeakValueDictionary

from telegram.error import InvalidToken

from bot.telegram.aside import Aside, described
from bot.telegram.calling import Body
from bot.telegram.crowding import Crowding
from bot.telegram.pacing import Patience
from bot.telegram.reading import lane_of
from bot.telegram.sending import TelegramAway, Unreachable
from bot.telegram.waiting import Stop, Stopping, growing
from keeping.errors import Conflict, StoreAway
from keeping.failpoints import passing

AGAIN = (StoreAway, Conflict, TelegramAway, InvalidToken)
"""What passes: the same update, tried later, will work. A refused token ends the polling by itself."""

T = TypeVar("T")

log = logging.getLogger(__name__)


class Worker(Protocol):
    """Works an update, or says to its sender that it cannot be worked."""

    async def work(self, update: object, at: int, *, by_webhook: bool = False) -> Body | None: ...

    async def excuse(self, update: object) -> None: ...


class Lanes:
    """Works each chat's updates one after the other, in the order in which they were handed over."""

    def __init__(self, turns: Worker, patience: Patience, stop: Stop, aside: Aside, crowding: Crowding) -> None:
        self._turns = turns
        self._crowding = crowding
        self._aside = aside
        self._patience = patience
        self._stop = stop
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def until_done(self, update: object) -> None:
        """Polling: returns when the update may be acknowledged. Raises Stopping."""
        at = int(time.time())
        await self._in_line(update, lambda: self._insisted(update, at))

    async def once(self, update: object) -> Body:
        """Webhook: returns when the update may be acknowledged, with the call that its answer may carry, if any.

        Else raises StoreAway: Telegram sends it again.
        """
        try:
            done = await self._in_line(update, lambda: self._tried(update, int(time.time()), by_webhook=True))
        except Stopping:
            done = None
        if done is None:
            raise StoreAway
        return done

    async def _insisted(self, update: object, at: int) -> None:
        waits = growing(self._patience)
        while await self._tried(update, at) is None:
            await self._stop.sleep(next(waits))

    async def _tried(self, update: object, at: int, *, by_webhook: bool = False) -> Body | None:
        """What is left to be said when the update is done with, often nothing; None if it is not. Raises Stopping."""
        if self._stop:
            raise Stopping
        try:
            if not self._aside.is_watchful:
                return await self._worked(update, at, by_webhook=by_webhook)
            async with self._aside.watching(update) as fate:
                if fate == "work":
                    return await self._worked(update, at, by_webhook=by_webhook)
                return {} if fate == "lies_aside" else await self._given_up(update, "it ended the process")
        except AGAIN as trouble:
            log.warning("an update waits (%s)", type(trouble).__name__)
            return None

    async def _worked(self, update: object, at: int, *, by_webhook: bool) -> Body | None:
        passing("before-work")
        left: Body = {}
        try:
            left = await self._turns.work(update, at, by_webhook=by_webhook) or {}
        except Unreachable:
            log.info("a chat cannot be reached any more")
        except (*AGAIN, Stopping):
            raise
        except asyncio.CancelledError as leak:
            if _being_cancelled():
                raise
            return await self._failed(update, leak)
        except Exception as bug:  # noqa: BLE001 - one update's bug must not stop the others
            return await self._failed(update, bug)
        passing("after-work")
        await self._aside.worked(update)
        return left

    async def _failed(self, update: object, bug: BaseException) -> Body | None:
        if await self._aside.failed(update, bug):
            return await self._given_up(update, described(bug))
        return None

    async def _given_up(self, update: object, why: str) -> Body:
        await self._aside.put(update, why)
        await self._quietly(self._turns.excuse, update)
        return {}

    async def _quietly(self, call: Callable[[object], Awaitable[None]], update: object) -> None:
        try:
            await call(update)
        except Stopping:
            raise
        except Exception as trouble:  # noqa: BLE001 - it was the last try to say anything
            log.warning("its sender could not be told: %s", described(trouble))

    async def _in_line(self, update: object, work: Callable[[], Awaitable[T]]) -> T:
        """What comes of the work, once all earlier updates of the same chat are done with."""
        lane = lane_of(update) or 0
        lock = self._locks.get(lane)
        if lock is None:
            lock = self._locks[lane] = asyncio.Lock()
        self._crowding.arrives(lane)
        try:
            async with lock:
                return await work()
        finally:
            self._crowding.leaves(lane)


def _being_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
