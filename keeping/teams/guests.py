"""People who answer for a team in a conversation of their own: invited by a link, asked at the end, then counted.

Before they say yes the team learns that somebody has come, and nothing else.
"""

from dialogues.acts import Act
from dialogues.apart import ANSWERS
from dialogues.message import Button, Message, Reply
from dialogues.position import Place, sheet_of
from dialogues.scene import scene_of
from dialogues.script import Script
from dialogues.session import Session
from keeping.keys import Keyring
from keeping.teams.doors import Doors
from keeping.teams.invitation import Invitation
from keeping.teams.rooms import Rooms
from rubric.scoring import score

START = "/start team_"
YES, NO = "team.join", "team.keep"


class Guests:
    """What a conversation needs to know of teams. Everything raises StoreAway."""

    def __init__(self, rooms: Rooms, doors: Doors, script: Script, keyring: Keyring) -> None:
        self._rooms = rooms
        self._doors = doors
        self._script = script
        self._keyring = keyring

    async def invitation(self, address: str, message: Message) -> Invitation | None:
        """The invitation that a message follows; None if it follows none, or one that leads nowhere any more."""
        entered = await self._doors.follow(message.text.removeprefix(START).strip())
        if entered is None or not entered.kind.startswith(ANSWERS):
            return None
        await self._rooms.act(entered.address, self._act("invited", address, message.at), f"{address}:{message.id}")
        return Invitation(room=entered.address, area=entered.kind.partition(".")[2])

    def greeting(self, session: Session, invitation: Invitation | None) -> Reply:
        """A word to whoever has followed a link."""
        wording = self._script.wording(session.language)
        return Reply(wording.say("team.invitation" if invitation else "team.invitation_over"))

    def question(self, session: Session, invitation: Invitation | None) -> tuple[Reply, ...]:
        """At the end of a check: whether it may count. Nothing before, and nothing once that is answered."""
        scene = scene_of(session, self._script)
        if invitation is None or invitation.said or scene.where.place is not Place.DONE:
            return ()
        ways = (Button(scene.label("team_join"), YES), Button(scene.label("team_keep"), NO))
        return (Reply(scene.wording.say("team.join_sure"), ways),)

    async def answered(
        self, address: str, message: Message, session: Session, invitation: Invitation
    ) -> tuple[Invitation, tuple[Reply, ...]]:
        """What comes of yes or no."""
        wording = self._script.wording(session.language)
        if message.text == NO:
            return invitation.model_copy(update={"said": "no"}), (Reply(wording.say("team.join_declined")),)
        rubric = self._script.rubric(session.language)
        standings = score(rubric, sheet_of(session, rubric)).competencies
        wanted = {area: each.level for area, each in standings.items() if invitation.area in ("", area)}
        levels = " ".join(f"{area}={level}" for area, level in wanted.items())
        act = self._act("hand_in", address, message.at, levels)
        told = await self._rooms.act(invitation.room, act, f"{address}:{message.id}")
        kind = "joined" if told.again or told.remark == "handed" else "join_late"
        return invitation.model_copy(update={"said": "yes"}), (Reply(wording.say(f"team.{kind}")),)

    async def forgotten(self, address: str, invitation: Invitation) -> None:
        """Whoever has everything erased is no longer counted, as long as the team's result is not made."""
        await self._rooms.act(invitation.room, self._act("withdraw", address, 0), f"forget:{address}")

    def _act(self, name: str, address: str, at: int, argument: str = "") -> Act:
        return Act(name, argument, self._keyring.member_name(address), at)
