"""People who answer for a team in a conversation of their own: invited by a link, asked at the end, then counted.

Before somebody agrees to what is kept, the team learns nothing, and the invitation alone is kept, for a day.
"""

import secrets

from dialogues.acts import Act
from dialogues.apart import ANSWERS
from dialogues.message import Button, Message, Reply
from dialogues.phase import REMINDED_AFTER
from dialogues.position import Place, sheet_of
from dialogues.scene import scene_of
from dialogues.script import Script
from dialogues.session import Session
from keeping.keys import Keyring
from keeping.teams.doors import Entered
from keeping.teams.invitation import Invitation
from keeping.teams.rooms import DAY, Rooms, Shelf
from rubric.scoring import score

YES, NO, QUIET = "team.join", "team.keep", "team.quiet"
WRITTEN_TO = "telegram:"
"""Whom we can write to on our own. On the web nobody is reminded."""


class Guests:
    """What a conversation needs to know of teams. Everything raises StoreAway."""

    def __init__(self, rooms: Rooms, shelf: Shelf, script: Script, keyring: Keyring) -> None:
        self._rooms = rooms
        self._shelf = shelf
        self._script = script
        self._keyring = keyring

    async def waiting(self, address: str) -> Invitation | None:
        """The invitation of somebody who has not agreed yet."""
        held = await self._shelf.read(_note(address), Invitation)
        return held.document if held else None

    async def wait(self, address: str, invitation: Invitation) -> None:
        """Keeps an invitation for a day, and nothing else of the person. Raises Conflict."""
        held = await self._shelf.read(_note(address), Invitation)
        if held is None or held.document != invitation:
            revision = held.revision if held else 0
            await self._shelf.commit(_note(address), invitation, revision, secrets.token_urlsafe(9), DAY)

    def invitation(self, entered: Entered | None) -> Invitation | None:
        """The invitation of whoever followed a link; None if it leads nowhere any more, or elsewhere."""
        if entered is None or not entered.kind.startswith(ANSWERS):
            return None
        return Invitation(room=entered.address, area=entered.kind.partition(".")[2])

    async def arrived(self, address: str, message: Message, invitation: Invitation) -> Invitation:
        """Somebody has agreed: the team counts on them, and they are reminded once if they do not finish."""
        act = self._act("invited", address, message.at)
        await self._rooms.act(invitation.room, act, f"{address}:{message.id}:invited")
        if invitation.due is not None or not address.startswith(WRITTEN_TO):
            return invitation
        return invitation.model_copy(update={"due": message.at + REMINDED_AFTER})

    def greeting(self, address: str, session: Session, invitation: Invitation | None) -> Reply:
        """A word to whoever has followed a link."""
        wording = self._script.wording(session.language)
        if invitation is None:
            return Reply(wording.say("team.invitation_over"))
        if not address.startswith(WRITTEN_TO):
            return Reply(wording.say("team.invitation"))
        text = f"{wording.say('team.invitation')}<br><br>{wording.say('team.reminder_coming')}"
        return Reply(text, (Button(wording.recite_plain("labels.team_quiet"), QUIET),))

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
            said = invitation.model_copy(update={"said": "no", "due": 0})
            return said, (Reply(wording.say("team.join_declined")),)
        rubric = self._script.rubric(session.language)
        standings = score(rubric, sheet_of(session, rubric)).competencies
        wanted = {area: each.level for area, each in standings.items() if invitation.area in ("", area)}
        levels = " ".join(f"{area}={level}" for area, level in wanted.items())
        act = self._act("hand_in", address, message.at, levels)
        told = await self._rooms.act(invitation.room, act, f"{address}:{message.id}")
        kind = "joined" if told.again or told.remark == "handed" else "join_late"
        return invitation.model_copy(update={"said": "yes", "due": 0}), (Reply(wording.say(f"team.{kind}")),)

    async def reminder(self, session: Session, invitation: Invitation) -> tuple[Reply, ...]:
        """The one reminder; nothing if the team no longer waits."""
        kept = await self._rooms.look(invitation.room)
        apart = kept.room.apart if kept else None
        if apart is None:
            return ()
        wording = self._script.wording(session.language)
        of = max(len(apart.invited), apart.expected)
        way = Button(wording.recite_plain("labels.team_leave"), NO)
        return (Reply(wording.say("team.reminder", handed=len(apart.handed), invited=of), (way,)),)

    async def forgotten(self, address: str, invitation: Invitation | None) -> None:
        """Whoever has everything erased is no longer counted, as long as the team's result is not made."""
        await self._shelf.erase(_note(address))
        if invitation is not None:
            await self._rooms.act(invitation.room, self._act("withdraw", address, 0), f"forget:{address}")

    def _act(self, name: str, address: str, at: int, argument: str = "") -> Act:
        return Act(name, argument, self._keyring.member_name(address), at)


def _note(address: str) -> str:
    return f"team-guest:{address}"
