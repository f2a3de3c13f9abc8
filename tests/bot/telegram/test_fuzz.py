"""Bent updates: each is heard, or ignored with a reason. None is a bug, and none reaches somebody else."""

import logging
import random
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from pydantic import SecretStr

from bot.telegram import reading
from bot.telegram.channel import TelegramChannel
from bot.telegram.meanings import Meaning
from bot.telegram.reading import lane_of, read, update_id_of
from bot.telegram.topics import address_of
from dialogues.message import Message
from dialogues.script import Script
from dialogues.teams.round import Room
from keeping.conversation import Conversation
from keeping.keys import Keyring
from keeping.settings import Settings
from keeping.store import Store
from keeping.teams.kept import RoomDocument
from keeping.teams.parts import team_parts
from tests.bot.telegram.conftest import QUICK
from tests.bot.telegram.mutating import ADA, BEN, BENS_GROUP, EVE, GROUP, bent, speaks_for_ben, update
from tests.bot.telegram.running import running
from tests.bot.telegram.stand_in import Painter
from tests.broken.reading_that_trusts import read_trusting
from tests.sizes import tries
from tests.telegram_fake.server import TOKEN, FakeTelegram
from tests.telegram_fake.world import Chat

READ = tries(usual=20_000, soak=1_000_000)
WORKED = tries(usual=500, soak=50_000)
UNBENT = 0.4
"""How often an update is as Telegram sends it, so that people get on and there is something to spoil."""

WEBHOOK = {"webhook_url": "https://bot.example.org", "webhook_secret": SecretStr("s3cret")}


def test_whatever_an_update_holds_it_has_a_meaning() -> None:
    assert errors(read, READ) == {}


def test_a_reader_that_trusts_what_it_gets_would_be_found() -> None:
    assert errors(read_trusting, 1_000)


def errors(reader: Callable[..., Meaning], times: int) -> dict[str, Any]:
    """The kinds of error that so many bent updates cause, each with one that did."""
    chance, found = random.Random(times), dict[str, Any]()
    for number in range(times):
        odd = bent(chance, update(chance, number))
        try:
            reader(odd, 1_000, "vara_test_bot")
            lane_of(odd)
            update_id_of(odd)
        except Exception as bug:  # noqa: BLE001 - that is what is looked for
            found.setdefault(f"{type(bug).__name__}: {bug}"[:120], odd)
    return found


@pytest.fixture
async def channel(fake: FakeTelegram, store: Store, script: Script, keyring: Keyring) -> AsyncIterator[TelegramChannel]:
    """The real conversation, store and teams behind a webhook, with Ada's group on the other side."""
    for number in (ADA, EVE, BEN):
        fake.world.chats[number] = Chat(number, "private", "P")
    members = {ADA: ({"id": ADA, "is_bot": False, "first_name": "Ada"}, "creator")}
    fake.world.chats[GROUP] = Chat(GROUP, "supergroup", "Team", members=members)
    fake.world.chats[BENS_GROUP] = Chat(BENS_GROUP, "supergroup", "Ben's team")
    settings = Settings.model_validate({"telegram_token": SecretStr(TOKEN), "telegram_api": fake.address, **WEBHOOK})
    teams = team_parts(store, script, keyring)
    opened = TelegramChannel(settings, Conversation(store, script, teams.talk), script, Painter(), teams, QUICK)
    async with running(opened):
        await fake.until(lambda: opened._ready)
        yield opened


@pytest.mark.redis
async def test_no_bent_update_is_a_bug_or_reaches_somebody_else(
    channel: TelegramChannel, fake: FakeTelegram, store: Store, script: Script, caplog: pytest.LogCaptureFixture
) -> None:
    before = await bens(store, script)

    worked = await worked_through(channel, WORKED)

    assert complaints(caplog) == set()
    assert await bens(store, script) == before
    assert not fake.world.chats[BEN].posts
    assert not fake.world.chats[BENS_GROUP].posts
    assert await store.read(address_of(GROUP), RoomDocument) is not None
    print(f"{worked:,} bent updates worked")  # noqa: T201


@pytest.mark.redis
async def test_it_would_show_if_updates_were_trusted(
    channel: TelegramChannel, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "read", read_trusting)

    await worked_through(channel, 60)

    assert any("could not be worked" in each for each in complaints(caplog))


async def worked_through(channel: TelegramChannel, times: int) -> int:
    chance, worked = random.Random(times), 0
    for number in range(1, times):
        whole = update(chance, number)
        odd = whole if chance.random() < UNBENT else bent(chance, whole)
        if not speaks_for_ben(odd):
            worked += 1
            await channel._lanes.until_done(odd)
    return worked


def complaints(caplog: pytest.LogCaptureFixture) -> set[str]:
    return {each.getMessage() for each in caplog.records if each.levelno >= logging.ERROR}


async def bens(store: Store, script: Script) -> tuple[object, object]:
    """What is kept of Ben and of his team; made at the first call."""
    private, team = f"telegram:{BEN}", address_of(BENS_GROUP)
    if await store.load(private) is None:
        conversation = Conversation(store, script)
        for number, text in enumerate(("agree", "Benville", "quick", "1")):
            await conversation.hear(private, Message(f"m:{number}", text, 1_000, "en"))
        await store.commit(team, RoomDocument(room=Room(language="en", city="Benville", founder="b")), 0, "t", 1_000)
    return await store.load(private), await store.read(team, RoomDocument)
