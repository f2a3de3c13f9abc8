"""A store that could lose answers is found out, and the operator is told what to do about it."""

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from redis.asyncio import Redis

from keeping.durability import WANTED, Durability
from keeping.embedded import Embedded
from keeping.keys import Keyring
from keeping.store import Store
from tests.ports import free_port
from tests.redis_server import running_redis


@pytest.fixture
async def plain(flushed: str) -> AsyncIterator[Redis]:
    """The same server, for its operator. Afterwards it is set up as it was."""
    async with Redis.from_url(flushed) as client:
        yield client
        for name, value in WANTED.items():
            await client.config_set(name, value)


async def test_a_redis_that_can_lose_nothing_is_good(store: Store) -> None:
    durability = Durability(store, accepted=False)

    assert await durability.look() is True
    assert durability.good


@pytest.mark.parametrize(
    ("name", "value"), [("appendonly", "no"), ("appendfsync", "everysec"), ("maxmemory-policy", "allkeys-lru")]
)
async def test_one_that_can_is_named_with_the_remedy_until_it_is_mended(
    store: Store, plain: Redis, caplog: pytest.LogCaptureFixture, name: str, value: str
) -> None:
    caplog.set_level(logging.INFO)
    durability = Durability(store, accepted=False)
    await plain.config_set(name, value)

    await durability.look()
    await durability.look()
    before = durability.good

    assert caplog.text.count(f"{name} is {value}") == 1
    assert f"{name} {WANTED[name]}" in caplog.text
    assert "VARA_REDIS_DURABILITY=accept-risk" in caplog.text

    await plain.config_set(name, WANTED[name])
    await durability.look()

    assert (before, durability.good) == (False, True)
    assert "set up well now" in caplog.text


async def test_whoever_accepts_the_risk_is_only_warned(
    store: Store, plain: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    await plain.config_set("appendfsync", "everysec")
    durability = Durability(store, accepted=True)

    await durability.look()

    assert durability.good
    assert [record.levelname for record in caplog.records] == ["WARNING"]


@pytest.mark.parametrize("forbidding", [("--rename-command", "CONFIG", ""), ()])
async def test_a_redis_that_forbids_to_ask_is_left_to_its_operator_with_one_warning(
    keyring: Keyring, tmp_path: Path, caplog: pytest.LogCaptureFixture, forbidding: tuple[str, ...]
) -> None:
    with running_redis(tmp_path, *forbidding) as url:
        async with Redis.from_url(url) as client:
            barred = [] if forbidding else ["-config"]
            await client.acl_setuser(
                "vara", enabled=True, passwords=["+word"], keys=["*"], categories=["+@all"], commands=barred
            )
        store = Store(url.replace("redis://", "redis://vara:word@"), keyring)
        durability = Durability(store, accepted=False)

        looks = [await durability.look() for _ in range(2)]

        assert durability.good
        assert looks == [True, True]
        assert [record.levelname for record in caplog.records] == ["WARNING"]
        await store.close()


async def test_a_store_that_is_away_is_looked_at_again(keyring: Keyring) -> None:
    store = Store(f"redis://127.0.0.1:{free_port()}/0", keyring)

    assert await Durability(store, accepted=False).look() is False
    await store.close()


async def test_the_embedded_store_can_lose_nothing(keyring: Keyring, tmp_path: Path) -> None:
    embedded = Embedded(tmp_path)
    await embedded.ensure()
    store = Store(f"unix://{embedded.socket}", keyring, embedded)
    durability = Durability(store, accepted=False)

    assert await durability.look() is True
    assert durability.good
    await store.close()
