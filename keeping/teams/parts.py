"""What a channel needs for teams."""

from typing import NamedTuple

from dialogues.script import Script
from keeping.keys import Keyring
from keeping.teams.guests import Guests
from keeping.teams.links import Links
from keeping.teams.polls import PollIndex
from keeping.teams.rooms import Rooms, Shelf


class TeamParts(NamedTuple):
    """Where teams are kept, which links and polls lead there, who answers apart, and how members are known."""

    rooms: Rooms
    links: Links
    guests: Guests
    keyring: Keyring
    polls: PollIndex


def team_parts(shelf: Shelf, script: Script, keyring: Keyring) -> TeamParts:
    """All of it over one store."""
    rooms, links = Rooms(shelf, script), Links(shelf, script.days_kept)
    return TeamParts(rooms, links, Guests(rooms, links, script, keyring), keyring, PollIndex(shelf))
