"""What a channel needs for teams."""

from typing import NamedTuple

from bot.keys import Keyring
from bot.teams.guests import Guests
from bot.teams.links import Links
from bot.teams.rooms import Rooms, Shelf
from dialogues.script import Script


class TeamParts(NamedTuple):
    """Where teams are kept, which links lead there, who answers apart, and how members are known."""

    rooms: Rooms
    links: Links
    guests: Guests
    keyring: Keyring


def team_parts(shelf: Shelf, script: Script, keyring: Keyring) -> TeamParts:
    """All of it over one store."""
    rooms, links = Rooms(shelf, script), Links(shelf, script.days_kept)
    return TeamParts(rooms, links, Guests(rooms, links, script, keyring), keyring)
