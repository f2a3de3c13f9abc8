"""Calls over connections of our own: kept alive, given up in time, refused in the library's words, without a token."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.telegram.calling import called
from bot.telegram.wire import Wire

PATH = "/bot4242:do-not-show/sendMessage"


class Server:
    """Answers every request with the next of `answers`; b"" hangs up instead."""

    def __init__(self) -> None:
        self.answers: list[bytes] = []
        self.connections = 0
        self.address = ""

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        while head := await reader.readuntil(b"\r\n\r\n"):
            length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
            await reader.readexactly(length)
            answer = self.answers.pop(0)
            writer.write(answer)
            if not answer:
                writer.close()
                return


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    made, lines = Server(), []

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines.append(writer)
        with suppress(asyncio.IncompleteReadError):
            await made.take(reader, writer)

    listening = await asyncio.start_server(take, "127.0.0.1", 0)
    made.address = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    yield made
    listening.close()
    for each in lines:
        each.close()
        with suppress(ConnectionError):
            await each.wait_closed()


@pytest.fixture
async def wire(server: Server) -> AsyncIterator[Wire]:
    opened = Wire(server.address, "Vara")
    yield opened
    opened.close()
    await asyncio.sleep(0)  # what is closed leaves with the next round of the loop


def answer(status: int, body: str, more: str = "") -> bytes:
    return f"HTTP/1.1 {status} Any\r\nContent-Length: {len(body)}\r\n{more}\r\n{body}".encode()


def made(number: int, more: str = "") -> bytes:
    """The answer to a call of which a message came."""
    return answer(200, f'{{"ok":true,"result":{{"message_id":{number},"chat":{{"id":7}}}}}}', more)


async def test_calls_one_after_the_other_share_a_connection(server: Server, wire: Wire) -> None:
    server.answers = [made(5)] * 3

    results = [await called(wire, PATH, {"chat_id": 1}) for _ in range(3)]

    assert results == [5] * 3
    assert server.connections == 1


async def test_calls_at_the_same_moment_have_each_their_own(server: Server, wire: Wire) -> None:
    server.answers = [made(each) for each in range(8)]

    results = await asyncio.gather(*(called(wire, PATH, {}) for _ in range(8)))

    assert sorted(results) == list(range(8))


async def test_a_connection_that_the_server_closes_is_not_used_again(server: Server, wire: Wire) -> None:
    server.answers = [
        made(1, "Connection: close\r\n"),
        made(2),
    ]

    assert [await called(wire, PATH, {}) for _ in range(2)] == [1, 2]
    assert server.connections == 2


async def test_a_call_of_which_no_message_comes_has_no_number(server: Server, wire: Wire) -> None:
    server.answers = [answer(200, '{"ok":true,"result":true}')]

    assert await called(wire, PATH, {}) == 0


@pytest.mark.filterwarnings("ignore:.*attribute .retry_after")
@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (400, '{"ok":false,"error_code":400,"description":"Bad Request: no"}', BadRequest),
        (401, '{"ok":false,"error_code":401,"description":"Unauthorized"}', InvalidToken),
        (403, '{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}', Forbidden),
        (429, '{"ok":false,"error_code":429,"description":"Too Many","parameters":{"retry_after":3}}', RetryAfter),
        (400, '{"ok":false,"error_code":400,"description":"x","parameters":{"migrate_to_chat_id":-9}}', ChatMigrated),
        (502, "<html>Bad Gateway</html>", NetworkError),
        (200, '{"ok":true,"resu', NetworkError),
        (200, '{"ok":false}', NetworkError),
    ],
)
async def test_a_refusal_is_the_library_s_own(
    server: Server, wire: Wire, status: int, body: str, error: type[Exception]
) -> None:
    server.answers = [answer(status, body)]

    with pytest.raises(error) as caught:
        await called(wire, PATH, {})

    assert "do-not-show" not in str(caught.value)


async def test_a_broken_connection_is_a_network_error_without_the_token(server: Server, wire: Wire) -> None:
    server.answers = [b""]

    with pytest.raises(NetworkError) as caught:
        await called(wire, PATH, {})

    assert "do-not-show" not in repr(caught.value)
    assert caught.value.__cause__ is None


async def test_an_answer_that_does_not_come_has_timed_out(server: Server, wire: Wire) -> None:
    server.answers = [b"HTTP/1.1 200 OK\r\n"]

    with pytest.raises(TimeoutError):
        await wire.post(PATH, b"{}", 0.05)


async def test_a_late_answer_is_no_ones(server: Server, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.calling.SECONDS", 0.05)
    server.answers = [b"HTTP/1.1 200 OK\r\n", made(2)]
    with pytest.raises(TimedOut):
        await called(wire, PATH, {})

    assert await called(wire, PATH, {}) == 2
