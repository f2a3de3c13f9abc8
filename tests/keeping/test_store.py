"""The promise of the store, kept alike on a real Redis server and on the embedded one."""

import asyncio
import re
import secrets
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from redis.asyncio import Redis

from keeping.embedded import Embedded
from keeping.errors import Conflict, StoreAway, Unreadable, VaraError
from keeping.keys import Keyring
from keeping.metrics import REGISTRY, page
from keeping.settings import load_settings
from keeping.store import FINGERPRINT, Store, open_store
from tests.bot.cutting_proxy import CuttingProxy
from tests.broken.store_without_token import StoreWithoutToken
from tests.keeping.documents import DAY, long, small
from tests.ports import free_port
from tests.redis_server import running_redis
from tests.waiting import until

HERE = "telegram:123456789"
TURN, OTHER_TURN = "turn-1", "turn-2"


class Server(NamedTuple):
    """A server to keep conversations on, its plain client, and the keyring used on it."""

    url: str
    plain: Any
    keyring: Keyring


@pytest.fixture(params=["redis", "embedded"])
async def server(request: pytest.FixtureRequest, keyring: Keyring, tmp_path: Path) -> AsyncIterator[Server]:
    embedded = Embedded(tmp_path) if request.param == "embedded" else None
    if embedded:
        await embedded.ensure()
    url = f"unix://{embedded.socket}" if embedded else request.getfixturevalue("flushed")
    async with Redis.from_url(url) as plain:
        yield Server(url, plain, keyring)
    if embedded:
        await embedded.stop()


@pytest.fixture
async def store(server: Server) -> AsyncIterator[Store]:
    opened = Store(server.url, server.keyring)
    yield opened
    await opened.close()


async def test_nothing_is_there_before_the_first_commit(store: Store) -> None:
    assert await store.load(HERE) is None


async def test_what_was_committed_is_loaded(store: Store) -> None:
    first = await store.commit(HERE, small("Aldeia"), 0, TURN, DAY)
    second = await store.commit(HERE, long(), first, OTHER_TURN, DAY)

    assert (first, second) == (1, 2)
    assert await store.load(HERE) == (long(), 2)


async def test_conversations_do_not_meet(store: Store) -> None:
    await store.commit("web:a", small("A"), 0, TURN, DAY)
    await store.commit("web:b", small("B"), 0, TURN, DAY)

    assert await store.load("web:a") == (small("A"), 1)
    assert await store.load("web:b") == (small("B"), 1)


@pytest.mark.parametrize("expected", [0, 2, 7])
async def test_a_commit_on_any_other_than_the_last_revision_is_a_conflict(store: Store, expected: int) -> None:
    await store.commit(HERE, small("first"), 0, TURN, DAY)

    with pytest.raises(Conflict):
        await store.commit(HERE, small("second"), expected, OTHER_TURN, DAY)

    assert await store.load(HERE) == (small("first"), 1)


async def test_a_commit_on_an_erased_conversation_is_a_conflict(store: Store) -> None:
    await store.commit(HERE, small(), 0, TURN, DAY)
    await store.erase(HERE)

    with pytest.raises(Conflict):
        await store.commit(HERE, small(), 1, OTHER_TURN, DAY)

    assert await store.load(HERE) is None


async def test_the_same_commit_given_again_succeeds_and_changes_nothing(store: Store) -> None:
    revisions = [await store.commit(HERE, small(), 0, TURN, DAY) for _ in range(3)]

    assert revisions == [1, 1, 1]


async def test_a_turn_token_counts_only_for_its_own_revision(store: Store) -> None:
    await store.commit(HERE, small("first"), 0, TURN, DAY)
    await store.commit(HERE, small("second"), 1, TURN, DAY)

    with pytest.raises(Conflict):
        await store.commit(HERE, small("third"), 0, TURN, DAY)

    assert await store.load(HERE) == (small("second"), 2)


async def answer_lost(server: Server, kind: type[Store]) -> int:
    """The revision of a second commit whose first answer was lost on the way."""
    async with CuttingProxy(server.url) as proxy:
        store = kind(proxy.url, server.keyring)
        await store.commit(HERE, small("first"), 0, TURN, DAY)
        proxy.losing, proxy.losses = b"EVALSHA", 1
        try:
            return await store.commit(HERE, small("second"), 1, OTHER_TURN, DAY)
        finally:
            assert proxy.losses == 0
            await store.close()


async def test_a_commit_whose_answer_was_lost_succeeds_once(server: Server, store: Store) -> None:
    assert await answer_lost(server, Store) == 2
    assert await store.load(HERE) == (small("second"), 2)


async def test_a_store_that_does_not_know_its_own_success_is_caught(server: Server, store: Store) -> None:
    with pytest.raises(Conflict):
        await answer_lost(server, StoreWithoutToken)

    assert await store.load(HERE) == (small("second"), 2)


