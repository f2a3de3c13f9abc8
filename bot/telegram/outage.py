"""After an outage the open question is asked again, once, where somebody was just talking, and groups hear of it.

Telegram keeps a press of a button for 150 seconds; what is pressed in a longer outage may never arrive. Who was talking
is noted in memory and handed to the store every few seconds, away from the way of a turn.
"""

import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Protocol

from telegram.error import TelegramError

from bot.telegram.sending import TelegramAway, Unreachable
from bot.telegram.waiting import Stop, Stopping
from bot.telegram.watch import Watch
from dialogues.message import Message, Reply
from dialogues.script import Script
from keeping.answered import Answered
from keeping.conversation import now
from keeping.errors import StoreAway, Unreadable
from keeping.pulse import Outage

EVERY = 10.0
LIVE_SECONDS = 15 * 60
"""Whoever said something so shortly before an outage was just talking."""
SETTLING_BEATS = 2
"""So many beats pass before anybody is asked: what Telegram has kept comes first."""

log = logging.getLogger(__name__)

Say = Callable[[int, Answered], Awaitable[None]]
TellGroups = Callable[[Outage, int], Awaitable[None]]
"""Tells the groups that were live since a time, once; see `Uncounted`."""


class Asking(Protocol):
    """The part of a conversation that is needed; see `Conversation`."""

    async def hear(self, address: str, message: Message) -> Answered: ...

    async def open_question(self, address: str) -> Answered | None: ...


class Outages:
    """A listener that notes who is talking, and asks them again. Without a watch it only listens."""

    def __init__(
        self, conversation: Asking, watch: Watch | None, script: Script, stop: Stop, tell_groups: TellGroups
    ) -> None:
        self._conversation = conversation
        self._watch = watch
        self._script = script
        self._stop = stop
        self._tell_groups = tell_groups
        self._noted: dict[str, int] = {}
        self._known: Outage | None = None
        self._groups_know: Outage | None = None
        self._settling = 0

    async def hear(self, address: str, message: Message) -> Answered:
        """As the conversation's."""
        answered = await self._conversation.hear(address, message)
        if self._watch is not None and answered.asks_on:
            self._noted[address] = message.at
        return answered

    async def run(self, well: Callable[[], bool], say: Say) -> None:
        """Until it is stopped. `well`: whether messages come in at the moment."""
        with suppress(Stopping):
            while True:
                if well():
                    await self.beat(now(), say)
                await self._stop.sleep(EVERY)

    async def beat(self, at: int, say: Say) -> None:
        """We are at work: hands over who was talking, and asks again whom an outage has cut off."""
        if self._watch is None:
            return
        try:
            outage = await self._watch.pulse.beat(at)
            noted, self._noted = self._noted, {}
            await self._note(noted, self._watch)
            await self._after(outage, at, say, self._watch)
        except (StoreAway, Unreadable):
            log.warning("who is talking could not be noted: the store did not answer")

    async def _note(self, noted: dict[str, int], watch: Watch) -> None:
        try:
            await watch.live.note(noted)
        except StoreAway:
            self._noted = noted | self._noted
            raise

    async def _after(self, outage: Outage | None, at: int, say: Say, watch: Watch) -> None:
        if outage is None or at - outage.until > LIVE_SECONDS:
            return
        if outage != self._known:
            self._known, self._settling = outage, SETTLING_BEATS
            log.warning("nobody was there for %d seconds; open questions are asked again", outage.until - outage.since)
        self._settling -= 1
        if self._settling >= 0:
            return
        while found := await watch.live.between(outage.since - LIVE_SECONDS, outage.until):
            for moment in found:
                if await watch.live.take(moment):
                    await self._ask(moment.address, say)
        if self._groups_know != outage:
            await self._tell_groups(outage, outage.since - LIVE_SECONDS)
            self._groups_know = outage

    async def _ask(self, address: str, say: Say) -> None:
        try:
            answered = await self._conversation.open_question(address)
            if answered is not None:
                words = Reply(self._script.wording(answered.language).say("telegram.was_away"))
                await say(int(address.partition(":")[2]), answered._replace(replies=(words, *answered.replies)))
        except (Unreachable, TelegramAway, TelegramError, Unreadable) as trouble:
            log.warning("somebody could not be asked again (%s)", type(trouble).__name__)
