"""A message that fails by a mistake of ours: five tries, even if we die; then set aside, told, and heard later."""

import asyncio
import contextlib
import os
import signal
import sys
import time
from argparse import Namespace
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.replaying import replay
from bot.telegram.aside import MOST_TRIES, Aside, home_of, nameless
from dialogues.message import Message
from dialogues.script import Script
from keeping.conversation import Conversation
from keeping.keys import Keyring
from keeping.letters import Letters
from keeping.presence import Presence
from keeping.store import Store
from tests.bot.telegram.conftest import Opening
from tests.bot.telegram.poisoned import POISON
from tests.bot.telegram.stand_in import StandIn
from tests.bot.web.served import REPOSITORY
from tests.telegram_fake.server import TOKEN, FakeTelegram

MASTER = bytes(32)
KEY = "A" * 43 + "="
"""The same key, as operators write it."""
MOMENT = int(time.time()) + 600


@pytest.fixture
def keyring() -> Keyring:
    return Keyring(MASTER)


@pytest.fixture
def letters(store: Store) -> Letters:
    return Letters(store)


@pytest.fixture
def open_channel(store: Store, open_channel: Opening) -> Opening:
    """The store is closed after the channel, which may need it until it has ended."""
    return open_channel


async def test_after_five_tries_a_message_lies_aside_and_its_sender_is_told(
    fake: FakeTelegram, open_channel: Opening, conversation: StandIn, letters: Letters
) -> None:
    unlucky, lucky = fake.person("Ada Lovelace"), fake.person()
    conversation.broken.add(f"telegram:{unlucky.chat.id}")
    open_channel(desk=letters)

    unlucky.says("my words")
    lucky.says("/start")
    await lucky.until_button("Yes")
    await unlucky.until_sees("something went wrong")
    await fake.until_confirmed()

    (waiting,) = await letters.waiting(MOMENT)
    assert conversation.tries == MOST_TRIES + 1
    assert waiting.address == f"telegram:{unlucky.chat.id}"
    assert "my words" in waiting.letter.message
    assert "Lovelace" not in waiting.letter.message
    assert waiting.letter.why == "RuntimeError at stand_in.py:" + waiting.letter.why.rpartition(":")[2]


async def test_a_store_that_is_away_is_no_mistake_however_long_it_takes(
    fake: FakeTelegram, open_channel: Opening, conversation: StandIn, letters: Letters
) -> None:
    conversation.away.add("all")
    open_channel(desk=letters)
    ada = fake.person()
    ada.says("/start")
    await fake.until(lambda: conversation.tries > 3 * MOST_TRIES)

    conversation.away.clear()
    await ada.until_button("Yes")
    await fake.until_confirmed()

    assert await letters.waiting(MOMENT) == []


async def test_a_cancellation_that_leaks_out_of_a_turn_ends_only_that_try(
    fake: FakeTelegram, open_channel: Opening, conversation: StandIn, letters: Letters
) -> None:
    conversation.leaking = True
    open_channel(desk=letters)
    ada = fake.person()

    ada.says("/start")
    await ada.until_sees("something went wrong")
    await fake.until_confirmed()

    assert len(await letters.waiting(MOMENT)) == 1


@contextlib.asynccontextmanager
async def dying(fake: FakeTelegram, url: str) -> AsyncIterator[list[bytes]]:
    """A program with a mistake that ends it again and again; its deaths."""
    command = [sys.executable, "-m", "tests.bot.telegram.poisoned", fake.address, TOKEN, url]
    process = await asyncio.create_subprocess_exec(
        *command, cwd=REPOSITORY, stdout=asyncio.subprocess.PIPE, start_new_session=True
    )
    deaths: list[bytes] = []

    async def listen() -> None:
        assert process.stdout is not None
        deaths.extend([line async for line in process.stdout])

    listening = asyncio.create_task(listen())
    try:
        yield deaths
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
        await listening


async def test_the_count_outlives_a_mistake_that_ends_the_process_and_nobody_elses_message_is_put_aside(
    fake: FakeTelegram, letters: Letters, flushed: str
) -> None:
    people = [fake.person() for _ in range(4)]
    for person in people:
        person.says(POISON if person is people[2] else "/start")
    fake.deadline = 120

    async with dying(fake, flushed) as deaths:
        await fake.until_confirmed()

    assert len(deaths) == MOST_TRIES + 1  # nobody expects the first
    assert [each.address for each in await letters.waiting(MOMENT)] == [f"telegram:{people[2].chat.id}"]
    assert any("something went wrong" in text for text in people[2].reads())
    assert all(person.reads() for person in people)


async def begun(letters: Letters, store: Store) -> Aside:
    aside = Aside(letters, attendance=Presence(store))
    await aside.begin()
    return aside