async def test_a_commit_whose_answers_are_all_lost_may_be_given_again_later(server: Server, store: Store) -> None:
    async with CuttingProxy(server.url) as proxy:
        cut_off = Store(proxy.url, server.keyring)
        await cut_off.commit(HERE, small("first"), 0, TURN, DAY)
        proxy.losing, proxy.losses = b"EVALSHA", 100
        with pytest.raises(StoreAway):
            await cut_off.commit(HERE, small("second"), 1, OTHER_TURN, DAY)
        await cut_off.close()

    assert await store.commit(HERE, small("second"), 1, OTHER_TURN, DAY) == 2


async def test_a_turn_is_two_commands(server: Server) -> None:
    async with CuttingProxy(server.url) as proxy:
        store = Store(proxy.url, server.keyring)
        await store.commit(HERE, small(), 0, TURN, DAY)
        proxy.commands.clear()

        await store.load(HERE)
        await store.commit(HERE, small(), 1, OTHER_TURN, DAY)

        assert proxy.commands == [b"HMGET", b"EVALSHA"]
        await store.close()


async def test_of_two_stores_that_commit_at_once_exactly_one_wins(server: Server, store: Store) -> None:
    other = Store(server.url, server.keyring)

    for revision in range(25):
        outcomes = await asyncio.gather(
            *(each.commit(HERE, small(), revision, secrets.token_hex(4), DAY) for each in (store, other) * 4),
            return_exceptions=True,
        )
        assert outcomes.count(revision + 1) == 1
        assert [type(each) for each in outcomes].count(Conflict) == 7

    await other.close()


async def test_a_commit_sets_the_time_to_live_anew(server: Server, store: Store) -> None:
    name = server.keyring.store_name(HERE)

    await store.commit(HERE, small(), 0, TURN, 100)
    short = await server.plain.ttl(name)
    await store.commit(HERE, small(), 1, OTHER_TURN, DAY)

    assert 0 < short <= 100
    assert 100 < await server.plain.ttl(name) <= DAY


async def test_erasing_leaves_nothing(server: Server, store: Store) -> None:
    await store.commit(HERE, small(), 0, TURN, DAY)

    assert await store.erase(HERE) is True
    assert await store.load(HERE) is None
    assert await store.erase(HERE) is False
    assert await server.plain.keys() == [FINGERPRINT.encode()]


async def test_what_is_kept_is_one_key_with_one_hash_tag_and_tells_nothing(server: Server, store: Store) -> None:
    await store.commit(HERE, small("Aldeia"), 0, TURN, DAY)

    (name,) = set(await server.plain.keys()) - {FINGERPRINT.encode()}
    held = await server.plain.hgetall(name)

    assert re.fullmatch(rb"vara:\{[0-9a-f]{32}\}", name)
    assert set(held) == {b"revision", b"turn", b"document", b"key"}
    assert b"123456789" not in name + b"".join(held.values())
    assert b"Aldeia" not in b"".join(held.values())


async def test_a_full_check_takes_at_most_four_kilobytes(server: Server, store: Store) -> None:
    await store.commit(HERE, long(), 0, secrets.token_hex(16), DAY)

    assert await server.plain.memory_usage(server.keyring.store_name(HERE), samples=0) <= 4096


async def test_another_encryption_key_is_refused_and_begins_nothing_anew(server: Server, store: Store) -> None:
    await store.commit(HERE, small(), 0, TURN, DAY)
    stranger = Store(server.url, Keyring(secrets.token_bytes(32)))

    with pytest.raises(Unreadable):
        await stranger.load(HERE)
    with pytest.raises(Unreadable):
        await stranger.commit(HERE, small(), 0, TURN, DAY)

    assert await stranger.ready() is False
    assert await server.plain.dbsize() == 2
    await stranger.close()


async def test_a_conversation_copied_over_another_is_unreadable(server: Server, store: Store) -> None:
    await store.commit("web:a", small("A"), 0, TURN, DAY)
    await server.plain.copy(server.keyring.store_name("web:a"), server.keyring.store_name("web:b"))

    with pytest.raises(Unreadable):
        await store.load("web:b")


async def test_a_server_that_forgot_the_scripts_is_taught_again(server: Server, store: Store) -> None:
    await store.commit(HERE, small(), 0, TURN, DAY)
    await server.plain.script_flush()

    assert await store.commit(HERE, small(), 1, OTHER_TURN, DAY) == 2


@pytest.mark.parametrize(("name", "bad", "good"), [("maxmemory", "1", "0"), ("min-replicas-to-write", "1", "0")])
async def test_a_server_that_cannot_write_is_away_and_comes_back(
    server: Server, store: Store, name: str, bad: str, good: str
) -> None:
    await store.commit(HERE, small("first"), 0, TURN, DAY)

    await server.plain.config_set(name, bad)
    try:
        with pytest.raises(StoreAway):
            await store.commit(HERE, small("second"), 1, OTHER_TURN, DAY)
    finally:
        await server.plain.config_set(name, good)

    assert await store.commit(HERE, small("second"), 1, OTHER_TURN, DAY) == 2


