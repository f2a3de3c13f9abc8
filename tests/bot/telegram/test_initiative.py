"""A whole initiative over Telegram, every button tapped twice, in the real conversation and store."""

import pytest
from pydantic import SecretStr

from bot.telegram.channel import TelegramChannel
from dialogues.script import Script
from keeping.conversation import Conversation
from keeping.keys import Keyring
from keeping.settings import Settings
from keeping.store import Store
from keeping.teams.parts import team_parts
from tests.bot.telegram.conftest import QUICK
from tests.bot.telegram.running import running
from tests.bot.telegram.stand_in import Painter
from tests.telegram_fake.server import TOKEN, FakeTelegram
from tests.telegram_fake.world import Post

TAPS = (
    "I agree, let's start",
    "Skip",
    "One project",
    "Assess a project",
    "Skip",
    "Analytics",
    "Go on",
    "No",
    "No",
    "What counts?",
    "Fully",
    "No",
)
"""Before the project nothing of level 4 or 2; with it all of level 2."""


@pytest.mark.redis
async def test_a_second_tap_answers_no_second_question(fake: FakeTelegram, store: Store, script: Script) -> None:
    ada = fake.person()
    conversation = Conversation(store, script)
    settings = Settings(telegram_token=SecretStr(TOKEN), telegram_api=fake.address)
    team = team_parts(store, script, Keyring(bytes(32)))

    async with running(TelegramChannel(settings, conversation, script, Painter(), team, QUICK)):
        ada.says("/start")
        for label in TAPS:
            post: Post = await ada.until_button(label)
            taps = [ada.presses(label, on=post), ada.presses(label, on=post)]
            await fake.until(lambda taps=taps: all(tap.answers for tap in taps))  # type: ignore[misc]
            await fake.until_confirmed()

    told = "\n".join(ada.reads())
    assert "Narrow impact" in told
    assert told.count("✓ No\n") == 3
    assert "earlier question" not in told
    [project] = (await conversation.export(f"telegram:{ada.chat.id}"))["session"]["initiatives"]
    assert [entry[:2] for entry in project["entries"]] == [
        ["before.analytics.prescribe", "no"],
        ["before.analytics.causes", "no"],
        ["with.analytics.causes", "fully"],
        ["with.analytics.forecast", "no"],
    ]
    fake.assert_clean()
