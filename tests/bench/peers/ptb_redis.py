"""A persistence for python-telegram-bot over Redis: two hashes, written as soon as the library hands anything over."""

import json
from typing import Any

from redis.asyncio import Redis
from telegram.ext import BasePersistence, PersistenceInput

PEOPLE, CONVERSATIONS = "ptb:people", "ptb:conversations"
Kept = dict[Any, Any]


class RedisPersistence(BasePersistence[Kept, Kept, Kept]):
    """Keeps what people said and where their conversations stand."""

    def __init__(self, redis: "Redis") -> None:
        super().__init__(PersistenceInput(bot_data=False, chat_data=False, callback_data=False), update_interval=60)
        self._redis = redis

    async def get_user_data(self) -> dict[int, Kept]:
        kept = await self._redis.hgetall(PEOPLE)
        return {int(person): json.loads(text) for person, text in kept.items()}

    async def update_user_data(self, user_id: int, data: Kept) -> None:
        await self._redis.hset(PEOPLE, str(user_id), json.dumps(data))

    async def drop_user_data(self, user_id: int) -> None:
        await self._redis.hdel(PEOPLE, str(user_id))

    async def get_conversations(self, name: str) -> Kept:
        kept = await self._redis.hgetall(f"{CONVERSATIONS}:{name}")
        return {tuple(json.loads(key)): json.loads(state) for key, state in kept.items()}

    async def update_conversation(self, name: str, key: tuple[int | str, ...], new_state: object | None) -> None:
        await self._redis.hset(f"{CONVERSATIONS}:{name}", json.dumps(key), json.dumps(new_state))

    async def refresh_user_data(self, user_id: int, user_data: Kept) -> None:
        """Nothing but this process writes."""

    async def flush(self) -> None:
        await self._redis.aclose()

    async def get_chat_data(self) -> dict[int, Kept]:
        return {}

    async def get_bot_data(self) -> Kept:
        return {}

    async def get_callback_data(self) -> None:
        return None

    async def update_chat_data(self, chat_id: int, data: Kept) -> None:
        """Not kept."""

    async def update_bot_data(self, data: Kept) -> None:
        """Not kept."""

    async def update_callback_data(self, data: object) -> None:
        """Not kept."""

    async def drop_chat_data(self, chat_id: int) -> None:
        """Not kept."""

    async def refresh_chat_data(self, chat_id: int, chat_data: Kept) -> None:
        """Not kept."""

    async def refresh_bot_data(self, bot_data: Kept) -> None:
        """Not kept."""
