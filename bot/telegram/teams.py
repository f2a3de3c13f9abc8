"""Teams on Telegram: who acted is looked up, the room hears it, a toast answers it, and the group sees it."""

from telegram import Bot
from telegram.constants import ParseMode

from bot.telegram.arrivals import Arrivals
from bot.telegram.beside import Elsewhere
from bot.telegram.grouped import reason_start
from bot.telegram.meanings import Acted, Person, Polled, Reasoned
from bot.telegram.membership import Membership
from bot.telegram.screen import PREVIEW_OFF
from bot.telegram.sending import Sender
from bot.telegram.stage import Stage
from bot.telegram.texts import telegram_html
from bot.telegram.topics import PREFIX, Topics, address_of, place_of
from bot.telegram.voice import Place
from bot.telegram.wishes import Wishes
from dialogues.message import Reply
from dialogues.script import Script
from dialogues.teams.acts import Act
from dialogues.teams.phase import end_of, standing
from dialogues.teams.round import Room
from dialogues.teams.scene import TeamScene, team_scene
from dialogues.teams.speaking import toast
from keeping.teams.parts import TeamParts
from keeping.teams.rooms import Told

LEADERS_ONLY = frozenset(
    {"begin", "reveal", "next", "again", "skip", "extend", "pause", "resume", "end"}
    | {"limit", "names", "polls", "close_doors", "city", "plan"}
)
"""Deeds for which it is worth asking Telegram who administers the group."""
COUNTED = frozenset({"begin"})
AFTER = frozenset({"why", "needs", "suppose", "continue", "report"})
BUTTONS = (
    (LEADERS_ONLY - {"city"})
    | AFTER
    | {"vote", "who", "menu", "role", "minutes", "roles", "forget", "apart", "board", "shut_doors"}
)
"""What our buttons say; a press that says anything else was never one of ours."""


