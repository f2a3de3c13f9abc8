"""Links that lead to a team: random words of which only a hash is kept. Who has one can use it, until it is closed."""

import hashlib
import re
import secrets

from keeping.teams.kept import Frozen
from keeping.teams.shelf import Shelf

RANDOM_BYTES = 24
"""192 bits. As a word of 32 letters it fits into a Telegram link."""
DAYS = 365
WORD = re.compile(r"[A-Za-z0-9_-]{32}")


class Link(Frozen):
    """Where a link leads: a room, and what it opens there, as in `Room.doors`."""

    room: str
    kind: str


class Links:
    """Makes, follows and closes links. Everything raises StoreAway."""

    def __init__(self, shelf: Shelf, days: int = DAYS) -> None:
        self._shelf = shelf
        self._seconds = days * 24 * 60 * 60

    async def make(self, room: str, kind: str) -> tuple[str, str]:
        """A new link's word, and the hash that the room keeps of it."""
        word = secrets.token_urlsafe(RANDOM_BYTES)
        door = door_of(word)
        await self._shelf.commit(_address(door), Link(room=room, kind=kind), 0, secrets.token_urlsafe(9), self._seconds)
        return word, door

    async def follow(self, word: str) -> Link | None:
        """Where a word once led; only the room knows whether it still does."""
        if not WORD.fullmatch(word):
            return None
        held = await self._shelf.read(_address(door_of(word)), Link)
        return held.document if held else None

    async def close(self, doors: list[str]) -> None:
        """Nobody gets in by these any more."""
        for door in doors:
            await self._shelf.erase(_address(door))


def door_of(word: str) -> str:
    """The hash that is kept of a word."""
    return hashlib.sha256(word.encode()).hexdigest()


def _address(door: str) -> str:
    return f"team-link:{door}"
