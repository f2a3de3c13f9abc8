"""Waiting for something to become true: asked again and again until a deadline, never a fixed pause."""

import asyncio
from collections.abc import Awaitable, Callable

GLANCE_SECONDS = 0.02


async def until(
    holds: Callable[[], Awaitable[bool]], seconds: float = 30, glance_seconds: float = GLANCE_SECONDS
) -> None:
    """Returns as soon as `holds()` is true. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while True:
            if await holds():
                return
            await asyncio.sleep(glance_seconds)
