"""The scoring rule: by example, by its properties, and against a second implementation."""

from random import Random

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

from rubric.model import Rating
from rubric.profile import Profile, Sheet
from rubric.scoring import AnswerError, read_sheet, score
from tests.broken.average_scoring import average_score
from tests.rubric.independent import independent_profile, table_of
from tests.rubric.officials import ratings_of, sheets
from tests.rubric.small import small_rubric

RUBRIC = small_rubric()
TABLE = table_of(RUBRIC)
SHEETS = sheets(RUBRIC)
BRIEF = settings(max_examples=200, phases=[Phase.generate])
ORDER = [Rating.NO, Rating.PARTLY, Rating.MOSTLY, Rating.FULLY]


def standing(area: str, said: str, **more: str) -> tuple[object, ...]:
    """`said` names ratings in the order of the page, `-` for no answer."""
    ids = [each.id for each in RUBRIC.competency_by_id[area].statements]
    answers: dict[str, object] = {about: word for about, word in zip(ids, said.split(), strict=False) if word != "-"}
    return tuple(score(RUBRIC, read_sheet(RUBRIC, answers | more)).competencies[area])


def independent(sheet: Sheet) -> dict[str, object]:
    guesses = {f"quick.{area}": str(level) for area, level in sheet.guesses.items()}
    return independent_profile(TABLE, {about: str(rating) for about, rating in sheet.ratings.items()} | guesses)


@pytest.mark.parametrize(
    ("area", "said", "expected"),
    [
        pytest.param("open_data", "no", (1, 1, 0.0, (), ("open_data.portal",)), id="nobody stands below one"),
        pytest.param(
            "open_data",
            "mostly mostly partly fully no",
            (3, 3, 0.0, (), ("open_data.all_open", "open_data.user_support", "open_data.requests")),
            id="mostly on average is enough",
        ),
        pytest.param(
            "open_data",
            "fully partly fully fully",
            (2, 2, 0.78, (), ("open_data.mandate",)),
            id="an essential statement below mostly lets its level fail",
        ),
        pytest.param(
            "open_data",
            "fully mostly mostly na",
            (3, 3, 0.0, (), ("open_data.all_open", "open_data.user_support", "open_data.requests")),
            id="what does not apply is left out",
        ),
        pytest.param(
            "open_data",
            "fully fully unknown mostly",
            (2, 3, 0.56, (), ("open_data.review",)),
            id="an unknown might lift the level",
        ),
        pytest.param(
            "open_data",
            "fully unknown fully fully",
            (2, 2, 0.67, (), ("open_data.mandate",)),
            id="an essential unknown cannot",
        ),
        pytest.param(
            "open_data",
            "- fully fully - no",
            (3, 3, 0.0, (2,), ("open_data.all_open", "open_data.user_support", "open_data.requests")),
            id="a level nobody asked about is inferred, and a missing answer counts as zero",
        ),
        pytest.param(
            "open_data",
            "no fully fully fully",
            (1, 1, 0.0, (), ("open_data.portal",)),
            id="an answered level that fails stops the climb",
        ),
        pytest.param(
            "analytics", "fully fully mostly fully partly", (5, 5, 1.0, (), ()), id="at the top nothing blocks"
        ),
    ],
)
def test_a_standing_follows_the_rule(area: str, said: str, expected: tuple[object, ...]) -> None:
    assert standing(area, said) == expected


def test_a_level_whose_statements_all_do_not_apply_holds() -> None:
    sheet = Sheet({"ecosystems.sensors": Rating.NA, "ecosystems.policies": Rating.NA})

    assert score(RUBRIC, sheet).competencies["ecosystems"].level == 2


@pytest.mark.parametrize(
    ("guess", "expected"),
    [
        (1, (1, 1, 0.0, (), ("analytics.causes",))),
        (4, (4, 4, 0.0, (2, 3, 4), ("analytics.open_analytics", "analytics.automated"))),
        (5, (5, 5, 1.0, (2, 3, 4, 5), ())),
    ],
)
def test_a_guess_alone_places_a_competency(guess: int, expected: tuple[object, ...]) -> None:
    assert standing("analytics", "", **{"quick.analytics": str(guess)}) == expected


def test_a_single_answer_outweighs_the_guess() -> None:
    assert standing("analytics", "no", **{"quick.analytics": "4"})[0] == 1


def test_the_mode_says_what_the_profile_rests_on() -> None:
    quick = {area.id: 2 for area in RUBRIC.competencies}
    full = {each.id: Rating.FULLY for area in RUBRIC.competencies for each in area.statements[:1]}

    assert score(RUBRIC, Sheet()) == Profile("area", None, {})
    assert score(RUBRIC, Sheet({"open_data.portal": Rating.NO})).mode == "area"
    assert score(RUBRIC, Sheet({}, quick)).mode == "quick"
    assert score(RUBRIC, Sheet({"open_data.portal": Rating.NO}, quick)).mode == "quick"
    assert score(RUBRIC, Sheet(full, quick)).mode == "full"


def test_typical_is_the_third_smallest_level_once_all_are_there() -> None:
    guesses = dict(zip(RUBRIC.competency_by_id, (5, 1, 4, 2, 2), strict=True))

    assert score(RUBRIC, Sheet({}, guesses)).typical == 2
    assert score(RUBRIC, Sheet({}, {"open_data": 3, "services": 3})).typical is None


