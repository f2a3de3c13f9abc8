"""What is kept of a team's room: its facts, and what the channel has to remember of the chat."""

from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from dialogues.teams.phase import is_open
from dialogues.teams.round import Room

HEARD_KEPT = 400
"""Digests of acts that a room remembers. A press lives 150 seconds, so a group of 200 is covered twice."""
SPOKEN_KEPT = 20


OWN = "team:own:"
"""How the addresses of teams without a group begin. No channel tells them by itself."""


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Post(NamedTuple):
    """A message of ours in the chat: which `place` of the room it shows, and the round and question it is about."""

    message: int
    place: int
    round: int = 0
    question: int = 0


class PollPost(NamedTuple):
    """A poll of ours that is open in the chat: its number and message, the place and turn of the room it asks for."""

    id: str
    message: int
    place: int
    turn: int


class RoomDocument(Frozen):
    """`post` shows where the room stands; `stale` ones still have to lose their buttons, `polls` to be
    ended when their question is over.

    `spoken` are the moments (milliseconds since 1970) of the last messages and edits: Telegram's limit outlives us.
    `topics` are those of a forum that have rooms of their own; the group's own room knows them.
    `moved_to` and `moved_from` are addresses: a group that became a supergroup is another chat.
    """

    room: Room
    heard: tuple[str, ...] = ()
    post: Post | None = None
    stale: tuple[Post, ...] = ()
    polls: tuple[PollPost, ...] = ()
    spoken: tuple[int, ...] = ()
    topics: tuple[int, ...] = ()
    moved_to: str | None = None
    moved_from: str | None = None


NOTHING_SHOWN: dict[str, object] = {"post": None, "stale": (), "polls": ()}
"""Of a document whose messages stand in another chat."""


class OpenRooms(Frozen):
    """The addresses of all rooms that are told anew after a restart."""

    addresses: tuple[str, ...] = ()


def is_listed(address: str, document: RoomDocument) -> bool:
    """Whether the room is told anew after a restart: a round is under way, or what stands there is not shown yet."""
    if document.moved_to is not None or address.startswith(OWN):
        return False
    return is_open(document.room) or (document.post.place if document.post else 0) != document.room.place
