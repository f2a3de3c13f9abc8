"""After an outage a group with a vote under way hears, once, that presses may be lost, and that tapping again counts.

Nothing more is kept for that: when a group was last told something shows whether somebody was voting.
"""

import asyncio
import logging

from telegram.error import TelegramError

from bot.telegram.sending import TelegramAway, Unreachable
from bot.telegram.topics import PREFIX, place_of
from bot.telegram.voice import Place, Voice
from dialogues.message import Reply
from dialogues.script import Script
from dialogues.teams.phase import Phase, phase
from dialogues.teams.scene import team_scene
from keeping.codec import message_digest
from keeping.errors import Unreadable
from keeping.pulse import LONGEST_PAUSE, Outage
from keeping.teams.kept import HEARD_KEPT, RoomDocument
from keeping.teams.rooms import Rooms, Told

log = logging.getLogger(__name__)


class Uncounted:
    """Tells groups of votes that may not have reached us. A group that is slow holds up no other."""

    def __init__(self, rooms: Rooms, voice: Voice, script: Script) -> None:
        self._rooms = rooms
        self._voice = voice
        self._script = script

    async def tell(self, outage: Outage, live_since: int) -> None:
        """Every group that was told something since then and before the outage. Raises StoreAway and Stopping."""
        places = [place_of(each) for each in await self._rooms.open_rooms() if each.startswith(f"{PREFIX}:")]
        await asyncio.gather(*(self._tell(place, outage, live_since) for place in places))

    async def _tell(self, place: Place, outage: Outage, live_since: int) -> None:
        try:
            document = await self._rooms.look(place.address)
            if document is None or not _was_voting(document, outage, live_since):
                return
            if await self._is_first(place, outage):
                self._voice.remember(place, document)
                words = team_scene(document.room, self._script).say("was_away")
                await self._voice.put(place, Reply(words), document.room.turn)
        except (Unreachable, TelegramAway, TelegramError, Unreadable) as trouble:
            log.warning("a group could not be told of the outage (%s)", type(trouble).__name__)

    async def _is_first(self, place: Place, outage: Outage) -> bool:
        """Of many who ask about an outage one is the first."""
        digest = message_digest(f"away:{outage.until}")

        def noted(document: RoomDocument) -> Told:
            heard = (*document.heard, digest)[-HEARD_KEPT:]
            known = digest in document.heard
            return Told(document if known else document.model_copy(update={"heard": heard}), again=known)

        return not (await self._rooms.change(place.address, noted)).again


def _was_voting(document: RoomDocument, outage: Outage, live_since: int) -> bool:
    """Whether votes by button are asked for, and were shortly before. What is chosen in a poll, Telegram keeps."""
    told = (moment / 1000 for moment in document.spoken)
    was_live = any(live_since <= at < outage.since + LONGEST_PAUSE for at in told)
    return was_live and phase(document.room) is Phase.VOTING and not document.polls
