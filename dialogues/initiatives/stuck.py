"""Where is it stuck? A few questions for each step of the innovation process: the first "not yet" is the place."""

from dialogues.initiatives.standing import YES, at_hand, missing_at, step_at
from dialogues.message import Button
from dialogues.scene import Scene


def ways_when_stuck(scene: Scene, rest: str) -> tuple[Button, ...]:
    """One tap a step: all of it is so, or the first thing that is not."""
    back = Button(scene.label("back"), "initiative.stuck.back")
    step = step_at(scene)
    if step is None or missing_at(scene, step):
        again = Button(scene.label("initiative_again"), "initiative.stuck.again")
        project = Button(scene.label("initiative_go"), "initiative.go")
        return (again, project, back, Button(scene.label("page_left"), "continue"))
    missing = (
        Button(
            scene.wording.plain("labels.initiative_not_yet", number=number), f"initiative.way.{step.number}.{number}"
        )
        for number in range(1, len(step.questions) + 1)
    )
    return (*missing, Button(scene.label("initiative_yes"), f"initiative.way.{step.number}.{YES}"), back)


def tell_stuck(scene: Scene, rest: str) -> str:
    """The questions of the next step; where it is stuck; or that it is not."""
    step, steps = step_at(scene), scene.rubric.institutions.innovation.steps
    if step is None:
        return scene.wording.say("initiative.not_stuck", name=at_hand(scene).name or "")
    number = missing_at(scene, step)
    key = "stuck_at" if number else "stuck"
    missing = step.questions[number - 1] if number else ""
    return scene.wording.say(f"initiative.{key}", step=step, total=len(steps), missing=missing)
