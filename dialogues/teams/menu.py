"""What a team can begin: first what one needs, and behind it single areas and how the team likes its rounds.

Which view stands there is the room's page, as with everything that is looked at.
"""

from collections.abc import Callable

from dialogues.message import Button, Reply
from dialogues.teams.apart import ANSWERS
from dialogues.teams.conducting import MENU_VIEWS, view_of
from dialogues.teams.phase import invited_to
from dialogues.teams.round import ROLES
from dialogues.teams.scene import TeamScene

OWNERS = 2
"""So many owners of the record are asked for."""

Ways = Callable[[TeamScene], tuple[Button, ...]]


def tell_menu(scene: TeamScene) -> tuple[Reply, ...]:
    """The view of the menu that stands."""
    room, view = scene.room, view_of(scene.room)
    apart = room.apart
    reminded = apart is not None and apart.reminded_at is not None
    text = scene.say(
        f"menu_{view}" if view else "menu",
        limit=room.limit,
        open_votes=room.open_votes,
        by_poll=room.by_poll,
        apart={"handed": len(apart.handed), "invited": invited_to(room), "reminded": reminded} if apart else {},
        alone=len({room.founder, *room.owners} - {""}) < OWNERS,
        city=room.city,
    )
    return (Reply(text, VIEWS[view](scene)),)


def tell_roles(scene: TeamScene) -> Reply:
    """What everybody can tap at any time, in a round too: for which part of the city hall they speak."""
    text = scene.say("roles", blind=not (scene.room.open_votes or scene.room.by_poll))
    return Reply(text, tuple(Button(scene.role(each), f"role.{each}") for each in ROLES))


def _first(scene: TeamScene) -> tuple[Button, ...]:
    plan = (("team_plan", "plan"),) if scene.room.plan else ()
    rounds = (("team_quick", "begin.quick"), ("team_full", "begin.full"), ("area", "menu.areas"))
    return scene.named(*rounds, ("more", "menu.more"), *plan, ("team_roles", "roles"))


def _areas(scene: TeamScene) -> tuple[Button, ...]:
    areas = tuple(Button(area.title, f"begin.area.{area.id}") for area in scene.rubric.competencies)
    return (*areas, *scene.named(BACK))


def _more(scene: TeamScene) -> tuple[Button, ...]:
    names = ("team_blind", "names.off") if scene.room.open_votes else ("team_names", "names.on")
    polls = ("team_buttons", "polls.off") if scene.room.by_poll else ("team_polls", "polls.on")
    return scene.named(*_ways_apart(scene), ("team_board", "board"), ("team_limit", "limit"), names, polls, BACK)


def _ways_apart(scene: TeamScene) -> tuple[tuple[str, str], ...]:
    """What can be done with the links by which members answer alone."""
    room = scene.room
    if room.apart is None:
        return (("team_apart", "apart"),)
    shut = (("team_shut", "shut_doors"),) if ANSWERS in room.doors else ()
    return (("team_renew", "apart"), *shut, ("team_close", "close_doors"))


BACK = ("back", "menu.first")
VIEWS: dict[str, Ways] = dict(zip(MENU_VIEWS, (_first, _areas, _more), strict=True))
"""What can be pressed in each view."""
