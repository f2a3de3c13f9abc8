"""Messages that fail are counted and put aside, sealed, for a while; and nothing of them outlives an erasing."""

import secrets

import pytest
from redis.asyncio import Redis

from keeping.keys import Keyring
from keeping.letters import SECONDS_KEPT, Letter, Letters
from keeping.metrics import REGISTRY
from keeping.rotation import rewrap_all
from keeping.store import FINGERPRINT, Store
from tests.keeping.documents import DAY, NOW, small

HERE, OTHER = "telegram:7", "telegram:8"
LETTER = Letter(message='{"message": {"text": "canary"}}', why="KeyError at speaking.py:1", at=NOW)


@pytest.fixture
def letters(store: Store) -> Letters:
    return Letters(store)


async def test_tries_are_counted_once_each_and_per_message(letters: Letters) -> None:
    counts = [await letters.tried(HERE, "u:1", token) for token in ("a", "b", "b", "a", "c")]

    assert counts == [1, 2, 2, 2, 3]
    assert await letters.tried(HERE, "u:2", "a") == 1
    assert await letters.tried(OTHER, "u:1", "a") == 1


async def test_a_try_that_was_no_fault_of_the_message_does_not_count(letters: Letters) -> None:
    await letters.tried(HERE, "u:1", "a")
    await letters.untried(HERE, "u:1", "a")

    assert await letters.tried(HERE, "u:1", "b") == 1


async def test_a_message_that_was_heard_leaves_no_trace(letters: Letters, store: Store) -> None:
    await letters.tried(HERE, "u:1", "a")
    await letters.tried(HERE, "u:1", "b")
    await letters.heard(HERE, "u:1")

    assert await store.ask("KEYS", "*") == [FINGERPRINT.encode()]


async def test_the_count_is_that_of_all_processes(letters: Letters, flushed: str, keyring: Keyring) -> None:
    await letters.tried(HERE, "u:1", "a")
    other = Store(flushed, keyring)

    assert await Letters(other).tried(HERE, "u:1", "b") == 2
    await other.close()


async def test_what_was_put_aside_waits_with_where_the_conversation_stood(letters: Letters, store: Store) -> None:
    await store.commit(HERE, small(), 0, "turn", DAY)
    await letters.put_aside(HERE, "u:1", LETTER)

    (waiting,) = await letters.waiting(NOW + 1)

    assert (waiting.address, waiting.letter) == (HERE, LETTER.model_copy(update={"revision": 0}))
    assert await letters.tried(HERE, "u:1", "z") == -1


async def test_the_oldest_letter_comes_first_and_the_same_message_lies_aside_once(letters: Letters) -> None:
    await letters.put_aside(OTHER, "u:2", LETTER.model_copy(update={"at": NOW + 5}))
    await letters.put_aside(HERE, "u:1", LETTER)
    await letters.put_aside(HERE, "u:1", LETTER)

    assert [each.address for each in await letters.waiting(NOW + 5)] == [HERE, OTHER]


async def test_a_letter_that_is_settled_is_gone(letters: Letters) -> None:
    await letters.put_aside(HERE, "u:1", LETTER)
    (waiting,) = await letters.waiting(NOW)

    await letters.settle(waiting)

    assert await letters.waiting(NOW) == []


async def test_letters_are_sealed_and_do_not_stay_for_ever(letters: Letters, flushed: str) -> None:
    await letters.put_aside(HERE, "u:1", LETTER)

    async with Redis.from_url(flushed) as plain:
        names = await plain.keys("*letters*")
        held = [await plain.dump(name) or b"" for name in names]
        lives = [await plain.ttl(name) for name in names]

    assert len(names) == 2
    assert not any(b"canary" in each or b"telegram" in each for each in held)
    assert all(0 < life <= SECONDS_KEPT for life in lives)


async def test_erasing_a_conversation_erases_its_letters(letters: Letters, store: Store, keyring: Keyring) -> None:
    await store.commit(HERE, small(), 0, "turn", DAY)
    await letters.put_aside(HERE, "u:1", LETTER)

    await store.erase(HERE)

    assert await letters.waiting(NOW) == []
    assert not [name for name in await store.ask("KEYS", "*") if name.startswith(keyring.store_name(HERE).encode())]


async def test_a_letter_of_another_key_is_listed_and_cannot_be_read(letters: Letters, store: Store) -> None:
    await letters.put_aside(HERE, "u:1", LETTER)
    name = f"{store.keyring.store_name(HERE)}:letters"
    field = next(each for each in await store.ask("HKEYS", name))
    await store.ask("HSET", name, field, b"\x00" * 80)

    (waiting,) = await letters.waiting(NOW)

    assert waiting.letter.message == ""


async def test_letters_are_counted_for_the_operator(letters: Letters) -> None:
    before = REGISTRY.get_sample_value("vara_dead_letters_total") or 0

    await letters.put_aside(HERE, "u:1", LETTER)

    assert REGISTRY.get_sample_value("vara_dead_letters_total") == before + 1


async def test_letters_go_along_to_a_new_encryption_key(letters: Letters, flushed: str, keyring: Keyring) -> None:
    old, new = secrets.token_bytes(32), secrets.token_bytes(32)
    before = Store(flushed, Keyring(old))
    await Letters(before).put_aside(HERE, "u:1", LETTER)
    rotating = Store(flushed, Keyring(new + old, old))

    await rewrap_all(rotating)
    after = Store(flushed, Keyring(new + old))

    assert [each.letter for each in await Letters(after).waiting(NOW)] == [LETTER]
    for store in (before, rotating, after):
        await store.close()
