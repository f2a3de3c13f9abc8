"""What a channel needs for teams."""

from typing import NamedTuple

from dialogues.script import Script
from keeping.keys import Keyring
from keeping.teams.doors import Doors
from keeping.teams.guests import Guests
from keeping.teams.links import Links
from keeping.teams.rooms import Rooms, Shelf


class TeamParts(NamedTuple):
    """Where teams are kept, which links lead there, who answers apart, and how members are known."""

    rooms: Rooms
    doors: Doors
    guests: Guests
    keyring: Keyring


def team_parts(shelf: Shelf, script: Script, keyring: Keyring) -> TeamParts:
    """All of it over one store."""
    rooms = Rooms(shelf, script)
    doors = Doors(rooms, Links(shelf, script.days_kept))
    return TeamParts(rooms, doors, Guests(rooms, doors, script, keyring), keyring)
