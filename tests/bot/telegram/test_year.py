"""A simulated year with the shipped process, which is killed every few days and twice at the worst moment."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.bot.telegram.lives import Lives
from tests.sizes import tries
from tests.telegram_fake.people import Person
from tests.telegram_fake.refusals import Fault
from tests.telegram_fake.server import FakeTelegram
from tests.telegram_fake.world import Post

HOUR = 60 * 60
DAY = 24 * HOUR
START = int(datetime(2026, 1, 5, 12, tzinfo=UTC).timestamp())
STEP = 8 * HOUR
KILLS = tries(40, 120)
LIFE = 365 * DAY // KILLS
"""A process is killed so often, at other hours each time."""
SANTIAGO = ZoneInfo("America/Santiago")
ASKS = "How is it going?"
MAYBE_TWICE = "I may have asked this"


class Year:
    """What a person and their city live through, with Vara beside them."""

    def __init__(self, fake: FakeTelegram, lives: Lives) -> None:
        self.fake, self.lives = fake, lives
        self.ada = fake.person(language="en")
        self.reminders: list[tuple[int, Post]] = []

    async def says(self, *texts: str) -> None:
        for text in texts:
            self.ada.says(text)
            await self.fake.until_confirmed()

    async def passes(self, days: int) -> None:
        """The process looks every few hours, and every few days it is killed and another begins."""
        end = self.lives.at + days * DAY
        while self.lives.at < end:
            if (self.lives.at - START) % LIFE < STEP:
                await self.lives.kill()
                await self.lives.begin()
            before = len(self.ada.sees())
            await self.lives.passes(STEP)
            self.reminders += [(self.lives.at, post) for post in self.ada.sees()[before:]]

    @property
    def days(self) -> list[int]:
        return [(at - START) // DAY for at, _ in self.reminders]

    @property
    def hours(self) -> set[int]:
        return {datetime.fromtimestamp(at, SANTIAGO).hour for at, _ in self.reminders}


@pytest.fixture
async def year(fake: FakeTelegram, tmp_path: Path) -> AsyncIterator[Year]:
    """Somebody who has looked closely at one area, and has three steps in the plan since the first day."""
    async with Lives(fake, tmp_path, START) as lives:
        await lives.begin()
        begun = Year(fake, lives)
        await begun.says("/start", "agree", "Valparaíso", "quick", "3", "2", "3", "1", "2", "area", "area.decisions")
        await answers_all(begun, "In places")
        await begun.says("done", "plan", "plan.take.all", "zone.santiago")
        await begun.says("plan.on.1.1", "plan.on.2.3", "plan.on.3.6", "continue")
        yield begun


async def answers_all(year: Year, label: str) -> None:
    while label in newest(year.ada).labels:
        year.ada.presses(label, on=newest(year.ada))
        await year.fake.until_confirmed()


def newest(person: Person) -> Post:
    return next(post for post in reversed(person.sees()) if post.labels)


@pytest.mark.redis
async def test_in_a_year_of_kills_no_reminder_is_lost_doubled_or_sent_at_night(year: Year) -> None:
    await year.passes(40)
    await year.says("plan.done.1")
    await answers_all(year, "Fully")
    await year.says("continue")
    await year.passes(65)
    await year.says("plan.blocked.2", "plan.because.2.money", "continue")
    await year.passes(40)
    await year.says("plan.later.2", "continue", "later", "later.6")
    await year.passes(200)
    await looks_again(year)
    await year.passes(20)

    assert year.days == [30, 91, 135, 159, 173, 182, 196, 327]
    assert year.hours <= set(range(9, 18))
    assert not any(MAYBE_TWICE in post.text for _, post in year.reminders)
    assert year.lives.ended >= KILLS
    await tells_what_moved(year)


async def looks_again(year: Year) -> None:
    """A year later everything is still so, but for one thing."""
    await year.says("/recheck")
    year.ada.presses("Fully" if "Fully" in newest(year.ada).labels else "Mostly", on=newest(year.ada))
    await year.fake.until_confirmed()
    await answers_all(year, "Still so")


async def tells_what_moved(year: Year) -> None:
    await year.says("/history", "/compare")

    told = year.ada.reads()
    history = next(each for each in told if each.startswith("How it went"))
    assert "5 January 2026 → 14 February 2026 → 16 December 2026" in history, told[-3:]
    assert any(post.photo for post in year.ada.sees()[-4:])


@pytest.mark.redis
async def test_killed_after_the_commit_and_before_the_send_the_reminder_comes_later(year: Year) -> None:
    await year.lives.passes(29 * DAY)
    year.fake.fault(Fault("sendMessage", "hang_before"))
    asked = len(year.fake.called("sendMessage"))

    year.lives.later(DAY + 4 * HOUR)
    await year.fake.until(lambda: len(year.fake.called("sendMessage")) > asked)
    await year.lives.kill()
    await year.lives.begin()
    await year.lives.passes(HOUR)
    await year.lives.passes(HOUR)

    assert sum(ASKS in each for each in year.ada.reads()) == 1


@pytest.mark.redis
async def test_killed_after_the_send_and_before_we_knew_the_repeat_says_so_and_counts_once(year: Year) -> None:
    await year.lives.passes(29 * DAY)
    year.fake.fault(Fault("sendMessage", "hang_after"))

    year.lives.later(DAY + 4 * HOUR)
    first = await year.ada.until_sees(ASKS)
    await year.lives.kill()
    await year.lives.begin()
    await year.lives.passes(HOUR)
    again = await year.ada.until_sees(ASKS, times=2)
    for post in (first, again):
        year.ada.presses_data(post, post.data_by_label["Ask me in two weeks"])
        await year.fake.until_confirmed()

    assert MAYBE_TWICE in again.text
    assert again.data_by_label == first.data_by_label
    await year.lives.passes(13 * DAY)
    assert sum(ASKS in each for each in year.ada.reads()) == 2
