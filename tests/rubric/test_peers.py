"""Figures of cities alike: five at least behind each, rounded, and told anew only when nobody can be told apart."""

import pytest

from rubric.peers import FEWEST, City, Move, differ_enough, figures_of

HERE = City({"analytics": 2, "services": 3})


def test_of_four_cities_nothing_is_told_and_of_five_a_distribution() -> None:
    assert figures_of([HERE] * 4) is None

    figures = figures_of([HERE] * 4 + [City({"analytics": 4})])

    assert figures is not None
    assert figures.cities == 5
    assert figures.shares == {"analytics": (0, 4, 0, 1, 0)}


def test_cities_without_a_result_do_not_count() -> None:
    assert figures_of([HERE] * 4 + [City({})] * 10) is None


def test_shares_are_rounded_to_fifths_and_numbers_down_to_fives() -> None:
    figures = figures_of([HERE] * 11 + [City({"analytics": 5})])

    assert figures is not None
    assert figures.cities == 10
    assert figures.shares["analytics"] == (0, 5, 0, 0, 0)


def test_a_move_is_told_when_five_have_made_it_and_a_step_when_five_of_them_have_done_it() -> None:
    def mover(*done: str) -> City:
        return City({"analytics": 3}, {"analytics": (2, 3)}, frozenset(done))

    four = figures_of([mover("analytics.a")] * 4 + [HERE])
    seven = figures_of([mover("analytics.a", "analytics.b")] * 4 + [mover("analytics.a")] * 3)

    assert four is not None
    assert four.moves == ()
    assert seven is not None
    assert seven.moves == (Move("analytics", 2, 3, 5, ("analytics.a",)),)


def test_what_fell_or_stayed_is_no_move() -> None:
    figures = figures_of([City({"analytics": 2}, {"analytics": (3, 2), "services": (2, 2)})] * 6)

    assert figures is not None
    assert figures.moves == ()


@pytest.mark.parametrize("different", range(FEWEST))
def test_whoever_watches_figures_change_cannot_tell_who_came_left_or_moved(different: int) -> None:
    told = {f"city{number}": "a" for number in range(10)}

    for now in (
        told | {f"new{number}": "a" for number in range(different)},
        {city: sign for city, sign in told.items() if int(city[4:]) >= different},
        told | {f"city{number}": "b" for number in range(different)},
    ):
        assert not differ_enough(told, now)


def test_figures_are_told_for_the_first_time_and_after_five_changes() -> None:
    told = {f"city{number}": "a" for number in range(10)}

    assert differ_enough({}, told)
    assert differ_enough(told, told | {f"new{number}": "a" for number in range(5)})
