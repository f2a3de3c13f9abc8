"""Reminders on Telegram: looked for every minute, sent by day only, and after a restart where they stood."""

import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from telegram.error import TelegramError

from bot.telegram.beside import Reminding
from bot.telegram.sending import TelegramAway, Unreachable
from bot.telegram.waiting import Stop, Stopping
from keeping.conversation import Answered, now
from keeping.dues import Due
from keeping.errors import StoreAway, Unreadable

EVERY = 60.0
DAYTIME = range(9, 18)
"""Hours in the city's time zone."""
DAYTIME_ANYWHERE = range(15, 19)
"""Hours of UTC that are day from the west of the Americas to the east of Europe, where no time zone is set."""

log = logging.getLogger(__name__)


Say = Callable[[int, Answered], Awaitable[None]]


class Reminders:
    """Looks for what is due and says it. Trouble waits for the next look."""

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
        """Sends what is due at this time, if it is day."""
        if not is_day(at, self._zone):
            return
        try:
            for due in await self._reminding.due(at):
                await self._remind(due, at)
        except StoreAway:
            log.warning("reminders wait: the store did not answer")

    async def _remind(self, due: Due, at: int) -> None:
        try:
            answered = await self._reminding.remind(due, at)
            if answered is not None:
                await self._say(int(due.address.partition(":")[2]), answered)
        except (Unreachable, TelegramAway, TelegramError, Unreadable) as trouble:
            log.warning("a reminder did not reach anybody (%s)", type(trouble).__name__)


def is_day(at: int, zone: str | None) -> bool:
    """Whether people may be written to at this time, seconds since 1970."""
    hour = datetime.fromtimestamp(at, ZoneInfo(zone) if zone else UTC).hour
    return hour in (DAYTIME if zone else DAYTIME_ANYWHERE)
