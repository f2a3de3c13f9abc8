"""What happens under one name happens one after the other, in the order of asking; names that nobody waits for go."""

import asyncio
from collections.abc import Hashable
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

N = TypeVar("N", bound=Hashable)


class Queues(Generic[N]):
    """`async with queues.of(name):` waits for all who asked for this name before."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[N, asyncio.Lock] = WeakValueDictionary()

    def of(self, name: N) -> asyncio.Lock:
        lock = self._locks.get(name)
        if lock is None:
            lock = self._locks[name] = asyncio.Lock()
        return lock
