"""What it would take: the smallest set of statements, exact, against trying out every set."""

from collections.abc import Mapping
from itertools import combinations
from random import Random

from rubric.loading import load_rubric
from rubric.model import Rating, Rubric
from rubric.profile import Sheet
from rubric.raising import effort, raised, supposed, what_it_takes
from rubric.scoring import standing_in
from tests.rubric.independent import independent_profile, table_of
from tests.rubric.officials import ratings_of

RUBRIC = load_rubric()
TABLE = table_of(RUBRIC)
PROFILES = 1000


def random_sheet(chance: Random) -> tuple[str, Sheet]:
    """An area and a sheet for it: in any order, with gaps, or asked level by level as the ladder asks."""
    area = chance.choice(RUBRIC.competencies)
    answered = chance.choice([0.4, 0.8, 1.0])
    ratings = {each.id: chance.choice(ratings_of(each)) for each in area.statements if chance.random() < answered}
    return area.id, Sheet(ratings, {} if ratings else {area.id: chance.randint(1, 5)})


def level_by_hand(area: str, sheet: Sheet) -> int:
    answers: Mapping[str, str] = {**sheet.ratings, **{f"quick.{each}": str(n) for each, n in sheet.guesses.items()}}
    found = independent_profile(TABLE, answers)["competencies"]
    assert isinstance(found, dict)
    return int(found[area]["level"])


def smallest_by_trying(rubric: Rubric, area: str, sheet: Sheet) -> tuple[int, int]:
    """Size and effort of the best set, found by trying all sets of all statements."""
    level = level_by_hand(area, sheet)
    levels = {each.id: each.level for each in rubric.competency_by_id[area].statements}
    ids = [each for each in levels if sheet.ratings.get(each) != Rating.NA]
    up_to_next = Sheet({each: rating for each, rating in sheet.ratings.items() if levels[each] <= level + 1})
    for size in range(1, len(ids) + 1):
        fitting = [
            sum(effort(rubric, one) for one in each)
            for each in combinations(ids, size)
            if all(levels[one] <= level + 1 for one in each)
            and level_by_hand(area, raised(up_to_next, dict.fromkeys(each, Rating.FULLY))) > level
        ]
        if fitting:
            return size, min(fitting)
    raise AssertionError


def test_it_equals_an_exhaustive_search_on_random_profiles() -> None:
    chance = Random(5)
    looked_at = 0

    for _ in range(PROFILES):
        area, sheet = random_sheet(chance)
        needed = what_it_takes(RUBRIC, area, sheet)
        if needed is None:
            assert level_by_hand(area, sheet) == 5
            continue
        looked_at += 1
        efforts = sum(effort(RUBRIC, each.about) for each in needed.raises)
        assert (len(needed.raises), efforts) == smallest_by_trying(RUBRIC, area, sheet)
        assert level_by_hand(area, raised(sheet, {each.about: each.to for each in needed.raises})) == needed.reached
        assert needed.reached > needed.level

    assert looked_at > PROFILES * 0.8


def test_nothing_is_raised_further_than_it_has_to_be() -> None:
    sheet = Sheet({"open_data.portal": Rating.NO})

    needed = what_it_takes(RUBRIC, "open_data", sheet)

    assert needed is not None
    assert [(each.about, each.to) for each in needed.raises] == [("open_data.portal", Rating.MOSTLY)]


def test_the_sheet_itself_stays_as_it_was() -> None:
    sheet = Sheet({"open_data.portal": Rating.NO})

    what_it_takes(RUBRIC, "open_data", sheet)

    assert sheet == Sheet({"open_data.portal": Rating.NO})
    assert standing_in(RUBRIC, "open_data", sheet) is not None


def test_without_an_answer_or_at_the_top_nothing_is_needed() -> None:
    assert what_it_takes(RUBRIC, "analytics", Sheet()) is None
    assert what_it_takes(RUBRIC, "analytics", Sheet(guesses={"analytics": 5})) is None


def test_supposing_does_not_pull_down_what_the_quick_check_guessed() -> None:
    sheet = Sheet(guesses={"open_data": 3})

    standing = standing_in(RUBRIC, "open_data", supposed(RUBRIC, sheet, ["open_data.requests"]))

    assert standing is not None
    assert standing.level == 3
