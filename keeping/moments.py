"""Which conversations something happened in, and when: ordered sets of sealed addresses, best effort, bounded in time.

The entries of one kind are spread over a fixed number of sets, so that no server of a cluster holds them all, and a
look is as long with ten million conversations as with ten.
"""

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from keeping.connecting import Word
from keeping.scripts import NOTE, TAKE
from keeping.store import Store

SHARDS = 16
MOST_AT_ONCE = 100
"""Of each set; what is left comes with the next look."""


class Moment(NamedTuple):
    """When it happened, in seconds since 1970, and in which conversation."""

    at: int
    address: str


class Moments:
    """Moments of one kind. Every method raises StoreAway, and may be called again."""

    def __init__(self, store: Store, kind: str, seconds_kept: int, outlives: int = 0) -> None:
        """`outlives`: how long the last moments stay when no more are noted, if that is longer."""
        self._store = store
        self._kind = kind
        self._seconds = seconds_kept
        self._life = max(outlives, seconds_kept)

    async def note(self, moments: Mapping[str, int]) -> None:
        """The last moment of each address. Earlier ones, and all that are too old, are forgotten."""
        shards: dict[str, list[Word]] = defaultdict(list)
        for address, at in moments.items():
            sealed = self._store.keyring.sealed_address(address)
            shards[self._shard(sealed)] += (at, sealed)
        oldest = max(moments.values(), default=0) - self._seconds
        calls = (self._store.run(NOTE, name, oldest, self._life, *pairs) for name, pairs in shards.items())
        await asyncio.gather(*calls)

    async def between(self, since: int, until: int) -> list[Moment]:
        """Moments from `since` to `until`, the earliest first; not all at once."""
        found = await asyncio.gather(*(self._in(number, since, until) for number in range(SHARDS)))
        return sorted(moment for moments in found for moment in moments)

    async def take(self, moment: Moment) -> bool:
        """Takes a moment out, unless there has been a later one; whether it was there. Of many who try one succeeds."""
        sealed = self._store.keyring.sealed_address(moment.address)
        return bool(await self._store.run(TAKE, self._shard(sealed), sealed, moment.at))

    async def _in(self, number: int, since: int, until: int) -> list[Moment]:
        name = self._name(number)
        found = await self._store.ask("ZRANGEBYSCORE", name, since, until, "WITHSCORES", "LIMIT", 0, MOST_AT_ONCE)
        # One server answers in a flat list, a cluster's client in pairs.
        pairs = found if found and isinstance(found[0], tuple | list) else zip(found[::2], found[1::2], strict=True)
        opened = [(int(float(at)), self._store.keyring.opened_address(sealed)) for sealed, at in pairs]
        return [Moment(at, address) for at, address in opened if address is not None]

    def _shard(self, sealed: bytes) -> str:
        return self._name(sealed[0] % SHARDS)

    def _name(self, number: int) -> str:
        return f"vara:{{{self._kind}.{number}}}"
