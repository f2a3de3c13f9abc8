"""What is said about teams within a conversation: around each step of it, and never in its way."""

from typing import NamedTuple

from dialogues.message import Message, Reply
from dialogues.scene import scene_of
from dialogues.script import Script
from dialogues.session import Session
from dialogues.speaking import speak
from dialogues.step import Turn, step
from keeping.codec import Document
from keeping.teams.doors import Doors
from keeping.teams.guests import NO, QUIET, YES, Guests
from keeping.teams.invitation import Invitation

START = "/start team_"


class Ties(NamedTuple):
    """What ties a conversation to teams."""

    team: Invitation | None = None


class TeamTalk:
    """Hears what concerns a team, and lets the conversation hear all else. Everything raises StoreAway."""

    def __init__(self, guests: Guests, doors: Doors, script: Script) -> None:
        self._guests = guests
        self._doors = doors
        self._script = script

    async def turn(self, address: str, message: Message, document: Document) -> tuple[Turn, Ties]:
        """One message. Raises Conflict if somebody was faster."""
        session, team = document.session, document.team
        if team is None and session.agreed_at is None:
            team = await self._guests.waiting(address)
        if team is not None and not team.said and message.text in {YES, NO, QUIET}:
            return await self._answered(address, message, document, team)
        greeting: tuple[Reply, ...] = ()
        if message.text.startswith(START):
            found = self._guests.invitation(await self._doors.follow(message.text.removeprefix(START).strip()))
            greeting, team = (self._guests.greeting(address, session, found),), found or team
            message = message._replace(text="/start")
        if team and team.area and session.want is None:
            session = session.model_copy(update={"want": f"area.{team.area}"})
        turn = step(session, message, self._script)
        if turn.session is None:
            await self._guests.forgotten(address, team)
            return turn, Ties()
        team = await self._followed(address, message, document, turn.session, team)
        asked = self._guests.question(turn.session, team)
        told = turn._replace(replies=(*greeting, *turn.replies, *asked), in_place=turn.in_place and not asked)
        return told, Ties(team)

    def asked(self, document: Document) -> tuple[Reply, ...]:
        """What stands below the conversation's own question."""
        return self._guests.question(document.session, document.team)

    async def reminded(self, document: Document, at: int) -> tuple[Document, tuple[Reply, ...]] | None:
        """The document once the person was reminded of the team at this time; None if that is not due."""
        session, team = document.session, document.team
        if team is None or not team.due or team.due > at or session.quiet:
            return None
        replies = await self._guests.reminder(session, team)
        after = session.model_copy(update={"revision": session.revision + 1})
        facts = {"session": after, "team": team.model_copy(update={"due": 0}), "remarks": ()}
        kept = document.model_copy(update=facts)
        return kept, (*replies, *speak(scene_of(after, self._script)), *self.asked(kept)) if replies else ()

    async def _answered(
        self, address: str, message: Message, document: Document, team: Invitation
    ) -> tuple[Turn, Ties]:
        session = document.session
        heard = session.model_copy(update={"heard_at": message.at})
        if message.text == QUIET:
            team = team.model_copy(update={"due": 0})
            noted = Reply(self._script.wording(session.language).say("team.reminder_off"))
            replies: tuple[Reply, ...] = (noted, *speak(scene_of(session, self._script)))
            await self._remembered(address, document, session, team)
        else:
            team, replies = await self._guests.answered(address, message, session, team)
        return Turn(heard, replies, place=scene_of(heard, self._script).where.place), Ties(team)

    async def _followed(
        self, address: str, message: Message, document: Document, after: Session, team: Invitation | None
    ) -> Invitation | None:
        """The invitation as it is kept: with the conversation, and until there is one, for a day beside it."""
        await self._remembered(address, document, after, team)
        news = team is not document.team or document.session.agreed_at is None
        if team is None or after.agreed_at is None or not news:
            return team
        return await self._guests.arrived(address, message, team)

    async def _remembered(self, address: str, document: Document, after: Session, team: Invitation | None) -> None:
        kept_anyway = after.agreed_at is not None or document.door is not None
        if team is not None and not kept_anyway:
            await self._guests.wait(address, team)


def due_of_team(document: Document) -> int | None:
    """When a conversation's person is to be reminded of their team, if ever."""
    team = document.team
    return team.due or None if team and not document.session.quiet else None
