"""When which conversation or team is to be looked at for a reminder: ordered sets in the store, beside them.

An entry is a time and a sealed address. It only says when to look: what is due, and what is still owed, stands in the
conversation itself. So an entry too many, or one that comes too early, does no harm: whoever looks puts it right.
An entry that comes too late would, so a time is only ever set earlier, and put later by whoever has looked.

The entries lie in SHARDS sets, each with a hash tag of its own: a cluster spreads them over its nodes.
"""

from typing import NamedTuple

from keeping.scripts import script_of
from keeping.store import Store

PEOPLE, TEAMS = "due", "team-due"
"""Whose times they are."""
SHARDS = 16
MOST_AT_ONCE = 20
"""Entries of one shard that one look takes up."""
LEASE = 10 * 60
"""Seconds after which an entry that was taken up comes again, unless it is settled before."""

# An earlier time stays, but for a second: whoever settles it then sees that somebody was here meanwhile.
SET = script_of("""
local held, wanted = redis.call('ZSCORE', KEYS[1], ARGV[2]), tonumber(ARGV[1])
if held and tonumber(held) <= wanted then wanted = tonumber(held) - 1 end
return redis.call('ZADD', KEYS[1], wanted, ARGV[2])
""")

# Only if nobody has set another time meanwhile.
SETTLE = script_of("""
if redis.call('ZSCORE', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
if ARGV[3] == '' then return redis.call('ZREM', KEYS[1], ARGV[1]) end
redis.call('ZADD', KEYS[1], ARGV[3], ARGV[1])
return 1
""")


class Due(NamedTuple):
    """A conversation whose time has come. `at`: seconds since 1970, as it was set."""

    address: str
    at: int


class Dues:
    """All times of reminders. Every method raises StoreAway, and may be called again. Without a store nobody is
    reminded.
    """

    def __init__(self, store: Store | None, whose: str = PEOPLE) -> None:
        self._store = store
        self._whose = whose

    async def set(self, address: str, at: int) -> None:
        """To be looked at by then, or earlier if an earlier time was set before."""
        if self._store:
            sealed = self._store.keyring.sealed_address(address)
            await self._store.run(SET, self._shard(sealed), at, sealed)

    async def forget(self, address: str) -> None:
        if self._store:
            sealed = self._store.keyring.sealed_address(address)
            await self._store.ask("ZREM", self._shard(sealed), sealed)

    async def until(self, at: int) -> tuple[Due, ...]:
        """The first of each shard that are due at this time, the longest waiting first."""
        if self._store is None:
            return ()
        found = [each for number in range(SHARDS) for each in await self._in(self._store, number, at)]
        return tuple(sorted(found, key=lambda each: each.at))

    async def take(self, due: Due, at: int) -> Due | None:
        """Takes an entry up for a while: nobody else does, and if we are interrupted it comes again. None if it is
        another's by now.
        """
        return Due(due.address, at + LEASE) if await self._moved(due, at + LEASE) else None

    async def settle(self, due: Due, again: int | None) -> None:
        """The entry is done with, or waits for another time, unless it was set anew meanwhile."""
        await self._moved(due, again)

    async def _moved(self, due: Due, to: int | None) -> bool:
        if self._store is None:
            return False
        sealed = self._store.keyring.sealed_address(due.address)
        return bool(await self._store.run(SETTLE, self._shard(sealed), sealed, due.at, "" if to is None else to))

    async def _in(self, store: Store, number: int, at: int) -> list[Due]:
        command = ("ZRANGEBYSCORE", self._name(number), "-inf", at, "WITHSCORES", "LIMIT", 0, MOST_AT_ONCE)
        found = await store.ask(*command)
        # One node answers in a flat list, a cluster in pairs.
        paired = found and isinstance(found[0], tuple | list)
        pairs = found if paired else zip(found[::2], found[1::2], strict=True)
        opened = [(store.keyring.opened_address(sealed), int(float(score))) for sealed, score in pairs]
        return [Due(address, score) for address, score in opened if address is not None]

    def _shard(self, sealed: bytes) -> str:
        """The set that holds a sealed address. Sealed bytes are as good as random, so the shards are about equal."""
        return self._name(sealed[0] % SHARDS)

    def _name(self, number: int) -> str:
        return f"vara:{{{self._whose}.{number}}}"
