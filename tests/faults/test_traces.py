"""What people write and what must stay secret is looked for byte by byte: in the log, in answers, and on the disk.

The whole life of two conversations and of a team, with a word in every field that a person can fill, on the shipped
command at its most talkative. Erased means that nothing of it is left on the disk, sealed or not.
"""

import asyncio
import base64
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
from redis.asyncio import Redis

from keeping.embedded import Embedded
from tests.bot.test_cli import vara
from tests.bot.web.served import Served, Talk
from tests.ports import free_port
from tests.telegram_fake.server import TOKEN, FakeTelegram
from tests.waiting import until

CANARY = "zq7canary"
SECONDS = 60
"""So long after erasing something of it may still lie on the disk."""

LIFE = (
    "/start", "agree", f"City of {CANARY}", "full", f"The transport office {CANARY} talked about it last week",
    "note.yes", f"Only in a few offices {CANARY}", "3", f"nobody {CANARY} does that really", "yes", "quick", "3", "2",
    "3", f"{CANARY} is no command of yours", "/plan", "plan.take.all", "plan.who.1", f"Mrs {CANARY}",
    f"/start team_{CANARY}", f"/{CANARY}", "/language es", "/export",
)  # fmt: skip
"""Everything that a person can fill in: city, notes, words, owner, and what is not understood."""
IN_SHORT = (*LIFE[:3], "quick", "3", "2", *LIFE[-8:-2])
"""On Telegram, where one message a second goes to a person."""


class Life:
    """An installation with an embedded store, and all who speak in it. Everything of it on the disk is in `folder`."""

    def __init__(self, fake: FakeTelegram, folder: Path, program: str) -> None:
        self.fake, self.folder = fake, folder
        (folder / "tmp").mkdir()
        self.settings = {"VARA_TELEGRAM_TOKEN": TOKEN, "VARA_TELEGRAM_API": fake.address, "TMPDIR": str(folder / "tmp"),
                         "VARA_PUBLIC_URL": "http://127.0.0.1", "VARA_DATA_DIR": str(folder / "data")}  # fmt: skip
        self.served = Served(free_port(), folder, program, **self.settings)
        self.ada, self.bea, self.cleo = (fake.person(f"{name} {CANARY}") for name in ("Ada", "Bea", "Cleo"))
        self.group = fake.group(f"Team {CANARY}")
        self.group.has(self.ada, status="creator")
        self.group.has(self.bea, self.cleo)
        self.said: list[bytes] = []

    async def lived(self, client: httpx.Client) -> Talk:
        talk = await asyncio.to_thread(Talk, client)
        for text in IN_SHORT:
            self.ada.says(text)
            self.bea.says(text)
        for text in LIFE:
            self.said.append((await asyncio.to_thread(talk.say, text)).content)
        await self._as_a_team()
        await self.fake.until_confirmed()
        return talk

    async def _as_a_team(self) -> None:
        """An open vote with names, a reason from each end, somebody who could tell, and the city."""
        group, ada = self.group, self.ada
        group.adds_bot(ada)
        for label in ("Begin with the team", "More", "Show names with votes", "Back", "Quick round"):
            await group.until_button(label)
            group.presses(ada, label)
        await group.until_button("4 · Open unless sensitive")
        for person, label in ((ada, "4 · Open unless sensitive"), (self.bea, "1 · Scattered sharing"),
                              (self.cleo, "Don't know")):  # fmt: skip
            group.presses(person, label)
        shown = await group.until_button("Who could tell us?")
        group.replies(ada, shown, f"So says the mayor {CANARY}.")
        await group.until_reads(f"So says the mayor {CANARY}.")
        group.presses(ada, "Who could tell us?")
        await group.until_reads("reply to this message with a role or a name")
        group.replies(self.bea, shown, f"The office of {CANARY}")
        await group.until_reads(f"The office of {CANARY}")
        group.hears(ada, f"/city@vara_test_bot City of {CANARY}")

    async def kept(self) -> set[Any]:
        """Every sealed document and every wrapped key in the store."""
        client = Redis(unix_socket_path=str(Embedded(self.folder / "data").socket))
        names = [name async for name in client.scan_iter(_type="HASH")]
        found = {value for name in names for value in await client.hmget(name, ["document", "key"])}
        await client.aclose()
        return {value for value in found if value}

    def disk(self, *, log: bool = True) -> bytes:
        files = [each for each in self.folder.rglob("*") if each.is_file() and (log or each != self.served.errors)]
        return b"".join(each.read_bytes() for each in files)


