"""Broken on purpose: a store whose answers count once one server has them, though a copy could be waited for."""

from keeping.connecting import Answer, Word
from keeping.scripts import Script
from keeping.store import Store


class StoreWithoutCopies(Store):
    async def run(self, script: Script, name: str, *arguments: Word) -> Answer:
        return await self.ask("EVAL", script.text, 1, name, *arguments)
