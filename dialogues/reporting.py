"""The report for a council: all that it says, in words, ready to be set on paper or on a page."""

from typing import NamedTuple

from dialogues.message import Reply
from dialogues.plans.planned import tactic_of, title_of
from dialogues.reasons import reason_of
from dialogues.results import STEPS_ON_TOP, notes_of, row_of
from dialogues.scene import Scene
from dialogues.session import Planned
from rubric.advice import advise, top
from rubric.model import Tactic

METHOD_LINES = 5


class Line(NamedTuple):
    """One area: its level in words, and why it stands there."""

    title: str
    level: int
    high: int
    said: str
    why: str


class NextStep(NamedTuple):
    """A step of the plan, or one that is only proposed: then nobody owns it."""

    title: str
    owner: str
    when: str
    do: str
    first_step: str


class Report(NamedTuple):
    """A whole report in one language; `words` are its headings, by name. Only a team has `disputes`."""

    language: str
    words: dict[str, str]
    summary: str
    lines: tuple[Line, ...]
    steps: tuple[NextStep, ...]
    notes: tuple[tuple[str, str], ...]
    method: tuple[str, ...]
    limits: str
    disputes: tuple[str, ...] = ()


HEADINGS = (
    "page",
    "title",
    "profile",
    "why",
    "disputes",
    "steps",
    "notes",
    "method",
    "limits",
    "area",
    "level",
    "first_step",
    "no_notes",
)


def report_of(scene: Scene, at: int) -> Report:
    """The report on what a session holds at a time, seconds since 1970."""
    profile = scene.profile()
    words = {name: scene.wording.plain(f"report.{name}") for name in HEADINGS}
    city = scene.session.city or ""
    words["byline"] = scene.wording.plain("report.byline", city=city, at=at, mode=profile.mode)
    lines = []
    for area, standing in profile.competencies.items():
        row = row_of(scene, area, standing)
        said = scene.wording.plain("report.stands", row=row)
        why = scene.wording.plain("report.because", reason=reason_of(scene, area, standing))
        lines.append(Line(row.title, row.level, row.high, said, why))
    return Report(
        scene.wording.language,
        words,
        scene.wording.plain("report.summary", typical=profile.typical, lines=lines, city=city),
        tuple(lines),
        next_steps(scene),
        tuple((about[0].upper() + about[1:], note) for about, note in notes_of(scene)),
        tuple(scene.wording.plain(f"report.method_{number}") for number in range(1, METHOD_LINES + 1)),
        scene.wording.plain("report.limits_text", version=scene.rubric.version),
    )


def tell_report(scene: Scene, about: str) -> tuple[Reply, ...]:
    """That the report is here; the channel adds it in the form that it can carry."""
    return (Reply(scene.wording.say("report.here"), hands="report"),)


def promised(scene: Scene) -> tuple[NextStep, ...]:
    """The plan in words: each step with its owner, when it is looked at again, and how it went."""
    return tuple(_planned(scene, each) for each in scene.session.plan)


def next_steps(scene: Scene) -> tuple[NextStep, ...]:
    """The steps of the plan; without one the best that are proposed."""
    if scene.session.plan:
        return promised(scene)
    proposed = top(advise(scene.rubric, scene.profile(), scene.sheet), STEPS_ON_TOP)
    return tuple(_proposed(scene, each.tactic) for each in proposed)


def _planned(scene: Scene, step: Planned) -> NextStep:
    tactic = tactic_of(scene, step)
    owner = scene.wording.plain("report.owner", owner=step.owner)
    block = scene.label(f"block_{step.block}") if step.block else ""
    when = scene.wording.plain("report.when", step=step, block=block)
    return NextStep(
        title_of(scene, step), owner, when, tactic.do if tactic else "", tactic.first_step if tactic else ""
    )


def _proposed(scene: Scene, tactic: Tactic) -> NextStep:
    return NextStep(tactic.title, scene.wording.plain("report.proposed"), "", tactic.do, tactic.first_step)
