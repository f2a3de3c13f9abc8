"""The rooms of one group: its own, and one for each topic of a forum in which a team has met.

Telegram tells of who comes and leaves once for the whole group, so the group's own room knows its topics.
"""

from bot.telegram.voice import Place
from keeping.teams.kept import RoomDocument
from keeping.teams.rooms import Rooms, Told

PREFIX = "team:telegram"


def address_of(chat: int, topic: int | None = None) -> str:
    """Where a room is kept: one for each group, and one for each topic of a forum."""
    return f"{PREFIX}:{chat}" + (f":{topic}" if topic else "")


def place_of(address: str) -> Place:
    """Where the room of an address is shown."""
    chat, _, topic = address.removeprefix(f"{PREFIX}:").partition(":")
    return Place(address, int(chat), int(topic) if topic else None)


class Topics:
    """Knows the rooms of groups. Everything raises StoreAway."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    async def note(self, group: Place, topic: int | None, language: str | None) -> None:
        """Something is done in a topic: from now on its room is one of the group's."""
        kept = await self._rooms.look(group.address) if topic is not None else None
        if topic is None or (kept is not None and topic in kept.topics):
            return

        def noted(document: RoomDocument) -> Told:
            topics = tuple(sorted({*document.topics, topic}))
            return Told(document.model_copy(update={"topics": topics}))

        await self._rooms.change(group.address, noted, language)

    async def rooms_of(self, group: Place) -> list[tuple[Place, RoomDocument]]:
        """All rooms that are kept of a group, with where they are shown."""
        own = await self._rooms.look(group.address)
        if own is None:
            return []
        places = [place_of(address_of(group.chat, topic)) for topic in own.topics]
        kept = [(place, await self._rooms.look(place.address)) for place in places]
        return [(group, own), *((place, document) for place, document in kept if document is not None)]
