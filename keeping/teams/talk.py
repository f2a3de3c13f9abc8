"""What is said about teams within a conversation: around each step of it, and never in its way."""

from dialogues.message import Message, Reply
from dialogues.position import Place
from dialogues.scene import scene_of
from dialogues.script import Script
from dialogues.session import Session
from dialogues.step import Turn, step
from keeping.codec import Document
from keeping.teams.doors import Doors
from keeping.teams.guests import NO, QUIET, YES, Guests
from keeping.teams.hosts import Hosts
from keeping.teams.invitation import Ties
from keeping.teams.notes import Notes
from keeping.teams.standing import Standing

START = "/start team_"
NO_TIES = Ties()

Replies = tuple[Reply, ...]


class TeamTalk:
    """Hears what concerns a team, and lets the conversation hear all else. Everything raises StoreAway."""

    def __init__(self, guests: Guests, hosts: Hosts, doors: Doors, notes: Notes, script: Script) -> None:
        self._guests = guests
        self._hosts = hosts
        self._doors = doors
        self._notes = notes
        self._script = script
        self._standing = Standing(guests, hosts, script)

    async def turn(self, address: str, message: Message, document: Document) -> tuple[Turn, Ties]:
        """One message. Raises Conflict if somebody was faster."""
        session, ties = document.session, await self._ties(address, document)
        message = self._standing.heard(message, session, ties)
        ties, replies = await self._answered(address, message, session, ties)
        if not replies:
            ties, replies = await self._hosted(address, message, session, ties)
        if not replies:
            return await self._stepped(address, message, document, ties)
        await self._noted(address, document, session, ties)
        heard = session.model_copy(update={"heard_at": message.at})
        return Turn(heard, replies, place=scene_of(heard, self._script).where.place), ties

    def around(self, replies: Replies, place: Place, document: Document) -> Replies:
        """The conversation's own replies at a place, with what concerns teams below."""
        return self._standing.around(replies, place, document.session, _ties_of(document))

    async def reminded(self, document: Document, at: int) -> tuple[Document, Replies] | None:
        """The document once the person was reminded of the team at this time; None if that is not due."""
        session, team = document.session, document.team
        if team is None or not team.due or team.due > at or session.quiet:
            return None
        replies = await self._guests.reminder(session, team)
        after = session.model_copy(update={"revision": session.revision + 1})
        facts = {"session": after, "team": team.model_copy(update={"due": 0}), "remarks": ()}
        kept = document.model_copy(update=facts)
        return kept, (*replies, *self._standing.now(after, _ties_of(kept))) if replies else ()

    async def _answered(self, address: str, message: Message, session: Session, ties: Ties) -> tuple[Ties, Replies]:
        """What somebody who is invited says to joining, or to being reminded."""
        team = ties.team
        if team is None or team.said or message.text not in {YES, NO, QUIET}:
            return ties, ()
        if message.text == QUIET:
            after = ties.model_copy(update={"team": team.model_copy(update={"due": 0})})
            return after, (self._guests.quiet(session), *self._standing.now(session, after))
        team, replies = await self._guests.answered(address, message, session, team)
        return ties.model_copy(update={"team": team}), replies

    async def _hosted(self, address: str, message: Message, session: Session, ties: Ties) -> tuple[Ties, Replies]:
        """What somebody does with a team that they look after. Anything else ends what we had asked about it."""
        told = await self._hosts.hear(address, message, session, ties.hosting) if session.agreed_at else None
        hosting, replies = told or (ties.hosting, ())
        if hosting is None and ties.hosting is None:
            return ties, replies
        if hosting is not None:
            ways = tuple(each.value for each in replies[-1].buttons) if replies else ()
            hosting = hosting.model_copy(update={"ways": ways})
        return ties.model_copy(update={"hosting": hosting}), replies

    async def _stepped(self, address: str, message: Message, document: Document, ties: Ties) -> tuple[Turn, Ties]:
        """A step of the conversation itself, after a link was followed if that is what it says."""
        session = document.session
        greeting: Replies = ()
        if message.text.startswith(START):
            ties, greeting = await self._followed(address, message, session, ties)
            message = message._replace(text="/start")
        if ties.team and ties.team.area and session.want is None:
            session = session.model_copy(update={"want": f"area.{ties.team.area}"})
        turn = step(session, message, self._script)
        if turn.session is None:
            await self._forgotten(address, ties)
            return turn, NO_TIES
        await self._noted(address, document, turn.session, ties)
        if ties.team and turn.session.agreed_at and (ties.team is not document.team or not session.agreed_at):
            ties = ties.model_copy(update={"team": await self._guests.arrived(address, message, ties.team)})
        replies = self._standing.around(turn.replies, turn.place, turn.session, ties)
        in_place = turn.in_place and len(replies) == len(turn.replies)
        return turn._replace(replies=(*greeting, *replies), in_place=in_place), ties

    async def _followed(self, address: str, message: Message, session: Session, ties: Ties) -> tuple[Ties, Replies]:
        """Where a link leads: to answering for a team, to looking after one, or nowhere any more."""
        entered = await self._doors.follow(message.text.removeprefix(START).strip())
        hosting = self._hosts.offered(entered, ties.hosting)
        if hosting is not None:
            return ties.model_copy(update={"hosting": hosting}), ()
        found = self._guests.invitation(entered)
        greeting = self._guests.greeting(address, session, entered if found else None)
        return ties.model_copy(update={"team": found or ties.team}), (greeting,)

    async def _ties(self, address: str, document: Document) -> Ties:
        """With the conversation, or noted beside it as long as there is none that is kept."""
        return await self._notes.read(address) if _is_beside(document, document.session) else _ties_of(document)

    async def _noted(self, address: str, document: Document, after: Session, ties: Ties) -> None:
        if _is_beside(document, after) and ties != NO_TIES:
            await self._notes.keep(address, ties)

    async def _forgotten(self, address: str, ties: Ties) -> None:
        await self._notes.erase(address)
        await self._guests.forgotten(address, ties.team)
        await self._hosts.forgotten(address, ties.hosting)


def due_of_team(document: Document) -> int | None:
    """When a conversation's person is to be reminded of their team, if ever."""
    team = document.team
    return team.due or None if team and not document.session.quiet else None


def _ties_of(document: Document) -> Ties:
    if document.team is None and document.hosting is None:
        return NO_TIES
    return Ties(team=document.team, hosting=document.hosting)


def _is_beside(document: Document, session: Session) -> bool:
    """Whether nothing is kept of the conversation: nobody has agreed, and no web page holds its token."""
    return session.agreed_at is None and document.door is None
