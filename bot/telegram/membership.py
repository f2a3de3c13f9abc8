"""Who belongs to a group and who administers it, as Telegram knows it. Asked for, and remembered for a short while."""

import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from telegram import Bot, ChatMemberAdministrator, ChatMemberOwner, ChatMemberRestricted
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.telegram.meanings import Person
from bot.telegram.sending import Sender
from keeping.recent import Recent

T = TypeVar("T")

MOST_REMEMBERED = 8192
SECONDS = 60.0
"""After so long Telegram is asked again: somebody may have left, or become an administrator."""

ABSENT = ("user not found", "member not found", "participant_id_invalid", "user_id_invalid")
"""Refusals that mean: there is no such member. Any other says only that we are not told."""
GONE = frozenset({"left", "kicked"})


class Membership:
    """Answers by chat and person. Where Telegram does not tell us, a member may vote but not lead."""

    def __init__(self, bot: Bot, sender: Sender) -> None:
        self._bot = bot
        self._sender = sender
        self._leaders: Recent[int, tuple[float, frozenset[int]]] = Recent(MOST_REMEMBERED)
        self._members: Recent[tuple[int, int], tuple[float, bool]] = Recent(MOST_REMEMBERED)

    async def leads(self, chat: int, person: Person) -> bool:
        """Whether the person is an administrator, or speaks as the group itself, as only administrators can."""
        if person.as_group:
            return True
        asked_at, leaders = self._leaders.get(chat, (-SECONDS, frozenset()))
        if time.monotonic() - asked_at >= SECONDS:
            leaders = await self._asked(chat, self._administrators, frozenset())
            self._leaders[chat] = (time.monotonic(), leaders)
        return person.id in leaders

    async def belongs(self, chat: int, person: Person) -> bool:
        """Whether the person is in the group now."""
        if person.as_group:
            return True
        asked_at, there = self._members.get((chat, person.id), (-SECONDS, False))
        if time.monotonic() - asked_at >= SECONDS:
            there = await self._asked(chat, lambda to: self._is_member(to, person.id), True)
            self._members[chat, person.id] = (time.monotonic(), there)
        return there

    async def headcount(self, chat: int) -> int:
        """How many people the group has beside us; 0 if that is not known."""
        return max(0, await self._asked(chat, self._bot.get_chat_member_count, 1) - 1)

    def left(self, chat: int, person: int) -> None:
        """Who has left is asked about anew."""
        self._members.pop((chat, person))
        self._leaders.pop(chat)

    async def _administrators(self, chat: int) -> frozenset[int]:
        found = await self._bot.get_chat_administrators(chat)
        leaders = [each for each in found if isinstance(each, ChatMemberAdministrator | ChatMemberOwner)]
        return frozenset(each.user.id for each in leaders)

    async def _is_member(self, chat: int, person: int) -> bool:
        try:
            found = await self._bot.get_chat_member(chat, person)
        except BadRequest as refusal:
            return not any(each in refusal.message.lower() for each in ABSENT)
        if isinstance(found, ChatMemberRestricted):
            return bool(found.is_member)
        return found.status not in GONE

    async def _asked(self, chat: int, call: Callable[[int], Awaitable[T]], otherwise: T) -> T:
        """What Telegram answers; `otherwise` if it refuses to. Raises TelegramAway and Stopping."""

        async def once() -> T | Any:
            try:
                return await call(self._sender.current(chat))
            except ChatMigrated as news:
                self._sender.moved(chat, news.new_chat_id)
                return await call(news.new_chat_id)
            except (BadRequest, Forbidden):
                return otherwise

        answer = await self._sender.free(once)
        return otherwise if answer is None else answer
