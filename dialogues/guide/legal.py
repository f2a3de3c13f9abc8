"""A check of the legal base, one question at a time: what is there, what is missing, the first step. No legal advice.

Everything is asked for as `law.<name>` or `law.<name>.<answer>`, where the name is that of a rule.
"""

from collections.abc import Mapping
from typing import NamedTuple

from dialogues.message import Button
from dialogues.moment import Heard, Moment
from dialogues.scene import Scene
from rubric.institutions import Area, Rule
from rubric.model import Rubric

ANSWERS = ("yes", "no", "unknown")
END, ANEW = "end", "anew"


class Point(NamedTuple):
    """A rule to ask about, with the field of law that it belongs to."""

    area: Area
    rule: Rule


def law(moment: Moment, argument: str) -> Heard:
    """Takes an answer and goes on to what is still open; without one it opens a question, or what came of all."""
    session, points = moment.session, points_of(moment.scene.rubric)
    name, _, answer = argument.partition(".")
    if name == ANEW:
        session = session.model_copy(update={"law": {}})
    elif name in points and answer in ANSWERS:
        session = session.model_copy(update={"law": {**session.law, name: answer}})
    elif name in points or (name == END and session.law):
        return Heard(session.model_copy(update={"page": f"law.{name}"}))
    still_open = [each for each in points if each not in session.law]
    return Heard(session.model_copy(update={"page": f"law.{still_open[0] if still_open else END}"}))


def ways_through_law(scene: Scene, argument: str) -> tuple[Button, ...]:
    """Yes, no or don't know, and the question before; at the end the cards, and once more."""
    points = points_of(scene.rubric)
    out = (Button(scene.label("institutions"), "institutions"), Button(scene.label("page_left"), "continue"))
    if argument not in points:
        card = Button(scene.rubric.institutions.authority.title, "institutions.authority")
        more = (Button(scene.label("law_more"), "law"),) if points.keys() - scene.session.law.keys() else ()
        return (*more, card, Button(scene.label("law_anew"), f"law.{ANEW}"), *out)
    answers = tuple(Button(scene.label(each), f"law.{argument}.{each}") for each in ANSWERS)
    before = list(points)[: list(points).index(argument)]
    back = (Button(scene.label("law_previous"), f"law.{before[-1]}"),) if before else ()
    so_far = (Button(scene.label("law_end"), f"law.{END}"),) if scene.session.law else ()
    return (*answers, *back, *so_far, *out)


def tell_law(scene: Scene, argument: str) -> str:
    """One question with what stands behind it; at the end what is there, what is missing, and what to do first."""
    points = points_of(scene.rubric)
    if argument not in points:
        return scene.wording.say("law.end", **answered(scene), total=len(points))
    point = points[argument]
    number = list(points).index(argument) + 1
    return scene.wording.say("law.question", area=point.area, rule=point.rule, number=number, total=len(points))


def answered(scene: Scene) -> Mapping[str, list[Point]]:
    """The rules by what was answered; those that are still open count as not known."""
    given, found = scene.session.law, points_of(scene.rubric)
    sorted_out: dict[str, list[Point]] = {each: [] for each in ANSWERS}
    for name, point in found.items():
        sorted_out[given.get(name, "unknown")].append(point)
    return sorted_out


def points_of(rubric: Rubric) -> Mapping[str, Point]:
    """All rules by their names, in page order."""
    areas = rubric.institutions.authority.areas
    return {rule.id.partition(".")[2]: Point(area, rule) for area in areas for rule in area.rules}
