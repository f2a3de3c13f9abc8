"""The result in words: levels, what holds back, next steps, and all steps of one area."""

from typing import NamedTuple

from dialogues.guide.playbook import takes_of
from dialogues.message import Button, Picture, Reply
from dialogues.offers import buttons
from dialogues.scene import Scene
from rubric.advice import NextStep, advise, top
from rubric.model import HIGHEST_LEVEL
from rubric.profile import Profile, Standing

STEPS_ON_TOP = 3
FULL_STEP, EMPTY_STEP = "▰", "▱"


class Row(NamedTuple):
    """One competency of a result, ready to be told."""

    title: str
    level: int
    high: int
    name: str
    bar: str
    blocking: tuple[str, ...]


def tell_result(scene: Scene) -> tuple[Reply, ...]:
    """The profile as a picture with its levels in words, then what to do with it."""
    profile = scene.profile()
    rows = rows_of(scene, profile)
    levels = scene.say(
        "result_levels", city=scene.session.city or "", mode=profile.mode, rows=rows, typical=profile.typical
    )
    alt = scene.plain("result_alt", mode=profile.mode, rows=rows)
    shown = Reply(levels, picture=picture_of(scene, profile), alt=alt, profile=profile)
    return shown, Reply(_what_now(scene, profile, rows), buttons(scene))


def picture_of(scene: Scene, profile: Profile) -> Picture:
    nothing_yet = Standing(0, 0, 0.0, (), ())
    standings = [(area.id, profile.competencies.get(area.id, nothing_yet)) for area in scene.rubric.competencies]
    return Picture(
        scene.wording.language, profile.mode, tuple((area, each.level, each.high) for area, each in standings)
    )


def rows_of(scene: Scene, profile: Profile) -> list[Row]:
    """The answered competencies in the rubric's order."""
    return [row_of(scene, area, standing) for area, standing in profile.competencies.items()]


def row_of(scene: Scene, area: str, standing: Standing) -> Row:
    return Row(
        scene.title(area),
        standing.level,
        standing.high,
        scene.rubric.level_by_number[standing.level].name,
        bar(standing.level),
        tuple(scene.rubric.statement_by_id[each].short for each in standing.blocking),
    )


def bar(level: int) -> str:
    """Five steps, as many filled as the level."""
    return FULL_STEP * level + EMPTY_STEP * (HIGHEST_LEVEL - level)


def _what_now(scene: Scene, profile: Profile, rows: list[Row]) -> str:
    by_level = sorted(rows, key=lambda row: (row.level, row.high))
    differ = by_level[0].level < by_level[-1].level
    steps = top(advise(scene.rubric, profile, scene.sheet), STEPS_ON_TOP)
    return scene.say(
        "result_next",
        rows=rows,
        strongest=[row.title for row in rows if row.level == by_level[-1].level] if differ else [],
        weakest=[row.title for row in rows if row.level == by_level[0].level] if differ else [],
        steps=[_told(scene, profile, each) for each in steps],
        notes=notes_of(scene),
        familiar=[scene.rubric.symptom_by_id[each].short for each in sorted(scene.sheet.symptoms)],
        mode=profile.mode,
    )


def _told(scene: Scene, profile: Profile, step: NextStep) -> dict[str, object]:
    """What a template needs to tell a next step with its reason."""
    statement = scene.rubric.statement_by_id.get(step.because or "")
    return {
        "tactic": step.tactic,
        "takes": takes_of(scene, step.tactic),
        "title": scene.title(step.competency),
        "statement": statement.short if statement else "",
        "rating": scene.label(step.rating) if step.rating else "",
        "symptom": scene.rubric.symptom_by_id[step.symptom].short if step.symptom else "",
        "level": profile.competencies[step.competency].level,
    }


def notes_of(scene: Scene) -> list[tuple[str, str]]:
    """What a person wrote on questions, by their short names: notes of their own, and words that came with answers."""
    session = scene.session
    with_answers = ((each.about, each.words) for each in session.entries if each.words)
    return [(name_of_question(scene, about), text) for about, text in (*session.notes.items(), *with_answers)]


def name_of_question(scene: Scene, about: str) -> str:
    """A short name for what was asked, for lists: of a statement, a quick question or the symptoms."""
    statement = scene.rubric.statement_by_id.get(about)
    if statement:
        return statement.short
    area = scene.rubric.competency_by_id.get(about.rpartition(".")[2])
    return area.title if area else about


def tell_steps(scene: Scene, about: str) -> tuple[Reply, ...]:
    """All steps: a list by competency with a button for each, or those of one competency in full."""
    profile = scene.profile()
    steps = advise(scene.rubric, profile, scene.sheet)
    areas = [area for area in scene.rubric.competencies if any(step.competency == area.id for step in steps)]
    if about not in {area.id for area in areas}:
        listed = [(area.title, [each.tactic.title for each in steps if each.competency == area.id]) for area in areas]
        ways = tuple(Button(area.title, f"steps.{area.id}") for area in areas)
        return (Reply(scene.say("steps", areas=listed), ways),)
    told = [_told(scene, profile, each) for each in steps if each.competency == about]
    return (Reply(scene.say("steps_of", title=scene.title(about), steps=told)),)
