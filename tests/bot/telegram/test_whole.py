"""The real conversation over Telegram: a quick check from hello to the picture, with a restart in the middle."""

import pytest
from pydantic import SecretStr

from bot.telegram.channel import TelegramChannel
from dialogues.script import Script
from keeping.conversation import Conversation
from keeping.settings import Settings
from keeping.store import Store
from tests.bot.telegram.conftest import QUICK
from tests.bot.telegram.running import running
from tests.bot.telegram.stand_in import Painter
from tests.telegram_fake.people import Person
from tests.telegram_fake.server import TOKEN, FakeTelegram
from tests.telegram_fake.world import Post

CHOICES = ("agree", "skip", "quick.", "quick", "done")
"""The beginnings of the values that lead through a quick check, those wanted most first."""


@pytest.mark.redis
async def test_a_quick_check_with_a_restart_in_the_middle(fake: FakeTelegram, store: Store, script: Script) -> None:
    ada = fake.person()
    ada.says("/start")

    for presses in (4, 20):
        async with running(_channel(fake, store, script)):
            await _goes_on(fake, ada, presses)

    assert [post for post in ada.sees() if post.photo]
    assert _titles(script) <= {title for title in _titles(script) if any(title in text for text in ada.reads())}
    fake.assert_clean()


@pytest.mark.redis
async def test_every_way_of_speaking_out_of_turn_is_taken(fake: FakeTelegram, store: Store, script: Script) -> None:
    ada = fake.person()
    said = [
        "/start",
        "yes",
        "<b>São & \u202ePaulo</b> 🏙",
        "quick",
        "9",
        "x" * 4096,
        "/privacy",
        "/help",
        "/forget",
        "no",
    ]

    async with running(_channel(fake, store, script)):
        for words in said:
            ada.says(words)
        for kind in ("sticker", "photo", "voice", "location"):
            ada.sends(kind)
        await fake.until_confirmed()

    assert len(ada.sees()) >= len(said)
    fake.assert_clean()


def _channel(fake: FakeTelegram, store: Store, script: Script) -> TelegramChannel:
    settings = Settings(telegram_token=SecretStr(TOKEN), telegram_api=fake.address)
    return TelegramChannel(settings, Conversation(store, script), script, Painter(), QUICK)


async def _goes_on(fake: FakeTelegram, ada: Person, presses: int) -> None:
    await fake.until(lambda: _open_prompts(ada))
    for _ in range(presses):
        post = _open_prompts(ada)[-1]
        label = _choice(post)
        if label is None:
            return
        press = ada.presses(label, on=post)
        await fake.until(lambda press=press: press.answers)  # type: ignore[misc]
        await fake.until_confirmed()


def _open_prompts(ada: Person) -> list[Post]:
    return [post for post in ada.sees() if post.labels]


def _choice(post: Post) -> str | None:
    """The label of the button that goes on, None at the end."""
    values = {label: post.data_by_label[label].partition("|")[2] for label in post.labels}
    return next((label for wanted in CHOICES for label, value in values.items() if value.startswith(wanted)), None)


def _titles(script: Script) -> set[str]:
    return {area.title for area in script.rubric("en").competencies}
