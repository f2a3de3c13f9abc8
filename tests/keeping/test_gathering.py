"""What is written in one turn of the event loop leaves together, in order, and nothing of it is lost."""

import asyncio
from typing import cast

import pytest

from keeping.gathering import MOST_HELD, Gathering


class Written:
    """A transport that notes its writes."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.closed = False

    def write(self, data: bytes) -> None:
        assert not self.closed
        self.pieces.append(data)

    def get_write_buffer_size(self) -> int:
        return 0

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def under() -> Written:
    return Written()


@pytest.fixture
async def transport(under: Written) -> Gathering:
    return Gathering(cast("asyncio.Transport", under), asyncio.get_running_loop())


async def test_writes_of_one_turn_leave_in_one_piece(transport: Gathering, under: Written) -> None:
    transport.write(b"head, ")
    transport.write(b"body")
    untaken = transport.get_write_buffer_size()
    await asyncio.sleep(0)
    transport.write(b"later")
    await asyncio.sleep(0)

    assert untaken == 0
    assert under.pieces == [b"head, body", b"later"]


async def test_much_leaves_at_once_and_in_order(transport: Gathering, under: Written) -> None:
    transport.write(b"head")
    transport.write(bytes(MOST_HELD))
    transport.write(b"tail")
    now = list(under.pieces)
    await asyncio.sleep(0)

    assert now == [b"head" + bytes(MOST_HELD)]
    assert under.pieces[1:] == [b"tail"]


async def test_what_waits_leaves_before_the_connection_is_closed(transport: Gathering, under: Written) -> None:
    transport.write(b"last words")
    transport.close()
    await asyncio.sleep(0)

    assert under.pieces == [b"last words"]
    assert under.closed
