"""Telegram's own polls in a room: put below its message, stopped at the reveal, taken away when a vote rests or moves.

A poll that is stopped shows everything, so one that was not revealed is deleted instead.
"""

from itertools import islice

from telegram import Bot

from bot.telegram.pacing import Patience
from bot.telegram.voice import Place, Voice
from bot.telegram.waiting import Stop, growing
from bot.telegram.writing import LONGEST_OPTION, LONGEST_QUESTION, fitting
from dialogues.message import Reply
from dialogues.teams.acts import Act
from dialogues.teams.phase import Phase, phase
from dialogues.teams.poll import Poll, tell_poll
from dialogues.teams.round import Room
from dialogues.teams.scene import TeamScene
from keeping.recent import Recent
from keeping.teams.kept import PollPost, RoomDocument
from keeping.teams.parts import TeamParts
from keeping.teams.polls import PollPlace
from keeping.teams.rooms import Told

MOST_REMEMBERED = 4096
LOOKS = 3
"""So often an unknown poll is looked for again: an answer can be faster than our note of the poll."""


class Polls:
    """Puts and ends polls, and finds those that were answered. Everything raises as the voice does."""

    def __init__(self, bot: Bot, voice: Voice, parts: TeamParts, patience: Patience, stop: Stop) -> None:
        self._bot = bot
        self._voice = voice
        self._rooms = parts.rooms
        self._index = parts.polls
        self._patience = patience
        self._stop = stop
        self._noted: Recent[str, bool] = Recent(MOST_REMEMBERED)

    async def find(self, poll: str) -> PollPlace | None:
        """For what a poll asks; None if it is over, or none that we know of. Raises StoreAway and Stopping."""
        found, waits = await self._index.find(poll), islice(growing(self._patience), LOOKS)
        while found is None and (wait := next(waits, None)) is not None:
            await self._stop.sleep(wait)
            found = await self._index.find(poll)
        return found

    async def tended(self, place: Place, scene: TeamScene, document: RoomDocument) -> bool:
        """Ends what is over, puts what is missing, and notes what was put. Whether there was something to do."""
        asked = tell_poll(scene)
        over = next((each for each in document.polls if not _stands(each, scene.room)), None)
        fresh = next((each for each in document.polls if each.id not in self._noted), None)
        if over is not None:
            await self._end(place, scene.room, over)
        elif asked is not None and not document.polls:
            await self._put(place, scene, asked)
        elif asked is not None and fresh is not None:
            await self._note(place, fresh, asked)
        else:
            return False
        return True

    async def withdraw(self, place: Place) -> None:
        """Ends all polls of a room: nothing is kept of them afterwards."""
        document = await self._rooms.look(place.address)
        if document is not None:
            for each in document.polls:
                await self._end(place, document.room, each)

    async def _put(self, place: Place, scene: TeamScene, asked: Poll) -> None:
        room = scene.room
        sent = await self._voice.say(
            place,
            lambda to: self._bot.send_poll(
                to,
                fitting(asked.question, LONGEST_QUESTION),
                [fitting(each.label, LONGEST_OPTION) for each in asked.options],
                is_anonymous=False,
                allows_multiple_answers=False,
                allows_revoting=True,
                hide_results_until_closes=True,
                protect_content=True,
                message_thread_id=place.topic,
            ),
        )
        if sent is None or sent.poll is None:
            await self._go_on_without(place, scene)
            return
        poll = PollPost(sent.poll.id, sent.message_id, room.place, room.turn)
        await self._rooms.change(place.address, lambda at: Told(at.model_copy(update={"polls": (*at.polls, poll)})))

    async def _note(self, place: Place, poll: PollPost, asked: Poll) -> None:
        """From now on answers find the room. The room knew of its poll before: a process that ends leaves no stray."""
        values = tuple(each.value for each in asked.options)
        await self._index.note(poll.id, PollPlace(room=place.address, turn=poll.turn, values=values))
        self._noted[poll.id] = True

    async def _go_on_without(self, place: Place, scene: TeamScene) -> None:
        """The group does not let us put polls: it gets buttons, and a word on that."""
        await self._rooms.act(place.address, Act("no_polls"), f"no-polls:{place.address}:{scene.room.turn}")
        await self._voice.put(place, Reply(scene.say("no_polls")), scene.room.turn)

    async def _end(self, place: Place, room: Room, poll: PollPost) -> None:
        """Stops a poll whose votes are shown; any other goes, with what was chosen in it."""
        end = self._bot.stop_poll if _is_shown(poll, room) else self._bot.delete_message
        await self._voice.say(place, lambda to: end(to, poll.message))
        await self._index.forget(poll.id)
        await self._rooms.change(
            place.address,
            lambda at: Told(at.model_copy(update={"polls": tuple(each for each in at.polls if each != poll)})),
        )


def _stands(poll: PollPost, room: Room) -> bool:
    return poll.place == room.place and phase(room) is Phase.VOTING


def _is_shown(poll: PollPost, room: Room) -> bool:
    ballots = room.round.ballots if room.round else ()
    return any(each.turn == poll.turn and each.revealed_at is not None for each in ballots)
