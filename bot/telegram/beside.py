"""What the channel has beside answers to messages: reminders, reports as files, an ear for voice messages, a desk for
messages that fail, who else is at work, and a watch for outages.
"""

from typing import NamedTuple, Protocol

from bot.reports.handing import File
from bot.telegram.aside import Attendance, Desk
from bot.telegram.watch import Watch
from bot.transcribing import Transcriber
from dialogues.teams.round import Room
from keeping.answered import Answered
from keeping.dues import Due


class Reminding(Protocol):
    """The part of conversations, or of teams, that reminders need. What a team is asked its group sees by itself."""

    async def due(self, at: int) -> tuple[Due, ...]: ...

    async def remind(self, due: Due, at: int, zone: str | None) -> Answered | None: ...

    async def told(self, due: Due, at: int) -> None: ...


class Reports(Protocol):
    """Makes the report of a conversation, or of a team, as a file; see `Handing`."""

    async def file(self, address: str, form: str, at: int) -> File: ...

    async def of_team(self, room: Room, form: str, at: int) -> File: ...


class Elsewhere(NamedTuple):
    """What a group is given beside its chat: pages at the address `web`, "" without any, and reports as files."""

    web: str = ""
    reports: Reports | None = None


class Beside(NamedTuple):
    """None where something is not offered."""

    reminding: Reminding | None = None
    reports: Reports | None = None
    transcriber: Transcriber | None = None
    desk: Desk | None = None
    attendance: Attendance | None = None
    watch: Watch | None = None
