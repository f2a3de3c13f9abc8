"""A new encryption key opens all that the old one opened, and then the old one opens nothing."""

import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.rotating import rotate
from keeping.errors import Unreadable, VaraError
from keeping.keys import Keyring, encryption_keys, key_text, open_keyring, successor
from keeping.rotation import Rewrapped, rewrap_all
from keeping.settings import Settings, load_settings
from keeping.store import Store
from tests.keeping.documents import DAY, of_everything, small

HERE, THERE = "telegram:1", "web:abc"
OLD = secrets.token_bytes(32)

Opens = Callable[..., Store]


@pytest.fixture
async def opens(flushed: str) -> AsyncIterator[Opens]:
    """Opens the one store with whatever keys."""
    async with AsyncExitStack() as stack:

        def opened(*keys: bytes) -> Store:
            store = Store(flushed, Keyring(*keys))
            stack.push_async_callback(store.close)
            return store

        yield opened


async def test_what_was_kept_before_is_under_the_new_key_afterwards(opens: Opens) -> None:
    new = successor(OLD)
    await opens(OLD).commit(HERE, small(), 0, "a", DAY)
    await opens(OLD).commit(THERE, of_everything(), 0, "b", DAY)

    done = await rewrap_all(opens(new, OLD))

    held = [await opens(new).load(address) for address in (HERE, THERE)]
    assert done == Rewrapped(2, 0)
    assert [kept and kept.document for kept in held] == [small(), of_everything()]
    with pytest.raises(Unreadable):
        await opens(OLD).load(HERE)


async def test_with_both_keys_nothing_is_out_of_reach_at_any_time(opens: Opens) -> None:
    new = successor(OLD)
    await opens(OLD).commit(HERE, small(), 0, "a", DAY)

    before = await opens(new, OLD).load(HERE)
    await opens(new, OLD).commit(THERE, small(), 0, "b", DAY)
    again = [await rewrap_all(opens(new, OLD)) for _ in range(2)]

    assert before is not None
    assert again == [Rewrapped(1, 0), Rewrapped(0, 0)]
    assert await opens(new).load(THERE) is not None


async def test_time_to_live_and_revision_stay(opens: Opens) -> None:
    new = successor(OLD)
    store = opens(new, OLD)
    await opens(OLD).commit(HERE, small(), 0, "a", DAY)

    await rewrap_all(store)

    assert 0 < await store.ask("TTL", store.keyring.store_name(HERE)) <= DAY
    assert await store.commit(HERE, small(), 1, "b", DAY) == 2


async def test_what_no_key_opens_is_counted_and_left(opens: Opens) -> None:
    stranger = opens(OLD)
    await stranger.commit(HERE, small(), 0, "a", DAY)
    await stranger.ask("DEL", "vara:key")

    assert await rewrap_all(opens(secrets.token_bytes(32))) == Rewrapped(0, 1)


def test_a_key_file_takes_two_steps(tmp_path: Path, flushed: str) -> None:
    settings = load_settings({"VARA_REDIS_URL": flushed, "VARA_DATA_DIR": str(tmp_path)})
    first = encryption_keys(settings)

    begun = list(rotate(settings))
    both = encryption_keys(settings)
    finished = list(rotate(settings))

    assert both[1:] == first
    assert encryption_keys(settings) == both[:1]
    assert begun[-1] == "Then run vara rotate once more."
    assert "0 conversations" in finished[0]
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


def test_a_key_in_a_setting_is_changed_by_the_operator(flushed: str) -> None:
    def given(text: str) -> Settings:
        return load_settings({"VARA_REDIS_URL": flushed, "VARA_ENCRYPTION_KEY": text})

    old = key_text(OLD)

    next_key = next(rotate(given(old))).rpartition(" ")[2]
    finished = list(rotate(given(f"{next_key},{old}")))

    assert open_keyring(given(next_key)).store_name(HERE) == open_keyring(given(old)).store_name(HERE)
    assert "behind the comma" in finished[-1]


def test_keys_of_two_installations_do_not_go_together() -> None:
    texts = ",".join(key_text(secrets.token_bytes(32)) for _ in range(2))

    with pytest.raises(VaraError, match="two installations"):
        open_keyring(load_settings({"VARA_ENCRYPTION_KEY": texts}))
