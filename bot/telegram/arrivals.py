"""Who comes to a group and leaves it: its people, we ourselves, and the group that becomes another chat."""

from bot.telegram.meanings import Company, Introduced, Moved, Removed
from bot.telegram.membership import Membership
from bot.telegram.sending import Sender
from bot.telegram.stage import Stage
from bot.telegram.topics import Topics, address_of, place_of
from bot.telegram.voice import Place
from dialogues.script import Script
from dialogues.teams.acts import Act
from dialogues.teams.phase import is_open
from dialogues.teams.round import Room
from dialogues.teams.scene import team_scene
from dialogues.teams.speaking import tell_greeting
from keeping.recent import Recent
from keeping.teams.parts import TeamParts

MOST_REMEMBERED = 4096


class Arrivals:
    """Working one again after an error or a redelivery does no harm."""

    def __init__(
        self, parts: TeamParts, sender: Sender, script: Script, stage: Stage, membership: Membership, topics: Topics
    ) -> None:
        self._rooms = parts.rooms
        self._keyring = parts.keyring
        self._sender = sender
        self._script = script
        self._stage = stage
        self._membership = membership
        self._topics = topics
        self._greeted: Recent[int, bool] = Recent(MOST_REMEMBERED)

    async def company(self, company: Company) -> None:
        """People came or left, and every room of the group knows. A group that has no room yet needs none for that."""
        for person in company.left:
            self._membership.left(company.chat, person)
        for place, _ in await self._topics.rooms_of(self._place(company.chat, None)):
            for name, people in (("came", company.came), ("left", company.left)):
                for person in people:
                    act = Act(name, member=self._member(person), at=company.at)
                    await self._rooms.act(place.address, act, f"{company.id}:{person}")

    async def introduce(self, group: Introduced) -> None:
        """Greets a group that has taken us in, once; and whoever asks who we are."""
        if group.joined and group.chat in self._greeted:
            return
        place = self._place(group.chat, group.topic)
        kept = await self._rooms.look(place.address)
        if group.joined and kept is not None and kept.moved_from is not None and kept.room.founder:
            return
        room = kept.room if kept else Room(language=self._script.language_for(group.language))
        if group.joined:
            founded = Act("found", member=self._member(group.person))
            room = (await self._rooms.act(place.address, founded, f"j:{group.chat}", group.language)).document.room
        scene = team_scene(room, self._script)
        for reply in tell_greeting(scene):
            await self._stage.voice.put(place, reply, room.turn)
        if group.joined:
            await self._shown_again(group)
        self._greeted[group.chat] = True

    async def _shown_again(self, group: Introduced) -> None:
        """Taken in again: what is under way stands below, in every topic."""
        for place, document in await self._topics.rooms_of(self._place(group.chat, None)):
            if is_open(document.room):
                await self._rooms.act(place.address, Act("show"), f"back:{group.chat}:{group.at}")

    async def moved(self, moved: Moved) -> None:
        """The room goes along to the chat that the group has become."""
        self._sender.moved(moved.chat, moved.to)
        self._greeted[moved.to] = True
        self._stage.drop(address_of(moved.chat))
        if await self._rooms.move(address_of(moved.chat), address_of(moved.to)):
            self._stage.tell(place_of(address_of(moved.to)))

    async def removed(self, removed: Removed) -> None:
        """We were put out: nothing more is said there. What is kept stays until we are taken in again, or it ends."""
        self._greeted.pop(removed.chat)
        for place, _ in await self._topics.rooms_of(self._place(removed.chat, None)):
            self._stage.drop(place.address)

    def _place(self, chat: int, topic: int | None) -> Place:
        return place_of(address_of(self._sender.current(chat), topic))

    def _member(self, person: int) -> str:
        return self._keyring.member_name(f"telegram:{person}") if person else ""
