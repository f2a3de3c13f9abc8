"""A process that serves Telegram with a mistake on purpose: one message ends it, and it is started again and again.

It writes one line whenever it has died.
"""

import asyncio
import os
import sys

from pydantic import SecretStr

from bot.telegram.beside import Beside
from bot.telegram.channel import TelegramChannel
from bot.telegram.pacing import Patience
from dialogues.message import Message
from dialogues.script import load_script
from keeping.answered import Answered
from keeping.keys import Keyring
from keeping.letters import Letters
from keeping.presence import Presence
from keeping.settings import Settings
from keeping.store import Store
from keeping.teams.parts import team_parts
from tests.bot.telegram.stand_in import Painter, StandIn

POISON = "poison"


class Deadly(StandIn):
    async def hear(self, address: str, message: Message) -> Answered:
        if message.text == POISON:
            os._exit(9)
        return await super().hear(address, message)


async def serve(telegram: str, token: str, redis: str) -> None:
    store = Store(redis, Keyring(bytes(32)))
    script = load_script()
    teams = team_parts(store, script, store.keyring)
    settings = Settings(telegram_token=SecretStr(token), telegram_api=telegram)
    patience = Patience(private_rate=1000, first_wait=0.01, poll=5)
    beside = Beside(desk=Letters(store), attendance=Presence(store))
    await TelegramChannel(settings, Deadly(), script, Painter(), teams, patience, beside).run()


if __name__ == "__main__":
    while True:
        child = os.fork()
        if child == 0:
            asyncio.run(serve(*sys.argv[1:]))
        os.waitpid(child, 0)
        print("it died", flush=True)  # noqa: T201 - whoever started it listens
