"""People who look after a team in a conversation of their own: `/team` opens one, and everything else is pressed.

The same deeds as in a group, in the same rooms; only who asks is an owner by their sign, not an administrator.
"""

from collections.abc import Awaitable, Callable

from dialogues.cleaning import clean, one_line
from dialogues.hearing import context_of
from dialogues.message import Message, Reply
from dialogues.plans.planning import awaits_owner
from dialogues.scene import scene_of
from dialogues.session import Session
from dialogues.teams.acts import LONGEST_NAME, Act
from dialogues.teams.entrusting import OWNER, SUCCESSOR
from dialogues.teams.hosting import COMMAND, PREFIX, tell_offer
from dialogues.understanding import Commanded, Said, understand
from keeping.teams import entrusted, hosted
from keeping.teams.doors import Entered
from keeping.teams.invitation import Hosting, Offer
from keeping.teams.visits import Desk, Told, Visit, settled

NAME = COMMAND.removeprefix("/")

Way = Callable[[Desk, Visit], Awaitable[Told]]

WAYS: dict[str, Way] = {
    "menu": hosted.menu,
    "open": hosted.begin,
    "same_city": hosted.same_city,
    "refresh": hosted.menu,
    "renew": hosted.renew,
    "ask": hosted.renew,
    "shut": hosted.shut,
    "result": hosted.result,
    "shown": hosted.shown,
    "minutes": hosted.minutes,
    "more": hosted.more,
    "board": hosted.board,
    "owner": entrusted.owner,
    "handover": entrusted.handover,
    "take": entrusted.take,
    "pass": entrusted.pass_by,
    "erase": entrusted.erase,
    "erase_sure": entrusted.erase_sure,
}
"""What is pressed, by the value of its button."""

NO_HOSTING = Hosting()

FOR_EVERYBODY = frozenset({"menu", "open", "take", "pass"})
"""All else is for those whose team it is."""

TYPED: dict[str, Callable[[Desk, Visit, str], Awaitable[Told]]] = {"name": hosted.named, "city": hosted.city}
"""Where words are awaited."""


class Hosts:
    """Everything raises StoreAway."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def hear(self, address: str, message: Message, session: Session, hosting: Hosting | None) -> Told | None:
        """What comes of a message; None if it does not concern a team. No replies: it ends what we had asked."""
        known = hosting or NO_HOSTING
        way = _way(message.text) or (None if known.asks or awaits_owner(session) else self._asked_for(message, session))
        if way is None and not known.asks:
            return None
        member = self._desk.keyring.member_name(address)
        visit = Visit(address, message, session, known, await self._desk.own(known, member), member)
        if way is not None:
            allowed = visit.room is not None or way in FOR_EVERYBODY
            return await WAYS[way if allowed else "menu"](self._desk, visit._replace(hosting=settled(known)))
        context = context_of(scene_of(session, self._desk.script))._replace(question="name")
        meaning = understand(clean(message.text), context)
        named = one_line(clean(message.text), LONGEST_NAME)
        said = isinstance(meaning, Said) or meaning == Commanded(NAME)  # many a team is called "My team"
        if said and message.kind == "text" and any(each.isalnum() for each in named):
            return await TYPED[known.asks](self._desk, visit, named)
        return settled(known), ()

    def _asked_for(self, message: Message, session: Session) -> str | None:
        """The menu, where words and nothing beside them ask for a team, in any language of ours."""
        if message.revision is not None:
            return None  # a button of ours says what it means
        script = self._desk.script
        spoken = (each for each in script.languages if NAME in script.phrases(each).names_of(message.text))
        language = next(spoken, None)
        if language is None:
            return None
        context = context_of(scene_of(session, script))._replace(language=language, phrases=script.phrases(language))
        meaning = understand(clean(message.text), context)
        return "menu" if isinstance(meaning, Commanded) and meaning.name == NAME else None

    def offered(self, entered: Entered | None, hosting: Hosting | None) -> Hosting | None:
        """What a link offers that entrusts a record; None for any other link."""
        if entered is None or entered.kind.partition(".")[0] not in {OWNER, SUCCESSOR}:
            return None
        offer = Offer(room=entered.address, kind=entered.kind, door=entered.door)
        return (hosting or NO_HOSTING).model_copy(update={"offer": offer})

    def question(self, session: Session, hosting: Hosting | None) -> tuple[Reply, ...]:
        """Whether the record is taken over that a link offers."""
        if hosting is None or hosting.offer is None or session.agreed_at is None:
            return ()
        return (tell_offer(self._desk.blank(session)),)

    async def forgotten(self, address: str, hosting: Hosting | None) -> None:
        """Whoever has everything erased leaves the record to the other owners; without any it is erased."""
        member = self._desk.keyring.member_name(address)
        room = await self._desk.own(hosting, member) if hosting else None
        if hosting is None or room is None:
            return
        if {room.founder, *room.owners} - {member, ""}:
            await self._desk.rooms.act(hosting.room, Act("disown", member=member), f"forget:{address}")
        else:
            await self._desk.doors.forget(hosting.room)


def _way(text: str) -> str | None:
    """The way that the command names, or a button's value."""
    said = text.strip()
    if said.lower() == COMMAND:
        return "menu"
    name = said.removeprefix(PREFIX)
    return (name if name in WAYS else "menu") if said.startswith(PREFIX) else None