@asynccontextmanager
async def living(fake: FakeTelegram, folder: Path, program: str) -> AsyncIterator[tuple[Life, Talk]]:
    fake.deadline = 60
    life = Life(fake, folder, program)
    try:
        await asyncio.to_thread(life.served.start)
        with httpx.Client(base_url=life.served.address, timeout=20) as client:
            yield life, await life.lived(client)
    finally:
        await asyncio.to_thread(life.served.end)


async def test_a_whole_life_leaves_no_trace(fake: FakeTelegram, tmp_path: Path) -> None:
    async with living(fake, tmp_path, "tests.faults.talkative") as (life, talk):
        assert traces(life.disk()) == set()
        assert CANARY.encode() in b"".join(life.said)
        kept = await life.kept()
        assert await _all_within(life, kept)

        await erased_by_themselves(life, talk)
        operator = await asyncio.to_thread(vara, "erase", f"telegram:{life.bea.chat.id}", environ=life.settings)
        assert operator.returncode == 0

        await until(lambda: _none_left(life, kept), SECONDS)
        assert traces(life.disk()) == set()
        assert traces(await asyncio.to_thread(_odd_answers, life, talk)) == set()
    assert b"DEBUG" in life.served.errors.read_bytes()


async def test_it_would_show_if_words_were_logged_or_kept_in_the_clear_or_left_on_the_disk(
    fake: FakeTelegram, tmp_path: Path
) -> None:
    async with living(fake, tmp_path, "tests.broken.telltale") as (life, talk):
        assert traces(life.served.errors.read_bytes()) == {CANARY}
        assert traces(life.disk(log=False)) >= {CANARY}
        kept = await life.kept()

        await erased_by_themselves(life, talk)

        assert not await _none_left(life, kept)


async def erased_by_themselves(life: Life, talk: Talk) -> None:
    """Ada by a command, the web page by its call, the team by who leads it."""
    life.ada.says("/forget")
    life.ada.says("yes")
    life.group.hears(life.ada, "/forget@vara_test_bot")
    await life.group.until_button("Yes, erase everything")
    life.group.presses(life.ada, "Yes, erase everything")
    erased = await asyncio.to_thread(talk.client.delete, talk.path, headers=talk.headers)
    await life.fake.until_confirmed()
    assert erased.status_code == 204


async def _all_within(life: Life, kept: Iterable[bytes]) -> bool:
    disk = life.disk()
    return all(each in disk for each in kept)


async def _none_left(life: Life, kept: Iterable[bytes]) -> bool:
    disk = life.disk()
    return not any(each in disk for each in kept)


def traces(found: bytes) -> set[str]:
    """Which of what must not show does, plainly or in base64."""
    return {secret for secret in (CANARY, TOKEN) if any(form in found for form in _forms(secret))}


def _forms(secret: str) -> Iterable[bytes]:
    yield secret.encode()
    for shift in range(3):
        # Of each of the three ways in which it can stand within base64, the letters that are its alone.
        coded = base64.b64encode(b"x" * shift + secret.encode())
        yield coded[4 if shift else 0 : len(coded) // 4 * 4 - 4]


def _odd_answers(life: Life, talk: Talk) -> bytes:
    """What is said to bad calls, and the figures."""
    send = talk.client.request
    answers = [
        send("GET", f"/api/conversations/{CANARY}", headers=talk.headers),
        send("GET", f"/{CANARY}?{CANARY}={CANARY}", headers={"Authorization": f"Bearer {CANARY}"}),
        send("POST", "/api/conversations", json={"language": CANARY, "city": CANARY}),
        send("POST", "/api/conversations", content=CANARY.encode(), headers={"Content-Type": CANARY}),
        send("POST", f"{talk.path}/messages", json={"id": CANARY * 9, "text": CANARY}, headers=talk.headers),
        send("POST", "/telegram", json={"message": CANARY}, headers={"X-Telegram-Bot-Api-Secret-Token": CANARY}),
        send("GET", f"/reports/{CANARY}.html"),
        send("GET", f"/team/{CANARY}/board"),
        send("GET", f"/pictures/{CANARY}.svg"),
        send("GET", "/metrics"),
        send("GET", "/readyz"),
    ]
    return b"".join(each.content + str(each.headers).encode() for each in answers)
