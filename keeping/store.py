"""One document per conversation: at most one read and one compare-and-set write per turn.

A conversation is one hash in Redis: `document` (sealed), `key` (wrapped), `revision` and `turn`, the token of the
turn that wrote it. By the token a commit recognises its own earlier success, so it may be sent again after any
unknown outcome. Nothing else is ever written on the way of an answer: no counter, no list, no lock.
"""

import logging
from collections.abc import AsyncIterator, Mapping
from typing import Generic, NamedTuple, TypeVar

from pydantic import BaseModel
from redis.exceptions import AuthenticationError, NoPermissionError, NoScriptError

from keeping.codec import Document, opened_as, sealed
from keeping.connecting import Answer, Word
from keeping.embedded import Embedded
from keeping.errors import Conflict, StoreAway, Unreadable, VaraError
from keeping.failpoints import passing
from keeping.keys import Keyring
from keeping.reaching import Reach
from keeping.scripts import COMMIT, ERASE, Script
from keeping.settings import Settings
from keeping.troubles import Troubles

log = logging.getLogger(__name__)

FINGERPRINT = "vara:key"
"""Where the store remembers which encryption key it is written with."""

M = TypeVar("M", bound=BaseModel)


class Held(NamedTuple, Generic[M]):
    """What is kept at an address; `revision` counts its commits, from 1."""

    document: M
    revision: int


Kept = Held[Document]
"""What is kept of a conversation."""


def letters_name(name: str) -> str:
    """Where the letters of a conversation lie that is kept under `name`: in its slot, and erased with it."""
    return f"{name}:letters"


class Store:
    """Keeps conversations by address. Every method may be called again after StoreAway."""

    def __init__(self, url: str, keyring: Keyring, embedded: Embedded | None = None) -> None:
        self.keyring = keyring
        self._reach = Reach(url, embedded)
        self._troubles = Troubles()
        self._same_key = False

    async def load(self, address: str) -> Kept | None:
        """None if nothing is kept. Raises StoreAway, Unreadable."""
        return await self.read(address, Document)

    async def read(self, address: str, kind: type[M]) -> Held[M] | None:
        """As `load`, for a document of another kind."""
        name = self.keyring.store_name(address)
        held = await self._ask("HMGET", name, "document", "key", "revision")
        data, wrapped, revision = held
        if data is None or wrapped is None or revision is None:
            return None
        return Held(opened_as(data, self.keyring.unwrap(wrapped), name, kind), int(revision))

    async def commit(
        self,
        address: str,
        document: BaseModel,
        expected_revision: int,
        turn: str,
        seconds_to_live: int,
        after: str = "",
    ) -> int:
        """Keeps the document if nobody else has since `expected_revision` (0: nothing kept yet).

        `after` is the token of that revision: whoever only remembers it must give it, for what was erased and begun
        anew counts its revisions from 1 again.
        `turn` is a token of this turn alone: the same commit given again succeeds again and changes nothing.
        Returns the new revision. Raises Conflict, StoreAway.
        """
        name = self.keyring.store_name(address)
        key, wrapped = self.keyring.fresh_key()
        data = sealed(document, key, name)
        passing("before-commit")
        revision = int(await self.run(COMMIT, name, expected_revision, turn, data, wrapped, seconds_to_live, after))
        passing("after-commit")
        if not revision:
            raise Conflict(f"revision {expected_revision} is no longer the last")
        return revision

    async def erase(self, address: str) -> bool:
        """Forgets the conversation for good; whether there was one. Raises StoreAway."""
        name = self.keyring.store_name(address)
        there = bool(await self._ask("EXISTS", name, letters_name(name)))
        await self._run(ERASE, (name, letters_name(name)))
        if there:
            await self.sweep()
        return there

    async def sweep(self) -> None:
        """Has the store write its file anew, soon: until then it still holds what was replaced or erased."""
        await self._reach.sweep()

    def documents(self) -> AsyncIterator[bytes]:
        """The names of everything that is kept: for errands of the operator, never on the way of a turn.

        Raises StoreAway.
        """
        return self._reach.hashes("vara:{*")

    async def ask(self, *command: Word) -> Answer:
        """A command that may be sent twice, for what is kept beside conversations. Raises StoreAway, Unreadable."""
        return await self._ask(*command)

    async def run(self, script: Script, name: str, *arguments: Word) -> Answer:
        """As `ask`, for a script on one key, and so that nothing of it is lost with one machine."""
        return await self._run(script, (name,), *arguments)

    async def of_each(self, *command: Word) -> Mapping[str, Answer]:
        """The answers of all servers that take writes, by their address. Raises StoreAway."""
        return await self._reach.of_each(*command)

    async def look(self) -> None:
        """Learns anew which servers there are. Raises StoreAway."""
        await self._reach.look()

    async def ready(self) -> bool:
        """Whether the store takes answers now. After trouble only a write that it keeps can tell."""
        try:
            with self._troubles:
                await self.greet()
                if self._troubles.open:
                    await self._reach.ask("SET", FINGERPRINT, self.keyring.fingerprint)
        except (StoreAway, Unreadable):
            return False
        self._troubles.over()
        return True

    async def greet(self) -> None:
        """Makes sure that the store takes writes and is ours. Raises StoreAway, Unreadable.

        Another key would find nothing under its names and begin anew, so it is refused instead.
        """
        ours = self.keyring.fingerprint.encode()
        await self._reach.ask("SET", FINGERPRINT, ours, "NX")
        self._same_key = await self._reach.ask("GET", FINGERPRINT) == ours
        if not self._same_key:
            raise Unreadable("the store was written with another encryption key")

    async def close(self) -> None:
        await self._reach.close()

    async def _ask(self, *command: Word) -> Answer:
        with self._troubles:
            await self._made_sure()
            return await self._reach.ask(*command)

    async def _run(self, script: Script, keys: tuple[str, ...], *arguments: Word) -> Answer:
        with self._troubles:
            await self._made_sure()
            try:
                answer = await self._reach.kept(keys[0], "EVALSHA", script.digest, len(keys), *keys, *arguments)
            except NoScriptError:
                answer = await self._reach.kept(keys[0], "EVAL", script.text, len(keys), *keys, *arguments)
        self._troubles.over()
        return answer

    async def _made_sure(self) -> None:
        if not self._same_key:
            await self.greet()


async def open_store(settings: Settings, keyring: Keyring) -> Store:
    """The store of `VARA_REDIS_URL`, else the embedded one. A store that is away now is only logged: it heals.

    Raises VaraError for what an operator must change: address, password, rights, encryption key, data folder.
    """
    if settings.redis_url is None:
        embedded = Embedded(settings.data_dir)
        await embedded.ensure()
        store = _made(f"unix://{embedded.socket}", keyring, embedded)
    else:
        store = _made(settings.redis_url.get_secret_value(), keyring)
    try:
        await store.greet()
    except Unreadable:
        await store.close()
        raise VaraError(
            "The store was written with another encryption key; give that one in VARA_ENCRYPTION_KEY."
        ) from None
    except StoreAway as away:
        if isinstance(away.__cause__, REFUSALS):
            await store.close()
            raise VaraError("Redis refuses us; check the name, password and database in VARA_REDIS_URL.") from None
        log.warning("%s; going on without it until it is back", away)
    return store


REFUSALS = (AuthenticationError, NoPermissionError)


def _made(url: str, keyring: Keyring, embedded: Embedded | None = None) -> Store:
    try:
        return Store(url, keyring, embedded)
    except (ValueError, TypeError):
        raise VaraError("VARA_REDIS_URL is no address of a Redis, such as redis://:password@host:6379/0.") from None
