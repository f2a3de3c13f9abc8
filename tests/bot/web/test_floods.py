"""Whoever floods the shipped server is slowed down alone; a town hall behind one address is no flood."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from typing import Any, NamedTuple

import aiohttp
import pytest

from tests.bot.web.served import Served
from tests.sizes import tries

OFFICIALS = tries(60, 300)
FLOOD = 600
MOST_OPENINGS = 3000
QUICK_CHECK = ("agree", "skip", "quick", "1", "2", "3", "4", "1")
TOWN_HALL, ELSEWHERE, FLOODER = "203.0.113.7", "203.0.113.8", "203.0.113.66"


class Answer(NamedTuple):
    status: int
    again: str | None
    body: Any


class Page:
    """A page in the browser of somebody behind `address`, as the proxy in front of the server tells it."""

    def __init__(self, browser: aiohttp.ClientSession, address: str = TOWN_HALL) -> None:
        self.browser, self.path, self.said = browser, "", 0
        self.headers = {"X-Forwarded-For": address}

    async def loads(self) -> Answer:
        return await self._calls("GET", "/")

    async def opens(self) -> Answer:
        opened = await self._calls("POST", "/api/conversations", {})
        if opened.status == 201:
            self.path = f"/api/conversations/{opened.body['id']}/messages"
            self.headers["Authorization"] = f"Bearer {opened.body['token']}"
        return opened

    async def says(self, text: str) -> Answer:
        self.said += 1
        return await self._calls("POST", self.path, {"id": str(self.said), "text": text})

    async def goes_through(self) -> list[int]:
        """Loads the page and answers a whole quick check; all statuses."""
        answers = [await self.loads(), await self.opens(), *[await self.says(text) for text in QUICK_CHECK]]
        return [each.status for each in answers]

    async def _calls(self, way: str, path: str, body: object = None) -> Answer:
        async with self.browser.request(way, path, json=body, headers=self.headers) as answer:
            told = await answer.json() if answer.content_type == "application/json" else await answer.read()
            return Answer(answer.status, answer.headers.get("Retry-After"), told)


ALL_WELL = [200, 201, *[200] * len(QUICK_CHECK)]


@pytest.fixture
async def browser(vara: Served) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(vara.address, connector=aiohttp.TCPConnector(limit=OFFICIALS)) as session:
        yield session


async def test_a_whole_town_hall_behind_one_address_gets_through_at_once(browser: aiohttp.ClientSession) -> None:
    statuses = await asyncio.gather(*(Page(browser).goes_through() for _ in range(OFFICIALS)))

    assert statuses == [ALL_WELL] * OFFICIALS


async def test_one_conversation_that_floods_waits_while_another_behind_its_address_is_answered(
    browser: aiohttp.ClientSession,
) -> None:
    flooder, other = Page(browser), Page(browser)
    await flooder.opens()
    flood = asyncio.gather(*(flooder.says("agree") for _ in range(FLOOD)))

    statuses = await other.goes_through()

    assert statuses == ALL_WELL
    told = {(each.status, each.again) for each in await flood}
    assert told == {(200, None), (429, "1")}


async def test_an_address_that_opens_without_end_waits_whatever_it_says_of_itself_while_others_open(
    browser: aiohttp.ClientSession,
) -> None:
    tried = 0
    while 429 not in await opening(browser, [FLOODER] * 100):
        tried += 100
        assert tried < MOST_OPENINGS

    forged = await opening(browser, [f"198.51.100.{number}, {FLOODER}" for number in range(100)])
    others = await opening(browser, [ELSEWHERE] * 50)

    assert 429 in forged
    assert others == {201}


async def opening(browser: aiohttp.ClientSession, addresses: Iterable[str]) -> set[int]:
    """Statuses of conversations that are opened at once, one for each of the addresses."""
    answers = await asyncio.gather(*(Page(browser, address).opens() for address in addresses))
    return {each.status for each in answers}
