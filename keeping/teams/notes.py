"""What ties somebody to a team who has not agreed to anything yet: kept for a day under a hidden name, and that alone.

So an invitation outlives a restart, and whichever process hears "I agree" knows of it.
"""

import secrets

from keeping.teams.invitation import Ties
from keeping.teams.rooms import DAY
from keeping.teams.shelf import Shelf


class Notes:
    """By address of the conversation. Everything raises StoreAway."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def read(self, address: str) -> Ties:
        held = await self._shelf.read(_note(address), Ties)
        return held.document if held else Ties()

    async def keep(self, address: str, ties: Ties) -> None:
        """Raises Conflict if somebody was faster."""
        held = await self._shelf.read(_note(address), Ties)
        if ties != (held.document if held else Ties()):
            revision = held.revision if held else 0
            await self._shelf.commit(_note(address), ties, revision, secrets.token_urlsafe(9), DAY)

    async def erase(self, address: str) -> None:
        await self._shelf.erase(_note(address))


def _note(address: str) -> str:
    return f"team-guest:{address}"
