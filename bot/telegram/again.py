"""Hears messages again that lay aside, beside the process that serves: the store tells the two apart, not the clock."""

import json
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Self

from bot.pictures import Pictures
from bot.telegram.aside import described
from bot.telegram.beside import Beside
from bot.telegram.channel import TelegramChannel
from bot.telegram.sending import Postponed, Unreachable
from dialogues.message import Message
from dialogues.script import load_script
from keeping.answered import Answered
from keeping.conversation import Conversation
from keeping.letters import Letters, Waiting
from keeping.settings import Settings
from keeping.store import Store
from keeping.teams.parts import team_parts


class Again:
    """Takes letters out and has them heard. Use it in `async with`. Raises StoreAway, and what Telegram refuses."""

    def __init__(self, settings: Settings, store: Store) -> None:
        script = load_script(settings.content, settings.session_days, settings.language)
        teams = team_parts(store, script, store.keyring)
        self._letters = Letters(store)
        self._keyring = store.keyring
        self._listener = _Then(Conversation(store, script, teams.talk))
        self._channel = TelegramChannel(settings, self._listener, script, Pictures(script), teams, beside=Beside())

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._channel.farewell()

    async def letters(self) -> AsyncIterator[Waiting]:
        """Every letter that lies aside now, once, the oldest first."""
        seen: set[tuple[str, str]] = set()
        while fresh := [each for each in await self._letters.waiting(int(time.time())) if each[:2] not in seen]:
            for each in fresh:
                seen.add(each[:2])
                yield each

    async def hear(self, waiting: Waiting) -> str:
        """What came of it: `heard`, or the mistake that is still there."""
        self._listener.revision = waiting.letter.revision
        try:
            await self._channel.greet()
            await self._channel.work(json.loads(waiting.letter.message))
        except (Unreachable, Postponed):
            pass  # nobody can be answered now
        except Exception as bug:  # noqa: BLE001 - the next letter may be heard
            return f"fails ({described(bug)})"
        await self._letters.settle(waiting)
        return "heard"

    def described(self, waiting: Waiting) -> str:
        """When it was set aside, of whom (as in the log), and why."""
        when = datetime.fromtimestamp(waiting.letter.at, UTC).isoformat(timespec="seconds")
        return f"{when} {self._keyring.log_name(waiting.address)} ({waiting.letter.why})"


class _Then:
    """A conversation that hears a message as one to the question that stood then."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self.revision: int | None = None

    async def hear(self, address: str, message: Message) -> Answered:
        revision = self.revision if message.revision is None else message.revision
        return await self._conversation.hear(address, message._replace(revision=revision))

    async def open_question(self, address: str) -> Answered | None:
        """As the conversation's."""
        return await self._conversation.open_question(address)