async def test_tries_are_written_down_before_only_after_an_end_that_was_not_in_order(
    letters: Letters, store: Store
) -> None:
    first = await begun(letters, store)
    await first.end()
    second = await begun(letters, store)
    after_a_sudden_end = await begun(letters, store)

    assert [first.is_watchful, second.is_watchful, after_a_sudden_end.is_watchful] == [False, False, True]


async def test_whoever_ends_suddenly_is_forgotten_once_another_has_ended_in_order(
    letters: Letters, store: Store
) -> None:
    await begun(letters, store)
    after_a_sudden_end = await begun(letters, store)
    await after_a_sudden_end.end()

    assert not (await begun(letters, store)).is_watchful


async def test_asked_again_it_is_the_same_answer(store: Store) -> None:
    attendance = Presence(store)
    await attendance.begins("one")

    assert [await attendance.begins(token) for token in ("two", "two", "two")] == [True, True, True]


async def test_without_knowing_how_the_one_before_ended_tries_are_written_down(letters: Letters) -> None:
    away = Store("redis://127.0.0.1:1/0", Keyring(MASTER))

    assert (await begun(letters, away)).is_watchful
    assert Aside(letters).is_watchful
    await away.close()


@pytest.fixture
def operator(monkeypatch: pytest.MonkeyPatch, fake: FakeTelegram, flushed: str, tmp_path: Path) -> None:
    """The surroundings in which an operator calls `vara replay`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VARA_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("VARA_TELEGRAM_API", fake.address)
    monkeypatch.setenv("VARA_REDIS_URL", flushed)
    monkeypatch.setenv("VARA_ENCRYPTION_KEY", KEY)


async def put_aside(fake: FakeTelegram, letters: Letters, store: Store, script: Script, *texts: str) -> str:
    """Somebody at the first question of a full check, with messages that lie aside. Their address."""
    ada = fake.person()
    address = f"telegram:{ada.chat.id}"
    conversation = Conversation(store, script)
    for number, text in enumerate(("agree", "Mendoza", "full")):
        await conversation.hear(address, Message(f"m:{number}", text, 1000))
    aside = Aside(letters)
    for text in texts:
        ada.says(text)
        await aside.put(fake.queue.head(100)[-1], "a mistake")
    return address


async def test_replay_hears_what_lay_aside_once_and_answers(
    fake: FakeTelegram,
    letters: Letters,
    store: Store,
    script: Script,
    operator: None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    address = await put_aside(fake, letters, store, script, "mostly")

    listed = await asyncio.to_thread(replay, Namespace(list=True))
    codes = [await asyncio.to_thread(replay, Namespace(list=False)) for _ in range(2)]

    kept = await store.load(address)
    assert kept is not None
    assert [entry[1] for entry in kept.document.session.entries] == ["mostly"]
    assert (listed, codes) == (1, [0, 0])
    said = capsys.readouterr().out
    assert "1 set aside." in said
    assert "1 heard." in said
    assert address.partition(":")[2] not in said


async def test_what_was_said_to_one_question_is_no_answer_to_a_later_one(
    fake: FakeTelegram,
    letters: Letters,
    store: Store,
    script: Script,
    operator: None,
) -> None:
    address = await put_aside(fake, letters, store, script, "no")
    await Conversation(store, script).hear(address, Message("m:99", "fully", 2000))

    await asyncio.to_thread(replay, Namespace(list=False))

    kept = await store.load(address)
    assert kept is not None
    assert [entry[1] for entry in kept.document.session.entries] == ["fully"]
    assert await letters.waiting(MOMENT) == []


def test_names_of_people_are_left_out_and_names_of_bots_stay() -> None:
    update = {
        "update_id": 1,
        "message": {
            "chat": {"id": 7, "type": "private", "first_name": "Ada", "username": "ada"},
            "from": {"id": 7, "is_bot": False, "first_name": "Ada", "language_code": "es"},
            "reply_to_message": {"from": {"id": 1, "is_bot": True, "username": "vara_bot"}},
            "text": "username",
        },
    }

    assert nameless(update) == {
        "update_id": 1,
        "message": {
            "chat": {"id": 7, "type": "private"},
            "from": {"id": 7, "is_bot": False, "language_code": "es"},
            "reply_to_message": {"from": {"id": 1, "is_bot": True, "username": "vara_bot"}},
            "text": "username",
        },
    }


@pytest.mark.parametrize(
    ("update", "home"),
    [
        ({"message": {"chat": {"id": 7, "type": "private"}}}, "telegram:7"),
        ({"callback_query": {"from": {"id": 7}, "message": {"chat": {"id": 7, "type": "private"}}}}, "telegram:7"),
        ({"callback_query": {"message": {"chat": {"id": -100, "type": "supergroup"}}}}, "team:telegram:-100"),
        ({"message": 5}, "telegram:nobody"),
        ([], "telegram:nobody"),
    ],
)
def test_a_letter_lies_beside_its_conversation(update: object, home: str) -> None:
    assert home_of(update) == home
