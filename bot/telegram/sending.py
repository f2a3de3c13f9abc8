"""Calls to Telegram: paced, repeated when that helps, and given up quietly when it does not."""

import asyncio
import datetime as dt
import logging
import time
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from typing import TypeVar

from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.telegram.crowding import Crowding
from bot.telegram.pacing import KEPT_FREE, Pace, Patience
from bot.telegram.waiting import Stop, growing
from keeping.metrics import TELEGRAM_ERRORS
from keeping.recent import Recent

T = TypeVar("T")
Target = int | None

log = logging.getLogger(__name__)

DONE = ("message is not modified", "query is too old", "query id is invalid", "message to edit not found",
        "message can't be edited", "poll has already been closed", "message to delete not found",
        "message with poll to stop not found")  # fmt: skip
"""Refusals that mean: there is nothing left to do."""

GONE = ("chat not found", "user is deactivated", "peer_id_invalid", "bot was kicked")
"""Refusals that mean: nobody can be reached here any more."""

MOST_MOVES = 1024

SOON = 2.0
"""A turn in hand waits so many seconds for its next message even when the channel is being stopped."""


class Unreachable(Exception):
    """The chat has blocked us or is gone: stop writing to it, and count its message as answered."""


class TelegramAway(Exception):
    """Telegram could not be reached: acknowledge nothing, try the turn again."""


class Postponed(TelegramAway):
    """Telegram asks for more patience than a reply has. Whoever is owed it gets it later; a turn is done without it."""


class Sender:
    """Makes every call but the polling. One chat's trouble slows no other."""

    def __init__(self, patience: Patience, stop: Stop) -> None:
        self._patience = patience
        self._stop = stop
        self._pace = Pace(patience)
        self._moved: Recent[int, int] = Recent(MOST_MOVES)
        self.crowding = Crowding()

    def moved(self, chat: int, to: int) -> None:
        """A group became another chat."""
        self._moved[chat] = to

    def current(self, chat: int) -> int:
        """The chat that a group has become, as far as we know."""
        return self._moved.get(chat, chat)

    def remember(self, chat: int, ages: Iterable[float]) -> None:
        """Messages and edits of a group from before we started, by how many seconds ago they went out."""
        self._pace.remember(chat, [time.monotonic() - age for age in ages])

    def is_busy(self, chat: int) -> bool:
        """Whether so much was said in a group that what can wait should wait."""
        return self._pace.left(self.current(chat), time.monotonic()) <= KEPT_FREE

    def is_at_ease(self, chat: int) -> bool:
        """Whether a message to a person would go out at once."""
        return self._pace.is_at_ease(self.current(chat), time.monotonic())

    def is_slowed(self, chat: int) -> bool:
        """Whether Telegram wants a chat to be left alone for longer than a reply waits."""
        return self._pace.pause(self.current(chat), time.monotonic()) > self._patience.longest_flood

    async def message(self, chat: int, call: Callable[[int], Awaitable[T]]) -> T | None:
        """Something that appears in a chat and counts against its limit. None if Telegram refused it, or if so much of
        this chat waits that a later answer will do.

        Raises Unreachable, TelegramAway, Postponed, Stopping, InvalidToken.
        """
        if self.crowding.is_too_much(chat) and not self._pace.is_free(self.current(chat), time.monotonic()):
            _count("left_out")
            return None
        return await self._persistent(chat, call, counts=True)

    async def edit(self, chat: int, call: Callable[[int], Awaitable[T]]) -> T | None:
        """A change of what stands there: counts in groups only."""
        return await self._persistent(chat, call, counts=chat < 0)

    async def free(self, call: Callable[[], Awaitable[T]]) -> T | None:
        """A call that counts against no chat's limit: the answer to a press, a setting of the bot."""
        with suppress(Postponed):
            return await self._persistent(None, lambda _: call(), counts=False)
        return None

    async def _persistent(self, chat: Target, call: Callable[[int], Awaitable[T]], *, counts: bool) -> T | None:
        waits = growing(self._patience)
        tries = 0
        while tries < self._patience.tries:
            chat = self._current(chat)
            await self._own_turn(chat, counts=counts)
            try:
                return await call(chat or 0)
            except RetryAfter as flood:
                self._slow_down(chat, seconds_of(flood))
            except ChatMigrated as news:
                tries += 1
                self._moved[chat or 0] = news.new_chat_id
            except Forbidden:
                _count("forbidden")
                raise Unreachable from None
            except BadRequest as refusal:
                _count("refused")
                _judge(refusal)
                return None
            except NetworkError as trouble:
                _count("away")
                tries += 1
                log.info("Telegram did not take a call (%s); trying again", type(trouble).__name__)
                await self._stop.sleep(next(waits))
        raise TelegramAway

    def _current(self, chat: Target) -> Target:
        return self._moved.get(chat, chat) if chat is not None else None

    async def _own_turn(self, chat: Target, *, counts: bool) -> None:
        if chat is not None and counts:
            await self._rest(self._pace.for_chat(chat, time.monotonic()))
            await self._rest(self._pace.for_all(time.monotonic()))
        await self._rest(self._pace.pause(chat, time.monotonic()))

    async def _rest(self, seconds: float) -> None:
        if seconds > SOON:
            await self._stop.sleep(seconds)
        elif seconds > 0:
            await asyncio.sleep(seconds)

    def _slow_down(self, chat: Target, seconds: float) -> None:
        _count("flood")
        self._pace.flood(chat, seconds, time.monotonic())
        log.warning("Telegram asks for %d seconds of patience", seconds)
        if seconds > self._patience.longest_flood:
            log.warning("a call was dropped: Telegram asks for too much patience")
            raise Postponed


def _count(kind: str) -> None:
    TELEGRAM_ERRORS.labels(kind).inc()


def _judge(refusal: TelegramError) -> None:
    reason = refusal.message.lower()
    if any(known in reason for known in GONE):
        raise Unreachable from None
    if not any(known in reason for known in DONE):
        # What stands after the colon can be a piece of the message.
        log.error("Telegram refused a call: %s", refusal.message.partition(":")[0][:80])


def seconds_of(flood: RetryAfter) -> float:
    """How long Telegram wants us to wait."""
    asked = flood.retry_after
    return asked.total_seconds() if isinstance(asked, dt.timedelta) else float(asked)
