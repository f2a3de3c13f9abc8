"""A store that is there and takes nothing: full, without room on its disk, or with another password than ours.

Nothing that was acknowledged is lost, everybody is kept waiting and goes on afterwards, and the operator is told why.
"""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from dialogues.script import Script
from keeping.keys import open_keyring
from keeping.settings import load_settings
from keeping.store import open_store
from tests.bot.web.served import Served, wait_until
from tests.faults.answering import Course, answers_on_telegram, answers_on_the_web
from tests.faults.installation import Installation
from tests.faults.room import no_room, room
from tests.faults.said import Said, Tally, tally
from tests.ports import free_port
from tests.telegram_fake.server import TOKEN, FakeTelegram

AT_ONCE = 4
"""People on each channel."""
LASTING = 2.0
"""Seconds that a trouble lasts: on Telegram everybody has something to answer within one."""
PASSWORD = "zq7canary-old"
OTHER_PASSWORD = "zq7canary-new"

Act = Callable[[Installation], object]
People = list[Coroutine[Any, Any, Said]]


class Trouble(NamedTuple):
    """What goes wrong, how it is mended, what the log must say of it, and what is set up for it."""

    begins: Act
    ends: Act
    told: str
    redis: tuple[str, ...] = ()
    durability: str = "require"


def full(place: Installation) -> None:
    place.tell_store("CONFIG", "SET", "maxmemory", "1")


def emptied(place: Installation) -> None:
    place.tell_store("CONFIG", "SET", "maxmemory", "0")


def other_password(place: Installation) -> None:
    place.tell_store("CONFIG", "SET", "requirepass", OTHER_PASSWORD)
    place.password = OTHER_PASSWORD
    place.tell_store("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")


def same_password(place: Installation) -> None:
    place.tell_store("CONFIG", "SET", "requirepass", PASSWORD)
    place.password = PASSWORD


def disk_full(place: Installation) -> None:
    assert place.redis is not None
    no_room(place.redis.pid, place.folder / "appendonlydir")


def disk_emptied(place: Installation) -> None:
    assert place.redis is not None
    room(place.redis.pid)


def started_again(place: Installation) -> None:
    """A Redis that writes every answer through ends when it cannot."""
    assert place.redis is not None
    place.redis.wait(10)
    place.start_store()


TROUBLES = [
    Trouble(full, emptied, "Redis is full"),
    Trouble(other_password, same_password, "Redis refuses our name or password"),
    Trouble(disk_full, started_again, "the store did not answer"),
    Trouble(disk_full, disk_emptied, "Redis cannot write to its disk", ("--appendfsync", "everysec"), "accept-risk"),
]


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: trouble.told)
async def test_nobody_loses_an_answer_and_the_operator_is_told(
    trouble: Trouble, fake: FakeTelegram, script: Script, tmp_path: Path
) -> None:
    place = Installation(
        tmp_path,
        password=PASSWORD,
        redis=trouble.redis,
        VARA_REDIS_DURABILITY=trouble.durability,
        VARA_TELEGRAM_TOKEN=TOKEN,
        VARA_TELEGRAM_API=fake.address,
    )
    course, served = Course(), place.served[0]
    people = [answers_on_telegram(fake, script, seed, course) for seed in range(AT_ONCE)]
    people += [answers_on_the_web(served.address, script, seed, course) for seed in range(AT_ONCE)]

    found = await lived_through(place, trouble, course, people)

    log = served.errors.read_text()
    assert (found.lost, found.doubled, found.out_of_order, found.stuck) == (0, 0, 0, 0), str(found)
    assert trouble.told in log
    assert "the store takes answers again" in log
    assert "canary" not in log


async def test_it_would_show_if_answers_were_acknowledged_all_the_same(
    fake: FakeTelegram, script: Script, tmp_path: Path
) -> None:
    place = Installation(
        tmp_path,
        program="tests.broken.acknowledge_first",
        VARA_TELEGRAM_TOKEN=TOKEN,
        VARA_TELEGRAM_API=fake.address,
        VARA_WEBHOOK_URL="https://bot.example.org/telegram",
        VARA_WEBHOOK_SECRET="s3cret",
    )
    fake.webhook_target = f"{place.served[0].address}/telegram"
    course = Course()
    people = [answers_on_telegram(fake, script, seed, course, patience=8) for seed in range(AT_ONCE)]

    found = await lived_through(place, TROUBLES[0], course, people)

    assert found.lost or found.stuck


async def lived_through(place: Installation, trouble: Trouble, course: Course, people: People) -> Tally:
    """People answer before and meanwhile; afterwards each must still hear what comes next."""
    address, going = place.served[0].address, list[asyncio.Task[Said]]()
    try:
        await asyncio.to_thread(place.start)
        going = [asyncio.create_task(each) for each in people]
        await course.until(3 * len(people))

        trouble.begins(place)
        await asyncio.to_thread(wait_until, lambda: not is_ready(address))
        refused = await asyncio.to_thread(httpx.post, f"{address}/api/conversations", json={})
        await asyncio.sleep(LASTING)
        await asyncio.to_thread(trouble.ends, place)
        await asyncio.to_thread(wait_until, lambda: is_ready(address))
        course.over = True

        said = await asyncio.gather(*going)
        store = place.store()
        found = await tally(said, store)
        await store.close()
    finally:
        await asyncio.to_thread(place.end)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "1")
    print(f"{trouble.told}: {found}")  # noqa: T201
    return found


def is_ready(address: str) -> bool:
    return httpx.get(f"{address}/readyz").is_success


async def test_a_disk_without_room_under_the_embedded_store_loses_nothing(script: Script, tmp_path: Path) -> None:
    served, course = Served(free_port(), tmp_path), Course()
    settings = load_settings({"VARA_DATA_DIR": str(tmp_path / "data")})
    try:
        await asyncio.to_thread(served.start)
        going = [
            asyncio.create_task(answers_on_the_web(served.address, script, seed, course)) for seed in range(AT_ONCE)
        ]
        await course.until(3 * AT_ONCE)

        for each in (served.pid, *served.children()):
            no_room(each, settings.data_dir / "store" / "appendonlydir")
        await asyncio.to_thread(wait_until, lambda: not is_ready(served.address))
        for each in (served.pid, *served.children()):
            room(each)
        await asyncio.to_thread(wait_until, lambda: is_ready(served.address))
        said = await asyncio.gather(*going)
    finally:
        await asyncio.to_thread(served.end)

    store = await open_store(settings, open_keyring(settings))
    found = await tally(said, store)
    await store.close()
    assert (found.lost, found.doubled, found.out_of_order, found.stuck) == (0, 0, 0, 0), str(found)
    assert "ended with status" in served.errors.read_text()
