"""After an outage a group that was voting hears, once, that some votes may not have reached us."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.telegram import outage
from bot.telegram.outage import LIVE_SECONDS
from bot.telegram.requesting import connect
from bot.telegram.sending import Sender
from bot.telegram.topics import address_of
from bot.telegram.uncounted import Uncounted
from bot.telegram.voice import Voice
from bot.telegram.waiting import Stop
from bot.telegram.watch import watch_over
from dialogues.script import Script
from dialogues.teams.acts import Act
from dialogues.words import languages
from keeping.conversation import now
from keeping.keys import Keyring
from keeping.pulse import LONGEST_PAUSE, Outage
from keeping.store import Store
from keeping.teams.kept import PollPost, RoomDocument
from keeping.teams.parts import TeamParts, team_parts
from keeping.teams.rooms import Told
from tests.bot.telegram.conftest import QUICK, Opening
from tests.bot.telegram.stand_in import Painter, Shelf
from tests.telegram_fake.people import Group
from tests.telegram_fake.refusals import Fault
from tests.telegram_fake.server import TOKEN, FakeTelegram

START = 2_000_000_000
AWAY = Outage(START, START + 1000)
LIVE_SINCE = START - LIVE_SECONDS


class Process:
    """One process of several over the same rooms."""

    def __init__(self, fake: FakeTelegram, shelf: Shelf, script: Script, keyring: Keyring) -> None:
        stop, teams = Stop(), team_parts(shelf, script, keyring)
        self.bot = connect(TOKEN, fake.address)
        voice = Voice(self.bot, Sender(QUICK, stop), teams.rooms, Painter(), QUICK, stop)
        self.groups = Uncounted(teams.rooms, voice, script)

    async def tells(self) -> None:
        await self.groups.tell(AWAY, LIVE_SINCE)


@pytest.fixture
async def processes(fake: FakeTelegram, shelf: Shelf, script: Script, keyring: Keyring) -> AsyncIterator[list[Process]]:
    made = [Process(fake, shelf, script, keyring) for _ in range(3)]
    for each in made:
        await each.bot.initialize()
    yield made
    for each in made:
        await each.bot.shutdown()


@pytest.mark.parametrize("language", languages())
async def test_a_group_that_was_voting_is_told_in_its_language_once(
    fake: FakeTelegram, teams: TeamParts, script: Script, processes: list[Process], language: str
) -> None:
    group = await voting(fake, teams, START, language)

    await processes[0].tells()
    await processes[1].tells()

    assert group.reads() == [script.wording(language).plain("team.was_away")]


async def test_of_several_processes_one_tells(fake: FakeTelegram, teams: TeamParts, processes: list[Process]) -> None:
    groups = [await voting(fake, teams, START) for _ in range(10)]

    await asyncio.gather(*(each.tells() for each in processes))

    assert [len(group.reads()) for group in groups] == [1] * len(groups)


@pytest.mark.parametrize("told_at", [LIVE_SINCE - 1, AWAY.since + LONGEST_PAUSE, AWAY.until])
async def test_a_group_that_was_silent_before_the_outage_is_left_alone(
    fake: FakeTelegram, teams: TeamParts, processes: list[Process], told_at: int
) -> None:
    group = await voting(fake, teams, told_at)

    await processes[0].tells()

    assert group.reads() == []


@pytest.mark.parametrize("deeds", [("pause",), ("vote", "reveal"), ("end",)])
async def test_a_group_that_is_asked_for_no_votes_is_left_alone(
    fake: FakeTelegram, teams: TeamParts, processes: list[Process], deeds: tuple[str, ...]
) -> None:
    group = await voting(fake, teams, START)
    for name in deeds:
        await does(teams, group, name, "2" if name == "vote" else "")

    await processes[0].tells()

    assert group.reads() == []


async def test_what_is_chosen_in_a_poll_is_not_lost(
    fake: FakeTelegram, teams: TeamParts, processes: list[Process]
) -> None:
    group = await voting(fake, teams, START)
    await put(teams, group, polls=(PollPost("p", 1, 1, 1),))

    await processes[0].tells()

    assert group.reads() == []


async def test_a_group_that_cannot_be_told_holds_up_no_other(
    fake: FakeTelegram, teams: TeamParts, processes: list[Process]
) -> None:
    slow, gone, other = [await voting(fake, teams, START) for _ in range(3)]
    fake.fault(Fault("sendMessage", "flood", chat=slow.chat.id, seconds=3600))
    gone.chat.bot_inside = False

    await processes[0].tells()

    assert [len(each.reads()) for each in (slow, gone, other)] == [0, 0, 1]


async def test_over_telegram_a_group_is_told_and_its_votes_count(
    fake: FakeTelegram, teams: TeamParts, store: Store, open_channel: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outage, "EVERY", 0.02)
    group, ada = await voting(fake, teams, now() - 1000), fake.person()
    group.has(ada)
    await store.ask("HSET", "vara:{pulse}", "at", now() - 990)

    open_channel(watch=watch_over(store))
    await group.until_reads("some votes may not have reached me")
    press = group.presses(ada, "2 · One portal")
    await fake.until(lambda: press.answers)
    await fake.until_confirmed()

    assert sum("some votes may not have reached me" in text for text in group.reads()) == 1
    room = await teams.rooms.look(address_of(group.chat.id))
    assert room is not None
    assert room.room.round is not None
    assert len(room.room.round.ballots[-1].votes) == 1


async def voting(fake: FakeTelegram, teams: TeamParts, told_at: int, language: str = "en") -> Group:
    """A group with a question open, which was told something at this time."""
    group = fake.group()
    group.chat.bot_inside = True
    await does(teams, group, "language", language)
    await does(teams, group, "begin", "quick")
    await put(teams, group, spoken=(told_at * 1000,))
    return group


async def does(teams: TeamParts, group: Group, name: str, argument: str = "") -> None:
    act = Act(name, argument, "ana", START, leads=True, turn=await _turn(teams, group), headcount=9)
    await teams.rooms.act(address_of(group.chat.id), act, f"{name} {argument}")


async def put(teams: TeamParts, group: Group, **facts: object) -> None:
    def changed(document: RoomDocument) -> Told:
        return Told(document.model_copy(update=facts))

    await teams.rooms.change(address_of(group.chat.id), changed)


async def _turn(teams: TeamParts, group: Group) -> int:
    kept = await teams.rooms.look(address_of(group.chat.id))
    return kept.room.turn if kept else 0
