"""How long a vote waits for its toast when two hundred people vote at the same moment, without Telegram's own time."""

import asyncio
import secrets
import tempfile
from pathlib import Path
from statistics import median

from dialogues.script import load_script
from keeping.garbage import settle
from keeping.keys import Keyring
from keeping.store import Store
from tests.bench.lines import Line, Part, at_most
from tests.bot.telegram.crowd import PEOPLE, Crowd, whole_rounds
from tests.redis_server import running_redis


async def measure(url: str) -> list[float]:
    """Seconds from the press to its toast, every commit on disk, sorted."""
    keyring, script = Keyring(secrets.token_bytes(32)), load_script()
    store = Store(url, keyring)
    crowd = Crowd(store, script, keyring)
    settle()  # as `vara serve` does once all is read
    async for counted, voted in whole_rounds(crowd, script):
        assert counted == voted
    await store.close()
    return sorted(crowd.waits)


def parts(*, small: bool = False) -> list[Part]:
    with tempfile.TemporaryDirectory() as name, running_redis(Path(name)) as url:
        waits = asyncio.run(measure(url))
    slow = waits[len(waits) * 95 // 100]
    lines = [
        Line("median", median(waits) * 1000, "ms"),
        Line("95 % of votes within", slow * 1000, "ms", at_most(50)),
    ]
    return [Part(f"A vote's toast when {PEOPLE} people vote at once, over {len(waits)} votes", lines)]


if __name__ == "__main__":
    for part in parts():
        print(part)
