"""One advocate first, later a role for each gap."""

from rubric.loading import load_rubric
from rubric.model import Rating, Rubric
from rubric.profile import Profile, Sheet
from rubric.roles import callings, needs_an_advocate
from rubric.scoring import score

RUBRIC = load_rubric()


def guessed(level: int) -> Profile:
    return score(RUBRIC, Sheet({}, dict.fromkeys(RUBRIC.competency_by_id, level), frozenset()))


def ready(rubric: Rubric, profile: Profile) -> set[str]:
    return {each.role.id.partition(".")[2] for each in callings(rubric, profile) if each.is_ready}


def test_at_the_lowest_level_one_advocate_is_enough() -> None:
    assert needs_an_advocate(guessed(1))
    assert ready(RUBRIC, guessed(1)) == set()


def test_without_a_level_an_advocate_is_a_start() -> None:
    assert needs_an_advocate(score(RUBRIC, Sheet({"open_data.portal": Rating.FULLY}, {}, frozenset())))


def test_roles_come_with_the_levels() -> None:
    assert ready(RUBRIC, guessed(2)) == {"data_officer", "inclusion_officer"}
    assert len(ready(RUBRIC, guessed(3))) == 5
    assert not needs_an_advocate(guessed(2))


def test_a_role_answers_to_what_stands_in_the_way_of_the_next_level() -> None:
    officer = callings(RUBRIC, guessed(2))[0]

    assert "open_data.mandate" in officer.gaps
    assert "open_data.all_open" not in officer.gaps


def test_nothing_that_can_stand_in_the_way_is_without_a_role() -> None:
    filled = {each for role in RUBRIC.institutions.leadership.roles for each in role.fills}

    assert filled == set(RUBRIC.statement_by_id)
