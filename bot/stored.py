"""What the command line does with conversations that are kept: talk on, export, erase."""

import asyncio
import sys
import uuid
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from bot.console import PROMPT, shown
from dialogues.message import Message
from dialogues.script import Script, load_script
from keeping.conversation import Conversation, now
from keeping.errors import NoSuchConversation, VaraError
from keeping.keys import open_keyring
from keeping.settings import Settings
from keeping.store import open_store

HERE = "terminal:here"
"""The address of the conversation at this machine's terminal."""

T = TypeVar("T")


def export(settings: Settings, address: str) -> dict[str, Any]:
    """All that is kept on a conversation, as JSON values. Raises VaraError if there is none."""
    return _with_conversations(settings, lambda conversation: conversation.export(address), address)


def erase(settings: Settings, address: str) -> None:
    """Deletes all that is kept on a conversation. Raises VaraError if there is none."""
    _with_conversations(settings, lambda conversation: conversation.erase(address), address)


def talk(settings: Settings, script: Script, language: str | None) -> None:
    """A conversation at a terminal, kept like any other, until the end of input."""
    _with_conversations(settings, lambda conversation: _talk(conversation, language), HERE, script)


async def _talk(conversation: Conversation, language: str | None) -> None:
    line = "/start"
    while True:
        said = await conversation.hear(HERE, Message(uuid.uuid4().hex, line, now(), language))
        sys.stdout.write("\n".join(shown(said.replies)) + "\n")
        try:
            line = await asyncio.to_thread(input, PROMPT)
        except EOFError:
            return


def _with_conversations(
    settings: Settings,
    act: Callable[[Conversation], Awaitable[T]],
    address: str,
    script: Script | None = None,
) -> T:
    async def acted() -> T:
        store = await open_store(settings, open_keyring(settings))
        try:
            return await act(Conversation(store, script or load_script(settings.content)))
        except NoSuchConversation:
            raise VaraError(f"Nothing is kept under {address}; addresses look like telegram:12345.") from None
        finally:
            await store.close()

    return asyncio.run(acted())
