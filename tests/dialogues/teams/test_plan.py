"""After a team's result: why, what if, a plan that comes back, a small round, a level that moves, and the report."""

import re

import pytest

from dialogues.plans.reminding import DAY
from dialogues.script import Script
from dialogues.session import Planned
from dialogues.teams.acts import Act
from dialogues.teams.leading import act
from dialogues.teams.phase import Phase, phase, result
from dialogues.teams.plan import plan_due
from dialogues.teams.result import team_report, tell_memory
from dialogues.teams.scene import TeamScene, team_scene
from dialogues.teams.speaking import tell_room
from dialogues.words import languages
from tests.dialogues.teams.team import Team

LONGEST_MESSAGE, MOST_DATA = 4096, 64


def scene(team: Team, language: str = "en") -> TeamScene:
    return team_scene(team.room, team.script, language)


def runs(team: Team, kind: str, *votes: str) -> None:
    """A whole round in which the same votes are given on every question."""
    team.does("ana", "begin", kind)
    while phase(team.room) is not Phase.DONE:
        team.votes_are(*votes)
        if phase(team.room) is Phase.VOTING:
            team.does("ana", "reveal")
        team.does("ana", "next")


@pytest.fixture
def team(script: Script) -> Team:
    """A team that has gone through everything, in which IT says partly and planning mostly."""
    made = Team(script)
    made.does("m0", "role", "it")
    made.does("m1", "role", "planning")
    runs(made, "full", "no", "mostly", "partly")
    return made


def first(team: Team) -> Planned:
    return team.room.plan[0]


def test_the_result_leads_to_why_what_it_takes_what_if_plan_and_report(team: Team) -> None:
    assert team.values == ["why", "needs", "suppose", "plan", "report", "minutes", "menu"]

    team.does("m0", "why", turn=team.room.turn)

    assert "Why these levels" in team.text or "needs" in team.text
    assert "needs" in team.values
    assert "why" not in team.values


def test_what_is_supposed_moves_a_level_and_nothing_is_recorded(team: Team) -> None:
    before = team.room.round

    for value in ("suppose", "suppose.analytics.0"):
        team.does("m0", *value.split(".", 1), turn=team.room.turn)
    while "→" not in team.text:
        value = next(each for each in team.values if each.startswith("suppose.analytics"))
        team.does("m1", "suppose", value.removeprefix("suppose."), turn=team.room.turn)

    assert "(supposed)" in team.text
    assert team.room.round == before


def test_two_who_suppose_different_things_at_the_same_moment_both_count(team: Team) -> None:
    for value in ("suppose", "suppose.open_data.0"):
        team.does("m0", *value.split(".", 1), turn=team.room.turn)
    team.does("m0", "suppose", team.values[0].partition(".")[2], turn=team.room.turn)
    one, other = (each.partition(".")[2] for each in team.values[1:3])

    for member, value in (("m0", one), ("m1", other), ("m1", other)):
        team.does(member, "suppose", value, turn=team.room.turn)
    together = supposed_in(team)
    undo = team.values[0].partition(".")[2]
    for member in ("m0", "m1"):
        team.does(member, "suppose", undo, turn=team.room.turn)

    assert len(together) == 3
    assert len(supposed_in(team)) == 2


def test_every_press_on_a_page_does_something_and_fits_telegram(team: Team) -> None:
    team.does("m0", "suppose", turn=team.room.turn)
    areas = [each for each in team.values if each.startswith("suppose.")]

    for area in areas:
        team.does("m0", "suppose", area.partition(".")[2], turn=team.room.turn)
        for value in team.values:
            name, _, argument = value.partition(".")
            assert act(team.room, Act(name, argument, "m0", team.now), team.script.rubric("en")).remark == "looked"
            assert len(f"999999|{value}") <= MOST_DATA
        team.does("m0", "suppose", turn=team.room.turn)


def supposed_in(team: Team) -> list[str]:
    return [each.label for each in tell_room(team_scene(team.room, team.script))[0].buttons if "✓" in each.label]


