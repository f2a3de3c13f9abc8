"""Telegram beside the web: what can be said and taken before its libraries are read."""

import asyncio

import pytest
from pydantic import SecretStr

from bot.telegram.opening import Telegram
from dialogues.script import Script
from keeping.errors import StoreAway, VaraError
from keeping.settings import Settings
from tests.bot.telegram.stand_in import Painter, StandIn
from tests.telegram_fake.server import TOKEN, FakeTelegram

SECONDS = 5.0


def beside(script: Script, **settings: object) -> Telegram:
    chosen = Settings.model_validate({"telegram_token": SecretStr(TOKEN), **settings})
    return Telegram(chosen, StandIn(), script, Painter())


async def test_a_webhook_without_secret_is_refused(script: Script) -> None:
    with pytest.raises(VaraError, match="VARA_WEBHOOK_SECRET"):
        beside(script, webhook_url="https://bot.example.org")


async def test_until_its_libraries_are_read_the_way_in_is_open_and_calls_are_to_come_again(
    fake: FakeTelegram, script: Script
) -> None:
    telegram = beside(script, telegram_api=fake.address)

    assert telegram.state() == "open"
    with pytest.raises(StoreAway):
        await telegram.take({"update_id": 1})
    await telegram.stop(SECONDS)


async def test_then_people_are_answered_until_it_is_stopped(fake: FakeTelegram, script: Script) -> None:
    telegram = beside(script, telegram_api=fake.address)
    ada = fake.person()

    ada.says("/start")
    await ada.until_button("Yes")
    await asyncio.wait_for(telegram.stop(SECONDS), SECONDS)

    assert telegram.state() == "closed"
