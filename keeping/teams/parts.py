"""What a channel needs for teams."""

from typing import NamedTuple

from dialogues.script import Script
from keeping.keys import Keyring
from keeping.teams.addresses import Addresses
from keeping.teams.doors import Doors
from keeping.teams.guests import Guests
from keeping.teams.hosts import Hosts
from keeping.teams.links import Links
from keeping.teams.notes import Notes
from keeping.teams.plans import Plans
from keeping.teams.polls import PollIndex
from keeping.teams.rooms import Rooms
from keeping.teams.shelf import Shelf
from keeping.teams.talk import TeamTalk
from keeping.teams.visits import Desk


class TeamParts(NamedTuple):
    """Where teams are kept, what leads there, what is said of them elsewhere, who is who, and whose plans wait."""

    rooms: Rooms
    doors: Doors
    talk: TeamTalk
    keyring: Keyring
    polls: PollIndex
    addresses: Addresses
    plans: Plans


def team_parts(shelf: Shelf, script: Script, keyring: Keyring, web: str = "") -> TeamParts:
    """All of it over one store. `web` is the address of our pages, "" without any."""
    rooms, addresses = Rooms(shelf, script), Addresses(web)
    doors = Doors(rooms, Links(shelf, script.days_kept))
    guests, hosts = Guests(rooms, script, keyring), Hosts(Desk(rooms, doors, script, keyring, addresses))
    talk = TeamTalk(guests, hosts, doors, Notes(shelf), script)
    return TeamParts(rooms, doors, talk, keyring, PollIndex(shelf), addresses, Plans(rooms, shelf))
