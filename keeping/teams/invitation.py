"""An invitation to answer for a team, as it is kept with a conversation."""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Invitation(BaseModel):
    """For which room a conversation answers, the area if only one is asked, and what was said to joining.

    `due` is when the person is reminded, once: None as long as that is not set, 0 if never, or no more.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    room: str
    area: str = ""
    said: Literal["", "yes", "no"] = ""
    due: int | None = None
