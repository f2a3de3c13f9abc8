"""Telegram as a channel: opens the way in, lets updates be worked, and leaves in order."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar
from urllib.parse import urlsplit

from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.telegram.aside import Aside
from bot.telegram.beside import Beside
from bot.telegram.calling import Body
from bot.telegram.lanes import Lanes
from bot.telegram.outage import Asking, Outages
from bot.telegram.pacing import Patience
from bot.telegram.profile import present
from bot.telegram.reading import ALLOWED_UPDATES
from bot.telegram.receiving import REFUSED, Receiving
from bot.telegram.reminders import Reminders
from bot.telegram.requesting import connect
from bot.telegram.screen import Pictures
from bot.telegram.sending import Sender
from bot.telegram.stage import Stage
from bot.telegram.turns import Teaming, Turns
from bot.telegram.uncounted import Uncounted
from bot.telegram.waiting import Stop, Stopping, growing
from dialogues.script import Script
from keeping.errors import StoreAway, Unreadable, VaraError
from keeping.settings import Settings
from keeping.teams.parts import TeamParts

T = TypeVar("T")

WEBHOOK_PATH = "/telegram"
SILENT_SECONDS = 120.0
"""A polling loop that has not come round for so long hangs."""

log = logging.getLogger(__name__)


class TelegramChannel:
    """`run` until `stop`. Whatever goes wrong here, the other channels go on. Raises VaraError if set up wrongly."""

    def __init__(
        self,
        settings: Settings,
        conversation: Asking,
        script: Script,
        pictures: Pictures,
        teams: TeamParts,
        patience: Patience = Patience(),  # noqa: B008 - a frozen value
        beside: Beside = Beside(),  # noqa: B008 - a frozen value
    ) -> None:
        if settings.telegram_token is None:
            raise VaraError("Telegram needs a token; set VARA_TELEGRAM_TOKEN.")
        self._settings = settings
        self._script = script
        self._patience = patience
        self._stop = Stop()
        self._bot = connect(settings.telegram_token.get_secret_value(), settings.telegram_api)
        self._sender = Sender(patience, self._stop)
        self._stage = Stage(self._bot, self._sender, teams, script, pictures, patience, self._stop)
        teaming = Teaming(teams, self._stage, (settings.public_url or "").rstrip("/"))
        groups = Uncounted(teams.rooms, self._stage.voice, script)
        self._outages = Outages(conversation, beside.watch, script, self._stop, groups.tell)
        self._turns = Turns(self._bot, self._sender, self._outages, script, pictures, teaming, beside)
        self._reminders = _reminders(beside, teams, self._turns, self._stop, settings)
        self._aside = Aside(beside.desk, patience.tries, beside.attendance)
        self._lanes = Lanes(self._turns, patience, self._stop, self._aside, self._sender.crowding)
        self._receiving = Receiving(self._bot, self._lanes.until_done, patience, self._stop)
        self._addresses = teams.addresses
        self._ready = False
        self._ended = asyncio.Event()
        self._started = False
        self._dead = False
        self._taking: set[asyncio.Future[None]] = set()

    @property
    def alive(self) -> bool:
        """Whether messages can come in, as far as we know: the token was not refused and polling does not hang."""
        if self._dead or self._stop:
            return False
        return self._settings.webhook_url is not None or time.monotonic() - self._receiving.beat < SILENT_SECONDS

    @property
    def contested(self) -> bool:
        """Whether another program has read this bot's messages a moment ago."""
        return self._receiving.contested

    def _hears(self) -> bool:
        """Whether what is said now reaches us."""
        return self._settings.webhook_url is not None or self._receiving.well

    async def run(self) -> None:
        """Returns after `stop`, or when Telegram refuses the token."""
        self._started = True
        work = asyncio.create_task(self._work())
        wish = asyncio.create_task(self._stop.wait())
        try:
            await asyncio.wait({work, wish}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await self._leave(work, wish)

    async def stop(self) -> None:
        """Finishes the turns in hand and leaves the rest unconfirmed; returns when `run` has ended."""
        self._stop.set()
        if self._started:
            await self._ended.wait()

    async def take(self, update: dict[str, object]) -> Body:
        """One webhook call. Returns after commit and send, with a call that the answer may carry, or nothing.

        Raises StoreAway if Telegram shall send it again.
        """
        if not self._ready or self._stop:
            raise StoreAway
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._taking.add(done)
        try:
            return await self._lanes.once(update)
        finally:
            self._taking.discard(done)
            done.set_result(None)

    async def greet(self) -> None:
        """Before single updates, without receiving any; once is enough. Raises what Telegram refuses."""
        await self._bot.initialize()

    async def work(self, update: object) -> None:
        """One update outside of the order of arrival. Raises as `Turns.work`."""
        await self._turns.work(update, int(time.time()))

    async def farewell(self) -> None:
        """After the last single update."""
        await self._stage.close()
        await self._bot.shutdown()

    async def _work(self) -> None:
        beside: list[asyncio.Task[None]] = []
        try:
            await self._insist(self._bot.initialize)
            self._addresses.bot = self._bot.username
            await self._aside.begin()
            await self._choose_way()
            presenting = present(self._bot, self._sender, self._script, self._settings.language)
            beside.append(asyncio.create_task(presenting))
            beside += [asyncio.create_task(each.run()) for each in self._reminders]
            self._ready = True
            beside.append(asyncio.create_task(self._resume()))
            beside.append(asyncio.create_task(self._outages.run(self._hears, self._turns.say)))
            log.info("Telegram is open for @%s", self._bot.username)
            await (self._stop.wait() if self._settings.webhook_url else self._receiving.run())
        except REFUSED:
            self._dead = True
            log.critical("Telegram refuses the token; check VARA_TELEGRAM_TOKEN. Everything else goes on.")
        except BadRequest:
            self._dead = True
            log.critical("Telegram refuses the webhook; check VARA_WEBHOOK_URL. Everything else goes on.")
        except Stopping:
            pass
        except Exception as bug:  # noqa: BLE001 - the web must go on
            self._dead = True
            log.critical("Telegram is closed after an error (%s); everything else goes on", type(bug).__name__)
        finally:
            for task in beside:
                task.cancel()

    async def _resume(self) -> None:
        for wait in growing(self._patience):
            try:
                await self._turns.resume()
            except (StoreAway, Unreadable) as trouble:
                log.warning("the rooms of teams wait to be told (%s)", type(trouble).__name__)
                await self._stop.sleep(wait)
            else:
                return

    async def _choose_way(self) -> None:
        url, secret = self._settings.webhook_url, self._settings.webhook_secret
        if url is None or secret is None:
            if (await self._insist(self._bot.get_webhook_info)).url:
                await self._insist(self._bot.delete_webhook)
            return
        full = url if urlsplit(url).path.strip("/") else url.rstrip("/") + WEBHOOK_PATH
        await self._insist(
            lambda: self._bot.set_webhook(full, allowed_updates=ALLOWED_UPDATES, secret_token=secret.get_secret_value())
        )

    async def _insist(self, call: Callable[[], Awaitable[T]]) -> T:
        """Until Telegram answers. Raises Stopping, BadRequest, and InvalidToken."""
        for wait in growing(self._patience):
            self._receiving.beat = time.monotonic()
            try:
                return await call()
            except BadRequest:
                raise
            except (NetworkError, RetryAfter) as trouble:
                log.warning("Telegram did not answer (%s); trying again", type(trouble).__name__)
                await self._stop.sleep(wait)
        raise AssertionError

    async def _leave(self, *tasks: asyncio.Task[object]) -> None:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._stop.set()
        if self._taking:
            await asyncio.wait(set(self._taking), timeout=self._patience.leaving)
        await self._receiving.finish()
        await self._aside.end()
        await self.farewell()
        self._ended.set()


def _reminders(beside: Beside, teams: TeamParts, turns: Turns, stop: Stop, settings: Settings) -> tuple[Reminders, ...]:
    """One for the plans of people, one for those of teams."""
    asked = (each for each in (beside.reminding, teams.plans) if each is not None)
    return tuple(Reminders(each, turns.say, stop, settings.time_zone) for each in asked)
