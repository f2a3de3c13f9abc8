"""What keeps a gain alive, gone through step by step: money, people, law, the playbook, the outline."""

from html import unescape

import pytest

from dialogues.guide.legal import points_of
from dialogues.guide.outlining import Outline, outline_of
from dialogues.script import Script
from dialogues.words import languages
from tests.dialogues.conftest import Person

each_language = pytest.mark.parametrize("language", languages())
ASSETS = ("government_data", "social_media")
PAGES = ("assets", "payers", "fit")


def guessing(script: Script, language: str = "en", levels: str = "22312") -> Person:
    """Someone who has made the quick check."""
    person = Person(script, language).says("agree", "Mendoza", "quick")
    for level in levels:
        person.says(f"{person.asked}.{level}")
    return person


def said(person: Person) -> str:
    return unescape(" ".join(reply.text for reply in person.turn.replies))


# Money


def test_a_press_ticks_and_a_second_one_of_the_same_button_changes_nothing(official: Person) -> None:
    official.says("/financing", "financing.assets.budgets.on", "financing.assets.budgets.on")

    assert official.session.means == ("financing.budgets",)
    assert "financing.assets.budgets.off" in official.values


def test_what_is_ticked_can_be_taken_off(official: Person) -> None:
    official.says("financing.assets.budgets.on", "financing.assets.budgets.off")

    assert official.session.means == ()


def test_a_number_ticks_too(official: Person) -> None:
    official.says("/financing", "1")

    assert official.session.means == ("financing.government_data",)


def test_who_holds_open_data_and_has_subscribers_can_collect_what_is_free(official: Person) -> None:
    official.says("financing.assets.government_data.on", "financing.payers.subscribers.on", "financing.fit")

    assert "institutions.financing.1" in official.values
    assert [each for each in official.values if each.startswith("institutions.financing.")] == [
        "institutions.financing.1"
    ]


def test_where_nothing_fits_it_says_what_is_missing(official: Person) -> None:
    official.says("financing.assets.budgets.on", "financing.fit")

    packaging = official.scene.rubric.institutions.financing.models[3]
    assert packaging.title in said(official)
    assert not [each for each in official.values if each.startswith("institutions.financing.")]


@each_language
@pytest.mark.parametrize("chosen", [(), ("financing.assets.budgets.on", "financing.payers.software_users.on")])
def test_the_warning_stands_on_every_page_on_money(script: Script, language: str, chosen: tuple[str, ...]) -> None:
    person = Person(script, language).says("agree", "Mendoza", *chosen)
    warning = person.scene.rubric.institutions.financing.warning.text

    for page in PAGES:
        assert warning in said(person.says(f"financing.{page}"))


@pytest.mark.parametrize(
    "odd", ["financing.assets.x.on", "financing.payers.budgets.on", "financing.x", "financing.fit.x"]
)
def test_what_cannot_be_chosen_changes_nothing(official: Person, odd: str) -> None:
    official.says(odd)

    assert official.session.means == ()
    assert official.session.page.startswith("financing.")


# People


def test_the_advocate_comes_first(script: Script) -> None:
    person = guessing(script, levels="11112").says("/leadership")

    found = person.scene.rubric.institutions.leadership
    assert found.advocate.does in said(person)
    assert found.roles[0].does not in said(person)


def test_later_a_role_comes_with_the_gaps_that_it_would_fill(script: Script) -> None:
    person = guessing(script).says("/leadership")

    found, rubric = person.scene.rubric.institutions.leadership, person.scene.rubric
    assert found.roles[0].does in said(person)
    assert rubric.statement_by_id["open_data.mandate"].short in said(person)
    assert found.advocate.does not in said(person)


@each_language
def test_without_a_level_the_usual_order_is_told(script: Script, language: str) -> None:
    person = Person(script, language).says("agree", "Mendoza", "/leadership")

    found = person.scene.rubric.institutions.leadership
    assert all(each.title in said(person) for each in found.roles)
    assert found.hard_part.text in said(person)


# Law


@each_language
def test_ten_taps_lead_to_what_is_there_what_is_missing_and_a_first_step(script: Script, language: str) -> None:
    person = Person(script, language).says("agree", "Mendoza", "/law")
    rules = [point.rule for point in points_of(person.scene.rubric).values()]

    for number, _ in enumerate(rules):
        person.says(person.values[number % 3])

    told = said(person)
    assert person.session.page == "law.end"
    assert all(each.title in told for each in rules[0::3])
    assert all(each.first_step in told for each in rules[1::3])
    assert all(each.check in told for each in rules[2::3])


