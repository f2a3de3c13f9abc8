"""A channel that runs for as long as a test needs it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.telegram.channel import TelegramChannel


@asynccontextmanager
async def running(channel: TelegramChannel) -> AsyncIterator[TelegramChannel]:
    task = asyncio.create_task(channel.run())
    try:
        yield channel
    finally:
        await channel.stop()
        await task
