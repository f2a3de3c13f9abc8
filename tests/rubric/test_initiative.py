"""What an initiative changes: by example, by its properties, and against a computation of its own."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rubric.initiative import asked_before, asked_with, with_initiative
from rubric.model import Rating
from rubric.profile import Sheet
from rubric.scoring import impact, score
from tests.rubric.independent import independent_profile, table_of
from tests.rubric.officials import ratings_of, sheets
from tests.rubric.small import small_rubric

RUBRIC = small_rubric()
TABLE = table_of(RUBRIC)
SHEETS = sheets(RUBRIC)
BROUGHT = st.fixed_dictionaries(
    {}, optional={each.id: st.sampled_from(ratings_of(each)) for each in RUBRIC.statement_by_id.values()}
)
FEWER = settings(max_examples=60)
"""Two sheets of 43 statements take their time to make up."""
WORTH = {"fully": 3, "mostly": 2, "partly": 1, "no": 0, "unknown": 0}
ONE_STATEMENT = {"open_data": "portal", "analytics": "causes", "decisions": "understands"}


def levels(answers: Mapping[str, str]) -> dict[str, int]:
    """By the second implementation."""
    found = independent_profile(TABLE, answers)["competencies"]
    assert isinstance(found, dict)
    return {area: standing["level"] for area, standing in found.items()}


def reached(before: Sheet, brought: Mapping[str, Rating]) -> tuple[str, dict[str, tuple[int, int]]]:
    """What an initiative changes, worked out in plain words and without looking at ours."""
    was: dict[str, str] = {about: str(rating) for about, rating in before.ratings.items()}
    was |= {f"quick.{area}": str(level) for area, level in before.guesses.items()}
    now = dict(was)
    for area, rows in TABLE.items():
        if any(row["id"] in brought for row in rows) and not any(row["id"] in was for row in rows):
            now |= {row["id"]: "mostly" for row in rows if row["level"] <= int(was.get(f"quick.{area}", 0))}
    held = levels(now)
    for area, rows in TABLE.items():
        for row in (each for each in rows if each["id"] in brought and each["level"] > held.get(area, 1)):
            old, rating = now.get(row["id"], "no"), str(brought[row["id"]])
            if old != "na" and rating != "na" and WORTH[rating] > WORTH[old]:
                now[row["id"]] = rating
    then = levels(now)
    moves = {area: (level, then[area]) for area, level in levels(was).items()}
    gained = len([area for area, (old, new) in moves.items() if new > old])
    return ["none", "narrow", "medium", "broad", "broad", "broad"][gained], moves


@FEWER
@given(SHEETS, BROUGHT)
def test_it_agrees_with_an_independent_computation(before: Sheet, brought: Mapping[str, Rating]) -> None:
    found = impact(RUBRIC, before, with_initiative(RUBRIC, before, brought))

    assert (found.reach, dict(found.moves)) == reached(before, brought)


@FEWER
@given(SHEETS, BROUGHT)
def test_an_initiative_takes_nothing_away(before: Sheet, brought: Mapping[str, Rating]) -> None:
    found = impact(RUBRIC, before, with_initiative(RUBRIC, before, brought))

    assert all(level <= higher for level, higher in found.moves.values())


@given(SHEETS)
def test_an_initiative_that_brings_nothing_reaches_nowhere(before: Sheet) -> None:
    assert with_initiative(RUBRIC, before, {}) == before
    assert impact(RUBRIC, before, before).reach == "none"


@pytest.mark.parametrize(("gaining", "reach"), list(enumerate(["none", "narrow", "medium", "broad"])))
def test_the_reach_follows_the_number_of_areas_that_gain_a_level(gaining: int, reach: str) -> None:
    before = Sheet({f"{area}.{name}": Rating.NO for area, name in ONE_STATEMENT.items()})
    brought = dict.fromkeys(list(before.ratings)[:gaining], Rating.FULLY)

    assert impact(RUBRIC, before, with_initiative(RUBRIC, before, brought)).reach == reach


def test_two_levels_gained_in_one_area_are_still_narrow() -> None:
    before = Sheet({"analytics.causes": Rating.NO})
    brought = {"analytics.causes": Rating.FULLY, "analytics.forecast": Rating.MOSTLY}

    found = impact(RUBRIC, before, with_initiative(RUBRIC, before, brought))

    assert found == ("narrow", {"analytics": (1, 3)})


def test_the_rule_is_that_of_the_rubric_file() -> None:
    rubric = RUBRIC.model_copy(update={"impact": RUBRIC.impact.model_copy(update={"broad": 4})})
    before = Sheet(dict.fromkeys([f"{area}.{name}" for area, name in ONE_STATEMENT.items()], Rating.NO))
    after = with_initiative(rubric, before, dict.fromkeys(before.ratings, Rating.FULLY))

    assert impact(rubric, before, after).reach == "medium"


def asked_in_turn(before: Sheet, area: str, answer: Rating) -> list[str]:
    """The statements that are asked of an initiative, each answered alike."""
    brought: dict[str, Rating] = {}
    while statement := asked_with(RUBRIC, area, before, brought):
        brought[statement.id] = answer
    return list(brought)


@given(SHEETS, st.sampled_from(list(TABLE)), st.sampled_from([Rating.FULLY, Rating.MOSTLY, Rating.NO]))
def test_only_what_could_rise_is_asked_and_nothing_twice(before: Sheet, area: str, answer: Rating) -> None:
    asked = asked_in_turn(before, area, answer)

    assert len(asked) == len(set(asked))
    assert not any(before.ratings.get(about) in {Rating.FULLY, Rating.NA} for about in asked)


@given(SHEETS, st.sampled_from(list(TABLE)))
def test_an_initiative_without_effect_is_asked_about_one_level_only(before: Sheet, area: str) -> None:
    asked = asked_in_turn(before, area, Rating.NO)

    standing = score(RUBRIC, before).competencies.get(area)
    assert {RUBRIC.statement_by_id[about].level for about in asked} <= {standing.level + 1 if standing else 0}


@given(SHEETS, st.sampled_from(list(TABLE)))
def test_an_initiative_that_establishes_everything_reaches_the_top(before: Sheet, area: str) -> None:
    if area not in score(RUBRIC, before).competencies:
        return
    brought = dict.fromkeys(asked_in_turn(before, area, Rating.FULLY), Rating.FULLY)

    after = with_initiative(RUBRIC, before, brought)

    assert score(RUBRIC, after).competencies[area].level == 5


@given(SHEETS, st.sampled_from(list(TABLE)))
def test_above_a_level_that_is_gained_nothing_is_asked_that_changes_nothing(before: Sheet, area: str) -> None:
    """Whatever is asked up there can still bring the level: all that is left would do."""
    brought: dict[str, Rating] = {}
    held = score(RUBRIC, before).competencies.get(area)
    while statement := asked_with(RUBRIC, area, before, brought):
        rest = {each.id: Rating.FULLY for each in RUBRIC.competency_by_id[area].by_level[statement.level]}
        best = score(RUBRIC, with_initiative(RUBRIC, before, {**rest, **brought})).competencies[area]
        assert held is not None
        assert best.level >= statement.level or statement.level == held.level + 1
        brought[statement.id] = Rating.FULLY if len(brought) < 3 else Rating.NO


def test_a_guess_of_the_quick_check_is_enough_for_the_time_before() -> None:
    guessed = Sheet({}, {"analytics": 3})

    assert asked_before(RUBRIC, "analytics", guessed) is None
    assert asked_in_turn(guessed, "analytics", Rating.NO) == ["analytics.prescribe"]


def test_without_a_guess_the_ladder_asks() -> None:
    assert asked_before(RUBRIC, "analytics", Sheet()) is not None
