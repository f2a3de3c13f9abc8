"""A simulated year with a real store: steps fall due, get done, blocked and put off, and Vara is started anew."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.telegram.reminders import Reminders, is_day
from bot.telegram.waiting import Stop
from dialogues.message import Message
from dialogues.reminding import DAY
from dialogues.script import Script, load_script
from keeping.conversation import Answered, Conversation
from keeping.dues import Due, Dues
from keeping.errors import StoreAway
from keeping.store import Store

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


async def test_a_reminder_is_kept_before_it_is_sent_and_never_sent_twice(year: Year) -> None:
    later = START + 31 * DAY
    waiting = await year.conversation.due(later)
    assert (
        await year.conversation.remind(waiting[0], later) is not None
    )  # and here the process ends, before it was sent

    year.restart()

    assert await year.conversation.remind(waiting[0], later) is None
    standing = await year.conversation.standing(ADDRESS)
    assert any(button.value.startswith("plan.done.") for button in standing.replies[-1].buttons)


async def test_whoever_erases_everything_is_not_reminded(year: Year) -> None:
    await year.says("/forget", "forget.yes")

    assert await year.conversation.due(START + 90 * DAY) == ()


async def test_times_stand_in_the_store_and_tell_nobody_an_address(year: Year, store: Store) -> None:
    entries = await store.ask("ZRANGE", "vara:due", 0, -1)

    assert len(entries) == 1
    assert ADDRESS.encode() not in entries[0]


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

        async def remind(self, due: Due, at: int) -> Answered | None:
            raise AssertionError

    async def say(chat: int, answered: Answered) -> None:
        raise AssertionError

    await Reminders(Away(), say, Stop(), None).look(START + 4 * HOUR)


@pytest.mark.parametrize(("hour", "zone", "day"), [(3, None, False), (16, None, True), (16, "Asia/Tokyo", False)])
def test_nobody_is_written_to_at_night(hour: int, zone: str | None, day: bool) -> None:
    at = int(datetime(2026, 6, 1, hour, tzinfo=UTC).timestamp())

    assert is_day(at, zone) is day


async def test_on_the_web_what_is_due_is_told_on_the_next_visit(store: Store, flushed: str, script: Script) -> None:
    conversation = Conversation(store, script)
    opened = await conversation.open("en")
    words = ("agree", "Mendoza", "quick", "3", "2", "3", "1", "2", "plan", "plan.take.all", "continue")
    for number, text in enumerate(words):
        await conversation.hear(f"web:{opened.id}", Message(f"m:{number}", text, START - 90 * DAY), opened.token)

    standing = await conversation.standing(f"web:{opened.id}", opened.token)

    assert any(button.value.startswith("plan.step.") for reply in standing.replies for button in reply.buttons)
    assert await conversation.due(START) == ()
