"""A scoring rule that looks plausible and is wrong: it averages over all levels, so strong points hide weak ones.

Kept to show that the comparison with the independent rule notices such a mistake.
"""

from rubric.model import Competency, Rubric
from rubric.profile import Profile, Sheet, Standing
from rubric.scoring import score


def average_score(rubric: Rubric, sheet: Sheet) -> Profile:
    """Like `score`, but a competency's level is its average rating spread over the five levels."""
    profile = score(rubric, sheet)
    return profile._replace(
        competencies={
            area: _averaged(rubric.competency_by_id[area], sheet, standing)
            for area, standing in profile.competencies.items()
        }
    )


def _averaged(area: Competency, sheet: Sheet, standing: Standing) -> Standing:
    worth = {"fully": 3, "mostly": 2, "partly": 1}
    points = [worth.get(sheet.ratings.get(each.id, "no"), 0) for each in area.statements]
    level = 1 + round(4 * sum(points) / (3 * len(points)))
    return standing._replace(level=level, high=max(level, standing.high))
