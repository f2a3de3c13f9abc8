"""When which conversation or team is to be reminded: an ordered set of each kind in the store, beside them.

An entry is a time and a sealed address. It only says when to look: what is due stands in the conversation itself.
So an entry too many does no harm, and is taken away by whoever looks.
"""

from typing import NamedTuple

from keeping.store import Store

NAME = "vara:due"
TEAMS = "vara:team-due"
MOST_AT_ONCE = 20

# Only if nobody has set another time meanwhile.
SETTLE = """
if redis.call('ZSCORE', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
if ARGV[3] == '' then return redis.call('ZREM', KEYS[1], ARGV[1]) end
return redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
"""


class Due(NamedTuple):
    """A conversation whose time has come. `at`: seconds since 1970, as it was set."""

    address: str
    at: int


class Dues:
    """All times of reminders. Every method raises StoreAway, and may be called again. Without a store nobody is
    reminded.
    """

    def __init__(self, store: Store | None, name: str = NAME) -> None:
        self._store = store
        self._name = name

    async def set(self, address: str, at: int) -> None:
        if self._store:
            await self._store.ask("ZADD", self._name, at, self._store.keyring.sealed_address(address))

    async def forget(self, address: str) -> None:
        if self._store:
            await self._store.ask("ZREM", self._name, self._store.keyring.sealed_address(address))

    async def until(self, at: int) -> tuple[Due, ...]:
        """The first that are due at this time."""
        if self._store is None:
            return ()
        command = ("ZRANGEBYSCORE", self._name, "-inf", at, "WITHSCORES", "LIMIT", 0, MOST_AT_ONCE)
        found = await self._store.ask(*command)
        pairs = (
            found if found and isinstance(found[0], tuple | list) else list(zip(found[::2], found[1::2], strict=True))
        )
        opened = [(self._store.keyring.opened_address(sealed), int(float(score))) for sealed, score in pairs]
        return tuple(Due(address, score) for address, score in opened if address is not None)

    async def settle(self, due: Due, again: int | None) -> None:
        """The entry is done with, or waits for another time, unless it was set anew meanwhile."""
        if self._store:
            sealed = self._store.keyring.sealed_address(due.address)
            await self._store.ask("EVAL", SETTLE, 1, self._name, sealed, due.at, "" if again is None else again)
