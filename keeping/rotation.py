"""A new encryption key: the keys of all conversations and teams are wrapped anew, their documents stay as they are.

It may run while others write, and be run again after any end: what is wrapped by the newest key already is passed by.
"""

from typing import NamedTuple

from keeping.errors import Unreadable
from keeping.letters import rewrap_letters
from keeping.store import Store, letters_name

# Only if nobody has committed meanwhile; whoever did has wrapped by the newest key.
REWRAP = """
if redis.call('HGET', KEYS[1], 'key') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'key', ARGV[2])
return 1
"""

LETTERS = letters_name("").encode()


class Rewrapped(NamedTuple):
    """How many were wrapped anew, and how many no key of ours opens."""

    done: int
    foreign: int


async def rewrap_all(store: Store) -> Rewrapped:
    """Raises StoreAway."""
    done = foreign = 0
    async for name in store.documents():
        try:
            done += await _rewrap(store, name)
        except Unreadable:
            foreign += 1
    await store.sweep()
    return Rewrapped(done, foreign)


async def _rewrap(store: Store, name: bytes) -> int:
    if name.endswith(LETTERS):
        return await rewrap_letters(store, name.decode())
    wrapped = await store.ask("HGET", name, "key")
    anew = store.keyring.rewrapped(wrapped) if wrapped else None
    return int(await store.ask("EVAL", REWRAP, 1, name, wrapped, anew)) if anew else 0
