"""The pages of an initiative: what each says, and what can be pressed there."""

from collections.abc import Callable

from dialogues.initiatives.assessing import answers_of_city
from dialogues.initiatives.example import tell_example, ways_through_example, ways_to_example
from dialogues.initiatives.standing import (
    Stage,
    at_hand,
    before_it,
    brought_by,
    changed_by,
    standpoint,
    step_at,
    with_it,
)
from dialogues.initiatives.stuck import tell_stuck, ways_when_stuck
from dialogues.message import Button
from dialogues.scene import Scene
from rubric.initiative import rises
from rubric.model import Rating
from rubric.scoring import score

Buttons = tuple[Button, ...]
NOT_BROUGHT = (Rating.NO, Rating.UNKNOWN)
"""Answers that say that the initiative does not establish something, or that nobody knows."""


def ways_with_initiative(scene: Scene, argument: str) -> Buttons:
    """What can be pressed on a page of the initiative."""
    page, _, rest = argument.partition(".")
    return PAGES.get(page, (_overview, _tell_overview))[0](scene, rest)


def tell_initiative(scene: Scene, argument: str) -> str:
    """What a page of the initiative says."""
    page, _, rest = argument.partition(".")
    return PAGES.get(page, (_overview, _tell_overview))[1](scene, rest)


# --- the first page -------------------------------------------------------------------------------


def _overview(scene: Scene, rest: str) -> Buttons:
    known = scene.session.initiatives
    begin = ("go", "new") if known else ("new",)
    earlier = tuple(
        Button(_name(scene, each.name), f"initiative.open.{place}") for place, each in enumerate(known[:-1], 1)
    )
    ways = tuple(_named(scene, "begin" if each == "new" and not known else each, each) for each in begin)
    return (*ways, *earlier, _named(scene, "stuck", "stuck"), *ways_to_example(scene), _out(scene))


def _tell_overview(scene: Scene, rest: str) -> str:
    name = _name(scene, at_hand(scene).name) if scene.session.initiatives else ""
    return scene.wording.say("initiative.overview", name=name)


# --- wherever it stands ---------------------------------------------------------------------------


def _ways_on(scene: Scene, rest: str) -> Buttons:
    return STAGES[standpoint(scene).stage][0](scene)


def _tell_on(scene: Scene, rest: str) -> str:
    return STAGES[standpoint(scene).stage][1](scene)


def _ways_to_name(scene: Scene) -> Buttons:
    return (Button(scene.label("skip"), "initiative.skip"), _back(scene))


def _ways_to_touch(scene: Scene) -> Buttons:
    areas = at_hand(scene).areas
    toggles = tuple(_toggle(scene, each.id, each.id in areas) for each in scene.rubric.competencies)
    onward: Buttons = (_named(scene, "onward", "done"),) if areas else ()
    if areas and answers_of_city(scene):
        onward = (_named(scene, "taken", "done.taken"), _named(scene, "anew", "done"))
    return (*toggles, *onward, _back(scene))


def _toggle(scene: Scene, area: str, is_on: bool) -> Button:
    label = scene.wording.plain("labels.ticked" if is_on else "labels.unticked", short=scene.title(area))
    return Button(label, f"initiative.area.{area}.{'off' if is_on else 'on'}")


def _ways_before(scene: Scene) -> Buttons:
    statement = scene.rubric.statement_by_id[standpoint(scene).about]
    return _ratings(scene, [each for each in Rating if each is not Rating.NA or statement.may_not_apply])


def _ways_with(scene: Scene) -> Buttons:
    """Only what would be better than before, and that it brings nothing."""
    about, before = standpoint(scene).about, before_it(scene)
    return _ratings(scene, [each for each in Rating if each in NOT_BROUGHT or rises(scene.rubric, before, about, each)])


def _ratings(scene: Scene, ratings: list[Rating]) -> Buttons:
    stage, about = standpoint(scene)
    answers = (Button(scene.label(each), f"initiative.{stage}.{about}.{each}") for each in ratings)
    return (*answers, Button(scene.label("help"), "initiative.help"), _back(scene))


def _ways_after(scene: Scene) -> Buttons:
    ways = (_named(scene, each, each) for each in ("stuck", "new"))
    return (*ways, *ways_to_example(scene), _back(scene), _out(scene))


def _tell_question(key: str) -> Callable[[Scene], str]:
    def told(scene: Scene) -> str:
        statement = scene.rubric.statement_by_id.get(standpoint(scene).about)
        project = at_hand(scene)
        areas = [each.id for each in scene.rubric.competencies if each.id in project.areas]
        return scene.wording.say(
            f"initiative.{key}",
            name=project.name or "",
            title=scene.title(statement.competency) if statement else "",
            number=areas.index(statement.competency) + 1 if statement else 0,
            total=len(areas),
            statement=statement.text if statement else "",
            taken=bool(answers_of_city(scene)),
        )

    return told


def _tell_result(scene: Scene) -> str:
    """Which areas gain a level, how far that reaches, what the project brings, and what is lacking where it stays."""
    rubric, found, step = scene.rubric, changed_by(scene), step_at(scene)
    after, before = score(rubric, with_it(scene)).competencies, before_it(scene)
    brought = [(about, rating) for about, rating in brought_by(scene).items() if rises(rubric, before, about, rating)]
    return scene.wording.say(
        "initiative.result",
        name=at_hand(scene).name or "",
        reach=found.reach,
        gained=sum(now > was for was, now in found.moves.values()),
        moves=[(scene.title(area), was, now) for area, (was, now) in found.moves.items()],
        brought=[(rubric.statement_by_id[about].short, scene.label(rating)) for about, rating in brought],
        lacking=[
            (scene.title(area), now + 1, [rubric.statement_by_id[each].short for each in after[area].blocking])
            for area, (was, now) in found.moves.items()
            if now == was and after[area].blocking
        ],
        stuck=step.title if step and at_hand(scene).steps else "",
    )


# --- small pieces ---------------------------------------------------------------------------------


def _name(scene: Scene, name: str | None) -> str:
    return name or scene.wording.plain("initiative.unnamed")


def _named(scene: Scene, label: str, what: str) -> Button:
    return Button(scene.label(f"initiative_{label}"), f"initiative.{what}")


def _back(scene: Scene) -> Button:
    return Button(scene.label("back"), "initiative.go.back")


def _out(scene: Scene) -> Button:
    return Button(scene.label("page_left"), "continue")


STAGES: dict[Stage, tuple[Callable[[Scene], Buttons], Callable[[Scene], str]]] = {
    Stage.NAMING: (_ways_to_name, _tell_question("naming")),
    Stage.TOUCHING: (_ways_to_touch, _tell_question("touching")),
    Stage.BEFORE: (_ways_before, _tell_question("before")),
    Stage.WITH: (_ways_with, _tell_question("with")),
    Stage.DONE: (_ways_after, _tell_result),
}
"""What can be pressed at each stage, and what is said there."""

PAGES: dict[str, tuple[Callable[[Scene, str], Buttons], Callable[[Scene, str], str]]] = {
    "go": (_ways_on, _tell_on),
    "stuck": (ways_when_stuck, tell_stuck),
    "example": (ways_through_example, tell_example),
}
"""What can be pressed on each page, and what it says; any other is the first page."""
