"""When the plans of teams are asked about: their times stand in the store, what is due stands in the room."""

from dialogues.teams.acts import Act
from dialogues.teams.plan import plan_due
from keeping.daytime import is_day, next_day
from keeping.dues import TEAMS, Due, Dues
from keeping.store import Store
from keeping.teams.rooms import Rooms
from keeping.teams.shelf import Shelf

LATER = 60 * 60
"""Seconds after which we look again at a plan that could not be asked about."""


class Plans:
    """Everything raises StoreAway. On a shelf that is no store nobody is asked."""

    def __init__(self, rooms: Rooms, shelf: Shelf) -> None:
        self._rooms = rooms
        self._dues = Dues(shelf if isinstance(shelf, Store) else None, TEAMS)

    async def due(self, at: int) -> tuple[Due, ...]:
        """The rooms whose plan waits to be asked about, the longest waiting first; not all at once."""
        return await self._dues.until(at)

    async def remind(self, due: Due, at: int, zone: str | None = None) -> None:
        """Asks a team by day how a step went, once: its group sees it as it sees every change of its room.

        While something is voted on it waits. Asked again after a crash, it is only shown.
        """
        if not is_day(at, zone):
            await self._dues.settle(due, next_day(at, zone))
            return
        told = await self._rooms.act(due.address, Act("ask", at=at), f"ask:{due.address}:{due.at}")
        if told.again:
            self._rooms.tell(due.address)
        again = None if told.document.moved_from == due.address else plan_due(told.document.room)
        await self._dues.settle(due, max(again, at + LATER) if again else None)

    async def told(self, due: Due, at: int) -> None:
        """Nothing is owed to a team: what it is asked stands in its room."""
