"""An invitation to answer for a team, as it is kept with a conversation."""

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Invitation(BaseModel):
    """For which room a conversation answers, the area if only one is asked, and what was said to joining."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    room: str
    area: str = ""
    said: Literal["", "yes", "no"] = ""
