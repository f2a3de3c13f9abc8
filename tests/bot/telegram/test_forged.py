"""Buttons that nobody was given change nothing: another person's, of another question, too old, bent."""

import random
from collections.abc import Callable
from typing import NamedTuple

import pytest

from bot.telegram.meanings import Heard, Meaning
from bot.telegram.reading import read
from dialogues.message import Message
from dialogues.script import Script
from dialogues.session import Session
from keeping.conversation import Conversation
from keeping.store import Store
from tests.broken.reading_without_presser import read_unchecked
from tests.sizes import tries

TRIES = tries(usual=3_000, soak=100_000)
ADA, EVE = 11, 66
RATINGS = ("fully", "mostly", "partly", "no", "unknown", "na")


class Stand(NamedTuple):
    """What the forger may know: where Ada stands, and every statement there is."""

    revision: int
    asked: str
    statements: tuple[str, ...]


Forger = Callable[[random.Random, Stand], tuple[int, int, str]]
"""Makes whose chat the button claims to be in, who presses, and what stands on it."""


def _rating(chance: random.Random, about: str) -> str:
    return f"{about}.{chance.choice(RATINGS)}"


def _another_question(chance: random.Random, stand: Stand) -> tuple[int, int, str]:
    about = chance.choice([each for each in stand.statements if each != stand.asked])
    return ADA, ADA, f"{stand.revision}|{_rating(chance, about)}"


def _another_revision(chance: random.Random, stand: Stand) -> tuple[int, int, str]:
    revision = chance.choice([number for number in range(2 * stand.revision + 50) if number != stand.revision])
    return ADA, ADA, f"{revision}|{_rating(chance, stand.asked)}"


def _another_person(chance: random.Random, stand: Stand) -> tuple[int, int, str]:
    return ADA, EVE, f"{stand.revision}|{_rating(chance, stand.asked)}"


def _bent(chance: random.Random, stand: Stand) -> tuple[int, int, str]:
    text = list(f"{stand.revision}|{_rating(chance, stand.asked)}")
    for _ in range(chance.randint(1, 3)):
        text[chance.randrange(len(text))] = chr(chance.choice([chance.randrange(32, 127), 0, 0x202E, 0x1F3D9]))
    return ADA, ADA, "".join(text)[: chance.randint(1, 64)]


FORGERS: tuple[Forger, ...] = (_another_question, _another_revision, _another_person, _bent)


@pytest.mark.redis
@pytest.mark.parametrize("forger", FORGERS)
async def test_no_forged_button_becomes_an_answer(forger: Forger, store: Store, script: Script) -> None:
    assert not await _gets_in(forger, Conversation(store, script), script, read, TRIES // len(FORGERS))


@pytest.mark.redis
async def test_another_person_would_get_in_if_nobody_looked_who_presses(store: Store, script: Script) -> None:
    assert await _gets_in(_another_person, Conversation(store, script), script, read_unchecked, 10)


async def _gets_in(
    forger: Forger, conversation: Conversation, script: Script, reader: Callable[..., Meaning], times: int
) -> bool:
    """Whether any of so many forged buttons has changed what Ada said."""
    before, stand = await _at_a_question(conversation, script)
    chance = random.Random(7)
    genuine = {f"{stand.revision}|{stand.asked}.{rating}" for rating in RATINGS}
    for number in range(times):
        chat, presser, data = forger(chance, stand)
        if presser == ADA and data in genuine:
            continue
        meaning = reader(_press(number, chat, presser, data), 1_000, "vara_bot")
        if isinstance(meaning, Heard):
            await conversation.hear(f"telegram:{meaning.chat}", meaning.message)
    after = await conversation.facts(f"telegram:{ADA}")
    return (after.entries, after.notes) != (before.entries, before.notes)


async def _at_a_question(conversation: Conversation, script: Script) -> tuple[Session, Stand]:
    for number, text in enumerate(("agree", "skip")):
        await conversation.hear(f"telegram:{ADA}", Message(f"m:{number}", text, 1_000, "en"))
    answered = await conversation.hear(f"telegram:{ADA}", Message("m:full", "full", 1_000, "en"))
    session = await conversation.facts(f"telegram:{ADA}")
    asked = answered.replies[-1].asks
    assert asked is not None
    return session, Stand(answered.revision, asked, tuple(script.rubric("en").statement_by_id))


def _press(number: int, chat: int, presser: int, data: str) -> dict[str, object]:
    holder = {"message_id": 5, "chat": {"id": chat, "type": "private"}}
    press = {"id": f"q{number}", "from": {"id": presser, "is_bot": False}, "message": holder, "data": data}
    return {"update_id": number, "callback_query": press}
