"""A real Redis server for all tests that need a store: started once, emptied for each, stopped by its id."""

import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import closing

import pytest
from hypothesis import settings
from redis import Redis

from keeping.keys import Keyring
from keeping.store import Store
from tests.redis_server import running_redis

# A busy machine is no mistake of ours.
settings.register_profile("vara", deadline=None)
settings.load_profile("vara")


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Redis of our own on a free port of this machine, with the durability that Vara asks for."""
    with running_redis(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture
def flushed(redis_url: str) -> str:
    """The same server, empty."""
    with closing(Redis.from_url(redis_url)) as client:
        client.flushall()
    return redis_url


@pytest.fixture
def keyring() -> Keyring:
    return Keyring(secrets.token_bytes(32))


@pytest.fixture
async def store(flushed: str, keyring: Keyring) -> AsyncIterator[Store]:
    """An empty store on the real Redis."""
    opened = Store(flushed, keyring)
    yield opened
    await opened.close()
