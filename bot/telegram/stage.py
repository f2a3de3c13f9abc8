"""What a group sees of its room: one message for a question, told anew in place, and put below when it has moved on.

A task for each room that has something to show or a time limit that runs. Whatever changes meanwhile goes into the
next telling, so a hundred votes are one edit.
"""

import asyncio
import logging
import time
from typing import TypeVar

from telegram import Bot

from bot.telegram.grouped import reason_start
from bot.telegram.pacing import Patience
from bot.telegram.polls import Polls
from bot.telegram.screen import Pictures
from bot.telegram.sending import Sender, TelegramAway, Unreachable
from bot.telegram.texts import first_part
from bot.telegram.voice import Place, Voice
from bot.telegram.waiting import Stop, Stopping, growing
from bot.telegram.writing import LONGEST_TEXT, Photo, Text, calls_for
from dialogues.script import Script
from dialogues.teams.acts import Act
from dialogues.teams.phase import Phase, phase, reminds_at, reveals_at, standing
from dialogues.teams.round import Room
from dialogues.teams.scene import TeamScene, team_scene
from dialogues.teams.speaking import tell_closed, tell_moved_on, tell_room
from keeping.daytime import by_day, is_day
from keeping.errors import Conflict, StoreAway
from keeping.teams.kept import Post, RoomDocument
from keeping.teams.parts import TeamParts
from keeping.teams.rooms import Told

T = TypeVar("T")

AGAIN = (StoreAway, Conflict, TelegramAway)

log = logging.getLogger(__name__)


