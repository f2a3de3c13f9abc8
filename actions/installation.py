"""What the actions are built from: settings, script, keys and store, opened once, when the first action runs.

Rasa's server makes the actions without telling them anything, so they find their installation here.
"""

import asyncio
from functools import lru_cache
from typing import NamedTuple

from actions.slot_keeper import SlotKeeper
from dialogues.script import Script, load_script
from keeping.conversation import Conversation
from keeping.keys import Keyring, open_keyring
from keeping.settings import Settings, load_settings
from keeping.store import Store, open_store


class Installation(NamedTuple):
    """One installation. Without `store`, conversations travel in a slot of Rasa's."""

    settings: Settings
    script: Script
    keyring: Keyring
    store: Store | None = None

    def conversation(self, slot: SlotKeeper) -> Conversation:
        """Conversations that are kept in the store, or in `slot` if there is none."""
        return Conversation(slot, self.script) if self.store is None else _kept(self.store, self.script)

    async def close(self) -> None:
        if self.store:
            await self.store.close()


@lru_cache(maxsize=1)
def _kept(store: Store, script: Script) -> Conversation:
    """One for all calls: it remembers the last documents."""
    return Conversation(store, script)


class _Held:
    """The installation of this process."""

    def __init__(self) -> None:
        self.installation: Installation | None = None
        self.opening: asyncio.Lock | None = None


_HELD = _Held()


async def open_installation(settings: Settings) -> Installation:
    """Raises VaraError."""
    script = load_script(settings.content, settings.session_days, settings.language)
    keyring = open_keyring(settings)
    store = await open_store(settings, keyring) if settings.rasa_state == "store" else None
    return Installation(settings, script, keyring, store)


def use(installation: Installation | None) -> None:
    """From now on the actions of this process work with it; None: with the one of the environment."""
    _HELD.installation = installation
    _HELD.opening = None


async def installation() -> Installation:
    """The installation in use. Raises VaraError."""
    if _HELD.installation is None:
        _HELD.opening = _HELD.opening or asyncio.Lock()
        async with _HELD.opening:
            if _HELD.installation is None:
                _HELD.installation = await open_installation(load_settings())
    return _HELD.installation
