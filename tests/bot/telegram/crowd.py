"""A group of two hundred on a Telegram that takes no time: what is counted and measured is ours alone."""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any, cast

from bot.telegram.pacing import Patience
from bot.telegram.requesting import DirectBot
from bot.telegram.sending import Sender
from bot.telegram.stage import Stage
from bot.telegram.topics import address_of
from bot.telegram.turns import Teaming, Turns
from bot.telegram.waiting import Stop
from dialogues.script import Script
from dialogues.teams.phase import Phase, count, options, phase, standing
from keeping.keys import Keyring
from keeping.store import Store
from keeping.teams.kept import RoomDocument
from keeping.teams.parts import team_parts
from rubric.team import Count, count_votes
from tests.bot.telegram.stand_in import Painter, StandIn

CHAT = -77
PEOPLE, QUESTIONS = 200, 25
LEADER = 1


class Instant:
    """A Telegram that takes no time: what is measured is ours alone. `answered` are the moments of toasts, by press."""

    username = "vara_bot"

    def __init__(self) -> None:
        self.answered: dict[str, float] = {}

    async def call(self, fields: dict[str, object]) -> bool:
        self.answered.setdefault(str(fields.get("callback_query_id")), time.perf_counter())
        return True

    async def get_chat_administrators(self, chat: int) -> list[Any]:
        return []

    async def get_chat_member(self, chat: int, person: int) -> Any:
        return SimpleNamespace(status="member")

    async def get_chat_member_count(self, chat: int) -> int:
        return PEOPLE + 2

    async def send_message(self, *_: object, **__: object) -> Any:
        return SimpleNamespace(message_id=5)

    async def edit_message_text(self, *_: object, **__: object) -> bool:
        return True

    async def edit_message_reply_markup(self, *_: object, **__: object) -> bool:
        return True


class Crowd:
    """Updates of a group, worked as they would be if they all arrived at once."""

    def __init__(self, store: Store, script: Script, keyring: Keyring) -> None:
        self.bot = Instant()
        self.store = store
        self.presses = 0
        self.waits: list[float] = []
        patience, stop, bot = Patience(), Stop(), cast("DirectBot", self.bot)
        sender, parts = Sender(patience, stop), team_parts(store, script, keyring)
        self.stage = Stage(bot, sender, parts, script, Painter(), patience, stop)
        self.turns = Turns(bot, sender, StandIn(), script, Painter(), Teaming(parts, self.stage))

    async def presses_button(self, person: int, turn: int, value: str) -> None:
        self.presses += 1
        query = str(self.presses)
        message = {"message_id": 5, "chat": {"id": CHAT, "type": "supergroup"}, "date": 0}
        who = {"id": person, "is_bot": False, "first_name": "P"}
        body = {"id": query, "from": who, "message": message, "data": f"{turn}|{value}"}
        begun = time.perf_counter()
        await self.turns.work({"update_id": self.presses, "callback_query": body}, int(time.time()))
        self.waits.append(self.bot.answered[query] - begun)

    async def added_by(self, person: int) -> None:
        who = {"id": person, "is_bot": False, "first_name": "P"}
        states = {"old_chat_member": {"status": "left"}, "new_chat_member": {"status": "member"}}
        body = {"chat": {"id": CHAT, "type": "supergroup"}, "from": who, **states}
        await self.turns.work({"update_id": 0, "my_chat_member": body}, 0)

    async def kept(self) -> RoomDocument:
        held = await self.store.read(address_of(CHAT), RoomDocument)
        assert held is not None
        return held.document


async def whole_rounds(crowd: Crowd, script: Script) -> AsyncIterator[tuple[Count, Count]]:
    """After each question what was counted, and what was voted; some change their mind."""
    chance, rubric = random.Random(3), script.rubric("en")
    await crowd.added_by(LEADER)
    asked = 0
    while asked < QUESTIONS:
        await crowd.presses_button(LEADER, 0, "begin.full")
        while phase((await crowd.kept()).room) is not Phase.DONE and asked < QUESTIONS:
            room = (await crowd.kept()).room
            ballot = standing(room)
            assert ballot is not None
            possible = options(ballot.about, rubric)
            said = {each: chance.choices(possible, k=chance.choice([1, 1, 2])) for each in range(2, PEOPLE + 2)}

            await asyncio.gather(*(_votes(crowd, person, room.turn, values) for person, values in said.items()))
            await crowd.presses_button(LEADER, room.turn, f"vote.{possible[0]}")

            after = standing((await crowd.kept()).room)
            assert after is not None
            yield count(after), count_votes(ballot.about, [possible[0], *(each[-1] for each in said.values())])
            await crowd.presses_button(LEADER, room.turn, "next")
            asked += 1
        await crowd.presses_button(LEADER, (await crowd.kept()).room.turn, "end")
    await crowd.stage.close()


async def _votes(crowd: Crowd, person: int, turn: int, said: list[str]) -> None:
    for value in said:
        await crowd.presses_button(person, turn, f"vote.{value}")
