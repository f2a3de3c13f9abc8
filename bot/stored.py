"""What the command line does with conversations that are kept: talk on, export, erase."""

import asyncio
import sys
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from bot.console import PROMPT, shown
from dialogues.message import Message
from dialogues.script import Script, load_script
from keeping.conversation import Conversation, now
from keeping.errors import NoSuchConversation, VaraError
from keeping.keys import open_keyring
from keeping.settings import Settings
from keeping.store import Store, open_store
from keeping.teams.doors import Doors
from keeping.teams.kept import RoomDocument
from keeping.teams.links import Links
from keeping.teams.polls import PollIndex
from keeping.teams.rooms import Rooms

HERE = "terminal:here"
"""The address of the conversation at this machine's terminal."""

TEAM = "team:"
"""How the addresses of teams begin."""

T = TypeVar("T")


def export(settings: Settings, address: str) -> dict[str, Any]:
    """All that is kept on a conversation or a team, as JSON values. Raises VaraError if there is none."""
    if address.startswith(TEAM):
        return _with_store(settings, lambda store: _exported_team(store, address))
    return _with_conversations(settings, lambda conversation: conversation.export(address), address)


def erase(settings: Settings, address: str) -> None:
    """Deletes all that is kept on a conversation or a team. Raises VaraError if there is none."""
    if address.startswith(TEAM):
        _with_store(settings, lambda store: _erased_team(settings, store, address))
        return
    _with_conversations(settings, lambda conversation: conversation.erase(address), address)


def talk(settings: Settings, script: Script, language: str | None) -> None:
    """A conversation at a terminal, kept like any other, until the end of input."""
    _with_conversations(settings, lambda conversation: _talk(conversation, language), HERE, script)


async def _exported_team(store: Store, address: str) -> dict[str, Any]:
    return (await _team(store, address)).model_dump(mode="json")


async def _erased_team(settings: Settings, store: Store, address: str) -> None:
    script = load_script(settings.content)
    document = await _team(store, address)
    for poll in document.polls:
        await PollIndex(store).forget(poll.id)
    await Doors(Rooms(store, script), Links(store)).forget(address)


async def _team(store: Store, address: str) -> RoomDocument:
    held = await store.read(address, RoomDocument)
    if held is None:
        raise VaraError(f"Nothing is kept under {address}; addresses of teams look like team:telegram:-12345.")
    return held.document


@asynccontextmanager
async def opened_store(settings: Settings) -> AsyncIterator[Store]:
    """The store, for as long as a command needs it. Raises VaraError."""
    store = await open_store(settings, open_keyring(settings))
    try:
        yield store
    finally:
        await store.close()


def _with_store(settings: Settings, act: Callable[[Store], Awaitable[T]]) -> T:
    async def acted() -> T:
        async with opened_store(settings) as store:
            return await act(store)

    return asyncio.run(acted())


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
    async def acted(store: Store) -> T:
        try:
            return await act(Conversation(store, script or load_script(settings.content)))
        except NoSuchConversation:
            raise VaraError(f"Nothing is kept under {address}; addresses look like telegram:12345.") from None

    return _with_store(settings, acted)
