"""The ladder: it asks little, and still comes to the level that all answers would give."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric.ladder import costs, next_statement, questions_left
from rubric.model import Competency, Rating
from rubric.profile import Sheet, Standing
from rubric.scoring import score
from tests.bench.ladder import walk_all
from tests.rubric.officials import consistent_answers, ratings_of
from tests.rubric.small import small_rubric

RUBRIC = small_rubric()
AREAS = st.sampled_from(RUBRIC.competencies)
GUESSES = st.sampled_from([None, 1, 2, 3, 4, 5])


def climb(
    area: Competency, answers: Mapping[str, Rating], guess: int | None, given: Mapping[str, Rating] | None = None
) -> Iterator[dict[str, Rating]]:
    """The ratings before each question of the ladder, and after the last one."""
    ratings = dict(given or {})
    yield dict(ratings)
    while statement := next_statement(RUBRIC, area.id, ratings, guess):
        assert statement.id not in ratings
        assert statement in area.statements
        ratings[statement.id] = answers[statement.id]
        yield dict(ratings)


def standing(area: Competency, ratings: Mapping[str, Rating]) -> Standing:
    return score(RUBRIC, Sheet(ratings)).competencies[area.id]


@st.composite
def officials(draw: st.DrawFn) -> tuple[Competency, int, Mapping[str, Rating]]:
    area = draw(AREAS)
    return area, *draw(consistent_answers(area))


@st.composite
def answered(draw: st.DrawFn) -> tuple[Competency, dict[str, Rating], dict[str, Rating]]:
    """A competency, any answers to all of it however inconsistent, and some that were given before."""
    area = draw(AREAS)
    answers = {each.id: draw(st.sampled_from(ratings_of(each))) for each in area.statements}
    before = draw(st.sets(st.sampled_from(sorted(answers))))
    return area, answers, {about: answers[about] for about in before}


@given(officials(), GUESSES)
def test_a_consistent_official_gets_the_level_of_all_answers(
    official: tuple[Competency, int, Mapping[str, Rating]], guess: int | None
) -> None:
    area, true, answers = official

    *_, asked = climb(area, answers, guess)

    assert standing(area, asked).level == standing(area, answers).level == true
    assert standing(area, asked).blocking == standing(area, answers).blocking


@given(answered(), GUESSES)
def test_whatever_is_answered_the_ladder_ends_with_all_that_the_advice_needs(
    case: tuple[Competency, dict[str, Rating], dict[str, Rating]], guess: int | None
) -> None:
    area, answers, before = case

    *_, asked = climb(area, answers, guess, before)

    level = standing(area, asked).level
    assert all(each.id in asked for each in area.by_level.get(level + 1, ()))
    assert len(asked) <= len(area.statements)


@given(answered(), GUESSES)
def test_no_question_is_asked_beyond_the_lowest_level_that_fails(
    case: tuple[Competency, dict[str, Rating], dict[str, Rating]], guess: int | None
) -> None:
    area, answers, before = case
    failing = min((level for level in area.by_level if _fails(area, level, before)), default=6)

    *_, asked = climb(area, answers, guess, before)

    assert all(RUBRIC.statement_by_id[about].level <= failing for about in set(asked) - set(before))


def _fails(area: Competency, level: int, ratings: Mapping[str, Rating]) -> bool:
    """Even with the best answers to all that was not asked the level would not hold."""
    best = {each.id: ratings.get(each.id, Rating.FULLY) for each in area.statements if each.level <= level}
    beneath = {about: Rating.FULLY if RUBRIC.statement_by_id[about].level < level else best[about] for about in best}
    return standing(area, beneath).level < level


@given(officials(), GUESSES)
def test_going_back_asks_the_same_again(
    official: tuple[Competency, int, Mapping[str, Rating]], guess: int | None
) -> None:
    area, _, answers = official
    *_, asked = climb(area, answers, guess)
    dropped = list(asked)[-1]

    again = next_statement(RUBRIC, area.id, {each: asked[each] for each in asked if each != dropped}, guess)

    assert again is not None
    assert again.id == dropped


@given(officials(), GUESSES)
def test_orphans_change_nothing(official: tuple[Competency, int, Mapping[str, Rating]], guess: int | None) -> None:
    area, _, answers = official
    orphans = {f"{area.id}.long_gone": Rating.NO, "weather.rain": Rating.FULLY}

    for ratings in climb(area, answers, guess):
        assert next_statement(RUBRIC, area.id, ratings | orphans, guess) == next_statement(
            RUBRIC, area.id, ratings, guess
        )


@pytest.mark.parametrize("guess", [1, 2, 3, 4, 5])
def test_a_guess_is_where_the_ladder_starts(guess: int) -> None:
    for area in RUBRIC.competencies:
        first = next_statement(RUBRIC, area.id, {}, guess)

        assert first == area.by_level[max(2, guess)][0]


def test_essential_statements_are_asked_first_and_a_no_there_leads_down_at_once() -> None:
    first = next_statement(RUBRIC, "decisions", {}, 4)
    second = next_statement(RUBRIC, "decisions", {"decisions.acts_on_kpis": Rating.NO}, 4)

    assert first is not None
    assert second is not None
    assert (first.id, second.id) == ("decisions.acts_on_kpis", "decisions.limited_use")


def test_what_can_no_longer_change_a_level_is_skipped() -> None:
    ratings = {"open_data.mandate": Rating.FULLY, "open_data.review": Rating.FULLY}

    following = next_statement(RUBRIC, "open_data", ratings, 3)

    assert following is not None
    assert following.level == 4


def test_a_level_left_half_asked_by_an_earlier_check_is_settled_first() -> None:
    ratings = {"services.pockets": Rating.MOSTLY}

    following = next_statement(RUBRIC, "services", ratings, 5)

    assert following is not None
    assert following.id == "services.some_sharing"


@given(officials(), GUESSES)
def test_the_number_of_questions_left_is_honest(
    official: tuple[Competency, int, Mapping[str, Rating]], guess: int | None
) -> None:
    area, _, answers = official
    steps = list(climb(area, answers, guess))

    said = [questions_left(RUBRIC, area.id, ratings, guess) for ratings in steps]

    assert said[-1] == 0
    for ratings, left in zip(steps[:-1], said, strict=False):
        assert 1 <= left <= len(area.statements) - len(ratings)


@given(officials(), GUESSES)
def test_the_number_of_questions_expected_in_all_does_not_jump_around(
    official: tuple[Competency, int, Mapping[str, Rating]], guess: int | None
) -> None:
    area, _, answers = official
    steps = list(climb(area, answers, guess))

    expected = [len(ratings) + questions_left(RUBRIC, area.id, ratings, guess) for ratings in steps]

    most = 3 if guess is None else 5  # a guess that proves wrong is a surprise
    assert all(abs(after - before) <= most for before, after in pairwise(expected))


@pytest.mark.parametrize("area", ["analytics", "decisions"])
@pytest.mark.parametrize("guess", [None, 1, 2, 3, 4, 5])
def test_the_counted_costs_are_those_of_every_single_walk(area: str, guess: int | None) -> None:
    walked = walk_all(RUBRIC, RUBRIC.competency_by_id[area], guess)

    counted = costs(RUBRIC, area, guess)

    for true, crowd in walked.items():
        assert counted[true].mean == pytest.approx(crowd.mean)
        assert counted[true].worst == crowd.worst


def test_it_asks_less_than_a_ladder_that_always_starts_in_the_middle() -> None:
    def questions(guess: int | None) -> tuple[float, int]:
        each = [costs(RUBRIC, area.id, guess).values() for area in RUBRIC.competencies]
        return sum(cost.mean for levels in each for cost in levels) / 5, sum(max(c.worst for c in e) for e in each)

    ours, from_the_middle = questions(None), questions(3)

    assert ours[0] < from_the_middle[0]
    assert ours[1] < from_the_middle[1]
