"""A simulated year with a real store: steps fall due, get done, blocked and put off, and Vara is started anew."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.telegram.reminders import Reminders
from bot.telegram.waiting import Stop
from dialogues.message import Message
from dialogues.plans.reminding import DAY
from dialogues.script import Script, load_script
from keeping.answered import Answered
from keeping.conversation import Conversation
from keeping.daytime import is_day, next_day
from keeping.dues import LEASE, SHARDS, Due, Dues
from keeping.errors import StoreAway
from keeping.store import Store
from tests.broken.forgetful_reminders import ForgetfulReminders

ADDRESS, CHAT = "telegram:7", 7
START = int(datetime(2026, 1, 5, 12, tzinfo=UTC).timestamp())
HOUR = 60 * 60
ZONE = "America/Bogota"


@pytest.fixture(scope="module")
def script() -> Script:
    return load_script()


class Year:
    """A city's year: everything runs on a simulated clock, and Vara begins anew whenever it is told to."""

    def __init__(self, store: Store, script: Script) -> None:
        self.store, self.script, self.now = store, script, START
        self.sent: list[tuple[int, Answered]] = []
        self.count = 0
        self.restart()

    def restart(self) -> None:
        self.conversation = Conversation(self.store, self.script)
        self.reminders = Reminders(self.conversation, self._say, Stop(), ZONE)

    async def _say(self, chat: int, answered: Answered) -> None:
        assert chat == CHAT
        self.sent.append((self.now, answered))

    async def says(self, *texts: str) -> None:
        for text in texts:
            self.count += 1
            await self.conversation.hear(ADDRESS, Message(f"m:{self.count}", text, self.now))

    async def passes(self, days: int, restart_every: int = 3) -> None:
        """Every hour somebody looks, and every few days the process is another one."""
        for hour in range(days * 24):
            if hour % (restart_every * 24) == 0:
                self.restart()
            await self.reminders.look(self.now)
            self.now += HOUR

    @property
    def days(self) -> list[int]:
        """The days of the year on which something was sent."""
        return [(at - START) // DAY for at, _ in self.sent]


@pytest.fixture
async def year(store: Store, flushed: str, script: Script) -> Year:
    """Somebody with three steps in the plan since the first day."""
    begun = Year(store, script)
    await begun.says("agree", "Mendoza", "quick", "3", "2", "3", "1", "2", "plan", "plan.take.all", "continue")
    return begun


async def test_in_a_year_no_reminder_is_lost_doubled_or_sent_at_night(year: Year) -> None:
    await year.says("plan.on.1.1", "plan.on.2.3", "plan.on.3.6", "continue")

    await year.passes(40)
    await year.says("plan.done.1", "continue")
    await year.passes(65)
    await year.says("plan.blocked.2", "plan.because.2.money", "continue")
    await year.passes(40)
    await year.says("plan.later.2", "continue")
    await year.passes(220)

    # The first after a month, the second after three, when blocked a month later; put off by two weeks and then left,
    # it comes twice, as the third does after six months.
    assert year.days == [30, 91, 135, 159, 173, 182, 196]
    assert all(9 <= datetime.fromtimestamp(at, ZoneInfo(ZONE)).hour < 18 for at, _ in year.sent)


async def test_what_is_turned_off_stays_silent(year: Year) -> None:
    await year.says("plan.quiet", "continue")

    await year.passes(90)

    assert year.sent == []


async def test_a_reminder_that_did_not_go_out_before_the_process_ended_is_owed_and_comes_again(year: Year) -> None:
    later = START + 31 * DAY + 4 * HOUR
    first = await year.conversation.remind((await year.conversation.due(later))[0], later, ZONE)
    year.restart()

    assert await year.conversation.due(later + LEASE - 1) == ()
    again = await year.conversation.remind((await year.conversation.due(later + LEASE))[0], later + LEASE, ZONE)

    assert first is not None
    assert again is not None
    assert again.revision == first.revision
    assert again.replies[-1].buttons == first.replies[-1].buttons
    assert again.replies[-1].text != first.replies[-1].text


async def test_a_reminder_that_went_out_is_not_owed(year: Year) -> None:
    later = START + 31 * DAY + 4 * HOUR

    await year.reminders.look(later)
    year.restart()
    await year.reminders.look(later + LEASE)
    await year.reminders.look(later + 2 * LEASE)

    assert len(year.sent) == 1


async def test_whoever_has_written_meanwhile_is_owed_nothing(year: Year) -> None:
    later = START + 31 * DAY + 4 * HOUR
    await year.conversation.remind((await year.conversation.due(later))[0], later, ZONE)
    year.restart()

    await year.says("/start")
    year.now = later + LEASE
    await year.reminders.look(year.now)

    assert year.sent == []


async def test_of_two_that_look_at_once_one_reminds(year: Year, store: Store, script: Script) -> None:
    later = START + 31 * DAY + 4 * HOUR
    other = Conversation(store, script)
    seen, also_seen = (await year.conversation.due(later))[0], (await other.due(later))[0]

    first = await year.conversation.remind(seen, later, ZONE)
    second = await other.remind(also_seen, later, ZONE)

    assert first is not None
    assert second is None


async def test_a_year_notices_reminders_that_are_forgotten_when_the_process_ends(year: Year) -> None:
    later = START + 31 * DAY + 4 * HOUR

    async def ends(chat: int, answered: Answered) -> None:
        raise KeyboardInterrupt

    forgetful = ForgetfulReminders(year.conversation, ends, Stop(), ZONE)
    with pytest.raises(KeyboardInterrupt):
        await forgetful.look(later)
    year.restart()
    await year.reminders.look(later + LEASE)

    assert year.sent == []


async def test_everybody_is_reminded_by_the_clock_of_their_own_city(year: Year) -> None:
    await year.says("zone.tijuana", "continue")

    await year.passes(32)

    assert [datetime.fromtimestamp(at, ZoneInfo("America/Tijuana")).hour for at, _ in year.sent] == [9, 9]


async def test_the_clock_is_asked_for_once(store: Store, flushed: str, script: Script) -> None:
    begun = Year(store, script)
    await begun.says("agree", "Mendoza", "quick", "3", "2", "3", "1", "2", "plan", "plan.take.all")
    asked = await begun.conversation.standing(ADDRESS)

    await begun.says("zone.santiago", "plan.drop.1", "plan.take.all")
    standing = await begun.conversation.session(ADDRESS)

    assert any(each.value == "zone.santiago" for each in asked.replies[-1].buttons)
    assert standing is not None
    assert (standing.zone, standing.page) == ("America/Santiago", "plan")


async def test_whoever_erases_everything_is_not_reminded(year: Year) -> None:
    await year.says("/forget", "forget.yes")

    assert await year.conversation.due(START + 90 * DAY) == ()


async def test_times_stand_in_the_store_and_tell_nobody_an_address(year: Year, store: Store) -> None:
    shards = [await store.ask("ZRANGE", f"vara:{{due.{number}}}", 0, -1) for number in range(SHARDS)]
    entries = [entry for shard in shards for entry in shard]

    assert len(entries) == 1
    assert ADDRESS.encode() not in entries[0]


async def test_a_time_is_only_ever_set_earlier_and_seen_to_have_been_set(store: Store, flushed: str) -> None:
    dues = Dues(store)
    await dues.set(ADDRESS, 100)
    taken = await dues.take(Due(ADDRESS, 100), 100)
    assert taken is not None
    await dues.set(ADDRESS, 10_000)

    await dues.settle(taken, None)

    assert await dues.until(100 + LEASE) == (Due(ADDRESS, 100 + LEASE - 1),)


async def test_times_are_spread_over_shards_and_all_of_them_are_looked_at(store: Store, flushed: str) -> None:
    dues = Dues(store)
    for number in range(100):
        await dues.set(f"telegram:{number}", number)

    found = await dues.until(99)

    assert [each.at for each in found] == list(range(100))
    assert len(await store.ask("KEYS", "vara:{due.*}")) > 8


async def test_a_time_that_was_set_anew_is_not_taken_away(store: Store, flushed: str) -> None:
    dues = Dues(store)
    await dues.set(ADDRESS, 100)
    await dues.set(ADDRESS, 50)

    await dues.settle(Due(ADDRESS, 100), None)

    assert await dues.until(60) == (Due(ADDRESS, 50),)


async def test_trouble_with_the_store_waits_for_the_next_look(script: Script) -> None:
    class Away:
        async def due(self, at: int) -> tuple[Due, ...]:
            raise StoreAway

        async def remind(self, due: Due, at: int, zone: str | None) -> Answered | None:
            raise AssertionError

        async def told(self, due: Due, at: int) -> None:
            raise AssertionError

    async def say(chat: int, answered: Answered) -> None:
        raise AssertionError

    await Reminders(Away(), say, Stop(), None).look(START + 4 * HOUR)


@pytest.mark.parametrize(("hour", "zone", "day"), [(3, None, False), (16, None, True), (16, "Asia/Tokyo", False)])
def test_nobody_is_written_to_at_night(hour: int, zone: str | None, day: bool) -> None:
    at = int(datetime(2026, 6, 1, hour, tzinfo=UTC).timestamp())

    assert is_day(at, zone) is day


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2026-04-04T23:00-03:00", "2026-04-05T09:00-04:00"),  # that night has an hour more
        ("2026-09-05T23:00-04:00", "2026-09-06T09:00-03:00"),  # and that one an hour less
        ("2026-06-01T03:00-04:00", "2026-06-01T09:00-04:00"),
    ],
)
def test_the_next_day_begins_at_nine_also_when_clocks_are_changed(before: str, after: str) -> None:
    at = int(datetime.fromisoformat(before).timestamp())

    assert next_day(at, "America/Santiago") == int(datetime.fromisoformat(after).timestamp())


def test_a_clock_that_the_machine_does_not_know_is_like_none() -> None:
    at = int(datetime(2026, 6, 1, 16, tzinfo=UTC).timestamp())

    assert is_day(at, "America/Nowhere") is is_day(at, None) is True


async def test_on_the_web_what_is_due_is_told_on_the_next_visit(store: Store, flushed: str, script: Script) -> None:
    conversation = Conversation(store, script)
    opened = await conversation.open("en")
    words = ("agree", "Mendoza", "quick", "3", "2", "3", "1", "2", "plan", "plan.take.all", "continue")
    for number, text in enumerate(words):
        await conversation.hear(f"web:{opened.id}", Message(f"m:{number}", text, START - 90 * DAY), opened.token)

    standing = await conversation.standing(f"web:{opened.id}", opened.token)

    assert any(button.value.startswith("plan.step.") for reply in standing.replies for button in reply.buttons)
    assert await conversation.due(START) == ()
