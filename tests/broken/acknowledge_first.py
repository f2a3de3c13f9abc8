"""Broken on purpose: `vara serve` with a webhook that says yes before anything is kept, as a queue in memory does."""

import asyncio

from bot.cli import main
from bot.telegram.channel import TelegramChannel

WAITING_SECONDS = 0.2
"""How long an update lies in such a queue on a busy day."""

heed = TelegramChannel.take
heeding: set["asyncio.Task[None]"] = set()


async def take_later(channel: TelegramChannel, update: dict[str, object]) -> None:
    async def later() -> None:
        await asyncio.sleep(WAITING_SECONDS)
        await heed(channel, update)

    task = asyncio.create_task(later())
    heeding.add(task)
    task.add_done_callback(heeding.discard)


if __name__ == "__main__":
    TelegramChannel.take = take_later  # type: ignore[assignment, method-assign]
    main()
