"""The same promise on a Redis Cluster and behind Sentinel: no answer that was acknowledged is lost when a master is."""

import asyncio
import gc
from collections.abc import AsyncIterator, Iterator

import pytest

from keeping.durability import Durability
from keeping.errors import Conflict, StoreAway
from keeping.keys import Keyring
from keeping.letters import Letter, Letters
from keeping.moments import Moments
from keeping.store import Store
from tests.keeping.documents import DAY, NOW, small
from tests.keeping.writers import ADDRESSES, kept_at_last, writing
from tests.redis_servers import Servers, running_cluster, running_group

# The cluster's client leaves the connections to a server that is gone to the garbage collector.
LEFT_OPEN = ("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
pytestmark = [pytest.mark.redis, *map(pytest.mark.filterwarnings, LEFT_OPEN)]

LONGEST_AWAY = 20.0
"""Seconds. A machine with time to spare needs two to five."""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    with running_cluster(tmp_path_factory.mktemp("cluster")) as servers:
        yield servers


@pytest.fixture(scope="module")
def group(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    with running_group(tmp_path_factory.mktemp("group")) as servers:
        yield servers


@pytest.fixture
def keyring() -> Keyring:
    """The same for all tests on the same servers."""
    return Keyring(bytes(32))


@pytest.fixture(params=["cluster", "group"])
async def servers(request: pytest.FixtureRequest) -> Servers:
    found: Servers = request.getfixturevalue(request.param)
    await asyncio.to_thread(found.until_whole)
    for node in found.masters():
        node.ask("FLUSHALL")
    return found


@pytest.fixture
async def store(servers: Servers, keyring: Keyring) -> AsyncIterator[Store]:
    opened = Store(servers.url, keyring)
    yield opened
    await opened.close()
    gc.collect()


async def test_the_promise_of_the_store_holds_on_many_servers(store: Store) -> None:
    for address in ADDRESSES:
        first = await store.commit(address, small(address), 0, "turn", DAY)
        again = await store.commit(address, small(address), 0, "turn", DAY)
        second = await store.commit(address, small("second"), first, "other", DAY)
        with pytest.raises(Conflict):
            await store.commit(address, small("third"), first, "late", DAY)

        assert (first, again, second) == (1, 1, 2)
        assert await store.load(address) == (small("second"), 2)
    assert [await store.erase(address) for address in ADDRESSES] == [True] * len(ADDRESSES)
    assert [await store.load(address) for address in ADDRESSES] == [None] * len(ADDRESSES)
    assert await store.ready() is True


async def test_letters_and_moments_are_found_wherever_they_lie(store: Store) -> None:
    letters, moments = Letters(store), Moments(store, "live", DAY)
    await moments.note({address: NOW + number for number, address in enumerate(ADDRESSES)})
    for address in ADDRESSES:
        await letters.put_aside(address, "u:1", Letter(message="{}", why="a mistake", at=NOW))

    found = await moments.between(NOW, NOW + 7)

    assert [each.address for each in found] == ADDRESSES[:8]
    assert {each.address for each in await letters.waiting(NOW)} == set(ADDRESSES)
    assert [await moments.take(found[0]) for _ in range(2)] == [True, False]


async def test_everything_of_a_conversation_lies_in_one_slot(cluster: Servers, keyring: Keyring) -> None:
    name = keyring.store_name(ADDRESSES[0])

    slots = {cluster.nodes[0].ask("CLUSTER", "KEYSLOT", each) for each in (name, f"{name}:letters")}

    assert len(slots) == 1


async def test_conversations_are_spread_over_all_masters(cluster: Servers, keyring: Keyring) -> None:
    store = Store(cluster.url, keyring)
    for number in range(60):
        await store.commit(f"web:{number}", small(), 0, "turn", DAY)
    await store.close()

    assert all(node.ask("DBSIZE") >= 5 for node in cluster.masters())


async def test_a_server_of_many_that_can_lose_answers_is_named(
    store: Store, servers: Servers, caplog: pytest.LogCaptureFixture
) -> None:
    lax = servers.masters()[-1]
    lax.ask("CONFIG", "SET", "appendfsync", "everysec")
    durability = Durability(store, accepted=False)

    await durability.look()
    lax.ask("CONFIG", "SET", "appendfsync", "always")

    assert not durability.good
    assert f"appendfsync is everysec on {'vara' if servers.watchers else f'127.0.0.1:{lax.port}'}" in caplog.text


async def test_what_no_replica_has_is_not_acknowledged(store: Store, servers: Servers) -> None:
    await store.commit(ADDRESSES[0], small("first"), 0, "first", DAY)
    replicas = servers.replicas()
    for replica in replicas:
        replica.freeze()
    try:
        with pytest.raises(StoreAway):
            await store.commit(ADDRESSES[0], small("second"), 1, "second", DAY)
    finally:
        for replica in replicas:
            replica.thaw()

    assert await kept_at_last(store, ADDRESSES[0], "second", 1, "second") == 2


async def test_a_replica_that_came_back_is_waited_for_at_once(store: Store, servers: Servers) -> None:
    async with writing(store) as written:
        dead = servers.masters()[0]
        dead.kill()
        await written.go_on()
        dead.start()
        await asyncio.to_thread(servers.until_whole)
    replicas = servers.replicas()

    for replica in replicas:
        replica.freeze()
    try:
        outcomes = await asyncio.gather(
            *(store.commit(f"web:{number}", small(), 0, "turn", DAY) for number in range(9)), return_exceptions=True
        )
    finally:
        for replica in replicas:
            replica.thaw()

    assert [type(each) for each in outcomes] == [StoreAway] * 9


async def test_a_master_that_dies_takes_no_acknowledged_answer_with_it(store: Store, servers: Servers) -> None:
    async with writing(store) as written:
        dead = servers.masters()[0]
        dead.kill()
        await written.go_on()
        dead.start()
        await written.go_on()

    assert await written.missing(store) == {}
    assert max(written.waits.values()) < LONGEST_AWAY


async def test_a_master_that_freezes_and_comes_back_takes_no_acknowledged_answer_with_it(
    store: Store, servers: Servers
) -> None:
    async with writing(store) as written:
        frozen = servers.masters()[0]
        frozen.freeze()
        await servers.until_led_without(frozen)
        await written.go_on()
        frozen.thaw()
        await written.go_on()

    assert await written.missing(store) == {}
    assert max(written.waits.values()) < LONGEST_AWAY
