"""The whole playbook to leaf through, with or without a result: areas, then levels, then tactics with all they hold."""

from dialogues.message import Button
from dialogues.moment import Heard, Moment
from dialogues.scene import Scene
from rubric.model import Rubric, Tactic


def playbook(moment: Moment, argument: str) -> Heard:
    """Opens the overview, an area, or the tactics of one of its levels. What is not there shows what leads to it."""
    area, level = _place(moment.scene.rubric, argument)
    page = ".".join(filter(None, ("playbook", area, level)))
    return Heard(moment.session.model_copy(update={"page": page}))


def ways_through_playbook(scene: Scene, argument: str) -> tuple[Button, ...]:
    """The areas; in one its levels; at a level the next one and the area."""
    area, level = _place(scene.rubric, argument)
    out = (Button(scene.label("institutions"), "institutions"), Button(scene.label("page_left"), "continue"))
    if not area:
        return (*(Button(each.title, f"playbook.{each.id}") for each in scene.rubric.competencies), *out)
    overview = Button(scene.label("playbook"), "playbook")
    if not level:
        return (*(_band(scene, area, each) for each in _levels(scene.rubric, area)), overview, *out)
    onward = tuple(_band(scene, area, each) for each in _levels(scene.rubric, area) if each == str(int(level) + 1))
    return (*onward, Button(scene.title(area), f"playbook.{area}"), overview, *out)


def tell_playbook(scene: Scene, argument: str) -> str:
    """The overview, an area with the titles of its tactics, or the tactics of one level in full."""
    area, level = _place(scene.rubric, argument)
    if not area:
        return scene.wording.say("playbook.overview")
    if not level:
        bands = [(int(each), _tactics(scene.rubric, area, each)) for each in _levels(scene.rubric, area)]
        return scene.wording.say("playbook.area", title=scene.title(area), bands=bands)
    title = f"{scene.title(area)} · {_band(scene, area, level).label}"
    told = [{"tactic": each, "takes": takes_of(scene, each)} for each in _tactics(scene.rubric, area, level)]
    return scene.say("steps_of", title=title, steps=told)


def takes_of(scene: Scene, tactic: Tactic) -> dict[str, str]:
    """What a tactic takes, in words."""
    return {each: scene.label(much) for each, much in tactic.takes}


def _place(rubric: Rubric, argument: str) -> tuple[str, str]:
    """The area and the level that an argument names, as far as they are there."""
    area, _, level = argument.partition(".")
    if area not in rubric.competency_by_id:
        return "", ""
    return area, level if level in _levels(rubric, area) else ""


def _levels(rubric: Rubric, area: str) -> tuple[str, ...]:
    return tuple(sorted({str(each.from_level) for each in rubric.tactics if each.competency == area}))


def _tactics(rubric: Rubric, area: str, level: str) -> tuple[Tactic, ...]:
    return tuple(each for each in rubric.tactics if each.competency == area and str(each.from_level) == level)


def _band(scene: Scene, area: str, level: str) -> Button:
    label = scene.wording.plain("playbook.band", low=int(level), high=int(level) + 1)
    return Button(label, f"playbook.{area}.{level}")
