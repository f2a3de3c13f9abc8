"""One project instead of the city: before it, with it, what it changes, where it is stuck, and the worked example."""

import re
from html import unescape

import pytest

from dialogues.initiatives.assessing import MOST_INITIATIVES
from dialogues.initiatives.standing import Stage, changed_by, standpoint
from dialogues.script import Script
from dialogues.words import languages
from tests.dialogues.conftest import Person

BEGUN = ("/initiative", "initiative.new", "Metro line")
GUESSED = ("quick", "3", "2", "3", "1", "2")
each_language = pytest.mark.parametrize("language", languages())


@pytest.fixture
def planner(official: Person) -> Person:
    """Someone whose project has a name."""
    return official.says(*BEGUN)


def answers(person: Person, before: str, with_it: str) -> list[str]:
    """Answers for every area that the project touches; what was asked, in this order."""
    asked = []
    while (stands := standpoint(person.scene)).stage in {Stage.BEFORE, Stage.WITH}:
        rating = before if stands.stage is Stage.BEFORE else with_it
        asked.append(f"{stands.stage}.{stands.about}")
        person.says(f"initiative.{stands.stage}.{stands.about}.{rating}")
    return asked


def touches(person: Person, *areas: str) -> Person:
    return person.says(*(f"initiative.area.{area}.on" for area in areas))


@each_language
def test_a_whole_initiative_in_every_language(script: Script, language: str) -> None:
    person = Person(script, language).says("agree", "Mendoza", *BEGUN)
    touches(person, "analytics", "decisions").says("initiative.done")

    asked = answers(person, "no", "fully")

    assert len(asked) == len(set(asked))
    assert dict(changed_by(person.scene).moves) == {"analytics": (1, 5), "decisions": (1, 5)}
    assert changed_by(person.scene).reach == "medium"
    assert "Metro line" in person.reply.text


def test_only_what_could_rise_is_asked_of_the_project(planner: Person) -> None:
    touches(planner, "ecosystems").says("initiative.done")

    asked = answers(planner, "fully", "no")

    assert not [each for each in asked if each.startswith("with.")]


def test_a_city_check_stands_for_the_time_before_by_one_tap(official: Person) -> None:
    official.says(*GUESSED, *BEGUN)

    touches(official, "analytics").says("initiative.done.taken")

    assert standpoint(official.scene) == (Stage.WITH, "analytics.prescribe")


def test_without_an_answer_of_the_city_there_is_nothing_to_take_over(planner: Person) -> None:
    touches(planner, "analytics")

    assert "initiative.done" in planner.values
    assert "initiative.done.taken" not in planner.values


def test_the_city_and_its_result_stay_as_they_were(official: Person) -> None:
    official.says(*GUESSED)
    entries, levels, past = official.session.entries, official.levels, official.session.past

    official.says(*BEGUN)
    touches(official, "analytics", "open_data").says("initiative.done.taken")
    answers(official, "fully", "fully")
    official.says("continue")

    assert (official.session.entries, official.levels, official.session.past) == (entries, levels, past)


def test_a_new_check_of_the_city_leaves_the_time_before_alone(official: Person) -> None:
    official.says(*GUESSED, *BEGUN)
    touches(official, "analytics").says("initiative.done.taken")
    answers(official, "fully", "fully")
    found = changed_by(official.scene)

    official.says("continue", "restart", "quick", "1", "1", "1", "1", "1")

    assert changed_by(official.scene) == found


def test_back_drops_the_last_answer_of_the_project_and_no_other(official: Person) -> None:
    official.says(*GUESSED, *BEGUN)
    touches(official, "analytics").says("initiative.done")
    first, city = standpoint(official.scene), official.session.entries
    official.says("mostly")

    for way_back in ("initiative.go.back", "/back", "back", "go back"):
        official.says(way_back)
        assert standpoint(official.scene) == first
        official.says("mostly")

    assert official.session.entries == city


def test_back_goes_on_to_the_areas_the_name_and_the_first_page(planner: Person) -> None:
    touches(planner, "analytics").says("initiative.done", "back")
    assert standpoint(planner.scene).stage is Stage.TOUCHING

    planner.says("back")
    assert standpoint(planner.scene).stage is Stage.NAMING

    planner.says("back")
    assert planner.session.page == "initiative"


