"""What a person lets a colleague compare with: ratings behind a random code, of which only a hash is kept."""

import hashlib
import json
import secrets

from pydantic import BaseModel, ConfigDict

from dialogues.sharing import CODE, written
from keeping.store import Store
from rubric.profile import Sheet

RANDOM_BYTES = 24
"""192 bits, as 32 letters."""
SECONDS = 7 * 24 * 60 * 60


class Shared(BaseModel):
    """The ratings and guessed levels as they were when the code was made."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    answers: dict[str, str | int]


class Shares:
    """Makes, follows and closes codes. Everything raises StoreAway."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def make(self, sheet: Sheet) -> tuple[str, str]:
        """A new code, and the hash by which it is closed."""
        code = secrets.token_urlsafe(RANDOM_BYTES)
        door = hashlib.sha256(code.encode()).hexdigest()
        shared = Shared(answers=json.loads(written(sheet)))
        await self._store.commit(_address(door), shared, 0, secrets.token_urlsafe(9), SECONDS)
        return code, door

    async def follow(self, code: str) -> str:
        """What a code shows, as `written`; "" if it leads nowhere, or no longer."""
        if not CODE.fullmatch(code):
            return ""
        held = await self._store.read(_address(hashlib.sha256(code.encode()).hexdigest()), Shared)
        return json.dumps(held.document.answers) if held else ""

    async def close(self, door: str) -> None:
        """Nobody sees anything by it any more."""
        await self._store.erase(_address(door))


def _address(door: str) -> str:
    return f"share:{door}"
