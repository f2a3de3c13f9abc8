"""A first outline of a digital master plan, filled from the result: five headings, and what is known of each."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from dialogues.guide.legal import answered
from dialogues.message import Reply
from dialogues.reporting import next_steps
from dialogues.scene import Scene
from rubric.financing import fits_for
from rubric.guarding import is_lacking, risks_due
from rubric.roles import callings, needs_an_advocate


class Group(NamedTuple):
    """Lines that belong together, under a short title."""

    title: str
    lines: tuple[str, ...]


class Section(NamedTuple):
    """One heading of the plan: its question, and what the result says about it."""

    title: str
    question: str
    groups: tuple[Group, ...]


class Outline(NamedTuple):
    """The whole outline in one language."""

    language: str
    title: str
    byline: str
    about: str
    sections: tuple[Section, ...]
    limits: str


def outline_of(scene: Scene, at: int) -> Outline:
    """The outline that follows from what a session holds at a time, seconds since 1970."""
    plan = scene.rubric.institutions.master_plan
    return Outline(
        scene.wording.language,
        plan.title,
        scene.wording.plain("outline.byline", city=scene.session.city or "", at=at),
        plan.about,
        tuple(Section(each.title, each.question, tuple(_groups(scene, each.id))) for each in plan.headings),
        scene.wording.plain("outline.limits"),
    )


def tell_outline(scene: Scene, about: str) -> tuple[Reply, ...]:
    """The outline in the chat; the channel adds it as a page to take away."""
    outline = outline_of(scene, scene.session.heard_at)
    told = scene.wording.say("outline.told", outline=outline, city=scene.session.city or "")
    return (Reply(told, hands="outline"),)


def _groups(scene: Scene, heading: str) -> Iterator[Group]:
    """What stands and what is next among the heading's statements, then what else is known of it."""
    found = {**_statements(scene, heading), **dict(FURTHER[heading](scene))}
    for name, lines in found.items():
        if lines:
            yield Group(scene.wording.plain(f"outline.{name}"), tuple(lines))


def _statements(scene: Scene, heading: str) -> Mapping[str, list[str]]:
    headings = {each.id: each for each in scene.rubric.institutions.master_plan.headings}
    profile, sheet = scene.profile(), scene.sheet
    blocking = {each for standing in profile.competencies.values() for each in standing.blocking}
    known = [scene.rubric.statement_by_id[each] for each in headings[heading].statements]
    known = [each for each in known if each.competency in profile.competencies]
    return {
        "there": [each.short for each in known if not is_lacking(each.id, scene.rubric, profile, sheet)],
        "next": [each.short for each in known if each.id in blocking],
    }


Further = Iterator[tuple[str, list[str]]]


def _guards(scene: Scene) -> Further:
    due = risks_due(scene.rubric, scene.profile(), scene.sheet)
    yield "guards", [f"{each.title}: {each.guard}" for each in due]


def _outcomes(scene: Scene) -> Further:
    lines = []
    for area, standing in scene.profile().competencies.items():
        shorts = [scene.rubric.statement_by_id[each].short for each in standing.blocking]
        aim = {"title": scene.title(area), "level": standing.level, "needs": shorts}
        lines.append(scene.wording.plain("outline.aim", **aim))
    yield "aims", lines


def _people(scene: Scene) -> Further:
    profile, leadership = scene.profile(), scene.rubric.institutions.leadership
    ready = [each.role.title for each in callings(scene.rubric, profile) if each.is_ready and each.gaps]
    yield "leads", [leadership.advocate.title] if needs_an_advocate(profile) else ready
    first = [standing.blocking[0] for standing in profile.competencies.values() if standing.blocking]
    yield "ask", list(dict.fromkeys(scene.rubric.statement_by_id[each].ask for each in first))


def _residents(scene: Scene) -> Further:
    steps = scene.rubric.institutions.innovation.steps
    yield "residents", [f"{each.title}: {each.residents}" for each in steps]


def _doing(scene: Scene) -> Further:
    yield "steps", [scene.wording.plain("outline.step", step=each) for each in next_steps(scene)]
    money = scene.rubric.institutions.financing
    fitting = [each.model.title for each in fits_for(money, scene.session.means) if each.fits]
    yield "money", [*fitting, money.warning.text] if fitting else [scene.wording.plain("outline.no_money")]
    missing = [f"{each.rule.title}: {each.rule.first_step}" for each in answered(scene)["no"]]
    yield "law", missing or [scene.wording.plain("outline.law_there" if scene.session.law else "outline.no_law")]
    yield "lasting", list(scene.rubric.institutions.leadership.hard_part.advice)


FURTHER: Mapping[str, Callable[[Scene], Further]] = {
    "master_plan.principles": _guards,
    "master_plan.outcomes": _outcomes,
    "master_plan.stakeholders": _people,
    "master_plan.engagement": _residents,
    "master_plan.implementation": _doing,
}
"""What fills each heading beside its statements."""
