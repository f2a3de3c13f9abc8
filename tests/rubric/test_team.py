"""Votes: counted, put in the middle, and named by how far they agree."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubric.loading import load_rubrics
from rubric.model import Rating
from rubric.team import LEVELS, RATINGS, count_votes, team_profile
from tests.rubric import independent_team
from tests.rubric.independent import table_of

RUBRIC = load_rubrics(None)["en"]
STATEMENTS = sorted(RUBRIC.statement_by_id)
VOTES = st.lists(st.sampled_from([*RATINGS, "unknown"]), max_size=15)
LEVEL_VOTES = st.lists(st.sampled_from([*LEVELS, "unknown"]), max_size=15)
SHEETS = st.one_of(
    st.dictionaries(st.sampled_from(STATEMENTS), VOTES, max_size=25),
    st.dictionaries(st.sampled_from([f"quick.{each}" for each in RUBRIC.competency_by_id]), LEVEL_VOTES),
)


@pytest.mark.parametrize(
    ("votes", "median", "agreement"),
    [
        ("fully", "fully", None),
        ("fully fully", "fully", "unanimous"),
        ("mostly fully", "mostly", "close"),
        ("partly mostly fully", "mostly", "split"),
        ("no fully", "no", "contested"),
        ("no no mostly mostly", "no", "contested"),
        ("no no no no no mostly", "no", "split"),
        ("no no no no no no no mostly mostly", "no", "split"),
        ("unknown na", None, None),
        ("unknown fully na", "fully", None),
    ],
)
def test_votes_have_a_middle_and_a_word(votes: str, median: str | None, agreement: str | None) -> None:
    count = count_votes("open_data.portal", votes.split())

    assert count.median == median
    assert count.agreement == agreement


def test_without_ratings_the_team_says_what_most_said() -> None:
    assert count_votes("open_data.portal", ["unknown", "na", "na"]).outcome == Rating.NA
    assert count_votes("open_data.portal", ["unknown", "na"]).outcome == Rating.UNKNOWN
    assert count_votes("open_data.portal", []).outcome is None


@given(st.one_of(st.tuples(st.just("quick.open_data"), LEVEL_VOTES), st.tuples(st.just("open_data.portal"), VOTES)))
def test_a_count_equals_an_independent_one(question: tuple[str, list[str]]) -> None:
    about, votes = question

    count = count_votes(about, votes)

    assert count.voted == len(votes)
    assert count.median == independent_team.lower_median(votes)
    assert count.agreement == independent_team.agreement(votes)
    assert count.outcome == independent_team.outcome(votes)


@given(VOTES)
def test_the_order_of_votes_does_not_matter(votes: list[str]) -> None:
    shuffled = sorted(votes)

    assert count_votes("open_data.portal", votes) == count_votes("open_data.portal", shuffled)


@given(SHEETS)
def test_a_teams_profile_equals_an_independent_one(votes: Mapping[str, list[str]]) -> None:
    counts = {about: count_votes(about, each) for about, each in votes.items()}

    found = team_profile(RUBRIC, counts)

    assert found.profile.as_json() == independent_team.independent_team(table_of(RUBRIC), votes)


@given(SHEETS)
def test_a_level_lies_within_its_band(votes: Mapping[str, list[str]]) -> None:
    found = team_profile(RUBRIC, {about: count_votes(about, each) for about, each in votes.items()})

    assert all(each.low <= each.level <= each.top for each in found.spreads.values())


def test_what_the_rubric_does_not_know_is_left_aside() -> None:
    found = team_profile(RUBRIC, {"open_data.gone": count_votes("open_data.gone", ["no", "fully"])})

    assert found.profile.competencies == {}
    assert found.disputed == ()