def test_pages_are_turned_in_place_and_leaving_them_tells_the_result_again(team: Team) -> None:
    team.does("m0", "why", turn=team.room.turn)
    below = team.room.place

    team.does("m1", "needs", turn=team.room.turn)
    assert team.room.place == below
    team.does("m1", "continue", turn=team.room.turn)

    assert team.room.place == below + 1
    assert "minutes" in team.values


def test_one_tap_takes_on_three_steps_but_only_of_one_who_leads(team: Team) -> None:
    refused = team.does("m0", "plan", "take.all")

    team.does("ana", "plan", "take.all")

    assert refused.remark == "only_leaders"
    assert len(team.room.plan) == 3
    assert plan_due(team.room) == first(team).due == first(team).since + 30 * DAY


@pytest.mark.parametrize(("wish", "owner"), [("mine.1", "Bea"), ("name.1.Planning", "Planning"), ("nobody.1", "")])
def test_whoever_presses_takes_a_step_on_or_a_role_does(team: Team, wish: str, owner: str) -> None:
    team.does("ana", "plan", "take.all")

    team.does("bea", "plan", wish)

    assert first(team).owner == owner


def test_an_owner_is_typed_in_answer_to_the_page_that_asks(team: Team) -> None:
    team.does("ana", "plan", "take.all")
    ignored = team.does("m0", "reason", "Just talk")

    team.does("m0", "plan", "who.1")
    team.does("m0", "reason", "Carla, head of <IT>")

    assert ignored.remark == "unclear"
    assert first(team).owner == "Carla, head of <IT>"
    assert "Carla, head of &lt;IT&gt;" in team.text


def test_two_who_press_the_same_button_change_the_plan_once(team: Team) -> None:
    team.does("ana", "plan", "take.all")
    turn = team.room.turn

    team.does("ana", "plan", "drop.1", turn=turn)
    late = team.does("bea", "plan", "drop.1", turn=turn, leads=True)

    assert late.remark == "late"
    assert len(team.room.plan) == 2


def test_on_its_date_a_step_comes_back_once_and_once_more(team: Team) -> None:
    team.does("ana", "plan", "take.all")
    for _ in range(2):
        team.does("ana", "plan", "drop.2")
    start, asked = first(team).since, []

    for day in range(400):
        before = team.room.place
        team.does("", "ask", at=start + day * DAY)
        asked += [day] if team.room.place > before else []

    assert asked == [30, 44]
    assert "plan.done.1" in team.values
    assert plan_due(team.room) is None


def test_a_round_under_way_is_not_disturbed(team: Team) -> None:
    team.does("ana", "plan", "take.all")
    team.does("ana", "begin", "quick")

    late = team.does("", "ask", at=first(team).due)

    assert late.remark == "late"
    assert plan_due(team.room) == first(team).due


def test_what_blocks_leads_to_the_step_that_deals_with_it(team: Team) -> None:
    team.does("ana", "plan", "take.all")

    team.does("m0", "plan", "because.1.money")

    assert (first(team).state, first(team).block) == ("blocked", "money")
    assert "plan" in team.values


def test_when_a_step_is_done_only_what_it_helps_is_asked_again_of_all_and_the_level_is_credited(team: Team) -> None:
    team.does("ana", "plan", "take.all")
    tactic = next(each for each in team.script.rubric("en").tactics if each.id == first(team).tactic)
    before = result(team.room.round, team.script.rubric("en")).profile if team.room.round else None

    team.does("m0", "plan", "done.1")
    assert f"begin.again.{tactic.id}" in team.values
    refused = team.does("m0", "begin", f"again.{tactic.id}")
    runs(team, f"again.{tactic.id}", "fully", "fully")

    now = team.room.round
    assert now is not None
    assert before is not None
    after = result(now, team.script.rubric("en")).profile
    assert refused.remark == "not_leading"
    assert tuple(each.about for each in now.ballots) == tactic.helps
    assert first(team).before == before.competencies[tactic.competency].level
    assert first(team).after == after.competencies[tactic.competency].level
    assert after.competencies.keys() == before.competencies.keys()
    assert tactic.title in team.text


