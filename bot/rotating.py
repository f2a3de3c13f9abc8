"""`vara rotate`: from one encryption key to the next, in steps of which each may be repeated.

While both keys are in use nothing is out of reach: every process opens with both and wraps with the new one.
"""

import asyncio
from collections.abc import Iterator

from keeping.keys import Keyring, encryption_keys, key_file, key_text, successor, write_keys
from keeping.rotation import Rewrapped, rewrap_all
from keeping.settings import Settings
from keeping.store import open_store


def rotate(settings: Settings) -> Iterator[str]:
    """Does what can be done now, and says what comes next. Raises VaraError, StoreAway, Unreadable."""
    keys = encryption_keys(settings)
    if len(keys) == 1:
        yield from _begun(settings, keys[0])
    else:
        yield from _finished(settings, asyncio.run(_rewrapped(settings, keys)))


def _begun(settings: Settings, present: bytes) -> Iterator[str]:
    both = successor(present), present
    if settings.encryption_key is not None:
        yield f"The next key: {key_text(both[0])}"
        yield "Put it before the present one in VARA_ENCRYPTION_KEY, with a comma between them, and restart Vara."
    else:
        write_keys(settings, both)
        yield f"The next key stands before the present one in {key_file(settings)}. Restart Vara."
    yield "Then run vara rotate once more."


def _finished(settings: Settings, done: Rewrapped) -> Iterator[str]:
    yield f"{done.done} conversations and teams are under the new key."
    if done.foreign:
        yield f"{done.foreign} can be opened by neither key; they stay as they are."
    if settings.encryption_key is not None:
        yield "Take the old key, behind the comma, out of VARA_ENCRYPTION_KEY and restart Vara."
    else:
        write_keys(settings, encryption_keys(settings)[:1])
        yield f"The old key is no longer in {key_file(settings)}."


async def _rewrapped(settings: Settings, keys: tuple[bytes, ...]) -> Rewrapped:
    store = await open_store(settings, Keyring(*keys))
    try:
        return await rewrap_all(store)
    finally:
        await store.close()
