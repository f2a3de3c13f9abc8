"""Reminders on Telegram: looked for every minute, owed until they went out, and after a restart where they stood."""

import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from telegram.error import TelegramError

from bot.telegram.beside import Reminding
from bot.telegram.sending import TelegramAway, Unreachable
from bot.telegram.waiting import Stop, Stopping
from keeping.answered import Answered
from keeping.conversation import now
from keeping.dues import Due
from keeping.errors import StoreAway, Unreadable

EVERY = 60.0

log = logging.getLogger(__name__)


Say = Callable[[int, Answered], Awaitable[None]]


class Reminders:
    """Looks for what is due and says it. Trouble waits for the next look. `zone` is for those who named none."""

    def __init__(self, reminding: Reminding, say: Say, stop: Stop, zone: str | None) -> None:
        self._reminding = reminding
        self._say = say
        self._stop = stop
        self._zone = zone

    async def run(self) -> None:
        """Until it is stopped."""
        with suppress(Stopping):
            while True:
                await self.look(now())
                await self._stop.sleep(EVERY)

    async def look(self, at: int) -> None:
        """Sends what is due at this time to those who have day."""
        try:
            for due in await self._reminding.due(at):
                await self._remind(due, at)
        except StoreAway:
            log.warning("reminders wait: the store did not answer")

    async def _remind(self, due: Due, at: int) -> None:
        """What did not go out stays owed, and comes again."""
        try:
            answered = await self._reminding.remind(due, at, self._zone)
            if answered is None:
                return
            with suppress(Unreachable):
                await self._say(int(due.address.partition(":")[2]), answered)
            await self._reminding.told(due, at)
        except (TelegramAway, TelegramError, Unreadable) as trouble:
            log.warning("a reminder did not go out (%s)", type(trouble).__name__)
