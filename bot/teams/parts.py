"""What a channel needs for teams."""

from typing import NamedTuple

from bot.keys import Keyring
from bot.teams.rooms import Rooms


class TeamParts(NamedTuple):
    """Where teams are kept, and how their members are known."""

    rooms: Rooms
    keyring: Keyring
