"""Held to Telegram's limits: the bot keeps them by itself, and whoever floods it is slowed down alone."""

import time

import pytest

from bot.telegram.pacing import Patience
from tests.bot.telegram.conftest import Opening
from tests.bot.telegram.stand_in import StandIn
from tests.sizes import tries
from tests.telegram_fake.limits import Limits
from tests.telegram_fake.refusals import Refusal
from tests.telegram_fake.server import FakeTelegram

REAL = Patience(first_wait=0.05, poll=5)
"""As the shipped bot, but for waits after trouble."""
CROWD = 60
FLOOD = tries(400, 1000)


@pytest.fixture
def limits(fake: FakeTelegram) -> Limits:
    fake.limits = Limits()
    return fake.limits


async def test_a_crowd_that_comes_at_once_is_answered_within_the_limit(
    fake: FakeTelegram, open_channel: Opening, limits: Limits
) -> None:
    people = [fake.person() for _ in range(CROWD)]
    for person in people:
        person.says("/start")
        person.says("yes")

    open_channel(REAL)
    for person in people:
        await person.until_sees("Question 2 &")

    assert limits.refusals == []
    assert len(fake.called("getUpdates")) < CROWD, "what is in hand is fetched again for each that is done"


async def test_who_floods_the_bot_is_heard_and_slows_down_nobody_else(
    fake: FakeTelegram, open_channel: Opening, conversation: StandIn, limits: Limits
) -> None:
    flooder, other = fake.person(), fake.person()
    for number in range(FLOOD):
        flooder.says(f"flood {number}")
    other.says("/start")
    begun = time.monotonic()

    open_channel(REAL)
    await other.until_button("Yes")
    waited = time.monotonic() - begun
    await fake.until_confirmed()

    assert waited < 10
    assert conversation.kept[f"telegram:{flooder.chat.id}"].said == [f"flood {number}" for number in range(FLOOD)]
    assert flooder.sees()[-1].labels
    assert len(flooder.sees()) < FLOOD / 4
    assert limits.refusals == []


async def test_twelve_quick_presses_are_all_answered(fake: FakeTelegram, open_channel: Opening, limits: Limits) -> None:
    open_channel(REAL)
    ada = fake.person()
    ada.says("/start")
    post = await ada.until_button("What counts?")

    presses = [ada.presses("What counts?", on=post) for _ in range(12)]
    await fake.until_confirmed()

    assert all(len(press.answers) == 1 for press in presses)
    assert limits.refusals == []


async def test_a_refusal_for_one_persons_sake_is_waited_for_by_nobody_else(
    fake: FakeTelegram, open_channel: Opening, limits: Limits
) -> None:
    hasty, calm = fake.person(), fake.person()
    open_channel(REAL._replace(private_rate=1000))
    for _ in range(30):
        hasty.says("/start")
    await fake.until(lambda: limits.refusals)

    calm.says("/start")
    await calm.until_button("Yes")

    assert set(limits.refusals) == {hasty.chat.id}


def test_the_fake_refuses_what_telegram_would() -> None:
    limits = Limits()
    for _ in range(20):
        limits.check("editMessageText", -7, now=100)

    with pytest.raises(Refusal, match="retry after 50"):
        limits.check("sendMessage", -7, now=110)
    limits.check("sendMessage", -7, now=161)
    limits.check("answerCallbackQuery", -7, now=161)
