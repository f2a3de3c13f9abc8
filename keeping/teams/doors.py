"""Which links lead to a room: opened, renewed, closed and followed.

The room holds the hash of each link that leads to it, one of a kind. So a link that was renewed or closed is dead from
the moment at which the room knows of it, in whatever process.
"""

from collections.abc import Iterable
from typing import NamedTuple

from dialogues.teams.acts import Act
from dialogues.teams.apart import ANSWERS
from dialogues.teams.round import Room
from keeping.teams.links import Links, door_of
from keeping.teams.rooms import Rooms, Told
from rubric.model import Rubric


class Entered(NamedTuple):
    """Where somebody came who followed a link: the room's address, what the link opens, its hash, and the room."""

    address: str
    kind: str
    door: str
    room: Room


class Doors:
    """Everything raises StoreAway."""

    def __init__(self, rooms: Rooms, links: Links) -> None:
        self._rooms = rooms
        self._links = links

    async def open(
        self, address: str, kinds: Iterable[str], who: Act, identity: str, language: str | None = None
    ) -> dict[str, str]:
        """New links, each one's word by its kind; earlier ones of the kind are dead. Empty if `who` may not lead."""
        before = await self._known(address)
        words = {}
        for kind in kinds:
            word, door = await self._links.make(address, kind)
            act = who._replace(name="open_door", argument=f"{kind} {door}")
            told = await self._rooms.act(address, act, f"{identity}:{kind}:{door}", language)
            if told.remark != "opened":
                await self._links.close([door])
                return {}
            words[kind] = word
        await self._links.close([door for kind, door in before.items() if kind in words])
        return words

    async def shut(self, address: str, who: Act, identity: str) -> Told:
        """No link for answers leads to the room any more; what was handed in still counts."""
        before = await self._known(address)
        told = await self._rooms.act(address, who._replace(name="shut_doors"), identity)
        left = set(told.document.room.doors.values())
        await self._links.close([door for door in before.values() if door not in left])
        return told

    async def follow(self, word: str) -> Entered | None:
        """Where a word leads; None if it leads nowhere, or no longer."""
        link = await self._links.follow(word)
        kept = await self._rooms.look(link.room) if link else None
        if link is None or kept is None or kept.room.doors.get(link.kind) != door_of(word):
            return None
        return Entered(link.room, link.kind, door_of(word), kept.room)

    async def forget(self, address: str) -> None:
        """Nothing is kept of the room afterwards, and no link leads there."""
        doors = await self._known(address)
        await self._rooms.forget(address)
        await self._links.close(list(doors.values()))

    async def _known(self, address: str) -> dict[str, str]:
        kept = await self._rooms.look(address)
        return kept.room.doors if kept else {}


def kinds_of_answers(rubric: Rubric) -> tuple[str, ...]:
    """What links for answers can open: everything, or one area for the one who knows it."""
    return (ANSWERS, *(f"{ANSWERS}.{area.id}" for area in rubric.competencies))
