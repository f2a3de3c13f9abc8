"""Redis is away while people type and press: nothing typed is lost, and everybody is answered soon after it is back."""

import asyncio
import time
from pathlib import Path

import pytest

from dialogues.script import Script
from tests.faults.answering import Course, answers_on_telegram, answers_on_the_web
from tests.faults.installation import Installation
from tests.faults.said import Said, tally
from tests.sizes import SOAK
from tests.telegram_fake.server import TOKEN, FakeTelegram

AT_ONCE = 8
"""People on each channel."""
OUTAGES = (10, 140, 600) if SOAK else (4,)
"""Seconds. A press lives 150 seconds with Telegram: after the longest the open questions are asked again."""
SOON = 15.0


@pytest.mark.parametrize("seconds", OUTAGES)
async def test_nobody_loses_an_answer_or_waits_long(
    seconds: int, fake: FakeTelegram, script: Script, tmp_path: Path
) -> None:
    place, course = Installation(tmp_path, VARA_TELEGRAM_TOKEN=TOKEN, VARA_TELEGRAM_API=fake.address), Course()
    patience = seconds + SOON
    people: list[asyncio.Task[Said]] = []
    try:
        await asyncio.to_thread(place.start)
        for seed in range(AT_ONCE):
            people.append(asyncio.create_task(answers_on_telegram(fake, script, seed, course, patience)))
            on_web = answers_on_the_web(place.served[0].address, script, seed, course, patience)
            people.append(asyncio.create_task(on_web))
        await course.until(4 * AT_ONCE)

        place.kill_store()
        late = [
            asyncio.create_task(answers_on_telegram(fake, script, 100 + each, course, patience)) for each in range(4)
        ]
        await asyncio.sleep(seconds)
        await asyncio.to_thread(place.start_store)
        back, before = time.monotonic(), course.answers
        await course.until(before + 4 * AT_ONCE)
        again = time.monotonic() - back
        course.over = True
        said = await asyncio.gather(*people, *late)
        store = place.store()
        found = await tally(said, store)
        await store.close()
    finally:
        await asyncio.to_thread(place.end)

    print(f"away {seconds} s, {again:.1f} s until everybody was going again: {found}")  # noqa: T201
    assert (found.lost, found.doubled, found.out_of_order, found.stuck) == (0, 0, 0, 0), str(found)