class Stage:
    """Tells rooms. Best effort: what cannot be told now is told with the next change, or after the next start."""

    def __init__(
        self,
        bot: Bot,
        sender: Sender,
        parts: TeamParts,
        script: Script,
        pictures: Pictures,
        patience: Patience,
        stop: Stop,
    ) -> None:
        self._bot = bot
        self._sender = sender
        self._rooms = parts.rooms
        self._script = script
        self._patience = patience
        self._stop = stop
        self._changed: dict[str, asyncio.Event] = {}
        self._tending: dict[str, asyncio.Task[None]] = {}
        self._shown: dict[str, object] = {}
        self.voice = Voice(bot, sender, parts.rooms, pictures, patience, stop)
        self.polls = Polls(bot, self.voice, parts, patience, stop)

    def tell(self, place: Place) -> None:
        """The room has changed: it is told soon."""
        self._changed.setdefault(place.address, asyncio.Event()).set()
        if place.address not in self._tending and not self._stop:
            self._tending[place.address] = asyncio.create_task(self._tend(place))

    def drop(self, address: str) -> None:
        """The chat is gone or has become another: nothing more is told there."""
        task = self._tending.pop(address, None)
        if task is not None:
            task.cancel()
        self._shown.pop(address, None)
        self._changed.pop(address, None)

    async def close(self) -> None:
        """Ends all telling. What is not told yet is told after the next start."""
        tasks = list(self._tending.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _tend(self, place: Place) -> None:
        """Until there is nothing to tell and no limit to wait for."""
        changed = self._changed[place.address]
        waits = growing(self._patience)
        try:
            while True:
                changed.clear()
                try:
                    moment = await self._told(place)
                except AGAIN as trouble:
                    log.warning("a room waits to be told (%s)", type(trouble).__name__)
                    changed.set()
                    await self._stop.sleep(next(waits))
                    continue
                waits = growing(self._patience)
                if changed.is_set():
                    continue
                if moment is None:
                    return
                await self._until_due(place, changed, moment)
        except (Unreachable, Stopping):
            log.info("a room is told no more")
        except Exception as bug:  # noqa: BLE001 - one room's bug must not stop the others
            log.error("a room could not be told (%s)", type(bug).__name__)  # noqa: TRY400 - its text may hold words of people
        finally:
            if self._tending.get(place.address) is asyncio.current_task():
                del self._tending[place.address]
                self._changed.pop(place.address, None)

    async def _until_due(self, place: Place, changed: asyncio.Event, moment: int) -> None:
        if await self._stop.within(changed, moment - time.time()):
            return
        changed.set()
        at = max(moment, int(time.time()))
        for name in ("due", "remind") if is_day(at, self._script.zone) else ("due",):
            await self._rooms.act(place.address, Act(name, at=at), f"{name}:{place.address}:{moment}")

    async def _told(self, place: Place) -> int | None:
        """Shows where the room stands. The moment at which something happens by itself, if any."""
        document = await self._rooms.look(place.address)
        if document is None or not document.room.place:
            return None  # nothing was asked for in this chat yet
        self.voice.remember(place, document)
        room = document.room
        scene = team_scene(room, self._script)
        post = document.post
        if post is None or post.place != room.place:
            await self._put(place, scene, post)
        elif not await self.polls.tended(place, scene, document):
            if not document.stale:
                resting = phase(room) is Phase.DONE and not room.page
                told = resting or await self._tell_anew(place, scene, post)
                return self._due_at(room) if told else int(time.time() + self._patience.edit_seconds) + 1
            await self._freeze(place, scene, document.stale[0])
        self._changed[place.address].set()
        return self._due_at(room)

    def _due_at(self, room: Room) -> int | None:
        return due_at(room, int(time.time()), self._script.zone)

    async def _put(self, place: Place, scene: TeamScene, before: Post | None) -> None:
        """The room's message below all others. The one that showed it before has to lose its buttons."""
        room, number = scene.room, None
        calls = self._calls(place, scene)
        for call in calls:
            sent = await self.voice.send(place, call)
            number = sent.message_id if sent is not None else number
        questions = room.round.ballots if room.round and phase(room) is not Phase.DONE else ()
        post = Post(number or 0, room.place, room.round.started_at if room.round else 0, len(questions))

        def put(document: RoomDocument) -> Told:
            stale = (*document.stale, before) if before and before not in document.stale else document.stale
            return Told(document.model_copy(update={"post": post, "stale": stale}))

        await self._rooms.change(place.address, put)
        self._shown[place.address] = calls[-1] if calls else None

    async def _freeze(self, place: Place, scene: TeamScene, post: Post) -> None:
        """An earlier message without its buttons: a question that is closed with its votes, the rest as it was."""
        now = scene.room.round
        ballots = now.ballots if now and now.started_at == post.round else ()
        ballot = ballots[post.question - 1] if 0 < post.question <= len(ballots) else None
        if ballot is None or phase(scene.room) is Phase.PAUSED:
            await self.voice.edit(place, lambda to: self._bot.edit_message_reply_markup(to, post.message))
        else:
            reply = tell_closed(scene, ballot) if ballot.outcome else tell_moved_on(scene, ballot)
            frozen = Text(first_part(reply.text, LONGEST_TEXT))
            await self.voice.edit_text(place, post.message, frozen)
        await self._rooms.change(
            place.address,
            lambda at: Told(at.model_copy(update={"stale": tuple(each for each in at.stale if each != post)})),
        )

    async def _tell_anew(self, place: Place, scene: TeamScene, post: Post) -> bool:
        """Whether the message shows what there is to show; a mere number of voters waits while the group is busy."""
        calls = self._calls(place, scene)
        text = next((each for each in reversed(calls) if isinstance(each, Text)), None)
        if text is None or self._shown.get(place.address) == text:
            return True
        if phase(scene.room) is Phase.VOTING and self._sender.is_busy(place.chat):
            return False
        await self.voice.edit_text(place, post.message, text)
        self._shown[place.address] = text
        return True

    def _calls(self, place: Place, scene: TeamScene) -> list[Text | Photo]:
        ballot = standing(scene.room)
        start = reason_start(place.chat, place.topic, ballot.turn if ballot else 0)
        link = f"https://t.me/{self._bot.username}?start={start}"
        caption = scene.say("caption")
        replies = tell_room(scene, link)
        return [call for reply in replies for call in calls_for(reply, scene.room.turn, caption)]


def due_at(room: Room, at: int, zone: str | None) -> int | None:
    """When something happens by itself: a question reveals itself at any hour, the team is reminded by day."""
    reminds, reveals = reminds_at(room), reveals_at(room)
    if reveals is not None or reminds is None:
        return reveals
    return by_day(max(reminds, at), zone)
