"""Speaking into a group: every message and edit is paced, and its moment is kept with the room before it goes out.

However we end, the next process knows how much of Telegram's limit is used.
"""

import logging
import time
from collections.abc import Awaitable, Callable
from typing import NamedTuple, TypeVar

from telegram import Bot, Message
from telegram.constants import ParseMode

from bot.telegram.pacing import Patience
from bot.telegram.screen import PREVIEW_OFF, Pictures, markup
from bot.telegram.sending import Sender
from bot.telegram.texts import first_part
from bot.telegram.waiting import Stop
from bot.telegram.writing import LONGEST_CAPTION, Photo, Text, calls_for
from dialogues.message import Reply
from keeping.teams.kept import SPOKEN_KEPT, RoomDocument
from keeping.teams.rooms import Rooms, Told

T = TypeVar("T")

log = logging.getLogger(__name__)


class Place(NamedTuple):
    """Where a room is shown. `address` is where it is kept."""

    address: str
    chat: int
    topic: int | None


class Voice:
    """Says and edits. Everything raises as the sender does, and StoreAway."""

    def __init__(
        self, bot: Bot, sender: Sender, rooms: Rooms, pictures: Pictures, patience: Patience, stop: Stop
    ) -> None:
        self._bot = bot
        self._sender = sender
        self._rooms = rooms
        self._pictures = pictures
        self._patience = patience
        self._stop = stop
        self._edited_at: dict[int, float] = {}
        self._seeded: set[str] = set()

    async def say(self, place: Place, call: Callable[[int], Awaitable[T]]) -> T | None:
        """Something that appears in the chat and counts against its limit. Raises as the sender does."""
        return await self._sender.message(place.chat, self._noted(place, call))

    async def put(self, place: Place, reply: Reply, turn: int) -> None:
        """A message that is said once and not told anew."""
        for call in calls_for(reply, turn, ""):
            await self.send(place, call)

    async def say_unkept(self, place: Place, words: str) -> None:
        """A last word of which nothing is kept, not even that it was said."""
        await self._sender.message(
            place.chat, lambda to: self._bot.send_message(to, words, message_thread_id=place.topic)
        )

    async def send(self, place: Place, call: Text | Photo) -> Message | None:
        """One message; None if it was not taken."""
        if isinstance(call, Text):
            return await self.say(
                place,
                lambda to: self._bot.send_message(
                    to,
                    call.html,
                    ParseMode.HTML,
                    link_preview_options=PREVIEW_OFF,
                    reply_markup=markup(call.keyboard),
                    message_thread_id=place.topic,
                ),
            )
        try:
            png = await self._pictures.png(call.picture)
        except Exception as trouble:  # noqa: BLE001 - all that the picture shows is said in words as well
            log.warning("a picture could not be drawn (%s); its words go out alone", type(trouble).__name__)
            return None
        under = first_part(call.caption, LONGEST_CAPTION) or None
        return await self.say(
            place,
            lambda to: self._bot.send_photo(
                to, png, under, parse_mode=ParseMode.HTML, filename="profile.png", message_thread_id=place.topic
            ),
        )

    async def edit_text(self, place: Place, message: int, text: Text) -> None:
        """A message told anew, with its buttons."""
        await self.edit(
            place,
            lambda to: self._bot.edit_message_text(
                text.html,
                to,
                message,
                parse_mode=ParseMode.HTML,
                link_preview_options=PREVIEW_OFF,
                reply_markup=markup(text.keyboard),
            ),
        )

    async def edit(self, place: Place, call: Callable[[int], Awaitable[T]]) -> None:
        """One edit, some seconds after the last one in this chat."""
        chat = self._sender.current(place.chat)
        now = time.monotonic()
        free_at = max(now, self._edited_at.get(chat, -self._patience.edit_seconds) + self._patience.edit_seconds)
        self._edited_at[chat] = free_at
        await self._stop.sleep(free_at - now)
        await self._sender.edit(place.chat, self._noted(place, call))
        self._edited_at[chat] = max(self._edited_at[chat], time.monotonic())

    def remember(self, place: Place, document: RoomDocument) -> None:
        """The first time that we see a room: what was said in it before we started counts."""
        if place.address not in self._seeded:
            self._seeded.add(place.address)
            now = time.time()
            self._sender.remember(place.chat, [now - moment / 1000 for moment in document.spoken])

    def _noted(self, place: Place, call: Callable[[int], Awaitable[T]]) -> Callable[[int], Awaitable[T]]:
        async def noted(to: int) -> T:
            moment = int(time.time() * 1000)
            await self._rooms.change(place.address, lambda at: Told(_with_moment(at, moment)))
            return await call(to)

        return noted


def _with_moment(document: RoomDocument, moment: int) -> RoomDocument:
    return document.model_copy(update={"spoken": (*document.spoken, moment)[-SPOKEN_KEPT:]})