async def test_a_redis_that_dies_and_comes_back_heals_without_restart(keyring: Keyring, tmp_path: Path) -> None:
    port = free_port()
    store = Store(f"redis://127.0.0.1:{port}/0", keyring)
    with running_redis(tmp_path, port=port):
        await store.commit(HERE, small(), 0, TURN, DAY)
        assert await store.ready() is True

    assert await store.ready() is False
    with pytest.raises(StoreAway):
        await store.load(HERE)
    with pytest.raises(StoreAway):
        await store.commit(HERE, small(), 1, OTHER_TURN, DAY)

    with running_redis(tmp_path, port=port):
        assert await store.ready() is True
        assert await store.load(HERE) == (small(), 1)
        await store.close()


async def test_calls_that_the_store_did_not_answer_are_counted(keyring: Keyring) -> None:
    before = REGISTRY.get_sample_value("vara_store_errors_total") or 0
    store = Store(f"redis://127.0.0.1:{free_port()}/0", keyring)

    with pytest.raises(StoreAway):
        await store.load(HERE)

    assert REGISTRY.get_sample_value("vara_store_errors_total") == before + 1
    assert b"vara_store_errors_total" in page()
    await store.close()


async def test_a_redis_that_is_away_at_the_start_is_waited_for(keyring: Keyring, tmp_path: Path) -> None:
    port = free_port()

    store = await open_store(load_settings({"VARA_REDIS_URL": f"redis://127.0.0.1:{port}/0"}), keyring)

    assert await store.ready() is False
    with running_redis(tmp_path, port=port):
        assert await store.ready() is True
        await store.close()


@pytest.mark.parametrize("user", ["", ":canary", "me:canary"])
async def test_a_wrong_password_gets_one_sentence_without_it(keyring: Keyring, tmp_path: Path, user: str) -> None:
    with running_redis(tmp_path, "--requirepass", "right") as url:
        settings = load_settings({"VARA_REDIS_URL": url.replace("redis://", f"redis://{user}@")})

        with pytest.raises(VaraError) as caught:
            await open_store(settings, keyring)

    assert "VARA_REDIS_URL" in caught.value.sentence
    assert "canary" not in caught.value.sentence


@pytest.mark.parametrize("url", ["redis://:canary@host:port/0", "redis://:canary@host:1/?socket_timeout=x"])
async def test_an_address_that_is_none_gets_one_sentence_without_the_password(keyring: Keyring, url: str) -> None:
    with pytest.raises(VaraError) as caught:
        await open_store(load_settings({"VARA_REDIS_URL": url}), keyring)

    assert "VARA_REDIS_URL" in caught.value.sentence
    assert "canary" not in caught.value.sentence


async def test_a_store_of_another_key_is_refused_at_the_start(server: Server, store: Store) -> None:
    await store.commit(HERE, small(), 0, TURN, DAY)

    with pytest.raises(VaraError, match="VARA_ENCRYPTION_KEY"):
        await open_store(load_settings({"VARA_REDIS_URL": server.url}), Keyring(secrets.token_bytes(32)))


async def test_it_runs_unchanged_on_a_cluster(keyring: Keyring, tmp_path: Path) -> None:
    folders, buses = (tmp_path / "0", tmp_path / "1"), (str(free_port()), str(free_port()))
    for folder in folders:
        folder.mkdir()
    with (
        running_redis(folders[0], "--cluster-enabled", "yes", "--cluster-port", buses[0]) as url,
        running_redis(folders[1], "--cluster-enabled", "yes", "--cluster-port", buses[1]) as other,
    ):
        await joined(url, other, buses[1])
        store = await open_store(load_settings({"VARA_REDIS_URL": url}), keyring)

        for number in range(20):
            await store.commit(f"web:{number}", small(str(number)), 0, TURN, DAY)
        kept = [await store.load(f"web:{number}") for number in range(20)]

        assert kept == [(small(str(number)), 1) for number in range(20)]
        assert await store.erase("web:1") is True
        assert await store.ready() is True
        await store.close()


async def joined(url: str, other: str, other_bus: str) -> None:
    """Makes two servers one cluster, half of the slots each."""
    one: Any
    two: Any
    async with Redis.from_url(url) as one, Redis.from_url(other) as two:
        await one.execute_command("CLUSTER", "ADDSLOTSRANGE", 0, 8191)
        await two.execute_command("CLUSTER", "ADDSLOTSRANGE", 8192, 16383)
        await one.execute_command("CLUSTER", "MEET", "127.0.0.1", urlsplit(other).port or 0, other_bus)

        async def agreed() -> bool:
            told = [await each.execute_command("CLUSTER", "INFO") for each in (one, two)]
            return all(b"cluster_state:ok" in each for each in told)

        await until(agreed)
