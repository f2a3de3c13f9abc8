"""Chats side by side, each in order; and what becomes of an update whose turn fails."""

import asyncio
import logging
import time
import traceback
from collections.abc import Awaitable, Callable
from typing import Protocol
from weakref import WeakValueDictionary

from telegram.error import InvalidToken

from bot.telegram.calling import Body
from bot.telegram.pacing import Patience
from bot.telegram.reading import lane_of, update_id_of
from bot.telegram.sending import TelegramAway, Unreachable
from bot.telegram.waiting import Stop, Stopping, growing
from keeping.errors import Conflict, StoreAway, Unreadable
from keeping.recent import Recent

AGAIN = (StoreAway, Conflict, TelegramAway, InvalidToken)
"""What passes: the same update, tried later, will work. A refused token ends the polling by itself."""

MOST_BUGS = 1024

log = logging.getLogger(__name__)


class Worker(Protocol):
    """Works an update, or says to its sender that it cannot be worked."""

    async def work(self, update: object, at: int, *, by_webhook: bool = False) -> Body | None: ...

    async def excuse(self, update: object) -> None: ...


class Lanes:
    """Works each chat's updates one after the other, in the order in which they were handed over."""

    def __init__(self, turns: Worker, patience: Patience, stop: Stop) -> None:
        self._turns = turns
        self._patience = patience
        self._stop = stop
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._bugs: Recent[int, int] = Recent(MOST_BUGS)

    async def until_done(self, update: object) -> None:
        """Polling: returns when the update may be acknowledged. Raises Stopping."""
        at = int(time.time())
        async with self._lock(update):
            waits = growing(self._patience)
            while await self._tried(update, at) is None:
                await self._stop.sleep(next(waits))

    async def once(self, update: object) -> Body:
        """Webhook: returns when the update may be acknowledged, with the call that its answer may carry, if any.

        Else raises StoreAway: Telegram sends it again.
        """
        async with self._lock(update):
            try:
                done = await self._tried(update, int(time.time()), by_webhook=True)
            except Stopping:
                done = None
        if done is None:
            raise StoreAway
        return done

    async def _tried(self, update: object, at: int, *, by_webhook: bool = False) -> Body | None:
        """What is left to be said when the update is done with, often nothing; None if it is not. Raises Stopping."""
        if self._stop:
            raise Stopping
        try:
            return await self._turns.work(update, at, by_webhook=by_webhook) or {}
        except Unreachable:
            log.info("a chat cannot be reached any more")
        except AGAIN as trouble:
            log.warning("an update waits (%s)", type(trouble).__name__)
            return None
        except Stopping:
            raise
        except Exception as bug:  # noqa: BLE001 - one update's bug must not stop the others
            return {} if await self._given_up(update, bug) else None
        return {}

    async def _given_up(self, update: object, bug: Exception) -> bool:
        number = update_id_of(update) or 0
        bugs = self._bugs.get(number, 0) + 1
        self._bugs[number] = bugs
        log.error("an update could not be worked (try %d): %s", bugs, _described(bug))
        if bugs < self._patience.tries and not isinstance(bug, Unreadable):
            return False
        self._bugs.pop(number)
        await self._quietly(self._turns.excuse, update)
        log.error("an update was given up")
        return True

    async def _quietly(self, call: Callable[[object], Awaitable[None]], update: object) -> None:
        try:
            await call(update)
        except Stopping:
            raise
        except Exception as trouble:  # noqa: BLE001 - it was the last try to say anything
            log.warning("its sender could not be told: %s", _described(trouble))

    def _lock(self, update: object) -> asyncio.Lock:
        lane = lane_of(update) or 0
        lock = self._locks.get(lane)
        if lock is None:
            lock = self._locks[lane] = asyncio.Lock()
        return lock


def _described(bug: Exception) -> str:
    """The kind of error and where it happened; its text could hold what a person wrote."""
    frames = traceback.extract_tb(bug.__traceback__)
    place = f"{frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else "nowhere"
    return f"{type(bug).__name__} at {place}"
