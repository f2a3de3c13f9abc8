"""A store is asked to write its file anew after something was erased, and not for each thing that is."""

import logging
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from keeping.keys import Keyring
from keeping.store import Store
from keeping.sweeping import Sweeping
from tests.keeping.documents import small
from tests.ports import free_port
from tests.redis_server import running_redis
from tests.waiting import until


class Asked:
    """A store that is busy so many times; `answered` are its answers."""

    def __init__(self, busy: int = 0) -> None:
        self._busy = busy
        self.answered: list[bool] = []

    async def rewrite(self) -> bool:
        self.answered.append(len(self.answered) >= self._busy)
        return self.answered[-1]


async def test_many_wishes_of_a_moment_are_one_rewrite_now_and_one_after_the_rest() -> None:
    asked = Asked()
    sweeping = Sweeping(asked.rewrite, rest=0.05)

    sweeping.wish()
    await until(_answers(asked, 1))
    for _ in range(10):
        sweeping.wish()
    await until(_answers(asked, 2))
    await sweeping.close()

    assert asked.answered == [True, True]


async def test_a_busy_store_is_asked_again() -> None:
    asked = Asked(busy=2)
    sweeping = Sweeping(asked.rewrite, rest=0.01)

    sweeping.wish()
    await until(_answers(asked, 3))
    await sweeping.close()

    assert asked.answered == [False, False, True]


async def test_leaving_asks_for_what_waits() -> None:
    asked = Asked()
    sweeping = Sweeping(asked.rewrite, rest=3600)
    sweeping.wish()
    await until(_answers(asked, 1))
    sweeping.wish()

    await sweeping.close()

    assert len(asked.answered) == 2


@pytest.mark.redis
async def test_what_was_erased_leaves_the_file_of_a_redis_of_ones_own(keyring: Keyring, tmp_path: Path) -> None:
    with running_redis(tmp_path) as url:
        store = Store(url, keyring)
        name = keyring.store_name("telegram:7").encode()
        await store.commit("telegram:7", small(), 0, "turn", 60)
        assert name in _file(tmp_path)

        await store.erase("telegram:7")

        await until(lambda: _gone(name, tmp_path))
        await store.close()


@pytest.mark.redis
async def test_a_redis_that_refuses_is_left_as_it_is(
    keyring: Keyring, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    port = free_port()
    with running_redis(tmp_path, port=port) as url:
        admin: Any
        with closing(Redis.from_url(url)) as admin:
            admin.acl_setuser("default", enabled=True, nopass=True, commands=["-bgrewriteaof"])
        store = Store(url, keyring)
        await store.commit("telegram:7", small(), 0, "turn", 60)

        assert await store.erase("telegram:7")
        await store.close()

    assert "does not let us rewrite" in caplog.text


def _answers(asked: Asked, number: int) -> Any:
    async def there() -> bool:
        return len(asked.answered) >= number

    return there


def _file(folder: Path) -> bytes:
    return b"".join(each.read_bytes() for each in folder.rglob("*.aof"))


async def _gone(name: bytes, folder: Path) -> bool:
    return name not in _file(folder)
