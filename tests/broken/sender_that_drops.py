"""Broken on purpose: a sender that tells nobody that a message was dropped, so what is owed counts as told.

Kept to show that the tests of what is owed notice it.
"""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.telegram.sending import Postponed, Sender

T = TypeVar("T")


class DroppingSender(Sender):
    async def message(self, chat: int, call: Callable[[int], Awaitable[T]]) -> T | None:
        try:
            return await super().message(chat, call)
        except Postponed:
            return None
