"""Which rooms have a round under way, or something to show yet: after a restart these are told anew."""

import asyncio
import secrets
import zlib

from keeping.errors import Conflict, StoreAway
from keeping.teams.kept import OpenRooms
from keeping.teams.shelf import Shelf

MOST_CONFLICTS = 50
"""Turns of others that may come first before we give up for now."""
INDEXES = tuple(f"team:open.{number}" for number in range(16))
"""Several lists, so that no server of a cluster holds them all."""


class Listing:
    """Everything raises StoreAway."""

    def __init__(self, shelf: Shelf, seconds_kept: int) -> None:
        self._shelf = shelf
        self._seconds_kept = seconds_kept

    async def addresses(self) -> list[str]:
        """Of all rooms that are listed, some of which may have moved since."""
        lists = await asyncio.gather(*(self._shelf.read(index, OpenRooms) for index in INDEXES))
        return [each for held in lists if held for each in held.document.addresses]

    async def mark(self, address: str, *, listed: bool) -> None:
        """From now on the room is listed, or is not."""
        listing = INDEXES[zlib.crc32(address.encode()) % len(INDEXES)]
        for _ in range(MOST_CONFLICTS):
            held = await self._shelf.read(listing, OpenRooms)
            others = tuple(each for each in (held.document.addresses if held else ()) if each != address)
            index = OpenRooms(addresses=(*others, address) if listed else others)
            if index == (held.document if held else OpenRooms()):
                return
            revision = held.revision if held else 0
            try:
                await self._shelf.commit(listing, index, revision, secrets.token_urlsafe(9), self._seconds_kept)
            except Conflict:
                continue
            return
        raise StoreAway("too many rooms open at once")
