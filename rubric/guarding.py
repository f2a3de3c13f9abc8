"""Which risks a profile calls for, by the `when` of each risk: where one area runs ahead of what should guard it."""

from rubric.institutions import Risk
from rubric.model import Rubric
from rubric.profile import Profile, Sheet
from rubric.scoring import ATTAINED


def risks_due(rubric: Rubric, profile: Profile, sheet: Sheet) -> tuple[Risk, ...]:
    """The risks whose profile this is, in page order. Without an answer to a guarding area nothing is said of it."""
    return tuple(each for each in rubric.institutions.risks.risks if _is_due(each, rubric, profile, sheet))


def _is_due(risk: Risk, rubric: Rubric, profile: Profile, sheet: Sheet) -> bool:
    when = risk.when
    if when is None or when.competency not in profile.competencies:
        return False
    ahead = profile.competencies[when.competency].level >= when.at_least
    return ahead and any(is_lacking(each, rubric, profile, sheet) for each in when.unless)


def is_lacking(about: str, rubric: Rubric, profile: Profile, sheet: Sheet) -> bool:
    """Whether a statement is known not to hold: rated low, or above the level where its area stands."""
    statement = rubric.statement_by_id[about]
    standing = profile.competencies.get(statement.competency)
    if standing is None:
        return False
    if about in sheet.ratings:
        return sheet.ratings[about] not in ATTAINED
    return statement.level > standing.level
