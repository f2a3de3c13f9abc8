"""The pipe to Redis: answers find those who asked, whatever breaks, hangs or arrives in pieces."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import cast

import pytest
from redis.asyncio import BlockingConnectionPool
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as Broken
from redis.exceptions import NoScriptError
from redis.exceptions import TimeoutError as Late

from keeping.answers import Short, read
from keeping.pipe import Piped, packed
from tests.waiting import until

ANSWERS = b"*3\r\n$3\r\none\r\n$-1\r\n:7\r\n-NOSCRIPT No matching script.\r\n+OK\r\n"


TRIES = 3


def piped(url: str, seconds: float = 1) -> Piped:
    retry = Retry(NoBackoff(), TRIES - 1)
    pool = BlockingConnectionPool.from_url(url, socket_timeout=seconds, retry=retry, protocol=2)
    return cast("Piped", Piped.from_pool(pool))


@pytest.fixture
async def client(flushed: str) -> AsyncIterator[Piped]:
    opened = piped(flushed)
    yield opened
    await opened.aclose()


def test_answers_are_read_one_after_the_other() -> None:
    first, at = read(ANSWERS, 0)
    second, at = read(ANSWERS, at)
    third, at = read(ANSWERS, at)

    assert first == [b"one", None, 7]
    assert isinstance(second, NoScriptError)
    assert (third, at) == (b"OK", len(ANSWERS))


@pytest.mark.parametrize("length", range(len(ANSWERS.partition(b"-NO")[0])))
def test_half_an_answer_is_waited_for(length: int) -> None:
    with pytest.raises(Short):
        read(ANSWERS[:length], 0)


def test_a_command_is_packed_as_redis_reads_it() -> None:
    assert packed(("HMGET", b"a\r\n", 12, "é")) == b"*4\r\n$5\r\nHMGET\r\n$3\r\na\r\n\r\n$2\r\n12\r\n$2\r\n\xc3\xa9\r\n"


async def test_many_at_once_get_each_their_own_answer(client: Piped) -> None:
    echo = "return ARGV[1]"

    answers = await asyncio.gather(*(client.execute_command("EVAL", echo, 0, str(each)) for each in range(500)))

    assert answers == [str(each).encode() for each in range(500)]


async def test_who_is_cancelled_takes_no_answer_away(client: Piped) -> None:
    first = asyncio.create_task(client.execute_command("EVAL", "return 1", 0))
    second = asyncio.create_task(client.execute_command("EVAL", "return 2", 0))
    await asyncio.sleep(0)

    first.cancel()

    assert await second == 2


async def test_a_connection_that_broke_is_opened_anew(client: Piped) -> None:
    assert await client.execute_command("EVAL", "return 1", 0) == 1
    await client.execute_command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")

    assert await client.execute_command("EVAL", "return 2", 0) == 2


async def test_a_refusal_of_redis_is_raised_as_such(client: Piped) -> None:
    with pytest.raises(NoScriptError):
        await client.execute_command("EVALSHA", "0" * 40, 0)


async def test_a_server_that_hangs_is_given_up_in_time() -> None:
    async def greet_and_hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while line := await reader.readline():
                if line.strip() == b"SETINFO":
                    writer.write(b"+OK\r\n")
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
        left.append(writer)

    left: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(greet_and_hang, "127.0.0.1", 0)
    client = piped(f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}/0", seconds=0.05)

    with pytest.raises((Late, Broken)):
        await client.execute_command("HMGET", "name", "field")

    await client.aclose()
    await until(lambda: asyncio.sleep(0, len(left) >= TRIES))
    server.close()
