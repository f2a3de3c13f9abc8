"""What if? A profile on trial: statements are supposed to be fully in place, and nothing is recorded.

What is supposed stands in the value of the button alone: `suppose.<competency>.<marks>`, where the marks are one bit
for each statement of the rubric, in page order, written as a hexadecimal number.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from dialogues.message import Button, Remark
from dialogues.moment import Heard, Moment
from dialogues.scene import Scene
from rubric.model import HIGHEST_LEVEL, Rubric, Statement
from rubric.profile import Sheet
from rubric.raising import supposed
from rubric.scoring import ATTAINED, score, standing_in

TURNS: dict[str, Callable[[int, int], int]] = {
    "on": lambda stand, these: stand | these,
    "off": lambda stand, these: stand & ~these,
}
"""What a press does to the marks of a page, by what it says."""


class Trial(NamedTuple):
    """The competency that is looked at, "" while one is to be chosen, and ids of what is supposed, in page order."""

    area: str
    ids: tuple[str, ...]


def suppose(moment: Moment, argument: str) -> Heard:
    """Opens the page, or turns something on it: only what is looked at changes."""
    scene = moment.scene
    if not (scene.sheet.ratings or scene.sheet.guesses):
        return Heard(moment.session, (Remark("no_result"),))
    trial = _trial(scene.rubric, argument)
    looked_at = moment.session.model_copy(update={"page": _value(scene.rubric, trial.area, trial.ids)})
    return Heard(looked_at, (Remark("turned"),) if trial.area else ())


def ways_to_suppose(scene: Scene, argument: str) -> tuple[Button, ...]:
    """One press for each statement of the next level, and the other areas."""
    trial = _trial(scene.rubric, argument)
    out = Button(scene.wording.plain("labels.page_left"), "continue")
    if not trial.area:
        return (*_areas(scene, trial), Button(scene.label("initiative"), "initiative"), out)
    turns = tuple(_turn(scene, trial, each) for each in _offered(scene, trial))
    others = Button(scene.wording.plain("labels.suppose_others"), f"suppose.any.{_marks(scene.rubric, trial.ids)}")
    return (*turns, others, out)


def turns_alone(way: Button, argument: str) -> Button:
    """The same press, saying only what it turns on the page `argument`: so that two people turn two things."""
    area, _, marks = way.value.removeprefix("suppose.").partition(".")
    before, after = _bits(argument.partition(".")[2]), _bits(marks)
    sign = "off" if before & ~after else "on"
    return way._replace(value=f"suppose.{area}.{sign}.{before ^ after:x}")


def turned_on(page: str, argument: str) -> str:
    """What is supposed on a page after a press that says only what it turns; pressed twice, it is the same."""
    area, _, turn = argument.partition(".")
    sign, _, marks = turn.partition(".")
    if sign not in TURNS:
        return argument
    return f"{area}.{TURNS[sign](_bits(page.partition('.')[2]), _bits(marks)):x}"


def tell_supposed(scene: Scene, argument: str) -> str:
    """The levels as they would be, marked as supposed, beside those that were answered."""
    rubric, trial = scene.rubric, _trial(scene.rubric, argument)
    after = score(rubric, _sheet(scene, trial)).competencies
    rows = [(scene.title(area), now.level, after[area].level) for area, now in scene.profile().competencies.items()]
    offered = [each.text for each in _offered(scene, trial)] if trial.area else []
    return scene.wording.say(
        "after.suppose",
        title=scene.title(trial.area) if trial.area else "",
        offered=offered,
        supposed=[rubric.statement_by_id[each].short for each in trial.ids],
        rows=rows,
    )


def _sheet(scene: Scene, trial: Trial) -> Sheet:
    return supposed(scene.rubric, scene.sheet, trial.ids)


def _offered(scene: Scene, trial: Trial) -> tuple[Statement, ...]:
    """What may be turned: what is missing for the level above the supposed one, and what is turned already."""
    standing = standing_in(scene.rubric, trial.area, _sheet(scene, trial))
    above = standing.level + 1 if standing else HIGHEST_LEVEL
    return tuple(
        each
        for each in scene.rubric.competency_by_id[trial.area].statements
        if each.id in trial.ids or (each.level == above and scene.sheet.ratings.get(each.id) not in ATTAINED)
    )


def _turn(scene: Scene, trial: Trial, statement: Statement) -> Button:
    """Its value states what shall be, so pressing it twice does not undo it."""
    is_on = statement.id in trial.ids
    ids = [each for each in trial.ids if each != statement.id] if is_on else [*trial.ids, statement.id]
    label = scene.wording.plain("labels.ticked" if is_on else "labels.unticked", short=statement.short)
    return Button(label, _value(scene.rubric, trial.area, ids))


def _areas(scene: Scene, trial: Trial) -> tuple[Button, ...]:
    return tuple(
        Button(scene.title(area), _value(scene.rubric, area, trial.ids))
        for area, standing in scene.profile().competencies.items()
        if standing.level < HIGHEST_LEVEL
    )


def _value(rubric: Rubric, area: str, ids: Iterable[str]) -> str:
    return f"suppose.{area or 'any'}.{_marks(rubric, ids)}"


def _marks(rubric: Rubric, ids: Iterable[str]) -> str:
    places = {about: place for place, about in enumerate(rubric.statement_by_id)}
    return f"{sum(1 << places[each] for each in set(ids)):x}"


def _trial(rubric: Rubric, argument: str) -> Trial:
    area, _, written = argument.partition(".")
    known = area if area in rubric.competency_by_id else ""
    marks = _bits(written)
    return Trial(known, tuple(each for place, each in enumerate(rubric.statement_by_id) if marks >> place & 1))


def _bits(written: str) -> int:
    """Marks as a number; what is none marks nothing."""
    try:
        return int(written or "0", 16)
    except ValueError:
        return 0
