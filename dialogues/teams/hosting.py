"""What somebody sees who looks after a team in a conversation of their own, without a group. Changes nothing."""

from collections.abc import Sequence
from typing import NamedTuple

from dialogues.cleaning import clean
from dialogues.message import Button, Reply
from dialogues.script import Script
from dialogues.sentences import Wording
from dialogues.session import Session
from dialogues.teams.apart import ANSWERS
from dialogues.teams.phase import invited_to
from dialogues.teams.result import tell_minutes, tell_team_result
from dialogues.teams.round import Room, Round
from dialogues.teams.scene import TeamScene
from dialogues.understanding import Context, Pressed, understand

COMMAND = "/team"
PREFIX = "host."
BACK = "continue"

LABELS = {
    "host.open": "host_open",
    "host.menu": "host_menu",
    "host.refresh": "host_refresh",
    "host.same_city": "host_same_city",
    "host.renew": "team_renew",
    "host.ask": "host_ask",
    "host.shut": "team_shut",
    "host.result": "team_close",
    "host.shown": "host_shown",
    "host.minutes": "team_minutes",
    "host.more": "more",
    "host.board": "team_board",
    "host.owner": "host_owner",
    "host.handover": "host_handover",
    "host.take": "host_take",
    "host.pass": "host_pass",
    "host.erase": "host_erase",
    "host.erase_sure": "forget_team",
    BACK: "host_back",
}
"""The buttons of whoever looks after a team: values, and the labels of each."""

ALWAYS = ("host.more", BACK)
MORE = ("host.board", "host.owner", "host.handover", "host.erase", "host.menu")
"""What is seldom needed stands behind *More*."""
STATES: dict[str, tuple[str, ...]] = {
    "open": ("host.refresh", "host.renew", "host.shut", "host.result"),
    "shut": ("host.refresh", "host.renew", "host.result"),
    "over": ("host.shown", "host.minutes", "host.ask"),
    "new": ("host.ask",),
}
"""What can be done with a team, by how it stands."""
MENU = ("host.menu", BACK)
OFFER = ("host.take", "host.pass")


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
    return Reply(text, labelled(scene.wording, *STATES[state_of(room)], *ALWAYS))


def tell_more(scene: TeamScene) -> Reply:
    """What can be done with a team beside its round: its screen, and who looks after the record."""
    return Reply(scene.wording.say("host.more"), labelled(scene.wording, *MORE))


def with_way_to_team(replies: tuple[Reply, ...], wording: Wording) -> tuple[Reply, ...]:
    """Where a check is chosen, a team can be, too."""
    way = Button(wording.recite_plain("labels.host_with_team"), COMMAND)
    return (*replies[:-1], replies[-1]._replace(buttons=(*replies[-1].buttons, way)))


def tell_links(scene: TeamScene, to: LinksTo) -> Reply:
    """The links that have just been made: they are told this once, since only their hash is kept."""
    text = scene.wording.say("host.links", page=to.page, chat=to.chat, areas=to.areas)
    return Reply(text, labelled(scene.wording, *MENU))


def tell_outcome(scene: TeamScene, done: Round) -> tuple[Reply, ...]:
    """The combined result."""
    return tell_team_result(scene, done, labelled(scene.wording, "host.minutes", *MENU))


def tell_session(scene: TeamScene, done: Round) -> Reply:
    """The minutes."""
    return Reply(tell_minutes(scene, done), labelled(scene.wording, *MENU))


def tell_word(scene: TeamScene, sentence: str, *ways: str, **data: object) -> Reply:
    """A sentence of ours, its buttons, and the way back."""
    return Reply(scene.wording.say(f"host.{sentence}", **data), labelled(scene.wording, *ways, BACK))


def tell_offer(scene: TeamScene) -> Reply:
    """Whether somebody takes over the record that a link offers."""
    return Reply(scene.wording.say("host.offer"), labelled(scene.wording, *OFFER))


def last_done(room: Room) -> Round | None:
    """The last round that is over."""
    rounds = (*room.past, room.round) if room.round else room.past
    return next((each for each in reversed(rounds) if each.ended_at is not None), None)


def labelled(wording: Wording, *values: str) -> tuple[Button, ...]:
    """The buttons of these values."""
    return tuple(Button(wording.recite_plain(f"labels.{LABELS[value]}"), value) for value in values)


def pressed(text: str, below: Sequence[Button], session: Session, script: Script) -> str:
    """The value of the button that is typed by its number or label, of those that stand below all; else the text."""
    context = Context("choice", below, session.language, script.phrases(session.language))
    meaning = understand(clean(text), context) if below else None
    return meaning.value if isinstance(meaning, Pressed) else text
