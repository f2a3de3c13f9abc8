"""The part of the store that teams need."""

from typing import Protocol, TypeVar

from pydantic import BaseModel

from keeping.store import Held

M = TypeVar("M", bound=BaseModel)


class Shelf(Protocol):
    """Documents by address, kept by compare-and-set. Everything raises StoreAway."""

    async def read(self, address: str, kind: type[M]) -> Held[M] | None: ...

    async def commit(
        self, address: str, document: BaseModel, expected_revision: int, turn: str, seconds_to_live: int
    ) -> int: ...

    async def erase(self, address: str) -> bool: ...