@given(SHEETS)
def test_it_agrees_with_an_independent_reading_of_the_rule(sheet: Sheet) -> None:
    assert score(RUBRIC, sheet).as_json() == independent(sheet)


def test_that_comparison_notices_a_wrong_rule() -> None:
    """`find` looks for a sheet on which two rules differ: it finds one for averages and none for ours."""
    found = find(SHEETS, lambda sheet: average_score(RUBRIC, sheet).as_json() != independent(sheet), settings=BRIEF)

    assert average_score(RUBRIC, found) != score(RUBRIC, found)
    with pytest.raises(NoSuchExample):
        find(SHEETS, lambda sheet: score(RUBRIC, sheet).as_json() != independent(sheet), settings=BRIEF)


@given(SHEETS, st.data())
def test_raising_a_rating_never_lowers_a_level(sheet: Sheet, data: st.DataObject) -> None:
    raisable = [about for about, rating in sheet.ratings.items() if rating in ORDER[:-1]]
    if not raisable:
        return
    about = data.draw(st.sampled_from(raisable))
    higher = data.draw(st.sampled_from(ORDER[ORDER.index(sheet.ratings[about]) + 1 :]))

    before = score(RUBRIC, sheet).competencies
    after = score(RUBRIC, sheet._replace(ratings={**sheet.ratings, about: higher})).competencies

    assert all(after[area].level >= each.level and after[area].high >= each.high for area, each in before.items())


@given(SHEETS, st.randoms())
def test_the_order_of_answers_does_not_matter(sheet: Sheet, chance: Random) -> None:
    shuffled = list(sheet.ratings.items())
    chance.shuffle(shuffled)

    assert score(RUBRIC, sheet._replace(ratings=dict(shuffled))) == score(RUBRIC, sheet)


@given(SHEETS)
def test_the_level_is_never_above_the_highest_possible_one(sheet: Sheet) -> None:
    assert all(each.level <= each.high for each in score(RUBRIC, sheet).competencies.values())


@given(SHEETS)
def test_without_unknowns_the_level_is_certain(sheet: Sheet) -> None:
    known = {about: rating for about, rating in sheet.ratings.items() if rating != Rating.UNKNOWN}

    profile = score(RUBRIC, sheet._replace(ratings=known))

    assert all(each.level == each.high for each in profile.competencies.values())


@given(SHEETS)
def test_a_sheet_survives_its_way_through_text(sheet: Sheet) -> None:
    raw: dict[str, object] = {about: str(rating) for about, rating in sheet.ratings.items()}
    raw |= {f"quick.{area}": str(level) for area, level in sheet.guesses.items()}

    assert read_sheet(RUBRIC, raw | {"symptoms": " ".join(sheet.symptoms)}) == sheet
    assert read_sheet(RUBRIC, raw | {"symptoms": list(sheet.symptoms)}) == sheet


def test_every_rating_that_a_statement_allows_is_read() -> None:
    for each in RUBRIC.statement_by_id.values():
        for rating in ratings_of(each):
            assert read_sheet(RUBRIC, {each.id: rating}).ratings == {each.id: rating}


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({"open_data.portl": "fully"}, "'open_data.portl' is not in this rubric; did you mean open_data.portal."),
        ({"weather": "fully"}, "'weather' is not in this rubric; ids look like open_data.portal."),
        ({7: "fully"}, "'7' is not in this rubric"),
        ({"quick.weather": 3}, "'quick.weather' is not in this rubric"),
        ({"open_data.portal": "great"}, "open_data.portal: 'great' is not possible here, but one of fully, mostly,"),
        ({"open_data.portal": "na"}, "one of fully, mostly, partly, no, unknown is."),
        ({"open_data.realtime": "n/a"}, "one of fully, mostly, partly, no, unknown, na is."),
        ({"open_data.portal": None}, "open_data.portal: None is not possible here"),
        ({"open_data.portal": 3}, "open_data.portal: 3 is not possible here"),
        ({"open_data.portal": ["fully"]}, "open_data.portal: ['fully'] is not possible here"),
        ({"open_data.portal": "x" * 10_000}, "…"),
        ({"quick.open_data": 6}, "quick.open_data: 6 is not a level, but one of 1, 2, 3, 4, 5 is."),
        ({"quick.open_data": True}, "quick.open_data: True is not a level"),
        ({"quick.open_data": 2.0}, "quick.open_data: 2.0 is not a level"),
        ({"symptoms": 3}, "symptoms: 3 is not a list of symptom ids"),
        ({"symptoms": "ecosystems.poor_qualty"}, "did you mean ecosystems.poor_quality."),
        ({"symptoms": [3]}, "symptoms: 3 is not in this rubric"),
        (["open_data.portal"], "answers: ['open_data.portal'] is not a table"),
    ],
)
def test_a_wrong_answer_is_refused_in_one_sentence(raw: dict[str, object], words: str) -> None:
    with pytest.raises(AnswerError) as refused:
        read_sheet(RUBRIC, raw)

    complaint = str(refused.value)
    assert words in complaint
    assert complaint.endswith(".")
    assert "\n" not in complaint
    assert len(complaint) < 250