class Teams:
    """Works what happens in groups. Working it again after an error or a redelivery does no harm."""

    def __init__(
        self,
        bot: Bot,
        sender: Sender,
        script: Script,
        parts: TeamParts,
        stage: Stage,
        elsewhere: Elsewhere,
    ) -> None:
        self._bot = bot
        self._sender = sender
        self._rooms = parts.rooms
        self._script = script
        self._keyring = parts.keyring
        self._stage = stage
        self._membership = Membership(bot, sender)
        self._topics = Topics(parts.rooms)
        self.arrivals = Arrivals(parts, sender, script, stage, self._membership, self._topics)
        self._wishes = Wishes(bot, script, parts, stage, self._membership, elsewhere)
        parts.rooms.watch(self._changed)

    def _changed(self, address: str) -> None:
        """Whoever has changed a room, its group sees it."""
        if address.startswith(f"{PREFIX}:"):
            self._stage.tell(place_of(address))

    async def resume(self) -> None:
        """After a start: rooms with a round under way, or with something to show, are told anew; time limits run on."""
        for address in await self._rooms.open_rooms():
            if address.startswith(f"{PREFIX}:"):
                self._stage.tell(place_of(address))

    async def acted(self, acted: Acted) -> str:
        """Somebody pressed a button, wrote a command or answered one of our messages: the words for a press."""
        place = self._place(acted.chat, acted.topic)
        if not await self._membership.belongs(acted.chat, acted.person):
            return await self._told(acted, "not_member")
        if acted.press is not None and acted.press.query and acted.name not in BUTTONS:
            return await self._told(acted, "unclear")
        await self._topics.note(self._place(acted.chat, None), acted.topic, acted.person.language)
        if acted.name == "reason":
            await self._reason(acted, place)
            return ""
        remark = await self._wishes.grant(acted, place)
        if remark is not None:
            return await self._told(acted, remark)
        told = await self._heard(acted, place)
        return await self._told(acted, told.remark, told.about, told.document.room)

    async def polled(self, polled: Polled) -> None:
        """Somebody answered a poll. It counts as a press does; whoever may not vote cannot be told so here."""
        asked = await self._stage.polls.find(polled.poll)
        if asked is None or not all(0 <= each < len(asked.values) for each in polled.options):
            return
        if not await self._membership.belongs(place_of(asked.room).chat, polled.person):
            return
        name, _, value = asked.values[polled.options[0]].partition(".") if polled.options else ("retract", "", "")
        member = self._member(polled.person.id)
        act = Act(name, value, member, polled.at, who=polled.person.name, turn=asked.turn)
        await self._rooms.act(asked.room, act, polled.id)

    async def reasoned(self, reasoned: Reasoned) -> None:
        """In private: the question to which a reason is wanted, or thanks for one."""
        place = self._place(reasoned.chat, reasoned.topic)
        kept = await self._rooms.look(place.address)
        room = kept.room if kept else Room(language=self._script.language_for(reasoned.person.language))
        scene = team_scene(room, self._script, reasoned.person.language)
        ballot = standing(room)
        asked = kept is not None and ballot is not None and ballot.turn == reasoned.turn
        if not asked or ballot is None or end_of(ballot, self._member(reasoned.person.id)) is None:
            await self._write(reasoned.person, scene.say("private_reason_not"))
        elif reasoned.text is None:
            start = reason_start(reasoned.chat, reasoned.topic, reasoned.turn)
            link = f"https://t.me/{self._bot.username}?start={start}"
            await self._write(reasoned.person, scene.say("private_reason", link=link, title=scene.title(ballot.about)))
        else:
            member = self._member(reasoned.person.id)
            act = Act("reason", reasoned.text, member, reasoned.at, turn=reasoned.turn)
            told = await self._rooms.act(place.address, act, reasoned.id)
            kind = "kept" if told.remark == "reason" or told.again else "not"
            await self._write(reasoned.person, scene.say(f"private_reason_{kind}"))

    async def _heard(self, acted: Acted, place: Place) -> Told:
        """The room hears an act, and the group sees what came of it."""
        what = Act(
            acted.name,
            acted.argument,
            self._member(acted.person.id),
            acted.at,
            leads=acted.name in LEADERS_ONLY and await self._membership.leads(acted.chat, acted.person),
            who=acted.person.name,
            turn=acted.turn,
            headcount=await self._membership.headcount(acted.chat) if acted.name in COUNTED else 0,
        )
        told = await self._rooms.act(place.address, what, acted.id, acted.person.language)
        if told.again:
            self._stage.tell(place)  # it may be that we ended before the group saw what came of it
        return told

    async def _reason(self, acted: Acted, place: Place) -> None:
        """An answer to the message that shows the room now; an answer to an older one is talk among people."""
        kept = await self._rooms.look(place.address)
        post = kept.post if kept else None
        if post is not None and acted.press is not None and acted.press.prompt == post.message:
            await self._heard(acted, place)

    async def _told(self, acted: Acted, remark: str, about: str = "", room: Room | None = None) -> str:
        """The words for a press, in the language of who pressed. Most commands are answered by what the group sees."""
        language = self._script.language_for(acted.person.language)
        scene = team_scene(room or Room(language=language), self._script, language)
        if acted.press is not None and acted.press.query:
            return toast(scene, remark, about) if remark else ""
        if remark in SAID_ALOUD:
            await self._stage.voice.put(self._place(acted.chat, acted.topic), Reply(_aloud(scene, remark)), 0)
        return ""

    async def _write(self, person: Person, html: str) -> None:
        """A word in the person's private chat, which they have opened."""
        words = telegram_html(html)
        await self._sender.message(
            person.id,
            lambda to: self._bot.send_message(to, words, ParseMode.HTML, link_preview_options=PREVIEW_OFF),
        )

    def _place(self, chat: int, topic: int | None) -> Place:
        return place_of(address_of(self._sender.current(chat), topic))

    def _member(self, person: int) -> str:
        return self._keyring.member_name(f"telegram:{person}") if person else ""


SAID_ALOUD = frozenset(
    {"no_round", "no_result", "minutes_none", "only_leaders", "whom", "city", "not_leading", "one_at_a_time"}
    | {"is_paused", "plan_full", "unclear"}
)
"""Remarks that a command gets as a message; after all others the group sees what came of it."""


def _aloud(scene: TeamScene, remark: str) -> str:
    return (
        scene.say(remark)
        if remark in {"minutes_none", "only_leaders", "whom"}
        else scene.say(f"toast_{remark}", name="")
    )
