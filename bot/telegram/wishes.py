"""What a group asks for beside its round: minutes, links, the board, another language, to be forgotten."""

from collections.abc import Awaitable, Callable

from telegram import Bot, InputFile

from bot.telegram.meanings import Acted, Person
from bot.telegram.membership import Membership
from bot.telegram.stage import Stage
from bot.telegram.voice import Place
from dialogues.acts import Act
from dialogues.message import Button, Reply
from dialogues.round import Room, Round
from dialogues.script import Script
from dialogues.team_result import minutes_as_text, tell_memory
from dialogues.team_scene import team_scene
from keeping.keys import Keyring
from keeping.recent import Recent
from keeping.teams.links import opening
from keeping.teams.parts import TeamParts

MOST_REMEMBERED = 4096

Wish = Callable[["Wishes", Acted, Place], Awaitable[str]]


class Wishes:
    """Each wish is granted, or refused with the remark for whoever had it. `web` is the address of our pages, or ""."""

    def __init__(
        self, bot: Bot, script: Script, parts: TeamParts, stage: Stage, membership: Membership, web: str
    ) -> None:
        self._bot = bot
        self._script = script
        self._rooms = parts.rooms
        self._links = parts.links
        self._keyring: Keyring = parts.keyring
        self._stage = stage
        self._membership = membership
        self._web = web
        self._handed_out: Recent[str, bool] = Recent(MOST_REMEMBERED)

    async def grant(self, acted: Acted, place: Place) -> str | None:
        """The remark that comes of it; None if this is none of the wishes."""
        wish = WISHES.get(acted.name)
        return await wish(self, acted, place) if wish else None

    async def _minutes(self, acted: Acted, place: Place) -> str:
        """The minutes of the last round as a file, once for each request of the moment."""
        kept = await self._rooms.look(place.address)
        done = _last_done(kept.room) if kept else None
        if kept is None or done is None:
            return "minutes_none"
        if acted.id in self._handed_out:
            return ""
        scene = team_scene(kept.room, self._script)
        text, caption = minutes_as_text(scene, done), scene.plain("minutes_caption")
        await self._stage.voice.say(
            place,
            lambda to: self._bot.send_document(
                to,
                InputFile(text.encode(), "minutes.txt"),
                caption,
                message_thread_id=place.topic,
            ),
        )
        self._handed_out[acted.id] = True
        return ""

    async def _language(self, acted: Acted, place: Place) -> str:
        named = self._script.language_named(acted.argument)
        code = named or (acted.argument if acted.argument in self._script.languages else "")
        if not code:
            return "unclear"
        if not await self._may_lead(acted, place):
            return "only_leaders"
        act = Act("language", code, self._member(acted), acted.at, leads=True)
        await self._rooms.act(place.address, act, acted.id)
        return ""

    async def _apart(self, acted: Acted, place: Place) -> str:
        """Links by which members answer alone: one for everything, and one for each area. Earlier ones are closed."""
        if not await self._may_lead(acted, place):
            return "only_leaders"
        room = await self._room(acted, place)
        await self._links.close([door for kind, door in room.doors.items() if kind.startswith("answers")])
        headcount = await self._membership.headcount(acted.chat)
        words = {"": await self._opened(acted, place, "answers", headcount)}
        for area in self._script.rubric(room.language).competency_by_id:
            words[area] = await self._opened(acted, place, f"answers.{area}", headcount)
        links = {area: f"https://t.me/{self._bot.username}?start=team_{word}" for area, word in words.items()}
        scene = team_scene(room, self._script)
        areas = [(scene.title(area), link) for area, link in links.items() if area]
        web = f"{self._web}/team/{words['']}" if self._web else ""
        await self._stage.voice.put(place, Reply(scene.say("apart", link=links[""], web=web, areas=areas)), room.turn)
        return "opened"

    async def _board(self, acted: Acted, place: Place) -> str:
        """The address of the page for the screen in the room. The one before it no longer works."""
        if not await self._may_lead(acted, place):
            return "only_leaders"
        if not self._web:
            return "no_web"
        room = await self._room(acted, place)
        await self._links.close([door for kind, door in room.doors.items() if kind == "board"])
        word = await self._opened(acted, place, "board", 0)
        link = f"{self._web}/team/{word}/board"
        await self._stage.voice.put(
            place, Reply(team_scene(room, self._script).say("board_link", link=link)), room.turn
        )
        return "opened"

    async def _owner(self, acted: Acted, place: Place) -> str:
        """One more owner of the record."""
        return await self._entrusted(acted, place, "own", "owner_named")

    async def _handover(self, acted: Acted, place: Place) -> str:
        """The record goes to a successor, with one page of memory."""
        refused = await self._entrusted(acted, place, "hand_over", "handed_over")
        if not refused:
            scene = team_scene(await self._room(acted, place), self._script)
            await self._stage.voice.put(place, Reply(tell_memory(scene)), scene.room.turn)
        return refused

    async def _entrusted(self, acted: Acted, place: Place, deed: str, word: str) -> str:
        """Names somebody of the group. The remark if that cannot be."""
        if not await self._may_lead(acted, place):
            return "only_leaders"
        person = Person(int(acted.argument or 0), "", None)
        if not person.id or not await self._membership.belongs(acted.chat, person):
            return "whom"
        act = Act(deed, self._keyring.member_name(f"telegram:{person.id}"), self._member(acted), acted.at, leads=True)
        told = await self._rooms.act(place.address, act, acted.id)
        await self._stage.voice.put(place, Reply(team_scene(told.document.room, self._script).say(word)), 0)
        return ""

    async def _opened(self, acted: Acted, place: Place, kind: str, headcount: int) -> str:
        """The word of a new link, which the room knows of."""
        word, door = await self._links.make(place.address, kind)
        act = opening(kind, door, self._member(acted), acted.at, headcount)
        await self._rooms.act(place.address, act, f"{acted.id}:{kind}:{door}", acted.person.language)
        return word

    async def _room(self, acted: Acted, place: Place) -> Room:
        kept = await self._rooms.look(place.address)
        return kept.room if kept else Room(language=self._script.language_for(acted.person.language))

    async def _forget(self, acted: Acted, place: Place) -> str:
        """Asks once, and erases when the button under that question is pressed."""
        if not await self._may_lead(acted, place):
            return "only_leaders"
        room = await self._room(acted, place)
        scene = team_scene(room, self._script)
        if acted.press is None or acted.argument != "sure":
            sure = Button(scene.label("forget_team"), "forget.sure")
            await self._stage.voice.put(place, Reply(scene.say("forget_sure"), (sure,)), room.turn)
            return ""
        self._stage.drop(place.address)
        await self._stage.polls.withdraw(place)
        await self._links.close(list(room.doors.values()))
        await self._rooms.forget(place.address)
        await self._stage.voice.say_unkept(place, scene.plain("forgotten"))
        return ""

    async def _may_lead(self, acted: Acted, place: Place) -> bool:
        kept = await self._rooms.look(place.address)
        trusted = {kept.room.founder, *kept.room.owners} if kept else set()
        return self._member(acted) in trusted or await self._membership.leads(acted.chat, acted.person)

    def _member(self, acted: Acted) -> str:
        return self._keyring.member_name(f"telegram:{acted.person.id}")


WISHES: dict[str, Wish] = {
    "minutes": Wishes._minutes,
    "language": Wishes._language,
    "apart": Wishes._apart,
    "board": Wishes._board,
    "owner": Wishes._owner,
    "handover": Wishes._handover,
    "forget": Wishes._forget,
}


def _last_done(room: Room) -> Round | None:
    rounds = (*room.past, room.round) if room.round else room.past
    return next((each for each in reversed(rounds) if each.ended_at is not None), None)
