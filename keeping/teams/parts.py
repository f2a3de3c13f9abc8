"""What a channel needs for teams."""

from typing import NamedTuple

from dialogues.script import Script
from keeping.keys import Keyring
from keeping.teams.guests import Guests
from keeping.teams.links import Links
from keeping.teams.plans import Plans
from keeping.teams.polls import PollIndex
from keeping.teams.rooms import Rooms
from keeping.teams.shelf import Shelf


class TeamParts(NamedTuple):
    """Where teams are kept, what leads there, who answers apart, how members are known, whose plans wait."""

    rooms: Rooms
    links: Links
    guests: Guests
    keyring: Keyring
    polls: PollIndex
    plans: Plans


def team_parts(shelf: Shelf, script: Script, keyring: Keyring) -> TeamParts:
    """All of it over one store."""
    rooms, links = Rooms(shelf, script), Links(shelf, script.days_kept)
    guests = Guests(rooms, links, script, keyring)
    return TeamParts(rooms, links, guests, keyring, PollIndex(shelf), Plans(rooms, shelf))
