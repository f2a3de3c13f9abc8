"""Broken on purpose: a conversation that does not know a message again, so what arrives twice is said twice."""

import secrets

from dialogues.message import Message
from keeping.answered import Answered
from keeping.conversation import Conversation


class Forgetful(Conversation):
    async def hear(self, address: str, message: Message, token: str | None = None) -> Answered:
        return await super().hear(address, message._replace(id=secrets.token_hex(8)), token)
