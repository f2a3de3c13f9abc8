"""Writers who answer all the time while servers fall and come back, and what they were told is kept."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from keeping.errors import StoreAway
from keeping.store import Store
from tests.keeping.documents import DAY, small
from tests.waiting import until

ADDRESSES = [f"telegram:{number}" for number in range(16)]


class Written:
    """For each conversation the number of its last acknowledged answer, and the longest wait for one."""

    def __init__(self) -> None:
        self.numbers = dict.fromkeys(ADDRESSES, 0)
        self.waits = dict.fromkeys(ADDRESSES, 0.0)
        self.over = asyncio.Event()

    async def write(self, store: Store, address: str) -> None:
        revision = 0
        while not self.over.is_set():
            number, begun = self.numbers[address] + 1, time.monotonic()
            revision = await kept_at_last(store, address, str(number), revision, secrets.token_hex(8))
            self.numbers[address] = number
            self.waits[address] = max(self.waits[address], time.monotonic() - begun)

    async def go_on(self) -> None:
        """Until every writer has had some more answers kept."""
        goal = {address: number + 5 for address, number in self.numbers.items()}

        async def reached() -> bool:
            return all(self.numbers[address] >= goal[address] for address in ADDRESSES)

        await until(reached, seconds=60)

    def waits_anew(self) -> dict[str, float]:
        """The longest waits so far; from now on they are counted from nothing."""
        waits, self.waits = self.waits, dict.fromkeys(ADDRESSES, 0.0)
        return waits

    async def missing(self, store: Store) -> dict[str, int]:
        """How many acknowledged answers are not there, of each conversation that lacks some."""
        held = {address: await store.load(address) for address in ADDRESSES}
        there = {address: int(kept.document.session.city or 0) if kept else 0 for address, kept in held.items()}
        return {address: last - there[address] for address, last in self.numbers.items() if last != there[address]}


@asynccontextmanager
async def writing(store: Store) -> AsyncIterator[Written]:
    """Writers on every address, one answer after the other, for as long as the `with` lasts."""
    written = Written()
    writers = [asyncio.create_task(written.write(store, address)) for address in ADDRESSES]
    try:
        await written.go_on()
        yield written
    finally:
        written.over.set()
        await asyncio.gather(*writers)


async def kept_at_last(store: Store, address: str, city: str, revision: int, turn: str) -> int:
    """As channels do it: until it is kept."""
    while True:
        try:
            return await store.commit(address, small(city), revision, turn, DAY)
        except StoreAway:
            await asyncio.sleep(0.02)