@pytest.mark.parametrize("way_out", ["/cancel", "/why", "/language es", "/help"])
def test_what_was_answered_is_there_when_the_person_comes_again(planner: Person, way_out: str) -> None:
    touches(planner, "analytics").says("initiative.done", "mostly")
    stands = standpoint(planner.scene)

    planner.says(way_out, "/initiative", "initiative.go")

    assert standpoint(planner.scene) == stands
    assert planner.reply.buttons


def test_words_count_as_they_do_in_a_check(planner: Person) -> None:
    touches(planner, "analytics").says("initiative.done")

    planner.says("not yet")

    assert planner.session.initiatives[-1].entries[-1].value == "no"
    assert planner.remarked == ["page_noted"]


@pytest.mark.parametrize("asked_for", ["initiative.help", "What counts?", "what does that mean", "what counts"])
def test_what_counts_stands_below_the_question(planner: Person, asked_for: str) -> None:
    touches(planner, "analytics").says("initiative.done")
    about = standpoint(planner.scene).about
    question = planner.reply.text

    planner.says(asked_for)

    told = planner.scene.rubric.statement_by_id[about]
    assert planner.reply.text.startswith(question)
    assert told.what_counts.fully in unescape(planner.reply.text)
    assert planner.says("mostly").session.initiatives[-1].entries[-1].about == f"before.{about}"


def test_an_answered_question_is_settled_and_noted_as_in_a_check(planner: Person) -> None:
    touches(planner, "analytics").says("initiative.done")
    question, stands, revision = planner.reply.text, standpoint(planner.scene), planner.session.revision

    planner.says(f"initiative.before.{stands.about}.mostly")

    assert (planner.turn.settled or "").startswith(question)
    assert "Mostly" in planner.turn.toast
    assert planner.session.revision == revision + 1


def test_what_counts_and_the_areas_are_told_in_place(planner: Person) -> None:
    touches(planner, "analytics")
    assert (planner.turn.in_place, planner.turn.settled) == (True, None)

    planner.says("initiative.done", "initiative.help")
    assert (planner.turn.in_place, planner.turn.settled) == (True, None)


def test_the_first_words_are_the_name_and_a_command_is_none(official: Person) -> None:
    official.says("/initiative", "initiative.new", "Plan for 3 parks")
    assert official.session.initiatives[-1].name == "Plan for 3 parks"

    official.says("/initiative", "initiative.new", "/steps")
    assert official.session.initiatives[-1].name is None


def test_a_button_of_an_old_question_changes_nothing(planner: Person) -> None:
    touches(planner, "analytics").says("initiative.done")
    first = standpoint(planner.scene).about
    planner.says("mostly")
    kept = planner.session.initiatives

    planner.says(f"initiative.before.{first}.no", "initiative.with.analytics.causes.fully", "initiative.done.taken")

    assert planner.session.initiatives == kept


@pytest.mark.parametrize(
    "odd",
    [
        "initiative.x",
        "initiative..",
        "initiative.area.x.on",
        "initiative.open.99",
        "initiative.open.x",
        "initiative.way.9.yes",
        "initiative.way.1.7",
        "initiative.example.99",
        "initiative.example.x",
        "initiative.before.analytics.causes.na",
        "initiative.with.nothing",
        "initiative.go.back.back",
        "initiative.help",
        "initiative.stuck.back",
        "initiative.done",
        "initiative.skip",
    ],
)
def test_a_made_up_button_does_no_harm(official: Person, odd: str) -> None:
    official.says(odd)

    assert official.reply.buttons
    assert official.session.page.startswith("initiative")


def test_several_projects_are_kept_and_an_earlier_one_can_be_taken_up_again(planner: Person) -> None:
    planner.says("/initiative", "initiative.new", "Bike lanes", "/initiative", "initiative.open.1")

    assert [each.name for each in planner.session.initiatives] == ["Bike lanes", "Metro line"]


def test_the_oldest_of_many_projects_goes_first(official: Person) -> None:
    for number in range(MOST_INITIATIVES + 2):
        official.says("/initiative", "initiative.new", f"Project {number}")

    names = [each.name for each in official.session.initiatives]
    assert names == [f"Project {number}" for number in range(2, MOST_INITIATIVES + 2)]


def test_a_project_that_was_only_begun_is_not_kept_beside_the_next(official: Person) -> None:
    official.says("/initiative", "initiative.new", "/initiative", "initiative.new")

    assert len(official.session.initiatives) == 1


