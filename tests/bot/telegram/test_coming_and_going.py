"""How the channel opens, is refused, is killed and leaves; and that its log keeps secrets."""

import asyncio
import logging
import time

import pytest

from keeping.errors import StoreAway
from tests.bot.telegram.conftest import QUICK, Opening
from tests.bot.telegram.stand_in import StandIn
from tests.telegram_fake.refusals import Fault
from tests.telegram_fake.server import TOKEN, FakeTelegram


async def test_a_webhook_that_telegram_refuses_ends_only_the_channel(
    fake: FakeTelegram, open_channel: Opening, caplog: pytest.LogCaptureFixture
) -> None:
    fake.fault(Fault("setWebhook", "refused"))

    channel = open_channel(webhook_url="https://bot.example.org:99", webhook_secret="s3cret")

    await fake.until(lambda: not channel.alive)
    assert "VARA_WEBHOOK_URL" in caplog.text


async def test_a_wrong_token_is_said_once_and_ends_only_the_channel(
    fake: FakeTelegram, open_channel: Opening, caplog: pytest.LogCaptureFixture
) -> None:
    channel = open_channel(telegram_token="4242:wrong-secret")

    await fake.until(lambda: not channel.alive)

    said = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert len(said) == 1
    assert "VARA_TELEGRAM_TOKEN" in said[0].getMessage()
    assert "wrong-secret" not in caplog.text


async def test_two_readers_of_the_same_bot_say_so_once_each_and_give_way(
    fake: FakeTelegram, open_channel: Opening, conversation: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    both = [open_channel(QUICK._replace(longest_wait=5)) for _ in range(2)]
    await fake.until(lambda: any(each.contested for each in both))
    people = [fake.person() for _ in range(5)]

    for person in people:
        for word in ("/start", "yes", "no"):
            person.says(word)
    for person in people:
        await person.until_sees("Question 3 &")
    await fake.until_confirmed()

    assert all(conversation.kept[f"telegram:{each.chat.id}"].said == ["/start", "yes", "no"] for each in people)
    assert caplog.text.count("another program reads") <= 2
    assert all(each.alive for each in both)


async def test_a_reader_that_gives_way_asks_ever_less_often(fake: FakeTelegram, open_channel: Opening) -> None:
    fake.fault(Fault("getUpdates", "conflict", times=10**6))
    open_channel(QUICK._replace(first_wait=0.05, longest_wait=30))
    await fake.until(lambda: len(fake.called("getUpdates")) >= 3)
    begun = time.monotonic()

    await fake.until(lambda: len(fake.called("getUpdates")) >= 6)

    assert time.monotonic() - begun > 0.5


async def test_after_a_kill_the_unacknowledged_comes_again_and_does_no_harm(
    fake: FakeTelegram, open_channel: Opening, conversation: StandIn
) -> None:
    ada = fake.person()
    fake.fault(Fault("sendMessage", "bad_gateway", times=10**6))
    first = open_channel(QUICK._replace(leaving=0.05))
    ada.says("/start")
    ada.says("yes")
    await fake.until(lambda: conversation.kept[f"telegram:{ada.chat.id}"].said)
    await first.stop()

    fake.faults.clear()
    open_channel()
    await ada.until_sees("Question 2 &")
    await fake.until_confirmed()

    assert conversation.kept[f"telegram:{ada.chat.id}"].said == ["/start", "yes"]


async def test_leaving_finishes_the_turn_in_hand_and_leaves_the_rest(
    fake: FakeTelegram, open_channel: Opening, conversation: StandIn
) -> None:
    ada = fake.person()
    gate = conversation.gates["telegram:" + str(ada.chat.id)] = asyncio.Event()
    channel = open_channel()
    ada.says("/start")
    ada.says("yes")
    await fake.until(lambda: conversation.tries == 1)

    leaving = asyncio.create_task(channel.stop())
    await asyncio.sleep(0)
    gate.set()
    await leaving

    assert len(ada.reads()) == 1
    assert len(fake.queue) == 1


async def test_the_token_shows_neither_in_the_log_nor_in_what_is_printed(
    fake: FakeTelegram, open_channel: Opening, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    fake.fault(Fault("getUpdates", "bad_gateway", times=3))
    channel = open_channel()
    ada = fake.person()
    ada.says("/start")
    await ada.until_button("Yes")

    secret = TOKEN.partition(":")[2]
    assert secret not in caplog.text
    assert secret not in repr(vars(channel))


async def test_before_the_channel_is_open_a_webhook_call_is_to_come_again(
    fake: FakeTelegram, open_channel: Opening
) -> None:
    channel = open_channel(webhook_url="https://bot.example.org", webhook_secret="s3cret")

    with pytest.raises(StoreAway):
        await channel.take({"update_id": 1})
