"""What a process remembers of its last commits saves a trip, and never hides what another process has done."""

import pytest

from dialogues.message import Message
from dialogues.script import Script, load_script
from keeping.conversation import Conversation
from keeping.lately import MOST, Lately
from keeping.store import Store
from tests.keeping.documents import small

ADDRESS = "telegram:7"
DAY = 86400


@pytest.fixture(scope="session")
def script() -> Script:
    return load_script()


async def said(conversation: Conversation, begin: int, *texts: str) -> str | None:
    """Says each text in turn; what is asked at the end."""
    asked = None
    for number, text in enumerate(texts, begin):
        answered = await conversation.hear(ADDRESS, Message(f"m:{number}", text, 1000 + number))
        asked = answered.replies[-1].asks
    return asked


async def city(conversation: Conversation) -> str | None:
    session = await conversation.session(ADDRESS)
    return session.city if session else None


async def test_two_processes_that_take_turns_lose_nothing(store: Store, script: Script) -> None:
    here, there = Conversation(store, script), Conversation(store, script)
    await said(here, 0, "agree", "Mendoza", "full", "mostly")
    await said(there, 4, "mostly")
    await said(here, 5, "mostly")

    await said(there, 6, "mostly")

    session = await here.session(ADDRESS)
    assert session is not None
    assert len(session.entries) == 4


async def test_a_message_that_another_process_has_heard_is_heard_once(store: Store, script: Script) -> None:
    here, there = Conversation(store, script), Conversation(store, script)
    await said(here, 0, "agree", "Mendoza", "full")
    asked = await said(there, 3, "mostly")

    again = await said(here, 3, "mostly")

    session = await here.session(ADDRESS)
    assert session is not None
    assert (again, len(session.entries)) == (asked, 1)


async def test_what_was_erased_and_begun_anew_elsewhere_is_never_overwritten(store: Store, script: Script) -> None:
    here, there = Conversation(store, script), Conversation(store, script)
    await said(here, 0, "agree", "Mendoza")
    await there.erase(ADDRESS)
    await said(there, 2, "agree", "Aldeia")  # as many revisions as before

    await said(here, 4, "full")

    assert await city(here) == "Aldeia"


async def test_what_was_erased_is_not_remembered(store: Store, script: Script) -> None:
    conversation = Conversation(store, script)
    await said(conversation, 0, "agree", "Mendoza")

    await conversation.erase(ADDRESS)
    await said(conversation, 2, "agree")

    assert await city(conversation) is None


async def test_memory_is_bounded_and_who_is_forgotten_is_read_anew(store: Store) -> None:
    lately = Lately(store)
    for number in range(MOST + 1):
        first = await lately.load(f"web:{number}", "none")
        await lately.commit(f"web:{number}", small("Aldeia"), first, f"turn-{number}", DAY)

    oldest, newest = await lately.load("web:0", "none"), await lately.load(f"web:{MOST}", "none")

    assert (oldest.after, newest.after) == ("", f"turn-{MOST}")
    assert oldest.kept == newest.kept
