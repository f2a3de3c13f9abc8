"""Processes are killed at random moments while people answer: nothing is lost, nothing doubled, nobody left waiting."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from dialogues.script import Script
from tests.faults.answering import PATIENCE, Course, answers_on_telegram, answers_on_the_web
from tests.faults.installation import Installation
from tests.faults.said import Said, Tally, tally
from tests.sizes import SEED, SOAK, tries
from tests.telegram_fake.server import TOKEN, FakeTelegram

AT_ONCE = 48 if SOAK else 16
"""People who answer at the same time."""
MOST_ANSWERS, LONGEST_AIM = 100, 0.2
"""A process is killed after so many further answers at most, and so many seconds at most after the last of them."""
STORE_TOO = 0.25
"""How often Redis is killed with it."""

Answering = Callable[[int, Course], Awaitable[Said]]


async def test_by_polling(fake: FakeTelegram, script: Script, tmp_path: Path) -> None:
    place = Installation(tmp_path, VARA_TELEGRAM_TOKEN=TOKEN, VARA_TELEGRAM_API=fake.address)

    found = await survives(
        place, lambda seed, course: answers_on_telegram(fake, script, seed, course), tries(usual=6, soak=1_000)
    )

    assert_nothing_is_missing(found)
    fake.assert_clean(every_press=False)


async def test_by_webhook(fake: FakeTelegram, script: Script, tmp_path: Path) -> None:
    found = await by_webhook(fake, script, tmp_path, tries(usual=3, soak=200))

    assert_nothing_is_missing(found)
    fake.assert_clean(every_press=False)


async def test_it_would_show_if_answers_were_acknowledged_before_they_are_kept(
    fake: FakeTelegram, script: Script, tmp_path: Path
) -> None:
    found = await by_webhook(fake, script, tmp_path, 3, program="tests.broken.acknowledge_first", patience=8)

    assert found.lost or found.stuck


async def test_on_the_web(script: Script, tmp_path: Path) -> None:
    place = Installation(tmp_path)

    found = await survives(
        place,
        lambda seed, course: answers_on_the_web(place.served[0].address, script, seed, course),
        tries(usual=3, soak=200),
    )

    assert_nothing_is_missing(found)


async def by_webhook(
    fake: FakeTelegram, script: Script, folder: Path, kills: int, program: str = "bot", patience: float = PATIENCE
) -> Tally:
    place = Installation(
        folder,
        program=program,
        VARA_TELEGRAM_TOKEN=TOKEN,
        VARA_TELEGRAM_API=fake.address,
        VARA_WEBHOOK_URL="https://bot.example.org/telegram",
        VARA_WEBHOOK_SECRET="s3cret",
    )
    fake.webhook_target = f"{place.served[0].address}/telegram"
    return await survives(place, lambda seed, course: answers_on_telegram(fake, script, seed, course, patience), kills)


def assert_nothing_is_missing(found: Tally) -> None:
    assert found.answers
    assert (found.lost, found.doubled, found.out_of_order, found.stuck) == (0, 0, 0, 0), str(found)


async def survives(place: Installation, answering: Answering, kills: int) -> Tally:
    """Kills so often, while people come and go; then everybody may finish. Prints how it went."""
    began, said = time.monotonic(), list[Said]()
    course = Course()
    try:
        await asyncio.to_thread(place.start)
        people = [
            asyncio.create_task(_one_after_another(answering, said, course, seed + SEED)) for seed in range(AT_ONCE)
        ]
        await _kill(place, course, kills)
        course.over = True
        await asyncio.gather(*people)
        store = place.store()
        found = await tally(said, store)
        await store.close()
    finally:
        await asyncio.to_thread(place.end)
    print(f"{kills:,} kills in {time.monotonic() - began:.0f} s, {len(said):,} people: {found}")  # noqa: T201
    return found


async def _one_after_another(answering: Answering, said: list[Said], course: Course, seed: int) -> None:
    while not course.over:
        said.append(await answering(seed, course))
        seed += AT_ONCE


async def _kill(place: Installation, course: Course, kills: int) -> None:
    chance = random.Random(kills + SEED)
    for _ in range(kills):
        await course.until(course.answers + chance.randint(1, MOST_ANSWERS))
        await asyncio.sleep(chance.uniform(0, LONGEST_AIM))
        victim = chance.choice(place.served)
        victim.kill()
        if chance.random() < STORE_TOO:
            place.kill_store()
            await asyncio.to_thread(place.start_store)
        await asyncio.to_thread(victim.start)
