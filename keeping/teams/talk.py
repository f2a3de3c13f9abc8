"""What is said about teams within a conversation: around each step of it, and never in its way."""

from dialogues.hosting import with_way_to_team
from dialogues.message import Message, Reply
from dialogues.position import Place
from dialogues.scene import scene_of
from dialogues.script import Script
from dialogues.session import Session
from dialogues.speaking import speak
from dialogues.step import Turn, step
from keeping.codec import Document
from keeping.teams.doors import Doors
from keeping.teams.guests import NO, QUIET, YES, Guests
from keeping.teams.hosts import Hosts
from keeping.teams.invitation import Invitation, Ties
from keeping.teams.notes import Notes

START = "/start team_"


class TeamTalk:
    """Hears what concerns a team, and lets the conversation hear all else. Everything raises StoreAway."""

    def __init__(self, guests: Guests, hosts: Hosts, doors: Doors, notes: Notes, script: Script) -> None:
        self._guests = guests
        self._hosts = hosts
        self._doors = doors
        self._notes = notes
        self._script = script

    async def turn(self, address: str, message: Message, document: Document) -> tuple[Turn, Ties]:
        """One message. Raises Conflict if somebody was faster."""
        ties = await self._ties(address, document)
        team = ties.team
        if team is not None and not team.said and message.text in {YES, NO, QUIET}:
            turn, ties = await self._answered(address, message, document.session, ties, team)
        elif document.session.agreed_at is not None and (
            told := await self._hosts.hear(address, message, document.session, ties.hosting)
        ):
            hosting, replies = told
            ties = ties.model_copy(update={"hosting": hosting})
            if not replies:
                return await self._stepped(address, message, document, ties)
            turn = self._standing(document.session, message, replies)
        else:
            return await self._stepped(address, message, document, ties)
        await self._noted(address, document, document.session, ties)
        return turn, ties

    def around(self, replies: tuple[Reply, ...], place: Place, document: Document) -> tuple[Reply, ...]:
        """The conversation's own replies at a place, with what concerns teams below."""
        return self._around(replies, place, document.session, Ties(team=document.team, hosting=document.hosting))

    async def reminded(self, document: Document, at: int) -> tuple[Document, tuple[Reply, ...]] | None:
        """The document once the person was reminded of the team at this time; None if that is not due."""
        session, team = document.session, document.team
        if team is None or not team.due or team.due > at or session.quiet:
            return None
        replies = await self._guests.reminder(session, team)
        after = session.model_copy(update={"revision": session.revision + 1})
        facts = {"session": after, "team": team.model_copy(update={"due": 0}), "remarks": ()}
        kept, scene = document.model_copy(update=facts), scene_of(after, self._script)
        return kept, (*replies, *self.around(speak(scene), scene.where.place, kept)) if replies else ()

    async def _stepped(self, address: str, message: Message, document: Document, ties: Ties) -> tuple[Turn, Ties]:
        """A step of the conversation itself, after a link was followed if that is what it says."""
        session = document.session
        greeting: tuple[Reply, ...] = ()
        if message.text.startswith(START):
            ties, greeting = await self._followed(address, message, session, ties)
            message = message._replace(text="/start")
        if ties.team and ties.team.area and session.want is None:
            session = session.model_copy(update={"want": f"area.{ties.team.area}"})
        turn = step(session, message, self._script)
        if turn.session is None:
            await self._forgotten(address, ties)
            return turn, Ties()
        await self._noted(address, document, turn.session, ties)
        if ties.team and turn.session.agreed_at and (ties.team is not document.team or not session.agreed_at):
            ties = ties.model_copy(update={"team": await self._guests.arrived(address, message, ties.team)})
        replies = self._around(turn.replies, turn.place, turn.session, ties)
        in_place = turn.in_place and len(replies) == len(turn.replies)
        return turn._replace(replies=(*greeting, *replies), in_place=in_place), ties

    async def _followed(
        self, address: str, message: Message, session: Session, ties: Ties
    ) -> tuple[Ties, tuple[Reply, ...]]:
        """Where a link leads: to answering for a team, to looking after one, or nowhere any more."""
        entered = await self._doors.follow(message.text.removeprefix(START).strip())
        hosting = self._hosts.offered(entered, ties.hosting)
        if hosting is not None:
            return ties.model_copy(update={"hosting": hosting}), ()
        found = self._guests.invitation(entered)
        greeting = self._guests.greeting(address, session, entered if found else None)
        return ties.model_copy(update={"team": found or ties.team}), (greeting,)

    async def _answered(
        self, address: str, message: Message, session: Session, ties: Ties, team: Invitation
    ) -> tuple[Turn, Ties]:
        if message.text == QUIET:
            team = team.model_copy(update={"due": 0})
            noted = Reply(self._script.wording(session.language).say("team.reminder_off"))
            replies: tuple[Reply, ...] = (noted, *speak(scene_of(session, self._script)))
        else:
            team, replies = await self._guests.answered(address, message, session, team)
        return self._standing(session, message, replies), ties.model_copy(update={"team": team})

    def _standing(self, session: Session, message: Message, replies: tuple[Reply, ...]) -> Turn:
        """The conversation itself stands where it stood."""
        heard = session.model_copy(update={"heard_at": message.at})
        return Turn(heard, replies, place=scene_of(heard, self._script).where.place)

    def _around(self, replies: tuple[Reply, ...], place: Place, session: Session, ties: Ties) -> tuple[Reply, ...]:
        if place is Place.CHOOSING:
            replies = with_way_to_team(replies, self._script.wording(session.language))
        return (*replies, *self._guests.question(session, ties.team), *self._hosts.question(session, ties.hosting))

    async def _ties(self, address: str, document: Document) -> Ties:
        known = Ties(team=document.team, hosting=document.hosting)
        apart = document.session.agreed_at is None and document.door is None
        return await self._notes.read(address) if apart else known

    async def _noted(self, address: str, document: Document, after: Session, ties: Ties) -> None:
        """Until there is a conversation that is kept, its ties are noted beside it."""
        if after.agreed_at is None and document.door is None and ties != Ties():
            await self._notes.keep(address, ties)

    async def _forgotten(self, address: str, ties: Ties) -> None:
        await self._notes.erase(address)
        await self._guests.forgotten(address, ties.team)
        await self._hosts.forgotten(address, ties.hosting)


def due_of_team(document: Document) -> int | None:
    """When a conversation's person is to be reminded of their team, if ever."""
    team = document.team
    return team.due or None if team and not document.session.quiet else None
