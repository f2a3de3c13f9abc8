"""A team's round: who may do what and when, what counts, and what nobody can see too early."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogues.script import Script
from dialogues.teams.leading import DEEDS
from dialogues.teams.phase import (
    REMINDED_AFTER,
    Phase,
    all_have_voted,
    asked_of,
    counts,
    options,
    phase,
    result,
    standing,
)
from dialogues.teams.result import tell_minutes
from dialogues.teams.scene import team_scene
from rubric.model import Rating
from tests.dialogues.teams.team import Team
from tests.rubric import independent_team
from tests.rubric.independent import table_of


@pytest.fixture
def team(script: Script) -> Team:
    return Team(script)


def remarks(team: Team, *acts: tuple[str, str, str]) -> list[str]:
    return [team.does(*each).remark for each in acts]


def test_only_those_who_may_begin_a_round(team: Team) -> None:
    assert team.does("bob", "begin", "quick").remark == "not_leading"
    assert team.does("bob", "begin", "quick", leads=True).remark == "begun"


def test_two_rounds_at_once_are_refused(team: Team) -> None:
    assert remarks(team, ("ana", "begin", "quick"), ("ana", "begin", "full")) == ["begun", "one_at_a_time"]


def test_a_vote_can_be_changed_until_the_reveal_and_not_after(team: Team) -> None:
    team.does("ana", "begin", "quick")

    heard = remarks(
        team,
        ("bob", "vote", "2"),
        ("bob", "vote", "3"),
        ("bob", "vote", "3"),
        ("ana", "reveal", ""),
        ("bob", "vote", "1"),
    )

    assert heard == ["voted", "changed", "voted", "revealed", "revealed_already"]
    assert team.votes == {"bob": "3"}


def test_a_button_of_an_earlier_question_is_late(team: Team) -> None:
    team.does("ana", "begin", "quick")
    turn = team.room.turn
    team.votes_are("1", "2")
    remarks(team, ("ana", "reveal", ""), ("ana", "next", ""))

    assert team.does("bob", "vote", "5", turn=turn).remark == "late"
    assert team.does("ana", "reveal", turn=turn).remark == "late"
    assert team.votes == {}


def test_two_who_press_next_at_the_same_moment_go_on_once(team: Team) -> None:
    team.does("ana", "begin", "quick")
    team.votes_are("1", "2")
    team.does("ana", "reveal")
    turn = team.room.turn

    pressed = [team.does(who, "next", turn=turn, leads=True).remark for who in ("ana", "bob")]

    assert pressed == ["gone_on", "late"]


def test_it_is_revealed_when_everyone_known_has_voted(script: Script) -> None:
    team = Team(script, headcount=3)
    team.does("ana", "begin", "quick")

    team.votes_are("1", "2")
    assert phase(team.room) is Phase.VOTING
    assert asked_of(team.room) == 3
    team.votes_are("1", "2", "3")
    assert phase(team.room) is Phase.DISCUSSING


def test_who_leaves_is_not_waited_for_and_who_comes_is(team: Team) -> None:
    team.does("ana", "begin", "quick")
    team.votes_are("1", "2", "2")
    remarks(team, ("ana", "reveal", ""), ("ana", "next", ""))

    remarks(team, ("eve", "came", ""), ("m0", "vote", "1"), ("m1", "vote", "1"), ("m2", "left", ""))
    assert asked_of(team.room) == 3
    assert phase(team.room) is Phase.VOTING
    team.does("eve", "vote", "1")
    assert phase(team.room) is Phase.DISCUSSING


def test_the_time_limit_reveals_and_can_be_extended(team: Team) -> None:
    remarks(team, ("ana", "limit", ""), ("ana", "begin", "quick"), ("bob", "vote", "2"))
    ballot = standing(team.room)
    assert ballot is not None
    assert ballot.due_at is not None

    team.does("ana", "extend")
    assert team.does("", "due", at=ballot.due_at).remark == "late"
    assert team.does("", "due", at=ballot.due_at + 60).remark == "revealed"


def test_nothing_is_revealed_without_a_vote(team: Team) -> None:
    assert remarks(team, ("ana", "begin", "quick"), ("ana", "reveal", "")) == ["begun", "no_votes"]


def test_only_the_ends_of_a_disputed_vote_give_reasons(team: Team) -> None:
    team.does("ana", "begin", "quick")
    team.votes_are("1", "2", "4")
    team.does("ana", "reveal")

    heard = remarks(team, ("m0", "reason", "We have no portal."), ("m1", "reason", "I am in the middle."))
    team.does("m2", "reason", "We have\u202e <b>rules</b>.")

    assert heard == ["reason", "not_at_an_end"]
    assert "We have no portal." in team.text
    assert "We have &lt;b&gt;rules&lt;/b&gt;." in team.text
    assert "in the middle." not in team.text


def test_a_disputed_question_is_voted_once_more_and_no_more(team: Team) -> None:
    team.does("ana", "begin", "quick")
    team.votes_are("1", "4")
    team.does("ana", "reveal")

    assert team.does("ana", "again").remark == "again"
    assert team.votes == {}
    team.votes_are("1", "4")
    team.does("ana", "reveal") if phase(team.room) is Phase.VOTING else None
    assert team.does("ana", "again").remark == "only_once"
    assert "again" not in team.values


def test_a_reason_stays_with_the_answer_that_it_was_given_for(team: Team) -> None:
    team.does("ana", "begin", "quick")
    team.votes_are("1", "2", "4")
    remarks(team, ("ana", "reveal", ""), ("m0", "reason", "Few files."), ("m2", "reason", "Rules since May."))

    team.does("ana", "again")
    team.votes_are("2", "2", "3")
    team.does("ana", "next")

    minutes = tell_minutes(team_scene(team.room, team.script), team.room.round) if team.room.round else ""
    assert "Reason for 1 · Scattered sharing: <i>Few files.</i>" in minutes
    assert "Reason for 4 · Open unless sensitive: <i>Rules since May.</i>" in minutes


def test_the_menu_turns_in_place_and_stands_below_with_its_first_view_when_it_is_asked_for(team: Team) -> None:
    team.does("ana", "menu")
    place, first = team.room.place, team.values

    team.does("bob", "menu", "more")
    more = team.values
    team.does("ana", "show")

    assert "begin.quick" in first
    assert "begin.quick" not in more
    assert team.values == first
    assert team.room.place == place + 1


def test_a_menu_that_is_pressed_after_a_round_stands_below(team: Team) -> None:
    remarks(team, ("ana", "begin", "quick"), ("ana", "end", ""))
    place = team.room.place

    assert team.does("ana", "menu", "areas").remark == "looked"

    assert team.room.place == place + 1
    assert "begin.area.analytics" in team.values


def test_what_somebody_speaks_for_can_be_told_in_a_round_and_counts_at_the_reveal(team: Team) -> None:
    team.does("ana", "begin", "quick")
    team.votes_are("1", "4")

    team.does("m1", "role", "it", turn=0)
    team.does("ana", "reveal")

    assert "4 · Open unless sensitive: <b>1</b> ▰ (IT)" in team.text


def test_a_second_vote_that_nobody_gives_leaves_the_first(team: Team) -> None:
    team.does("ana", "begin", "quick")
    team.votes_are("2", "5")
    remarks(team, ("ana", "reveal", ""), ("ana", "again", ""), ("ana", "end", ""))

    assert team.room.round is not None
    assert [each.median for each in counts(team.room.round).values()] == ["2"]


def test_a_round_can_rest_until_tomorrow(team: Team) -> None:
    remarks(team, ("ana", "begin", "quick"), ("bob", "vote", "2"), ("ana", "pause", ""))

    assert team.does("bob", "vote", "3").remark == "is_paused"
    team.now += 24 * 3600
    assert team.does("ana", "resume").remark == "resumed"
    assert team.votes == {"bob": "2"}


def test_whoever_leads_on_when_the_leader_has_left_is_the_leader(team: Team) -> None:
    team.does("ana", "begin", "quick")
    team.votes_are("1", "2")
    team.does("ana", "left")

    team.does("bob", "reveal", leads=True)

    assert team.room.round is not None
    assert team.room.round.leader == "bob"
    assert team.does("cid", "next").about == "Bob"


def test_a_closed_question_no_longer_says_who_said_what(team: Team) -> None:
    remarks(team, ("m0", "role", "it"), ("ana", "begin", "quick"))
    team.votes_are("1", "4")
    remarks(team, ("ana", "reveal", ""), ("m0", "reason", "No portal."), ("ana", "next", ""))

    assert team.room.round is not None
    closed = team.room.round.ballots[0]
    assert closed.votes == {}
    assert "m0" not in closed.model_dump_json()
    assert sum(each.people for each in closed.cast) == 2


def test_who_could_tell_is_a_role_or_a_name(team: Team) -> None:
    remarks(team, ("ana", "begin", "quick"), ("bob", "vote", "unknown"), ("ana", "reveal", ""), ("bob", "who", ""))

    assert team.does("eve", "reason", "The statistics office").remark == "named"
    assert "Could tell us: The statistics office." in team.text


def test_the_result_names_who_sees_what_differently(team: Team) -> None:
    remarks(team, ("m0", "role", "it"), ("m1", "role", "planning"), ("ana", "begin", "area.open_data"))
    while phase(team.room) is not Phase.DONE:
        team.votes_are("fully", "no", "mostly")
        team.does("ana", "reveal") if phase(team.room) is Phase.VOTING else None
        team.does("ana", "next")

    assert "IT says Fully, Planning says No" in team.text


@pytest.mark.parametrize("kind", ["quick", "full", "area.open_data"])
@given(data=st.data())
def test_any_round_ends_in_what_an_independent_count_says(script: Script, kind: str, data: st.DataObject) -> None:
    team, rubric = Team(script), script.rubric("en")
    team.does("ana", "begin", kind)
    said: dict[str, list[str]] = {}
    while phase(team.room) is not Phase.DONE:
        ballot = standing(team.room)
        assert ballot is not None
        choices = st.sampled_from(options(ballot.about, rubric))
        said[ballot.about] = data.draw(st.lists(choices, min_size=1, max_size=5))
        for number, value in enumerate(said[ballot.about]):
            if phase(team.room) is Phase.DISCUSSING:
                said[ballot.about] = said[ballot.about][:number]
                break
            team.does(f"m{number}", "vote", value)
        if phase(team.room) is Phase.VOTING:
            team.does("ana", "reveal")
        team.does("ana", "next")

    assert team.room.round is not None
    found = result(team.room.round, rubric).profile.as_json()
    assert found == independent_team.independent_team(table_of(rubric), said)


@given(
    acts=st.lists(
        st.tuples(
            st.sampled_from(["ana", "bob", "m0", "m1", "m2"]),
            st.sampled_from(sorted(DEEDS)),
            st.sampled_from(["quick", "full", "area.open_data", "1", "3", "fully", "no", "unknown", "it", "\x00<b>"]),
        ),
        max_size=60,
    )
)
def test_whatever_is_pressed_the_room_can_be_told_and_kept(script: Script, acts: list[tuple[str, str, str]]) -> None:
    team = Team(script)

    for each in acts:
        team.does(*each)

    assert all(team.told)
    assert all_have_voted(team.room) in {True, False}


@pytest.mark.parametrize("choice", ["limit", "names", "polls"])
@given(votes=st.lists(st.sampled_from([*Rating]), min_size=2, max_size=6))
def test_before_the_reveal_nothing_that_is_told_depends_on_the_votes(
    script: Script, choice: str, votes: list[Rating]
) -> None:
    secret, other = Team(script), Team(script)
    for each in (secret, other):
        each.does("ana", choice, "on")
        each.does("ana", "begin", "area.open_data")

    secret.votes_are(*[str(each) for each in votes])
    other.votes_are(*["partly"] * len(votes))

    if Rating.NA not in votes:
        assert secret.told == other.told


def test_a_team_that_answers_apart_is_reminded_once_and_not_in_a_round(team: Team) -> None:
    team.does("ana", "open_door", "answers hash", headcount=4)
    assert team.room.apart is not None
    due = team.room.apart.opened_at + REMINDED_AFTER

    assert team.does("", "remind", at=due - 1).remark == "late"
    assert team.does("", "remind", at=due).remark == "shown"
    assert "A gentle reminder" in team.text
    assert team.does("", "remind", at=due + REMINDED_AFTER).remark == "late"


def test_the_city_stands_over_the_result_and_only_who_leads_names_it(team: Team) -> None:
    assert team.does("bob", "city", "Elsewhere").remark == "not_leading"
    team.does("ana", "city", "<i>Springfield</i>")
    team.does("ana", "begin", "quick")
    team.does("ana", "end")

    assert "&lt;i&gt;Springfield&lt;/i&gt;, as the team sees it" in team.text
