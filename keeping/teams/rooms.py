"""All rooms of teams, by address. What many do at the same moment is committed together, and nothing of it is lost.

A desk for each room takes whatever has arrived, loads the document once, lets every act be heard, and commits once by
compare-and-set. If another process was faster, the same acts are heard again on what that one has kept.
"""

import asyncio
import secrets
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from dialogues.script import Script
from dialogues.teams.acts import Act
from dialogues.teams.leading import act
from dialogues.teams.phase import is_open, standing
from dialogues.teams.plan import plan_due
from dialogues.teams.round import Room
from keeping.codec import message_digest
from keeping.dues import TEAMS, Dues
from keeping.errors import Conflict, StoreAway
from keeping.metrics import CONFLICTS
from keeping.store import Store
from keeping.teams.kept import HEARD_KEPT, NOTHING_SHOWN, RoomDocument, is_listed
from keeping.teams.listing import MOST_CONFLICTS, Listing
from keeping.teams.shelf import Shelf

DAY = 24 * 60 * 60

Change = Callable[[RoomDocument], "Told"]


class Told(NamedTuple):
    """The document after a change, and the remark for whoever made it. `again`: it was heard before."""

    document: RoomDocument
    remark: str = ""
    about: str = ""
    again: bool = False


class _Waiting(NamedTuple):
    change: Change
    language: str
    moved_too: bool
    done: asyncio.Future[Told]


