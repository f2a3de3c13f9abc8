"""Links that lead to a team: random words of which only a hash is kept. Who has one can use it, until it is closed."""

import hashlib
import re
import secrets

from dialogues.acts import Act
from keeping.teams.kept import Frozen
from keeping.teams.shelf import Shelf

RANDOM_BYTES = 24
"""192 bits. As a word of 32 letters it fits into a Telegram link."""
DAYS = 365
WORD = re.compile(r"[A-Za-z0-9_-]{32}")


class Link(Frozen):
    """Where a link leads: a room, and what it opens there (`board`, `answers`, `answers.<competency>`)."""

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
        door = _door(word)
        await self._shelf.commit(_address(door), Link(room=room, kind=kind), 0, secrets.token_urlsafe(9), self._seconds)
        return word, door

    async def follow(self, word: str) -> Link | None:
        """Where a word leads; None if it leads nowhere, or no longer."""
        if not WORD.fullmatch(word):
            return None
        held = await self._shelf.read(_address(_door(word)), Link)
        return held.document if held else None

    async def close(self, doors: list[str]) -> None:
        """Nobody gets in by these any more."""
        for door in doors:
            await self._shelf.erase(_address(door))


def opening(kind: str, door: str, member: str, at: int, headcount: int) -> Act:
    """The act by which a room learns of its new link. Only those who lead get so far."""
    return Act("open_door", f"{kind} {door}", member, at, leads=True, headcount=headcount)


def _door(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()


def _address(door: str) -> str:
    return f"team-link:{door}"
