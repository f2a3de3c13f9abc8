"""Masters of a cluster are killed and frozen while people answer: what was acknowledged is there, whoever leads."""

import asyncio
import gc
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from statistics import median, quantiles

import pytest

from keeping.keys import Keyring
from keeping.store import Store
from tests.broken.store_without_copies import StoreWithoutCopies
from tests.keeping.writers import ADDRESSES, Written, writing
from tests.redis_servers import Node, Servers, running_cluster
from tests.sizes import tries

# The cluster's client leaves the connections to a server that is gone to the garbage collector.
LEFT_OPEN = ("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
pytestmark = [pytest.mark.redis, *map(pytest.mark.filterwarnings, LEFT_OPEN)]

NODE_TIMEOUT = 2000
"""As in docker-compose.yml."""

Strike = Callable[[Servers, Node, Written], Awaitable[None]]
"""Takes a master away until the writers go on without it, and brings it back."""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    with running_cluster(tmp_path_factory.mktemp("cluster"), NODE_TIMEOUT) as servers:
        yield servers


@pytest.fixture
async def servers(cluster: Servers) -> Servers:
    await asyncio.to_thread(cluster.until_whole)
    for node in cluster.masters():
        node.ask("FLUSHALL")
    return cluster


@pytest.fixture
async def store(servers: Servers, keyring: Keyring) -> AsyncIterator[Store]:
    opened = Store(servers.url, keyring)
    yield opened
    await opened.close()
    gc.collect()


async def test_killed_masters_take_no_acknowledged_answer_with_them(store: Store, servers: Servers) -> None:
    await survives(store, servers, killed, tries(usual=1, soak=30))


async def test_frozen_masters_take_no_acknowledged_answer_with_them(store: Store, servers: Servers) -> None:
    await survives(store, servers, frozen, tries(usual=1, soak=30))


async def test_while_one_master_is_replaced_the_others_stay_open(servers: Servers) -> None:
    gone, other = servers.masters()[:2]
    told = set[bool]()

    gone.kill()
    replaced = asyncio.create_task(servers.until_led_without(gone))
    while not replaced.done():
        told.add(b"cluster_state:ok" in other.ask("CLUSTER", "INFO"))
        await asyncio.wait({replaced}, timeout=0.02)
    gone.start()

    assert told == {True}


async def test_it_would_show_if_an_answer_counted_before_it_is_copied(servers: Servers, keyring: Keyring) -> None:
    store, master = StoreWithoutCopies(servers.url, keyring), servers.masters()[0]
    replica = servers.replica_of(master)
    async with writing(store) as written:
        replica.freeze()
        master.ask("CLIENT", "KILL", "TYPE", "replica")
        await written.go_on()

    master.kill()
    replica.thaw()
    await servers.until_led_without(master)

    assert await written.missing(store)
    await store.close()
    master.start()


async def killed(servers: Servers, master: Node, written: Written) -> None:
    master.kill()
    await written.go_on()
    master.start()


async def frozen(servers: Servers, master: Node, written: Written) -> None:
    master.freeze()
    await servers.until_led_without(master)
    await written.go_on()
    master.thaw()


async def survives(store: Store, servers: Servers, strike: Strike, times: int) -> None:
    """Strikes a master so often, each time when all are together again. Prints how long its conversations waited."""
    chance, away = random.Random(times), list[float]()
    async with writing(store) as written:
        for _ in range(times):
            master = chance.choice(servers.masters())
            of_master = set(master.ask("KEYS", "*"))
            written.waits_anew()
            await strike(servers, master, written)
            await asyncio.to_thread(servers.until_whole)
            await written.go_on()
            waits = written.waits_anew()
            away += [waits[each] for each in ADDRESSES if store.keyring.store_name(each).encode() in of_master]

    print(  # noqa: T201
        f"{times} masters {strike.__name__}, {sum(written.numbers.values()):,} acknowledged; away in seconds: "
        f"median {median(away):.1f}, p95 {quantiles(away, n=20)[-1]:.1f}, longest {max(away):.1f}"
    )
    assert await written.missing(store) == {}
