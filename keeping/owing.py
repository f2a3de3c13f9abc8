"""Reminders that are owed: kept as such before they are sent, and no longer once they went out.

Whoever is interrupted in between finds them again. See docs/decisions/0017.
"""

import secrets
from contextlib import suppress
from typing import NamedTuple, Protocol

from dialogues.message import Remark, Reply
from dialogues.plans.reminding import next_due, reminded
from keeping.codec import Document
from keeping.daytime import is_day, next_day
from keeping.dues import LEASE, Due, Dues
from keeping.errors import Conflict
from keeping.store import Kept
from keeping.teams.talk import TeamTalk, due_of_team

HOUR = 60 * 60
DAY = 24 * HOUR


class Owed(NamedTuple):
    """A conversation once its person was reminded, and what is said: `replies`, or where it stands after `remarks`.

    If the document does not owe anything, there is nothing to say after all.
    """

    document: Document
    remarks: tuple[Remark, ...] = ()
    replies: tuple[Reply, ...] = ()


class Keeps(Protocol):
    """The part of a store that reminders need."""

    async def load(self, address: str) -> Kept | None: ...

    async def commit(
        self, address: str, document: Document, expected_revision: int, turn: str, seconds_to_live: int
    ) -> int: ...


class Owing:
    """Takes up what is due. Every method raises StoreAway."""

    def __init__(self, store: Keeps, dues: Dues, days_kept: int, teams: TeamTalk | None = None) -> None:
        self._store = store
        self._dues = dues
        self._days_kept = days_kept
        self._teams = teams

    async def remind(self, due: Due, at: int, zone: str | None) -> Owed | None:
        """What is to be sent to one that waited; None if there is nothing to send now. `zone` is for those who named
        none.

        It is kept as owed until `told`. Whoever is interrupted in between, it comes again: with the same revision, so
        that it can be answered once only, and with a word that it may be the second time.
        """
        kept = await self._store.load(due.address)
        if kept is None:
            await self._dues.settle(due, None)
            return None
        owed = await self._wanted(kept.document, at)
        clock = kept.document.session.zone or zone
        if owed is None or not is_day(at, clock):
            await self._dues.settle(due, _next_look(kept.document, at) if owed is None else next_day(at, clock))
            return None
        taken = await self._dues.take(due, at)
        if taken is None or not await self._owe(due.address, kept, owed.document, at):
            return None
        if owed.document.owed:
            return owed
        await self._dues.settle(taken, due_of(owed.document))
        return None

    async def told(self, due: Due, at: int) -> None:
        """What was owed at this time went out, or nobody is there to hear it."""
        kept = await self._store.load(due.address)
        if kept is not None and kept.document.owed:
            with suppress(Conflict):  # the person was faster, and is owed nothing
                await self._put_back(due.address, kept, kept.document.model_copy(update={"owed": False}), at)
        await self._dues.settle(Due(due.address, at + LEASE), due_of(kept.document) if kept else None)

    async def _wanted(self, document: Document, at: int) -> Owed | None:
        """What the person is to hear at this time: of their own plan first, then of their team."""
        if document.owed:
            return Owed(document, (Remark("repeated"),))
        after = reminded(document.session, at)
        if after is not None:
            return Owed(document.model_copy(update={"session": after, "remarks": (), "owed": True}))
        found = await self._teams.reminded(document, at) if self._teams else None
        return Owed(found[0].model_copy(update={"owed": bool(found[1])}), (), found[1]) if found else None

    async def _owe(self, address: str, kept: Kept, document: Document, at: int) -> bool:
        """Keeps that a reminder is owed; whether nobody was faster."""
        if kept.document.owed:
            return True
        try:
            await self._put_back(address, kept, document, at)
        except Conflict:
            return False
        return True

    async def _put_back(self, address: str, kept: Kept, document: Document, at: int) -> None:
        """Keeps it for as long as it would have been kept: nobody has written."""
        left = max(DAY, document.session.heard_at + self._days_kept * DAY - at)
        await self._store.commit(address, document, kept.revision, secrets.token_urlsafe(9), left)


def due_of(document: Document) -> int | None:
    """When to write to the person on our own; None if there is nothing to say."""
    return min((each for each in (next_due(document.session), due_of_team(document)) if each), default=None)


def _next_look(document: Document, at: int) -> int | None:
    """When to look again at one to whom nothing can be said now, because something of ours waits for an answer."""
    when = due_of(document)
    return at + HOUR if when is not None and when <= at else when
