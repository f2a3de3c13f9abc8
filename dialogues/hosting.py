"""What somebody sees who looks after a team in a conversation of their own, without a group. Changes nothing."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from dialogues.apart import ANSWERS
from dialogues.cleaning import folded
from dialogues.message import Button, Reply
from dialogues.phase import invited_to
from dialogues.round import Room, Round
from dialogues.sentences import Wording
from dialogues.team_result import tell_minutes, tell_team_result
from dialogues.team_scene import TeamScene

COMMAND = "/team"
PREFIX = "host."
BACK = ("host_back", "continue")

ALWAYS = (
    ("team_board", "board"),
    ("host_owner", "owner"),
    ("host_handover", "handover"),
    ("host_erase", "erase"),
)
STATES: dict[str, tuple[tuple[str, str], ...]] = {
    "open": (("host_refresh", "menu"), ("team_renew", "renew"), ("team_shut", "shut"), ("team_close", "result")),
    "shut": (("host_refresh", "menu"), ("team_renew", "renew"), ("team_close", "result")),
    "over": (("host_shown", "shown"), ("team_minutes", "minutes"), ("team_apart", "renew")),
    "new": (("team_apart", "renew"),),
}
"""What can be done with a team, by how it stands: labels, and the values of the buttons without PREFIX."""
ASKED = (("host_open", "open"), ("host_menu", "menu"), ("host_take", "take"), ("host_pass", "pass"))
"""What our questions offer."""


class LinksTo(NamedTuple):
    """Where a link leads: by one page for everything, by the bot if there is one, and by pages for single areas."""

    page: str
    chat: str
    areas: tuple[tuple[str, str], ...]


def state_of(room: Room) -> str:
    """How a team stands: its link is open, or shut; it has a result; or nothing is done yet."""
    if room.apart is not None:
        return "open" if ANSWERS in room.doors else "shut"
    return "over" if last_done(room) else "new"


def tell_team(scene: TeamScene) -> Reply:
    """Where the team stands, and what can be done with it."""
    room = scene.room
    text = scene.wording.say(
        "host.standing",
        name=room.name,
        city=room.city,
        state=state_of(room),
        handed=len(room.apart.handed) if room.apart else 0,
        invited=invited_to(room),
        alone=len({room.founder, *room.owners} - {""}) == 1,
    )
    return Reply(text, (*_named(scene, *STATES[state_of(room)], *ALWAYS), _back(scene)))


def with_way_to_team(replies: tuple[Reply, ...], wording: Wording) -> tuple[Reply, ...]:
    """Where a check is chosen, a team can be, too."""
    way = Button(wording.recite_plain("labels.host_with_team"), COMMAND)
    return (*replies[:-1], replies[-1]._replace(buttons=(*replies[-1].buttons, way)))


def tell_links(scene: TeamScene, to: LinksTo) -> Reply:
    """The links that have just been made: they are told this once, since only their hash is kept."""
    text = scene.wording.say("host.links", page=to.page, chat=to.chat, areas=to.areas)
    return Reply(text, (*_named(scene, ("host_menu", "menu")), _back(scene)))


def tell_outcome(scene: TeamScene, done: Round) -> tuple[Reply, ...]:
    """The combined result."""
    ways = (*_named(scene, ("team_minutes", "minutes"), ("host_menu", "menu")), _back(scene))
    return tell_team_result(scene, done, ways)


def tell_session(scene: TeamScene, done: Round) -> Reply:
    """The minutes."""
    return Reply(tell_minutes(scene, done), (*_named(scene, ("host_menu", "menu")), _back(scene)))


def tell_word(scene: TeamScene, sentence: str, *ways: tuple[str, str], **data: object) -> Reply:
    """A sentence of ours, its buttons, and the way back."""
    return Reply(scene.wording.say(f"host.{sentence}", **data), (*_named(scene, *ways), _back(scene)))


def tell_offer(scene: TeamScene) -> Reply:
    """Whether somebody takes over the record that a link offers."""
    return Reply(scene.wording.say("host.offer"), _named(scene, ("host_take", "take"), ("host_pass", "pass")))


@lru_cache(maxsize=64)
def words_of_ways(wording: Wording) -> Mapping[str, str]:
    """What the labels that are only ours mean when they are typed."""
    ways = {label: value for state in (*STATES.values(), ALWAYS, ASKED) for label, value in state}
    own = {label: value for label, value in ways.items() if label.startswith("host_")}
    return {folded(wording.recite_plain(f"labels.{label}")): value for label, value in own.items()}


def last_done(room: Room) -> Round | None:
    """The last round that is over."""
    rounds = (*room.past, room.round) if room.round else room.past
    return next((each for each in reversed(rounds) if each.ended_at is not None), None)


def _named(scene: TeamScene, *ways: tuple[str, str]) -> tuple[Button, ...]:
    return tuple(Button(scene.label(label), f"{PREFIX}{value}") for label, value in ways)


def _back(scene: TeamScene) -> Button:
    label, value = BACK
    return Button(scene.label(label), value)
