"""Where the polls of a channel stand: whoever answers one tells us its number, and not the room."""

import secrets

from keeping.teams.kept import Frozen
from keeping.teams.rooms import DAY
from keeping.teams.shelf import Shelf

DAYS = 30
"""A poll that nobody has touched for so long is forgotten."""


class PollPlace(Frozen):
    """The room and the turn for which a poll asks, and what each of its options means there."""

    room: str
    turn: int
    values: tuple[str, ...]


class PollIndex:
    """Notes, finds and forgets polls by their number. Everything raises StoreAway."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def note(self, poll: str, place: PollPlace) -> None:
        """From now on answers to this poll find their room. Harmless a second time."""
        if await self.find(poll) is not None:
            return
        await self._shelf.commit(_address(poll), place, 0, secrets.token_urlsafe(9), DAYS * DAY)

    async def find(self, poll: str) -> PollPlace | None:
        held = await self._shelf.read(_address(poll), PollPlace)
        return held.document if held else None

    async def forget(self, poll: str) -> None:
        await self._shelf.erase(_address(poll))


def _address(poll: str) -> str:
    return f"team-poll:{poll}"
