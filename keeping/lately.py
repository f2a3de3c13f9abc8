"""The documents that this process has committed last: a turn that finds its own there needs one trip to the store.

Whether it is still the last one is for the commit to tell: it compares revision and token, and whoever was overtaken
loads anew. So this may be stale and is never wrong; it is bounded, and nothing is lost with it.
"""

from typing import NamedTuple, Protocol

from keeping.codec import Document, has_heard
from keeping.recent import Recent
from keeping.store import Held, Kept

MOST = 256
"""Conversations under way in one process at the same moment; a document is a few kilobytes."""


class Shelf(Protocol):
    """What keeps documents by address: the store, or a slot of Rasa's."""

    async def load(self, address: str) -> Kept | None: ...

    async def commit(
        self, address: str, document: Document, expected_revision: int, turn: str, seconds_to_live: int, after: str = ""
    ) -> int: ...

    async def erase(self, address: str) -> bool: ...


class Known(NamedTuple):
    """What a turn begins with. `after` is the token of the commit that made it, if it was ours; "" if it was read."""

    kept: Kept | None
    after: str = ""


class Lately:
    """In front of a store, for turns alone: whoever only looks asks the store itself."""

    def __init__(self, store: Shelf, most: int = MOST) -> None:
        self._store = store
        self._last: Recent[str, Known] = Recent(most)

    async def load(self, address: str, digest: str) -> Known:
        """What was committed last, as far as we know; read anew for a message that was heard before.

        Raises as the store.
        """
        last = self._last.pop(address)
        if last is not None and last.kept is not None and not has_heard(last.kept.document, digest):
            return last
        return Known(await self._store.load(address))

    def forget(self, address: str) -> None:
        """What is erased is not even remembered."""
        self._last.pop(address)

    async def commit(self, address: str, document: Document, known: Known, turn: str, seconds_to_live: int) -> None:
        """Raises Conflict and StoreAway; then the next turn reads anew."""
        expected = known.kept.revision if known.kept else 0
        revision = await self._store.commit(address, document, expected, turn, seconds_to_live, known.after)
        # What concerns a team leaves the conversation before a commit could tell that it was stale.
        if document.team is None and document.hosting is None:
            self._last[address] = Known(Held(document, revision), turn)
