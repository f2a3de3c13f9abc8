"""A team is asked about its plan once: across crashes, moves of its group, and everything that changes meanwhile."""

from datetime import UTC, datetime

import pytest

from dialogues.plans.reminding import DAY
from dialogues.script import Script, load_script
from dialogues.teams.acts import Act
from keeping.dues import Due
from keeping.keys import Keyring
from keeping.store import Store
from keeping.teams.parts import TeamParts, team_parts
from keeping.teams.plans import LATER

HERE, THERE = "team:telegram:-4711", "team:telegram:-100123"
START = int(datetime(2026, 1, 5, 16, tzinfo=UTC).timestamp())
HOUR = 60 * 60

pytestmark = pytest.mark.redis


@pytest.fixture(scope="session")
def script() -> Script:
    return load_script()


@pytest.fixture
async def parts(store: Store, flushed: str, script: Script, keyring: Keyring) -> TeamParts:
    """A team with three steps in its plan since the first day."""
    made = team_parts(store, script, keyring)
    steps = (("begin", "quick"), ("vote", "2"), ("reveal", ""), ("end", ""), ("plan", "take.all"))
    for name, argument in steps:
        await does(made, name, argument)
    return made


async def does(parts: TeamParts, name: str, argument: str = "", at: int = START) -> None:
    await parts.rooms.act(HERE, Act(name, argument, "ana", at, leads=True), f"{name}:{argument}:{at}")


async def asked(parts: TeamParts, address: str = HERE) -> int:
    """How often the team was asked, over all steps of its plan."""
    kept = await parts.rooms.look(address)
    return sum(each.asked for each in kept.room.plan) if kept else 0


async def test_in_a_year_every_step_is_asked_about_twice_and_never_more(
    parts: TeamParts, store: Store, script: Script, keyring: Keyring
) -> None:
    days = []

    for hour in range(0, 365 * 24, 4):
        if hour % 72 == 0:
            parts = team_parts(store, script, keyring)
        before = await asked(parts)
        for due in await parts.plans.due(START + hour * HOUR):
            await parts.plans.remind(due, START + hour * HOUR)
        days += [hour // 24] * (await asked(parts) - before)

    assert days == [30, 31, 32, 44, 45, 46]
    assert await parts.plans.due(START + 400 * DAY) == ()


async def test_whoever_ends_before_it_was_settled_asks_no_second_time_but_shows_it(
    parts: TeamParts, store: Store, script: Script, keyring: Keyring
) -> None:
    later = START + 30 * DAY
    due = (await parts.plans.due(later))[0]
    await parts.rooms.act(HERE, Act("ask", at=later), f"ask:{HERE}:{due.at}")  # and here the process ends

    again, shown = team_parts(store, script, keyring), list[str]()
    again.rooms.watch(shown.append)
    await again.plans.remind(due, later)
    for left in await again.plans.due(later):
        await again.plans.remind(left, later)

    assert await asked(again) == 1
    assert shown[0] == HERE
    assert (await again.plans.due(later + DAY))[0].at == later + DAY


async def test_while_something_is_voted_on_it_waits(parts: TeamParts) -> None:
    later = START + 30 * DAY
    await does(parts, "begin", "full", later)

    await parts.plans.remind((await parts.plans.due(later))[0], later)

    assert await asked(parts) == 0
    assert await parts.plans.due(later + LATER - 1) == ()
    assert await parts.plans.due(later + LATER) == (Due(HERE, later + LATER),)


async def test_a_plan_goes_along_when_its_group_becomes_another_chat(parts: TeamParts) -> None:
    later = START + 30 * DAY
    await parts.rooms.move(HERE, THERE)

    for due in await parts.plans.due(later):
        await parts.plans.remind(due, later)

    assert await asked(parts, THERE) == 1
    assert [each.address for each in await parts.plans.due(later + 2 * DAY)] == [THERE]


async def test_what_is_turned_off_stays_silent(parts: TeamParts) -> None:
    await does(parts, "plan", "quiet")

    for due in await parts.plans.due(START + 90 * DAY):
        await parts.plans.remind(due, START + 90 * DAY)

    assert await asked(parts) == 0
    assert await parts.plans.due(START + 400 * DAY) == ()
