"""The same promise on a Redis Cluster and behind Sentinel: no answer that was acknowledged is lost when a master is."""

import asyncio
import gc
import secrets
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest

from keeping.durability import Durability
from keeping.errors import Conflict, StoreAway
from keeping.keys import Keyring
from keeping.letters import Letter, Letters
from keeping.moments import Moments
from keeping.store import Store
from tests.keeping.documents import DAY, NOW, small
from tests.redis_servers import Node, Servers, running_cluster, running_group
from tests.waiting import until

# The cluster's client leaves the connections to a server that is gone to the garbage collector.
LEFT_OPEN = ("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
pytestmark = [pytest.mark.redis, *map(pytest.mark.filterwarnings, LEFT_OPEN)]

ADDRESSES = [f"telegram:{number}" for number in range(16)]
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

    assert await again(store, ADDRESSES[0], "second", 1, "second") == 2


async def test_a_master_that_dies_takes_no_acknowledged_answer_with_it(store: Store, servers: Servers) -> None:
    async with writing(store) as written:
        dead = servers.masters()[0]
        dead.kill()
        await written.go_on()
        dead.start()
        await written.go_on()

    await written.are_kept(store)


async def test_a_master_that_freezes_and_comes_back_takes_no_acknowledged_answer_with_it(
    store: Store, servers: Servers
) -> None:
    async with writing(store) as written:
        frozen = servers.masters()[0]
        frozen.freeze()
        await until(lambda: _another_leads(servers, frozen))
        await written.go_on()
        frozen.thaw()
        await written.go_on()

    await written.are_kept(store)


class Written:
    """What writers were told is kept: for each conversation the number of its last answer."""

    def __init__(self) -> None:
        self.numbers = dict.fromkeys(ADDRESSES, 0)
        self.longest_wait = 0.0
        self.over = asyncio.Event()

    async def write(self, store: Store, address: str) -> None:
        revision = 0
        while not self.over.is_set():
            number, begun = self.numbers[address] + 1, time.monotonic()
            revision = await again(store, address, str(number), revision, secrets.token_hex(8))
            self.numbers[address] = number
            self.longest_wait = max(self.longest_wait, time.monotonic() - begun)

    async def go_on(self) -> None:
        """Until every writer has had some more answers kept."""
        goal = {address: number + 5 for address, number in self.numbers.items()}

        async def reached() -> bool:
            return all(self.numbers[address] >= goal[address] for address in ADDRESSES)

        await until(reached, seconds=60)

    async def are_kept(self, store: Store) -> None:
        held = {address: await store.load(address) for address in ADDRESSES}
        assert {address: int(kept.document.session.city or 0) if kept else 0 for address, kept in held.items()} == (
            self.numbers
        )
        assert self.longest_wait < LONGEST_AWAY


@asynccontextmanager
async def writing(store: Store) -> AsyncIterator[Written]:
    """Writers on every address, one answer after the other, for as long as the `with` lasts."""
    written = Written()
    writers = [asyncio.create_task(written.write(store, address)) for address in ADDRESSES]
    try:
        await written.go_on()
        yield written
    finally:
        written.over.set()
        await asyncio.gather(*writers)


async def again(store: Store, address: str, city: str, revision: int, turn: str) -> int:
    """As channels do it: until it is kept."""
    while True:
        try:
            return await store.commit(address, small(city), revision, turn, DAY)
        except StoreAway:
            await asyncio.sleep(0.02)


async def _another_leads(servers: Servers, but: Node) -> bool:
    others = [node for node in servers.nodes if node is not but]
    leading = [node for node in others if await asyncio.to_thread(node.is_master)]
    return len(leading) == (1 if servers.watchers else 3)
