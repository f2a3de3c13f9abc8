"""The way of one message through a real store: commit first, hear nothing twice, keep nothing before consent."""

import asyncio
from itertools import takewhile

import pytest
from redis import Redis

from dialogues.message import Message
from dialogues.script import Script, load_script
from keeping.codec import DAY, DIGEST_LETTERS, HEARD_KEPT, MOST_HEARD, message_digest
from keeping.conversation import Conversation
from keeping.errors import NoSuchConversation
from keeping.keys import Keyring
from keeping.store import FINGERPRINT, Store

ADDRESS = "telegram:7"


@pytest.fixture(scope="session")
def script() -> Script:
    return load_script()


@pytest.fixture
def conversation(store: Store, script: Script) -> Conversation:
    return Conversation(store, script)


def message(text: str, number: int, revision: int | None = None) -> Message:
    return Message(f"m:{number}", text, 1000 + number, revision=revision)


async def said(conversation: Conversation, *texts: str) -> list[str | None]:
    """Says each text in turn; what was asked after each."""
    asked = []
    for number, text in enumerate(texts):
        answered = await conversation.hear(ADDRESS, message(text, number))
        asked.append(answered.replies[-1].asks)
    return asked


async def test_nothing_is_kept_before_a_person_agrees(conversation: Conversation, flushed: str) -> None:
    await said(conversation, "/start", "hello", "/privacy", "/language")

    assert names_in(flushed) == []


async def test_a_conversation_goes_on_in_another_process(
    conversation: Conversation, flushed: str, keyring: Keyring, script: Script
) -> None:
    asked = await said(conversation, "agree", "Mendoza", "full", "mostly")
    other = Store(flushed, keyring)

    standing = await Conversation(other, script).standing(ADDRESS)
    await other.close()

    assert standing.replies[-1].asks == asked[-1]


async def test_a_message_heard_twice_changes_nothing_and_is_answered_again(
    conversation: Conversation, store: Store
) -> None:
    await said(conversation, "agree", "Mendoza", "full")
    first = await conversation.hear(ADDRESS, message("mostly", 9))
    before = await store.load(ADDRESS)

    again = await conversation.hear(ADDRESS, message("mostly", 9))

    assert again.replies == first.replies
    assert await store.load(ADDRESS) == before


async def test_an_older_message_heard_again_is_answered_with_where_we_stand(conversation: Conversation) -> None:
    asked = await said(conversation, "agree", "Mendoza", "full", "mostly", "mostly")

    again = await conversation.hear(ADDRESS, message("mostly", 3))

    assert again.replies[-1].asks == asked[-1]


async def test_twenty_taps_at_once_are_one_answer(conversation: Conversation, store: Store) -> None:
    await said(conversation, "agree", "Mendoza", "full")
    standing = await conversation.standing(ADDRESS)
    value = f"{standing.replies[-1].asks}.mostly"

    await asyncio.gather(
        *(conversation.hear(ADDRESS, message(value, 100 + tap, standing.revision)) for tap in range(20))
    )
    kept = await store.load(ADDRESS)

    assert kept is not None
    assert len(kept.document.session.entries) == 1


async def test_the_token_of_a_web_page_opens_its_own_conversation_only(conversation: Conversation) -> None:
    mine = await conversation.open(None)
    other = await conversation.open("pt-BR")

    answered = await conversation.hear(f"web:{mine.id}", message("agree", 1), mine.token)

    assert answered.replies[-1].text != mine.replies[-1].text
    for opened_by in (other.token, "", "x"):
        with pytest.raises(NoSuchConversation):
            await conversation.hear(f"web:{mine.id}", message("agree", 2), opened_by)
        with pytest.raises(NoSuchConversation):
            await conversation.standing("web:nobody", opened_by)


async def test_erasing_leaves_nothing(conversation: Conversation, flushed: str) -> None:
    await said(conversation, "agree", "Mendoza", "quick", "1")

    await conversation.erase(ADDRESS)

    assert names_in(flushed) == []
    with pytest.raises(NoSuchConversation):
        await conversation.export(ADDRESS)


async def test_forgetting_by_word_leaves_nothing(conversation: Conversation, store: Store) -> None:
    await said(conversation, "agree", "Mendoza", "quick", "1", "/forget", "yes")

    assert await store.load(ADDRESS) is None


