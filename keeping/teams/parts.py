"""What a channel needs for teams."""

from typing import NamedTuple

from dialogues.script import Script
from keeping.keys import Keyring
from keeping.teams.doors import Doors
from keeping.teams.guests import Guests
from keeping.teams.links import Links
from keeping.teams.rooms import Rooms, Shelf
from keeping.teams.talk import TeamTalk


class TeamParts(NamedTuple):
    """Where teams are kept, which links lead there, what is said of them elsewhere, and how members are known."""

    rooms: Rooms
    doors: Doors
    talk: TeamTalk
    keyring: Keyring


def team_parts(shelf: Shelf, script: Script, keyring: Keyring) -> TeamParts:
    """All of it over one store."""
    rooms = Rooms(shelf, script)
    doors = Doors(rooms, Links(shelf, script.days_kept))
    guests = Guests(rooms, shelf, script, keyring)
    return TeamParts(rooms, doors, TeamTalk(guests, doors, script), keyring)
