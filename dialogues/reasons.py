"""Why a level is what it is, what it would take to reach the next one, and what to guard against on the way."""

from collections.abc import Mapping

from dialogues.message import Reply
from dialogues.scene import Scene
from rubric.guarding import risks_due
from rubric.model import HIGHEST_LEVEL, Rating, Statement
from rubric.profile import Standing
from rubric.raising import Raise, what_it_takes
from rubric.scoring import tally_levels


def tell_why(scene: Scene, about: str) -> tuple[Reply, ...]:
    """One sentence for each competency with the arithmetic of its level; for one if `about` names it."""
    profile = scene.profile()
    asked = {about: profile.competencies[about]} if about in profile.competencies else profile.competencies
    reasons = [reason_of(scene, area, standing) for area, standing in asked.items()]
    return (Reply(scene.say("why", reasons=reasons)),)


def tell_needs(scene: Scene, about: str) -> tuple[Reply, ...]:
    """The smallest set of statements for the next level, for each competency; for one if `about` names it."""
    profile = scene.profile()
    asked = (about,) if about in profile.competencies else tuple(profile.competencies)
    areas = []
    for area in asked:
        needed = what_it_takes(scene.rubric, area, scene.sheet)
        raises = [_raise(scene, each) for each in needed.raises] if needed else []
        areas.append({"title": scene.title(area), "reached": needed.reached if needed else 0, "raises": raises})
    return (Reply(scene.wording.say("after.needs", areas=areas)),)


def tell_risks(scene: Scene, about: str) -> tuple[Reply, ...]:
    """A card for each risk that this profile calls for: what can go wrong, a first step, and its source."""
    due = risks_due(scene.rubric, scene.profile(), scene.sheet)
    cards = [(each, _unbalanced(scene, each.when.competency, each.when.unless)) for each in due if each.when]
    return (Reply(scene.wording.say("after.risks", cards=cards)),)


def _unbalanced(scene: Scene, area: str, unless: tuple[str, ...]) -> Mapping[str, object]:
    level = scene.profile().competencies[area].level
    shorts = [scene.rubric.statement_by_id[each].short for each in unless]
    return {"title": scene.title(area), "level": level, "guards": shorts}


def _raise(scene: Scene, each: Raise) -> Mapping[str, str]:
    now = scene.label(each.now) if each.now else ""
    return {"short": scene.rubric.statement_by_id[each.about].short, "now": now, "to": scene.label(each.to)}


def reason_of(scene: Scene, area: str, standing: Standing) -> Mapping[str, object]:
    """The arithmetic of one level, for a template."""
    competency = scene.rubric.competency_by_id[area]
    blocking = [scene.rubric.statement_by_id[each] for each in standing.blocking]
    reason: dict[str, object] = {
        "title": competency.title,
        "level": standing.level,
        "high": standing.high,
        "guessed": not any(each.id in scene.sheet.ratings for each in competency.statements),
        "top": standing.level == HIGHEST_LEVEL,
        "in_the_way": blocking,
    }
    if standing.level == HIGHEST_LEVEL:
        return reason
    above = competency.by_level[standing.level + 1]
    counting = [each for each in above if scene.sheet.ratings.get(each.id) != Rating.NA]
    tally = tally_levels(scene.rubric.scoring, competency, scene.sheet.ratings)[standing.level + 1]
    needed = scene.rubric.scoring.holds_at * tally.counting
    return reason | {
        "points": tally.points,
        "needed": needed,
        "enough": tally.points >= needed,
        "counted": [(each.short, _rating_of(scene, each)) for each in counting],
        "decides": min(blocking, key=lambda each: _weight(scene, each)),
    }


def _rating_of(scene: Scene, statement: Statement) -> str:
    rating = scene.sheet.ratings.get(statement.id)
    return scene.label(rating) if rating else ""


def _weight(scene: Scene, statement: Statement) -> tuple[bool, int]:
    """What decides comes first: an essential statement that is low, then the one furthest behind."""
    points = {str(name): worth for name, worth in scene.rubric.scoring.points.items()}
    return not statement.essential, points.get(scene.sheet.ratings.get(statement.id, Rating.UNKNOWN), 0)
