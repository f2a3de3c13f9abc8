"""A fake Telegram and a script for tests of faults."""

from collections.abc import AsyncIterator

import pytest

from dialogues.script import Script, load_script
from tests.telegram_fake.server import FakeTelegram


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as server:
        yield server


@pytest.fixture(scope="session")
def script() -> Script:
    return load_script()
