"""A fake Telegram for each test, and channels that are stopped at its end."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from pydantic import SecretStr

from bot.telegram.aside import Desk
from bot.telegram.beside import Beside
from bot.telegram.channel import TelegramChannel
from bot.telegram.pacing import Patience
from bot.telegram.watch import Watch
from bot.transcribing import Transcriber
from dialogues.script import Script, load_script
from keeping.keys import Keyring
from keeping.settings import Settings
from keeping.teams.parts import TeamParts, team_parts
from tests.bot.telegram.stand_in import Painter, Shelf, StandIn
from tests.telegram_fake.server import TOKEN, FakeTelegram

QUICK = Patience(
    private_rate=1000,
    group_seconds=0.1,
    edit_seconds=0.01,
    overall_rate=5000,
    first_wait=0.01,
    longest_wait=0.05,
    stuck_wait=0.02,
    poll=5,
)

Opening = Callable[..., TelegramChannel]


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    """What others hold against the bot's requests fails the test."""
    async with FakeTelegram() as server:
        yield server
        assert server.findings == []


@pytest.fixture
def conversation() -> StandIn:
    return StandIn()


@pytest.fixture(scope="session")
def script() -> Script:
    return load_script()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def teams(shelf: Shelf, script: Script, keyring: Keyring) -> TeamParts:
    return team_parts(shelf, script, keyring)


@pytest.fixture
async def open_channel(
    fake: FakeTelegram, conversation: StandIn, script: Script, shelf: Shelf, keyring: Keyring
) -> AsyncIterator[Opening]:
    """Opens a channel in the background; settings given by name are laid over the usual ones."""
    running: list[tuple[TelegramChannel, asyncio.Task[None]]] = []

    def opened(
        patience: Patience = QUICK,
        transcriber: Transcriber | None = None,
        desk: Desk | None = None,
        watch: Watch | None = None,
        **settings: object,
    ) -> TelegramChannel:
        chosen = Settings.model_validate({"telegram_token": SecretStr(TOKEN), "telegram_api": fake.address, **settings})
        teams = team_parts(shelf, script, keyring)
        channel = TelegramChannel(
            chosen,
            conversation,
            script,
            Painter(),
            teams,
            patience,
            Beside(transcriber=transcriber, desk=desk, watch=watch),
        )
        running.append((channel, asyncio.create_task(channel.run())))
        return channel

    yield opened
    for channel, task in running:
        await channel.stop()
        await task
