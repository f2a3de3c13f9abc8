"""Telegram beside the web: its libraries take half of the time to start, so they are read once the web is open."""

import asyncio
import logging
from importlib import import_module
from typing import TYPE_CHECKING

from bot.telegram.beside import Beside
from bot.transcribing import installed
from dialogues.script import Script
from keeping.errors import StoreAway, VaraError
from keeping.settings import Settings

if TYPE_CHECKING:
    from bot.telegram.channel import TelegramChannel
    from bot.telegram.outage import Asking
    from bot.telegram.screen import Pictures
    from keeping.teams.parts import TeamParts

log = logging.getLogger(__name__)


class Telegram:
    """The channel from its beginning to its end. Raises VaraError if a webhook is set up without a secret."""

    def __init__(
        self,
        settings: Settings,
        conversation: "Asking",
        script: Script,
        pictures: "Pictures",
        teams: "TeamParts",
        beside: Beside = Beside(),  # noqa: B008 - a frozen value
    ) -> None:
        if settings.webhook_url is not None and settings.webhook_secret is None:
            raise VaraError("A webhook needs a secret; set VARA_WEBHOOK_SECRET to a long random word.")
        self._with = (settings, conversation, script, pictures, teams)
        self._beside = beside
        self._channel: TelegramChannel | None = None
        self._work = asyncio.create_task(self._run())

    async def take(self, update: dict[str, object]) -> dict[str, object]:
        """One webhook call, as `TelegramChannel.take`. Raises StoreAway while nothing can be taken."""
        if self._channel is None:
            raise StoreAway
        return await self._channel.take(update)

    def state(self) -> str:
        """`closed` if it was refused, `contested` if another program reads the same messages: both are for the
        operator, and no restart would help. `stuck` if it hangs.
        """
        if self._work.done():
            return "closed"
        if self._channel is None:
            return "open"
        return "stuck" if not self._channel.alive else "contested" if self._channel.contested else "open"

    async def stop(self, seconds: float) -> None:
        """Finishes the turns in hand, within `seconds`. What stays unanswered comes again."""
        try:
            async with asyncio.timeout(seconds):
                if self._channel is None:
                    self._work.cancel()
                else:
                    await self._channel.stop()
                await asyncio.wait([self._work])
        except TimeoutError:
            log.warning("Telegram did not end in time; what is left comes again")
        if self._work.done() and not self._work.cancelled() and (bug := self._work.exception()):
            log.warning("Telegram ended with an error (%s)", type(bug).__name__)

    async def _run(self) -> None:
        library = await asyncio.to_thread(import_module, "bot.telegram.channel")
        beside = self._beside._replace(transcriber=installed())
        self._channel = library.TelegramChannel(*self._with, beside=beside)
        await self._channel.run()