def test_one_person_rates_nothing_for_the_team(team: Team) -> None:
    team.does("ana", "plan", "take.all")
    team.does("ana", "plan", "done.1")
    about = next(each for each in team.script.rubric("en").tactics if each.id == first(team).tactic).helps[0]

    team.does("ana", "plan", f"rate.1.{about}.fully")

    assert phase(team.room) is Phase.DONE
    assert first(team).after == 0


def test_a_step_done_after_a_quick_round_credits_no_level_and_offers_to_look_closer(script: Script) -> None:
    team = Team(script)
    runs(team, "quick", "2", "2")
    team.does("ana", "plan", "take.all")
    area = first(team).tactic.partition(".")[0]

    team.does("m0", "plan", "done.1", turn=team.room.turn)

    assert "only from the quick check" in team.text
    assert (first(team).before, first(team).after) == (2, 0)
    assert f"begin.area.{area}" in team.values
    assert team.does("ana", *f"begin.area.{area}".split(".", 1)).remark == "begun"


@pytest.mark.parametrize("kind", ["again.", "again.open_data.nothing", "again.open_data.publish_one"])
def test_no_small_round_without_a_step_that_is_done(team: Team, kind: str) -> None:
    assert team.does("ana", "begin", kind).remark == "unclear"


def test_before_any_result_there_is_nothing_to_look_at(script: Script) -> None:
    fresh = Team(script)

    assert {fresh.does("ana", each).remark for each in ("why", "suppose", "plan")} == {"no_result"}


@pytest.mark.parametrize("odd", ["step.9", "on.x.1", "done.", "take.none", "x", "who.7", "mine.9", "name.", "again.1"])
def test_a_made_up_wish_changes_nothing(team: Team, odd: str) -> None:
    team.does("ana", "plan", "take.all")
    plan = team.room.plan

    team.does("ana", "plan", odd)

    assert team.room.plan == plan
    assert team.values


def test_the_memory_tells_what_was_promised_and_how_it_went(team: Team) -> None:
    team.does("ana", "plan", "take.all")
    team.does("bea", "plan", "mine.1")
    team.does("bea", "plan", "done.1")
    team.does("bea", "plan", "because.2.law")

    told = tell_memory(scene(team))

    assert "Owner: Bea. Done" in told
    assert "Blocked: law" in told
    assert "IT says No, Planning says Mostly" in told or "Planning says Mostly, IT says No" in told


def test_the_report_of_a_team_tells_its_disagreements_and_owners(team: Team) -> None:
    team.does("ana", "plan", "take.all")
    team.does("bea", "plan", "mine.1")

    report = team_report(scene(team), team.now)

    assert len(report.lines) == 5
    assert any("Planning says Mostly, IT says No" in each for each in report.disputes)
    assert report.steps[0].owner == "Owner: Bea"
    assert "one in the middle" in report.method[0]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("kind", ["full", "quick"])
def test_every_page_is_one_message_in_every_language(script: Script, language: str, kind: str) -> None:
    team = Team(script)
    runs(team, kind, *(("no", "fully") if kind == "full" else ("1", "4")))
    plans = ("", "take.all", "step.1", "when.1", "who.1", "blocked.1", "because.1.law", "done.1", "more", "", "quiet")
    acts = [
        ("why", ""),
        ("needs", ""),
        ("suppose", ""),
        ("suppose", "open_data.3"),
        *(("plan", each) for each in plans),
    ]

    for name, argument in acts:
        team.does("ana", name, argument)
        told = tell_room(scene(team, language), "x")
        assert len(told) == 1
        assert 0 < len(re.sub("<[^>]*>", "", told[0].text)) <= LONGEST_MESSAGE
        assert [each for each in told[0].buttons if len(f"9999|{each.value}".encode()) > MOST_DATA] == []
        assert "{" not in told[0].text
