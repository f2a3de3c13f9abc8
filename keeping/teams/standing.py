"""What of teams stands below a conversation's own words: a question, a way to a team, and which numbers mean them."""

from dialogues.message import Button, Message, Reply
from dialogues.position import Place
from dialogues.scene import scene_of
from dialogues.script import Script
from dialogues.session import Session
from dialogues.speaking import speak
from dialogues.teams.hosting import labelled, pressed, with_way_to_team
from keeping.teams.guests import Guests
from keeping.teams.hosts import Hosts
from keeping.teams.invitation import Ties


class Standing:
    """Derived from the session and its ties; nothing of it is kept but which buttons were shown last."""

    def __init__(self, guests: Guests, hosts: Hosts, script: Script) -> None:
        self._guests = guests
        self._hosts = hosts
        self._script = script

    def around(self, replies: tuple[Reply, ...], place: Place, session: Session, ties: Ties) -> tuple[Reply, ...]:
        """The replies at a place, with what concerns teams below."""
        if place is Place.CHOOSING:
            replies = with_way_to_team(replies, self._script.wording(session.language))
        return (*replies, *self._asked(session, ties))

    def now(self, session: Session, ties: Ties) -> tuple[Reply, ...]:
        """Where the conversation stands."""
        scene = scene_of(session, self._script)
        return self.around(speak(scene), scene.where.place, session, ties)

    def heard(self, message: Message, session: Session, ties: Ties) -> Message:
        """The message; a number or label that is typed stands for its button, if the lowest ones concern teams."""
        if message.revision is not None or session.agreed_at is None:
            return message
        return message._replace(text=pressed(message.text, self._lowest(session, ties), session, self._script))

    def _lowest(self, session: Session, ties: Ties) -> tuple[Button, ...]:
        if ties.hosting and ties.hosting.ways:
            return labelled(self._script.wording(session.language), *ties.hosting.ways)
        asked = self._asked(session, ties)
        if asked or session.want is not None:
            return asked[-1].buttons if asked else ()
        scene = scene_of(session, self._script)
        return self.now(session, ties)[-1].buttons if scene.where.place is Place.CHOOSING else ()

    def _asked(self, session: Session, ties: Ties) -> tuple[Reply, ...]:
        return (*self._guests.question(session, ties.team), *self._hosts.question(session, ties.hosting))