class Rooms:
    """Hears acts and keeps rooms."""

    def __init__(self, shelf: Shelf, script: Script) -> None:
        self._shelf = shelf
        self._script = script
        self._seconds_kept = script.days_kept * DAY
        self._listing = Listing(shelf, self._seconds_kept)
        self._dues = Dues(shelf if isinstance(shelf, Store) else None, TEAMS)
        self._watchers: list[Callable[[str], None]] = []
        self._waiting: dict[str, deque[_Waiting]] = {}
        self._desks: dict[str, asyncio.Task[None]] = {}

    def watch(self, watcher: Callable[[str], None]) -> None:
        """From now on `watcher` hears the address of every room whose facts this process has changed."""
        self._watchers.append(watcher)

    def tell(self, address: str) -> None:
        """Whoever watches hears that there is something to see in a room."""
        for watcher in self._watchers:
            watcher(address)

    async def act(self, address: str, what: Act, identity: str, language: str | None = None) -> Told:
        """Lets a room hear an act, once for each `identity`. `language` is for a room that is new."""
        digest = message_digest(identity)

        def heard(document: RoomDocument) -> Told:
            if digest in document.heard:
                return _again(document, what)
            done = act(document.room, what, self._script.rubric(document.room.language))
            if done.room == document.room:
                return Told(document, done.remark, done.about)
            kept = (*document.heard, digest)[-HEARD_KEPT:]
            return Told(document.model_copy(update={"room": done.room, "heard": kept}), done.remark, done.about)

        return await self.change(address, heard, language)

    async def change(self, address: str, change: Change, language: str | None = None) -> Told:
        """Applies a change to the room, wherever it has moved. The change may be made several times."""
        while True:
            told = await self._submit(address, change, language)
            target = told.document.moved_to
            if target is None:
                return told
            await self._arrive(address, target, told.document)
            address = target

    async def look(self, address: str) -> RoomDocument | None:
        """The room as it is kept now."""
        held = await self._shelf.read(address, RoomDocument)
        if held is not None and held.document.moved_to is not None:
            return await self.look(held.document.moved_to)
        return held.document if held else None

    async def move(self, old: str, new: str) -> bool:
        """A group became another chat: its room goes along, once. Whether there was one."""
        held = await self._shelf.read(old, RoomDocument)
        if held is None:
            return False
        leaving = held.document
        if leaving.moved_to is None:
            told = await self._submit(old, lambda at: Told(at.model_copy(update={"moved_to": new})), None)
            leaving = told.document
        await self._arrive(old, new, leaving)
        return True

    async def forget(self, address: str) -> None:
        """Nothing is kept of the room afterwards."""
        await self._listing.mark(address, listed=False)
        await self._shelf.erase(address)
        await self._dues.forget(address)

    async def open_rooms(self) -> tuple[str, ...]:
        """Addresses of all rooms with a round under way, or with something to show; each where it is now."""
        return tuple(dict.fromkeys([await self._now_at(each) for each in await self._listing.addresses()]))

    async def _now_at(self, address: str) -> str:
        held = await self._shelf.read(address, RoomDocument)
        target = held.document.moved_to if held else None
        return await self._now_at(target) if target else address

    async def _arrive(self, old: str, new: str, leaving: RoomDocument) -> None:
        """The facts at their new address; what is left at the old one only points there. Harmless a second time."""

        def arrived(document: RoomDocument) -> Told:
            if document.moved_from == old:
                return Told(document)
            place = leaving.room.place + 1 if is_open(leaving.room) else 0
            room = leaving.room.model_copy(update={"place": place})
            fresh: dict[str, object] = {"moved_to": None, "moved_from": old, "room": room}
            return Told(leaving.model_copy(update=fresh | NOTHING_SHOWN))

        await self._submit(new, arrived, leaving.room.language)
        if leaving.room.round is not None or leaving.room.members:
            empty = {"room": Room(language=leaving.room.language), "heard": ()}
            await self._submit(old, lambda at: Told(at.model_copy(update=empty | NOTHING_SHOWN)), None, moved_too=True)

    async def _submit(self, address: str, change: Change, language: str | None, *, moved_too: bool = False) -> Told:
        """`moved_too`: the change is for the room that was left, not for where it is now."""
        done: asyncio.Future[Told] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(address, deque()).append(
            _Waiting(change, self._script.language_for(language), moved_too, done)
        )
        if address not in self._desks:
            self._desks[address] = asyncio.create_task(self._serve(address))
        return await done

    async def _serve(self, address: str) -> None:
        """Commits what waits, together, until nothing waits."""
        waiting = self._waiting[address]
        try:
            while waiting:
                batch = [waiting.popleft() for _ in range(len(waiting))]
                try:
                    answers = await self._committed(address, batch)
                except Exception as trouble:  # noqa: BLE001 - everyone who waits hears of it
                    for each in batch:
                        _settle(each.done, trouble)
                    continue
                for each, answer in zip(batch, answers, strict=True):
                    _settle(each.done, answer)
        finally:
            del self._desks[address], self._waiting[address]

    async def _committed(self, address: str, batch: list[_Waiting]) -> list[Told | Exception]:
        for _ in range(MOST_CONFLICTS):
            held = await self._shelf.read(address, RoomDocument)
            before = held.document if held else RoomDocument(room=Room(language=batch[0].language))
            after, answers = _all_heard(before, batch)
            if after == before:
                return answers
            try:
                await self._keep(address, before, after, held.revision if held else 0)
            except Conflict:
                CONFLICTS.inc()
                continue
            return answers
        raise StoreAway("too many turns of one room at once")

    async def _keep(self, address: str, before: RoomDocument, after: RoomDocument, revision: int) -> None:
        """A room is in the index before it opens and leaves it after all is over: a crash leaves one too many."""
        was, now = (is_listed(address, each) for each in (before, after))
        if now and not was:
            await self._listing.mark(address, listed=True)
        # First the time, then the plan: a time without a plan does no harm, a plan without a time would be forgotten.
        when = plan_due(after.room)
        if when is not None and when != plan_due(before.room):
            await self._dues.set(address, when)
        await self._shelf.commit(address, after, revision, secrets.token_urlsafe(9), self._seconds_kept)
        if was and not now:
            await self._listing.mark(address, listed=False)
        if after.room != before.room:
            self.tell(address)


def _all_heard(document: RoomDocument, batch: list[_Waiting]) -> tuple[RoomDocument, list[Told | Exception]]:
    """Every change of the batch, one after the other. One that fails hinders no other."""
    answers: list[Told | Exception] = []
    for each in batch:
        try:
            told = each.change(document) if each.moved_too or document.moved_to is None else Told(document)
        except Exception as bug:  # noqa: BLE001 - it is told to the one whose change it was
            answers.append(bug)
            continue
        document = told.document
        answers.append(told)
    return document, answers


def _again(document: RoomDocument, what: Act) -> Told:
    """The answer to an act that was heard before: for a vote, what stands now."""
    ballot = standing(document.room)
    vote = ballot.votes.get(what.member, "") if ballot and what.name == "vote" else ""
    return Told(document, "voted" if vote else "", vote, again=True)


def _settle(done: asyncio.Future[Told], answer: Told | Exception) -> None:
    if done.done():
        return
    if isinstance(answer, Exception):
        done.set_exception(answer)
    else:
        done.set_result(answer)
