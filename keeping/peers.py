"""Cities that see each other's figures: one hash for each size, of sealed entries, and beside it what is told of them.

Nobody who asks causes anything to be counted: figures are made anew now and then, and only if so many cities differ
from those that were counted last that nobody can be told apart by the difference. Whoever leaves is gone at once, and
so are the figures in which they were counted.
"""

import hashlib
import json

from dialogues.peers import SIZES, written
from keeping.scripts import script_of
from keeping.store import Store
from rubric.peers import City, differ_enough, figures_of

DAY = 24 * 60 * 60
MOST_COUNTED = 5000
"""Cities of one size that are counted."""
SCANNED = 500

# Takes a city out; figures in which it was counted go with it.
DROP = script_of("""
local gone = redis.call('HDEL', KEYS[1], 'city:' .. ARGV[1])
local counted = redis.call('HGET', KEYS[1], 'counted')
if counted and string.find(counted, ARGV[1], 1, true) then redis.call('HDEL', KEYS[1], 'figures') end
return gone
""")

# Only if what was counted before is still what was looked at.
PUBLISH = script_of("""
if (redis.call('HGET', KEYS[1], 'counted') or '') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'counted', ARGV[2], 'figures', ARGV[3])
return 1
""")


class Peers:
    """Cities of all sizes. Every method raises StoreAway, and may be called again."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def put(self, address: str, size: str, city: City, at: int) -> None:
        """What a city gives now."""
        given = json.dumps(
            [dict(city.levels), {area: list(move) for area, move in city.moves.items()}, sorted(city.done)]
        )
        value = b"%d " % (at // DAY) + self._store.keyring.sealed_address(given)
        await self._store.ask("HSET", _name(size), f"city:{self._sign(address)}", value)

    async def drop(self, address: str) -> None:
        """Whatever size it had, the city is gone, and figures that counted it."""
        for size in SIZES:
            await self._store.run(DROP, _name(size), self._sign(address))

    async def figures(self, size: str) -> str:
        """What may be told, as `dialogues.peers.read` reads it; "" while there is nothing."""
        told = await self._store.ask("HGET", _name(size), "figures")
        return told.decode() if told else ""

    async def refresh(self, at: int, days_kept: int) -> None:
        """Makes the figures of all sizes anew where that may be. Cities for which nobody has spoken are dropped."""
        for size in SIZES:
            await self._refresh(size, at // DAY - days_kept)

    async def _refresh(self, size: str, since: int) -> None:
        cities, signs = await self._cities(size, since)
        before = await self._store.ask("HGET", _name(size), "counted")
        figures = figures_of(cities)
        if figures is None:
            await self._store.ask("HDEL", _name(size), "figures")
        elif differ_enough(json.loads(before or b"{}"), signs):
            counted = json.dumps(signs, sort_keys=True)
            await self._store.run(PUBLISH, _name(size), before or b"", counted, written(figures))

    async def _cities(self, size: str, since: int) -> tuple[list[City], dict[str, str]]:
        """All that take part, and a sign of what each gives."""
        cities: list[City] = []
        signs: dict[str, str] = {}
        cursor = 0
        while len(cities) < MOST_COUNTED:
            found = await self._store.ask("HSCAN", _name(size), cursor, "MATCH", "city:*", "COUNT", SCANNED)
            cursor = int(found[0])
            for field, value in _pairs(found[1]):
                day, _, given = value.partition(b" ")
                opened = self._store.keyring.opened_address(given)
                sign = field.decode().removeprefix("city:")
                if int(day) < since or opened is None:
                    await self._store.ask("HDEL", _name(size), field)
                elif sign not in signs:
                    cities.append(_city(opened))
                    signs[sign] = hashlib.sha256(given).hexdigest()[:12]
            if not cursor:
                break
        return cities, signs

    def _sign(self, address: str) -> str:
        return self._store.keyring.member_name(f"peer:{address}")


def _city(given: str) -> City:
    levels, moves, done = json.loads(given)
    return City(levels, {area: (before, after) for area, (before, after) in moves.items()}, frozenset(done))


def _pairs(found: object) -> list[tuple[bytes, bytes]]:
    """Fields and values, whichever way the store's client gives them."""
    if isinstance(found, dict):
        return list(found.items())
    if not isinstance(found, list):
        raise TypeError
    return list(zip(found[::2], found[1::2], strict=True))


def _name(size: str) -> str:
    return f"vara:{{peers.{size}}}"
