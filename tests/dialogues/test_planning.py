"""The plan: up to three steps with owner and date, how they went, and what they moved."""

import pytest

from dialogues.message import Message
from dialogues.plans.reminding import DAY, next_due, reminded
from dialogues.script import Script
from dialogues.session import Planned, Session
from dialogues.words import languages
from tests.dialogues.conftest import Person, kept

HERE = 1_800_000_000


@pytest.fixture
def finished(official: Person) -> Person:
    """Someone who has gone through a full check, and has low levels in every area."""
    official.says("full").answers_all("partly").says("done")
    return official


def at(person: Person, when: int, *texts: str) -> Person:
    for text in texts:
        person.sends(Message(f"{when}-{person.count}", text, when))
    return person


def first(person: Person) -> Planned:
    return person.session.plan[0]


def test_one_tap_takes_on_three_steps_with_a_date(finished: Person) -> None:
    at(finished, HERE, "plan", "plan.take.all")

    assert len({each.tactic for each in finished.session.plan}) == 3
    assert all(each.due == HERE + 30 * DAY for each in finished.session.plan)


def test_more_than_three_are_never_open(finished: Person) -> None:
    at(finished, HERE, "plan", "plan.take.all", "plan.take.all", "plan.take.open_data.publish_one")

    assert len(finished.session.plan) == 3
    assert finished.remarked == ["plan_full"]


def test_an_owner_is_typed_and_a_date_is_one_tap(finished: Person) -> None:
    at(finished, HERE, "plan", "plan.take.all", "plan.step.1", "plan.who.1", "Ana, head of IT")
    at(finished, HERE, "plan.when.1", "plan.on.1.3")

    assert first(finished).owner == "Ana, head of IT"
    assert first(finished).due == HERE + 91 * DAY


@pytest.mark.parametrize("words", ["My team", "Chief data officer", "colleague"])
def test_who_is_asked_for_may_be_called_as_a_command_is(finished: Person, words: str) -> None:
    at(finished, HERE, "plan", "plan.take.all", "plan.who.1", words)

    assert first(finished).owner == words


@pytest.mark.parametrize(("words", "page"), [("/leadership", "leadership"), ("why", ""), ("help", "")])
def test_where_an_owner_is_asked_for_other_commands_stay_commands(finished: Person, words: str, page: str) -> None:
    at(finished, HERE, "plan", "plan.take.all", "plan.who.1", words)

    assert first(finished).owner == ""
    assert finished.session.page == page


@pytest.mark.parametrize(
    ("block", "step"),
    [("access", "innovation.access"), ("money", "innovation.lasting"), ("skills", "innovation.insight")],
)
def test_what_blocks_leads_to_the_step_that_deals_with_it(finished: Person, block: str, step: str) -> None:
    ways = {each.id: each for each in finished.scene.rubric.institutions.innovation.steps}

    at(finished, HERE, "plan", "plan.take.all", "plan.blocked.1", f"plan.because.1.{block}")

    assert ways[step].title in finished.reply.text
    assert first(finished).state == "blocked"


def test_when_a_step_is_done_only_what_it_helps_is_asked_again_and_the_level_is_credited(finished: Person) -> None:
    at(finished, HERE, "plan", "plan.take.all")
    tactic = next(each for each in finished.scene.rubric.tactics if each.id == first(finished).tactic)
    before = {each.about for each in finished.session.entries}
    asked = []

    at(finished, HERE, "plan.done.1")
    while finished.session.page.startswith("plan.again."):
        asked.append(finished.session.page.partition("1.")[2])
        at(finished, HERE, f"plan.rate.1.{asked[-1]}.fully")

    assert tuple(asked) == tactic.helps
    assert {each.about for each in finished.session.entries} <= before | set(asked)
    assert first(finished).state == "done"
    assert first(finished).after == finished.levels[tactic.competency] >= first(finished).before
    finished.says("continue")
    assert finished.scene.where.place == "done"


def test_later_asks_again_in_two_weeks(finished: Person) -> None:
    at(finished, HERE, "plan", "plan.take.all")

    at(finished, HERE + 30 * DAY, "plan.later.1")

    assert first(finished).due == HERE + 44 * DAY


def test_a_visit_after_the_date_asks_how_it_went(finished: Person) -> None:
    at(finished, HERE, "plan", "plan.take.all", "continue")

    at(finished, HERE + 31 * DAY, "/start")

    assert "due" in finished.remarked


def test_a_reminder_is_made_once_and_once_more_and_then_never(finished: Person) -> None:
    at(finished, HERE, "plan", "plan.take.all", "plan.drop.3", "plan.drop.2", "continue")
    session, now, reminders = finished.session, HERE, []

    while now < HERE + 400 * DAY:
        after = reminded(session, now)
        reminders += [now] if after else []
        session = kept(after or session)
        now += DAY

    assert [(each - HERE) // DAY for each in reminders] == [30, 44]
    assert next_due(session) is None


def test_steps_that_fall_due_together_do_not_come_together(finished: Person) -> None:
    at(finished, HERE, "plan", "plan.take.all", "continue")

    session = reminded(finished.session, HERE + 30 * DAY)

    assert session is not None
    assert reminded(session, HERE + 30 * DAY) is None
    assert reminded(session, HERE + 31 * DAY) is not None


def test_one_tap_turns_reminders_off_and_another_on(finished: Person) -> None:
    at(finished, HERE, "plan", "plan.take.all", "plan.quiet")

    assert next_due(finished.session) is None
    assert reminded(finished.session, HERE + 90 * DAY) is None
    assert next_due(at(finished, HERE, "plan.loud").session) is not None


def test_after_a_reminder_the_step_stands_until_it_is_answered(finished: Person, script: Script) -> None:
    at(finished, HERE, "plan", "plan.take.all", "continue")
    after = reminded(finished.session, HERE + 30 * DAY)
    assert after is not None

    finished.session = after

    assert finished.scene.where.about == "plan.step.1"
    assert next_due(Session(language="en")) is None


@pytest.mark.parametrize(
    "odd", ["plan.step.9", "plan.rate.1.a.b", "plan.on.x.1", "plan.done.", "plan.take.none", "plan.x"]
)
def test_a_made_up_wish_shows_the_plan(finished: Person, odd: str) -> None:
    at(finished, HERE, "plan", "plan.take.all", odd)

    assert finished.reply.buttons
    assert len(finished.session.plan) == 3


@pytest.mark.parametrize("language", languages())
def test_every_page_of_the_plan_can_be_told_in_every_language(script: Script, language: str) -> None:
    person = Person(script, language).says("agree", "Mendoza", "full").answers_all("partly").says("done")
    pages = (
        "plan",
        "plan.take.all",
        "plan.step.1",
        "plan.when.1",
        "plan.who.1",
        "plan.blocked.1",
        "plan.because.1.law",
    )

    for text in (*pages, "plan.done.1", "plan", "plan.more", "plan.quiet", "/export", "/privacy"):
        at(person, HERE, text)
        assert person.reply.text
        assert person.reply.buttons


def test_from_a_finished_check_why_needs_what_if_three_steps_and_report_within_ten_taps(finished: Person) -> None:
    taps = ("why", "needs", "suppose", "suppose.analytics.0", "1", "continue", "plan", "plan.take.all", "report")

    finished.says(*taps)

    assert len(taps) <= 10
    assert any(reply.hands == "report" for reply in finished.turn.replies)
    assert len(finished.session.plan) == 3
