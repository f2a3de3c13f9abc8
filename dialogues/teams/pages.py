"""The pages that a team looks at after its result: what a person is told, with a group's ways on. Changes nothing."""

from collections.abc import Callable

from dialogues.message import Button, Reply
from dialogues.plans.planned import tell_plan, title_of, ways_to_plan
from dialogues.plans.planning import helped, step_at
from dialogues.reasons import tell_needs, tell_why
from dialogues.scene import Scene, scene_of
from dialogues.supposing import tell_supposed, turns_alone, ways_to_suppose
from dialogues.teams.phase import AGAIN
from dialogues.teams.plan import last_result, session_of
from dialogues.teams.round import ROLES
from dialogues.teams.scene import TeamScene

Buttons = tuple[Button, ...]
Page = Callable[[TeamScene, Scene, str], Reply]

WAYS = (
    ("why", "why"),
    ("needs", "needs"),
    ("suppose", "suppose"),
    ("team_plan", "plan"),
    ("report", "report"),
    ("team_minutes", "minutes"),
    ("team_anew", "menu"),
)
"""Labels and values of what a team can do with its result."""


def ways_on(scene: TeamScene, page: str = "") -> Buttons:
    """What can be pressed under a result, and under a page that needs no answer. Without a result there is none."""
    known = WAYS if last_result(scene.room) else WAYS[-2:]
    return tuple(Button(scene.label(label), value) for label, value in known if value != page)


def tell_page(scene: TeamScene) -> tuple[Reply, ...]:
    """The page that the team looks at, as one message; nothing if it looks at none."""
    name, _, argument = scene.room.page.partition(".")
    page = PAGES.get(name)
    return (page(scene, facts_of(scene), argument),) if page else ()


def facts_of(scene: TeamScene) -> Scene:
    """The room's result and plan as the scene of a session, in the language that is spoken."""
    session = session_of(scene.room, scene.rubric)
    return scene_of(session.model_copy(update={"language": scene.wording.language}), scene.script)


def _why(scene: TeamScene, facts: Scene, argument: str) -> Reply:
    return tell_why(facts, argument)[0]._replace(buttons=ways_on(scene, "why"))


def _needs(scene: TeamScene, facts: Scene, argument: str) -> Reply:
    return tell_needs(facts, argument)[0]._replace(buttons=ways_on(scene, "needs"))


def _suppose(scene: TeamScene, facts: Scene, argument: str) -> Reply:
    turns = tuple(turns_alone(each, argument) for each in ways_to_suppose(facts, argument) if _supposes(each))
    ways = (*turns, Button(scene.label("team_plan"), "plan"), _back(scene))
    return Reply(tell_supposed(facts, argument), ways)


def _supposes(way: Button) -> bool:
    return way.value.startswith("suppose.")


def _plan(scene: TeamScene, facts: Scene, argument: str) -> Reply:
    page, _, rest = argument.partition(".")
    told = PLAN_PAGES.get(page)
    if told is not None and step_at(facts.session, rest.partition(".")[0]) is not None:
        return told(scene, facts, rest.partition(".")[0])
    return Reply(tell_plan(facts, argument), _ours(scene, ways_to_plan(facts, argument)))


def _who(scene: TeamScene, facts: Scene, place: str) -> Reply:
    """Who takes a step on: whoever presses, a role, or whoever is named in an answer."""
    step = facts.session.plan[int(place) - 1]
    roles = tuple(scene.role(each) for each in ROLES if each != "other")
    names = tuple(Button(each, f"plan.name.{place}.{each}") for each in roles)
    mine = Button(scene.label("team_mine"), f"plan.mine.{place}")
    nobody = Button(scene.label("plan_nobody"), f"plan.nobody.{place}")
    return Reply(
        scene.wording.say("team_plan.who", title=title_of(facts, step)), (mine, *names, nobody, *_to_plan(scene))
    )


def _again(scene: TeamScene, facts: Scene, place: str) -> Reply:
    """A step is done: what it helps is asked again, of all, in a small round."""
    step = facts.session.plan[int(place) - 1]
    shorts = [scene.rubric.statement_by_id[each].short for each in helped(facts, step)]
    begin = Button(scene.label("team_ask_again"), f"begin.{AGAIN}{step.tactic}")
    text = scene.wording.say("team_plan.again", title=title_of(facts, step), shorts=shorts)
    return Reply(text, (*((begin,) if shorts else ()), *_to_plan(scene)))


def _moved(scene: TeamScene, facts: Scene, place: str) -> Reply:
    """What a step has moved. Where the team has only guessed so far, it can look closer: nothing was credited."""
    step = facts.session.plan[int(place) - 1]
    closer = Button(scene.label("team_closer"), f"begin.area.{step.tactic.partition('.')[0]}")
    ways = () if helped(facts, step) else (closer,)
    return Reply(tell_plan(facts, f"moved.{place}"), (*ways, *_to_plan(scene)))


def _ours(scene: TeamScene, ways: Buttons) -> Buttons:
    """The plan of a person has their own labels; that of a team is called so."""
    labels = {"plan": "team_plan", "continue": "team_back", "later": "team_later"}
    found = {each: labels.get(each.value.removeprefix("plan.").partition(".")[0]) for each in ways}
    return tuple(Button(scene.label(label), each.value) if label else each for each, label in found.items())


def _to_plan(scene: TeamScene) -> Buttons:
    return (Button(scene.label("team_plan"), "plan"), _back(scene))


def _back(scene: TeamScene) -> Button:
    return Button(scene.label("team_back"), "continue")


PAGES: dict[str, Page] = {"why": _why, "needs": _needs, "suppose": _suppose, "plan": _plan}
"""What a page says and offers, by its name."""

PLAN_PAGES: dict[str, Page] = {"who": _who, "again": _again, "moved": _moved}
"""Pages of the plan that a team has instead of a person's."""
