"""One message of somebody who looks after a team in a conversation of their own, and what is at hand to answer it."""

from collections.abc import Callable
from typing import NamedTuple

from dialogues.message import Message, Reply
from dialogues.script import Script
from dialogues.session import Session
from dialogues.teams.acts import Act
from dialogues.teams.hosting import tell_word
from dialogues.teams.round import Room
from dialogues.teams.scene import TeamScene, team_scene
from keeping.errors import Conflict
from keeping.keys import Keyring
from keeping.teams.addresses import Addresses
from keeping.teams.doors import Doors
from keeping.teams.invitation import Hosting
from keeping.teams.rooms import Rooms

Told = tuple[Hosting, tuple[Reply, ...]]
"""What the conversation looks after from now on, and what is said."""


class Visit(NamedTuple):
    """What they look after, and the room of it if it is theirs; `member` is their sign."""

    address: str
    message: Message
    session: Session
    hosting: Hosting
    room: Room | None
    member: str

    @property
    def who(self) -> Act:
        """The visitor, as one who acts. Whether they lead, the room knows."""
        return Act("", member=self.member, at=self.message.at)

    @property
    def identity(self) -> str:
        return f"{self.address}:{self.message.id}"


class Desk(NamedTuple):
    """Where a visit is dealt with. Everything raises StoreAway."""

    rooms: Rooms
    doors: Doors
    script: Script
    keyring: Keyring
    addresses: Addresses

    async def own(self, hosting: Hosting, member: str) -> Room | None:
        """The room that a conversation looks after, as long as it is theirs."""
        kept = await self.rooms.look(hosting.room) if hosting.room else None
        return kept.room if kept and member in {kept.room.founder, *kept.room.owners} else None

    async def now(self, visit: Visit) -> TeamScene:
        """The team as it is kept now, in the visitor's language."""
        kept = await self.rooms.look(visit.hosting.room)
        return self.scene(visit, kept.room if kept else Room(language=visit.session.language))

    def scene(self, visit: Visit, room: Room) -> TeamScene:
        return team_scene(room, self.script, visit.session.language)

    def blank(self, session: Session) -> TeamScene:
        """The words for somebody who has no team, or not yet."""
        return team_scene(Room(language=session.language), self.script)

    async def opened(self, visit: Visit, *kinds: str) -> dict[str, str]:
        """The words of new links, by kind. Raises Conflict if the record was handed over meanwhile."""
        words = await self.doors.open(visit.hosting.room, kinds, visit.who, visit.identity)
        if not words:
            raise Conflict("the record has another owner by now")
        return words


async def linked(desk: Desk, visit: Visit, kind: str, sentence: str, address: Callable[[str], str]) -> Told:
    """A new link of a kind, told this once."""
    words = await desk.opened(visit, kind)
    link = address(words[kind])
    return visit.hosting, (tell_word(await desk.now(visit), sentence, "host.menu", link=link),)


def settled(hosting: Hosting) -> Hosting:
    """With nothing asked."""
    return hosting.model_copy(update={"asks": ""})
