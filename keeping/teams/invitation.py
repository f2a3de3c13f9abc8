"""What ties a conversation to teams: an invitation to answer for one, and one that its person looks after."""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Invitation(Frozen):
    """For which room a conversation answers, the area if only one is asked, and what was said to joining.

    `due` is when the person is reminded, once: None as long as that is not set, 0 if never, or no more.
    """

    room: str
    area: str = ""
    said: Literal["", "yes", "no"] = ""
    due: int | None = None


class Offer(Frozen):
    """A link by which a team's record is entrusted: its room, kind and hash. It waits for yes or no."""

    room: str
    kind: str
    door: str


class Hosting(Frozen):
    """The room of the team that the person looks after, what we have asked them about it last, and what is offered.

    `ways` are the values of the buttons below our last reply on it, if nothing else was said since: numbers mean these.
    """

    room: str = ""
    asks: Literal["", "name", "city"] = ""
    offer: Offer | None = None
    ways: tuple[str, ...] = ()


class Ties(Frozen):
    """Both. Until a person has agreed this alone is kept, for a day."""

    team: Invitation | None = None
    hosting: Hosting | None = None
