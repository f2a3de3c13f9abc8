"""Twenty people at once, each with a random sheet, double taps and old buttons, in the real conversation and store."""

import asyncio

import pytest
from pydantic import SecretStr

from bot.telegram.channel import TelegramChannel
from dialogues.script import Script
from keeping.conversation import Conversation
from keeping.settings import Settings
from keeping.store import Store
from tests.bot.sheets import answer_to, random_sheet
from tests.bot.telegram.conftest import QUICK
from tests.bot.telegram.running import running
from tests.bot.telegram.stand_in import Painter
from tests.rubric.independent import independent_profile, table_of
from tests.telegram_fake.people import Person
from tests.telegram_fake.server import TOKEN, FakeTelegram
from tests.telegram_fake.world import Post

PEOPLE = 20


@pytest.mark.redis
async def test_random_sheets_of_twenty_people_get_their_levels(
    fake: FakeTelegram, store: Store, script: Script
) -> None:
    table = table_of(script.rubric("en"))
    people = [fake.person() for _ in range(PEOPLE)]
    conversation = Conversation(store, script)

    settings = Settings(telegram_token=SecretStr(TOKEN), telegram_api=fake.address)
    async with running(TelegramChannel(settings, conversation, script, Painter(), QUICK)):
        said = await asyncio.gather(*(fills_in(fake, person, script, seed) for seed, person in enumerate(people)))

    for person, answers in zip(people, said, strict=True):
        export = await conversation.export(f"telegram:{person.chat.id}")
        assert export["profile"] == independent_profile(table, answers)
    assert all(len(press.answers) == 1 for press in fake.world.presses.values())
    fake.assert_clean()


async def fills_in(fake: FakeTelegram, person: Person, script: Script, seed: int) -> dict[str, str]:
    """One person's whole check: every button is tapped twice, and now and then an old one is tried."""
    sheet = random_sheet(script.rubric("en"), seed)
    said: dict[str, str] = {}
    person.says("/start")
    await fake.until(lambda: newest(person))
    while True:
        post = newest(person)
        assert post is not None
        values = {label: post.data_by_label[label].partition("|")[2] for label in post.labels}
        asks = next((value.rpartition(".")[0] for value in values.values() if value.count(".") == 2), None)
        asks = None if asks and asks.startswith("symptoms") else asks
        value = answer_to(asks, list(values.values()), sheet)
        if value is None:
            return said
        if asks:
            said[asks] = sheet[asks]
        label = next(each for each, held in values.items() if held == value)
        taps = [person.presses(label, on=post), person.presses(label, on=post)]
        await fake.until(lambda taps=taps: all(tap.answers for tap in taps))  # type: ignore[misc]
        await fake.until(lambda old=post: (newest(person) or old).number > old.number)  # type: ignore[misc]
        if asks and len(said) % 7 == 0:
            late = person.presses(label, on=post)
            await fake.until(lambda late=late: late.answers)  # type: ignore[misc]


def newest(person: Person) -> Post | None:
    """The newest message with buttons."""
    return next((post for post in reversed(person.sees()) if post.labels), None)
