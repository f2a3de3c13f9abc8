"""Messages that a mistake of ours kept from being heard: their tries are counted, then they lie aside, sealed.

All of it stands beside the conversation, in its slot, and goes when the conversation is erased. The count outlives the
process, which may be what the mistake kills.
"""

from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from keeping.codec import message_digest, opened_as, sealed
from keeping.connecting import Answer
from keeping.errors import Unreadable
from keeping.metrics import DEAD_LETTERS
from keeping.moments import Moment, Moments
from keeping.scripts import REPLACED, TRIED, TRIED_ENOUGH
from keeping.store import Store, letters_name

DAYS_KEPT = 14
SECONDS_KEPT = DAYS_KEPT * 24 * 60 * 60
WRAPPED_BYTES = 40
LETTER = b"letter:"


class Letter(BaseModel):
    """A message as it came (JSON), and why it lies aside.

    `revision` is where the conversation stood: what was said to one question is no answer to another.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    message: str
    why: str
    at: int
    revision: int | None = None


class Waiting(NamedTuple):
    """A letter that lies aside. `digest` stands for the message's identity."""

    address: str
    digest: str
    letter: Letter


class Letters:
    """All letters. Every method raises StoreAway, and may be called again."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._holders = Moments(store, "letters", SECONDS_KEPT)

    async def tried(self, address: str, identity: str, token: str) -> int:
        """Counts one more try, known by its token; how many there are. -1 if the message lies aside already."""
        digest = message_digest(identity)
        return int(await self._store.run(TRIED, self._name(address), digest, token, SECONDS_KEPT))

    async def untried(self, address: str, identity: str, token: str) -> None:
        """The try was no fault of the message."""
        await self._store.ask("HDEL", self._name(address), f"try:{message_digest(identity)}:{token}")

    async def heard(self, address: str, identity: str) -> None:
        """The message is done with."""
        await self._store.run(TRIED_ENOUGH, self._name(address), message_digest(identity), "", 0)

    async def put_aside(self, address: str, identity: str, letter: Letter) -> None:
        """Keeps the message, for DAYS_KEPT days."""
        name = self._name(address)
        letter = letter.model_copy(update={"revision": await self._revision(address)})
        fresh = self._store.keyring.fresh_key()
        data = fresh.wrapped + sealed(letter, fresh.key, name)
        # First who, then what: whoever looks for a letter that is not there does no harm.
        await self._holders.note({address: letter.at})
        await self._store.run(TRIED_ENOUGH, name, message_digest(identity), data, SECONDS_KEPT)
        DEAD_LETTERS.inc()

    async def waiting(self, until: int) -> list[Waiting]:
        """The letters of those who were put aside up to now, the oldest first; not all at once."""
        holders = await self._holders.between(until - SECONDS_KEPT, until)
        found = [each for holder in holders for each in await self._of(holder)]
        return sorted(found, key=lambda waiting: waiting.letter.at)

    async def settle(self, waiting: Waiting) -> None:
        """The letter was heard, or is not wanted any more."""
        await self._store.ask("HDEL", self._name(waiting.address), LETTER + waiting.digest.encode())

    async def _of(self, holder: Moment) -> list[Waiting]:
        name = self._name(holder.address)
        held = _pairs(await self._store.ask("HGETALL", name))
        letters = {field.removeprefix(LETTER): data for field, data in held if field.startswith(LETTER)}
        if not letters:
            await self._holders.take(holder)
        return [Waiting(holder.address, digest.decode(), self._opened(data, name)) for digest, data in letters.items()]

    async def _revision(self, address: str) -> int | None:
        try:
            kept = await self._store.load(address)
        except Unreadable:
            return None
        return kept.document.session.revision if kept else None

    def _opened(self, data: bytes, name: str) -> Letter:
        try:
            return opened_as(data[WRAPPED_BYTES:], self._store.keyring.unwrap(data[:WRAPPED_BYTES]), name, Letter)
        except Unreadable as damage:
            return Letter(message="", why=str(damage), at=0)

    def _name(self, address: str) -> str:
        return letters_name(self._store.keyring.store_name(address))


async def rewrap_letters(store: Store, name: str) -> int:
    """Has the newest encryption key wrap the keys of the letters under `name`; how many. Raises Unreadable."""
    done = 0
    for field, data in _pairs(await store.ask("HGETALL", name)):
        wrapped = store.keyring.rewrapped(data[:WRAPPED_BYTES]) if field.startswith(LETTER) else None
        if wrapped is not None:
            done += int(await store.run(REPLACED, name, field, data, wrapped + data[WRAPPED_BYTES:]))
    return done


def _pairs(held: Answer) -> list[tuple[bytes, bytes]]:
    return list(held.items()) if isinstance(held, dict) else list(zip(held[::2], held[1::2], strict=True))