async def test_the_export_holds_everything_that_was_said(conversation: Conversation) -> None:
    await said(conversation, "agree", "Mendoza", "full", "my boss wants it", "keep", "mostly")

    export = await conversation.export(ADDRESS)

    assert export["session"]["city"] == "Mendoza"
    assert list(export["session"]["notes"].values()) == ["my boss wants it"]
    assert export["session"]["entries"][0][1] == "mostly"
    assert set(export["profile"]) == {"mode", "typical", "competencies"}


async def test_a_turn_is_one_command_to_redis_and_two_after_a_pause(
    conversation: Conversation, store: Store, script: Script, flushed: str
) -> None:
    await said(conversation, "agree", "Mendoza", "full")
    later = Conversation(store, script)
    with Redis.from_url(flushed) as redis, redis.monitor() as monitor:
        for number in range(50, 60):
            await later.hear(ADDRESS, message("mostly", number))
        redis.echo("the end")

        seen = list(takewhile(lambda command: "ECHO" not in command["command"], monitor.listen()))

    sent = [each["command"].split()[0] for each in seen if each["client_type"] != "lua"]
    assert [each for each in sent if each != "HELLO"] == ["HMGET", *["EVALSHA"] * 10]


async def test_a_conversation_with_25_answers_takes_at_most_4_kilobytes(
    conversation: Conversation, flushed: str
) -> None:
    await said(conversation, "agree", "Mendoza", "full", *["mostly"] * 60)
    entries = (await conversation.export(ADDRESS))["session"]["entries"]

    with Redis.from_url(flushed) as redis:
        assert redis.memory_usage(names_in(flushed)[0]) <= 4096
    assert len(entries) >= 25


def names_in(url: str) -> list[bytes]:
    """The names of all conversations that the store holds."""
    with Redis.from_url(url) as redis:
        return [name for name in redis.scan_iter() if name != FINGERPRINT.encode()]


async def test_a_message_counts_once_however_much_was_said_in_the_two_days_since(conversation: Conversation) -> None:
    await said(conversation, "agree", "Mendoza", "full")
    first = Message("web-1", "mostly", DAY)
    await conversation.hear(ADDRESS, first)
    for number in range(4 * HEARD_KEPT):
        await conversation.hear(ADDRESS, Message(f"more-{number}", "/help", DAY + number * 400))
    before = await conversation.session(ADDRESS)

    await conversation.hear(ADDRESS, first._replace(at=3 * DAY - 1))

    assert before is not None
    assert await conversation.session(ADDRESS) == before


async def test_what_was_heard_is_forgotten_after_three_days_but_for_the_last_hundred(
    conversation: Conversation, store: Store
) -> None:
    await said(conversation, "agree", "Mendoza", "full")
    for number in range(2 * HEARD_KEPT):
        await conversation.hear(ADDRESS, Message(f"more-{number}", "/help", DAY))

    await conversation.hear(ADDRESS, Message("later", "/help", 5 * DAY))

    kept = await store.load(ADDRESS)
    assert kept is not None
    assert len(kept.document.heard) == HEARD_KEPT * DIGEST_LETTERS
    assert kept.document.heard_on == ((5, 1),)


async def test_whoever_sends_thousands_in_two_days_is_heard_again_when_the_memory_has_room(
    conversation: Conversation, store: Store
) -> None:
    await said(conversation, "agree", "Mendoza", "full")
    kept = await store.load(ADDRESS)
    assert kept is not None
    full = kept.document.model_copy(
        update={
            "heard": "".join(message_digest(str(each)) for each in range(MOST_HEARD)),
            "heard_on": ((1, MOST_HEARD),),
        }
    )
    await store.commit(ADDRESS, full, kept.revision, "full", DAY)

    await conversation.hear(ADDRESS, Message("one-more", "mostly", 2 * DAY))
    ignored = await store.load(ADDRESS)
    await conversation.hear(ADDRESS, Message("one-more", "mostly", 4 * DAY))
    heard = await store.load(ADDRESS)

    assert ignored is not None
    assert heard is not None
    assert ignored.document == full
    assert len(heard.document.session.entries) == 1
