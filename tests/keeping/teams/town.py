"""A team and its people on a simulated clock, over a real store: every message may reach another process."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.telegram.reminders import Reminders
from bot.telegram.waiting import Stop
from dialogues.message import Message, Reply
from dialogues.script import Script
from dialogues.teams.acts import Act
from dialogues.teams.round import Apart, Room
from keeping.answered import Answered
from keeping.conversation import Conversation
from keeping.store import Store
from keeping.teams.doors import kinds_of_answers
from keeping.teams.parts import TeamParts, team_parts

ROOM, ANA, EVE = "team:telegram:-1", "telegram:1", "telegram:2"
START = int(datetime(2026, 1, 5, 22, tzinfo=ZoneInfo("America/Bogota")).timestamp())
LEADER = Act("", member="leader", at=START, leads=True)
HOUR = 60 * 60
FULL_ANSWERS = ("agree", "skip", "quick", "3", "2", "3", "1", "2")


class Town:
    """Whoever speaks in it, is heard by a process that has heard nothing yet."""

    def __init__(self, store: Store, script: Script) -> None:
        self.store, self.script, self.now = store, script, START
        self.sent: list[tuple[int, str, Answered]] = []
        self.count = 0

    @property
    def parts(self) -> TeamParts:
        return team_parts(self.store, self.script, self.store.keyring, "https://vara.example")

    @property
    def conversation(self) -> Conversation:
        """In a process that has heard nothing yet."""
        return Conversation(self.store, self.script, self.parts.talk)

    async def link(self, area: str = "answers") -> str:
        self.count += 1
        kinds = kinds_of_answers(self.script.rubric("en"))
        return (await self.parts.doors.open(ROOM, kinds, LEADER, str(self.count), "en"))[area]

    async def says(self, address: str, *texts: str) -> str:
        """The words that answer the last text."""
        return " ".join(reply.text for reply in await self.hears(address, *texts))

    async def hears(self, address: str, *texts: str) -> tuple[Reply, ...]:
        """The replies to the last text."""
        replies: tuple[Reply, ...] = ()
        for text in texts:
            self.count += 1
            replies = (await self.conversation.hear(address, Message(f"m:{self.count}", text, self.now))).replies
        return replies

    async def room(self) -> Room:
        kept = await self.parts.rooms.look(ROOM)
        assert kept is not None
        return kept.room

    async def apart(self) -> Apart:
        found = (await self.room()).apart
        assert found is not None
        return found

    async def passes(self, days: int) -> None:
        """Every hour somebody looks who is due, each time in another process."""

        async def say(chat: int, answered: Answered) -> None:
            self.sent.append((self.now, f"telegram:{chat}", answered))

        for _ in range(days * 24):
            await Reminders(self.conversation, say, Stop(), "America/Bogota").look(self.now)
            self.now += HOUR

    def words_sent(self) -> list[tuple[str, str]]:
        return [(address, answered.replies[0].text) for _, address, answered in self.sent]
