"""What becomes of an update that fails by a mistake of ours: counted, tried again, and put aside as a letter.

The count is kept in the store, for the mistake may end the process. After an end that was not in order every update is
written down before it is worked, and the first ones are worked one after the other: so whatever ends us again is known
by its count.
"""

import asyncio
import json
import logging
import secrets
import time
import traceback
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Literal, Protocol

from bot.telegram.grouped import GROUPS
from bot.telegram.raw import Raw, chat_id, chat_kind, mapping
from bot.telegram.reading import ALLOWED_UPDATES, update_id_of
from keeping.errors import StoreAway, Unreadable
from keeping.letters import Letter
from keeping.recent import Recent

MOST_TRIES = 5
BURIED = -1
WATCHED_SECONDS = 150.0
"""So long after such an end tries are written down before: Telegram brings a press again within this time, or never."""
ALONE = 100
"""So many updates after it are worked one after the other: all that could be in hand when the process ended."""
ALONE_SECONDS = 0.2
"""What does not end us at once hinders no other."""
NAMES = frozenset({"first_name", "last_name", "username", "title"})
MOST_BUGS = 1024

Fate = Literal["work", "give_up", "lies_aside"]

log = logging.getLogger(__name__)


class Desk(Protocol):
    """Where tries are counted and letters lie; see `Letters`. Raises StoreAway."""

    async def tried(self, address: str, identity: str, token: str) -> int: ...

    async def untried(self, address: str, identity: str, token: str) -> None: ...

    async def heard(self, address: str, identity: str) -> None: ...

    async def put_aside(self, address: str, identity: str, letter: Letter) -> None: ...


class Attendance(Protocol):
    """Who is at work; see `Presence`. Raises StoreAway."""

    async def begins(self, token: str) -> bool: ...

    async def ends(self, token: str) -> None: ...


class Aside:
    """The fate of updates that fail. Without a desk tries are counted in memory, and nothing is put aside.

    Without attendance nobody knows how the one before us ended.
    """

    def __init__(self, desk: Desk | None, tries: int = MOST_TRIES, attendance: Attendance | None = None) -> None:
        self._desk = desk
        self._attendance = attendance
        self._tries = tries
        self._process = secrets.token_urlsafe(6)
        self._watching_until = time.monotonic() + WATCHED_SECONDS
        self._left_alone = ALONE
        self._alone = asyncio.Lock()
        self._bugs: Recent[str, int] = Recent(MOST_BUGS)

    async def begin(self) -> None:
        """Before the first update. Where nobody has ended suddenly, no update is the reason."""
        with suppress(StoreAway, Unreadable):
            if self._attendance is not None and not await self._attendance.begins(self._process):
                self._watching_until = 0.0

    async def end(self) -> None:
        """After the last update."""
        with suppress(StoreAway):
            if self._attendance is not None:
                await self._attendance.ends(self._process)

    @property
    def is_watchful(self) -> bool:
        """Whether we started so recently that an update may have ended the one before us."""
        return self._desk is not None and time.monotonic() < self._watching_until

    @asynccontextmanager
    async def watching(self, update: object) -> AsyncIterator[Fate]:
        """Around a try: whether it is to be made, for the update may have ended us before. Raises StoreAway."""
        if self._desk is None or not self.is_watchful:
            yield "work"
            return
        address, identity = home_of(update), _identity(update)
        async with self._by_turns():
            tries = await self._desk.tried(address, identity, self._process)
            if tries > 1:
                self._bugs[identity] = tries
            try:
                yield "lies_aside" if tries == BURIED else "work" if tries <= self._tries else "give_up"
            finally:
                with suppress(StoreAway):
                    await self._desk.untried(address, identity, self._process)

    async def failed(self, update: object, bug: BaseException) -> bool:
        """Whether that was the last try. Raises StoreAway."""
        log.error("an update could not be worked: %s", described(bug))
        address, identity = home_of(update), _identity(update)
        self._bugs[identity] = tries = self._bugs.get(identity, 0) + 1
        if self._desk is not None:
            await self._desk.untried(address, identity, self._process)
            tries = await self._desk.tried(address, identity, secrets.token_urlsafe(6))
        return tries >= self._tries or isinstance(bug, Unreadable)

    async def worked(self, update: object) -> None:
        """The update is done with: earlier tries are forgotten."""
        if self._bugs and self._bugs.pop(_identity(update)) and self._desk is not None:
            await self._desk.heard(home_of(update), _identity(update))

    async def put(self, update: object, why: str) -> None:
        """Puts an update aside, without the names of people. Raises StoreAway."""
        if self._desk is not None:
            letter = Letter(message=json.dumps(nameless(update)), why=why, at=int(time.time()))
            await self._desk.put_aside(home_of(update), _identity(update), letter)
        self._bugs.pop(_identity(update))
        log.error("an update was given up; vara replay hears it again once the mistake is mended")

    @asynccontextmanager
    async def _by_turns(self) -> AsyncIterator[None]:
        if self._left_alone <= 0:
            yield
            return
        self._left_alone -= 1
        await self._alone.acquire()
        mine = [True]

        def next_one() -> None:
            if mine:
                mine.pop()
                self._alone.release()

        timer = asyncio.get_running_loop().call_later(ALONE_SECONDS, next_one)
        try:
            yield
        finally:
            timer.cancel()
            next_one()


def home_of(update: object) -> str:
    """The address beside which an update is put aside: that of its conversation, or of its team."""
    for field in ALLOWED_UPDATES:
        body = mapping(mapping(update).get(field))
        holder = mapping(body.get("message")) if field == "callback_query" else body
        chat = chat_id(holder)
        if chat is not None:
            return f"team:telegram:{chat}" if chat_kind(holder) in GROUPS else f"telegram:{chat}"
    return "telegram:nobody"


def nameless(value: object) -> object:
    """An update without the names of people and groups. Names of bots stay: they are read."""
    if isinstance(value, list):
        return [nameless(each) for each in value]
    if not isinstance(value, Mapping):
        return value
    kept: Raw = value if value.get("is_bot") is True else {key: value[key] for key in value if key not in NAMES}
    return {key: nameless(each) for key, each in kept.items()}


def described(bug: BaseException) -> str:
    """The kind of error and where it happened; its text could hold what a person wrote."""
    frames = traceback.extract_tb(bug.__traceback__)
    place = f"{frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else "nowhere"
    return f"{type(bug).__name__} at {place}"


def _identity(update: object) -> str:
    return f"u:{update_id_of(update) or 0}"
