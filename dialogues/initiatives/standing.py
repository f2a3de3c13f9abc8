"""Where the facts of an initiative put it: what is asked next, and what it changes. Never kept."""

from enum import StrEnum
from typing import NamedTuple

from dialogues.position import RATINGS, sheet_of
from dialogues.scene import Scene
from dialogues.session import Entry, Initiative
from rubric.initiative import Brought, asked_before, asked_with, with_initiative
from rubric.institutions import Step
from rubric.profile import Impact, Sheet
from rubric.scoring import impact

YES = "yes"


class Stage(StrEnum):
    """How far the assessment of an initiative has come."""

    NAMING = "naming"
    TOUCHING = "touching"
    BEFORE = "before"
    WITH = "with"
    DONE = "done"


class Standpoint(NamedTuple):
    """A stage, and the id of the statement that is asked there, if one is."""

    stage: Stage
    about: str = ""


def at_hand(scene: Scene) -> Initiative:
    """The initiative that is being assessed; an empty one before the first."""
    return scene.session.initiatives[-1] if scene.session.initiatives else Initiative()


def standpoint(scene: Scene) -> Standpoint:
    """What is asked next of the initiative at hand: one area after the other, and in each the time before it first."""
    project = at_hand(scene)
    if project.name is None:
        return Standpoint(Stage.NAMING)
    if not project.chosen:
        return Standpoint(Stage.TOUCHING)
    before, brought = before_it(scene), brought_by(scene)
    for area in (each.id for each in scene.rubric.competencies if each.id in project.areas):
        statement = asked_before(scene.rubric, area, before)
        if statement:
            return Standpoint(Stage.BEFORE, statement.id)
        statement = asked_with(scene.rubric, area, before, brought)
        if statement:
            return Standpoint(Stage.WITH, statement.id)
    return Standpoint(Stage.DONE)


def before_it(scene: Scene) -> Sheet:
    """How things stood without the initiative."""
    project = at_hand(scene)
    entries = (*project.taken, *_about(project, Stage.BEFORE))
    return sheet_of(scene.session.model_copy(update={"entries": entries}), scene.rubric)


def brought_by(scene: Scene) -> Brought:
    """What the initiative establishes. What the rubric has dropped since is left aside."""
    known = scene.rubric.statement_by_id
    return {each.about: RATINGS[each.value] for each in _about(at_hand(scene), Stage.WITH) if each.about in known}


def with_it(scene: Scene) -> Sheet:
    """How things stand with the initiative."""
    return with_initiative(scene.rubric, before_it(scene), brought_by(scene))


def changed_by(scene: Scene) -> Impact:
    """What the initiative at hand changes, by the rule of the rubric."""
    return impact(scene.rubric, before_it(scene), with_it(scene))


def step_at(scene: Scene) -> Step | None:
    """The step of the innovation process where it is stuck, or else the next to be looked at; None after the last."""
    passed = {each.about for each in at_hand(scene).steps if each.value == YES}
    return next((each for each in scene.rubric.institutions.innovation.steps if each.id not in passed), None)


def missing_at(scene: Scene, step: Step) -> int:
    """The number of the question of a step that was answered with "not yet"; 0 if none was."""
    said = next((each.value for each in at_hand(scene).steps if each.about == step.id), "")
    number = int(said) if said.isdecimal() else 0
    return number if number <= len(step.questions) else 0


def _about(project: Initiative, stage: Stage) -> tuple[Entry, ...]:
    prefix = f"{stage}."
    own = (each for each in project.entries if each.about.startswith(prefix))
    return tuple(each._replace(about=each.about.removeprefix(prefix)) for each in own)
