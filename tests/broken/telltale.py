"""Broken on purpose: `vara serve` that logs what people write, seals nothing, and never sweeps what is erased."""

import logging

from bot import serving
from bot.cli import main
from dialogues.message import Message
from keeping import codec
from keeping.answered import Answered
from keeping.conversation import Conversation
from keeping.embedded import Embedded
from tests.faults.talkative import set_up_everything

hear = Conversation.hear


class InTheClear:
    """Seals nothing."""

    def __init__(self, key: bytes) -> None:
        pass

    def encrypt(self, nonce: bytes, text: bytes, bound_to: bytes) -> bytes:
        return text

    decrypt = encrypt


async def hear_aloud(conversation: Conversation, address: str, message: Message, token: str | None = None) -> Answered:
    logging.getLogger(__name__).debug("heard %s", message.text)
    return await hear(conversation, address, message, token)


async def leave_it(embedded: Embedded) -> bool:
    return True


if __name__ == "__main__":
    serving.set_up_logs = set_up_everything  # type: ignore[attr-defined]
    codec.AESGCM = InTheClear  # type: ignore[assignment, attr-defined]
    Conversation.hear = hear_aloud  # type: ignore[assignment, method-assign]
    Embedded.sweep = leave_it  # type: ignore[assignment, method-assign]
    main()
