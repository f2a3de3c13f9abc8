"""What a group asks for beside its round: minutes, links, the board, another language, to be forgotten."""

from collections.abc import Awaitable, Callable, Iterable

from telegram import Bot, InputFile

from bot.reports.handing import IN_A_CHAT
from bot.telegram.beside import Elsewhere
from bot.telegram.meanings import Acted, Person
from bot.telegram.membership import Membership
from bot.telegram.stage import Stage
from bot.telegram.voice import Place
from bot.telegram.writing import calls_for
from dialogues.message import Button, Reply
from dialogues.script import Script
from dialogues.teams.acts import Act
from dialogues.teams.apart import ANSWERS
from dialogues.teams.hosting import last_done
from dialogues.teams.menu import tell_roles
from dialogues.teams.plan import last_result
from dialogues.teams.result import minutes_as_text, tell_memory, tell_minutes
from dialogues.teams.round import Room
from dialogues.teams.scene import team_scene
from keeping.keys import Keyring
from keeping.recent import Recent
from keeping.teams.doors import kinds_of_answers
from keeping.teams.parts import TeamParts

MOST_REMEMBERED = 4096

Wish = Callable[["Wishes", Acted, Place], Awaitable[str]]


class Wishes:
    """Each wish is granted, or refused with the remark for whoever had it."""

    def __init__(
        self,
        bot: Bot,
        script: Script,
        parts: TeamParts,
        stage: Stage,
        membership: Membership,
        elsewhere: Elsewhere,
    ) -> None:
        self._bot = bot
        self._script = script
        self._rooms = parts.rooms
        self._doors = parts.doors
        self._keyring: Keyring = parts.keyring
        self._stage = stage
        self._membership = membership
        self._web = elsewhere.web
        self._reports = elsewhere.reports
        self._handed_out: Recent[str, bool] = Recent(MOST_REMEMBERED)

    async def grant(self, acted: Acted, place: Place) -> str | None:
        """The remark that comes of it; None if this is none of the wishes."""
        wish = WISHES.get(acted.name)
        return await wish(self, acted, place) if wish else None

    async def _minutes(self, acted: Acted, place: Place) -> str:
        """The minutes of the last round as a file, and before it as words if they fit into one message.

        Once for each request of the moment.
        """
        kept = await self._rooms.look(place.address)
        done = last_done(kept.room) if kept else None
        if kept is None or done is None:
            return "minutes_none"
        if acted.id in self._handed_out:
            return ""
        scene = team_scene(kept.room, self._script)
        words = Reply(tell_minutes(scene, done))
        if len(calls_for(words, 0, "")) == 1:
            await self._stage.voice.put(place, words, 0)
        text, caption = minutes_as_text(scene, done), scene.plain("minutes_caption")
        await self._document(place, InputFile(text.encode(), "minutes.txt"), caption)
        self._handed_out[acted.id] = True
        return ""

    async def _roles(self, acted: Acted, place: Place) -> str:
        """A message by which everybody says what they speak for: one for each command, and one for each menu."""
        room = await self._room(acted, place)
        asked = f"roles:{place.address}:{room.place}" if acted.press and acted.press.query else acted.id
        if asked in self._handed_out:
            return "roles"
        self._handed_out[asked] = True  # before it goes out: many press at the same moment
        try:
            await self._stage.voice.put(place, tell_roles(team_scene(room, self._script)), room.turn)
        except BaseException:
            self._handed_out.pop(asked)
            raise
        return "roles"

    async def _report(self, acted: Acted, place: Place) -> str:
        """The report on the last result as files, once for each request of the moment."""
        kept = await self._rooms.look(place.address)
        if kept is None or last_result(kept.room) is None or self._reports is None:
            return "no_result"
        if acted.id in self._handed_out:
            return ""
        caption = team_scene(kept.room, self._script).wording.plain("team_plan.report_caption")
        for form in IN_A_CHAT["report"]:
            file = await self._reports.of_team(kept.room, form, acted.at)
            words = caption if form == "pdf" else None
            await self._document(place, InputFile(file.body, file.name), words)
        self._handed_out[acted.id] = True
        return ""

    async def _document(self, place: Place, file: InputFile, caption: str | None) -> None:
        await self._stage.voice.say(
            place, lambda to: self._bot.send_document(to, file, caption, message_thread_id=place.topic)
        )

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
        room = await self._room(acted, place)
        headcount = await self._membership.headcount(acted.chat)
        words = await self._opened(acted, place, kinds_of_answers(self._script.rubric(room.language)), headcount)
        if not words:
            return "only_leaders"
        scene = team_scene(room, self._script)
        links = {kind: f"https://t.me/{self._bot.username}?start=team_{word}" for kind, word in words.items()}
        areas = [(scene.title(kind.partition(".")[2]), link) for kind, link in links.items() if kind != ANSWERS]
        web = f"{self._web}/team/{words[ANSWERS]}" if self._web else ""
        say = scene.say("apart", link=links[ANSWERS], web=web, areas=areas)
        await self._stage.voice.put(place, Reply(say), room.turn)
        return "opened"

    async def _shut(self, acted: Acted, place: Place) -> str:
        """No link for answers leads here any more; what was handed in still counts."""
        told = await self._doors.shut(place.address, await self._leading(acted), acted.id)
        return "only_leaders" if told.remark == "not_leading" else told.remark

    async def _board(self, acted: Acted, place: Place) -> str:
        """The address of the page for the screen in the room. The one before it no longer works."""
        if not self._web:
            return "no_web"
        words = await self._opened(acted, place, ("board",), 0)
        if not words:
            return "only_leaders"
        room = await self._room(acted, place)
        link = f"{self._web}/team/{words['board']}/board"
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

    async def _opened(self, acted: Acted, place: Place, kinds: Iterable[str], headcount: int) -> dict[str, str]:
        """The words of new links, by kind; none for whoever may not lead."""
        who = (await self._leading(acted))._replace(headcount=headcount)
        return await self._doors.open(place.address, kinds, who, acted.id, acted.person.language)

    async def _leading(self, acted: Acted) -> Act:
        """Whoever acts, and whether Telegram knows them as an administrator."""
        leads = await self._membership.leads(acted.chat, acted.person)
        return Act("", member=self._member(acted), at=acted.at, leads=leads)

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
        await self._doors.forget(place.address)
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
    "roles": Wishes._roles,
    "report": Wishes._report,
    "language": Wishes._language,
    "apart": Wishes._apart,
    "shut_doors": Wishes._shut,
    "board": Wishes._board,
    "owner": Wishes._owner,
    "handover": Wishes._handover,
    "forget": Wishes._forget,
}
