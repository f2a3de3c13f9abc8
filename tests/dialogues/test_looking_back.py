"""Again later: a re-check that only asks what has changed, the trail of results, and what moved in between."""

import pytest

from dialogues.looking_back import results
from dialogues.message import Message, Trail
from dialogues.plans.reminding import DAY, next_due, reminded
from dialogues.script import Script
from dialogues.words import languages
from tests.dialogues.conftest import Person

HERE = 1_800_000_000


def at(person: Person, when: int, *texts: str) -> Person:
    for text in texts:
        person.sends(Message(f"{when}-{person.count}", text, when))
    return person


def goes_through(person: Person, when: int, changed: dict[str, str]) -> list[str]:
    """A whole re-check; what was asked."""
    asked = []
    at(person, when, "/recheck")
    while person.session.page.startswith("recheck."):
        asked.append(person.session.page.removeprefix("recheck."))
        at(person, when, f"recheck.{asked[-1]}.{changed.get(asked[-1], 'same')}")
    return asked


@pytest.fixture
def finished(official: Person) -> Person:
    official.says("area", "area.decisions").answers_all("partly").says("done")
    return official


def test_a_recheck_asks_each_old_answer_once_and_nothing_else(finished: Person) -> None:
    before = {each.about: each.value for each in finished.session.entries}

    asked = goes_through(finished, HERE, {})

    assert asked == [each for each in before if not each.startswith("symptoms")]
    assert {each.about: each.value for each in finished.session.entries} == before
    assert finished.scene.where.place == "done"


def test_what_moved_and_what_was_done_in_between_is_told(finished: Person) -> None:
    at(finished, HERE, "plan", "plan.take.all", "continue")
    goes_through(finished, HERE + DAY, {})
    at(finished, HERE + 2 * DAY, "plan.done.1", "continue")

    goes_through(finished, HERE + 90 * DAY, {"decisions.understands": "fully"})

    assert finished.levels == {"decisions": 2}
    assert [each.profile.competencies["decisions"].level for each in results(finished.scene)][-2:] != []
    at(finished, HERE + 90 * DAY, "/compare", "compare.1")
    assert "↑" in finished.reply.text
    at(finished, HERE + 90 * DAY, "/history")
    assert "1 → 1 → 2" in finished.reply.text


def test_how_it_went_is_drawn_and_said_in_words_by_the_days_of_the_answers(finished: Person) -> None:
    at(finished, HERE, "/recheck", *(f"recheck.{each}.same" for each in finished.scene.sheet.ratings))
    goes_through(finished, HERE + 90 * DAY, {"decisions.understands": "fully"})

    at(finished, HERE + 100 * DAY, "/history")

    assert isinstance(finished.reply.picture, Trail)
    assert finished.reply.picture.days[-2:] == (HERE // DAY, HERE // DAY + 90)
    assert dict(finished.reply.picture.rows)["decisions"][-2:] == (1, 2)
    assert dict(finished.reply.picture.rows)["services"][-2:] == (0, 0)
    assert finished.reply.alt
    assert finished.reply.buttons


def test_what_fell_is_told_too(finished: Person) -> None:
    goes_through(finished, HERE, {"decisions.understands": "fully"})
    goes_through(finished, HERE + DAY, {"decisions.understands": "no"})

    at(finished, HERE + DAY, "/compare")

    assert "↓" in finished.reply.text


def test_with_one_result_there_is_nothing_to_compare(finished: Person) -> None:
    finished.says("/compare")

    assert finished.reply.buttons
    assert "→" not in finished.reply.text


@pytest.mark.parametrize(("months", "days"), [("3", 91), ("6", 182), ("12", 365)])
def test_somebody_who_wants_it_is_asked_again_after_some_months(finished: Person, months: str, days: int) -> None:
    at(finished, HERE, "later", f"later.{months}")

    assert next_due(finished.session) == HERE + days * DAY
    assert reminded(finished.session, HERE + days * DAY - 1) is None
    after = reminded(finished.session, HERE + days * DAY)
    assert after is not None
    assert after.page == "recheck"
    assert next_due(after) is None


@pytest.mark.parametrize("odd", ["recheck.x.y", "recheck.decisions.nothing.no", "compare.99", "later.99", "recheck.."])
def test_a_made_up_wish_does_no_harm(finished: Person, odd: str) -> None:
    before = finished.session.entries

    finished.says(odd)

    assert finished.reply.buttons
    assert finished.session.entries == before


@pytest.mark.parametrize("language", languages())
def test_all_of_it_can_be_told_in_every_language(script: Script, language: str) -> None:
    person = (
        Person(script, language).says("agree", "Mendoza", "area", "area.decisions").answers_all("partly").says("done")
    )
    goes_through(person, HERE, {"decisions.understands": "fully"})

    for text in ("/history", "/compare", "later", "later.3", "later.never", "/recheck"):
        at(person, HERE, text)
        assert person.reply.text
        assert person.reply.buttons