def test_answers_can_be_typed(official: Person) -> None:
    official.says("/law", "yes", "No", "not sure")

    assert list(official.session.law.values()) == ["yes", "no", "unknown"]


def test_an_answer_can_be_changed_by_the_question_before(official: Person) -> None:
    official.says("/law", "law.holdings.yes", "law.holdings", "law.holdings.no")

    assert official.session.law == {"holdings": "no"}
    assert official.session.page == "law.sensitivity"


def test_whoever_comes_back_goes_on_where_it_stood(official: Person) -> None:
    official.says("/law", "yes", "yes", "continue", "/law")

    assert official.session.page == "law.dates"


def test_it_can_be_gone_through_once_more(official: Person) -> None:
    official.says("/law", "yes", "law.anew")

    assert official.session.law == {}


@pytest.mark.parametrize("odd", ["law.end", "law.x.yes", "law.holdings.maybe", "law."])
def test_what_is_no_answer_is_not_kept(official: Person, odd: str) -> None:
    official.says(odd)

    assert official.session.law == {}
    assert official.session.page == "law.holdings"


def test_nothing_of_it_changes_a_level(script: Script) -> None:
    person = guessing(script)
    before = person.scene.profile()

    person.says("financing.assets.budgets.on", "/law", "no", "no")

    assert person.scene.profile() == before


def test_all_of_it_is_told_when_someone_asks_what_is_kept(official: Person) -> None:
    official.says("financing.assets.budgets.on", "/law", "no", "continue", "/export")

    rubric = official.scene.rubric.institutions
    told = " ".join(reply.text for reply in official.turn.replies)
    assert rubric.financing.means_by_id["financing.budgets"].short in told
    assert rubric.authority.open_data_law.rules[0].title in told


# The playbook


@each_language
def test_every_tactic_can_be_read_without_a_result(script: Script, language: str) -> None:
    person = Person(script, language).says("agree", "Mendoza", "/steps")
    told = ""

    for area in person.scene.rubric.competencies:
        for level in range(1, 5):
            told += said(person.says(f"playbook.{area.id}.{level}"))

    for tactic in person.scene.rubric.tactics:
        shown = (tactic.title, tactic.do, tactic.why, tactic.first_step, tactic.watch_out or "")
        assert all(each in told for each in shown)
        assert tactic.example is None or (tactic.example.text in told and tactic.example.place in told)


@pytest.mark.parametrize(("odd", "page"), [("playbook.x", "playbook"), ("playbook.analytics.9", "playbook.analytics")])
def test_what_the_playbook_has_not_shows_what_leads_to_it(official: Person, odd: str, page: str) -> None:
    official.says(odd)

    assert official.session.page == page


def test_without_a_result_risks_are_all_told(official: Person) -> None:
    official.says("/risks")

    assert "institutions.risks.1" in official.values


# The outline


def lines(outline: Outline) -> str:
    return " ".join(line for section in outline.sections for group in section.groups for line in group.lines)


@each_language
def test_the_outline_has_the_five_headings_and_holds_the_result(script: Script, language: str) -> None:
    person = guessing(script, language)
    rubric, profile = person.scene.rubric, person.scene.profile()

    outline = outline_of(person.scene, 0)

    assert [each.title for each in outline.sections] == [
        each.title for each in rubric.institutions.master_plan.headings
    ]
    blocking = [each for standing in profile.competencies.values() for each in standing.blocking]
    assert all(rubric.statement_by_id[each].short in lines(outline) for each in blocking)
    assert all(section.groups for section in outline.sections)


def test_the_outline_holds_the_plan_the_money_and_the_law(script: Script) -> None:
    person = guessing(script).says("plan", "plan.take.all", "plan.who.1", "Ana from planning", "continue")
    person.says("financing.assets.budgets.on", "financing.payers.software_users.on", "/law", "no")
    found = person.scene.rubric.institutions

    told = lines(outline_of(person.scene, 0))

    assert "Ana from planning" in told
    assert found.financing.models[3].title in told
    assert found.financing.warning.text in told
    assert found.authority.open_data_law.rules[0].first_step in told


def test_the_outline_is_told_in_the_chat_and_handed_out(script: Script) -> None:
    person = guessing(script).says("/outline")

    assert [reply.hands for reply in person.turn.replies] == ["outline"]
    assert outline_of(person.scene, 0).sections[4].question in said(person)


def test_what_a_person_typed_cannot_become_marks(script: Script) -> None:
    person = guessing(script).says("plan", "plan.take.all", "plan.who.1", "<b>Ana</b>", "continue", "/outline")

    assert "<b>Ana</b>" not in person.turn.replies[0].text
