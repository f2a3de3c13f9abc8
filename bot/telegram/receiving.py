"""Long polling that acknowledges an update only after it was committed and answered."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterator

from telegram.error import BadRequest, Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from bot.telegram.ledger import Ledger
from bot.telegram.pacing import Patience
from bot.telegram.reading import ALLOWED_UPDATES, update_id_of
from bot.telegram.requesting import DirectBot
from bot.telegram.sending import seconds_of
from bot.telegram.waiting import Stop, Stopping, growing
from keeping.failpoints import passing

REFUSED = (InvalidToken, EndPointNotFound)
"""How the library says that Telegram does not know the token."""

MOST_AT_ONCE = 100
ANSWER_SECONDS = 10.0
FAREWELL_SECONDS = 2.0
CONTESTED_SECONDS = 120.0

log = logging.getLogger(__name__)


class Receiving:
    """Fetches updates and hands each to `until_done` once, however often Telegram brings it meanwhile."""

    def __init__(
        self, bot: DirectBot, until_done: Callable[[object], Awaitable[None]], patience: Patience, stop: Stop
    ) -> None:
        self._bot = bot
        self._until_done = until_done
        self._patience = patience
        self._stop = stop
        self._ledger = Ledger()
        self._tasks: set[asyncio.Task[None]] = set()
        self._contested_until = 0.0
        self._yielding = growing(patience)
        self.beat = time.monotonic()
        self.well = False
        """Whether Telegram has answered our last question for messages."""

    @property
    def contested(self) -> bool:
        """Whether another program has read the same messages a moment ago."""
        return time.monotonic() < self._contested_until

    async def run(self) -> None:
        """Polls until cancelled. Raises InvalidToken or EndPointNotFound if the token is refused."""
        waits = growing(self._patience)
        while not self._stop:
            self.beat = time.monotonic()
            try:
                news = await self._poll()
            except REFUSED:
                raise
            except (TelegramError, TypeError, ValueError) as trouble:
                await self._troubled(trouble, waits)
                continue
            waits, self.well = growing(self._patience), True
            if not news:
                await self._until_done_within(self._patience.stuck_wait, asyncio.FIRST_COMPLETED)
            await self._until_done_within(self._patience.gathering, asyncio.ALL_COMPLETED)

    async def finish(self) -> None:
        """Lets the turns in hand end, drops the others, and acknowledges what is done."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=self._patience.leaving)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._ledger.offset:
            try:
                await self._fetch(self._ledger.offset, limit=1, wait=0, patience=FAREWELL_SECONDS)
            except (TelegramError, TypeError, ValueError):
                log.info("the last acknowledgement did not arrive; Telegram will bring those updates again")

    async def _until_done_within(self, seconds: float, which: str) -> None:
        """While something is in hand Telegram brings it at once, again and again: so ask later, when it is done."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds, return_when=which)

    async def _poll(self) -> int:
        """How many updates were new."""
        offset = self._ledger.offset
        batch = await self._fetch(offset, MOST_AT_ONCE, self._patience.poll, ANSWER_SECONDS)
        self._ledger.confirmed(offset)
        return sum(self._taken(update) for update in batch)

    async def _fetch(self, offset: int, limit: int, wait: int, patience: float) -> list[object]:
        asked = {"offset": offset, "limit": limit, "timeout": wait, "allowed_updates": list(ALLOWED_UPDATES)}
        batch = await self._bot.updates(asked, wait + patience)
        if not isinstance(batch, list):
            raise TypeError
        return batch

    def _taken(self, update: object) -> bool:
        number = update_id_of(update)
        if number is None:
            log.error("an update without a number was skipped")
            return False
        if not self._ledger.add(number):
            return False
        task = asyncio.create_task(self._worked(number, update))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    async def _worked(self, number: int, update: object) -> None:
        try:
            await self._until_done(update)
        except Stopping:
            return
        passing("before-acknowledge")
        self._ledger.done(number)

    def _give_way(self) -> float:
        """Two that read in turn are right all the same: a message heard twice counts once. But they need not fight."""
        if not self.contested:
            self._yielding = growing(self._patience)
            log.error("another program reads this bot's messages; stop it, or give Vara a bot of its own")
        self._contested_until = time.monotonic() + CONTESTED_SECONDS
        return next(self._yielding)

    async def _troubled(self, trouble: Exception, waits: Iterator[float]) -> None:
        wait, self.well = next(waits), False
        if isinstance(trouble, Conflict):
            wait = self._give_way()
        elif isinstance(trouble, BadRequest):
            log.error("Telegram refused our question for messages")
        else:
            log.warning("Telegram did not answer (%s); trying again", type(trouble).__name__)
        if isinstance(trouble, RetryAfter):
            wait = max(wait, seconds_of(trouble))
        await self._stop.sleep(wait)
