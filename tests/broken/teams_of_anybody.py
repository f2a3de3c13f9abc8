"""Broken on purpose: a team in which everybody who can reach a button counts as a member of the group."""

from typing import Any

from bot.telegram.meanings import Person
from bot.telegram.teams import Teams


class Anybody(Teams):
    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self._membership.belongs = belongs  # type: ignore[method-assign]


async def belongs(chat: int, person: Person) -> bool:
    return True
