"""The advice: what is recommended, what never is, and in which order."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric.advice import MOST_FROM_ONE, NextStep, advise, top
from rubric.loading import load_rubric
from rubric.model import Rating, Rubric
from rubric.profile import Sheet
from rubric.scoring import ATTAINED, score
from tests.rubric.officials import sheets
from tests.rubric.small import small_rubric

RUBRIC = small_rubric()
PLAYBOOK = load_rubric()
SHEETS = sheets(RUBRIC)


def steps_for(sheet: Sheet, rubric: Rubric = RUBRIC) -> tuple[NextStep, ...]:
    return advise(rubric, score(rubric, sheet), sheet)


def ids(steps: tuple[NextStep, ...]) -> list[str]:
    return [step.tactic.id for step in steps]


def place(steps: tuple[NextStep, ...], tactic: str) -> int:
    return ids(steps).index(tactic)


@given(SHEETS, st.randoms())
def test_the_same_answers_get_the_same_advice_in_whatever_order_they_came(sheet: Sheet, chance: Random) -> None:
    ratings, guesses = list(sheet.ratings.items()), list(sheet.guesses.items())
    chance.shuffle(ratings)
    chance.shuffle(guesses)

    again = steps_for(Sheet(dict(ratings), dict(guesses), sheet.symptoms))

    assert again == steps_for(sheet)
    assert len(set(ids(again))) == len(again)


@given(SHEETS)
def test_what_already_holds_is_never_recommended(sheet: Sheet) -> None:
    profile = score(RUBRIC, sheet)

    for step in advise(RUBRIC, profile, sheet):
        helped = [RUBRIC.statement_by_id[each] for each in step.tactic.helps]
        level = profile.competencies[step.competency].level
        assert any(each.level > level and sheet.ratings.get(each.id) not in ATTAINED for each in helped)
        assert step.tactic.from_level == level == step.level


@given(SHEETS)
def test_for_everything_that_stands_in_the_way_there_is_a_tactic(sheet: Sheet) -> None:
    profile = score(RUBRIC, sheet)

    helped = {each for step in advise(RUBRIC, profile, sheet) for each in step.tactic.helps}

    assert all(helped.issuperset(standing.blocking) for standing in profile.competencies.values())


@given(SHEETS)
def test_a_reason_is_a_blocking_statement_with_what_was_said_of_it(sheet: Sheet) -> None:
    profile = score(RUBRIC, sheet)

    for step in advise(RUBRIC, profile, sheet):
        assert step.because in profile.competencies[step.competency].blocking
        assert step.because in step.tactic.helps
        assert step.rating == sheet.ratings.get(step.because)
        assert step.symptom is None or step.symptom in sheet.symptoms.intersection(step.tactic.eases)


@given(SHEETS, st.data())
def test_a_better_rating_elsewhere_takes_no_advice_away(sheet: Sheet, data: st.DataObject) -> None:
    raised, kept = data.draw(st.permutations(list(RUBRIC.competency_by_id)))[:2]
    better = {each.id: Rating.FULLY for each in RUBRIC.competency_by_id[raised].statements}

    before = {step.tactic.id for step in steps_for(sheet) if step.competency == kept}
    after = set(ids(steps_for(sheet._replace(ratings={**sheet.ratings, **better}))))

    assert before <= after


@given(SHEETS)
def test_the_steps_on_top_are_spread_when_there_is_a_choice(sheet: Sheet) -> None:
    steps = steps_for(sheet)
    others = {step.competency for step in steps}

    best = top(steps, 3)

    assert len(best) == min(3, len(steps))
    assert list(best) == [step for step in steps if step in best]
    if len(others) > 1:
        assert max(sum(each.competency == area for each in best) for area in others) <= MOST_FROM_ONE
    if steps:
        assert best[0] == steps[0]


def test_a_city_at_the_top_gets_no_advice() -> None:
    everything = Sheet(dict.fromkeys(RUBRIC.statement_by_id, Rating.FULLY))

    assert steps_for(everything) == ()
    assert top(()) == ()


def test_a_guess_is_reason_enough() -> None:
    step = steps_for(Sheet({}, {"analytics": 2}))[0]

    assert (step.because, step.rating, step.level) == ("analytics.forecast", None, 2)


def test_the_reason_is_the_essential_statement() -> None:
    sheet = Sheet({"decisions.understands": Rating.FULLY, "decisions.limited_use": Rating.PARTLY})

    step = next(step for step in steps_for(sheet) if step.tactic.id == "decisions.all_of_3")

    assert (step.because, step.rating) == ("decisions.limited_use", Rating.PARTLY)


@pytest.mark.parametrize(
    ("sheet", "better", "worse"),
    [
        pytest.param(Sheet({}, {"services": 2}), "services.all_of_3", "services.for_city_strategy", id="helps several"),
        pytest.param(
            Sheet({}, {"decisions": 3}),
            "decisions.for_acts_on_kpis",
            "decisions.for_informed",
            id="helps an essential one",
        ),
        pytest.param(
            Sheet({}, {"analytics": 1, "open_data": 4}),
            "analytics.for_causes",
            "open_data.for_embedded_rules",
            id="the area furthest behind",
        ),
        pytest.param(
            Sheet({"ecosystems.policies": Rating.PARTLY, "ecosystems.sensors": Rating.FULLY}, {"services": 1}),
            "ecosystems.for_policies",
            "services.for_pockets",
            id="nearly there",
        ),
        pytest.param(
            Sheet({}, {"ecosystems": 3}), "ecosystems.for_crowdsourcing", "ecosystems.for_private_exchange", id="cheap"
        ),
        pytest.param(
            Sheet({}, {"ecosystems": 1, "open_data": 1}, frozenset({"ecosystems.poor_quality"})),
            "ecosystems.all_of_2",
            "open_data.all_of_2",
            id="eases what was ticked",
        ),
    ],
)
def test_the_rank_rewards(sheet: Sheet, better: str, worse: str) -> None:
    steps = steps_for(sheet)

    assert place(steps, better) < place(steps, worse)


def test_equals_stand_in_the_order_of_the_content() -> None:
    steps = steps_for(Sheet({}, dict.fromkeys(RUBRIC.competency_by_id, 2)))
    order = [tactic.id for tactic in RUBRIC.tactics]

    assert list(steps) == sorted(steps, key=lambda step: (-step.rank, order.index(step.tactic.id)))


def test_where_no_tactic_of_the_next_transition_helps_another_one_does() -> None:
    left = tuple(each for each in RUBRIC.tactics if "open_data.portal" not in each.helps)
    early = next(each for each in RUBRIC.tactics if each.id == "open_data.for_mandate")
    late = early.model_copy(update={"id": "open_data.portal_later", "helps": ("open_data.portal",)})
    rubric = RUBRIC.model_copy(update={"tactics": (*left, late)})

    assert ids(steps_for(Sheet({"open_data.portal": Rating.NO}), rubric)) == ["open_data.portal_later"]


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(RUBRIC.competency_by_id, st.integers(1, 4))))
def test_the_playbook_has_a_tactic_for_every_obstacle(guesses: dict[str, int]) -> None:
    profile = score(PLAYBOOK, Sheet({}, guesses))

    steps = advise(PLAYBOOK, profile, Sheet({}, guesses))

    helped = {each for step in steps for each in step.tactic.helps}
    assert all(helped.issuperset(standing.blocking) for standing in profile.competencies.values())
    assert all(step.tactic.from_level == step.level for step in steps)
