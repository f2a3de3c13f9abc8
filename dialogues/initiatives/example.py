"""A worked example of an initiative, to walk through: the case that is told stage by stage.

It names only levels that the source states. Which statements a stage makes one look at is our reading, and says so.
"""

from dialogues.message import Button
from dialogues.scene import Scene
from rubric.institutions import Case


def ways_to_example(scene: Scene) -> tuple[Button, ...]:
    """The way in, if the content has an example."""
    return (Button(scene.label("initiative_example"), "initiative.example"),) if _case(scene) else ()


def ways_through_example(scene: Scene, rest: str) -> tuple[Button, ...]:
    """The next stage; at the end a project of one's own."""
    case, place = _case(scene), _place(scene, rest)
    out = Button(scene.label("page_left"), "continue")
    back = Button(scene.label("back"), f"initiative.example.{place - 1}" if place > 1 else "initiative")
    if case is None or place > len(case.walk):
        return (Button(scene.label("initiative_begin"), "initiative.new"), back, out)
    return (Button(scene.label("initiative_onward"), f"initiative.example.{place + 1}"), back, out)


def tell_example(scene: Scene, rest: str) -> str:
    """One stage; the first one with the levels that are stated, and after the last what nobody knows."""
    case, place = _case(scene), _place(scene, rest)
    if case is None:
        return scene.wording.say("initiative.overview", name="")
    stage = case.walk[place - 1] if place <= len(case.walk) else None
    stated = [(scene.title(area), level) for area, level in case.stated_levels.items()]
    return scene.wording.say(
        "initiative.example" if stage else "initiative.example_end",
        case=case,
        stage=stage,
        number=place,
        total=len(case.walk),
        stated=stated,
        unstated=[each.title for each in scene.rubric.competencies if each.id not in case.stated_levels],
        looks_at=[scene.rubric.statement_by_id[each].text for each in stage.looks_at] if stage else [],
    )


def _case(scene: Scene) -> Case | None:
    return next((each for each in scene.rubric.institutions.cases.cases if each.walk), None)


def _place(scene: Scene, rest: str) -> int:
    """Which stage is looked at, from 1; one more than there are for the end."""
    case = _case(scene)
    number = int(rest) if rest.isdecimal() and len(rest) < 3 else 1
    return min(max(number, 1), len(case.walk) + 1) if case else 1
