"""Errors on the way to Telegram become the library's, and none of them shows the token."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.telegram.requesting import connect

TOKEN = "4242:do-not-show"


@pytest.fixture
async def silent() -> AsyncIterator[str]:
    """A server that takes connections and never answers."""
    over = asyncio.Event()

    async def keep(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await over.wait()
        writer.close()

    server = await asyncio.start_server(keep, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    yield f"http://{host}:{port}"
    over.set()
    server.close()
    await server.wait_closed()


@pytest.fixture
def closed_address(unused_tcp_port: int) -> str:
    return f"http://127.0.0.1:{unused_tcp_port}"


async def error_of(bot: Bot, **limits: float) -> TelegramError:
    await bot.request.initialize()
    try:
        with pytest.raises(TelegramError) as caught:
            await bot.get_me(**limits)  # type: ignore[arg-type]
    finally:
        await bot.request.shutdown()
    return caught.value


async def test_an_answer_that_does_not_come_has_timed_out(silent: str) -> None:
    error = await error_of(connect(TOKEN, silent), read_timeout=0.05)

    assert isinstance(error, TimedOut)
    assert TOKEN not in repr(error)


async def test_a_server_that_is_not_there_is_a_network_error_without_the_token(closed_address: str) -> None:
    error = await error_of(connect(TOKEN, closed_address))

    assert isinstance(error, NetworkError)
    assert TOKEN not in repr(error)
    assert error.__cause__ is None


async def test_a_bot_that_is_printed_shows_no_token(closed_address: str) -> None:
    assert TOKEN not in repr(connect(TOKEN, closed_address))


async def test_a_closed_connection_is_said_so(closed_address: str) -> None:
    bot = connect(TOKEN, closed_address)

    with pytest.raises(NetworkError):
        await bot.get_me()
