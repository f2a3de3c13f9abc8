"""Made-up officials: random sheets of answers, and consistent ones whose true level is known."""

from collections.abc import Mapping
from functools import cache
from itertools import product

from hypothesis import strategies as st

from rubric.model import Competency, Rating, Rubric, Statement
from rubric.profile import Sheet
from rubric.scoring import tally_levels
from tests.rubric.small import small_rubric

LEVELS = range(1, 6)


def ratings_of(statement: Statement) -> list[Rating]:
    return [each for each in Rating if each != Rating.NA or statement.may_not_apply]


def sheets(rubric: Rubric) -> st.SearchStrategy[Sheet]:
    """Any sheet: every statement may lack an answer, every competency may have a guess."""
    choices = {each.id: st.sampled_from(ratings_of(each)) for each in rubric.statement_by_id.values()}
    levels = dict.fromkeys(rubric.competency_by_id, st.sampled_from(LEVELS))
    return st.builds(
        Sheet,
        ratings=st.one_of(st.fixed_dictionaries(choices), st.fixed_dictionaries({}, optional=choices)),
        guesses=st.fixed_dictionaries({}, optional=levels),
        symptoms=st.frozensets(st.sampled_from(sorted(rubric.symptom_by_id))),
    )


@st.composite
def consistent_answers(draw: st.DrawFn, area: Competency) -> tuple[int, Mapping[str, Rating]]:
    """A true level and an answer to every statement of the small rubric: the levels up to the true one hold."""
    true = draw(st.sampled_from(LEVELS))
    answers: dict[str, Rating] = {}
    for level in area.by_level:
        answers |= draw(st.sampled_from(_patterns(area.id, level)[level <= true]))
    return true, answers


@cache
def _patterns(area_id: str, level: int) -> tuple[list[dict[str, Rating]], list[dict[str, Rating]]]:
    """All ways of answering one level: those that let it fail, and those that make it hold."""
    rubric = small_rubric()
    area = rubric.competency_by_id[area_id]
    statements = area.by_level[level]
    failing: list[dict[str, Rating]] = []
    holding: list[dict[str, Rating]] = []
    for ratings in product(*(ratings_of(each) for each in statements)):
        answers = {each.id: rating for each, rating in zip(statements, ratings, strict=True)}
        holds = tally_levels(rubric.scoring, area, answers)[level].holds
        (holding if holds else failing).append(answers)
    return failing, holding
