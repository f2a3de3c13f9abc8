"""People who answer for a team in a conversation of their own: invited by a link, asked at the end, then counted.

Before somebody agrees to what is kept, the team learns nothing.
"""

from dialogues.message import Button, Message, Reply
from dialogues.position import Place, sheet_of
from dialogues.scene import scene_of
from dialogues.script import Script
from dialogues.session import Session
from dialogues.teams.acts import Act
from dialogues.teams.apart import ANSWERS
from dialogues.teams.phase import REMINDED_AFTER
from keeping.keys import Keyring
from keeping.teams.doors import Entered
from keeping.teams.invitation import Invitation
from keeping.teams.rooms import Rooms
from rubric.scoring import score

YES, NO, QUIET = "team.join", "team.keep", "team.quiet"
WRITTEN_TO = "telegram:"
"""Whom we can write to on our own. On the web nobody is reminded."""


class Guests:
    """What a conversation needs to know of teams. Everything raises StoreAway."""

    def __init__(self, rooms: Rooms, script: Script, keyring: Keyring) -> None:
        self._rooms = rooms
        self._script = script
        self._keyring = keyring

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

    def greeting(self, address: str, session: Session, entered: Entered | None) -> Reply:
        """A word to whoever has followed a link for answers, or one that leads nowhere any more."""
        wording = self._script.wording(session.language)
        if entered is None:
            return Reply(wording.say("team.invitation_over"))
        text = wording.say("team.invitation", name=entered.room.name, city=entered.room.city)
        if not address.startswith(WRITTEN_TO):
            return Reply(text)
        ways = (Button(wording.recite_plain("labels.team_quiet"), QUIET),)
        return Reply(f"{text}<br><br>{wording.say('team.reminder_coming')}", ways)

    def quiet(self, session: Session) -> Reply:
        """A word to whoever wants no reminder."""
        return Reply(self._script.wording(session.language).say("team.reminder_off"))

    def question(self, session: Session, invitation: Invitation | None) -> tuple[Reply, ...]:
        """At the end of a check: whether it may count. Nothing before, and nothing once that is answered."""
        if invitation is None or invitation.said:
            return ()
        scene = scene_of(session, self._script)
        if scene.where.place is not Place.DONE:
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
        if invitation is not None:
            await self._rooms.act(invitation.room, self._act("withdraw", address, 0), f"forget:{address}")

    def _act(self, name: str, address: str, at: int, argument: str = "") -> Act:
        return Act(name, argument, self._keyring.member_name(address), at)
