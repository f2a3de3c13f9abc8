"""What a channel gets for a message, and a page for opening a conversation."""

from typing import NamedTuple

from dialogues.message import Reply
from dialogues.position import Place

OPEN = frozenset(Place) - {Place.WELCOMING, Place.DONE, Place.PAUSED, Place.LOOKING}
"""Places at which a person is in the middle of answering."""


class Answered(NamedTuple):
    """What a channel sends. `revision` goes onto buttons; for `settled`, `in_place` and `toast` see `Turn`.

    `language` is the conversation's: what the channel says of its own follows it. `place`: where it stands now.
    """

    replies: tuple[Reply, ...]
    revision: int
    language: str
    settled: str | None = None
    in_place: bool = False
    toast: str = ""
    place: Place = Place.WELCOMING

    @property
    def asks_on(self) -> bool:
        """Whether something that is kept waits for an answer."""
        return self.place in OPEN and bool(self.replies and self.replies[-1].buttons)


class Opened(NamedTuple):
    """A new conversation of a web page. Only the hash of `token` is kept."""

    id: str
    token: str
    replies: tuple[Reply, ...]
    language: str = ""