def test_export_shows_every_answer_and_forget_erases_it(official: Person) -> None:
    official.says(*GUESSED, *BEGUN)
    touches(official, "analytics").says("initiative.done.taken", "fully", "/initiative", "initiative.stuck", "1")

    official.says("/export")
    told = official.turn.replies[0].text
    assert "Metro line" in told
    assert "(with the project): Fully" in told
    assert "(the six steps): Not yet: 1" in told

    official.says("/forget", "forget.yes")
    assert official.session.initiatives == ()


# --- where is it stuck? ---------------------------------------------------------------------------


@each_language
@pytest.mark.parametrize("passed", range(6))
def test_the_first_not_yet_names_the_step_and_all_that_helps_there(script: Script, language: str, passed: int) -> None:
    person = Person(script, language).says("agree", "Mendoza", "/initiative", "initiative.stuck")
    step = person.scene.rubric.institutions.innovation.steps[passed]

    person.says(*(f"initiative.way.{number}.yes" for number in range(1, passed + 1)), "2")

    told = unescape(person.reply.text)
    assert all(words in told for words in (step.title, step.questions[1], step.residents, step.do_next, step.obstacle))
    assert all(part in told for part in step.parts)
    assert step.source.section in told


@each_language
def test_six_times_yes_is_stuck_nowhere_and_can_be_asked_again(script: Script, language: str) -> None:
    person = Person(script, language).says("agree", "Mendoza", "/initiative", "initiative.stuck")

    person.says(*(f"initiative.way.{number}.yes" for number in range(1, 7)))
    assert "initiative.stuck.again" in person.values

    person.says("initiative.stuck.again")
    assert "initiative.way.1.yes" in person.values


def test_the_questions_can_be_answered_by_typing(official: Person) -> None:
    official.says("/initiative", "initiative.stuck", "yes", "back", "yes", "yes to all", "1")

    assert [tuple(each) for each in official.session.initiatives[-1].steps] == [
        ("innovation.seed", "yes", ""),
        ("innovation.problem", "yes", ""),
        ("innovation.access", "1", ""),
    ]


def test_the_result_names_the_step(planner: Person) -> None:
    planner.says("initiative.stuck", "1")
    touches(planner.says("initiative.go"), "analytics").says("initiative.done")

    answers(planner, "no", "no")

    assert planner.scene.rubric.institutions.innovation.steps[0].title in planner.reply.text


# --- the worked example ---------------------------------------------------------------------------

WORD = {"en": "level", "es": "nivel", "pt": "nível"}


@each_language
def test_the_example_names_the_three_levels_that_the_source_states_and_no_other(script: Script, language: str) -> None:
    person = Person(script, language).says("agree", "Mendoza", "/initiative", "initiative.example")
    rubric = person.scene.rubric
    case = next(each for each in rubric.institutions.cases.cases if each.walk)
    pages = [person.reply.text]

    for _ in case.walk:
        person.says("1")
        pages.append(person.reply.text)

    told = unescape(re.sub(r"<[bi/]*>", "", " ".join(pages)))
    assert re.findall(rf"{WORD[language]}s? (\d)", told) == ["2", "2", "2"]
    for area in ("ecosystems", "analytics", "decisions"):
        assert f"{rubric.competency_by_id[area].title}: {WORD[language]} 2" in told
    assert all(stage.text in told for stage in case.walk)
    assert all(fact in told for fact in case.facts)
    assert case.lesson in told
    assert person.values[0] == "initiative.new"


def test_what_a_stage_looks_at_is_marked_as_our_reading(official: Person) -> None:
    official.says("/initiative", "initiative.example")

    case = next(each for each in official.scene.rubric.institutions.cases.cases if each.walk)
    for stage in case.walk:
        assert "our reading" in official.reply.text
        for about in stage.looks_at:
            assert official.scene.rubric.statement_by_id[about].text in unescape(official.reply.text)
        official.says("1")


# --- in words -------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["initiative", "assess a project", "Assess our project!", "where is it stuck?"])
def test_it_can_be_asked_for_in_words(official: Person, words: str) -> None:
    official.says("full", words)

    assert official.session.page == "initiative"


@pytest.mark.parametrize("words", ["there is a pilot project", "one project", "we have a project for that in mobility"])
def test_a_project_in_an_answer_leads_nowhere_else(official: Person, words: str) -> None:
    official.says("full", words)

    assert official.session.page == ""
