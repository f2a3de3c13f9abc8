"""The shipped process is killed in the middle of a conversation, and on it goes."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dialogues.script import Script
from tests.bot.sheets import answer_to, random_sheet
from tests.bot.telegram.test_levels import newest
from tests.bot.web.served import Served
from tests.ports import free_port
from tests.rubric.independent import table_of
from tests.telegram_fake.people import Person
from tests.telegram_fake.server import TOKEN, FakeTelegram


async def test_kill_9_in_mid_conversation_loses_no_answer(fake: FakeTelegram, script: Script, tmp_path: Path) -> None:
    ada = fake.person()
    ada.says("/start")
    sheet = random_sheet(script.rubric("en"), 5)
    asked: list[str] = []

    for answers in (5, 6, 100):
        with serving(fake, tmp_path) as served:
            await asyncio.to_thread(served.start)
            await goes_on(fake, ada, sheet, asked, answers)
            served.kill()

    assert len(asked) == len(set(asked))
    assert {each.partition(".")[0] for each in asked} == set(table_of(script.rubric("en")))
    assert [post for post in ada.sees() if post.photo]
    fake.assert_clean()


@contextmanager
def serving(fake: FakeTelegram, folder: Path) -> Iterator[Served]:
    served = Served(free_port(), folder, VARA_TELEGRAM_TOKEN=TOKEN, VARA_TELEGRAM_API=fake.address)
    try:
        yield served
    finally:
        served.kill()


async def goes_on(fake: FakeTelegram, ada: Person, sheet: dict[str, str], asked: list[str], answers: int) -> None:
    """Presses so many buttons. The last press is left in the air: nobody waits for its answer."""
    await fake.until_confirmed()
    for left in range(answers, 0, -1):
        post = newest(ada)
        assert post is not None
        values = {post.data_by_label[label].partition("|")[2]: label for label in post.labels}
        asks = next((each.rpartition(".")[0] for each in values if each.endswith(".fully")), None)
        value = answer_to(asks, list(values), sheet)
        if value is None:
            return
        if asks:
            asked.append(asks)
        ada.presses(values[value], on=post)
        if left > 1:
            await fake.until_confirmed()
