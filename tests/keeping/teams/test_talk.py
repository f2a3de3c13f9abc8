"""A conversation with a team beside it: the invitation, the one reminder, and what is kept of whom and when."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.telegram.reminders import Reminders
from bot.telegram.waiting import Stop
from dialogues.acts import Act
from dialogues.message import Message
from dialogues.phase import REMINDED_AFTER
from dialogues.round import Apart, Room
from dialogues.script import Script, load_script
from keeping.conversation import Answered, Conversation
from keeping.store import Store
from keeping.teams.doors import kinds_of_answers
from keeping.teams.parts import TeamParts, team_parts

ROOM, ANA, EVE = "team:telegram:-1", "telegram:1", "telegram:2"
START = int(datetime(2026, 1, 5, 22, tzinfo=ZoneInfo("America/Bogota")).timestamp())
LEADER = Act("", member="leader", at=START, leads=True)
HOUR = 60 * 60
FULL_ANSWERS = ("agree", "skip", "quick", "3", "2", "3", "1", "2")


@pytest.fixture(scope="session")
def script() -> Script:
    return load_script()


class Town:
    """A team and its people on a simulated clock. Every message may reach another process."""

    def __init__(self, store: Store, script: Script) -> None:
        self.store, self.script, self.now = store, script, START
        self.sent: list[tuple[int, str, Answered]] = []
        self.count = 0

    @property
    def parts(self) -> TeamParts:
        return team_parts(self.store, self.script, self.store.keyring)

    @property
    def conversation(self) -> Conversation:
        """In a process that has heard nothing yet."""
        return Conversation(self.store, self.script, self.parts.talk)

    async def link(self, area: str = "answers") -> str:
        self.count += 1
        kinds = kinds_of_answers(self.script.rubric("en"))
        return (await self.parts.doors.open(ROOM, kinds, LEADER, str(self.count), "en"))[area]

    async def says(self, address: str, *texts: str) -> str:
        """What is answered to the last text."""
        told = ""
        for text in texts:
            self.count += 1
            heard = await self.conversation.hear(address, Message(f"m:{self.count}", text, self.now))
            told = " ".join(reply.text for reply in heard.replies)
        return told

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


@pytest.fixture
async def town(store: Store, script: Script) -> Town:
    return Town(store, script)


async def test_an_invitation_outlives_the_process_before_anybody_has_agreed(town: Town) -> None:
    word = await town.link("answers.analytics")

    await town.says(ANA, f"/start team_{word}", "/privacy")
    said = await town.says(ANA, "agree", "skip")

    assert "Analytics" in said
    assert len((await town.apart()).invited) == 1


async def test_before_consent_only_the_invitation_is_kept_and_for_a_day(town: Town, store: Store) -> None:
    word = await town.link()
    before = await names(store)

    await town.says(ANA, f"/start team_{word}", "hello")

    [note] = await names(store) - before
    assert 0 < await store.ask("TTL", note) <= 24 * HOUR
    assert await store.load(ANA) is None
    assert (await town.apart()).invited == ()


async def test_whoever_erases_everything_leaves_no_invitation_behind(town: Town, store: Store) -> None:
    word = await town.link()
    before = await names(store)
    await town.says(ANA, f"/start team_{word}", "agree", "/forget", "forget.yes")

    assert await names(store) == before
    assert "agree" in (await town.says(ANA, "/start")).lower()
    assert (await town.apart()).invited == ()


async def test_whoever_has_not_finished_is_reminded_once_by_day(town: Town) -> None:
    word = await town.link()
    await town.says(ANA, f"/start team_{word}", *FULL_ANSWERS, "team.join")
    await town.says(EVE, f"/start team_{word}", *FULL_ANSWERS[:4])

    await town.passes(8)

    [(at, address, answered)] = town.sent
    assert (address, answered.replies[-1].asks) == (EVE, "quick.ecosystems")
    assert "1 of 2 are done" in answered.replies[0].text
    assert at >= START + REMINDED_AFTER
    assert 9 <= datetime.fromtimestamp(at, ZoneInfo("America/Bogota")).hour < 18


async def test_the_reminder_is_turned_off_by_one_tap_at_any_time(town: Town) -> None:
    word = await town.link()
    assert "three days" in await town.says(ANA, f"/start team_{word}")
    assert "shall not remind" in await town.says(ANA, "team.quiet")
    await town.says(ANA, *FULL_ANSWERS[:4])
    await town.says(EVE, f"/start team_{word}", *FULL_ANSWERS[:4], "team.quiet")

    await town.passes(4)

    assert town.sent == []


async def test_nobody_is_reminded_of_a_team_that_has_its_result(town: Town) -> None:
    word = await town.link()
    await town.says(EVE, f"/start team_{word}", *FULL_ANSWERS[:4])
    await town.parts.rooms.act(ROOM, LEADER._replace(name="close_doors"), "close")

    await town.passes(4)

    assert town.sent == []
    assert await town.conversation.due(town.now) == ()


async def test_on_the_web_nobody_is_reminded_and_the_question_to_join_survives_a_reload(town: Town) -> None:
    word = await town.link()
    opened = await town.conversation.open("en")
    address = f"web:{opened.id}"
    greeting = await town.says(address, f"/start team_{word}")
    await town.says(address, *FULL_ANSWERS)

    stood = await town.conversation.standing(address, opened.token)

    assert "remind" not in greeting
    assert [each.value for each in stood.replies[-1].buttons] == ["team.join", "team.keep"]
    assert await town.conversation.due(town.now + 365 * 24 * HOUR) == ()


async def names(store: Store) -> set[bytes]:
    return set(await store.ask("KEYS", "*"))
