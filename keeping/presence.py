"""Who is at work: whoever begins learns whether the one before has ended in order.

If not, something that it was told may have ended it, and will be told to us.
"""

from keeping.scripts import ENTERED
from keeping.store import Store

NAME = "vara:{present}"


class Presence:
    """All processes that are at work, each by a token of its own. Raises StoreAway, and may be called again."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def begins(self, token: str) -> bool:
        """We begin; whether anybody stood there: somebody beside us, or somebody who has ended suddenly."""
        return bool(await self._store.run(ENTERED, NAME, token))

    async def ends(self, token: str) -> None:
        """We end, and nothing that we were told is the reason."""
        await self._store.ask("HDEL", NAME, token)
