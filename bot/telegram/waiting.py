"""Waiting that ends when the channel stops, and waits that grow."""

import asyncio
from collections.abc import Coroutine, Iterator
from secrets import SystemRandom
from typing import Any

from bot.telegram.pacing import Patience

RANDOM = SystemRandom()


class Stopping(Exception):
    """The channel is being stopped: leave what is in hand unconfirmed, Telegram brings it again."""


class Stop:
    """The wish to stop, which cuts every wait short."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def set(self) -> None:
        self._event.set()

    def __bool__(self) -> bool:
        return self._event.is_set()

    async def wait(self) -> None:
        await self._event.wait()

    async def sleep(self, seconds: float) -> None:
        """Raises Stopping if the wish comes, or came, meanwhile."""
        if self or await self.within(self._event, seconds):
            raise Stopping

    async def within(self, event: asyncio.Event, seconds: float) -> bool:
        """Whether the event happened within this time."""
        try:
            await asyncio.wait_for(event.wait(), max(0.0, seconds))
        except TimeoutError:
            return False
        return True


async def both(first: Coroutine[Any, Any, None], second: Coroutine[Any, Any, None]) -> None:
    """Two things at once; over when both are. Raises what the first met, else the second; cancelled, it cancels both.

    As `asyncio.gather`, for half of its time: the second needs no task of its own, and begins before the first.
    """
    beside = asyncio.ensure_future(first)
    try:
        await second
    except asyncio.CancelledError:
        beside.cancel()
        await asyncio.wait({beside})
        raise
    except Exception:
        await beside
        raise
    await beside


def growing(patience: Patience) -> Iterator[float]:
    """Waits that double, each with jitter so that many who wait do not come back at once."""
    wait = patience.first_wait
    while True:
        yield wait * RANDOM.uniform(0.5, 1.0)
        wait = min(wait * 2, patience.longest_wait)
