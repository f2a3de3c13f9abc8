"""One step of a conversation, and what somebody in it says to their team."""

from dialogues.message import Message, Reply
from dialogues.script import Script
from dialogues.session import Session
from dialogues.step import Turn, step
from keeping.recent import Recent
from keeping.teams.guests import NO, START, YES, Guests
from keeping.teams.invitation import Invitation

MOST_INVITED = 4096
"""Invitations of people who have not agreed yet that are remembered until they do, or we start anew."""


class Visits:
    """Conversations of people who may answer for a team. Raises StoreAway."""

    def __init__(self, guests: Guests | None, script: Script) -> None:
        self._guests = guests
        self._script = script
        self._invited: Recent[str, Invitation | None] = Recent(MOST_INVITED)

    async def taken(
        self, address: str, session: Session, team: Invitation | None, message: Message
    ) -> tuple[Turn, Invitation | None]:
        """The step, and the invitation that stands afterwards."""
        team = team or self._invited.get(address, None)
        if self._guests is None:
            return step(session, message, self._script), team
        if message.text in {YES, NO} and team is not None and not team.said:
            team, replies = await self._guests.answered(address, message, session, team)
            return Turn(session.model_copy(update={"heard_at": message.at}), replies), team
        greeting: tuple[Reply, ...] = ()
        if message.text.startswith(START):
            found = await self._guests.invitation(address, message)
            greeting, team = (self._guests.greeting(session, found),), found or team
            message = message._replace(text="/start")
        if team and team.area and session.want is None:
            session = session.model_copy(update={"want": f"area.{team.area}"})
        turn = step(session, message, self._script)
        if turn.session is None:
            self._invited.pop(address)
            if team is not None:
                await self._guests.forgotten(address, team)
            return turn, None
        if team is not None and turn.session.agreed_at is None:
            self._invited[address] = team
        asked = self._guests.question(turn.session, team)
        return turn._replace(replies=(*greeting, *turn.replies, *asked), in_place=turn.in_place and not asked), team
